"""Deeds: opening hours as words: OpenStreetMap's and plain English, cut into tokens."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

DAY, MONTH, NUMBER, ORDINAL = "day", "month", "number", "ordinal"
DASH, COMMA, RULE, COMMENT, WORD = "dash", "comma", "rule", "comment", "word"
ALWAYS, OFF, OPEN, WEEK, NOON, MIDNIGHT = "always", "off", "open", "week", "noon", "midnight"
BANK, SCHOOL, TERM, MARK, END = "bank", "school", "term", "mark", "end"
LAST = -1

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_DAYS = {
    **dict(zip(("mo", "tu", "we", "th", "fr", "sa", "su"), range(7), strict=True)),
    **dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), range(7), strict=True)),
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": LAST}
_KINDS = {
    **dict.fromkeys(("off", "closed", "shut", "close"), OFF),
    "open": OPEN,
    "week": WEEK,
    "weeks": WEEK,
    "ph": BANK,
    "sh": SCHOOL,
    "noon": NOON,
    "midday": NOON,
    "midnight": MIDNIGHT,
    "to": DASH,
    "until": DASH,
    "till": DASH,
    **dict.fromkeys(("and", "&"), COMMA),
}
_PHRASES = (
    (r"\b(excluding|except|exc\.?|not) (on )?(bank|public) holidays?\b", "; ph off"),
    (r"\b(bank|public) holidays?\b", " ph "),
    (r"\bschool holidays?\b", " sh "),
    (r"\bterm[- ]?times?\b|\b(school )?terms?\b(?= only)", " termtime "),
    (r"(?<=day) (of |in )?(the|each|every) month\b", " "),
    (r"\b(open )?24 ?/ ?7\b|\b(open )?24 ?(hours|hrs|h)\b|\ball day\b", " always "),
    (r"\b(every ?day|daily|7 days a week)\b", " mo-su "),
    (r"\bweekdays?\b", " mo-fr "),
    (r"\bweekends?\b", " sa-su "),
    (r"\b(every|from|on|only)\b(?! other)", " "),
)
_FRACTION = re.compile(r"(?<![0-9.:])0?\.[0-9]{3,}(?![0-9])", re.ASCII)
_TOKEN = re.compile(
    r"""\s*(?:
    (?P<comment>"[^"]*")
    |(?P<ordinal>[1-5](?:st|nd|rd|th)\b)
    |(?P<number>[0-9]{1,2}[:.h][0-9]{2}(?::00)?\s*(?:[ap]\.?m\.?(?![a-z]))?
        |[0-9]{1,4}\s*(?:[ap]\.?m\.?(?![a-z]))?)
    |(?P<word>[a-z]+)\.?
    |(?P<dash>[-–—−])
    |(?P<comma>[,&])
    |(?P<rule>[;\n])
    |(?P<mark>[\[\]:/|+()])
    )""",
    re.VERBOSE | re.ASCII,
)


class NotHoursError(ValueError):
    """Says in plain words what of a text cannot be held as hours."""


@dataclass(frozen=True)
class Token:
    """One word or sign: its sort, its text, and the weekday, month or number that it stands for."""

    sort: str
    text: str
    value: int = 0


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of opening hours; raises NotHoursError at what is none."""
    plain = _plain(text)
    found: list[Token] = []
    at = 0
    while plain[at:].strip(" \t"):
        match = _TOKEN.match(plain, at)
        if match is None or match.end() == at:
            raise NotHoursError(f"{plain[at:].strip()[:20]!r} is not understood")
        found.append(_token(match))
        at = match.end()
    return found


def _plain(text: str) -> str:
    """Return a text in small letters, with phrases as the words that stand for them.

    What stands between quotation marks is a remark, and stays as it is.
    """
    parts = re.split(r'("[^"]*")', text)
    return "".join(part if part.startswith('"') else _without_phrases(part) for part in parts)


def _without_phrases(text: str) -> str:
    plain = _FRACTION.sub(_clock, unicodedata.normalize("NFKC", text).lower())
    for pattern, stands_for in _phrases():
        plain = pattern.sub(stands_for, plain)
    return plain


def _clock(match: re.Match[str]) -> str:
    """Return the fraction of a day that a spreadsheet keeps for a time as that time: 0.375."""
    minute = round(float(match[0]) * 24 * 60)
    return f"{minute // 60:02d}:{minute % 60:02d}"


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.ASCII), words) for pattern, words in _PHRASES)


def _token(match: re.Match[str]) -> Token:
    sort = str(match.lastgroup)
    text = match[sort].strip()
    if sort == ORDINAL:
        return Token(ORDINAL, text, int(text[0]))
    if sort != WORD:
        return Token(sort, text)
    return _word(text)


def _word(text: str) -> Token:
    if (day := day_of(text)) is not None:
        return Token(DAY, text, day)
    month = next((at for at, name in enumerate(_MONTHS, 1) if text in (name, name[:3])), None)
    if month is not None or text == "sept":
        return Token(MONTH, text, month or 9)
    if text in _ORDINALS:
        return Token(ORDINAL, text, _ORDINALS[text])
    if text in ("always", "termtime"):
        return Token(ALWAYS if text == "always" else TERM, text)
    if text not in _KINDS:
        raise NotHoursError(f"{text[:20]!r} is not understood")
    return Token(_KINDS[text], text)


def day_of(text: str) -> int | None:
    """Return the weekday that a word names, 0 is Monday: "mo", "tues", "wednesdays"."""
    for at, name in enumerate(_WEEKDAYS):
        if text in (name, f"{name}s"):
            return at
    return _SHORT_DAYS.get(text)
