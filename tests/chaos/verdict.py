"""Comparing what phones said they saved with what the server holds."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.chaos.answers import Numbered
from tests.chaos.diary import Remembered
from tests.chaos.service import StoredAnswer


@dataclass(frozen=True)
class Verdict:
    """What became of the answers; everything but `rows` and `unsaid` is a fault unless it is 0.

    `unsaid` rows were saved and sent in the moment before their phone was killed, so that its
    screen never said so; the person gave those answers again.
    """

    rows: int
    lost: int
    duplicates: int
    foreign: int
    changed: int
    unsaid: int

    @property
    def is_spotless(self) -> bool:
        """Whether every answer that was said to be saved is there once, as it was given."""
        return not (self.lost or self.duplicates or self.foreign or self.changed)


def judge(diaries: Mapping[str, Remembered], rows: Iterable[StoredAnswer], week: str) -> Verdict:
    """Return the verdict on the rows, given what the person of each phone remembers."""
    given = {
        Numbered(phone, number).mark: Numbered(phone, number)
        for phone, diary in diaries.items()
        for number in diary.said
    }
    said = {item_id for diary in diaries.values() for item_id in diary.said.values()}
    stored = list(rows)
    marks = Counter(row.mark for row in stored)
    more = {mark: marks[mark] - 1 for mark in given if marks[mark] > 1}
    unsaid = sum(min(more[mark], _cut_off(given[mark], diaries)) for mark in more)
    return Verdict(
        rows=len(stored),
        lost=sum(marks[mark] == 0 for mark in given),
        duplicates=sum(more.values()) - unsaid,
        foreign=sum(row.id not in said for row in stored) - unsaid,
        changed=sum(row.mark in given and not _is(row, given[row.mark], week) for row in stored),
        unsaid=unsaid,
    )


def _cut_off(numbered: Numbered, diaries: Mapping[str, Remembered]) -> int:
    """Return how often save was pressed for an answer before the press that was confirmed."""
    return max(0, diaries[numbered.phone].presses[numbered.number] - 1)


def _is(row: StoredAnswer, numbered: Numbered, week: str) -> bool:
    answer = numbered.answer(week)
    given = (answer.zone, answer.level, answer.week, answer.daypart, answer.factors)
    return given == (row.zone, row.level, row.week, row.daypart, row.factors)
