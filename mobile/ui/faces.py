"""The phone's look: the face and the tone of each answer to "how safe"."""

FACES: dict[str, tuple[str, str]] = {
    "very_safe": ("very_safe", "go"),
    "fairly_safe": ("fairly_safe", "go"),
    "fairly_unsafe": ("fairly_unsafe", "soon"),
    "very_unsafe": ("very_unsafe", "soon"),
    "dont_know": ("unsure", "plain"),
}
"""Icon name and tone by code. Never red: red is for emergencies only."""
