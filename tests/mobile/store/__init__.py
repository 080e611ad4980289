"""Tests of the phone: store."""
