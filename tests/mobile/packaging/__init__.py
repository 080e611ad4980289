"""Tests of the phone app's packaging."""
