"""Tests of the server: portal."""
