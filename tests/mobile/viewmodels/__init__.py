"""Tests of the phone: viewmodels."""
