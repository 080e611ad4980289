"""The contract's help answer: whether a place helped somebody who asked for the way there."""

import json
from dataclasses import dataclass

HELPED = ("yes", "no", "not_there")
"""They helped; they did not; the person did not go."""

NOBODY = "no"
CLOSED, TURNED_AWAY = WHY_NOT = ("closed", "turned_away")
"""Why nobody helped, where somebody says so; a newer reason is none here. It stands beside "no", so
that servers from before it take the answer for what it is."""


@dataclass(frozen=True)
class HelpAnswer:
    """Whether a place (its id) helped, the ISO week of it, and why not; nothing of the person."""

    place: str
    week: str
    helped: str
    why_not: str = ""

    def to_wire(self) -> dict[str, object]:
        """Return the v1 message; where no reason was given it is the one from before reasons."""
        body = {"version": 1, **vars(self)}
        return body if self.why_not else {name: body[name] for name in body if name != "why_not"}

    def content_hash(self) -> str:
        """Return the SHA-256, hex, by which a repeated message is known to be the same."""
        # Loaded when first needed: the phone's first list asks for the codes above alone.
        import hashlib

        text = json.dumps(self.to_wire(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
