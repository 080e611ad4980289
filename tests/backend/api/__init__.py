"""Tests of the server: api."""
