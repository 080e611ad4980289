"""Rules: which answers count, which wait for a person, and which never will."""

NEW, COUNTED, HELD, REPEATED, REJECTED = STATES = (
    "new",
    "counted",
    "held",
    "repeated",
    "rejected",
)
"""Not decided yet; in the figures; waiting for a person; a voice's second; taken out by one."""
