"""The contract's messages: old examples are accepted for ever, hostile ones refused."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError

from shared.help import help_to_wire
from shared.perception import (
    DAYPARTS,
    QUESTION_SETS,
    UMAY_1,
    Feedback,
    questions_to_wire,
)
from shared.places import place_from_wire
from shared.wire_documents import DOCUMENT_SCHEMAS, ManifestSchema
from shared.wire_messages import (
    FeedbackSchema,
    FeedbackStoredSchema,
    ProblemSchema,
    ReceiptSchema,
    ReceiptStateSchema,
    YoungRecordSchema,
)

GOLDEN = Path(__file__).parent / "golden"
SCHEMAS: dict[str, type[Schema]] = {
    "feedback": FeedbackSchema,
    "feedback-smallest": FeedbackSchema,
    "feedback-from-a-later-phone": FeedbackSchema,
    "feedback-stored": FeedbackStoredSchema,
    "receipt": ReceiptSchema,
    "receipt-state": ReceiptStateSchema,
    "young-record": YoungRecordSchema,
    "problem": ProblemSchema,
    "manifest": ManifestSchema,
    "gazetteer-without-postcodes": DOCUMENT_SCHEMAS["gazetteer"],
    **DOCUMENT_SCHEMAS,
}
EXAMPLES = sorted(GOLDEN.glob("v*/*.json"))


def golden(name: str, version: str = "v1") -> dict[str, Any]:
    """Return a recorded message."""
    body: dict[str, Any] = json.loads((GOLDEN / version / f"{name}.json").read_text("utf-8"))
    return body


def refusal(body: dict[str, Any], schema: type[Schema] = FeedbackSchema) -> Any:
    """Return at which fields a message is refused."""
    with pytest.raises(ValidationError) as refused:
        schema().load(body)
    return refused.value.messages


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_recorded_message_is_still_accepted(example: Path) -> None:
    loaded = SCHEMAS[example.stem]().load(json.loads(example.read_text("utf-8")))
    assert loaded


def test_every_message_has_a_recorded_example() -> None:
    assert {example.stem for example in EXAMPLES} == set(SCHEMAS)


def test_an_answer_comes_back_as_it_was_sent() -> None:
    body = golden("feedback")
    loaded = FeedbackSchema().load(body)
    assert isinstance(loaded, Feedback)
    assert loaded.to_wire() == body


def test_unknown_fields_are_ignored_and_unknown_codes_become_other() -> None:
    loaded = FeedbackSchema().load(golden("feedback-from-a-later-phone"))
    assert loaded.level == "other"
    assert loaded.factors == ("groups", "other")
    assert not hasattr(loaded, "weather")


def test_a_phone_of_before_seasons_takes_a_list_with_them_and_reads_the_same_days() -> None:
    later = golden("places", "v1-later")
    before = DOCUMENT_SCHEMAS["places"]().load(golden("places"))
    (place,) = DOCUMENT_SCHEMAS["places"]().load(later)["places"]
    assert before["places"][0]["seasons"] == []
    assert place["seasons"][0]["when"] == [{"kind": "nth", "numbers": [1]}]
    # What it does not know it leaves out, and reads each day by week and exceptions alone.
    known = {name: value for name, value in place.items() if name != "seasons"}
    day = date(2026, 12, 7)
    assert place_from_wire(known).hours_on(day) == place_from_wire(place).hours_on(day) != ()


def test_equal_answers_have_equal_hashes_whatever_the_order() -> None:
    body = golden("feedback")
    turned = {key: body[key] for key in reversed(body)} | {"factors": ["groups", "bad_lighting"]}
    first, second = FeedbackSchema().load(body), FeedbackSchema().load(turned)
    assert first.content_hash() == second.content_hash()
    other = FeedbackSchema().load({**body, "level": "very_safe"})
    assert other.content_hash() != first.content_hash()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"level": None}, "level"),
        ({"level": "DROP TABLE"}, "level"),
        ({"level": 3}, "level"),
        ({"factors": "groups"}, "factors"),
        ({"factors": ["groups"] * 21}, "factors"),
        ({"zone": None}, "zone"),
        ({"place": "p-001"}, "zone"),
        ({"zone": "z 1"}, "zone"),
        ({"zone": "z1\n"}, "zone"),
        ({"zone": "z" * 65}, "zone"),
        ({"week": 48}, "week"),
        ({"week": "2026-W48" * 5}, "week"),
        ({"questions_version": "1"}, "questions_version"),
        ({"questions_version": 0}, "questions_version"),
        ({"receipt_hash": "A" * 64}, "receipt_hash"),
        ({"voice": "short"}, "voice"),
        ({"version": 0}, "version"),
    ],
)
def test_a_wrong_field_is_refused_by_name(changed: dict[str, Any], field: str) -> None:
    assert field in refusal({**golden("feedback"), **changed})


@pytest.mark.parametrize("field", ["level", "week", "questions", "questions_version"])
def test_a_missing_field_is_refused_by_name(field: str) -> None:
    body = golden("feedback")
    del body[field]
    assert list(refusal(body)) == [field]


@given(st.dictionaries(st.text(max_size=12), st.none() | st.integers() | st.text(max_size=9)))
def test_nonsense_is_refused_and_never_a_crash(body: dict[str, Any]) -> None:
    assert refusal(body)


def test_hours_that_overlap_never_open_or_are_malformed_are_refused_in_a_place() -> None:
    document = golden("places")
    nine_to_five = ["09:00", "17:00"]
    weeks: list[list[Any]] = [
        [[nine_to_five, ["16:00", "18:00"]]] + [[]] * 6,
        [[]] * 7,
        [[["9", "17:00"]]] + [[]] * 6,
        [[["09:00"]]] + [[]] * 6,
        [[]] * 6,
    ]
    for weekly in weeks:
        place = {**document["places"][0], "weekly": weekly, "exceptions": []}
        messages = refusal({**document, "places": [place]}, DOCUMENT_SCHEMAS["places"])
        assert "weekly" in messages["places"][0]


@pytest.mark.parametrize("openings", [[[2, 1]], [[1, 3], [2, 4]], [[1]], [["1", "2"]], [[1, 2, 3]]])
def test_openings_out_of_order_are_refused(openings: list[Any]) -> None:
    document = golden("places")
    place = {**document["places"][0], "openings": openings}
    messages = refusal({**document, "places": [place]}, DOCUMENT_SCHEMAS["places"])
    assert "openings" in messages["places"][0]


def test_a_facility_without_words_is_left_out() -> None:
    loaded = DOCUMENT_SCHEMAS["places"]().load(golden("places"))
    assert loaded["places"][0]["facilities"] == ["water"]


def test_a_document_name_that_leaves_the_folder_is_refused() -> None:
    manifest = golden("manifest")
    manifest["documents"][0]["name"] = "../../etc/passwd"
    assert "name" in refusal(manifest, ManifestSchema)["documents"][0]


def test_our_own_questions_and_doors_pass_their_schemas() -> None:
    questions = DOCUMENT_SCHEMAS["questions"]().load(questions_to_wire())
    assert [item["version"] for item in questions["sets"]] == [
        item.version for item in QUESTION_SETS
    ]
    assert DOCUMENT_SCHEMAS["help"]().load(help_to_wire())["doors"][0]["phone"] == "999"


def test_rather_not_say_comes_first_wherever_it_is_asked() -> None:
    optional = [item for item in UMAY_1.questions if item.id not in ("level", "factors")]
    assert [item.options[0].code for item in optional] == ["not_said"] * len(optional)
    assert DAYPARTS[0] == "not_said"


def test_every_question_says_where_it_comes_from_and_codes_are_unique() -> None:
    for question in UMAY_1.questions:
        codes = [option.code for option in question.options]
        assert question.source
        assert len(set(codes)) == len(codes)
        assert all(option.text["en"] for option in question.options)
