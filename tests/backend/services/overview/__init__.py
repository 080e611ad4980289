"""Tests of what staff see of the whole network."""
