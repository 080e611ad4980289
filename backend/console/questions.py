"""Face: which questions residents are asked, and what 13 to 17 year-olds are asked besides."""

from typing import Any

from flask import Blueprint, redirect
from marshmallow import ValidationError, fields, validates_schema
from werkzeug.wrappers import Response as Answer

from backend.domain.questions import PARTS
from backend.domain.staff import ADMINISTRATOR
from backend.domain.young import OFF, STATES
from backend.services.questions import change_parts, versions
from backend.services.young_questions import switch_young_questions, young_questions
from backend.web.forms import Form, PageSchema
from backend.web.guards import actor, fresh, guard
from backend.web.pages import page, say
from backend.web.world import world
from shared.wire_fields import Text
from shared.wire_keys import Choice, Id, TypedWhole

PAGE = "/console/questions"
PART_WORDS = {
    "happened": ("What happened", "Did something happen?"),
    "reporting": ("Reporting", "Was it reported, and if not, why? Asked after “What happened”."),
    "about_me": ("About me", "Age band. Young people’s questions need it."),
    "setting": ("What kind of place", "Street, park, transport. Our app does not ask it yet."),
}
STATE_WORDS = {
    "off": "Off",
    "on": "On, without the question about carrying a weapon",
    "on-with-weapon": "On, with the question about carrying a weapon",
}

blueprint = Blueprint("console_questions", __name__, url_prefix=PAGE, template_folder="templates")
guard(blueprint, (ADMINISTRATOR,))


class PartsSchema(PageSchema):
    """Which parts shall be asked, and the version that was seen."""

    version = TypedWhole(
        error_messages=dict.fromkeys(("required", "invalid"), "Load this page anew."), required=True
    )
    parts = fields.List(Id(), load_default=list)


class YoungSchema(PageSchema):
    """What 13 to 17 year-olds shall be asked, and who signed it off when."""

    seen = Choice(STATES, load_default=None)
    state = Choice(STATES, required=True)
    signed_by = Text(120, least=0, load_default="")
    signed_on = Text(40, least=0, load_default="")

    @validates_schema
    def check_sign_off(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse to ask without a name and a day, each at its box."""
        if data["state"] == OFF:
            return
        missing = {
            "signed_by": [] if data["signed_by"] else ["Write who signed it off."],
            "signed_on": [] if data["signed_on"] else ["Say on which day."],
        }
        if any(missing.values()):
            raise ValidationError({name: said for name, said in missing.items() if said})


@blueprint.route("", methods=["GET", "POST"])
def show_questions() -> Answer:
    """Show every published version, and publish a new one with other parts."""
    held = versions()
    form = Form(PartsSchema(), {"parts": held[0].parts, "version": held[0].version})
    if form.done(lambda version, parts: change_parts(world(), actor(), version, parts)):
        say("A new version is published. Phones have it within minutes.")
        return redirect(PAGE)
    return page(
        "console/questions.html",
        form.status,
        form=form,
        versions=held,
        parts=[(name, *PART_WORDS[name]) for name in PARTS],
        young=young_questions(),
        states=STATE_WORDS,
    )


@blueprint.route("/young", methods=["GET", "POST"])
@fresh
def show_young() -> Answer:
    """Show and change what 13 to 17 year-olds are asked."""
    state = young_questions()
    form = Form(YoungSchema(), {"state": state, "seen": state})
    if form.done(_switch):
        say(f"Young people’s questions: {STATE_WORDS[form.values['state']].lower()}.")
        return redirect(PAGE)
    return page(
        "console/young_questions.html", form.status, form=form, state=state, states=STATE_WORDS
    )


def _switch(**sent: Any) -> None:
    signed = "" if sent["state"] == OFF else f"{sent['signed_by']}, {sent['signed_on']}"
    switch_young_questions(world(), actor(), sent["state"], signed, sent["seen"])
