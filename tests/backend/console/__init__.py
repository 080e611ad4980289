"""Tests of the server: console."""
