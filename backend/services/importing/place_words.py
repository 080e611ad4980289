"""Deeds: what lists say of a place, in our words: its kind, its postcode, phone and facilities."""

import re
from collections.abc import Mapping

from shared.digits import is_digits
from shared.places import FACILITIES, KINDS
from shared.postcodes import normal_postcode

_END = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})[\s.,]*$", re.IGNORECASE | re.ASCII)
_PHONE = re.compile(r"[0-9+ ]{0,20}")


def kind_of(text: str) -> str:
    """Return the code of a kind given as code or as word; what is neither stays as it is."""
    low = text.strip().lower()
    by_word = {word.lower(): code for code, word in KINDS.items()}
    return low if low in KINDS else by_word.get(low, text)


def postcode_of(values: Mapping[str, str]) -> str:
    """Return the postcode in its usual form: the one given, else the one that ends the address."""
    given = values.get("postcode", "")
    if given:
        return normal_postcode(given) or given[:10]
    match = _END.search(values.get("address", ""))
    return (normal_postcode(match[1] + match[2]) or "") if match else ""


def phone_of(text: str) -> tuple[str, str]:
    """Return a phone number and a note; a number that lost its zero in a spreadsheet gets it back.

    Spreadsheets turn 01612070002 into 1612070002.0.
    """
    plain = text.strip().removesuffix(".0").replace("(", "").replace(")", "").replace("-", " ")
    if is_digits(plain) and len(plain) == 10 and not plain.startswith("0"):
        plain = f"0{plain}"
    if _PHONE.fullmatch(plain):
        return plain, ""
    return "", f"{text[:30]!r} is no phone number and was left out."


def known_facilities(text: str) -> tuple[list[str], str]:
    """Return the codes of facilities given as codes or words, and a note on those unknown."""
    by_word = {word.lower(): code for code, word in FACILITIES.items()}
    found: list[str] = []
    unknown: list[str] = []
    for part in filter(None, (part.strip().lower() for part in re.split(r"[;,|]", text))):
        code = part if part in FACILITIES else by_word.get(part)
        (unknown if code is None else found).append(code or part)
    note = f"Facilities not known: {', '.join(unknown)}." if unknown else ""
    return sorted(set(found)), note
