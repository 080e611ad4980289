"""Arabic and Urdu: joined and in order, whichever text provider draws, with and without raqm."""

import json
import os
import subprocess
import sys
from functools import cache
from math import sqrt
from pathlib import Path

import pytest
from PIL import features

from mobile.ui import words
from mobile.ui.shaping import has_rtl, joined, ordered

ROOT = Path(__file__).resolve().parents[3]
ALIKE = 0.97


@cache
def ink(provider: str, variant: str = "") -> tuple[float, ...]:
    """Return how the ink of the word lies from left to right, drawn in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.mobile.screens.drawn_word", provider, variant],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout, done.stderr[-2000:]
    return tuple(json.loads(done.stdout)["ink"])


def likeness(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the cosine of two profiles: 1 where the ink lies the same."""
    product = sum(a * b for a, b in zip(one, other, strict=True))
    return product / sqrt(sum(a * a for a in one) * sum(b * b for b in other))


def test_this_machine_has_raqm_so_that_both_ways_are_tried() -> None:
    assert features.check("raqm")


def test_our_own_joining_looks_like_that_of_raqm() -> None:
    assert likeness(ink("sdl2"), ink("pil")) > ALIKE


def test_unjoined_letters_look_different() -> None:
    assert likeness(ink("sdl2", "plain"), ink("pil")) < ALIKE


def test_letters_are_joined_and_a_line_is_turned_round() -> None:
    assert joined("سلام") != "سلام"
    assert joined("سلام")[0] == "\ufeb3"
    assert ordered("سلام", "R") == joined("سلام")[::-1]


def test_numbers_and_names_in_a_line_keep_their_own_order() -> None:
    line = ordered("اتصل 999 (Night Haven)", "R")
    assert "999" in line
    assert "(Night Haven)" in line
    assert line.index("(Night Haven)") < line.index("999")


@pytest.mark.parametrize(
    ("text", "is_rtl"), [("", False), ("Leigh", False), ("Łódź", False), ("اردو", True)]
)
def test_only_text_with_such_letters_takes_this_way(text: str, is_rtl: bool) -> None:
    assert has_rtl(text) == is_rtl


def test_english_never_loads_what_joins_letters() -> None:
    code = (
        "import sys; from mobile.ui.shaping import has_rtl; has_rtl('Leigh');"
        "print({'arabic_reshaper', 'bidi'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"
    assert words.language() == "en"
