"""Tests of deciding what counts."""
