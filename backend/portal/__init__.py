"""Face: guardians: offering a venue (`/offer`), and keeping a place true (`/portal`)."""

from backend.portal import offering, own_places

BLUEPRINTS = (offering.blueprint, own_places.blueprint)
