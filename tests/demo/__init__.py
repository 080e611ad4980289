"""Tests of the demonstration: what it draws, and how it sees that a picture is wrong."""
