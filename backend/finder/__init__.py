"""Face: residents' pages: without an account, a cookie or a script."""

from backend.finder import (
    about,
    at,
    feedback,
    find,
    help_now,
    helped,
    home_screen,
    keeping,
    lists,
    place,
    receipts,
    security_contact,
)

BLUEPRINTS = (
    find.blueprint,
    place.blueprint,
    lists.blueprint,
    feedback.blueprint,
    receipts.blueprint,
    helped.blueprint,
    help_now.blueprint,
    at.blueprint,
    about.blueprint,
    keeping.blueprint,
    home_screen.blueprint,
    security_contact.blueprint,
)
