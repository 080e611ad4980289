"""Face: staff sign in, prove who they are, and see and end their sessions; `/account`."""

from backend.account.own import blueprint, open_pages

BLUEPRINTS = (blueprint, open_pages)
