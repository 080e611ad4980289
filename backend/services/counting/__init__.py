"""Deeds: deciding which answers count, by the rules or by a person."""
