"""What counts: one voice once, bursts and copies wait, and the order of coming tells nothing."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from backend.domain.counting import (
    BURST,
    CAP,
    COUNTED,
    DAY,
    DAY_MOST,
    FEWEST_FOR_BURST,
    HELD,
    LATE,
    LATE_DAY_MOST,
    MOST_ALIKE,
    REPEATED,
    SPREAD,
    Answer,
    Group,
    Room,
    Verdict,
    Where,
    burst_at,
    changes,
    decide,
    is_late,
    said_of,
    within,
)
from backend.domain.spreading import Ward
from tests.conftest import NOW

ORDINARY = 8
"""So many are about as many as usual where hardly anybody answers."""

Decide = Callable[[Group], dict[str, Verdict]]


def some(number: int, voice: str | None = "v", said: str = "", first: int = 0) -> list[Answer]:
    """Return answers with ids in order, each of a voice of its own unless there is none."""
    return [
        Answer(f"{n:04d}", f"{voice}{n}" if voice else None, said)
        for n in range(first, first + number)
    ]


def became(verdicts: dict[str, Verdict], state: str, why: str | None = None) -> int:
    return sum(verdict == Verdict(state, why) for verdict in verdicts.values())


def stored(group: Group, verdicts: dict[str, Verdict]) -> Group:
    """Return the group as it stands once its verdicts are stored."""
    told = [replace(a, **vars(verdicts[a.id])) for a in group.answers]
    return replace(group, answers=tuple(told))


def test_a_voice_counts_once_and_the_smallest_id_is_chosen() -> None:
    group = Group([Answer("b", "v"), Answer("a", "v"), Answer("c", "w"), Answer("d"), Answer("e")])
    verdicts = decide(group)
    assert {key for key, verdict in verdicts.items() if verdict.state == COUNTED} == set("acde")
    assert verdicts["b"] == Verdict(REPEATED)


def test_a_voice_that_a_person_decided_on_is_heard() -> None:
    assert decide(Group([Answer("a", "v")], heard=frozenset("v")))["a"] == Verdict(REPEATED)


def test_a_burst_takes_back_what_was_counted_before_it_showed() -> None:
    early = Group(some(FEWEST_FOR_BURST))
    quiet = decide(early)
    assert became(quiet, COUNTED) == FEWEST_FOR_BURST
    early = stored(early, quiet)
    late = replace(early, answers=[*early.answers, *some(1, first=900)])
    assert became(decide(late), HELD, BURST) == FEWEST_FOR_BURST + 1


def test_what_has_no_voice_waits_first() -> None:
    mixed = decide(Group([*some(10), *some(300, None, first=100)]))
    assert (became(mixed, COUNTED), became(mixed, HELD, BURST)) == (10, 300)
    forged = decide(Group([*some(300), *some(10, None, first=400)]))
    assert became(forged, HELD, BURST) == 310


def test_a_busy_zone_may_be_three_times_as_busy() -> None:
    assert became(decide(Group(some(70), usual=20)), COUNTED) == 70 == burst_at(20)
    assert became(decide(Group(some(71), usual=20)), HELD, BURST) == 71


def test_copies_wait_and_their_number_alone_is_no_burst() -> None:
    said = said_of("very_unsafe", ["groups", "no_cctv"], "after_dark")
    verdicts = decide(Group([*some(MOST_ALIKE + 1, said=said), *some(9, first=100)]))
    assert (became(verdicts, HELD, "same"), became(verdicts, COUNTED)) == (MOST_ALIKE + 1, 9)
    assert became(decide(Group(some(MOST_ALIKE, said=said))), COUNTED) == MOST_ALIKE
    assert said_of("very_unsafe", ["groups"]) == ""


def test_a_zone_has_its_most_however_busy_it_is() -> None:
    verdicts = decide(Group(some(80), usual=60, most=60))
    assert (became(verdicts, COUNTED), became(verdicts, HELD, CAP)) == (60, 20)
    assert all(verdict.state == COUNTED for key, verdict in verdicts.items() if key < "0060")


def test_a_day_has_its_most_and_what_is_held_for_it_does_not_pass_by_itself() -> None:
    group = Group(some(10))
    verdicts, room = within(Room(day=4), group, decide(group), is_late=False)
    assert (became(verdicts, COUNTED), became(verdicts, HELD, DAY), room.day) == (4, 6, 0)
    group = stored(group, verdicts)
    tomorrow, room = within(Room(), group, decide(group), is_late=False)
    assert (changes(group, tomorrow), room) == ({}, Room())


def test_few_answers_about_weeks_long_over_count_in_a_day() -> None:
    group = Group(some(15))
    verdicts, room = within(Room(late=3), group, decide(group), is_late=True)
    assert (became(verdicts, COUNTED), became(verdicts, HELD, LATE)) == (3, 12)
    assert room == Room(DAY_MOST - 3, 0)
    assert Room().left(is_late=True) == LATE_DAY_MOST
    weeks = ("2026-W48", "2026-W47", "2026-W46", "2025-W52")
    assert [is_late(week, NOW) for week in weeks] == [False, False, True, True]
    assert not is_late("2026-W47", NOW + timedelta(days=2))
    assert is_late("2026-W47", NOW + timedelta(days=3))


def test_what_a_day_had_no_room_for_counts_later_where_it_is_about_as_much_as_usual() -> None:
    group = Group(some(ORDINARY))
    verdicts, _ = within(Room(day=0), group, decide(group), is_late=False)
    assert became(verdicts, HELD, DAY) == ORDINARY
    tomorrow, room = within(Room(), group := stored(group, verdicts), decide(group), is_late=False)
    assert (became(tomorrow, COUNTED), room.day) == (ORDINARY, DAY_MOST - ORDINARY)
    # Not beside a flood, but beside one that is held for itself.
    flood = replace(group, answers=[*group.answers, *some(1, first=500)])
    assert became(decide(flood), HELD, DAY) == ORDINARY
    copies = some(MOST_ALIKE + 1, said=said_of("very_unsafe", ["a", "b"]), first=500)
    flood = replace(group, answers=[*group.answers, *copies])
    assert became(decide(flood), COUNTED) == ORDINARY


def test_of_one_voice_that_its_ward_does_not_share_nothing_is_let_in() -> None:
    held = {"state": HELD, "held_for": DAY}
    answers = [replace(each, **held, level="very_unsafe") for each in some(11)]
    answers += [replace(each, **held, level="very_safe") for each in some(1, first=50)]
    beside = {"very_unsafe": 11, "very_safe": 41}
    group = Group(answers, usual=9, ward=Ward(levels=beside))
    verdicts = decide(group)
    assert (became(verdicts, HELD, DAY), became(verdicts, COUNTED)) == (11, 1)
    shared = replace(group, ward=Ward(levels={"very_unsafe": 61, "very_safe": 41}))
    assert became(decide(shared), COUNTED) == 12


def test_an_odd_ward_holds_zones_with_more_than_usual_or_one_level() -> None:
    spread = Ward(is_spread=True)
    assert became(decide(Group(some(ORDINARY), ward=spread)), COUNTED) == ORDINARY
    assert became(decide(Group(some(ORDINARY + 1), ward=spread)), HELD, SPREAD) == ORDINARY + 1
    assert became(decide(Group(some(12), usual=8, ward=spread)), COUNTED) == 12
    levels = [Answer("a", level="very_safe"), Answer("b", level="very_unsafe")]
    verdicts = decide(Group(levels, ward=Ward(one_sided="very_unsafe")))
    assert verdicts == {"a": Verdict(COUNTED), "b": Verdict(HELD, SPREAD)}


def shuffled_in_turns(
    chance: Random, answers: Iterable[Answer], how: Decide, beside: Group
) -> dict[str, Verdict]:
    """Return the verdicts after the answers came in any order, decided after some of them."""
    waiting, came = list(answers), beside
    chance.shuffle(waiting)
    verdicts: dict[str, Verdict] = {}
    while waiting:
        number = chance.randint(1, len(waiting))
        came = replace(came, answers=(*came.answers, *waiting[:number]))
        waiting = waiting[number:]
        verdicts = how(came)
        came = stored(came, verdicts)
    assert how(came) == verdicts
    return verdicts


def any_group(chance: Random) -> list[Answer]:
    voices = [None, *(f"v{n}" for n in range(chance.choice((3, 12, 60))))]
    said = ["", "", "a|b,c", "d|e,f"]
    return [
        Answer(
            f"{chance.getrandbits(64):016x}",
            chance.choice(voices),
            chance.choice(said),
            level=chance.choice(("safe", "unsafe")),
        )
        for _ in range(chance.choice((4, 18, 40, 90)))
    ]


WARDS = (Ward(), Ward(is_spread=True), Ward(one_sided="unsafe"))


def in_which_order_it_came_shows(how: Decide, seed: int = 20261127) -> int:
    """Return how many of 300 groups end differently when they come in another order."""
    chance = Random(seed)
    shown = 0
    for _ in range(300):
        answers = any_group(chance)
        usual, most = chance.choice((0, 9)), chance.choice((7, 100))
        beside = Group((), usual, most, ward=chance.choice(WARDS))
        ends = [shuffled_in_turns(chance, answers, how, beside) for _ in range(3)]
        shown += ends[0] != ends[1] or ends[1] != ends[2]
    return shown


def first_come(group: Group) -> dict[str, Verdict]:
    """Decide as the rules do, but let the first to come stand for its voice: the control."""
    order = {answer.id: f"{n:04d}" for n, answer in enumerate(group.answers)}
    asked = replace(group, answers=[replace(a, id=order[a.id]) for a in group.answers])
    verdicts = decide(asked)
    return {answer.id: verdicts[order[answer.id]] for answer in group.answers}


def test_the_order_in_which_answers_came_is_written_down_nowhere() -> None:
    assert in_which_order_it_came_shows(decide) == 0
    assert in_which_order_it_came_shows(first_come) > 30


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_deciding_again_changes_nothing(seed: int) -> None:
    chance = Random(seed)
    for _ in range(100):
        group = Group(any_group(chance), usual=chance.choice((0, 4, 30)))
        group = stored(group, decide(group))
        assert changes(group, decide(group)) == {}


def test_as_many_as_are_no_burst_count_without_any_voice() -> None:
    verdicts = decide(Group(some(FEWEST_FOR_BURST, None)))
    assert became(verdicts, COUNTED) == FEWEST_FOR_BURST


def test_the_days_room_goes_to_the_smallest_ids() -> None:
    group = Group(some(3))
    verdicts, _ = within(Room(day=1), group, decide(group), is_late=False)
    assert [verdicts[answer.id].state for answer in group.answers] == [COUNTED, HELD, HELD]


def test_what_is_not_late_never_waits_for_being_late() -> None:
    group = Group(some(3))
    verdicts, _ = within(Room(day=2, late=1), group, decide(group), is_late=False)
    assert (became(verdicts, COUNTED), became(verdicts, HELD, DAY)) == (2, 1)
    verdicts, _ = within(Room(day=1, late=1), group, decide(group), is_late=True)
    assert became(verdicts, HELD, DAY) == 2


def test_a_group_is_named_by_its_zone_or_place_and_week() -> None:
    assert str(Where("2026-W48", "z1", None)) == "zone:z1 2026-W48"
    assert str(Where("2026-W48", None, "p1")) == "place:p1 2026-W48"
