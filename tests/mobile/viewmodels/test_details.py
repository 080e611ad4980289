"""The optional questions: only those that fit, each to be passed over, and nothing linked."""

from dataclasses import replace
from pathlib import Path

import pytest

from mobile.store import mirror
from mobile.viewmodels.feedback import FeedbackViewModel
from shared.help import DOORS, right_doors
from shared.perception import UMAY_1, questions_to_wire
from shared.young_questions import WEAPON, young_set
from tests.mobile.cast import manifest_of, published
from tests.mobile.phone import Phone, a_phone


def begun(phone: Phone, *, is_young: bool = False, weapon: bool | None = None) -> FeedbackViewModel:
    """Begin an answer, with the young people's questions published or not."""
    feedback: FeedbackViewModel = phone.context.make("feedback")
    young = None if weapon is None else young_set(asks_weapon=weapon)
    published = questions_to_wire(young)
    sets: list[dict[str, object]] = published["sets"]  # type: ignore[assignment]
    feedback.begin(sets[-1], published["young"], is_young=is_young)  # type: ignore[arg-type]
    feedback.choose_level("very_unsafe")
    return feedback


def walked(feedback: FeedbackViewModel, **answers: str) -> list[str]:
    """Answer what is asked, pass over the rest; return the questions that were asked."""
    details, asked = feedback.details, []
    goes_on = details.first()
    while goes_on:
        asked.append(details._at)
        if details._at in answers:
            details.choose(answers[details._at])
        goes_on = details.next()
    return asked


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, ["happened", "age_band"]),
        ({"happened": "nothing"}, ["happened", "age_band"]),
        ({"happened": "to_me"}, ["happened", "reported", "age_band"]),
        (
            {"happened": "to_me", "reported": "no"},
            ["happened", "reported", "why_not", "age_band"],
        ),
        (
            {"age_band": "from_13_to_17"},
            ["happened", "age_band"],
        ),
    ],
)
def test_only_what_fits_is_asked(tmp_path: Path, answers: dict[str, str], asked: list[str]) -> None:
    with a_phone(tmp_path) as phone:
        assert walked(begun(phone), **answers) == asked


def test_what_was_answered_travels_and_what_was_passed_over_is_not_said(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        feedback = begun(phone)
        walked(feedback, happened="to_me", reported="no", why_not="afraid")
        assert feedback.save()
        body = phone.context.outbox.items()[0].body
        assert (body["happened"], body["reported"], body["why_not"]) == ("to_me", "no", "afraid")
        assert (body["age_band"], body["gender"]) == ("not_said", "not_said")


def test_an_answer_that_no_longer_fits_does_not_travel(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        feedback = begun(phone)
        walked(feedback, happened="to_me", reported="no", why_not="afraid")
        walked(feedback, happened="nothing")
        assert feedback.details.answers() == {"happened": "nothing"}


def test_young_people_are_asked_what_they_changed_only_where_it_is_published(
    tmp_path: Path,
) -> None:
    with a_phone(tmp_path) as phone:
        teen = {"age_band": "from_13_to_17"}
        assert "changed" not in walked(begun(phone), **teen)
        assert "changed" in walked(begun(phone, weapon=False), **teen)
        assert "changed" not in walked(begun(phone, weapon=False), age_band="from_18_to_24")


@pytest.mark.parametrize("weapon", [False, True])
def test_the_weapon_is_asked_about_only_where_it_is_published(tmp_path: Path, weapon: bool) -> None:
    with a_phone(tmp_path) as phone:
        feedback = begun(phone, weapon=weapon)
        details = feedback.details
        details.first()
        while details._at != "changed":
            if details._at == "age_band":
                details.choose("from_13_to_17")
            assert details.next()
        assert (WEAPON in {option.code for option in details.options}) == weapon


def test_the_young_record_is_a_message_of_its_own_that_names_nothing(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        feedback = begun(phone, weapon=False)
        walked(feedback, age_band="from_13_to_17", changed="missed_school")
        assert feedback.save()
        answer, young = phone.context.outbox.items()
        assert (answer.kind, young.kind) == ("feedback", "young")
        assert set(young.body) == {"version", "month", "age_band", "changes"}
        assert young.body["changes"] == ["missed_school"]
        assert "missed_school" not in str(answer.body)
        assert young.saved is None
        titles = [row.title for row in phone.context.queue.rows]
        assert "What I changed" in titles


def test_under_18_the_words_are_plain_and_the_codes_the_same(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        feedback = begun(phone, is_young=True)
        details = feedback.details
        details.first()
        details.choose("to_me")
        details.next()
        assert details.question == "Did anybody tell the police or a grown-up?"
        details.next()
        codes = [option.code for option in details.options]
        assert codes == ["not_said", "under_13", "from_13_to_17"]


@pytest.mark.parametrize(
    ("level", "factors", "happened", "age_band", "doors"),
    [
        ("very_safe", (), "", "", ()),
        ("fairly_unsafe", ("bad_lighting",), "", "", ()),
        ("very_unsafe", (), "", "", ("samaritans",)),
        ("fairly_unsafe", ("followed",), "", "", ("victim-support", "101")),
        ("fairly_unsafe", ("followed",), "", "from_13_to_17", ("childline", "victim-support")),
        ("very_safe", (), "to_me", "", ("victim-support", "101")),
    ],
)
def test_the_right_door_for_an_answer(
    level: str, factors: tuple[str, ...], happened: str, age_band: str, doors: tuple[str, ...]
) -> None:
    assert right_doors(level, factors, happened, age_band) == doors
    assert set(doors) <= {door.id for door in DOORS}


def test_after_an_answer_the_receipt_is_shown_once_and_kept_only_if_asked(tmp_path: Path) -> None:
    from mobile.making import begin_after

    with a_phone(tmp_path) as phone:
        feedback = begun(phone, is_young=True)
        assert feedback.save()
        after = phone.context.make("after")
        begin_after(phone.context, after, feedback.given)
        assert [door.door_id for door in after.doors] == ["childline"]
        assert len(after.receipt) == 19
        kept = phone.context.make("receipts")
        kept.begin()
        assert kept.kept == []
        after.keep()
        kept.begin()
        assert kept.kept == [after.receipt]
        after.forget()
        feedback.forget()
        assert (after.receipt, feedback.given) == ("", None)


def publish_parts(phone: Phone, *absent: str) -> None:
    """Let the phone hold a second version, which lacks these questions."""
    left = tuple(each for each in UMAY_1.questions if each.id not in absent)
    second = replace(UMAY_1, version=2, questions=left)
    documents = {**published(), "questions": questions_to_wire(later=[second])}
    mirror.swap_in(phone.context.connection, manifest_of(documents, version=2), documents)


@pytest.mark.parametrize(
    ("absent", "asked"),
    [
        (("happened", "reported", "why_not"), ["age_band"]),
        (("reported", "why_not"), ["happened", "age_band"]),
        (("age_band",), ["happened", "reported", "why_not"]),
        (("setting",), ["happened", "reported", "why_not", "age_band"]),
    ],
)
def test_what_the_newest_version_does_not_ask_is_not_asked_and_the_message_says_which_it_was(
    tmp_path: Path, absent: tuple[str, ...], asked: list[str]
) -> None:
    age = "from_18_to_24"
    answers = {"happened": "to_me", "reported": "no", "why_not": "afraid", "age_band": age}
    with a_phone(tmp_path) as phone:
        publish_parts(phone, *absent)
        feedback = phone.feedback()
        feedback.choose_level("very_unsafe")
        assert feedback.has_more
        assert walked(feedback, **answers) == asked
        assert feedback.save()
        body = phone.context.outbox.items()[0].body
        assert (body["questions"], body["questions_version"]) == ("umay", 2)
        assert [name for name in absent if body[name] != "not_said"] == []
        assert body["age_band"] == ("not_said" if "age_band" in absent else age)


def test_without_optional_questions_there_is_nothing_more_to_say(tmp_path: Path) -> None:
    optional = [each.id for each in UMAY_1.questions if each.id not in ("level", "factors")]
    with a_phone(tmp_path) as phone:
        publish_parts(phone, *optional)
        feedback = phone.feedback()
        feedback.choose_level("very_safe")
        assert not feedback.has_more
        assert walked(feedback) == []
        assert feedback.save()
        assert phone.context.outbox.items()[0].body["questions_version"] == 2


def test_a_version_that_arrives_while_one_answers_does_not_change_the_answer(
    tmp_path: Path,
) -> None:
    with a_phone(tmp_path) as phone:
        feedback = phone.feedback()
        feedback.choose_level("very_unsafe")
        publish_parts(phone, "happened", "reported", "why_not")
        assert walked(feedback, happened="nothing") == ["happened", "age_band"]
        assert feedback.save()
        body = phone.context.outbox.items()[0].body
        assert (body["questions_version"], body["happened"]) == (1, "nothing")
