"""Tests of the phone: mobile."""
