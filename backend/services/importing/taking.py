"""Deeds: what every import does alike: read the file's rows, then store them in one transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from backend.services.importing.borders import Outline
from backend.services.importing.columns import fitting, translate
from backend.services.importing.mapping import ColumnMapping, Columns, read_mapping
from backend.services.importing.positions import (
    NoPositionError,
    Positions,
    own_position,
    with_grid,
)
from backend.services.importing.reading import read_sheet
from backend.services.importing.report import Findings, Report, Watch, unwatched
from backend.services.importing.sheet import Record, Sheet, Wanted
from backend.services.importing.source_file import read_source
from backend.services.transaction import read, write
from backend.storage.database import Row
from backend.storage.imported import all_postcodes
from backend.storage.publication import mark_due
from backend.storage.reconcile import compare, reconcile
from backend.storage.zones import borough
from shared.geo import Point
from shared.nations import ENGLAND
from shared.problems import Problem


@dataclass(frozen=True)
class Taking:
    """How a file is to be taken in: its mapping file if any, for real or for trying out.

    `others` are files that are taken in with it as one deed: all of them or none. `nation` is the
    partnership's, by which grid references are read.
    """

    path: Path
    mapping: Path | None = None
    is_dry_run: bool = False
    watch: Watch = unwatched
    others: tuple[Path, ...] = ()
    nation: str = ENGLAND

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files of the deed."""
        return (self.path, *self.others)

    @property
    def name(self) -> str:
        """How a refusal of all its files names them."""
        return ", ".join(path.name for path in self.paths)


@dataclass(frozen=True)
class Borough:
    """What imports know of the borough: its id and name, its outline, its postcodes.

    `districts` are the codes of its districts, where whoever took the outline in gave them.
    """

    id: str
    name: str
    outline: Outline
    postcodes: dict[str, Point]
    districts: tuple[str, ...] = ()

    @property
    def positions(self) -> Positions:
        """What the positions of rows are judged by."""
        return Positions(self.outline, self.postcodes)


def known_borough() -> Borough:
    """Return what is known of the borough; raises Problem outline-missing."""
    with read() as session:
        area = borough(session)
        if area is None or area.border is None:
            raise Problem("outline-missing")
        postcodes = {row.postcode: Point(row.lat, row.lon) for row in all_postcodes(session)}
        outline = Outline(area.border)
        return Borough(area.id, area.name, outline, postcodes, tuple(area.districts))


def records_of(
    taking: Taking, known: Columns, findings: Findings, headless: tuple[str, ...] = ()
) -> list[Record]:
    """Return the files' rows with our column names; raises file-not-taken, mapping-invalid.

    `headless` are the columns of a file that comes without a heading.
    """
    mapping = mapping_of(taking, known)
    wanted = Wanted(headless, fitting(known, mapping), mapping.tab)
    records: list[Record] = []
    for sheet in sheets_of(taking, findings, wanted):
        records += translate(sheet, known, mapping, findings)
    if "grid" not in known:
        return records
    return [with_grid(record, taking.nation) for record in records]


def sheets_of(taking: Taking, findings: Findings, wanted: Wanted) -> list[Sheet]:
    """Return each file's rows, those of the second and later files numbered on."""
    sheets, after = [], 0
    for path in taking.paths:
        sheet = read_sheet(read_source(path), wanted)
        findings.begin(path.name, after)
        rows = tuple(replace(record, number=record.number + after) for record in sheet.records)
        sheets.append(replace(sheet, records=rows))
        after = max((record.number for record in rows), default=after)
    return sheets


def mapping_of(taking: Taking, known: Columns) -> ColumnMapping:
    """Return the mapping of an import, an empty one where none is given; raises mapping-invalid."""
    return read_mapping(taking.mapping, known) if taking.mapping else ColumnMapping()


def position_told(record: Record, what: str, findings: Findings) -> Point | None:
    """Return where a row itself says it is; one that does not say so is refused by `what`."""
    try:
        at = own_position(record)
    except NoPositionError as error:
        findings.refuse(record.number, f"{what}: {error}")
        return None
    if at is None:
        findings.refuse(record.number, f"{what} has no position.")
    return at


def store(
    taking: Taking,
    row_type: type[Row],
    entries: Sequence[dict[str, Any]],
    findings: Findings,
    then: Callable[[Session], None] = lambda _session: None,
) -> Report:
    """Bring a table to these entries and do what follows from it, or only say what would change."""
    if taking.is_dry_run:
        with read() as session:
            changes = compare(session, row_type, entries)
    else:
        with write() as session:
            changes = reconcile(session, row_type, entries)
            then(session)
            if changes.new or changes.changed:
                mark_due(session)
    return findings.report(changes, is_dry_run=taking.is_dry_run)


class Distinct:
    """Refuses what stands twice in one file, naming where it stood first."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._first: dict[object, int] = {}

    def numbers_of(self, entries: Iterable[Mapping[str, Any]]) -> dict[str, int]:
        """Return the ids of rows that came, with the numbers of the rows."""
        return {entry["id"]: self._first[entry["id"]] for entry in entries}

    def is_new(self, key: object, number: int, what: str) -> bool:
        """Return whether a key comes for the first time; otherwise the row is refused."""
        first = self._first.setdefault(key, number)
        if first == number:
            return True
        where = self._findings.where(first)
        self._findings.refuse(number, f"{what} stands in {where} already.")
        return False
