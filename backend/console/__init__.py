"""Face: what officers, administrators and analysts do, `/console`."""

from backend.console import (
    administration,
    audit_page,
    candidates,
    exports,
    inbox,
    interventions,
    perception,
    places,
    questions,
    readiness,
    readiness_settings,
    replies,
    restored,
    review,
    roll_out,
    security_page,
    spot_checks,
    state,
    today,
)

BLUEPRINTS = (
    *(
        today.blueprint,
        places.blueprint,
        candidates.blueprint,
        roll_out.blueprint,
        exports.blueprint,
    ),
    *(readiness.blueprint, spot_checks.blueprint, readiness_settings.blueprint),
    perception.blueprint,
    *(inbox.blueprint, review.blueprint, interventions.blueprint, replies.blueprint),
    *(questions.blueprint, administration.blueprint, audit_page.blueprint),
    *(security_page.blueprint, state.blueprint, restored.blueprint),
)
