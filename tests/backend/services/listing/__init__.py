"""Tests of the deeds on a listing."""
