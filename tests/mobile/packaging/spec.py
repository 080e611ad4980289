"""Reads Buildozer's settings, and what they ask to be installed."""

import configparser
from importlib.metadata import Distribution, distribution

from mobile.packaging import stage

SPEC = stage.HERE / stage.SETTINGS

# Recipes of python-for-android 2026.5.9 (the folders of `pythonforandroid/recipes`): compiled for
# Android by it, in versions that it chooses itself.
RECIPES = {"python3", "hostpython3", "sqlite3", "openssl", "pyjnius"}
PINNED_RECIPES = {"python3", "hostpython3", "pyjnius"}
"""Those whose versions our code can tell: test_toolchain.py holds them against the release's."""
# A recipe too, but of the version that is asked for.
CHOSEN_RECIPES = {"kivy"}
# What carries compiled parts where the index has them for a machine, and works without them.
FASTER_COMPILED = {"charset-normalizer"}


def settings() -> configparser.SectionProxy:
    """Return the section of the app, names as written."""
    parser = configparser.ConfigParser()
    parser.read(SPEC, encoding="utf-8")
    return parser["app"]


def listed(name: str) -> list[str]:
    """Return a setting that is a list."""
    return [word.strip() for word in settings()[name].split(",")]


def normal(name: str) -> str:
    """Return a package's name as locks spell it."""
    return name.lower().replace("_", "-").replace(".", "-")


def requirements() -> dict[str, str]:
    """Return what is asked for, by normal name, with its version or nothing."""
    words = (word.partition("==") for word in listed("requirements"))
    return {normal(name): version for name, _, version in words}


def from_the_index() -> list[str]:
    """Return the names that the package index serves, recipes with a version included."""
    return sorted(requirements().keys() - RECIPES)


def compiled_files(name: str) -> list[str]:
    """Return the compiled files of an installed package."""
    found: Distribution = distribution(name)
    return [str(path) for path in found.files or [] if path.suffix in {".so", ".pyd"}]


def is_pure(name: str) -> bool:
    """Say whether an installed package says that it is pure Python, and keeps to it."""
    wheel = distribution(name).read_text("WHEEL") or ""
    return "Root-Is-Purelib: true" in wheel and "-none-any" in wheel and not compiled_files(name)
