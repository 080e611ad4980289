"""Tests of what holds for all pages."""
