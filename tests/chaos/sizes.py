"""How large the trials are: short in every run of the tests, full in a part of their own."""

import os
from dataclasses import dataclass

from tests.support.parts import is_part

DEFAULT_SEED = 20261127
SEED = int(os.environ.get("UMAY_SEED", DEFAULT_SEED))
"""What chance begins with; another one with UMAY_SEED."""


@dataclass(frozen=True)
class Size:
    """How many phones give how many answers in all, and what is killed or crashed meanwhile."""

    phones: int
    items: int
    phone_kills: int
    server_kills: int
    crashes: int = 0

    @property
    def items_each(self) -> int:
        """How many answers each phone gives."""
        return self.items // self.phones


FIRE = Size(10, 10_000, 100, 20) if is_part("fire") else Size(3, 150, 3, 1)
CRASHES = Size(10, 3_000, 30, 5, 12) if is_part("crashes") else Size(2, 80, 1, 1, 2)
CONTROL = Size(2, 60, 0, 0)
