"""The demonstration: an invented network of places, and the journey through server and phone."""
