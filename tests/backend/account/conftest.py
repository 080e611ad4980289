"""Fixtures of the accounts' tests: those of the pages."""

from tests.backend.pages.conftest import house

__all__ = ["house"]
