"""A step of set-up is skipped only if its input is the same and what it made is there."""

from pathlib import Path

import pytest

from tools import assets, python_environment, stamps
from tools.layout import Layout


def test_a_step_never_done_is_not_fresh(tmp_path: Path) -> None:
    assert not stamps.is_fresh(tmp_path / "nowhere" / "stamp", "abc")


def test_a_changed_input_is_not_fresh(tmp_path: Path) -> None:
    stamps.write(tmp_path / "stamp", "abc")
    assert not stamps.is_fresh(tmp_path / "stamp", "abd")


def test_a_missing_product_is_not_fresh(tmp_path: Path) -> None:
    stamps.write(tmp_path / "stamp", "abc")
    assert not stamps.is_fresh(tmp_path / "stamp", "abc", [tmp_path / "product"])


def test_a_finished_step_is_fresh(tmp_path: Path) -> None:
    stamps.write(tmp_path / "deep" / "stamp", "abc")
    assert stamps.is_fresh(tmp_path / "deep" / "stamp", "abc", [tmp_path])


@pytest.mark.parametrize("change", ["content", "word", "border"])
def test_any_change_gives_another_fingerprint(tmp_path: Path, change: str) -> None:
    lock = tmp_path / "lock"
    lock.write_text("ab")
    before = stamps.fingerprint([lock], "c", "d")
    lock.write_text({"content": "aB", "border": "abc"}.get(change, "ab"))
    words = {"word": ("c", "D"), "border": ("", "d")}.get(change, ("c", "d"))
    assert stamps.fingerprint([lock], *words) != before


def test_an_environment_is_ready_only_for_its_lock_and_its_place(layout: Layout) -> None:
    layout.python.parent.mkdir(parents=True)
    layout.python.touch()
    wanted = stamps.fingerprint([layout.lock("dev")], str(layout.root))
    stamps.write(layout.stamp("python"), wanted)
    assert python_environment.is_ready(layout)
    layout.lock("dev").write_text("flask==3.1.4\n")
    assert not python_environment.is_ready(layout)


def test_assets_are_not_ready_in_an_empty_tree(layout: Layout) -> None:
    (layout.root / "package-lock.json").write_text("{}")
    assert not assets.is_ready(layout)
