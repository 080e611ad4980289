"""Deeds: a file's bytes as letters: which encoding they are in, and letters that went wrong."""

import re

from backend.services.importing.refusal import refused

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 2000
_MOST_CONTROLS = 0.02
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1d\x1f\x7f]")
_HIGH = re.compile(r"([A-Za-z]?)([^\x00-\x7f])")
_TYPED = frozenset("’‘“”–—…•£€°·½¼¾®©™\xa0")
"""Signs beside letters that people type in lists; other signs show that the encoding is wrong."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]{2,}")
_MEANT = re.compile(r"[\u00a0-\u017f\u2010-\u20ac]+")
_LOST = "\ufffd"
_MARK_GONE_WRONG = "ï»¿"
"""The mark at the start of UTF-8, in a file that was read wrongly and saved again."""


def decoded(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return a file's text, and notes on how it was read; raises Problem file-not-taken."""
    if data[:2] in _UTF_16:
        return _strictly(name, data, "utf-16"), ("The file is UTF-16.",)
    if encoding := _without_mark(data):
        return _strictly(name, data, encoding), ("The file is UTF-16 without a mark.",)
    if _is_no_text(data):
        what = f"is neither text nor a form that is known here (it begins with {data[:8].hex(' ')})"
        raise refused(name, f"{what}. Save it as CSV UTF-8, as .xlsx, or as GeoJSON")
    try:
        return data.decode("utf-8-sig").removeprefix(_MARK_GONE_WRONG), ()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
    windows, mac = data.decode("cp1252", "replace"), data.decode("mac_roman")
    if _likely(mac) > max(0, _likely(windows)):
        what = f"The file is not UTF-8 (line {line}) and seems to come from an older Mac"
        return mac, (f"{what}: read as Mac Roman. Look at accented letters.",)
    what = f"The file is not UTF-8 (line {line}): read as Windows-1252. Look at accented letters."
    return _strictly(name, data, "cp1252").removeprefix(_MARK_GONE_WRONG), (what,)


def garbled(text: str) -> str:
    """Return what letters like CafÃ© or donâ€™t were meant to be, "" where nothing is odd.

    It is a guess to be looked at, and never taken in place of what the file says.
    """
    if _LOST in text:
        return text.replace(_LOST, "?")
    meant = _NOT_ASCII.sub(lambda found: _as_meant(found[0]), text)
    return meant if meant != text else ""


def _as_meant(letters: str) -> str:
    for encoding in ("cp1252", "mac_roman"):
        try:
            meant = letters.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if _MEANT.fullmatch(meant):
            return meant
    return letters


def _without_mark(data: bytes) -> str:
    """Return which UTF-16 it is: every second byte of Latin letters is zero, and no other is."""
    start = data[:200]
    even, odd = start[::2], start[1::2]
    if 2 * odd.count(0) > len(odd) and 0 not in even:
        return "utf-16-le"
    if 2 * even.count(0) > len(even) and 0 not in odd:
        return "utf-16-be"
    return ""


def _is_no_text(data: bytes) -> bool:
    start = data[:_LOOKED_AT].decode("latin-1")
    return len(_CONTROL.findall(start)) > max(_MOST_CONTROLS * len(start), 3)


def _likely(text: str) -> int:
    """Return how many more of the accented letters and signs are likely than are not."""
    return sum(_weight(before, sign) for before, sign in _HIGH.findall(text))


def _weight(before: str, sign: str) -> int:
    if sign in _TYPED:
        return 1
    if not sign.isalpha() or (before.islower() and sign.isupper()):
        # A capital after a small letter: CafÈ was another letter once.
        return -1
    return 1 if before else 0


def _strictly(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"holds bytes that are no {encoding} text (byte {error.start}). Save it as UTF-8"
        raise refused(name, what) from None
