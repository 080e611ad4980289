"""Face: lists that officers take away, with the filters of the page that they stand on."""

from types import ModuleType
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as Answer

from backend.console.candidates import wanted_candidates
from backend.console.places import wanted_places
from backend.domain.staff import OFFICER
from backend.services.exporting.guardians import TAKING
from backend.web.downloads import as_file
from backend.web.guards import actor, fresh, guard
from backend.web.pages import say
from backend.web.world import world

if TYPE_CHECKING:
    from backend.services.exporting.export import File

PLACES = "/console/places"

blueprint = Blueprint("console_exports", __name__, url_prefix="/console/export")
guard(blueprint, (OFFICER,))


@blueprint.post("/places")
def take_places() -> Response:
    """Send the places that fit, without anybody's name."""
    return _sent(_deeds().export_places(world(), actor(), _form(), wanted_places(request.form)))


@blueprint.post("/guardians")
@fresh
def take_guardians() -> Response:
    """Send the places that fit with their guardians' names and addresses."""
    wanted = wanted_places(request.form)
    return _sent(_deeds().export_places(world(), actor(), _form(), wanted, with_guardians=True))


@blueprint.post("/candidates")
def take_candidates() -> Response:
    """Send the candidates that fit."""
    return _sent(
        _deeds().export_candidates(world(), actor(), _form(), wanted_candidates(request.form))
    )


@blueprint.post("/points")
def take_points() -> Response:
    """Send every point of help."""
    return _sent(_deeds().export_points(world(), actor(), _form()))


@blueprint.post("/more/<int:staff_id>")
@fresh
def allow_more(staff_id: int) -> Answer:
    """Give one's word that another officer may take more rows with guardians today."""
    TAKING.let_go_on(world(), actor(), staff_id)
    say("Your colleague may take the list today.")
    return redirect(PLACES)


def _deeds() -> ModuleType:
    """Return the deeds, loaded by the first list: what reads hours costs each process memory."""
    from backend.services.exporting import export

    return export


def _form() -> str:
    return request.form.get("form", "")[:10]


def _sent(file: "File") -> Response:
    return as_file(file.content, file.name, file.kind)
