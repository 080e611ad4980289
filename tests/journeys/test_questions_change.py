"""The questions change while phones are about: what is asked, and what older answers are worth."""

from pathlib import Path

from tests.journeys.partnership import Partnership
from tests.mobile.phone import Phone, a_phone
from tests.mobile.viewmodels.test_details import walked
from tests.support.relay import DOWN, PASS, Relay

ANSWERS = {"happened": "to_me", "reported": "no", "age_band": "from_18_to_24"}


def answer(phone: Phone) -> list[str]:
    """Give an answer with all that is asked; return the optional questions that were."""
    feedback = phone.feedback()
    feedback.choose_level("very_unsafe")
    asked = walked(feedback, **ANSWERS)
    assert feedback.save()
    return asked


def test_phones_ask_the_newest_version_and_older_answers_arrive_all_the_same(
    partnership: Partnership, network: Relay, tmp_path: Path
) -> None:
    with a_phone(tmp_path, network.url) as phone:
        phone.round()
        network.mode = DOWN
        assert "happened" in answer(phone)
        partnership.ask_parts(1, "about_me")
        assert "happened" in answer(phone), "out of reach it asks what it knows"
        network.mode = PASS
        assert phone.round().sent == 2
        assert answer(phone) == ["age_band"]
        assert phone.round().sent == 1
        partnership.ask_parts(2)
        phone.round()
        assert not phone.feedback().has_more
        assert answer(phone) == []
        assert phone.round().sent == 1
    held = [
        (row["questions_version"], row["happened"], row["age_band"])
        for row in partnership.whole_rows("feedback")
    ]
    assert sorted(held) == [
        *[(1, "to_me", "from_18_to_24")] * 2,
        (2, "not_said", "from_18_to_24"),
        (3, "not_said", "not_said"),
    ]
