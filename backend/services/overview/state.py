"""Deeds: the state of the service as staff see it: publishing, mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from backend.domain.notices import FAILED, WAITING
from backend.services import published_folder
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.notices import NoticeRow
from backend.storage.publication import PublicationRow
from shared.clock import parse_moment

LATE = timedelta(minutes=75)
"""A list older than this was missed by the hourly publishing."""
MAIL_LATE = timedelta(minutes=15)


@dataclass(frozen=True)
class MailTrouble:
    """A mail that did not go out, and why."""

    email: str
    subject: str
    made_at: datetime
    tries: int
    state: str
    trouble: str


@dataclass(frozen=True)
class ServiceState:
    """What is published and since when, whether a change waits, and what mails wait or failed."""

    version: int
    published_at: datetime | None
    is_late: bool
    is_due: bool
    documents: int
    waiting: int
    failed: int
    is_mail_late: bool
    troubles: tuple[MailTrouble, ...]


def service_state(world: World) -> ServiceState:
    """Return the state of publishing and of the mails."""
    now = world.now()
    manifest = published_folder.read_manifest(world.published_dir) or {}
    at = parse_moment(manifest["published_at"]) if manifest else None
    with read() as session:
        row = session.scalar(select(PublicationRow))
        by_state = select(NoticeRow.state, func.count()).group_by(NoticeRow.state)
        counted = dict(session.execute(by_state).all())
        oldest = session.scalar(
            select(func.min(NoticeRow.made_at)).where(NoticeRow.state == WAITING)
        )
        in_trouble = (
            select(NoticeRow)
            .where(NoticeRow.state.in_((WAITING, FAILED)), NoticeRow.trouble != "")
            .order_by(NoticeRow.made_at.desc())
            .limit(20)
        )
        return ServiceState(
            version=manifest.get("version", 0),
            published_at=at,
            is_late=at is None or now - at > LATE,
            is_due=bool(row and row.is_due),
            documents=len(manifest.get("documents", ())),
            waiting=counted.get(WAITING, 0),
            failed=counted.get(FAILED, 0),
            is_mail_late=oldest is not None and now - oldest > MAIL_LATE,
            troubles=tuple(map(_told, session.scalars(in_trouble))),
        )


def _told(row: NoticeRow) -> MailTrouble:
    return MailTrouble(row.email, row.subject, row.made_at, row.tries, row.state, row.trouble)
