"""The cast of releases: the example network with two years of invented answers."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import insert

from backend.domain.counting import COUNTED
from backend.domain.noise import MOST
from backend.domain.periods import Period, quarters_between
from backend.services.transaction import write
from backend.storage.database import table_of
from backend.storage.feedback import FeedbackRow
from backend.storage.settings import RECORD_KEYING, set_setting
from demo.answers import Quarter, example_answers
from demo.perception import weeks_of
from tests.support.example import put_example_network

FIRST, LAST = Period(2024, 4), Period(2026, 3)
QUARTERS = tuple(quarters_between(FIRST, LAST))


def answers_of(*periods: Period) -> list[dict[str, Any]]:
    """Return the invented answers of some quarters."""
    return list(
        example_answers([Quarter(QUARTERS.index(each), weeks_of(each)) for each in periods])
    )


def store(answers: Iterable[Mapping[str, Any]], state: str = COUNTED) -> None:
    """Put answers into the database as if they had been decided on."""
    with write() as session:
        session.execute(
            insert(table_of(FeedbackRow)), [{**each, "state": state} for each in answers]
        )


def fix_secret() -> None:
    """Set what record keys are made with, so that the same ids give the same noise."""
    with write() as session:
        set_setting(session, RECORD_KEYING, "17" * 32)


def is_near(printed: int | None, count: int) -> bool:
    """Whether a count can be printed so: test_independent_check.py says which one it is."""
    return printed is not None and abs(printed - count) <= MOST + 2


def network() -> None:
    """Put the example network into the database."""
    put_example_network()
