"""Journeys: the only tests in which the phone and the server meet."""
