"""Deeds: looking at the places after a restoration, and letting the service go on (D13)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.restoring import Held, held_from, with_word
from backend.domain.staff import ADMINISTRATOR, OFFICER
from backend.services.actors import Actor
from backend.services.appointing import administrators, hold_administrators
from backend.services.audit import Entry, record
from backend.services.notices import Letter, post
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.holding import HELD, TO_LOOK, follow_on_nothing, hold_setting
from backend.storage.places import PlaceRow
from backend.storage.publication import begin_epoch, mark_due
from backend.storage.settings import set_setting, setting
from backend.storage.staff import StaffRow
from shared.clock import format_moment
from shared.problems import Problem

LOOKERS = (OFFICER, ADMINISTRATOR)
"""Who looks at places."""


@dataclass(frozen=True)
class PlaceToLook:
    """A place that is hidden until an officer has looked at it.

    `was_listed` is whether it was on the last list that was found, None where none was.
    """

    id: str
    name: str
    town: str
    was_listed: bool | None


@dataclass(frozen=True)
class Restored:
    """What is to be done after a restoration: the hold, if it goes on, and the places to look at.

    `words` are the names of the administrators who said that it may be released.
    """

    held: Held | None
    places: tuple[PlaceToLook, ...]
    words: tuple[str, ...] = ()


def restored() -> Restored:
    """Return what is still to be done, the places that were not on the last list first."""
    with read() as session:
        begun = held_from(setting(session, HELD))
        waiting: dict[str, bool | None] = setting(session, TO_LOOK) or {}
        found = session.scalars(select(PlaceRow).where(PlaceRow.id.in_(waiting)))
        places = [PlaceToLook(row.id, row.name, row.town, waiting[row.id]) for row in found]
        given = select(StaffRow.name).where(StaffRow.id.in_(begun.words if begun else ()))
        words = tuple(session.scalars(given.order_by(StaffRow.name)))
    places.sort(key=lambda each: (each.was_listed is not False, each.name, each.id))
    return Restored(begun, tuple(places), words)


def look(world: World, actor: Actor, place_ids: Iterable[str]) -> int:
    """Say that these places are as they should be; return how many residents see again.

    While the server is held none is seen yet. Raises not-for-you, and nothing-changed where none of
    them waits for a look.
    """
    if actor.role not in LOOKERS:
        raise Problem("not-for-you")
    with write(world.wake) as session:
        waiting: dict[str, bool | None] = hold_setting(session, TO_LOOK) or {}
        looked = [each for each in dict.fromkeys(place_ids) if each in waiting]
        if not looked:
            raise Problem("nothing-changed")
        left = {each: was for each, was in waiting.items() if each not in looked}
        set_setting(session, TO_LOOK, left or None)
        for each in looked:
            record(session, world.now(), Entry(actor, "looked-again", f"place:{each}"))
        mark_due(session)
    return len(looked)


def give_word(world: World, actor: Actor) -> bool:
    """Say that the service may go on; return whether it does: two say so where there are two.

    Raises not-for-you, nothing-changed where it is not held, same-person and word-too-early.
    """
    if actor.role != ADMINISTRATOR or actor.id is None:
        raise Problem("not-for-you")
    with write(world.wake) as session:
        known = hold_administrators(session, world.now())
        begun = _held(session)
        spoken, is_over = with_word(begun, actor.id, known, world.now())
        deed = "released" if is_over else "release-word"
        record(session, world.now(), Entry(actor, deed, f"server:{begun.why}"))
        if is_over:
            _let_go(session, world)
        else:
            set_setting(session, HELD, spoken.to_wire())
            for other in known:
                if other.is_one and other.id != actor.id:
                    post(session, world, _asked(world, actor, other.email, begun))
    return is_over


def release_alone(world: World, actor: Actor) -> None:
    """Let the service go on where nobody can give a word: for the command line.

    Raises not-for-you where an administrator is set up, and nothing-changed where it is not held.
    """
    with write(world.wake) as session:
        if any(each.is_one for each in administrators(session, world.now())):
            raise Problem("not-for-you", "An administrator releases it, at /console/restored.")
        begun = _held(session)
        record(session, world.now(), Entry(actor, "released", f"server:{begun.why}"))
        _let_go(session, world)


def _held(session: Session) -> Held:
    begun = held_from(hold_setting(session, HELD))
    if begun is None:
        raise Problem("nothing-changed", "The service is not held.")
    return begun


def _let_go(session: Session, world: World) -> None:
    """Publish from now on, under a new epoch: phones take everything anew."""
    set_setting(session, HELD, None)
    begin_epoch(session, world.new_id())
    follow_on_nothing(session)


def _asked(world: World, actor: Actor, email: str, begun: Held) -> Letter:
    body = (
        f"{actor.name} says that the restored service may go on. It does once a second "
        f"administrator says so too:\n{world.base_url}/console/restored\n"
    )
    return Letter(email, "Your word is asked for", body, f"held:{format_moment(begun.at)}")
