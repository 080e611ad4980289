"""The phone app: finds the safe place to walk to now, and says how safe a place feels."""
