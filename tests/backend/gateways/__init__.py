"""Tests of the server: gateways."""
