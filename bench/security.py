"""Measurements of security: hostile bodies (S13), and a resident beside a siege."""

from dataclasses import dataclass

from bench import hostile, siege
from bench.table import Row


@dataclass(frozen=True)
class SecuritySizes:
    """How often and how much; the defaults are what the goals are set for."""

    bodies: int = 200
    rounds: int = 5
    each: int = 40
    sieges: int = 5


def run(sizes: SecuritySizes | None = None) -> list[Row]:
    """Measure both and return the rows."""
    sizes = sizes or SecuritySizes()
    return [*hostile.run(sizes.bodies, sizes.rounds), *siege.run(sizes.each, sizes.sieges)]
