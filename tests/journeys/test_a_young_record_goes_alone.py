"""What a young person changed arrives in another round than their answer, tied to it by nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mobile.context import engine_builder
from mobile.store.outbox import FEEDBACK, YOUNG, Item
from mobile.sync.engine import Engine
from mobile.viewmodels.details import Details
from shared.ids import new_feedback_id
from tests.journeys.partnership import Partnership
from tests.mobile.phone import Phone, a_phone
from tests.support.relay import Relay

TOLD = ("from_13_to_17", "nothing", "not_said")
"""What is chosen of each question: the first of these that it offers."""
CHANGED = ("missed_school", "avoided_areas")
KNOWN_TO_BOTH = {"from_13_to_17"}
"""The one value that both rows may have: the band of everybody who is asked."""


@dataclass(frozen=True)
class Round:
    """What a round sent, and how many answers and records the server had after it."""

    sent: int
    answers: int
    records: int


class Careless(Engine):
    """An engine that sends all that waits in one round."""

    def _in_this_round(self) -> list[Item]:
        return self._outbox.due(self._minute())


def faults_of(rounds: list[Round]) -> list[str]:
    """Return in which rounds an answer and a record went together."""
    faults, before = [], Round(0, 0, 0)
    for number, after in enumerate(rounds, 1):
        if after.answers > before.answers and after.records > before.records:
            faults.append(f"round {number} sent both")
        before = after
    return faults


def links_between(answer: dict[str, Any], record: dict[str, Any]) -> set[str]:
    """Return the values of two rows that are alike, and may not be."""
    return _values(answer) & _values(record) - KNOWN_TO_BOTH


def _values(row: dict[str, Any]) -> set[str]:
    found = [each if isinstance(each, list) else [each] for each in row.values()]
    return {str(value) for values in found for value in values if value is not None}


@pytest.fixture
def young_phone(tmp_path: Path, network: Relay, partnership: Partnership) -> Iterator[Phone]:
    """A phone that fetched the questions, with what a 14 year-old answered in its outbox."""
    partnership.ask_young("on")
    with a_phone(tmp_path, network.url) as phone:
        assert phone.round().is_list_new
        feedback = phone.feedback()
        feedback.choose_level("very_unsafe")
        feedback.toggle_factor("groups")
        answer_details(feedback.details)
        assert feedback.save()
        yield phone


def answer_details(details: Details) -> None:
    """Answer every optional question as a 14 year-old who changed two things."""
    goes_on = details.first()
    while goes_on:
        if details.is_many:
            for code in CHANGED:
                details.choose(code)
        else:
            offered = {option.code for option in details.options}
            details.choose(next(code for code in TOLD if code in offered))
        goes_on = details.next()


def turn(phone: Phone, partnership: Partnership, times: int) -> list[Round]:
    """Turn rounds, and look at the server after each."""
    rounds = []
    for _ in range(times):
        sent = phone.round().sent
        answers, records = partnership.rows(), partnership.whole_rows("young_record")
        rounds.append(Round(sent, len(answers), len(records)))
    return rounds


def test_the_answer_goes_first_and_the_record_in_a_round_of_its_own(
    young_phone: Phone, partnership: Partnership
) -> None:
    assert [item.kind for item in young_phone.context.outbox.items()] == [FEEDBACK, YOUNG]
    rounds = turn(young_phone, partnership, 3)
    assert rounds == [Round(1, 1, 0), Round(1, 1, 1), Round(0, 1, 1)]
    assert faults_of(rounds) == []
    assert young_phone.context.outbox.items() == []


def test_an_engine_that_sends_both_in_one_round_is_caught(
    young_phone: Phone, partnership: Partnership
) -> None:
    engine = engine_builder(young_phone.context.config)(lambda: True)
    assert isinstance(engine, Engine)
    careless = Careless(engine._connection, engine._client, young_phone.context.config.now)
    sent = careless.round().sent
    careless.close()
    found = Round(sent, len(partnership.rows()), len(partnership.whole_rows("young_record")))
    assert faults_of([found]) == ["round 1 sent both"]


def test_the_two_rows_share_no_value_that_links_them(
    young_phone: Phone, partnership: Partnership
) -> None:
    waiting = {item.kind: item.id for item in young_phone.context.outbox.items()}
    turn(young_phone, partnership, 2)
    (answer,), (record,) = map(partnership.whole_rows, ("feedback", "young_record"))
    assert (str(answer["id"]), str(record["id"])) == (waiting[FEEDBACK], waiting[YOUNG])
    assert (answer["level"], answer["age_band"]) == ("very_unsafe", "from_13_to_17")
    assert (record["month"], record["changes"]) == ("2026-11", sorted(CHANGED))
    assert set(record) == {"id", "content_hash", "month", "age_band", "changes"}
    assert links_between(answer, record) == set()


@pytest.mark.parametrize("field", ["id", "receipt_hash", "week", "zone_id"])
def test_a_value_that_links_them_is_found(field: str) -> None:
    answer = {name: new_feedback_id() for name in ("id", "receipt_hash", "week", "zone_id")}
    record = {"id": new_feedback_id(), "age_band": "from_13_to_17", "changes": ["nothing"]}
    assert links_between(answer, record) == set()
    assert links_between(answer, {**record, "more": answer[field]}) == {answer[field]}


def test_a_record_that_comes_after_it_was_switched_off_is_set_aside_and_blocks_nothing(
    young_phone: Phone, partnership: Partnership
) -> None:
    turn(young_phone, partnership, 1)
    partnership.ask_young("off")
    assert turn(young_phone, partnership, 1) == [Round(0, 1, 0)]
    (item,) = young_phone.context.outbox.items()
    assert (item.kind, item.refusal) == (YOUNG, "young-questions-off")
    young_phone.answer()
    assert turn(young_phone, partnership, 1) == [Round(1, 2, 0)]
