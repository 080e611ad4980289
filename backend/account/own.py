"""Face: one's own account: where to go after signing in, one's sessions, an invitation."""

from flask import Blueprint, current_app, get_flashed_messages, redirect, session
from flask_security import hash_password
from marshmallow import ValidationError, validates_schema
from werkzeug.wrappers import Response

from backend.account.passwords import faults_of, normal
from backend.domain.staff import ADMINISTRATOR, ANALYST, GUARDIAN, LEAST_PASSWORD, OFFICER, ROLES
from backend.services import sessions
from backend.services.joining import accept, invitation
from backend.services.place_fields import Line
from backend.web.forms import Form, PageSchema
from backend.web.guards import SESSION_KEY, actor, guard, known
from backend.web.pages import page, say
from backend.web.world import world
from shared.problems import Fault, Problem
from shared.wire_fields import Secret

HOMES = {
    GUARDIAN: "/portal/",
    OFFICER: "/console/",
    ANALYST: "/console/roll-out",
    ADMINISTRATOR: "/console/people",
}
"""Where each role begins."""

ALL = "all"

blueprint = Blueprint("account", __name__, url_prefix="/account", template_folder="templates")
guard(blueprint, ROLES)
open_pages = Blueprint("invited", __name__, url_prefix="/account", template_folder="templates")
guard(open_pages)


class AcceptSchema(PageSchema):
    """What makes an account: a name and a password, typed twice."""

    name = Line(120, required=True)
    password = Secret(LEAST_PASSWORD, required=True)
    again = Secret(required=True)

    @validates_schema
    def check_same(self, data: dict[str, str], **_: object) -> None:
        """Refuse two different passwords."""
        if data["password"] != data["again"]:
            raise ValidationError({"again": ["This is not the same password."]})


@blueprint.get("/")
def home() -> Response:
    """Show one's account: sessions, and what can be changed."""
    found = known()
    assert found is not None
    mine = sessions.my_sessions(found.actor, found.session_id, world().now())
    return page("account/home.html", sessions=mine)


@blueprint.get("/welcome")
def welcome() -> Response:
    """Send somebody who has just signed in to where their role begins; first to their codes."""
    # What the library said on the way is known by being here.
    get_flashed_messages()
    found = known()
    if found is not None and not found.has_codes:
        return redirect("/account/recovery-codes")
    return redirect(HOMES[actor().role])


@blueprint.post("/sessions/<session_id>/end")
def end_session(session_id: str) -> Response:
    """End one of one's sessions, or all at once."""
    if session_id == ALL:
        sessions.end_all(world(), actor())
    else:
        sessions.end_session(world(), actor(), session_id)
    if session_id in (ALL, session.get(SESSION_KEY)):
        session.clear()
        return redirect("/account/sign-in")
    say("That session has ended.")
    return redirect("/account/")


@open_pages.route("/invitation/<secret>", methods=["GET", "POST"])
def invited(secret: str) -> Response:
    """Make the account of an invitation, then go on to the second step."""
    told = invitation(world(), secret)
    form = Form(AcceptSchema(), {"name": told.name})
    made: list[str] = []

    def take(name: str, password: str, again: str) -> None:
        if faults := faults_of(password, told.email, name):
            raise Problem("form-invalid", errors=[Fault("password", faults)])
        made.append(accept(world(), secret, name, hash_password(normal(password))))

    if form.done(take):
        return _to_second_step(made[0])
    return page("account/invitation.html", form.status, form=form, told=told)


def _to_second_step(uniquifier: str) -> Response:
    """Begin the library's sign-in as if the password had been typed just now."""
    security = current_app.extensions["security"]
    user = security.datastore.find_user(fs_uniquifier=uniquifier)
    answer: Response = security.two_factor_plugins.tf_enter(user, False, "password", next_loc=None)
    return answer
