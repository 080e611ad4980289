"""Face: what officers, administrators and analysts do, `/console`."""

from backend.console import administration, places, state, today

BLUEPRINTS = (today.blueprint, places.blueprint, administration.blueprint, state.blueprint)
