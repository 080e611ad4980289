"""Face: what administrators keep: people and roles, settings, the audit chain."""

from dataclasses import asdict

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as Answer

from backend.domain.appointing import INVITE, OPEN, ROLE
from backend.domain.staff import ADMINISTRATOR, ANALYST, OFFICER, ROLES
from backend.services import people, second_word
from backend.services.invitations import Invitee
from backend.services.overview.appointments import appointments_page
from backend.services.settings import Settings, change_settings, settings
from backend.web.forms import Form, PageSchema
from backend.web.guards import actor, fresh, guard
from backend.web.pages import page, say
from backend.web.world import world
from shared.wire_fields import Dialled, Text
from shared.wire_keys import Choice, Email

OFFICE = (OFFICER, ANALYST, ADMINISTRATOR)
"""The roles an administrator invites to; guardians are invited for their place."""

WAITS = "This waits for another administrator’s word. They have been written to."
WAYS = {INVITE: "Invitation", ROLE: "Another role", OPEN: "Account opened again"}

blueprint = Blueprint(
    "administration", __name__, url_prefix="/console", template_folder="templates"
)
guard(blueprint, (ADMINISTRATOR,))


class InviteSchema(PageSchema):
    """Who shall be invited."""

    name = Text(120, required=True)
    email = Email(required=True)
    role = Choice(OFFICE, error="Choose one of the roles.", required=True)


class SettingsSchema(PageSchema):
    """What the partnership is called and how to reach it."""

    partnership = Text(120, required=True)
    contact_email = Email(required=True)
    contact_phone = Dialled(required=True)
    figures_contact = Text(200)


@blueprint.route("/people", methods=["GET", "POST"])
@fresh
def show_people() -> Answer:
    """Show everybody with an account, and invite somebody."""
    form = Form(InviteSchema())
    if form.done(_invite):
        return redirect("/console/people")
    held, invitations = people.people(world().now())
    words = {role: ROLES[role] for role in OFFICE}
    return page(
        "console/people.html",
        form.status,
        people=held,
        invitations=invitations,
        office=appointments_page(world(), actor()),
        ways=WAYS,
        form=form,
        roles=words,
    )


@blueprint.post("/people/<int:staff_id>/role")
@fresh
def give_role(staff_id: int) -> Answer:
    """Give somebody another role, or ask for the second word."""
    waits = people.change_role(world(), actor(), staff_id, request.form.get("role", ""))
    done = "The role was changed. That person has been signed out everywhere."
    say(WAITS if waits else done)
    return redirect("/console/people")


@blueprint.post("/people/<int:staff_id>/<any(close, open):deed>")
@fresh
def close_or_open(staff_id: int, deed: str) -> Answer:
    """Close an account, or open it again."""
    if deed == "close":
        people.close_account(world(), actor(), staff_id)
        say("The account is closed.")
    else:
        waits = people.open_account(world(), actor(), staff_id)
        say(WAITS if waits else "The account is open again.")
    return redirect("/console/people")


@blueprint.post("/people/<int:staff_id>/sign-out")
@fresh
def sign_out(staff_id: int) -> Answer:
    """End all of somebody's sessions at once; the account stays open."""
    people.sign_out(world(), actor(), staff_id)
    say("That person has been signed out everywhere, and written to.")
    return redirect("/console/people")


@blueprint.post("/appointments/<appointment_id>/<any(confirm, refuse):deed>")
@fresh
def decide(appointment_id: str, deed: str) -> Answer:
    """Give the second administrator's word for what another asked, or refuse it."""
    do = second_word.confirm if deed == "confirm" else second_word.refuse
    do(world(), actor(), appointment_id)
    say("Confirmed. It is done." if deed == "confirm" else "It waits no more. Nothing has changed.")
    return redirect("/console/people")


@blueprint.post("/invitations/<invitation_id>/take-back")
@fresh
def take_back(invitation_id: str) -> Answer:
    """Make an invitation worthless."""
    people.take_back(world(), actor(), invitation_id)
    say("The invitation no longer works.")
    return redirect("/console/people")


@blueprint.route("/settings", methods=["GET", "POST"])
@fresh
def show_settings() -> Answer:
    """Show and change the settings."""
    form = Form(SettingsSchema(), asdict(settings()))
    if form.done(lambda **words: change_settings(world(), actor(), Settings(**words))):
        say("Saved.")
        return redirect("/console/settings")
    return page("console/settings.html", form.status, form=form)


def _invite(name: str, email: str, role: str) -> None:
    link = people.invite(world(), actor(), Invitee(email, name, role))
    say(f"{email} has been invited." if link else WAITS)
