"""Tests of the measurements: that they count rightly, never how long anything takes."""
