"""The contract's postcodes: the usual form of what people and files write."""

import re

_FULL = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
"""Outward and inward code (Royal Mail, Programmers' Guide, chapter on postcode formats)."""


def normal_postcode(text: str) -> str | None:
    """Return a full postcode in its usual form, such as "WN1 1AA", or None where it is none."""
    match = _FULL.fullmatch("".join(text.upper().split()))
    return f"{match[1]} {match[2]}" if match else None
