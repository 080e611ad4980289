"""The demonstration's perception: invented answers, what was done, other surveys, and releases.

Runs in a process of its own, after the demonstration's people were made; everything is marked
as an example.
"""

import sys
from datetime import date, timedelta

from sqlalchemy import insert

from backend.app import create_app
from backend.domain.counting import COUNTED, HELD
from backend.domain.interventions import Where
from backend.domain.periods import Period, quarter_of
from backend.domain.staff import OFFICER
from backend.services.actors import COMMAND_LINE, Actor
from backend.services.inbox.turning import turn_due
from backend.services.interventions import Done, write_intervention
from backend.services.publish import publish
from backend.services.releasing.due import count_so_far, periods_due
from backend.services.releasing.making import make_release
from backend.services.replies import Telling, publish_reply
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.benchmarks import BenchmarkRow
from backend.storage.feedback import FeedbackRow
from backend.storage.settings import EXAMPLE_ANSWERS, RECORD_KEYING, set_setting
from backend.storage.staff import StaffRow
from backend.web.world import world
from demo.answers import LIT_IN, QUARTERS, Quarter, example_answers
from demo.network import slug
from demo.tables import TOWNS
from shared.clock import local, week_of

READ_BEFORE = "nothing"
"""What officers made of the answers of earlier quarters: the inbox holds those of this one."""


def main() -> int:
    """Store two years of answers, what was done about them, and release what is closed."""
    app = create_app()
    with app.app_context():
        bring_perception(world(), _officer())
        publish(world())
    return 0


def _officer() -> Actor:
    with read() as session:
        row = session.query(StaffRow).filter_by(role=OFFICER).order_by(StaffRow.id).first()
        assert row is not None, "The demonstration's people come first."
        return Actor(row.id, row.role, row.name, row.email)


def bring_perception(world: World, officer: Actor) -> None:
    """Store two years of answers, what was done about them, and release what is closed."""
    today = quarter_of(local(world.now()).date())
    quarters = quarters_before(today)
    _store_answers(world, quarters, today)
    _write_down(world, officer, quarters[LIT_IN])
    _store_benchmarks(local(world.now()).date())
    for period in periods_due(world):
        make_release(world, COMMAND_LINE, str(period))
    count_so_far(world)
    turn_due(world)


def quarters_before(period: Period) -> tuple[Period, ...]:
    """Return the quarters of the example, the last of which is the one before this."""
    found = [period.before()]
    while len(found) < QUARTERS:
        found.insert(0, found[0].before())
    return tuple(found)


def weeks_of(period: Period) -> tuple[str, ...]:
    """Return every ISO week of a period."""
    first, last = period.weeks
    day = date.fromisocalendar(int(first[:4]), int(first[6:]), 1)
    found: list[str] = []
    while not found or found[-1] != last:
        year, week, _ = day.isocalendar()
        found.append(f"{year}-W{week:02d}")
        day += timedelta(days=7)
    return tuple(found)


def _store_answers(world: World, quarters: tuple[Period, ...], today: Period) -> None:
    past = [Quarter(number, weeks_of(each)) for number, each in enumerate(quarters)]
    now = week_of(world.now())
    begun = [week for week in weeks_of(today) if week <= now] or [now]
    rows = [{**each, "state": COUNTED, "outcome": READ_BEFORE} for each in example_answers(past)]
    fresh = list(example_answers([Quarter(QUARTERS, begun)]))
    new_ones = fresh[: 60 * len(begun)]
    rows += [{**each, "id": _another(each["id"]), "state": COUNTED} for each in new_ones]
    brigade = [each for each in fresh[-600:] if each["zone_id"]][:40]
    rows += [{**each, **_ALIKE, "week": now} for each in brigade]
    with write() as session:
        for row in rows:
            row.setdefault("has_waited", False)
            row.setdefault("outcome", None)
            row.setdefault("held_for", None)
        session.execute(insert(FeedbackRow), rows)
        set_setting(session, EXAMPLE_ANSWERS, True)
        # The same figures each time, so that pictures of them stay: a service draws its own.
        set_setting(session, RECORD_KEYING, "2a" * 32)


_ALIKE = {
    "zone_id": "z-leigh-2",
    "place_id": None,
    "daypart": "after_dark",
    "level": "very_unsafe",
    "factors": ["drugs_or_alcohol", "groups"],
    "happened": "not_said",
    "reported": "not_said",
    "why_not": "not_said",
    "age_band": "not_said",
    "state": HELD,
    "held_for": "burst",
}
"""What a crowd of like answers says, which waits for review."""


def _another(answer_id: str) -> str:
    return f"{answer_id[:-2]}{(int(answer_id[-2:], 16) + 1) % 256:02x}"


def _write_down(world: World, officer: Actor, period: Period) -> None:
    town = f"t-{slug(next(iter(TOWNS)))}"
    done = period.first_day + timedelta(days=44)
    key = write_intervention(
        world,
        officer,
        Done(Where(area_id=town), "lighting", "Lights replaced on King Street (example)", done),
    )
    publish_reply(
        world,
        officer,
        Telling(
            Where(area_id=town),
            "It is too dark between the station and King Street. (example)",
            "Thirty-one street lights were replaced, and the alley got four new ones. (example)",
            done,
            key,
        ),
    )


def _store_benchmarks(today: date) -> None:
    """Store two figures as published; the years of suspension have none."""
    csew = ("77.25", "77.46", "", "", "77.93")
    years = ("2018/19", "2019/20", "2020/21", "2021/22", "2022/23")
    rows = [
        BenchmarkRow(
            series="csew-after-dark-north-west",
            period=year,
            name="North West",
            asked="How safe do you feel walking alone in this area after dark?",
            percent=float(share) if share else None,
            source="Crime Survey for England and Wales, UK SDG indicator 16.1.4",
            source_on=today,
        )
        for year, share in zip(years, csew, strict=True)
    ]
    with write() as session:
        session.add_all(rows)


if __name__ == "__main__":
    sys.exit(main())
