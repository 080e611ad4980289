"""The contract's asking: which questions follow one another, and in which words."""

from collections.abc import Callable, Collection, Mapping

from shared.perception import NOT_SAID
from shared.saying import to_say
from shared.stamping import LAST_NIGHT, NOW, THIS_WEEK, TODAY

Say = Callable[[str], str]

HAPPENED_TO = ("to_me", "to_someone_else")
TEEN = "from_13_to_17"
YOUNG_BANDS = ("under_13", TEEN, NOT_SAID)
CHANGED = "changed"

PLAIN = {
    "happened": to_say("Did something happen?"),
    "reported": to_say("Did anybody tell the police or a grown-up?"),
    "why_not": to_say("Why did nobody tell?"),
    "age_band": to_say("How old are you?"),
    CHANGED: to_say("What did you change because of it?"),
}
"""The optional questions in their order, in words for young people; the codes are the same."""

_UNSAFE = frozenset({"fairly_unsafe", "very_unsafe"})
_SAFE = frozenset({"very_safe", "fairly_safe"})


def path(held: Collection[str], answers: Mapping[str, str]) -> list[str]:
    """Return which of the optional questions that are held are asked after these answers."""
    happened = answers.get("happened")
    wanted = {
        "happened": True,
        "reported": happened in HAPPENED_TO,
        "why_not": happened in HAPPENED_TO and answers.get("reported") == "no",
        "age_band": True,
        CHANGED: answers.get("age_band") == TEEN,
    }
    return [name for name, is_asked in wanted.items() if is_asked and name in held]


_LEADS_ON = {"happened": "to_me", "reported": "no", "age_band": TEEN}
"""Questions of which an answer can lead to another question, and such an answer."""


def is_last(name: str, held: Collection[str], answers: Mapping[str, str]) -> bool:
    """Return whether no question can follow one, whatever is answered to it."""
    asked = path(held, {**answers, **({name: _LEADS_ON[name]} if name in _LEADS_ON else {})})
    return bool(asked) and asked[-1] == name


def is_offered(question_id: str, code: str, *, is_young: bool) -> bool:
    """Return whether an option is shown: young people choose among bands of their own."""
    return not is_young or question_id != "age_band" or code in YOUNG_BANDS


def feelings(level: str) -> frozenset[str] | None:
    """Return which feelings the reasons shown after a level have; None is all of them."""
    if level not in _UNSAFE | _SAFE:
        return None
    return frozenset({"unsafe" if level in _UNSAFE else "safe", "any"})


def when_words(say: Say, when: str) -> str:
    """Return a time in words, to stand after a comma."""
    return {
        NOW: say("now"),
        TODAY: say("today"),
        LAST_NIGHT: say("last night"),
        THIS_WEEK: say("this week"),
    }[when]


def level_question(say: Say, comma: str, level_text: str, time: tuple[str, str]) -> str:
    """Return the primary question for a time (when, daypart): the official words, then when.

    "now" names the light; another time asks about the past.
    """
    when, daypart = time
    if when == NOW:
        light = {
            "daylight": say("in daylight"),
            "after_dark": say("after dark"),
            "night_economy": say("at night"),
        }
        plain = level_text.rstrip("?؟")
        mark = level_text[len(plain) :]
        return f"{plain}{comma}{light[daypart]}{mark}" if daypart in light else level_text
    return {
        TODAY: say("How safe did you feel there, today?"),
        LAST_NIGHT: say("How safe did you feel there, last night?"),
        THIS_WEEK: say("How safe did you feel there, this week?"),
    }[when]
