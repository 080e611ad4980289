"""A file's news brings a draft back before somebody's eyes, but from nobody who is at it."""

import pytest

from backend.domain.drafts import STATES, state_after_import


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("waiting", "waiting"),
        ("invited", "invited"),
        ("applied", "applied"),
        ("taken", "waiting"),
        ("dismissed", "waiting"),
    ],
)
def test_news_is_looked_at_unless_the_venue_is_at_it(before: str, after: str) -> None:
    assert state_after_import(before, is_changed=True) == after


@pytest.mark.parametrize("state", STATES)
def test_without_news_a_draft_stays_as_it_is(state: str) -> None:
    assert state_after_import(state, is_changed=False) == state
