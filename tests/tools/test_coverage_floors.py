"""The share of each room's branches that the tests take, held against its floor."""

import json
import tomllib

import pytest

from tests.support.covering import by_room, room_of
from tools import coverage_floors, deeds
from tools.layout import Layout, this_layout

TAKEN = {"shared": (9, 10), "mobile/ui": (1, 2), "backend/jobs": (0, 0)}


def put(layout: Layout, floors: str) -> None:
    """Put a watched run and its floors into a work tree."""
    layout.coverage.parent.mkdir(parents=True, exist_ok=True)
    layout.coverage.write_text(json.dumps(TAKEN))
    (layout.root / "tests").mkdir()
    (layout.root / "tests" / "coverage.toml").write_text(f"[least_percent]\n{floors}")


@pytest.mark.parametrize(
    ("floors", "said"),
    [
        ("shared = 90\n'mobile/ui' = 50\n'backend/jobs' = 0\n", ""),
        ("shared = 91\n'mobile/ui' = 50\n'backend/jobs' = 0\n", "of shared 90.0 %"),
        ("shared = 90\n'backend/jobs' = 0\n", "mobile/ui has no floor"),
        (
            "shared = 90\n'mobile/ui' = 50\n'backend/jobs' = 0\ngone = 1\n",
            "gone has a floor and is no room",
        ),
    ],
)
def test_a_room_under_its_floor_fails(
    layout: Layout, floors: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(layout, floors)
    assert coverage_floors.check(layout) == int(bool(said))
    assert (said or "all 3 rooms keep to their floors") in capsys.readouterr().out


def test_what_was_not_measured_passes_and_says_so(
    layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    assert coverage_floors.check(layout) == 0
    assert "not measured" in capsys.readouterr().out


def test_every_room_of_the_project_has_a_floor() -> None:
    root = this_layout().root
    written = (root / "tests" / "coverage.toml").read_text(encoding="utf-8")
    sources = [
        path for room in ("backend", "mobile", "shared") for path in root.glob(f"{room}/**/*.py")
    ]
    rooms = {room_of(path.relative_to(root).as_posix()) for path in sources}
    assert tomllib.loads(written)["least_percent"].keys() == rooms


def test_files_are_added_up_by_room() -> None:
    def told(taken: int, there: int) -> dict[str, dict[str, int]]:
        return {"summary": {"covered_branches": taken, "num_branches": there}}

    files = {
        "shared/hours.py": told(3, 4),
        "backend/app.py": told(1, 2),
        "shared/geo.py": told(1, 1),
    }
    assert by_room(files) == {"backend": (1, 2), "shared": (4, 5)}


def test_to_be_watched_is_a_plugin_that_is_loaded_first() -> None:
    words = deeds.with_plugins(deeds.test_words(["--coverage", "-q"]))
    assert words[:2] == ["-p", "tests.support.covering"]
    assert words[2:] == [*deeds.PARALLEL, "-q"]
