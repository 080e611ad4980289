"""Web: pages: rendered with one layout, safe headers, dates as a person says them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask, Response, make_response, render_template, request, session
from flask_wtf.csrf import generate_csrf
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from backend.domain.staff import ROLES
from backend.domain.statistics import rounded, signed
from backend.web.assets import asset
from backend.web.compiled import Compiled
from backend.web.directions import apart
from backend.web.guards import known
from backend.web.listing_words import FIELDS
from backend.web.permissions import permissions_at
from backend.web.sessions import has_session
from backend.web.world import world
from shared.clock import from_minute, local
from shared.intervals import DAYS, WireDay
from shared.problems import Problem
from shared.season_words import season_rows
from shared.seasons import season_from_wire

KIT = "govuk_frontend_jinja"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""What a page may load: its own styles, scripts and pictures, nothing inline, nothing foreign."""


def page(template: str, status: int = 200, *, knows_who: bool = True, **context: Any) -> Response:
    """Return a page that no cache keeps."""
    who = known() if knows_who and has_session(request.path) else None
    body = render_template(
        template,
        who=who.actor if who else None,
        session_is_fresh=bool(who and who.is_fresh),
        said=session.pop("said", None) if has_session(request.path) else None,
        **context,
    )
    return secured(make_response(body, status))


def secured(response: Response) -> Response:
    """Give a page its headers."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Permissions-Policy"] = permissions_at(request.path)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Type"] = "text/html; charset=utf-8"
    return response


def say(words: str) -> None:
    """Say something on the next page: what was done."""
    session["said"] = words


def problem_page(problem: Problem, *, knows_who: bool = True) -> Response:
    """Return a refusal as a page with the same words as everywhere."""
    return page("problem.html", problem.status, knows_who=knows_who, problem=problem)


def register(app: Flask) -> None:
    """Give templates their words: dates, roles, the form's token."""
    app.jinja_env.globals.update(csrf_token=generate_csrf, ROLES=ROLES, DAYS=DAYS, LABELS=FIELDS)
    app.jinja_env.globals["asset"] = lambda name: asset(str(app.static_folder), name)
    app.jinja_env.filters.update(day=day_words, moment=moment_words, minute=_minute, ago=ago)
    app.jinja_env.filters.update(week=week_words, parts=_parts, signed=signed, whole=rounded)
    app.jinja_env.filters.update(seasons=season_words, apart=apart)
    loaders = [app.create_global_jinja_loader(), PrefixLoader({KIT: PackageLoader(KIT)})]
    app.jinja_env.loader = ChoiceLoader(loaders)
    app.jinja_env.bytecode_cache = app.jinja_env.bytecode_cache or Compiled()
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def day_words(day: date | str) -> str:
    """Return a day as a person says it: "today", "Friday 27 November", else with its year."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    today = local(world().now()).date()
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((day - today).days)
    if near:
        return near
    words = f"{day:%A} {day.day} {day:%B}"
    return words if abs((day - today).days) < 180 else f"{day.day} {day:%B %Y}"


def moment_words(moment: datetime | str) -> str:
    """Return a moment as a person says it: "today at 14:05"."""
    here = local(datetime.fromisoformat(moment) if isinstance(moment, str) else moment)
    return f"{day_words(here.date())} at {here:%H:%M}"


def ago(moment: datetime) -> str:
    """Return how long ago a moment is: "just now", "20 minutes ago", else its day."""
    passed = world().now() - moment
    if passed < timedelta(minutes=2):
        return "just now"
    if passed < timedelta(hours=1):
        return f"{passed.seconds // 60} minutes ago"
    return moment_words(moment)


def week_words(weekly: Sequence[WireDay]) -> str:
    """Return weekly hours in few words: "Mon–Fri 09:00–17:30; Sat 10:00–16:00; Sun closed"."""
    runs: list[tuple[int, int, WireDay]] = []
    for at, day in enumerate(weekly):
        if runs and runs[-1][2] == day:
            runs[-1] = (runs[-1][0], at, day)
        else:
            runs.append((at, at, day))
    return "; ".join(f"{_days(first, last)} {_parts(day)}" for first, last, day in runs)


def season_words(seasons: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return when seasons are, and their hours: [("20/07 – 31/08 each year", "Monday …")]."""
    read = (season_from_wire(each) for each in seasons)
    return [row for season in read for row in season_rows(season)]


def _days(first: int, last: int) -> str:
    return DAYS[first][:3] if first == last else f"{DAYS[first][:3]}–{DAYS[last][:3]}"


def _parts(day: WireDay) -> str:
    return ", ".join(f"{opens}–{closes}" for opens, closes in day) or "closed"


def _minute(minute: int) -> str:
    """Return the day on which a UTC minute falls, as a person says it."""
    return day_words(local(from_minute(minute)).date())
