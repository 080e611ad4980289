"""The gallery is drawn look by look, two at a time, and a wrong picture is not passed over."""

import threading
from pathlib import Path

import pytest

from demo.all_looks import AT_ONCE, failed_looks
from demo.apart import make_folder, run_apart
from demo.gallery import Look, look_named, looks
from shared.problems import Problem


def test_a_look_is_found_by_its_name() -> None:
    assert [look_named(look.name) for look in looks()] == list(looks())
    with pytest.raises(StopIteration):
        look_named("dark-en-1x1-100")


def test_looks_that_fail_are_named_and_the_others_are_drawn_all_the_same() -> None:
    drawn: list[str] = []

    def draw(look: Look) -> int:
        drawn.append(look.name)
        return 1 if look.language == "ar" else 0

    wrong = failed_looks(looks(), draw)
    assert sorted(drawn) == sorted(look.name for look in looks())
    assert wrong == [look.name for look in looks() if look.language == "ar"]


def test_no_more_looks_are_drawn_at_once_than_memory_allows() -> None:
    busy: list[str] = []
    most: list[int] = []
    two = threading.Barrier(AT_ONCE)

    def draw(look: Look) -> int:
        busy.append(look.name)
        two.wait(20)
        most.append(len(busy))
        two.wait(20)
        busy.remove(look.name)
        two.wait(20)
        return 0

    assert failed_looks(looks(), draw) == []
    assert set(most) == {AT_ONCE}


def test_a_process_apart_tells_its_exit_code() -> None:
    assert run_apart(["demo.one_look"]) == 1


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Problem) as refused:
        make_folder(tmp_path / "file" / "pictures")
    assert refused.value.code == "folder-not-writable"
