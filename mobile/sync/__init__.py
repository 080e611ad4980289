"""The phone's exchange: one round with the server at a time, on one thread of its own; no Kivy."""
