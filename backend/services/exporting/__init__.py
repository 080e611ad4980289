"""Deeds: lists as files that somebody takes away, changes, and gives to the importers again."""
