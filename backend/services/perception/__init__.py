"""Deeds: what officers and analysts read: released figures alone, never an answer (D9)."""
