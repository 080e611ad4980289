"""Rules: which answers count, which wait for a person, and which never will.

The unit is the group: one zone or place in one ISO week. No moment of arrival exists, so a group
is decided anew from all of its answers each time that one comes: what shows late is found late,
and takes back what was counted before it showed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from backend.domain.spreading import CLEAR, ONE_SIDED_FROM, Ward, one_sided
from backend.domain.usual import is_ordinary
from shared.clock import local, monday_of

NEW, COUNTED, HELD, REPEATED, REJECTED = STATES = (
    "new",
    "counted",
    "held",
    "repeated",
    "rejected",
)
"""Not decided yet; in the figures; waiting for a person; a voice's second; taken out by one."""

BURST, SAME, CAP, LATE, OFFICER, DAY, SPREAD = HELD_FOR = (
    *("burst", "same", "cap", "late", "officer"),
    *("day", "spread"),
)
"""Why an answer is held: many at once, many alike, more than a week or half a year takes, about a
week long over, because an officer wanted a second look, more than a day takes, or many zones of a
ward at once."""

UNTIL_LOOKED_AT = frozenset((LATE, OFFICER))
"""Reasons that do not pass by themselves."""

FEWEST_FOR_BURST = 15
"""In a year of quiet weeks (docs/decisions/0025) hardly any group without a past reaches this."""
MOST_ALIKE = 5
"""So many answers of one group may say the very same; honest ones seldom share two factors and
everything else."""
ZONE_WEEK_MOST, PLACE_WEEK_MOST = 100, 60
"""The most that counts of one zone or place in a week without a person."""
DAY_MOST = 500
"""The most that counts in the whole borough on a day without a person (goal A1)."""
LATE_DAY_MOST = 20
"""The most of those that are about weeks long over: a script may name any week it likes."""
LATE_AFTER = timedelta(days=7)


class Where(NamedTuple):
    """One zone or place and one ISO week."""

    week: str
    zone_id: str | None
    place_id: str | None

    def __str__(self) -> str:
        """Return it as the audit chain names it: "zone:z1 2026-W48"."""
        kind, key = ("zone", self.zone_id) if self.zone_id else ("place", self.place_id)
        return f"{kind}:{key} {self.week}"


@dataclass(frozen=True)
class Answer:
    """What deciding needs of an answer; `said` is "" where too little was said to be compared."""

    id: str
    voice: str | None = None
    said: str = ""
    state: str = NEW
    held_for: str | None = None
    level: str = ""


@dataclass(frozen=True)
class Verdict:
    """The state an answer gets, and why it is held."""

    state: str
    held_for: str | None = None


@dataclass(frozen=True)
class Group:
    """The answers of one zone or place and week that nobody reviewed, and what they stand beside.

    `usual` is how many count there in a usual week, `most` how many may without a person, `heard`
    the voices of the group's answers that a person has decided on, `ward` what is odd about the
    week of its ward.
    """

    answers: Sequence[Answer]
    usual: float = 0
    most: int = ZONE_WEEK_MOST
    heard: frozenset[str] = frozenset()
    ward: Ward = CLEAR


@dataclass(frozen=True)
class Room:
    """How many answers may still become counted today without a person, in all and late ones."""

    day: int = DAY_MOST
    late: int = LATE_DAY_MOST

    def left(self, *, is_late: bool) -> int:
        """Return how many of a group may."""
        return max(0, min(self.day, self.late) if is_late else self.day)

    def without(self, counted: int, *, is_late: bool) -> "Room":
        """Return what is left after so many of a group."""
        return Room(self.day - counted, self.late - counted * is_late)


def said_of(level: str, factors: Iterable[str], *more: str) -> str:
    """Return what an answer says as one text, or "" with fewer than two factors.

    Those who said only a level say the same by chance; never of whom: no age, no gender.
    """
    named = sorted(set(factors))
    return "|".join((level, ",".join(named), *more)) if len(named) > 1 else ""


def burst_at(usual: float) -> float:
    """Return how many answers of a week are still no burst."""
    return max(FEWEST_FOR_BURST, 3 * usual + 10)


def is_late(week: str, now: datetime) -> bool:
    """Return whether a week was over before last week began."""
    today = local(now).date()
    return monday_of(week) < today - timedelta(days=today.weekday()) - LATE_AFTER


def decide(group: Group) -> dict[str, Verdict]:
    """Return the verdict on every answer of a group: the same for the same answers, in any order.

    Which of a voice's answers counts is told by their ids, which are random: choosing the first
    to come would write down the order in which they came.
    """
    verdicts = _repeated(group)
    rest = [answer for answer in group.answers if answer.id not in verdicts]
    alike = Counter(answer.said for answer in rest if answer.said)
    verdicts |= {a.id: Verdict(HELD, SAME) for a in rest if alike[a.said] > MOST_ALIKE}
    rest = [answer for answer in rest if answer.id not in verdicts]
    most = burst_at(group.usual)
    if len(rest) > most:
        has_voices = sum(answer.voice is not None for answer in rest) > most
        burst = [a for a in rest if has_voices or a.voice is None]
        verdicts |= {answer.id: Verdict(HELD, BURST) for answer in burst}
    rest = sorted((a for a in rest if a.id not in verdicts), key=lambda answer: answer.id)
    odd = [a for a in rest if group.ward.holds(a.level, len(rest), group.usual)]
    verdicts |= {answer.id: Verdict(HELD, SPREAD) for answer in odd}
    rest = [answer for answer in rest if answer.id not in verdicts]
    verdicts |= {answer.id: Verdict(COUNTED) for answer in rest[: group.most]}
    verdicts |= {answer.id: Verdict(HELD, CAP) for answer in rest[group.most :]}
    return verdicts | _still_waiting(group, verdicts)


def within(
    room: Room, group: Group, verdicts: Mapping[str, Verdict], *, is_late: bool
) -> tuple[dict[str, Verdict], Room]:
    """Return the verdicts with what today has no room for held, and the room that is left."""
    were = {answer.id: answer.state for answer in group.answers}
    to_count = sorted(
        key for key, each in verdicts.items() if each.state == COUNTED != were.get(key)
    )
    left = room.left(is_late=is_late)
    # Where all of the day's room is used up, what is late waits for that reason too.
    why = Verdict(HELD, LATE if is_late and room.late < room.day else DAY)
    kept = {**verdicts, **dict.fromkeys(to_count[left:], why)}
    return kept, room.without(min(len(to_count), left), is_late=is_late)


def changes(group: Group, verdicts: Mapping[str, Verdict]) -> dict[Verdict, list[str]]:
    """Return the ids of the answers whose state changes, by what they become."""
    found: dict[Verdict, list[str]] = {}
    for answer in group.answers:
        verdict = verdicts[answer.id]
        if Verdict(answer.state, answer.held_for) != verdict:
            found.setdefault(verdict, []).append(answer.id)
    return found


def first_of_each_voice(answers: Iterable[Answer], heard: Iterable[str] = ()) -> list[Answer]:
    """Return one answer of each voice that is not heard yet, and all that have none."""
    known, chosen = set(heard), []
    for answer in sorted(answers, key=lambda each: each.id):
        if answer.voice is None or answer.voice not in known:
            chosen.append(answer)
            known |= {answer.voice} if answer.voice else set()
    return chosen


def _repeated(group: Group) -> dict[str, Verdict]:
    chosen = {answer.id for answer in first_of_each_voice(group.answers, group.heard)}
    return {a.id: Verdict(REPEATED) for a in group.answers if a.id not in chosen}


def _still_waiting(group: Group, verdicts: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """Return what waits for a person whatever the rest of the group looks like now.

    What a day had no room for waits no longer where there are about as many as usual: tomorrow's
    room must let in whom yesterday's flood kept out, and not the flood.
    """
    held = [a for a in group.answers if a.state == HELD and verdicts[a.id].state != REPEATED]
    passing = _passing(group, verdicts)
    return {
        answer.id: Verdict(HELD, answer.held_for)
        for answer in held
        if answer.held_for in UNTIL_LOOKED_AT
        or (answer.held_for == DAY and answer.level not in passing)
    }


def _passing(group: Group, verdicts: Mapping[str, Verdict]) -> frozenset[str]:
    """Return the levels whose answers need not wait for a person once a day has room."""
    levels = Counter(a.level for a in group.answers if verdicts[a.id].state == COUNTED)
    if not is_ordinary(levels.total(), group.usual):
        return frozenset()
    others = Counter(group.ward.levels)
    others.subtract(levels)
    odd = one_sided(levels, +others, ONE_SIDED_FROM)
    return frozenset(level for level in levels if not odd or level != odd)
