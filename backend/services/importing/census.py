"""Deeds: taking in how many people of each age a census counted, to stand beside who answered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from backend.domain.census import BAND_AGES, SERIES, AgesError, People, read_ages, shares_by_band
from backend.domain.products import age_words
from backend.services.importing.mapping import Column
from backend.services.importing.refusal import named, refused, shown
from backend.services.importing.report import Findings, Report
from backend.services.importing.sheet import Record
from backend.services.importing.storing_figures import store_figures
from backend.services.importing.taking import Taking, records_of
from shared.problems import Problem

COLUMNS = {
    "age": Column(
        "an age or ages: 17, Aged 17 years, 18 to 24, 90 and over",
        is_required=True,
        also=("age_group", "age_code", "ages"),
    ),
    "people": Column(
        "how many residents", is_required=True, also=("value", "usual_residents", "observation")
    ),
    "sex": Column("whose: only all people are used, else both added"),
    "area": Column("the code of the area", also=("area_code", "geography_code")),
    "period": Column("the census's day or year", also=("date", "year")),
    "source": Column("where it was published"),
}
ASKED = "Usual residents from the age of ten on: the share of each age band, in percent."
SOURCE = "Census, by single year of age; Office for National Statistics, OGL v3"
_EVERYBODY = ("all persons", "all", "persons", "total", "all people", "all sexes")


@dataclass(frozen=True)
class Counted:
    """One row of a census: whose, where, when, of what age and how many."""

    number: int
    people: People
    is_everybody: bool
    area: str
    period: str
    source: str


def import_census(taking: Taking, today: date, area: str = "") -> Report:
    """Take in a census table by age; it takes the place of the one before.

    Of several areas that one is taken whose code is given, of several censuses the newest. A table
    that leaves an age out, counts one twice, or has a row that cannot be read is refused as a
    whole: every share would be wrong. Raises Problem file-not-taken and mapping-invalid.
    """
    findings = Findings()
    rows = [
        each
        for record in records_of(taking, COLUMNS, findings)
        if (each := _counted(record, findings)) is not None
    ]
    if findings.refused:
        what = "Mend these rows, then give it again."
        raise Problem("file-not-taken", shown(f"{taking.path.name}: {what}"), findings.refused)
    chosen = _of_one_area(taking, rows, area, findings)
    try:
        shares = shares_by_band(_added(chosen))
    except AgesError as error:
        raise refused(taking.path.name, f"is no table of all ages: {error}") from None
    stored = store_figures(taking, _entries(shares, chosen[0]), today)
    report = findings.report(stored.changes, is_dry_run=taking.is_dry_run)
    return replace(report, gone=stored.gone)


def _counted(record: Record, findings: Findings) -> Counted | None:
    values = {name: record.values.get(name, "").strip() for name in COLUMNS}
    number = values["people"].replace(",", "")
    try:
        ages = read_ages(values["age"])
        if ages is None:
            return None
        if not re.fullmatch("[0-9]+", number):
            raise AgesError(f"{values['people'][:20]!r} is no number of people.")
    except AgesError as error:
        findings.refuse(record.number, str(error))
        return None
    people = People(*ages, int(number))
    is_everybody = values["sex"].lower() in _EVERYBODY
    return Counted(
        record.number, people, is_everybody, values["area"], values["period"], values["source"]
    )


def _of_one_area(
    taking: Taking, rows: Sequence[Counted], area: str, findings: Findings
) -> list[Counted]:
    """Return the rows of one area and of the newest census, of all people where they are told."""
    areas = sorted({row.area for row in rows})
    if area and area not in areas:
        raise refused(taking.path.name, f"holds nobody of {area}")
    if len(areas) > 1 and not area:
        what = f"holds {len(areas)} areas ({named(areas, 3)}). Say which one with --area"
        raise refused(taking.path.name, what)
    of_area = [row for row in rows if row.area == (area or row.area)]
    if not of_area:
        raise refused(taking.path.name, "holds nobody")
    newest = max(row.period for row in of_area)
    if older := {row.period for row in of_area} - {newest}:
        findings.note_file(f"Of {len(older) + 1} censuses that of {newest} is taken.")
    chosen = [row for row in of_area if row.period == newest]
    everybody = [row for row in chosen if row.is_everybody]
    return everybody or chosen


def _added(rows: Sequence[Counted]) -> list[People]:
    """Return the people of all rows, those of both sexes added where each stands for itself."""
    if rows[0].is_everybody:
        return [row.people for row in rows]
    held: dict[tuple[int, int], int] = {}
    for row in rows:
        ages = row.people.first, row.people.last
        held[ages] = held.get(ages, 0) + row.people.number
    return [People(*ages, number) for ages, number in held.items()]


def _entries(shares: Mapping[str, float], row: Counted) -> list[dict[str, Any]]:
    words = age_words()
    return [
        {
            "series": f"{SERIES}{band}",
            "name": f"Census: {words[band]}",
            "period": row.period[:4] or "undated",
            "percent": shares[band],
            "asked": ASKED,
            "source": (row.source or SOURCE)[:300],
        }
        for band in BAND_AGES
    ]
