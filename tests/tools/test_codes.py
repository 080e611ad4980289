"""`./umay code`: the codes of RFC 6238, and a key that is none."""

import pytest

from tools.codes import code
from tools.refusal import Refusal

KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("moment_s", "wanted"), [(59, "287082"), (1111111109, "081804"), (2000000000, "279037")]
)
def test_codes_are_those_of_the_standard(moment_s: int, wanted: str) -> None:
    """RFC 6238, appendix B, the last six of eight digits."""
    assert code(KEY, moment_s) == wanted


def test_spaces_and_dashes_do_not_matter() -> None:
    assert code("gezd-gnbv gy3t qojq gezd gnbv gy3t qojq", 59) == "287082"


def test_what_is_no_key_is_refused() -> None:
    with pytest.raises(Refusal, match="no key"):
        code("not a key!", 59)
