"""Web: residents' pages: in all languages, without a cookie; what is the same for all is kept.

The language stands in the address (`?lang=pl`) or in the form, never on the device.
"""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from backend.web.guards import GUARDS
from backend.web.origins import origin_of
from backend.web.pages import POLICY, secured
from backend.web.permissions import permissions_at
from backend.web.variants import FRESH, either, send, takes_gzip
from backend.web.world import world
from shared.problems import Problem
from shared.saying import LANGUAGES, Saying, offered, saying

HTML = "text/html; charset=utf-8"
LANG = "lang"
BLUEPRINTS: set[str] = set()
"""The blueprints of residents' pages: no session, and so no token in their forms."""


def open_to_residents(blueprint: Blueprint) -> None:
    """Let everybody into pages without a session; a form must come from a page of ours."""
    GUARDS[blueprint.name] = frozenset()
    BLUEPRINTS.add(blueprint.name)
    blueprint.before_request(_refuse_foreign)


def language() -> str:
    """Return the code of the language that is asked for, English where it is not offered."""
    wanted = request.args.get(LANG) or _in_form()
    return wanted if wanted in offered() else "en"


def words() -> Saying:
    """Return what says messages in the language that is asked for."""
    return saying(language())


def comma() -> str:
    """Return what stands between two things of a list."""
    return "، " if LANGUAGES[language()].is_rtl else ", "


def link(path: str, **asked: str) -> str:
    """Return the address of a residents' page in the language that is asked for."""
    code = language()
    query = asked if code == "en" else {**asked, LANG: code}
    return f"{path}?{urlencode(query)}" if query else path


def private_page(template: str, status: int = 200, **context: Any) -> Response:
    """Return a page that no cache keeps: feedback, receipts, help, answers to a form."""
    return secured(make_response(rendered(template, **context), status))


def shared_page(template: str, **context: Any) -> Response:
    """Return a page that is the same for everybody: kept, and asked for again by its ETag."""
    content = rendered(template, **context).encode()
    more = (
        ("Content-Type", HTML),
        ("Content-Security-Policy", POLICY),
        ("Permissions-Policy", permissions_at(request.path)),
    )
    return send(request, either(content, FRESH, gzip=takes_gzip(request), more=more))


def resident_problem(problem: Problem) -> Response:
    """Return a refusal as a residents' page."""
    return private_page("resident_problem.html", problem.status, problem=problem)


def rendered(template: str, **context: Any) -> str:
    """Return a template in the language that is asked for."""
    say, code = words(), language()
    return render_template(
        template,
        _=say,
        count=say.count,
        link=link,
        lang=LANGUAGES[code],
        languages=offered().values(),
        comma=comma(),
        **context,
    )


def _in_form() -> str:
    try:
        return request.form.get(LANG, "")
    except RequestEntityTooLarge:
        # Refused already, and to be said in some language.
        return ""


def _refuse_foreign() -> None:
    """Refuse a form that another site sends.

    Browsers say by Sec-Fetch-Site whether it is theirs (Fetch Metadata). Those that do not are
    held to Origin, against the address that people use; a browser that says neither is old, and
    without a cookie nothing of anybody's is at stake.
    """
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        is_ours = site in ("same-origin", "none")
    else:
        is_ours = origin is None or origin == origin_of(world().base_url)
    if not is_ours:
        raise Problem("form-foreign")
