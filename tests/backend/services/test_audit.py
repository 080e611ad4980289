"""Goal S10: each edit, deletion, swap, insertion and cut of the audit chain is detected."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend.services.audit import BEGINNING, Entry, Head, first_trouble, record, row_hash, verify
from backend.services.transaction import write
from backend.services.world import World
from backend.storage import audit as stored_audit
from backend.storage.audit import AuditRow
from shared.clock import format_moment
from tests.backend.rows import rows
from tests.backend.services.chains import OFFICER, by_hand, write_down
from tests.conftest import NOW
from tests.support.parts import is_part

pytestmark = pytest.mark.full("chain")

IS_FULL = is_part("chain")
ROWS = 10_000 if IS_FULL else 300
TRIED = ROWS if IS_FULL else 20


FIELDS = ("seq", "at", "actor", "deed", "about", "detail", "hash")


@dataclass(frozen=True)
class Chain:
    rows: Sequence[AuditRow]
    head: Head


@pytest.fixture(scope="module")
def chain() -> Chain:
    """A chain in memory; the hashes are those of the deeds."""
    before, made = BEGINNING, []
    for seq in range(1, ROWS + 1):
        at = NOW + timedelta(seconds=seq)
        values = ("staff:12", "approve", f"place:p-{seq % 50}", f"detail {seq % 70}")
        before = row_hash(before, seq, format_moment(at), values)
        actor, deed, about, detail = values
        made.append(
            AuditRow(
                seq=seq, at=at, actor=actor, deed=deed, about=about, detail=detail, hash=before
            )
        )
    return Chain(made, Head(ROWS, before))


def changed(row: AuditRow, **values: object) -> AuditRow:
    other = AuditRow(**{name: getattr(row, name) for name in FIELDS})
    for name, value in values.items():
        setattr(other, name, value)
    return other


def edited(rows: list[AuditRow], at: int, chance: random.Random) -> list[AuditRow]:
    row = rows[at]
    choices: list[dict[str, object]] = [
        {"at": row.at + timedelta(seconds=1)},
        {"at": row.at + timedelta(microseconds=1)},
        {"actor": "staff:13"},
        {"deed": "suspend"},
        {"about": row.about + "0"},
        {"detail": ""},
        {"hash": "0" * 64},
        {"seq": row.seq + ROWS},
        # As somebody would who knows the rule, but not what follows.
        {
            "deed": "suspend",
            "hash": row_hash(
                rows[at - 1].hash if at else BEGINNING,
                row.seq,
                format_moment(row.at),
                (row.actor, "suspend", row.about, row.detail),
            ),
        },
    ]
    rows[at] = changed(row, **chance.choice(choices))
    return rows


def deleted(rows: list[AuditRow], at: int, _chance: random.Random) -> list[AuditRow]:
    del rows[at]
    return rows


def deleted_and_renumbered(rows: list[AuditRow], at: int, _chance: random.Random) -> list[AuditRow]:
    return rows[:at] + [changed(row, seq=row.seq - 1) for row in rows[at + 1 :]]


def swapped(rows: list[AuditRow], at: int, chance: random.Random) -> list[AuditRow]:
    other = chance.choice([place for place in range(len(rows)) if place != at])
    one, two = rows[at], rows[other]
    rows[at], rows[other] = changed(two, seq=one.seq), changed(one, seq=two.seq)
    return rows


def put_in(rows: list[AuditRow], at: int, _chance: random.Random) -> list[AuditRow]:
    later = [changed(row, seq=row.seq + 1) for row in rows[at + 1 :]]
    return [*rows[: at + 1], changed(rows[at], seq=rows[at].seq + 1), *later]


@pytest.mark.parametrize("harm", [edited, deleted, deleted_and_renumbered, swapped, put_in])
def test_each_harm_is_detected_at_each_place(
    chain: Chain, harm: Callable[[list[AuditRow], int, random.Random], list[AuditRow]]
) -> None:
    chance = random.Random(2026)
    places = range(ROWS) if IS_FULL else {0, ROWS - 1, *chance.sample(range(ROWS), TRIED)}
    unseen = [
        at
        for at in places
        if not first_trouble(harm(list(chain.rows), at, chance), chain.head, chain.head)
    ]
    assert unseen == []


def test_a_tail_cut_at_each_place_shows_by_the_head_that_was_sent_out(chain: Chain) -> None:
    places = range(ROWS) if IS_FULL else random.Random(7).sample(range(ROWS), TRIED)
    unseen = []
    for kept in places:
        rest = chain.rows[:kept]
        # Whoever cuts the tail writes the head anew.
        forged = Head(kept, rest[-1].hash) if rest else Head()
        if not first_trouble(rest, forged, chain.head):
            unseen.append(kept)
    assert unseen == []


def test_without_a_head_that_was_sent_out_a_forged_end_is_not_seen(chain: Chain) -> None:
    rest = chain.rows[:7]
    assert first_trouble(rest, chain.head)
    assert first_trouble(rest, Head(7, rest[-1].hash)) == ""


def test_a_chain_written_anew_from_the_middle_shows_by_an_earlier_head(chain: Chain) -> None:
    sent = Head(ROWS - 1, chain.rows[-2].hash)
    forged, before = [], BEGINNING
    for row in chain.rows:
        values = (row.actor, "suspend", row.about, row.detail)
        before = row_hash(before, row.seq, format_moment(row.at), values)
        forged.append(changed(row, deed="suspend", hash=before))
    assert first_trouble(forged, Head(ROWS, before)) == ""
    assert "was sent out" in first_trouble(forged, Head(ROWS, before), sent)


def test_an_untouched_chain_holds(chain: Chain) -> None:
    assert first_trouble(chain.rows, chain.head, chain.head) == ""
    assert first_trouble(chain.rows, chain.head, Head(3, chain.rows[2].hash)) == ""


def test_a_checker_that_only_looks_for_gaps_misses_an_edit(chain: Chain) -> None:
    rows = edited(list(chain.rows), 5, random.Random(3))
    assert first_trouble(rows, chain.head)
    assert [row.seq for row in changed_numbers(rows)] == []


def changed_numbers(rows: Sequence[AuditRow]) -> list[AuditRow]:
    return [row for at, row in enumerate(rows, start=1) if row.seq != at]


HARMS = {
    "UPDATE audit SET detail = 'x' WHERE seq = 250": "Row 250 is not what was written.",
    "DELETE FROM audit WHERE seq = 101": "Row 101 is missing",
    "DELETE FROM audit WHERE seq > 200": "The chain ends at row 200, and should at",
    "UPDATE audit SET seq = 0 WHERE seq = 1": "Row 1 is missing",
    "UPDATE audit_head SET seq = 250": "The chain ends at row 260, and should at row 250",
    "DELETE FROM audit_head": "The chain ends at row 260, and should at row 0",
    "DELETE FROM audit": "The chain ends at row 0, and should at row 260",
}
CHAIN = ("audit", "audit_head")


def test_the_chain_is_read_whole_from_the_database(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Three pages, the last of them not full.
    monkeypatch.setattr(stored_audit, "PAGE", 100)
    head = write_down(world, 260)
    assert (head.count, verify(head).trouble) == (260, "")
    with by_hand(app) as connection:
        for table in CHAIN:
            connection.execute(text(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}"))
    for harm, trouble in HARMS.items():
        with by_hand(app) as connection:
            connection.execute(text(harm))
        assert trouble in verify().trouble, harm
        with by_hand(app) as connection:
            for table in CHAIN:
                connection.execute(text(f"DELETE FROM {table}"))
                connection.execute(text(f"INSERT INTO {table} SELECT * FROM kept_{table}"))
        assert verify(head).trouble == ""
    with by_hand(app) as connection:
        for table in CHAIN:
            connection.execute(text(f"DROP TABLE kept_{table}"))


def test_an_empty_chain_holds(world: World) -> None:
    assert verify().trouble == ""
    assert "1 rows were sent out" in verify(Head(1, "f" * 64)).trouble


FORBIDDEN = [
    "UPDATE audit SET detail = ''",
    "DELETE FROM audit",
    "DELETE FROM audit_head",
    "UPDATE audit_head SET seq = seq - 1",
    "UPDATE audit_head SET hash = 'x'",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_database_itself_refuses_to_change_the_chain(
    app: Flask, world: World, statement: str
) -> None:
    head = write_down(world, 3)
    with pytest.raises(DBAPIError, match="only grows"), write() as session:
        session.execute(text(statement))
    assert (verify(head).head, verify(head).trouble) == (head, "")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("table", ["audit", "audit_head"])
def test_the_database_itself_refuses_to_empty_the_chain(world: World, table: str) -> None:
    write_down(world, 3)
    with pytest.raises(DBAPIError, match="only grows"), write() as session:
        session.execute(text(f"TRUNCATE {table}"))


def test_a_refused_deed_leaves_no_row(world: World) -> None:
    def refused() -> None:
        with write() as session:
            record(session, world.now(), Entry(OFFICER, "approve", "place:p-1"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        refused()
    assert verify().head == Head()


def test_two_deeds_of_one_transaction_stand_one_after_the_other(app: Flask, world: World) -> None:
    with write() as session:
        record(session, world.now(), Entry(OFFICER, "approve", "place:p-1"))
        record(session, world.now(), Entry(OFFICER, "go-live", "place:p-1"))
    assert rows(app, "SELECT seq, deed FROM audit ORDER BY seq") == [(1, "approve"), (2, "go-live")]
    assert verify().trouble == ""
