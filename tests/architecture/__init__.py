"""Tests of the house itself: who may import whom, how long a file may be, what must not be here."""
