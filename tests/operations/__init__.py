"""Drills: what operators and residents see when a part of the set-up fails or is changed."""
