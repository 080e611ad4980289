"""Residents' scripts in one file for each page: every script is in one, and a fault is refused."""

import re
import shutil
from pathlib import Path

import pytest

from tools import bundles
from tools.layout import Layout, this_layout
from tools.refusal import Refusal

ROOT = this_layout().root
STATIC = ROOT / bundles.STATIC
PAGE, NAME = "backend/web/templates/resident.html", re.compile(r"\b(?!if|else|browser)[a-z]+\b")


@pytest.fixture
def tree(tmp_path: Path) -> Layout:
    """A work tree with the sources alone, and the program that bundles them."""
    shutil.copytree(STATIC, tmp_path / bundles.STATIC)
    shutil.rmtree(tmp_path / bundles.BUNDLES)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return Layout(tmp_path)


def test_the_same_sources_give_the_same_bytes_wherever_they_lie(tree: Layout) -> None:
    bundles.build(tree)
    made = {name: (tree.root / name).read_bytes() for name in bundles.files()}
    assert made == {name: (ROOT / name).read_bytes() for name in bundles.files()}


@pytest.mark.parametrize("fault", ["const = 1;\n", 'import "./nowhere.js";\n'])
def test_a_script_that_cannot_be_read_is_refused_by_name(tree: Layout, fault: str) -> None:
    with (tree.root / bundles.STATIC / "resident" / "keep.js").open("a") as script:
        script.write(fault)
    with pytest.raises(Refusal, match=r"resident/keep\.js"):
        bundles.build(tree)


def test_without_the_program_it_says_what_brings_it(tree: Layout) -> None:
    (tree.root / "node_modules").unlink()
    with pytest.raises(Refusal, match=r"\./umay setup"):
        bundles.build(tree)


def test_every_script_of_the_pages_is_run_by_one_of_them() -> None:
    named = {each for own in bundles.SCRIPTS.values() for each in own} | {"whole"}
    imported = {
        name
        for path in [STATIC / bundles.FIRST, *(STATIC / "resident").glob("*.js")]
        for name in re.findall(r'from "\./(?:resident/)?(\w+)\.js"', path.read_text("utf-8"))
    }
    assert {path.stem for path in (STATIC / "resident").glob("*.js")} == named | imported


def test_every_page_runs_a_script_that_is_built() -> None:
    pages = [*ROOT.glob("backend/finder/templates/finder/*.html"), ROOT / PAGE]
    words = (re.findall(r"block script %\}(.*?)\{%", page.read_text("utf-8")) for page in pages)
    run = {f"{name}.js" for found in words for each in found for name in NAME.findall(each)}
    assert run == set(bundles.SCRIPTS)
