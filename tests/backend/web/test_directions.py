"""What keeps its own direction on a page."""

import pytest

from backend.web.directions import apart


@pytest.mark.parametrize(
    ("words", "piece"),
    [
        ("1 Example Street", '<bdi dir="ltr">1 Example Street</bdi>'),
        ("01632 960100", '<bdi dir="ltr">01632 960100</bdi>'),
        ("مقهى 24", "<bdi>مقهى 24</bdi>"),
        ("<b>&", '<bdi dir="ltr">&lt;b&gt;&amp;</bdi>'),
        ("", ""),
    ],
)
def test_a_piece_has_the_direction_of_its_letters_and_is_escaped(words: str, piece: str) -> None:
    assert str(apart(words)) == piece
