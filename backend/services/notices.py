"""Deeds: writing to people: the notice is stored with the deed, and sent later by a job (D11)."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.domain.notices import WAITING
from backend.services.world import World
from backend.storage.notices import NoticeRow


@dataclass(frozen=True)
class Letter:
    """One mail: to whom, its subject and plain text, and what it concerns ("place:p-1")."""

    email: str
    subject: str
    body: str
    about: str


def post(session: Session, world: World, letter: Letter) -> str:
    """Store a mail to be sent once the deed is stored; return its id."""
    now = world.now()
    row = NoticeRow(
        id=world.new_id(),
        email=letter.email,
        subject=letter.subject[:200],
        body=letter.body,
        about=letter.about,
        made_at=now,
        due_at=now,
        tries=0,
        state=WAITING,
        trouble="",
    )
    session.add(row)
    return row.id
