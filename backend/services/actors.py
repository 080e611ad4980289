"""Deeds: who does something, as guards hand it to deeds and deeds to the audit chain."""

from dataclasses import dataclass

from backend.domain.staff import ADMINISTRATOR


@dataclass(frozen=True)
class Actor:
    """Somebody signed in, or the machine itself (id None)."""

    id: int | None
    role: str
    name: str
    email: str = ""

    @property
    def mark(self) -> str:
        """What the audit chain calls them: "staff:12", else their name."""
        return self.name if self.id is None else f"staff:{self.id}"


COMMAND_LINE = Actor(None, ADMINISTRATOR, "command line")
JOBS = Actor(None, "", "jobs")
PUBLIC = Actor(None, "", "the offer form")
