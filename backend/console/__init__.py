"""Face: what officers, administrators and analysts do, `/console`."""

from backend.console import (
    administration,
    audit_page,
    candidates,
    interventions,
    places,
    questions,
    replies,
    roll_out,
    state,
    today,
)

BLUEPRINTS = (
    *(today.blueprint, places.blueprint, candidates.blueprint, roll_out.blueprint),
    *(interventions.blueprint, replies.blueprint),
    *(questions.blueprint, administration.blueprint, audit_page.blueprint, state.blueprint),
)
