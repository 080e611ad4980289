"""Tests of the phone: screens."""
