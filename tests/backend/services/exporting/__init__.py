"""Tests of lists that somebody takes away and gives back."""
