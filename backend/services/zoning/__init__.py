"""Deeds: building the zones from open data, naming them, and sorting them into areas."""
