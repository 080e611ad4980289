"""Rules: a restored server is held: it claims nothing until people have released it (D13)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from backend.domain.appointing import Administrator, is_another
from shared.clock import format_moment, parse_moment
from shared.problems import Problem

RESTORED, BEHIND, ALONE, PROMOTED, ASKED = "restored", "behind", "alone", "promoted", "asked"
WHYS = (RESTORED, BEHIND, ALONE, PROMOTED, ASKED)
"""Why a server is held: its database came from a backup; what is published is ahead of it; nothing
is published any more although it was; another server of the database took over, and what was
published last is not in it; somebody asked for it."""

STILL_TRUE_FOR = timedelta(minutes=75)
"""A list that is ahead of the database and younger than this goes on being shown: it was true when
it was published, which is hourly."""

TOLD_FOR = timedelta(days=400)
"""How long receipts say that records were restored: as long as a withdrawal is remembered."""


@dataclass(frozen=True)
class Held:
    """Why, since when, and up to when the records tell what was done.

    `words` are the ids of the administrators who said that it may be released; `published` epoch
    and version of the last list that was found, None where there was none.
    """

    why: str
    at: datetime
    known_until: datetime
    words: tuple[int, ...] = ()
    published: tuple[str, int] | None = None

    def to_wire(self) -> dict[str, Any]:
        """Return it as a setting holds it."""
        return {
            "why": self.why,
            "at": format_moment(self.at),
            "known_until": format_moment(self.known_until),
            "words": list(self.words),
            "published": self.published,
        }


def held_from(kept: Mapping[str, Any] | None) -> Held | None:
    """Return what a setting holds, None where the server is not held."""
    if kept is None:
        return None
    return Held(
        kept["why"],
        parse_moment(kept["at"]),
        parse_moment(kept["known_until"]),
        tuple(kept["words"]),
        tuple(kept["published"]) if kept["published"] else None,
    )


def with_word(
    held: Held, giver: int, administrators: Iterable[Administrator], now: datetime
) -> tuple[Held, bool]:
    """Return it with an administrator's word, and whether that releases it.

    One word is enough where no other administrator counts. Raises not-for-you, same-person for a
    second word by whoever gave the first, and word-too-early for one of whom nobody was asked.
    """
    known = {each.id: each for each in administrators}
    if giver not in known or not known[giver].is_one:
        raise Problem("not-for-you")
    if giver in held.words:
        raise Problem("same-person")
    if held.words and not known[giver].may_give_word(held.words[0], None):
        raise Problem("word-too-early")
    spoken = replace(held, words=(*held.words, giver))
    return spoken, len(spoken.words) > 1 or not is_another(known.values(), giver, now)
