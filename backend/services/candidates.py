"""Deeds: candidates: venues of a list that could be invited, and how far the roll-out is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select
from sqlalchemy.orm import Session

from backend.domain.drafts import DISMISSED, INVITED, STATES, WAITING
from backend.domain.staff import OFFICER
from backend.services import audit
from backend.services.actors import Actor
from backend.services.addresses import mail_address
from backend.services.listing.stepping import MOST_REASON
from backend.services.mailed_words import as_mailed
from backend.services.notices import Letter, post
from backend.services.secret_links import new_secret, secret_hash
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.imported import DraftRow
from backend.storage.listings import OfferRow
from shared.clock import local
from shared.problems import Fault, Problem

PAGE = 50
INVITED_AGAIN_AFTER = timedelta(days=14)
INVITED_FOR = timedelta(days=60)
WITHOUT_LINK = "You can also offer your venue without a link."

_INVITATION = """Hello,

the Community Safety Partnership would like {name} to become a safe place: somewhere that anyone
who feels at risk can walk in and be helped. It costs nothing, and you decide.

Here you can read what it means, and offer your venue. What we know of it is filled in already:

{link}

If you would rather not, you need not do anything. We write again after 14 days at the earliest.
"""


@dataclass(frozen=True)
class Filter:
    """Which candidates are wanted; "" stands for all. Words must all be in name or address."""

    ward_id: str = ""
    sort: str = ""
    state: str = ""
    words: str = ""
    page: int = 1
    with_gone: bool = False
    only_news: bool = False


STILL_WAITING, ALL_THERE_ARE = Filter(state=WAITING), Filter(with_gone=True)


@dataclass(frozen=True)
class Candidate:
    """One candidate as pages show it."""

    id: str
    name: str
    sort: str
    kind: str
    address: str
    town: str
    postcode: str
    ward_id: str | None
    has_position: bool
    state: str
    gone_on: date | None
    invited_at: datetime | None
    has_news: bool = False

    @property
    def is_gone(self) -> bool:
        """Whether its list no longer has it."""
        return self.gone_on is not None


@dataclass(frozen=True)
class CandidatePage:
    """One page of candidates in the order of their names, how many fit, and what there is at all.

    `sorts` are what lists call them, `by_state` counts those that a list still has.
    """

    candidates: tuple[Candidate, ...]
    total: int
    page: int
    pages: int
    sorts: tuple[str, ...] = ()
    by_state: Mapping[str, int] = field(default_factory=dict)


def candidates(wanted: Filter) -> CandidatePage:
    """Return a page of candidates, 50 a page; beyond the last page there is nothing."""
    which = fitting(wanted)
    with read() as session:
        total = session.scalar(select(func.count()).select_from(DraftRow).where(*which)) or 0
        found = select(DraftRow).where(*which).order_by(func.lower(DraftRow.name), DraftRow.id)
        start = (max(wanted.page, 1) - 1) * PAGE
        rows = session.scalars(found.limit(PAGE).offset(start))
        listed = tuple(candidate_of(row) for row in rows)
        sorts = session.scalars(select(DraftRow.sort).distinct().order_by(DraftRow.sort))
        told = tuple(sort for sort in sorts if sort)
        by_state = _by_state(session)
    pages = max(1, -(-total // PAGE))
    return CandidatePage(listed, total, max(wanted.page, 1), pages, told, by_state)


def invite(world: World, actor: Actor, draft_id: str, email: str) -> datetime:
    """Invite a candidate by mail to offer itself; return from when it may be invited again.

    Raises Problem not-for-you, not-found, form-invalid, step-impossible within 14 days of the
    last invitation, or where it is gone, has applied or was dismissed.
    """
    address = mail_address(email)
    with write(world.wake) as session:
        row = hold_candidate(session, actor, draft_id)
        now = world.now()
        _refuse_too_early(row, now)
        secret = new_secret()
        row.state, row.invited_at, row.invited_email = INVITED, now, address
        row.invitation_hash = secret_hash(secret)
        audit.record(session, now, audit.Entry(actor, "invite_candidate", f"draft:{row.id}"))
        link = f"{world.base_url}/offer/invited/{secret}"
        called = as_mailed(row.name)
        text = _INVITATION.format_map({"name": called, "link": link})
        subject = f"Would {called} be a safe place?"
        post(session, world, Letter(address, subject, text, f"draft:{row.id}"))
    return now + INVITED_AGAIN_AFTER


def dismiss(world: World, actor: Actor, draft_id: str, reason: str) -> None:
    """Put a candidate aside, with the reason in the audit chain; its invitation ends.

    Raises Problem not-for-you, not-found, reason-missing, step-impossible.
    """
    if not reason.strip():
        raise Problem("reason-missing")
    if len(reason) > MOST_REASON:
        what = f"Write at most {MOST_REASON} characters."
        raise Problem("form-invalid", errors=[Fault("reason", what)])
    with write() as session:
        row = hold_candidate(session, actor, draft_id)
        if row.state not in (WAITING, INVITED):
            raise Problem("step-impossible", f"It is {row.state} now.")
        row.state, row.invitation_hash = DISMISSED, None
        entry = audit.Entry(actor, "dismiss_candidate", f"draft:{row.id}", reason.strip())
        audit.record(session, world.now(), entry)


def invited_name(world: World, secret: str) -> str:
    """Return the name of the candidate that a link invites; raises Problem link-spent."""
    with read() as session:
        return _still_invited(session.scalar(_by_link(secret)), world.now()).name


def begin_invited(world: World, secret: str) -> str:
    """Begin the offer of an invited candidate, filled in as far as its list goes; return its id.

    The link used again goes on with the same offer. Raises Problem link-spent.
    """
    with write() as session:
        held = session.scalar(_by_link(secret).with_for_update())
        row = _still_invited(held, world.now())
        begun = select(OfferRow).where(OfferRow.draft_id == row.id, OfferRow.place_id.is_(None))
        offer = session.scalar(begun.order_by(OfferRow.begun_at.desc()).limit(1))
        if offer is None:
            offer = OfferRow(
                id=world.new_id(),
                answers=_known(row),
                state="begun",
                email="",
                draft_id=row.id,
                begun_at=world.now(),
            )
            session.add(offer)
        return offer.id


def fitting(wanted: Filter) -> list[ColumnElement[bool]]:
    """Return the conditions on the drafts that a filter wants, whatever their page."""
    found: list[ColumnElement[bool]] = []
    if not wanted.with_gone:
        found.append(DraftRow.gone_on.is_(None))
    if wanted.only_news:
        found.append(has_news())
    for column, value in (
        (DraftRow.ward_id, wanted.ward_id),
        (DraftRow.sort, wanted.sort),
        (DraftRow.state, wanted.state),
    ):
        if value:
            found.append(column == value)
    for word in wanted.words.split()[:10]:
        columns = (DraftRow.name, DraftRow.address, DraftRow.postcode)
        found.append(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    return found


def has_news() -> ColumnElement[bool]:
    """Return the condition that a list says otherwise of one that somebody decided on."""
    return func.length(cast(DraftRow.news, String)) > len("{}")


def _by_state(session: Session) -> dict[str, int]:
    counted = select(DraftRow.state, func.count()).where(DraftRow.gone_on.is_(None))
    found = dict(session.execute(counted.group_by(DraftRow.state)).all())
    return {state: found[state] for state in STATES if state in found}


def candidate_of(row: DraftRow) -> Candidate:
    """Return a candidate as pages show it."""
    return Candidate(
        id=row.id,
        name=row.name,
        sort=row.sort,
        kind=row.kind,
        address=row.address,
        town=row.town,
        postcode=row.postcode,
        ward_id=row.ward_id,
        has_position=row.lat is not None,
        state=row.state,
        gone_on=row.gone_on,
        invited_at=row.invited_at,
        has_news=bool(row.news),
    )


def hold_candidate(session: Session, actor: Actor, draft_id: str) -> DraftRow:
    """Return a candidate for an officer, held until the end; raises not-for-you, not-found."""
    if actor.id is None or actor.role != OFFICER:
        raise Problem("not-for-you")
    held = select(DraftRow).where(DraftRow.id == draft_id).with_for_update()
    row = session.scalar(held.execution_options(populate_existing=True))
    if row is None:
        raise Problem("not-found")
    return row


def _refuse_too_early(row: DraftRow, now: datetime) -> None:
    if row.gone_on is not None:
        raise Problem("step-impossible", "It is no longer in its list.")
    if row.state not in (WAITING, INVITED):
        raise Problem("step-impossible", f"It is {row.state} now.")
    if row.invited_at is not None and now - row.invited_at < INVITED_AGAIN_AFTER:
        again = local(row.invited_at + INVITED_AGAIN_AFTER)
        what = f"It was invited already. It can be invited again from {again:%d %B %Y, %H:%M} on."
        raise Problem("step-impossible", what)


def _by_link(secret: str) -> Select[DraftRow]:
    return select(DraftRow).where(DraftRow.invitation_hash == secret_hash(secret))


def _still_invited(row: DraftRow | None, now: datetime) -> DraftRow:
    if row is None or row.state != INVITED or row.invited_at is None:
        raise Problem("link-spent", WITHOUT_LINK)
    if now - row.invited_at > INVITED_FOR:
        raise Problem("link-spent", WITHOUT_LINK)
    return row


def _known(row: DraftRow) -> Mapping[str, Any]:
    """Return what a list says of a candidate, as answers of an offer's pages."""
    told: dict[str, dict[str, Any]] = {
        "place": {"name": row.name, "kind": row.kind, "phone": row.phone},
        "address": {"address": row.address, "town": row.town, "postcode": row.postcode},
        "contact": {"contact_email": row.invited_email},
    }
    if row.lat is not None and row.lon is not None:
        told["position"] = {"lat": row.lat, "lon": row.lon}
    if row.weekly:
        told["hours"] = {"weekly": row.weekly, "seasons": row.seasons, "exceptions": []}
    if row.facilities:
        told["facilities"] = {"facilities": row.facilities, "languages": []}
    return told
