"""The phone's exchange: what one round brought, light enough to be known before any round."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Report:
    """What one round brought: new list or time, how many sent and set aside, what went wrong."""

    is_list_new: bool = False
    is_clock_new: bool = False
    sent: int = 0
    set_aside: int = 0
    trouble: str = ""
    wait_at_least_s: float = 0
