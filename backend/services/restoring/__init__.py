"""Deeds: a restored server is held, until what happened since is known or looked through."""
