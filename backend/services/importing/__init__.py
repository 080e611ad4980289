"""Deeds: taking in the files that a partnership brings, all or nothing, with a report."""
