"""Tests of the deeds on offers."""
