"""Tests of the server: domain."""
