"""The checker of goal R3: many identical PUTs at once, and what must come of them."""

import threading
from dataclasses import dataclass
from typing import Any

from tests.backend.cast import a_record, an_answer, an_id
from tests.support.serving import Server, ask

MOST_ROUNDS = 40
"""A broken server is nearly always caught in the first two rounds; chance decides in which."""


@dataclass(frozen=True)
class Sent:
    """What is sent: where to, one message and another, and what of the first is stored."""

    path: str
    message: dict[str, Any]
    other: dict[str, Any]
    mark: str


ANSWERS = Sent(
    "/api/v1/feedback",
    an_answer(level="very_unsafe"),
    an_answer(level="very_safe"),
    "very_unsafe",
)
YOUNG_RECORDS = Sent(
    "/api/v1/young-records",
    a_record(changes=["missed_school"]),
    a_record(changes=["nothing"]),
    '["missed_school"]',
)


@dataclass(frozen=True)
class Outcome:
    """Every status that was answered while storing, and while sending another answer after that."""

    ids: tuple[str, ...]
    first: tuple[int, ...]
    other: tuple[int, ...]


def send_at_once(server: Server, ids: int, senders: int, sent: Sent = ANSWERS) -> Outcome:
    """Let all senders PUT the same answer at once, id by id; then PUT each id differently."""
    chosen = tuple(an_id() for _ in range(ids))
    barrier = threading.Barrier(senders)
    statuses: list[int] = []

    def work() -> None:
        connection = server.connect()
        for item_id in chosen:
            barrier.wait()
            statuses.append(_put(connection, f"{sent.path}/{item_id}", sent.message))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection = server.connect()
    other = tuple(_put(connection, f"{sent.path}/{item_id}", sent.other) for item_id in chosen)
    connection.close()
    return Outcome(chosen, tuple(statuses), other)


def faults_of(outcome: Outcome, stored: list[tuple[Any, ...]], sent: Sent = ANSWERS) -> list[str]:
    """Return what went wrong; `stored` is the id and the mark of every row."""
    faults = []
    if bad := sorted({status for status in outcome.first if status not in (200, 201)}):
        faults.append(f"identical answers were answered {bad}")
    if outcome.first.count(201) != len(outcome.ids):
        faults.append(f"{outcome.first.count(201)} answers were called new")
    if bad := sorted({status for status in outcome.other if status != 409}):
        faults.append(f"another answer with the same id was answered {bad}")
    if sorted(stored) != sorted((item_id, sent.mark) for item_id in outcome.ids):
        faults.append(f"{len(stored)} rows, or rows that changed")
    return faults


def is_caught(server: Server, senders: int, sent: Sent = ANSWERS) -> bool:
    """Return whether sending again and again, three ids at a time, makes one answer be refused."""
    for _ in range(MOST_ROUNDS):
        outcome = send_at_once(server, 3, senders, sent)
        if any("identical answers" in fault for fault in faults_of(outcome, [], sent)):
            return True
    return False


def _put(connection: Any, path: str, message: dict[str, Any]) -> int:
    return ask(connection, "PUT", path, message)[0]
