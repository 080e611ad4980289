"""The contract's right doors: the service for a need, as published and as shipped in the phone."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from shared.saying import in_all_languages, to_say

NEEDS: dict[str, str] = {
    "now": to_say("In danger now"),
    "police": to_say("To tell the police"),
    "health": to_say("Hurt or ill"),
    "young": to_say("Under 19"),
    "home": to_say("Afraid of somebody at home"),
    "sexual": to_say("After sexual violence"),
    "talk": to_say("To talk to somebody"),
    "after": to_say("After a crime"),
    "hate": to_say("Attacked for who you are"),
    "broken": to_say("Something is broken or dark"),
}
"""Needs in the order in which they are shown, and their words; a need may have no door here.

What is broken or dark has none: without a number or an address of the partnership's own, "tell the
council" leads nowhere.
"""


@dataclass(frozen=True)
class Door:
    """One service: the need it is for, in words, and what reaches it.

    `phone` is a number to call, `text_to` one to send a text to; a service may have neither, and
    then `detail` says how it is reached.
    """

    id: str
    title: dict[str, str]
    detail: dict[str, str]
    phone: str
    is_emergency: bool = False
    need: str = ""
    text_to: str = ""


def _door(door_id: str, need: str, title: str, detail: str, phone: str) -> Door:
    return Door(door_id, {"en": title}, {"en": detail}, phone, need == "now", need)


DOORS: tuple[Door, ...] = (
    _door(
        "999",
        "now",
        to_say("Call 999"),
        to_say(
            "In danger now. If you cannot speak: on a mobile, listen, and press 55 when asked. "
            "On a landline 55 does nothing: stay on the line, cough or tap; the operator decides. "
            "UMay does not call for you."
        ),
        "999",
    ),
    Door(
        "999-text",
        {"en": to_say("999 by text")},
        {
            "en": to_say(
                "Text “register” to 999 once, before you need it. Then text what happens and where."
            )
        },
        "",
        need="now",
        text_to="999",
    ),
    _door(
        "999-bsl",
        "now",
        to_say("999 in British Sign Language"),
        to_say("By video, on 999bsl.co.uk or in the app 999 BSL. You need not register."),
        "",
    ),
    _door(
        "101",
        "police",
        to_say("101, police, not an emergency"),
        to_say("To tell the police something later"),
        "101",
    ),
    _door(
        "crimestoppers",
        "police",
        to_say("Crimestoppers 0800 555 111"),
        to_say("To say what you know without your name"),
        "0800555111",
    ),
    _door(
        "111",
        "health",
        to_say("111, health"),
        to_say("When it is not an emergency. In a crisis of the mind: call 111 and choose 2."),
        "111",
    ),
    _door(
        "childline",
        "young",
        to_say("Childline 0800 1111"),
        to_say("For anyone under 19. Free, day and night, never on the bill"),
        "08001111",
    ),
    _door(
        "domestic-abuse",
        "home",
        to_say("Domestic abuse 0808 2000 247"),
        to_say("National helpline. Free, day and night"),
        "08082000247",
    ),
    _door(
        "childline-sexual",
        "sexual",
        to_say("Under 16: Childline 0800 1111"),
        to_say("Rape Crisis is for 16 and over. Free, day and night, never on the bill"),
        "08001111",
    ),
    _door(
        "rape-crisis",
        "sexual",
        to_say("16 and over: Rape Crisis 0808 500 2222"),
        to_say("Support line of England and Wales. Free, day and night"),
        "08085002222",
    ),
    _door(
        "samaritans",
        "talk",
        to_say("Samaritans 116 123"),
        to_say("To talk to somebody. Free, day and night"),
        "116123",
    ),
    _door(
        "victim-support",
        "after",
        to_say("Victim Support 0808 16 89 111"),
        to_say("After a crime, reported or not. Free, day and night"),
        "08081689111",
    ),
    _door(
        "stop-hate",
        "hate",
        to_say("Stop Hate UK 0800 138 1625"),
        to_say(
            "It works only in areas that pay for it, and we do not know whether this one does. You "
            "can also tell the police, by 101."
        ),
        "08001381625",
    ),
)


def help_to_wire(doors: Sequence[Door] = DOORS) -> dict[str, object]:
    """Return the `help` document, in all languages; the doors shipped in phones are England's.

    It names no day on which its facts were checked: they come from the founding brief and the
    services' own words, and nobody has verified them with each service.
    """
    listed = [
        {
            **asdict(door),
            "title": in_all_languages(door.title["en"]),
            "detail": in_all_languages(door.detail["en"]),
        }
        for door in doors
    ]
    return {"format": 1, "doors": listed}


UNSAFE = frozenset({"fairly_unsafe", "very_unsafe"})
_BY_SOMEBODY = frozenset({"harassed_by_one", "harassed_by_group", "followed"})


def right_doors(
    level: str, factors: Iterable[str] = (), happened: str = "", age_band: str = ""
) -> tuple[str, ...]:
    """Return the ids of the doors to show after an answer, the most fitting first; at most two.

    A rule of ours (field notes, right door): somebody young hears of Childline first, and where
    nothing else fits somebody who feels very unsafe hears of a line to talk to.
    """
    said, found = frozenset(factors), []
    is_young = age_band in ("under_13", "from_13_to_17")
    if level in UNSAFE or happened in ("to_me", "to_someone_else"):
        if is_young:
            found.append("childline")
        if happened in ("to_me", "to_someone_else") or said & _BY_SOMEBODY:
            found += ["victim-support", "101"]
    if level == "very_unsafe" and not found:
        found.append("samaritans")
    return tuple(found[:2])
