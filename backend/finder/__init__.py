"""Face: residents' pages: without an account, a cookie or a script."""

from backend.finder import place

BLUEPRINTS = (place.blueprint,)
