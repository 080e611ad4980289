"""Deeds: what officers see of the network: what is due, the list, one place, its state."""
