"""The contract's young people's record: a month, an age band and what was changed, no more."""

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Self

from shared.perception import OTHER
from shared.young_questions import WEAPON

AGE_BANDS = ("from_13_to_17",)
"""Who is asked what they changed."""


@dataclass(frozen=True)
class YoungRecord:
    """What one young person changed, as "2026-11", an age band, and sorted codes, each once."""

    month: str
    age_band: str
    changes: tuple[str, ...]

    def to_wire(self) -> dict[str, object]:
        """Return the v1 message."""
        return {"version": 1, **vars(self), "changes": list(self.changes)}

    def content_hash(self) -> str:
        """Return the SHA-256, hex, by which a repeated message is known to be the same."""
        text = json.dumps(self.to_wire(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def without_weapon(self) -> Self:
        """Return the record as it is where carrying a weapon is not asked: that became "other"."""
        kept = {OTHER if code == WEAPON else code for code in self.changes}
        return replace(self, changes=tuple(sorted(kept)))
