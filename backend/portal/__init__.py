"""Face: guardians: offering a venue (`/offer`), keeping a place true and ready (`/portal`)."""

from backend.portal import confirming, offering, own_places, printing, readying, visiting

BLUEPRINTS = (
    offering.blueprint,
    own_places.blueprint,
    readying.blueprint,
    visiting.blueprint,
    printing.blueprint,
    confirming.blueprint,
)
