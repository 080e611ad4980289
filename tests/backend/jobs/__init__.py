"""Tests of the server: jobs."""
