"""Deeds: each Monday officers are let see what came before, all of it at once (decision 56)."""

from sqlalchemy.orm import Session

from backend.domain.counting import HELD
from backend.domain.inbox import COUNTED_TO, FEWEST_TOGETHER, MONDAYS_AT_MOST, SHOWN_BY, come_in
from backend.domain.weekly import coarse, is_turn, turned_week
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage import inbox
from backend.storage.counting import held_turn
from backend.storage.settings import INBOX_TURNED, set_setting, setting

AT_A_TIME = 2_000
"""Rows in one transaction, so that residents' answers wait for no more than that."""
MOST_AT_ONCE = 50_000
"""Rows in one go: what is left comes in an hour later, so that other jobs have their turn."""


def turn_due(world: World) -> int:
    """Let in what came before this week, once a week; return how many answers it were.

    What is held is let in for the review. Fewer answers than come in together wait.
    """
    now = world.now()
    with read() as session:
        noted = setting(session, INBOX_TURNED) or {}
        week = turned_week(now)
        if not is_turn(noted.get("week"), now):
            return 0
        mondays = noted.get("mondays", 0) + 1
        new = inbox.number_new(session, week, FEWEST_TOGETHER)
    done = _let_in(week, (HELD,))
    is_coming = come_in(new, mondays)
    if is_coming:
        done += _let_in(week, inbox.OPEN_TO_READ)
    if done < MOST_AT_ONCE:
        _note(week, 0 if is_coming or not new else min(mondays, MONDAYS_AT_MOST))
    return done


def note_unread(session: Session) -> None:
    """Note how many answers are unread, as it is shown until an officer or a Monday changes it."""
    noted = dict(setting(session, INBOX_TURNED) or {})
    number = inbox.number_unread(session, COUNTED_TO + 1)
    shown = number if number > COUNTED_TO else coarse(number, SHOWN_BY)
    set_setting(session, INBOX_TURNED, {**noted, "unread": shown})


def _let_in(week: str, states: tuple[str, ...]) -> int:
    done, some = 0, AT_A_TIME
    while some == AT_A_TIME and done < MOST_AT_ONCE:
        with write() as session:
            # Whoever decides, reads or shuffles waits for these, or these for them.
            held_turn(session)
            some = inbox.let_in(session, week, states, AT_A_TIME)
        done += some
    return done


def _note(week: str, mondays: int) -> None:
    with write() as session:
        held_turn(session)
        set_setting(session, INBOX_TURNED, {"week": week, "mondays": mondays})
        note_unread(session)
