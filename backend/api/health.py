"""Face: does this process live, and can it serve?"""

from backend.api.blueprints import NO_STORE, OpenBlueprint, refuses
from backend.services.prepare import what_is_missing
from backend.web.world import world
from shared.problems import Problem
from shared.version import VERSION
from shared.wire_fields import Text, WireSchema
from shared.wire_keys import Choice

blueprint = OpenBlueprint(
    "health", __name__, description="For machines that watch over the service."
)


class AliveSchema(WireSchema):
    """That this process answers, and which version it is, so that an upgrade can be watched."""

    state = Choice(("alive",), required=True)
    version = Text(20, required=True)


class StateSchema(WireSchema):
    """That this process can serve residents, and whether staff can sign in.

    Without Redis nobody's session is known, and the list and answers go on as ever: that is said,
    and no reason to take a process out, since all of them share the one Redis.
    """

    state = Choice(("ready",), required=True)
    sessions = Choice(("kept", "away"), required=True)


@blueprint.route("/healthz")
@refuses(blueprint, {})
@blueprint.response(200, AliveSchema, description="The process lives.")
def read_health() -> tuple[dict[str, str], int, dict[str, str]]:
    """Say that the process lives, and its version."""
    return {"state": "alive", "version": VERSION}, 200, NO_STORE


@blueprint.route("/readyz")
@refuses(blueprint, {})
@blueprint.response(200, StateSchema, description="Database and published list are there.")
def read_readiness() -> tuple[dict[str, str], int, dict[str, str]]:
    """Say whether answers can be stored and the list read; 503 says what is missing.

    Whether staff can sign in is said beside it.
    """
    here = world()
    missing = what_is_missing(here)
    if missing:
        raise Problem("service-unavailable", errors=missing)
    sessions = "kept" if here.has_sessions() else "away"
    return {"state": "ready", "sessions": sessions}, 200, NO_STORE
