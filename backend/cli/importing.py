"""Commands: taking in a partnership's files, and building the zones from them.

The deeds are imported when a command runs: geometry costs a serving process memory and time.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from backend.cli.deeds import Deed, in_words, world
from shared.clock import local
from shared.problems import Problem

if TYPE_CHECKING:
    from backend.services.importing.report import Report
    from backend.services.importing.taking import Taking

_LONG = 2000
"""From so many rows on a bar shows how far an import is."""

KINDS = ("ward", "town", "neighbourhood")

_files = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
_mapping = click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="A TOML file that says which of the file's columns hold what.",
)
_dry_run = click.option("--dry-run", is_flag=True, help="Only say what would change.")
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
    _take(files, mapping, lambda taking: import_places(taking, today), dry_run=dry_run)


@import_group.command("postcodes", cls=Deed)
@_files
@_mapping
@_dry_run
def postcodes_command(files: Sequence[Path], mapping: Path | None, *, dry_run: bool) -> None:
    """Take in postcodes (OS Code-Point Open CSV)."""
    from backend.services.importing.postcodes import import_postcodes

    _take(files, mapping, import_postcodes, dry_run=dry_run)


@import_group.command("names", cls=Deed)
@_files
@_mapping
@_dry_run
def names_command(files: Sequence[Path], mapping: Path | None, *, dry_run: bool) -> None:
    """Take in towns, neighbourhoods and landmarks (OS Open Names CSV, GeoJSON)."""
    from backend.services.importing.names import import_names

    _take(files, mapping, import_names, dry_run=dry_run)


@import_group.command("points", cls=Deed)
@_files
@_mapping
@_dry_run
def points_command(files: Sequence[Path], mapping: Path | None, *, dry_run: bool) -> None:
    """Take in points of help: defibrillators, bleed-control kits, amnesty bins."""
    from backend.services.importing.points import import_points

    _take(files, mapping, import_points, dry_run=dry_run)


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
    _take(files, mapping, lambda taking: import_areas(taking, what), dry_run=dry_run)


@import_group.command("outline", cls=Deed)
@_files
@_mapping
@_dry_run
@_vintage
def outline_command(
    files: Sequence[Path], mapping: Path | None, vintage: int | None, *, dry_run: bool
) -> None:
    """Take in the borough's outline (GeoJSON)."""
    from backend.services.importing.areas import import_outline

    _take(files, mapping, lambda taking: import_outline(taking, vintage or 0), dry_run=dry_run)


@import_group.command("establishments", cls=Deed)
@_files
@_dry_run
def establishments_command(files: Sequence[Path], *, dry_run: bool) -> None:
    """Take in food premises as candidates to invite (FHRS XML or JSON)."""
    from backend.services.importing.establishments import import_establishments

    today = local(world().now()).date()
    _take(files, None, lambda taking: import_establishments(taking, today), dry_run=dry_run)


@import_group.command("benchmarks", cls=Deed)
@_files
@_mapping
@_dry_run
def benchmarks_command(files: Sequence[Path], mapping: Path | None, *, dry_run: bool) -> None:
    """Take in figures of other surveys (the ONS file of the CSEW, or a CSV)."""
    from backend.services.importing.benchmarks import import_benchmarks

    today = local(world().now()).date()
    _take(files, mapping, lambda taking: import_benchmarks(taking, today), dry_run=dry_run)


@import_group.command("school-holidays", cls=Deed)
@_files
@_mapping
@_dry_run
def school_holidays_command(files: Sequence[Path], mapping: Path | None, *, dry_run: bool) -> None:
    """Take in the whole list of school holidays, for hours that go by term (CSV)."""
    from backend.services.importing.school_holidays import import_school_holidays

    _take(files, mapping, import_school_holidays, dry_run=dry_run)


@click.group("zones")
def zones_group() -> None:
    """Build and look at the zones, the smallest areas an answer may name."""


@zones_group.command("build", cls=Deed)
@click.option("--least", default=3, help="The least postcodes in a zone that has any (3).")
@click.option("--picture", type=click.Path(path_type=Path), help="Draw the result (SVG) here.")
@_dry_run
def zones_command(least: int, picture: Path | None, *, dry_run: bool) -> None:
    """Build the zones from outline, postcodes and names."""
    from backend.services.zoning.build import build_zones

    built = build_zones(least, is_dry_run=dry_run)
    open_ground = built.zones - built.inhabited
    click.echo(
        f"{built.zones:,} zones: {built.inhabited:,} with at least {built.fewest} postcodes each, "
        f"{open_ground:,} with none."
    )
    if built.unreached:
        click.echo(f"{built.unreached:,} postcodes lie too far from any zone.", err=True)
    if dry_run:
        click.echo("They would be new." if built.is_new else "Nothing would change.")
    elif built.is_new:
        click.echo(f"Version {built.version}; {built.retired:,} older zones can only be read.")
        click.echo("Run publish to show them.")
    else:
        click.echo(f"Nothing changed: version {built.version} stays.")
    if picture:
        _write_picture(picture)


def _write_picture(picture: Path) -> None:
    from backend.services.zoning.picture import draw_zones

    if picture.suffix != ".svg":
        raise click.ClickException(f"{picture}: the picture is an SVG. Name it {picture.stem}.svg.")
    try:
        picture.write_text(draw_zones(), encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{picture} cannot be written: {error.strerror}.") from error
    click.echo(f"Drawn: {picture}")


def _take(
    files: Sequence[Path],
    mapping: Path | None,
    take: "Callable[[Taking], Report]",
    *,
    dry_run: bool,
) -> None:
    from backend.services.importing.refusal import named
    from backend.services.importing.taking import Taking

    useless = []
    for path in files:
        try:
            report = take(Taking(path, mapping, dry_run, _bar))
        except Problem as problem:
            if problem.code != "file-not-taken" or len(files) == 1:
                raise
            click.echo(in_words(problem), err=True)
            useless.append(path)
            continue
        _tell(path, report)
        if report.is_as_good_as_nothing:
            _warn(path, report)
            useless.append(path)
    if useless and len(files) > 1:
        listed = named([path.name for path in useless], len(useless))
        click.echo(f"Of {len(files)} files {len(useless)} could not be used: {listed}.", err=True)
    if useless:
        raise click.exceptions.Exit(1)


def _warn(path: Path, report: "Report") -> None:
    from backend.services.importing.refusal import shown

    click.echo(
        f"{shown(path.name)}: rows refused {len(report.refused):,}, of no use here "
        f"{report.passed_over:,}, used {report.used:,}. Is it the right file?",
        err=True,
    )


def _tell(path: Path, report: "Report") -> None:
    from backend.services.importing.refusal import shown

    for fault in report.refused:
        click.echo(f"  refused, {fault.where}: {fault.what}")
    for fault in report.notes:
        click.echo(f"  note, {fault.where}: {fault.what}")
    head = "Tried out, nothing written" if report.is_dry_run else "Taken in"
    click.echo(
        f"{head}: {shown(path.name)}: {report.new:,} new, {report.changed:,} changed, "
        f"{report.unchanged:,} unchanged, {len(report.refused):,} refused"
        f"{f', {report.gone:,} gone' if report.gone else ''}."
    )


def _bar(items: Iterable[Any], what: str) -> Iterable[Any]:
    """Show how far it is, where somebody watches and there is much to do."""
    listed = list(items)
    if len(listed) < _LONG:
        return listed
    return _showing(listed, what)


def _showing(listed: Sequence[Any], what: str) -> Iterable[Any]:
    with click.progressbar(listed, label=what, file=sys.stderr) as bar:
        yield from bar
