"""The contract's words for browsers: what the finder's scripts say, with a language's forms."""

from collections.abc import Iterable
from typing import Any

from shared.geo import WINDS
from shared.intervals import DAYS
from shared.readiness import MONTH_NAMES
from shared.saying import Catalogue, saying

NUMBERS = 200
"""From here on a plural is that of 100 and the last two digits: so it is in all our languages."""

MESSAGES: tuple[str, ...] = (
    *DAYS,
    *MONTH_NAMES,
    *WINDS,
    "today",
    "tomorrow",
    "yesterday",
    "midnight",
    "Open day and night",
    "Open until {clock}",
    "Open until {clock} {day}",
    "Closes at {clock}, before you get there",
    "Closes soon",
    "Opens soon",
    "Closed, opens at {clock}",
    "Closed, opens {day} at {clock}",
    "Closed, next opening not known",
    "Hours may have changed, call first",
    "Ready.",
    "Not everything here was confirmed in time.",
    "staff confirmed {ago}",
    "{trained} of {rota} trained",
    "visited in {month}",
    "confirmation overdue",
    "confirmed {ago}",
    "checked {ago}",
    "km",
    "km away",
    "min walk",
    "{n} km away.",
    "About {n} km away. Your position is only roughly known.",
    "About {minutes}, towards the {way}.",
    "The nearest that is open: {amount} {unit}",
    "Night haven. {reason}.",
    "List from {ago}. Hours may have changed.",
    "List from {ago}: too old to say what is open. Call first.",
)
"""What the modules of `backend/web/static/finder/` say; pages add their own."""

PLURALS: tuple[tuple[str, str], ...] = (
    ("{n} day ago", "{n} days ago"),
    ("{n} minute on foot", "{n} minutes on foot"),
    ("Closes {n} minute after you arrive", "Closes {n} minutes after you arrive"),
    (
        "Opens at {{clock}}, {n} minute after you arrive",
        "Opens at {{clock}}, {n} minutes after you arrive",
    ),
)
"""What they count, one and many."""


def bundle(
    code: str,
    messages: Iterable[str] = MESSAGES,
    plurals: Iterable[tuple[str, str]] = PLURALS,
) -> dict[str, Any]:
    """Return what a browser needs to say these messages in a language.

    `messages` maps English to what is said, where that differs; `plurals` maps "one|many" to the
    language's forms; `plural_of` tells by its n-th digit which form goes with n, up to NUMBERS;
    `is_rtl` whether one reads from the right. The first three are empty for English, and where the
    language or its catalogue is not there.
    """
    say = saying(code)
    if not isinstance(say, Catalogue):
        return {"language": "en", "messages": {}, "plurals": {}, "plural_of": "", "is_rtl": False}
    return {
        "language": code,
        "messages": {text: say(text) for text in messages if say(text) != text},
        "plurals": {f"{one}|{many}": say.forms(one, many) for one, many in plurals},
        "plural_of": "".join(str(say.form_at(number)) for number in range(NUMBERS)),
        "is_rtl": say.is_rtl,
    }
