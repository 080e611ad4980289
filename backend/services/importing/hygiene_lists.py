"""Deeds: lists of food premises by the council they come from: which is newer, what it lacks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.services.importing.fhrs_json import read_answer
from backend.services.importing.fhrs_xml import Establishment, read_xml
from backend.services.importing.refusal import refused
from backend.services.importing.source_file import read_markup
from backend.services.importing.taking import Taking
from backend.storage.imported import DraftRow, HygieneListRow
from backend.storage.reconcile import reconcile

SOURCE = "FHRS"

MOST_GONE = 0.5
LEAST_HELD = 20
"""A file without half of the premises that were here of its council is a part of a list."""

_IN_NAME = re.compile(r"FHRS([0-9]{3})")
"""How the scheme names its files: FHRS434en-GB.xml is Wigan's."""


@dataclass(frozen=True)
class HygieneList:
    """What one file says of one council: its code and name, when it was made, its premises."""

    file: str
    authority: str
    name: str
    extracted_on: date | None
    premises: tuple[Establishment, ...]

    @property
    def named(self) -> frozenset[str]:
        """The ids of its drafts, those too that cannot be taken in."""
        return frozenset(one.draft_id for one in self.premises)


def lists_of(taking: Taking) -> list[HygieneList]:
    """Return the lists that the files hold, one for each council; raises file-not-taken."""
    found: dict[str, HygieneList] = {}
    for path in taking.paths:
        by_council: dict[str, list[Establishment]] = {}
        for one in _premises(path):
            by_council.setdefault(_authority(one, path.name), []).append(one)
        for authority, premises in by_council.items():
            if authority in found:
                what = f"is of the same council as {found[authority].file}. Give the newer one"
                raise refused(path.name, what)
            name = premises[0].values.get("LocalAuthorityName", authority)[:120]
            made_on = _day(premises[0].extracted)
            found[authority] = HygieneList(path.name, authority, name, made_on, tuple(premises))
    return list(found.values())


def _premises(path: Path) -> list[Establishment]:
    source = read_markup(path)
    return read_answer(source) if source.text.lstrip().startswith("{") else read_xml(source)


def gone_from(
    session: Session, lists: Sequence[HygieneList], *, may_be_older: bool = False
) -> list[str]:
    """Return the drafts that were there until now and that their council's list no longer has.

    Raises file-not-taken where a list is older than the one taken in before, or only a part.
    """
    gone: set[str] = set()
    drafts = session.execute(
        select(DraftRow.id, DraftRow.authority, DraftRow.gone_on).where(DraftRow.source == SOURCE)
    ).all()
    for each in lists:
        if not may_be_older:
            _refuse_older(session, each)
        held = _of_council(each, [(key, authority) for key, authority, _ in drafts])
        if len(held) >= LEAST_HELD and len(held - each.named) > MOST_GONE * len(held):
            what = f"lacks {len(held - each.named):,} of the {len(held):,} premises that are here"
            whose = f" of {each.name}" if each.name else ""
            raise refused(each.file, f"{what}{whose}. Is it another borough's, or only a part")
        there = {key for key, _, gone_on in drafts if gone_on is None}
        gone |= (held - each.named) & there
    return sorted(gone)


def keep_lists(session: Session, lists: Iterable[HygieneList]) -> None:
    """Remember when each council's list was made."""
    entries = [
        {"authority": each.authority, "name": each.name, "extracted_on": each.extracted_on}
        for each in lists
        if each.extracted_on is not None
    ]
    reconcile(session, HygieneListRow, entries)


def _of_council(each: HygieneList, drafts: Sequence[tuple[str, str]]) -> set[str]:
    """Return the drafts of a list's council.

    Drafts from before councils were told apart came of one council, and this one's list names most
    of them if it was theirs.
    """
    held = {key for key, authority in drafts if authority == each.authority}
    untold = {key for key, authority in drafts if not authority}
    is_theirs = len(untold & each.named) >= (1 - MOST_GONE) * len(untold)
    return held | untold if is_theirs else held


def _refuse_older(session: Session, each: HygieneList) -> None:
    before = session.get(HygieneListRow, each.authority)
    if before is None or before.extracted_on is None or each.extracted_on is None:
        return
    if each.extracted_on < before.extracted_on:
        what = f"was made on {each.extracted_on:%d %B %Y}, and the list of {before.name} that is "
        what += f"here on {before.extracted_on:%d %B %Y}: it would undo what is newer"
        raise refused(each.file, f"{what}. If it is meant, add --older")


def _authority(one: Establishment, file: str) -> str:
    told = one.values.get("LocalAuthorityCode", "")[:20]
    in_name = _IN_NAME.search(file)
    return told or (in_name[1] if in_name else "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
