"""What nothing uses is found, and what kv, pages and scripts use by name is not taken for dead."""

from pathlib import Path

from tools.dead_code import check, really_dead, words_in
from tools.layout import Layout

FOUND = [
    "mobile/ui/kit.py:58: unused class 'Icon' (60% confidence)",
    "mobile/store/mirror.py:94: unused function '_put' (60% confidence)",
    "tools/fonts.py:21: unused attribute 'lineGap' (60% confidence)",
]


def stand_in(layout: Layout, code: int, says: str) -> None:
    """Put a program in vulture's place that says something and ends with a code."""
    program = layout.program("vulture")
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\necho "{says}"\nexit {code}\n')
    program.chmod(0o755)


def test_a_name_of_kv_is_used_and_an_attribute_is_another_librarys() -> None:
    assert really_dead(FOUND, {"Icon"}) == FOUND[1:2]
    assert really_dead(FOUND, set()) == FOUND[:2]


def test_words_are_whole(tmp_path: Path) -> None:
    (tmp_path / "kit.kv").write_text("<Bar>:\n    text: app.icon_of(root.place)\n")
    assert {"Bar", "icon_of", "place"} <= words_in(tmp_path.iterdir())
    assert "icon" not in words_in(tmp_path.iterdir())


def test_dead_code_fails(layout: Layout) -> None:
    stand_in(layout, 3, FOUND[1])
    assert check(layout) == 1


def test_what_a_page_names_passes(layout: Layout) -> None:
    stand_in(layout, 3, FOUND[1])
    (layout.root / "backend").mkdir()
    (layout.root / "backend" / "place.html").write_text("{{ its._put }}")
    assert check(layout) == 0


def test_trouble_of_vultures_own_is_no_good_news(layout: Layout) -> None:
    stand_in(layout, 1, "")
    assert check(layout) == 1
