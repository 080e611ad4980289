"""Face: does this process live, and can it serve?"""

from backend.api.blueprints import NO_STORE, OpenBlueprint, refuses
from backend.services.prepare import what_is_missing
from backend.web.world import world
from shared.problems import Problem
from shared.wire_fields import WireSchema
from shared.wire_keys import Choice

blueprint = OpenBlueprint(
    "health", __name__, description="For machines that watch over the service."
)


class StateSchema(WireSchema):
    """The one word that says this process answers; /readyz says more."""

    state = Choice(("alive", "ready"), required=True)


@blueprint.route("/healthz")
@refuses(blueprint, {})
@blueprint.response(200, StateSchema, description="The process lives.")
def read_health() -> tuple[dict[str, str], int, dict[str, str]]:
    """Say that the process lives."""
    return {"state": "alive"}, 200, NO_STORE


@blueprint.route("/readyz")
@refuses(blueprint, {})
@blueprint.response(200, StateSchema, description="Database and published list are there.")
def read_readiness() -> tuple[dict[str, str], int, dict[str, str]]:
    """Say whether answers can be stored and the list read; 503 says what is missing."""
    missing = what_is_missing(world())
    if missing:
        raise Problem("service-unavailable", errors=missing)
    return {"state": "ready"}, 200, NO_STORE
