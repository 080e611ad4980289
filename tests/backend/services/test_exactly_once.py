"""Goal R3 on real processes: whatever arrives at once is stored once and always confirmed."""

import pytest
from flask import Flask

from backend.config import Config
from shared.clock import format_moment
from tests.backend.cast import ask_young, load
from tests.backend.rows import rows
from tests.backend.services.exactly_once import (
    YOUNG_RECORDS,
    faults_of,
    is_caught,
    send_at_once,
)
from tests.conftest import NOW
from tests.support.parts import is_part
from tests.support.serving import Server

IDS, SENDERS = (200, 20) if is_part("fire") else (16, 12)
CONTROL = "tests.backend.services.check_then_insert:create_app()"


def settings(config: Config) -> dict[str, str]:
    return {
        "UMAY_DATABASE_URL": config.database_url,
        "UMAY_DATA_DIR": str(config.data_dir),
        "UMAY_CLOCK": format_moment(NOW),
    }


def stored(app: Flask) -> list[tuple[str, str]]:
    found = rows(app, "SELECT CAST(id AS VARCHAR(36)), level FROM feedback")
    return [(_dashed(feedback_id), level) for feedback_id, level in found]


def young_stored(app: Flask) -> list[tuple[str, str]]:
    statement = "SELECT CAST(id AS VARCHAR(36)), CAST(changes AS VARCHAR(500)) FROM young_record"
    return [(_dashed(record_id), changes) for record_id, changes in rows(app, statement)]


def _dashed(text: str) -> str:
    plain = text.replace("-", "")
    return "-".join((plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:]))


@pytest.mark.full("fire")
def test_identical_answers_at_once_are_stored_once_and_all_confirmed(
    app: Flask, config: Config
) -> None:
    load(app)
    with Server(settings(config)) as server:
        outcome = send_at_once(server, IDS, SENDERS)
    assert len(outcome.first) == IDS * SENDERS
    assert faults_of(outcome, stored(app)) == []


def test_looking_first_and_inserting_later_is_caught(app: Flask, config: Config) -> None:
    load(app)
    with Server(settings(config), CONTROL) as server:
        assert is_caught(server, SENDERS)


@pytest.mark.full("fire")
def test_identical_young_records_at_once_are_stored_once_and_all_confirmed(
    app: Flask, config: Config
) -> None:
    ask_young(app, "on")
    with Server(settings(config)) as server:
        outcome = send_at_once(server, IDS, SENDERS, YOUNG_RECORDS)
    assert len(outcome.first) == IDS * SENDERS
    assert faults_of(outcome, young_stored(app), YOUNG_RECORDS) == []


def test_looking_first_and_inserting_a_young_record_later_is_caught(
    app: Flask, config: Config
) -> None:
    with Server(settings(config), CONTROL) as server:
        assert is_caught(server, SENDERS, YOUNG_RECORDS)
