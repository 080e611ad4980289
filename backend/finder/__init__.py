"""Face: residents' pages: without an account, a cookie or a script."""

from backend.finder import about, find, help_now, keeping, lists, place

BLUEPRINTS = (
    find.blueprint,
    place.blueprint,
    lists.blueprint,
    help_now.blueprint,
    about.blueprint,
    keeping.blueprint,
)
