"""Tests of releases: made, audited, read."""
