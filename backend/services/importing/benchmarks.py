"""Deeds: taking in figures of other surveys: whole or not at all, what is missing stays missing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from backend.domain.benchmarks import PERIODS, is_period, kind_of, missing_years, read_percent
from backend.services.importing.columns import fitting, translate
from backend.services.importing.csew import figures_of_csew, is_csew
from backend.services.importing.figures import Figure
from backend.services.importing.mapping import Column
from backend.services.importing.reading import read_sheet
from backend.services.importing.refusal import refused, shown
from backend.services.importing.report import Findings, Report
from backend.services.importing.sheet import Record, Wanted
from backend.services.importing.source_file import read_source
from backend.services.importing.storing_figures import store_figures
from backend.services.importing.taking import Distinct, Taking, mapping_of
from shared.problems import Problem

COLUMNS = {
    "series": Column("what names survey, group and question, such as gmca-safe", is_required=True),
    "name": Column("what charts call it", is_required=True),
    "period": Column(f"the survey's year, such as {PERIODS}", is_required=True),
    "percent": Column("the share, 0 to 100; empty where it was not asked", is_required=True),
    "asked": Column("what was asked of whom", is_required=True),
    "source": Column("where it was published", is_required=True),
}
LENGTHS = {"series": 80, "name": 120, "period": 20, "asked": 300, "source": 300}


def import_benchmarks(taking: Taking, today: date) -> Report:
    """Take in one file of figures: the ONS file of the CSEW, or our plain table.

    Raises Problem file-not-taken with every fault by its row, then nothing is stored, and
    mapping-invalid.
    """
    findings = Findings()
    figures = _figures(taking, findings)
    entries = _entries(figures, findings)
    if findings.refused:
        what = "Mend these rows, then give it again."
        raise Problem("file-not-taken", shown(f"{taking.path.name}: {what}"), findings.refused)
    if not entries:
        raise refused(taking.path.name, "holds no figures")
    _refuse_shares(taking.path.name, entries)
    entries += _gaps(entries, findings)
    stored = store_figures(taking, entries, today)
    report = findings.report(stored.changes, is_dry_run=taking.is_dry_run)
    return replace(report, gone=stored.gone)


def _refuse_shares(name: str, entries: Sequence[dict[str, Any]]) -> None:
    told = [entry["percent"] for entry in entries if entry["percent"]]
    if told and max(told) <= 1:
        what = "holds no percentage above 1: in a spreadsheet, a cell that shows 88% holds 0.88"
        raise refused(name, f"{what}. Write 88, without the sign and its format")


def _figures(taking: Taking, findings: Findings) -> list[Figure]:
    mapping = mapping_of(taking, COLUMNS)
    fits_ours = fitting(COLUMNS, mapping)

    def fit(row: Sequence[str]) -> tuple[bool, int]:
        return (True, len(row)) if is_csew(row) else fits_ours(row)

    sheet = read_sheet(read_source(taking.path), Wanted(fit=fit, tab=mapping.tab))
    if is_csew(sheet.columns):
        return figures_of_csew(sheet, findings)
    return [_figure(record) for record in translate(sheet, COLUMNS, mapping, findings)]


def _figure(record: Record) -> Figure:
    return Figure(record.number, {name: record.values.get(name, "") for name in COLUMNS})


def _entries(figures: Sequence[Figure], findings: Findings) -> list[dict[str, Any]]:
    distinct = Distinct(findings)
    first: dict[str, Figure] = {}
    entries = []
    for figure in figures:
        series, period = figure.values["series"], figure.values["period"]
        fault = _fault(figure) or _unlike(first.setdefault(series, figure), figure)
        if fault:
            findings.refuse(figure.number, fault)
        elif distinct.is_new((series, period), figure.number, f"{series} of {period}"):
            text = figure.values["percent"]
            entries.append({**figure.values, "percent": read_percent(text) if text else None})
    return entries


def _fault(figure: Figure) -> str:
    for name, most in LENGTHS.items():
        text = figure.values[name]
        if not text or not text.isprintable():
            return f"{name} is empty. Write {COLUMNS[name].what}."
        if len(text) > most:
            return f"{name} is longer than {most} characters. Shorten it."
    if not is_period(figure.values["period"]):
        return f"{figure.values['period']!r} is no period. Write it like {PERIODS}."
    try:
        read_percent(figure.values["percent"] or "0")
    except ValueError:
        shown = figure.values["percent"][:20]
        return f"{shown!r} is no percentage from 0 to 100. Write 76.5; leave it empty if not asked."
    return ""


def _unlike(first: Figure, figure: Figure) -> str:
    """Return how a row differs from the first of its series: then it is another series."""
    for name in ("name", "asked"):
        if first.values[name] != figure.values[name]:
            what = f"{name} is not that of row {first.number}, which is of the same series"
            return f"{what}. Write it alike, or give this row a series of its own."
    if kind_of(first.values["period"]) != kind_of(figure.values["period"]):
        return f"Its period is written otherwise than in row {first.number}. Write them alike."
    return ""


def _gaps(entries: Sequence[dict[str, Any]], findings: Findings) -> list[dict[str, Any]]:
    """Return rows without a percentage for the years that a series lacks, and say so."""
    by_series: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        by_series.setdefault(entry["series"], []).append(entry)
    filled = []
    for held in by_series.values():
        years = missing_years(entry["period"] for entry in held)
        filled += [{**held[-1], "period": year, "percent": None} for year in years]
        if years:
            what = f"{held[0]['name']}: no row for {', '.join(years)}"
            findings.note_file(f"{what}. Taken as not asked; nothing is drawn there.")
    return filled
