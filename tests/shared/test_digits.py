"""Numbers as typed: the digits 0 to 9, and a bound."""

import pytest

from shared.digits import is_digits, whole_of


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("48", 48), ("048", 48), ("", None), ("-1", None), ("4\uff18", None), ("²", None)],
)
def test_only_ascii_digits_are_a_number(text: str, number: int | None) -> None:
    assert whole_of(text) == number
    assert is_digits(text) == (number is not None)


def test_a_number_has_an_end() -> None:
    assert whole_of("9" * 9) == 999_999_999
    assert whole_of("9" * 10) is None
    assert whole_of("9" * 5000) is None
