"""Face: what a browser keeps once it is asked to: the worker, and places as they are said."""

import json
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, current_app, make_response, render_template, request

from backend.finder.shown import facts_of
from backend.services.published_list import published_list, published_places
from backend.web.assets import version_of
from backend.web.pages import POLICY, secured
from backend.web.residents import language, open_to_residents, rendered
from backend.web.variants import FRESH, Headers, Variant, either, send, takes_gzip
from backend.web.world import world
from shared.browser_words import bundle
from shared.clock import local

blueprint = Blueprint("finder_keeping", __name__, template_folder="templates")
open_to_residents(blueprint)

ELSEWHERE = "https://www.bbc.co.uk/weather"
"""Where “Exit this page” leads: what many people have open (GOV.UK Design System, Exit a page
quickly)."""


SCRIPTS = "vendor/bundles"
"""The folder of scripts that residents' pages load."""


@blueprint.get("/leave")
def leave() -> Response:
    """Lead elsewhere, and have the browser delete what it was asked to keep."""
    response = secured(make_response("", 303))
    response.headers["Location"] = ELSEWHERE
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@blueprint.get("/words.json")
def show_words() -> Response:
    """Return what the scripts say in the language that is asked for."""
    return _send(json.dumps(bundle(language()), ensure_ascii=False).encode(), _JSON)


@blueprint.get("/cards.json")
def show_cards() -> Response:
    """Return what the page of each place says, by id, for browsers that hold the list."""
    listed = published_list(world())
    today = local(world().now()).date().isoformat()
    key = (str(world().published_dir), listed.published_at.isoformat(), today, language())
    return send(request, _cards(key, gzip=takes_gzip(request)))


@blueprint.get("/worker.js")
def show_worker() -> Response:
    """Return the worker that holds the list where there is no signal; only who asks for it has it.

    It is served from the root, whose pages it answers for.
    """
    static = Path(str(current_app.static_folder))
    scripts = (static / SCRIPTS).glob("*.js")
    told = json.dumps(
        {
            "version": version_of(str(static)),
            "scripts": sorted(str(path.relative_to(static)) for path in scripts),
            "elsewhere": ELSEWHERE,
        }
    )
    script = render_template("finder/worker.js", told=told)
    kind = ("Content-Type", "text/javascript; charset=utf-8")
    # A worker fetches under the policy that it came with, not under that of the page.
    return _send(script.encode(), (kind, ("Content-Security-Policy", POLICY)))


_JSON: Headers = (("Content-Type", "application/json"),)


def _send(content: bytes, more: Headers) -> Response:
    return send(request, either(content, FRESH, gzip=takes_gzip(request), more=more))


@lru_cache(maxsize=32)
def _cards(key: tuple[str, ...], *, gzip: bool) -> Variant:
    """Return all places as they are said, squeezed once: that takes as long as a whole search."""
    return either(_said(key), FRESH, gzip=gzip, more=_JSON)


@lru_cache(maxsize=16)
def _said(_key: tuple[str, ...]) -> bytes:
    """Return all places as they are said; made once for each list, day and language."""
    said = {
        found.place.id: rendered("finder/one_place.html", **facts_of(found))
        for found in published_places(world())
    }
    return json.dumps(said, ensure_ascii=False).encode()
