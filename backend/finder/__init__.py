"""Face: residents' pages: without an account, a cookie or a script."""

from backend.finder import feedback, helped, place, receipts

BLUEPRINTS = (
    place.blueprint,
    feedback.blueprint,
    receipts.blueprint,
    helped.blueprint,
)
