"""Goal W3: no screen, in any language, shape or text size, has anything small, cut or covered."""

from itertools import combinations, product
from pathlib import Path

import pytest

from demo.driver import Driver
from demo.gallery import ELSEWHERE, RESIZED, SHAPES, STATES, Gallery, Look
from mobile.screens import SCREENS
from tests.mobile.cast import NOW, write_pack
from tests.mobile.phone import NOBODY
from tests.mobile.screens.inspection import faults
from tests.support.parts import is_part

SMALL, MIDDLE, TABLET = SHAPES
EVERY_LOOK = [Look("dark", *parts) for parts in product(("en", "ar"), SHAPES, (1.0, 2.0))]
# Polish, Romanian and Welsh have the longest words, Urdu the highest letters.
EVERY_LOOK += [Look("light", language, SMALL, 2.0) for language in ("cy", "pl", "ro", "ur")]

SOME_LOOKS = [
    Look("light", "ro", SMALL, 2.0),
    Look("dark", "ar", MIDDLE, 2.0),
    Look("dark", "en", TABLET, 1.0),
]
"""Each theme, shape and size of text, the longest words and right to left at least once."""

LOOKS = EVERY_LOOK if is_part("looks") else SOME_LOOKS


def test_every_property_of_a_look_is_in_the_suite_and_every_two_meet_in_the_part() -> None:
    def meeting(looks: list[Look], count: int) -> set[frozenset[object]]:
        parts = [(look.language, look.shape, look.text_size) for look in looks]
        return {frozenset(some) for each in parts for some in combinations(each, count)}

    plain = set(product(("en", "ar"), SHAPES, (1.0, 2.0)))
    wanted = {frozenset(some) for each in plain for some in combinations(each, 2)}
    assert wanted <= meeting(EVERY_LOOK, 2)
    assert not wanted <= meeting(SOME_LOOKS, 2)
    alone = meeting(EVERY_LOOK, 1) - {frozenset([language]) for language in ("cy", "pl", "ur")}
    assert alone == meeting(SOME_LOOKS, 1)
    assert all(alone != meeting([*SOME_LOOKS[:at], *SOME_LOOKS[at + 1 :]], 1) for at in range(3))
    assert {look.theme for look in SOME_LOOKS} == {look.theme for look in EVERY_LOOK}
    assert set(SOME_LOOKS) <= set(EVERY_LOOK)


@pytest.mark.full("looks")
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_no_screen_has_a_fault(look: Look, tmp_path: Path) -> None:
    gallery = Gallery(tmp_path, write_pack(tmp_path / "pack"), lambda: NOW, NOBODY)
    found: list[str] = []
    seen: list[str] = []

    def inspect(name: str, driver: Driver) -> None:
        seen.append(name)
        found.extend(f"{name}: {fault}" for fault in faults(driver))

    gallery.walk(look, inspect)
    assert found == []
    assert seen == [*STATES, *RESIZED, *ELSEWHERE]


def test_every_screen_of_the_app_is_in_the_gallery() -> None:
    assert set(SCREENS) <= set(STATES)


def test_a_shape_larger_than_the_window_began_is_refused(tmp_path: Path) -> None:
    # Otherwise what lies beyond its first size is missing from the picture.
    gallery = Gallery(tmp_path, write_pack(tmp_path / "pack"), lambda: NOW, NOBODY)
    with pytest.raises(ValueError, match="larger than the window began"):
        gallery.walk(Look("dark", "en", (804, 1280), 1.0), lambda _name, _driver: None)
