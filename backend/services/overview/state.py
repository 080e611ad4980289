"""Deeds: the state of the service as staff see it: publishing, mail, the audit chain."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.notices import FAILED, WAITING
from backend.services import published_folder
from backend.services.audit import Verdict, verify_newest
from backend.services.published_list import published_list
from backend.services.restoring.copying import LATE as BACKUP_LATE
from backend.services.restoring.copying import backed_up_at
from backend.services.sending import MailState, mail_state
from backend.services.settings import settings
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.notices import NoticeRow
from backend.storage.publication import is_waiting
from backend.storage.zones import ZoneRow, borough
from shared.clock import parse_moment
from shared.problems import Problem

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
    """What is published and since when, whether a change waits, how mail and audit chain do.

    `verified` is how many of the chain's newest rows the verdict is about.
    """

    version: int
    published_at: datetime | None
    is_late: bool
    is_due: bool
    documents: int
    mail: MailState
    is_mail_late: bool
    troubles: tuple[MailTrouble, ...]
    verdict: Verdict
    verified: int
    backup_age: timedelta | None
    is_backup_late: bool
    lacks: tuple[str, ...]
    """What residents need and the service has not: "outline", "zones", "places", "contact"."""


def service_state(world: World) -> ServiceState:
    """Return the state of publishing, of the mails and of the audit chain."""
    now = world.now()
    manifest = published_folder.read_manifest(world.published_dir) or {}
    at = parse_moment(manifest["published_at"]) if manifest else None
    mail = mail_state()
    oldest = mail.oldest_waiting_at
    verdict, verified = verify_newest()
    lacks = tuple(_lacks_words(world))
    backed_up = backed_up_at()
    with read() as session:
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
            is_due=is_waiting(session),
            documents=len(manifest.get("documents", ())),
            mail=mail,
            is_mail_late=oldest is not None and now - oldest > MAIL_LATE,
            troubles=tuple(map(_told, session.scalars(in_trouble))),
            verdict=verdict,
            verified=verified,
            backup_age=None if backed_up is None else now - backed_up,
            is_backup_late=backed_up is None or now - backed_up > BACKUP_LATE,
            lacks=(*_lacks_areas(session), *lacks),
        )


def _lacks_areas(session: Session) -> Iterator[str]:
    """Yield what of the borough an empty service has not: nobody can say where they were."""
    if borough(session) is None:
        yield "outline"
    if session.scalar(select(ZoneRow.id).limit(1)) is None:
        yield "zones"


def _lacks_words(world: World) -> Iterator[str]:
    """Yield what residents cannot read: a service may run without fault and help nobody."""
    try:
        has_places = bool(published_list(world).towns())
    except Problem:
        has_places = False
    if not has_places:
        yield "places"
    told = settings()
    if not (told.contact_email or told.contact_phone):
        yield "contact"


def _told(row: NoticeRow) -> MailTrouble:
    return MailTrouble(row.email, row.subject, row.made_at, row.tries, row.state, row.trouble)
