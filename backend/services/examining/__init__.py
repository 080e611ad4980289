"""Deeds: looking whether a set-up is well, without changing anything of it."""
