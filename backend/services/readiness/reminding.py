"""Deeds: writing to the people of a place about what is due, each stage of a duty once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from backend.domain.duty_words import WHAT, WHAT_TO_DO, by_when
from backend.domain.readiness import CONFIRMATION, HOLIDAY, Duty, Periods
from backend.domain.reminders import HIDDEN, is_quiet, quiet_until, stage_of
from backend.services.listing.letters import Recipient, recipients
from backend.services.notices import Letter, post
from backend.services.readiness.looking import Looked
from backend.services.secret_links import new_secret, secret_hash
from backend.services.world import World
from backend.storage.places import PlaceRow
from backend.storage.readiness import ConfirmLinkRow, ReminderRow, reminded
from shared.clock import from_minute, local, to_minute

LINK_WORKS_FOR = timedelta(days=31)
ABOUT = "remind:"
"""What every reminder is about begins with this, so that those that came back are found."""

BY_CONFIRMING = (CONFIRMATION, HOLIDAY)
"""The duties that the link in a mail settles."""


@dataclass(frozen=True)
class _Item:
    """A duty and the stage that nobody was told of yet."""

    duty: Duty
    stage: str


def remind(world: World, session: Session, looked: Sequence[Looked], periods: Periods) -> int:
    """Write what is to be written about these places; return how many mails.

    In the quiet hours nothing is written; the places are looked at again when they are over.
    """
    now = world.now()
    told = reminded(session, [each.place.id for each in looked])
    wanted = [(each, _untold(each, periods, to_minute(now), told)) for each in looked]
    wanted = [(each, items) for each, items in wanted if items]
    if is_quiet(now):
        for each, _ in wanted:
            each.row.next_at = min(each.row.next_at, from_minute(quiet_until(now)))
        return 0
    people = recipients(session, [each.place.id for each, _ in wanted])
    for each, items in wanted:
        _write(world, session, each.place, items, people.get(each.place.id, ()))
    return sum(len(people.get(each.place.id, ())) for each, _ in wanted)


def _untold(
    looked: Looked, periods: Periods, minute: int, told: set[tuple[str, str, date, str]]
) -> list[_Item]:
    items = []
    for duty in looked.standing.duties:
        stage = stage_of(duty, periods, minute)
        if stage and (looked.place.id, duty.kind, duty.due_on, stage) not in told:
            items.append(_Item(duty, stage))
    return items


def _write(
    world: World,
    session: Session,
    place: PlaceRow,
    items: Sequence[_Item],
    people: Sequence[Recipient],
) -> None:
    now = world.now()
    for email, staff_id in people:
        secret = None
        if staff_id is not None and any(item.duty.kind in BY_CONFIRMING for item in items):
            secret = _new_link(session, place.id, staff_id, now)
        letter = _letter(world, place, items, secret)
        post(session, world, Letter(email, letter[0], letter[1], ABOUT + place.id))
    for item in items:
        session.add(
            ReminderRow(
                place_id=place.id,
                kind=item.duty.kind,
                due_on=item.duty.due_on,
                stage=item.stage,
                at=now,
                mails=len(people),
            )
        )


def _new_link(session: Session, place_id: str, staff_id: int, now: datetime) -> str:
    secret = new_secret()
    link = {"token_hash": secret_hash(secret), "place_id": place_id, "staff_id": staff_id}
    session.add(ConfirmLinkRow(**link, ends_at=now + LINK_WORKS_FOR))
    return secret


def _letter(
    world: World, place: PlaceRow, items: Sequence[_Item], secret: str | None
) -> tuple[str, str]:
    """Return the subject and the text of a reminder."""
    today = local(world.now()).date()
    is_hidden = any(item.stage == HIDDEN for item in items)
    first = items[0].duty
    subject = (
        f"{place.name} is not shown to residents for now"
        if is_hidden
        else f"{place.name}: {WHAT[first.kind][0].lower()}{WHAT[first.kind][1:]}"
    )
    told = [
        f"{WHAT[item.duty.kind]}. {by_when(item.duty, today)} {WHAT_TO_DO[item.duty.kind]}"
        for item in items
    ]
    parts = [f"About {place.name}.", *told]
    if secret is not None:
        parts.append(
            "Confirm with one press, without signing in. The link works once, for you alone:\n\n"
            f"{world.base_url}/confirm/{secret}"
        )
    parts.append(f"Everything about your place is at {world.base_url}/portal")
    parts.append("Should somebody who needs help come in meanwhile, help them as before.")
    return subject, "\n\n".join(parts) + "\n\nUMay, for the Community Safety Partnership\n"
