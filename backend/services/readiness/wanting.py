"""Deeds: each Monday, asking for spot checks where several residents said that nobody helped."""

from sqlalchemy.orm import Session

from backend.domain.spot_checks import WORDS_HOLD_WEEKS, is_check_wanted, reason_of
from backend.domain.weekly import is_turn, turned_week, week_before
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.counting import held_turn
from backend.storage.readiness_lists import last_checks
from backend.storage.settings import CHECKS_TURNED, set_setting, setting
from backend.storage.visits import nobody_helped, want_checks
from shared.clock import week_of


def want_checks_due(world: World) -> int:
    """Ask for spot checks once a week, by what residents said of weeks before it; return where.

    Only what was said of weeks after the last check asks for another.
    """
    now = world.now()
    with write() as session:
        # Of several jobs at once one looks, and the others find it done.
        held_turn(session)
        if not is_turn(setting(session, CHECKS_TURNED), now):
            return 0
        week = turned_week(now)
        wanted = _places(session, week)
        want_checks(session, wanted, week)
        set_setting(session, CHECKS_TURNED, week)
    return len(wanted)


def _places(session: Session, week: str) -> dict[str, str | None]:
    """Return the places where a check is wanted, each with the reason that enough people gave."""
    said = nobody_helped(session, (week_before(week, WORDS_HOLD_WEEKS), week_before(week)))
    checked = {place_id: week_of(at) for place_id, (at, _) in last_checks(session, said).items()}
    wanted: dict[str, str | None] = {}
    for place_id in sorted(said):
        new = [each for each in said[place_id] if each[0] > checked.get(place_id, "")]
        if is_check_wanted([week for week, _ in new]):
            wanted[place_id] = reason_of(new)
    return wanted
