"""The contract's refusals."""

import pytest

from shared.problems import CATALOGUE, Fault, Problem


def test_a_code_outside_the_catalogue_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        Problem("no-such-code")


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_refusal_is_a_plain_sentence_with_a_status(code: str) -> None:
    body = Problem(code, "detail", [Fault("week", "wrong")]).to_wire()
    assert body["type"] == f"urn:umay:problem:{code}"
    assert 400 <= CATALOGUE[code].status < 600
    assert CATALOGUE[code].title.endswith(".")
    assert body["errors"] == [{"where": "week", "what": "wrong"}]
