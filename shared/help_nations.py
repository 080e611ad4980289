"""The contract's right doors by nation: England's line is the wrong one to call from Belfast.

Each number was compared on 30 November 2026 with what its service, a police force or a government
publishes; nobody has rung them. Where the line of a nation could not be verified in this way, or a
nation has none, the door is left out: a wrong line is worse than none beside 999 and 101.

- Wales: Live Fear Free (gov.wales/live-fear-free), 111 and then 2 (gov.wales, June 2023); Rape
  Crisis and Victim Support serve England and Wales.
- Scotland: Domestic Abuse and Forced Marriage Helpline (scotland.police.uk), Rape Crisis Scotland
  (rapecrisisscotland.org.uk; its hours were found as from 17:00 and as from 18:00 on, so that only
  the evening is told), Victim Support Scotland (victimsupport.scot; its hours were not found). That
  111 has a second choice there was not found.
- Northern Ireland: Domestic and Sexual Abuse Helpline (victimsupportni.com, Nexus), Lifeline
  (lifelinehelpline.info). It has no 111; Victim Support NI has no line that was found.
"""

from collections.abc import Mapping
from dataclasses import replace

from shared.help import DOORS, Door
from shared.nations import ENGLAND, NORTHERN_IRELAND, SCOTLAND, WALES
from shared.saying import to_say

_CHILDLINE = "childline-sexual"


def _instead(door_id: str, title: str, detail: str, phone: str) -> Door:
    before = next(door for door in DOORS if door.id == door_id)
    return replace(before, title={"en": title}, detail={"en": detail}, phone=phone)


def _besides(door_id: str, need: str, like: Door) -> Door:
    return replace(like, id=door_id, need=need)


_NOT_AN_EMERGENCY = to_say("When it is not an emergency")
_ANYONE_YOUNG = to_say("For anyone under 19. Free, day and night, never on the bill")
_LIVE_FEAR_FREE = to_say("Live Fear Free 0808 80 10 800")
_OF_WALES = to_say("Helpline of Wales, for domestic abuse and sexual violence. Day and night")
_OF_NORTHERN_IRELAND = to_say("Domestic and sexual abuse 0808 802 1414")
_BOTH = to_say("Helpline of Northern Ireland. Free, day and night")
_CHILDLINE_TITLE = to_say("Childline 0800 1111")

_AT_HOME_IN_WALES = _instead("domestic-abuse", _LIVE_FEAR_FREE, _OF_WALES, "08088010800")
_AT_HOME_IN_NORTHERN_IRELAND = _instead(
    "domestic-abuse", _OF_NORTHERN_IRELAND, _BOTH, "08088021414"
)
_WALES = (_AT_HOME_IN_WALES, _besides("live-fear-free", "sexual", _AT_HOME_IN_WALES))
_SCOTLAND = (
    _instead("111", to_say("111, health"), _NOT_AN_EMERGENCY, "111"),
    _instead(
        "domestic-abuse",
        to_say("Domestic abuse 0800 027 1234"),
        to_say("Helpline of Scotland, for forced marriage too. Day and night"),
        "08000271234",
    ),
    _instead(_CHILDLINE, _CHILDLINE_TITLE, _ANYONE_YOUNG, "08001111"),
    _instead(
        "rape-crisis",
        to_say("Rape Crisis Scotland 08088 01 03 02"),
        to_say("Free, in the evening until midnight"),
        "08088010302",
    ),
    _instead(
        "victim-support",
        to_say("Victim Support Scotland 0800 160 1985"),
        to_say("After a crime, reported or not. Free"),
        "08001601985",
    ),
)
_NORTHERN_IRELAND = (
    _AT_HOME_IN_NORTHERN_IRELAND,
    _instead(_CHILDLINE, _CHILDLINE_TITLE, _ANYONE_YOUNG, "08001111"),
    _besides("sexual-abuse", "sexual", _AT_HOME_IN_NORTHERN_IRELAND),
    _besides(
        "lifeline",
        "talk",
        _instead(
            "samaritans",
            to_say("Lifeline 0808 808 8000"),
            to_say("In distress or despair, anyone in Northern Ireland. Free, day and night"),
            "08088088000",
        ),
    ),
)
_LEFT_OUT = {
    ENGLAND: frozenset[str](),
    WALES: frozenset[str](),
    SCOTLAND: frozenset({"stop-hate"}),
    NORTHERN_IRELAND: frozenset({"111", "rape-crisis", "victim-support", "stop-hate"}),
}
_OWN: Mapping[str, tuple[Door, ...]] = {
    ENGLAND: (),
    WALES: _WALES,
    SCOTLAND: _SCOTLAND,
    NORTHERN_IRELAND: _NORTHERN_IRELAND,
}


def doors_of(nation: str) -> tuple[Door, ...]:
    """Return the right doors of a nation, those of one need together."""
    own = {door.id: door for door in _OWN[nation]}
    kept = [own.pop(door.id, door) for door in DOORS if door.id not in _LEFT_OUT[nation]]
    for door in own.values():
        last = max(at for at, each in enumerate(kept) if each.need == door.need)
        kept.insert(last + 1, door)
    return tuple(kept)
