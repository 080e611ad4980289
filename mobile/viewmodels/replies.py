"""What a reply shows: what was said, what was done, and the day, in the language in force."""

from collections.abc import Mapping
from datetime import date

from mobile.ui.words import published


def reply_words(said: Mapping[str, str], did: Mapping[str, str], on: str) -> tuple[str, str, str]:
    """Return what was said, what was done and the day as "20/11/2026"."""
    return published(said), published(did), f"{date.fromisoformat(on):%d/%m/%Y}"
