"""Tests of the phone: sync."""
