"""What the feedback steps keep: a zone or place, a week and a daypart, and nothing else."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mobile.viewmodels.subject import Subject
from shared.geo import Point
from shared.stamping import LAST_NIGHT, THIS_WEEK, TODAY
from shared.stamping import NOW as AT_ONCE
from shared.wire_messages import FeedbackSchema
from tests.mobile.cast import MARKET, write_pack
from tests.mobile.phone import a_phone


def test_three_taps_keep_one_answer_that_the_server_will_take(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        phone.answer()
        (item,) = phone.context.outbox.items()
        loaded = FeedbackSchema().load(dict(item.body))
        assert (loaded.level, loaded.factors) == ("fairly_unsafe", ("bad_lighting",))
        assert (loaded.zone, loaded.place) == ("z-wigan-1", None)
        assert (loaded.week, loaded.daypart) == ("2026-W48", "night_economy")


def test_a_second_answer_about_the_same_zone_bears_the_same_voice(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        phone.answer()
        phone.answer()
        voices = {item.body["voice"] for item in phone.context.outbox.items()}
        assert len(voices) == 1
        assert FeedbackSchema().load(dict(phone.context.outbox.items()[0].body)).voice in voices


def test_the_position_is_nowhere_in_what_is_kept(tmp_path: Path) -> None:
    with a_phone(tmp_path, at=Point(53.54481234, -2.63001234)) as phone:
        phone.answer()
        (item,) = phone.context.outbox.items()
        assert "1234" not in json.dumps(dict(item.body))
        files = b"".join(path.read_bytes() for path in (tmp_path / "phone").iterdir())
        assert b"54481234" not in files
        assert b"63001234" not in files


def test_without_a_subject_nothing_is_saved(tmp_path: Path) -> None:
    with a_phone(tmp_path, at=Point(51.5, -0.1)) as phone:
        feedback = phone.feedback()
        feedback.choose_level("very_unsafe")
        assert not feedback.save()
        assert feedback.refusal == "Choose where this is about first."
        assert phone.context.outbox.items() == []


def test_a_phone_without_room_keeps_what_was_chosen_and_says_so(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        feedback = phone.feedback()
        feedback.choose_level("very_unsafe")
        feedback.toggle_factor("followed")
        phone.context.outbox._connection.execute("PRAGMA query_only=ON")
        assert not feedback.save()
        assert feedback.refusal.startswith("This could not be saved.")
        assert not feedback.is_saved
        assert [choice.code for choice in feedback.factors if choice.is_chosen] == ["followed"]
        phone.context.outbox._connection.execute("PRAGMA query_only=OFF")
        assert feedback.save()


@pytest.mark.parametrize(
    ("level", "offered", "withheld"),
    [
        ("very_unsafe", "bad_lighting", "well_lit"),
        ("fairly_safe", "well_lit", "bad_lighting"),
    ],
)
def test_the_reasons_suit_the_answer(
    tmp_path: Path, level: str, offered: str, withheld: str
) -> None:
    with a_phone(tmp_path) as phone:
        feedback = phone.feedback()
        feedback.choose_level(level)
        codes = [choice.code for choice in feedback.factors]
        assert offered in codes
        assert withheld not in codes
        assert codes[-1] == "other"


def test_who_does_not_know_is_offered_all_reasons(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        feedback = phone.feedback()
        feedback.choose_level("dont_know")
        assert {"well_lit", "bad_lighting"} <= {choice.code for choice in feedback.factors}


def test_a_reason_is_taken_back_by_a_second_tap(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        feedback = phone.feedback()
        feedback.choose_level("very_unsafe")
        feedback.toggle_factor("groups")
        feedback.toggle_factor("groups")
        assert not any(choice.is_chosen for choice in feedback.factors)


@pytest.mark.parametrize(
    ("when", "week", "daypart", "question"),
    [
        (AT_ONCE, "2026-W48", "after_dark", "How safe do you feel here, after dark?"),
        (TODAY, "2026-W48", "not_said", "How safe did you feel there, today?"),
        (LAST_NIGHT, "2026-W47", "after_dark", "How safe did you feel there, last night?"),
        (THIS_WEEK, "2026-W48", "not_said", "How safe did you feel there, this week?"),
    ],
)
def test_when_becomes_a_week_and_a_daypart(
    tmp_path: Path, when: str, week: str, daypart: str, question: str
) -> None:
    monday_evening = datetime(2026, 11, 23, 18, tzinfo=UTC)
    pack = write_pack(tmp_path / "pack", monday_evening)
    with a_phone(tmp_path, now=lambda: monday_evening, pack=pack) as phone:
        feedback = phone.feedback()
        feedback.aim(feedback.subject, when)
        assert feedback.question == question
        feedback.choose_level("fairly_safe")
        feedback.save()
        (item,) = phone.context.outbox.items()
        assert (item.body["week"], item.body["daypart"]) == (week, daypart)


def test_a_place_may_be_the_subject(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        feedback = phone.feedback()
        feedback.aim(Subject("Night Haven (example)", MARKET, place="p-001"), AT_ONCE)
        assert feedback.about == "Night Haven (example), now"
        feedback.choose_level("very_safe")
        feedback.save()
        (item,) = phone.context.outbox.items()
        assert (item.body["zone"], item.body["place"]) == (None, "p-001")


def test_names_to_speak_about_are_found_by_any_of_their_words(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        choosing = phone.context.make("where")
        choosing.begin(for_subject=True)
        assert choosing.choices[0].detail == "Where you are"
        choosing.query = "station leigh"
        assert {choice.label for choice in choosing.choices} == {
            "Near the station, Leigh",
            "Near Bus station, Leigh",
        }
        subjects = [choosing.subject_of(choice) for choice in choosing.choices]
        assert {subject.zone for subject in subjects if subject} <= {
            f"z-leigh-{number}" for number in range(1, 8)
        }
        choosing.query = "night haven"
        assert choosing.choices[0].subject.place == "p-001"
        choosing.query = "zzz"
        assert choosing.choices == []
        assert choosing.advice.startswith("Nothing fits.")


def test_the_place_where_i_am_is_listed_once(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        choosing = phone.context.make("where")
        choosing.begin(for_subject=True)
        labels = [choice.label for choice in choosing.choices]
        assert len(set(labels)) == len(labels)
