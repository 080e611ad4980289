"""What the server runs on, as the real tool lists it: all of it, and checked by its schema."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.tools.test_locks import entries, pins
from tools import deeds, sbom
from tools.layout import Layout, this_layout
from tools.refusal import Refusal

LAYOUT = this_layout()


def made(layout: Layout, target: Path) -> dict[str, Any]:
    assert deeds.components(layout, [str(target)]) == 0
    return dict(json.loads(target.read_text()))


def missing(document: dict[str, Any]) -> set[tuple[str, str]]:
    """Return the pins of the server that the document does not name."""
    wanted = {(name, version) for name, all_of in pins(sbom.LOCK).items() for version in all_of}
    return wanted - {(each["name"], each["version"]) for each in document["components"]}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return made(LAYOUT, tmp_path_factory.mktemp("sbom") / "sbom.json")


def test_every_pin_of_the_server_is_named_with_its_version(document: dict[str, Any]) -> None:
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")
    assert len(document["components"]) > 50
    assert missing(document) == set()


def test_a_package_that_is_left_out_or_another_version_is_noticed(
    document: dict[str, Any],
) -> None:
    first, second, *others = document["components"]
    other = {**second, "version": "0.0.1"}
    left = missing({**document, "components": [other, *others]})
    assert left == {(each["name"], each["version"]) for each in (first, second)}


def test_each_has_an_address_of_its_own_and_the_hashes_of_the_lock(
    document: dict[str, Any],
) -> None:
    lock = LAYOUT.lock(sbom.LOCK).read_text()
    for each in document["components"]:
        assert each["purl"].startswith(f"pkg:pypi/{each['name']}@{each['version']}")
        (source,) = each["externalReferences"]
        hashes = [found["content"] for found in source["hashes"]]
        assert hashes
        assert [found for found in hashes if f"sha256:{found}" not in lock] == []


def test_it_says_what_it_is_about(document: dict[str, Any]) -> None:
    assert document["metadata"]["component"]["name"] == "umay"


def test_the_same_lock_gives_the_same_file_and_the_same_on_the_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two pins of the lock: checking all of them by the schema takes six seconds each time.
    some = tmp_path / "some.lock"
    some.write_text("\n".join(list(entries(sbom.LOCK))[1:3]) + "\n")
    whole = Layout.lock
    monkeypatch.setattr(
        Layout, "lock", lambda self, name: some if name == sbom.LOCK else whole(self, name)
    )
    document = made(LAYOUT, tmp_path / "sbom.json")
    assert len(document["components"]) == 2
    assert deeds.components(LAYOUT, []) == 0
    assert json.loads(capsys.readouterr().out) == document


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Name a file in a folder that is there"):
        deeds.components(LAYOUT, [str(tmp_path / "nowhere" / "sbom.json")])


def test_a_second_file_is_refused_in_one_sentence() -> None:
    with pytest.raises(Refusal, match=r"`\./umay sbom --help`"):
        deeds.components(LAYOUT, ["one.json", "two.json"])
