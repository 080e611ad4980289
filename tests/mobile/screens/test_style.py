"""Kivy's own rules: taken one by one, once, from Kivy's own file."""

import subprocess
import sys

import pytest
from kivy.lang import Builder

from mobile.ui import style

LOADED = """
from mobile.ui.style import import_without_style, need
import_without_style()
from kivy.lang import Builder
before = len(Builder.rules)
need("Label", "ScrollView")
print(before, sorted(selector.key for selector, _ in Builder.rules))
"""


def test_a_widget_without_a_rule_is_refused() -> None:
    with pytest.raises(KeyError):
        style.need("NoSuchWidget")


def test_a_rule_is_loaded_once() -> None:
    style.need("Label")
    before = len(Builder.rules)
    style.need("Label", "Label")
    assert len(Builder.rules) == before


def test_at_the_start_only_the_needed_rules_are_there() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0 ['label', 'scrollview']"
