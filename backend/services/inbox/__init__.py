"""Deeds: officers read single answers, in batches that are opened for a purpose (D10)."""
