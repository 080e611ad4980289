"""The contract's identifiers."""

import pytest

from shared import ids
from shared.problems import Problem


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "not-a-uuid",
        "00000000-0000-0000-0000-000000000001",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "{3f2b8c1e-6f0a-4f44-9a57-0d7f0c4d9b11}",
        "3f2b8c1e6f0a4f449a570d7f0c4d9b11",
        "3f2b8c1e-6f0a-4f44-9a57-0d7f0c4d9b11\n",
    ],
)
def test_only_a_random_uuid_in_its_usual_form_is_an_id(text: str) -> None:
    with pytest.raises(Problem) as refused:
        ids.check_feedback_id(text)
    assert refused.value.code == "id-invalid"


def test_a_fresh_id_passes_in_any_case_and_is_written_small() -> None:
    fresh = ids.new_feedback_id()
    assert ids.check_feedback_id(fresh.upper()) == fresh


@pytest.mark.parametrize("code", ["", "ABCD", "7K3M-Q0ZD-1XWA-9BTU", "7K3M-Q0ZD-1XWA-9BTE-0"])
def test_what_is_no_receipt_is_refused(code: str) -> None:
    with pytest.raises(Problem) as refused:
        ids.receipt_hash(code)
    assert refused.value.code == "receipt-invalid"


def test_a_receipt_read_aloud_and_typed_badly_is_the_same() -> None:
    assert ids.receipt_hash("7k3m q0zd 1xwa 9bte") == ids.receipt_hash("7K3M-QOZD-IXWA-9BTE")


def test_fresh_receipts_are_well_formed_and_differ() -> None:
    fresh = [ids.new_receipt() for _ in range(100)]
    assert len(set(fresh)) == len(fresh)
    assert {len(ids.normalise_receipt(code)) for code in fresh} == {ids.RECEIPT_LENGTH}
    assert {len(ids.receipt_hash(code)) for code in fresh} == {64}
