"""Deeds: the figures of the Crime Survey for England and Wales as ONS publishes them.

Indicator 16.1.4 of the UK's data for the Sustainable Development Goals: the share of people who
feel very or fairly safe walking alone after dark, by region and in all.
"""

from collections.abc import Mapping, Sequence

from backend.services.importing.figures import Figure
from backend.services.importing.report import Findings
from backend.services.importing.sheet import EXTRA, Sheet

ALL = "England and Wales"
ASKED = (
    "“How safe do you feel walking alone in this area after dark?” Share of people who feel very "
    "or fairly safe; a representative survey of households."
)
SOURCE = "ONS, Crime Survey for England and Wales; UK SDG data, indicator 16.1.4; OGL v3"
_MEANT = "feel safe walking alone after dark"
_NEEDED = frozenset(("Year", "Series", "Region", "Observation status", "Value"))
_NO_GROUP = _NEEDED | {"Unit multiplier", "Units", "GeoCode", EXTRA}
_MISSING = "missing value"


def is_csew(columns: Sequence[str]) -> bool:
    """Return whether a sheet is the file of ONS, by its columns."""
    return set(columns) >= _NEEDED


def figures_of_csew(sheet: Sheet, findings: Findings) -> list[Figure]:
    """Return the figures by region and in all; those by sex, age and so on are left out.

    What is missing, or said to be, stays missing; where the two do not agree, it is noted.
    """
    figures = []
    left_out = 0
    for record in sheet.records:
        if fault := _fault(record.values):
            findings.refuse(record.number, fault)
        elif _is_by_group(record.values):
            left_out += 1
        else:
            figures.append(_figure(record.number, record.values))
            if note := _oddity(record.values):
                findings.note(record.number, note)
    if left_out:
        findings.note_file(f"{left_out:,} rows by sex, age and other groups are not used.")
    return figures


def _fault(values: Mapping[str, str]) -> str:
    if EXTRA in values:
        return "It has more values than columns. Download the file again."
    if not values.get("Series", "").lower().endswith(_MEANT):
        return f"Its series is {values.get('Series', '')[:60]!r}, not people who {_MEANT}."
    return ""


def _oddity(values: Mapping[str, str]) -> str:
    """Return where value and status do not agree, as in the published file for 2016/17."""
    where = f"{values['Year']}, {values['Region'] or ALL}"
    if _is_missing(values) and values["Value"]:
        return f"{where}: it says “Missing value” and has a value. Taken as missing."
    if not _is_missing(values) and not values["Value"]:
        return f"{where}: it has no value and does not say why. Taken as not asked."
    return ""


def _is_missing(values: Mapping[str, str]) -> bool:
    return values["Observation status"].lower().startswith(_MISSING)


def _is_by_group(values: Mapping[str, str]) -> bool:
    return any(value for name, value in values.items() if name not in _NO_GROUP)


def _figure(number: int, values: Mapping[str, str]) -> Figure:
    region = values["Region"] or ALL
    told = {
        "series": f"csew-after-dark-{region.lower().replace(' ', '-')}",
        "name": f"Crime Survey, {region}: safe after dark",
        "period": values["Year"],
        "percent": "" if _is_missing(values) else values["Value"],
        "asked": ASKED,
        "source": SOURCE,
    }
    return Figure(number, told)
