"""Tests of the tools behind `umay`."""
