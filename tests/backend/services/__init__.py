"""Tests of the server: services."""
