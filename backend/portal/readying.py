"""Face: guardians keep a place ready: confirmation, training, and what is told of it to whom."""

from datetime import date

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as Answer

from backend.domain.licensing import RULE
from backend.domain.staff import GUARDIAN
from backend.portal.own_places import VersionSchema
from backend.portal.training_form import TrainingForm
from backend.services.overview.place_page import own_place
from backend.services.readiness.confirming import confirm
from backend.services.readiness.licensing import told_to_licensing
from backend.services.readiness.register import keep_register, register_of
from backend.web.forms import Form
from backend.web.guards import actor, guard
from backend.web.listing_words import MODULES
from backend.web.pages import page, say
from backend.web.world import world
from shared.clock import local

blueprint = Blueprint(
    "readying", __name__, url_prefix="/portal/places", template_folder="templates"
)
guard(blueprint, (GUARDIAN,))


@blueprint.post("/<place_id>/confirm")
def confirm_place(place_id: str) -> Answer:
    """Say that the place is ready, with the hours that the form showed."""
    own_place(actor(), place_id, world().now())
    form = Form(VersionSchema())
    if form.done(lambda version: confirm(world(), actor(), place_id, version)):
        say("Thank you. Your place is confirmed.")
    elif form.problem and form.problem.code != "changed-meanwhile":
        raise form.problem
    else:
        say("Not confirmed: the place was changed meanwhile. Please look again.")
    return redirect(f"/portal/places/{place_id}")


@blueprint.get("/<place_id>/training")
def show_training(place_id: str) -> Response:
    """Show the training register and its form."""
    told = register_of(world(), actor(), place_id)
    return _training(place_id, TrainingForm.of(told))


@blueprint.post("/<place_id>/training")
def keep_training(place_id: str) -> Answer:
    """Keep the register as it was typed."""
    register_of(world(), actor(), place_id)
    form = TrainingForm.typed(request.form, _today())
    if form.done(lambda wanted: keep_register(world(), actor(), place_id, wanted)):
        say("Kept. Residents see how many of your staff are trained, and no name.")
        return redirect(f"/portal/places/{place_id}/training")
    return _training(place_id, form)


@blueprint.get("/<place_id>/shared")
def show_shared(place_id: str) -> Response:
    """Say what is shared of the place, and with whom."""
    place = own_place(actor(), place_id, world().now())
    why = told_to_licensing(world(), actor(), place_id)
    return page("portal/shared.html", place=place, rule=RULE, why=why)


def _training(place_id: str, form: TrainingForm) -> Response:
    place = own_place(actor(), place_id, world().now())
    told = register_of(world(), actor(), place_id)
    return page(
        "portal/training.html",
        form.status,
        form=form,
        place=place,
        told=told,
        modules=MODULES,
        today=_today(),
    )


def _today() -> date:
    return local(world().now()).date()
