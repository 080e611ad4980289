"""The contract's neighbours: what may be published of them, and what older phones make of it."""

import pytest
from marshmallow import ValidationError

from shared.neighbours import MOST_NEIGHBOURS, Neighbour, is_address, neighbour_from_wire
from shared.wire_documents import ManifestSchema
from tests.mobile.cast import NEIGHBOURS, manifest_of, published

GOOD = [
    "https://umay.example",
    "https://umay.example/",
    "https://www.some-borough.example:8443/safe/places",
]
BAD = [
    "",
    "umay.example",
    "http://umay.example",
    "https://",
    "https://umay.example?who=me",
    "https://umay.example#here",
    "https://me:secret@umay.example",
    "https://umay.example/a b",
    "https://umay.example\n",
    "javascript:alert(1)",
    "https://UMAY.example",
    "https://umay.example/" + "a" * 200,
]


@pytest.mark.parametrize("url", GOOD)
def test_an_address_over_tls_is_one(url: str) -> None:
    assert is_address(url)


@pytest.mark.parametrize("url", BAD)
def test_what_a_browser_may_not_be_handed_is_none(url: str) -> None:
    assert not is_address(url)


def test_a_neighbour_is_read_and_its_address_is_short() -> None:
    found = neighbour_from_wire(NEIGHBOURS[1])
    assert found == Neighbour("Safe in Eastham", "https://eastham.example/safe/")
    assert found.address == "eastham.example/safe"


@pytest.mark.parametrize(
    "told",
    [
        "no list",
        [{"name": "UMay Westbury"}],
        [{"name": "UMay Westbury", "url": "http://umay.westbury.example"}],
        NEIGHBOURS * MOST_NEIGHBOURS,
        7,
    ],
)
def test_what_cannot_be_read_of_them_costs_nobody_the_list(told: object) -> None:
    body = manifest_of(published(), neighbours=told)
    assert ManifestSchema().load(body)["neighbours"] is None


def test_a_phone_that_knows_no_neighbours_takes_the_list_all_the_same() -> None:
    older = ManifestSchema(exclude=("neighbours",))
    body = manifest_of(published(), neighbours=NEIGHBOURS)
    assert "neighbours" not in older.load(body)
    with pytest.raises(ValidationError):
        ManifestSchema(exclude=("neighbours",), unknown="raise").load(body)
