"""The moment at which the tests take place."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
TODAY = NOW.date()
"""Half past eleven on a Friday night in ISO week 2026-W48; the wall clock agrees with UTC."""
