"""Face: finding a safe place: by position in the browser, by a name or postcode without scripts.

What is typed is sent only where no script runs; it is not kept, and stands in no address.
"""

from flask import Blueprint, Response, request

from backend.finder.shown import WAY, age_words, shown, way_to
from backend.services.find import find
from backend.services.published_list import PublishedList, borough_name, names_ahead, published_list
from backend.web.queueing import Queue
from backend.web.residents import open_to_residents, private_page, shared_page, words
from backend.web.world import world
from shared.geo import Point
from shared.matches import Found, Match
from shared.places import FACILITIES
from shared.problems import Problem
from shared.saying import Saying

blueprint = Blueprint("finder", __name__, template_folder="templates")
open_to_residents(blueprint)

MOST_TYPED = 80
AT_ONCE, MAY_WAIT = 2, 2
"""A search walks all names of the borough."""

_SEARCHING = Queue(AT_ONCE, MAY_WAIT)
blueprint.add_app_template_filter(way_to, "way")


@blueprint.get("/")
def start() -> Response:
    """Show how to find a place: here, by name or postcode, by town."""
    now, listed = world().now(), list_or_none()
    return shared_page(
        "finder/find.html",
        towns=listed.towns() if listed else [],
        notice=age_words(listed.published_at, now, words()) if listed else "",
        is_listed=listed is not None,
        borough=borough_name(world()),
        way_begins=WAY,
        ahead=_ahead(),
    )


@blueprint.post("/find")
def find_near() -> Response:
    """Show what is near a name, a postcode, or the one of several that was meant."""
    typed = request.form.get("where", "").strip()[:MOST_TYPED]
    listed = published_list(world())
    chosen = _chosen()
    if chosen is not None:
        return _near(listed, *chosen)
    with _SEARCHING.turn():
        found = find(world(), typed) if typed else Found(())
    if len(found.matches) == 1 or (found.matches and found.matches[0].fit == 0):
        match = found.matches[0]
        return _near(listed, match.at, match.label)
    return private_page(
        "finder/choose.html",
        200 if found.matches else 422,
        typed=typed,
        choices=[(match, detail_of(match, words())) for match in found.matches],
        advice="" if found.matches else _advice(found, typed, words()),
        has_errors=not found.matches,
        wanted=_wanted(),
        towns=listed.towns(),
    )


def list_or_none() -> PublishedList | None:
    """Return the published list, None before the first publication."""
    try:
        return published_list(world())
    except Problem as problem:
        if problem.code != "nothing-published":
            raise
        return None


def _ahead() -> list[str]:
    """Return what the page has browsers fetch beside its scripts; nothing where data is saved."""
    names = [] if request.headers.get("Save-Data") == "on" else names_ahead(world(), "places")
    return [f"/published/{name}" for name in names]


def detail_of(match: Match, say: Saying) -> str:
    """Return what a match is, to tell it from others of its name."""
    if match.stands_for:
        told = say("{postcode} itself is not known; this is the middle of {sector}")
        return told.format(postcode=match.stands_for, sector=match.label)
    middle = say("The middle of these postcodes, {t}")
    details = {
        "town": say("Town"),
        "postcode": say("Postcode in {t}"),
        "sector": middle,
        "district": middle,
        "place": say("Safe place in {t}"),
    }
    return details.get(match.kind, "{t}").format(t=match.town)


def _near(listed: PublishedList, here: Point, label: str) -> Response:
    now = world().now()
    ranking = listed.near(here, now, facilities=_wanted())
    return private_page(
        "finder/near.html",
        label=label,
        shown=shown(ranking, listed.published_at, now, words(), is_narrowed=bool(_wanted())),
    )


def _wanted() -> tuple[str, ...]:
    """Return the facilities that a place must have."""
    return tuple(code for code in request.form.getlist("with") if code in FACILITIES)


def _chosen() -> tuple[Point, str] | None:
    """Return the point and label of the choice that was pressed, None where it is no point."""
    at, _, label = request.form.get("at", "").partition("|")
    lat, comma, lon = at.partition(",")
    try:
        return (Point(float(lat), float(lon)), label[:MOST_TYPED]) if comma else None
    except (ValueError, Problem):
        return None


def _advice(found: Found, typed: str, say: Saying) -> str:
    if not typed:
        return say("Type a town, a landmark, a safe place or a postcode.")
    if found.postcode and not found.is_known:
        told = say("{postcode} is not a postcode of this borough.")
        return told.format(postcode=found.postcode)
    return say("Nothing fits. Type a town, a landmark, a safe place or a postcode.")
