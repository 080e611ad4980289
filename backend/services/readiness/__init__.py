"""Deeds: readiness: what expires, who confirms it, who checks it, and who is reminded."""
