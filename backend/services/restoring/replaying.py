"""Deeds: taking over from a later copy of the records what going back must not undo.

Where records were put back to an earlier moment on purpose, what came after lies in a copy that was
restored to the end of the log, or on a replica. Taken over is what promises less and what keeps a
word given to residents; everything else is for people to decide.
"""

from dataclasses import dataclass, replace

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from backend.domain.restoring import Held, held_from
from backend.domain.steps import LEAVE, LEFT, LIVE, SUSPEND
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.listing.held import hold
from backend.services.listing.stepping import Told, write_down
from backend.services.readiness.looking import note_hidden
from backend.services.transaction import write
from backend.services.world import World
from backend.storage import later_copy
from backend.storage.counting import held_turn
from backend.storage.engines import let_it_take_minutes
from backend.storage.holding import HELD, RESTORATIONS, TO_LOOK, hold_setting, last_known
from backend.storage.settings import set_setting, setting
from backend.storage.shuffling import wait_for_rewriting
from shared.clock import format_moment
from shared.problems import Problem

WHY = "Taken over from the records after a restoration."


@dataclass(frozen=True)
class Replayed:
    """What was taken over, and how many places are left to look at.

    `is_whole` is whether the later copy holds all that was ever published.
    """

    added: int
    taken_back: int
    hidden: int
    accounts: int
    rights: int
    to_look: int
    is_whole: bool


def replay(world: World, actor: Actor, url: str) -> Replayed:
    """Take over from the copy at this address (of SQLAlchemy) what came after ours.

    Answers are added, withdrawals and suspensions done again, accounts closed; whatever people sign
    in with is the later. Nothing that is here is opened by it. Raises nothing-changed where the
    server is not held, and copy-differs where both have not run the same migrations.
    """
    with later_copy.opened(url) as later, write() as session:
        let_it_take_minutes(session)
        held_turn(session)
        wait_for_rewriting(session)
        begun = held_from(hold_setting(session, HELD))
        if begun is None:
            raise Problem("nothing-changed", "The service is not held.")
        if not later_copy.is_of_one_form(session, later):
            raise Problem("copy-differs", "Bring both to the same version with init.")
        taken_back = later_copy.take_withdrawals(session, later)
        added = later_copy.take_answers(session, later) + later_copy.take_others(session, later)
        hidden = _hide(session, world, actor, later)
        accounts = later_copy.take_accounts(session, later)
        rights = later_copy.take_rights(session, later)
        is_whole = begun.published is not None and begun.published == later_copy.published_in(later)
        to_look = _left_to_look(session, later, is_whole=is_whole)
        _note(session, begun, later, is_whole=is_whole)
        told = f"{added} added, {taken_back} taken back, {hidden} hidden, {len(accounts)} accounts"
        record(session, world.now(), Entry(actor, "replayed", "server:later copy", told))
    return Replayed(added, taken_back, hidden, len(accounts), rights, to_look, is_whole)


def _hide(session: Session, world: World, actor: Actor, later: Connection) -> int:
    """Hide the places that residents did not see any more; return how many."""
    waiting: dict[str, bool | None] = hold_setting(session, TO_LOOK) or {}
    states, hidden = later_copy.states_in(later), 0
    for place_id in sorted(waiting):
        state = states.get(place_id, LIVE)
        place = hold(session, place_id, None)
        if state == LIVE or place.state != LIVE:
            continue
        place.state = state
        write_down(session, world, actor, place, Told(LEAVE if state == LEFT else SUSPEND, WHY))
        note_hidden(session, world.now(), place)
        del waiting[place_id]
        hidden += 1
    set_setting(session, TO_LOOK, waiting or None)
    return hidden


def _left_to_look(session: Session, later: Connection, *, is_whole: bool) -> int:
    """Let only what differs wait for a look, where nothing can have been done after the copy."""
    waiting: dict[str, bool | None] = setting(session, TO_LOOK) or {}
    if is_whole:
        session.flush()
        ours, theirs = later_copy.facts_of_places(session), later_copy.facts_of_places(later)
        waiting = {each: was for each, was in waiting.items() if ours[each] != theirs.get(each)}
        set_setting(session, TO_LOOK, waiting or None)
    return len(waiting)


def _note(session: Session, begun: Held, later: Connection, *, is_whole: bool) -> None:
    """Say up to when it is known now what was done."""
    until = max(begun.known_until, last_known(later) or begun.known_until)
    set_setting(session, HELD, replace(begun, known_until=until).to_wire())
    windows: list[list[str]] = setting(session, RESTORATIONS) or []
    last = [] if is_whole else [[format_moment(until), format_moment(begun.at)]]
    set_setting(session, RESTORATIONS, [*windows[:-1], *last] or None)
