"""Face: how safe people feel, as released; officers and analysts read it, nobody an answer."""

from collections.abc import Mapping, Sequence
from textwrap import shorten

from flask import Blueprint, Response, request

from backend.console.area_map import CLASSES, Shape, area_map
from backend.console.charts import Level, Mark, Point, bars, trend
from backend.domain.staff import ANALYST, OFFICER
from backend.services.perception.area_page import At, Part, area_page
from backend.services.perception.before_after import CAUTION
from backend.services.perception.benchmarks import Benchmark
from backend.services.perception.comparing import Asked, compare
from backend.services.perception.downloads import as_csv, as_geojson
from backend.services.perception.methods import noise
from backend.services.perception.overview import KIND_WORDS, AreaLine, overview
from backend.services.perception.products_pages import dayparts_page, factors_page, young_page
from backend.services.perception.trends import trend_page
from backend.services.perception.visits_page import visits_page
from backend.services.perception.who_answered import who_page
from backend.services.releasing.due import TOTAL_BY
from backend.services.settings import settings
from backend.services.sunsets import sunsets
from backend.web.downloads import as_file
from backend.web.guards import guard
from backend.web.listing_words import NEEDS
from backend.web.pages import page
from backend.web.world import world
from shared.clock import local

MOST_MARKS, MOST_LETTERS = 3, 36
"""How many interventions a chart names, and in how many letters; the list below has them all."""

blueprint = Blueprint(
    "perception", __name__, url_prefix="/console/perception", template_folder="templates"
)
guard(blueprint, (OFFICER, ANALYST))


@blueprint.get("")
def show_overview() -> Response:
    """Show the borough and its areas in one quarter."""
    found = overview(_asked())
    shown = [line for line in found.lines if line.area.kind == _drawn_kind(found.lines)]
    shapes = [_shape(line) for line in shown]
    return page(
        "console/perception/overview.html",
        found=found,
        total_by=TOTAL_BY,
        kinds=KIND_WORDS,
        drawn_kind=_drawn_kind(found.lines),
        drawing=area_map(shapes),
        classes=CLASSES,
    )


@blueprint.get("/areas/<area_id>")
def show_area(area_id: str) -> Response:
    """Show one area or place in one quarter, and the quarters before it."""
    found = area_page(area_id, _asked())
    level = _level(found.beside.get(""))
    marks = [
        Mark(at.head.period.short, f"{_short(each.words)}, {each.on_day:%-d %b}")
        for each in found.done[:MOST_MARKS]
        for at in found.trend
        if at.head.period.first_day <= each.on_day <= at.head.period.last_day
    ]
    return page(
        "console/perception/area.html",
        found=found,
        over_time=trend(_over_time(found.trend), level, marks),
        by_daypart=bars(_points(found.dayparts), _stroke(found.beside, found.dayparts)),
        by_age=bars(_points(found.ages)),
        caution=CAUTION,
    )


@blueprint.get("/dayparts")
def show_dayparts() -> Response:
    """Show daylight, after dark and the night-time economy."""
    found = dayparts_page(_asked())
    return page(
        "console/perception/dayparts.html",
        found=found,
        drawing=bars(_points(found.borough), _stroke(found.by_daypart, found.borough)),
    )


@blueprint.get("/factors")
def show_factors() -> Response:
    """Show what people named."""
    found = factors_page(_asked())
    points = [Point.of(line.words, line.share) for line in found.borough.lines]
    return page("console/perception/factors.html", found=found, drawing=bars(points[:12]))


@blueprint.get("/visits")
def show_visits() -> Response:
    """Show what people needed who came into safe places, by ward."""
    return page("console/perception/visits.html", found=visits_page(_asked()), needs=NEEDS)


@blueprint.get("/young")
def show_young() -> Response:
    """Show what those under eighteen said."""
    found = young_page(_asked())
    return page("console/perception/young.html", found=found, drawing=bars(_points(found.ages)))


@blueprint.get("/trend")
def show_trend() -> Response:
    """Show the quarters one after the other."""
    found = trend_page(_asked())
    drawing = trend(_over_time(found.borough), _level(found.benchmark))
    return page("console/perception/trend.html", found=found, drawing=drawing)


@blueprint.get("/compare")
def show_comparison() -> Response:
    """Show two areas or quarters side by side."""
    asked = request.args
    wanted = Asked(*(asked.get(name, "")[:80] for name in ("one", "in", "other", "and")))
    return page("console/perception/compare.html", found=compare(wanted), asked=wanted)


@blueprint.get("/who")
def show_who() -> Response:
    """Show who answered by age, beside who lives here."""
    return page("console/perception/who.html", found=who_page(_asked()))


@blueprint.get("/methods")
def show_methods() -> Response:
    """Say how every figure is made."""
    return page(
        "console/perception/methods.html",
        sunsets=sunsets(local(world().now()).date()),
        settings=settings(),
        noise=noise(),
    )


@blueprint.get("/releases/<period>.csv")
def download_csv(period: str) -> Response:
    """Send a release as CSV."""
    return as_file(as_csv(period), f"umay-{period}.csv", "text/csv; charset=utf-8")


@blueprint.get("/releases/<period>.geojson")
def download_geojson(period: str) -> Response:
    """Send the areas of a release as GeoJSON."""
    return as_file(as_geojson(period), f"umay-{period}.geojson", "application/geo+json")


def _short(words: str) -> str:
    return shorten(words, MOST_LETTERS, placeholder="…")


def _asked() -> str:
    return request.args.get("period", "")[:10]


def _drawn_kind(lines: Sequence[AreaLine]) -> str:
    """Return the kind of areas that cover the borough: wards where there are any, else towns."""
    kinds = {line.area.kind for line in lines}
    return next((kind for kind in KIND_WORDS if kind in kinds), "ward")


def _shape(line: AreaLine) -> Shape:
    ring = tuple((point[0], point[1]) for point in line.area.outline)
    return Shape(line.area.name, ring, line.safe.percent if line.safe else None)


def _points(parts: Sequence[Part]) -> list[Point]:
    return [Point.of(part.words, part.safe) for part in parts]


def _over_time(trend_found: Sequence[At]) -> list[Point]:
    return [Point.of(at.head.period.short, at.safe) for at in trend_found]


def _stroke(by_daypart: Mapping[str, Benchmark], parts: Sequence[Part]) -> Level | None:
    """Return the figure of another survey at the daypart it asks about: the first that has one."""
    return next(
        (
            Level(found.percent, found.words, part.words)
            for part in parts
            if (found := by_daypart.get(part.code)) is not None
        ),
        None,
    )


def _level(benchmark: Benchmark | None) -> Level | None:
    return None if benchmark is None else Level(benchmark.percent, benchmark.words)
