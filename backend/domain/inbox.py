"""Rules: what officers may make of single answers, and what they open them for (D10)."""

from datetime import timedelta

from shared.problems import Fault, Problem

NOTHING, INTERVENTION, HOLD = "nothing", "intervention", "hold"
PARTNERS = ("lighting", "licensing", "police", "health")
OUTCOMES = (NOTHING, *PARTNERS, INTERVENTION, HOLD)
"""What an officer makes of an answer, in the order of the keys that choose it."""

OTHER_PURPOSE = "other"
PURPOSES = {
    "reading": "Regular reading",
    "meeting": "Preparing a meeting with partners",
    "area": "Something was said about an area",
    OTHER_PURPOSE: "Another reason",
}
BATCH = 50
OPEN_FOR = timedelta(hours=1)
"""How long a batch may lie open; then its answers go back and anybody may be shown them."""

MOST_A_DAY = 500
"""So many answers a day lie open before one officer; a second officer's word is so many more.

Whoever steals a session reads no more than that before somebody else is asked (S14)."""

COUNTED_TO = 1000
"""So many unread answers are counted; beyond it is said that there are more."""

SHOWN_BY = 10
"""To the nearest of so many the number of unread answers is shown."""

FEWEST_TOGETHER = 5
"""So many answers come in together on a Monday: one alone would be somebody's."""

MONDAYS_AT_MOST = 4
"""On so many Mondays fewer wait for others; then they come in as they are, since what one resident
said shall not lie unread for ever in a borough where few say anything."""


def come_in(number: int, mondays: int) -> bool:
    """Return whether so many new answers are read from this Monday on, their so manieth."""
    return number >= FEWEST_TOGETHER or (number > 0 and mondays >= MONDAYS_AT_MOST)


def purpose_in_words(purpose: str, words: str) -> str:
    """Return what a batch is opened for; raises form-invalid unless it is said."""
    if purpose not in PURPOSES:
        raise Problem("form-invalid", errors=[Fault("purpose", "Choose what you read them for.")])
    words = " ".join(words.split())
    if purpose == OTHER_PURPOSE and not words:
        raise Problem("form-invalid", errors=[Fault("words", "Say what for, in a few words.")])
    return f"{PURPOSES[purpose]}: {words}" if words else PURPOSES[purpose]
