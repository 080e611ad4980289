"""The contract's help answer: whether a place helped somebody who asked for the way there."""

import hashlib
import json
from dataclasses import dataclass

HELPED = ("yes", "no", "not_there")
"""They helped; they did not; the person did not go."""


@dataclass(frozen=True)
class HelpAnswer:
    """Whether a place (its id) helped, and the ISO week of it; nothing of the person."""

    place: str
    week: str
    helped: str

    def to_wire(self) -> dict[str, object]:
        """Return the v1 message."""
        return {"version": 1, **vars(self)}

    def content_hash(self) -> str:
        """Return the SHA-256, hex, by which a repeated message is known to be the same."""
        text = json.dumps(self.to_wire(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
