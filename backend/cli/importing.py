"""Commands: taking in a partnership's files.

The deeds are imported when a command runs: geometry costs a serving process memory and time.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from backend.cli.deeds import Deed, in_words, world
from backend.cli.watching import bar
from shared.clock import local
from shared.problems import Problem

if TYPE_CHECKING:
    from backend.services.importing.report import Report
    from backend.services.importing.taking import Taking

KINDS = ("ward", "town", "neighbourhood")

_files = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
_mapping = click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="A TOML file that says which of the file's columns hold what.",
)
_dry_run = click.option("--dry-run", is_flag=True, help="Only say what would change.")
_together = click.option(
    "--together", is_flag=True, help="Take all files in as one deed: all of them, or none."
)
_vintage = click.option(
    "--vintage", type=click.IntRange(2000, 2100), help="The year of the borders."
)


@click.group("import")
def import_group() -> None:
    """Take in files: outline first, then postcodes and names, then the rest."""


@import_group.command("places", cls=Deed)
@_files
@_mapping
@_dry_run
def places_command(files: Sequence[Path], mapping: Path | None, *, dry_run: bool) -> None:
    """Take in places as drafts, to be vetted (CSV, Excel, GeoJSON and more)."""
    from backend.services.importing.places import import_places

    today = local(world().now()).date()
    deeds = _deeds(files, mapping, dry_run=dry_run)
    _take(deeds, lambda taking: import_places(taking, today))


@import_group.command("postcodes", cls=Deed)
@_files
@_mapping
@_dry_run
@_together
@click.option(
    "--whole",
    is_flag=True,
    help="The files hold every postcode of their areas (WN): what they lack is removed.",
)
def postcodes_command(
    files: Sequence[Path], mapping: Path | None, *, dry_run: bool, together: bool, whole: bool
) -> None:
    """Take in postcodes (OS Code-Point Open CSV, NSPL CSV)."""
    from backend.services.importing.postcodes import import_postcodes

    deeds = _deeds(files, mapping, dry_run=dry_run, together=together)
    _take(deeds, lambda taking: import_postcodes(taking, is_whole=whole))


@import_group.command("names", cls=Deed)
@_files
@_mapping
@_dry_run
@_together
def names_command(
    files: Sequence[Path], mapping: Path | None, *, dry_run: bool, together: bool
) -> None:
    """Take in towns, neighbourhoods and landmarks (OS Open Names CSV, GeoJSON)."""
    from backend.services.importing.names import import_names

    _take(_deeds(files, mapping, dry_run=dry_run, together=together), import_names)


@import_group.command("points", cls=Deed)
@_files
@_mapping
@_dry_run
def points_command(files: Sequence[Path], mapping: Path | None, *, dry_run: bool) -> None:
    """Take in points of help: defibrillators, bleed-control kits, amnesty bins."""
    from backend.services.importing.points import import_points

    _take(_deeds(files, mapping, dry_run=dry_run), import_points)


@import_group.command("areas", cls=Deed)
@_files
@_mapping
@_dry_run
@_vintage
@click.option("--kind", type=click.Choice(KINDS), default=KINDS[0], help="What the areas are.")
def areas_command(
    files: Sequence[Path], mapping: Path | None, vintage: int | None, kind: str, *, dry_run: bool
) -> None:
    """Take in wards, town centres or neighbourhoods (GeoJSON)."""
    from backend.services.importing.areas import AreaKind, import_areas

    what = AreaKind(kind, vintage or 0)
    _take(_deeds(files, mapping, dry_run=dry_run), lambda taking: import_areas(taking, what))


@import_group.command("outline", cls=Deed)
@_files
@_mapping
@_dry_run
@_vintage
@click.option("--name", default="", help="What to call it where several areas are united.")
@click.option(
    "--districts",
    callback=lambda _context, _option, text: _codes(text),
    help="Codes of its districts, by which postcodes belong: E08000010,E08000003.",
)
def outline_command(
    files: Sequence[Path],
    mapping: Path | None,
    vintage: int | None,
    *,
    dry_run: bool,
    **of_all: Any,
) -> None:
    """Take in the partnership's outline; several areas and files are united (GeoJSON)."""
    from backend.services.importing.areas import Whole, import_outline

    whole = Whole(of_all["name"].strip(), of_all["districts"])
    deeds = _deeds(files, mapping, dry_run=dry_run, together=True)
    _take(deeds, lambda taking: import_outline(taking, vintage or 0, whole))


def _codes(text: str | None) -> tuple[str, ...] | None:
    """Return codes of districts; "" gives none, and none given keeps those that are stored."""
    from shared.nations import nation_of_code

    if text is None:
        return None
    codes = tuple(dict.fromkeys(text.upper().replace(",", " ").split()))
    wrong = [code for code in codes if not nation_of_code(code)]
    if wrong:
        raise click.BadParameter(f"{wrong[0]!r} is no code of a district, such as E08000010.")
    return codes


@import_group.command("establishments", cls=Deed)
@_files
@_dry_run
@_together
@click.option("--older", is_flag=True, help="Take in a list older than its council's here.")
def establishments_command(
    files: Sequence[Path], *, dry_run: bool, together: bool, older: bool
) -> None:
    """Take in food premises as candidates to invite (FHRS XML or JSON)."""
    from backend.services.importing.establishments import import_establishments

    today = local(world().now()).date()
    deeds = _deeds(files, None, dry_run=dry_run, together=together)
    _take(deeds, lambda taking: import_establishments(taking, today, may_be_older=older))


@import_group.command("benchmarks", cls=Deed)
@_files
@_mapping
@_dry_run
def benchmarks_command(files: Sequence[Path], mapping: Path | None, *, dry_run: bool) -> None:
    """Take in figures of other surveys (the ONS file of the CSEW, or a CSV)."""
    from backend.services.importing.benchmarks import import_benchmarks

    today = local(world().now()).date()
    _take(_deeds(files, mapping, dry_run=dry_run), lambda taking: import_benchmarks(taking, today))


@import_group.command("census", cls=Deed)
@_files
@_mapping
@_dry_run
@click.option("--area", default="", help="The code of the area, where the file holds several.")
def census_command(
    files: Sequence[Path], mapping: Path | None, area: str, *, dry_run: bool
) -> None:
    """Take in how many people of each age live here, to stand beside who answered (CSV)."""
    from backend.services.importing.census import import_census

    today = local(world().now()).date()
    deeds = _deeds(files, mapping, dry_run=dry_run)
    _take(deeds, lambda taking: import_census(taking, today, area.strip()))


@import_group.command("school-holidays", cls=Deed)
@_files
@_mapping
@_dry_run
def school_holidays_command(files: Sequence[Path], mapping: Path | None, *, dry_run: bool) -> None:
    """Take in the whole list of school holidays, for hours that go by term (CSV)."""
    from backend.services.importing.school_holidays import import_school_holidays

    _take(_deeds(files, mapping, dry_run=dry_run), import_school_holidays)


def _deeds(
    files: Sequence[Path], mapping: Path | None, *, dry_run: bool, together: bool = False
) -> "list[Taking]":
    """Return what is taken in: each file for itself, or all as one deed."""
    from backend.services.importing.taking import Taking

    groups = [tuple(files)] if together else [(path,) for path in files]
    nation = world().nation
    return [Taking(first, mapping, dry_run, bar, tuple(rest), nation) for first, *rest in groups]


def _take(deeds: "Sequence[Taking]", take: "Callable[[Taking], Report]") -> None:
    from backend.services.importing.refusal import named

    useless = []
    for taking in deeds:
        try:
            report = take(taking)
        except Problem as problem:
            if problem.code != "file-not-taken" or len(deeds) == 1:
                raise
            click.echo(in_words(problem), err=True)
            useless.append(taking.name)
            continue
        _tell(taking.name, report)
        if report.is_as_good_as_nothing:
            _warn(taking.name, report)
            useless.append(taking.name)
    if useless and len(deeds) > 1:
        listed = named(useless, len(useless))
        click.echo(f"Of {len(deeds)} files {len(useless)} could not be used: {listed}.", err=True)
    if useless:
        raise click.exceptions.Exit(1)


def _warn(name: str, report: "Report") -> None:
    from backend.services.importing.refusal import shown

    click.echo(
        f"{shown(name)}: rows refused {len(report.refused):,}, of no use here "
        f"{report.passed_over:,}, used {report.used:,}. Is it the right file?",
        err=True,
    )


def _tell(name: str, report: "Report") -> None:
    from backend.services.importing.refusal import shown

    for fault in report.refused:
        click.echo(f"  refused, {fault.where}: {fault.what}")
    for fault in report.notes:
        click.echo(f"  note, {fault.where}: {fault.what}")
    head = "Tried out, nothing written" if report.is_dry_run else "Taken in"
    click.echo(
        f"{head}: {shown(name)}: {report.new:,} new, {report.changed:,} changed, "
        f"{report.unchanged:,} unchanged, {len(report.refused):,} refused"
        f"{f', {report.gone:,} gone' if report.gone else ''}."
    )
