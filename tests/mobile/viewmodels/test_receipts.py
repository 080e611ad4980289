"""A receipt on the phone: that records were restored is said with what to do about it."""

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from mobile.viewmodels.receipts import ReceiptsViewModel
from tests.backend.cast import RECEIPT


def answering(connection: sqlite3.Connection, **answer: Any) -> ReceiptsViewModel:
    def ask(_deed: str, _code: str, answered: Callable[[Mapping[str, Any] | str], None]) -> None:
        answered({"label": None, "replies": [], **answer})

    model = ReceiptsViewModel(connection, ask)
    model.look(RECEIPT)
    return model


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("arrived", "If you had taken this answer back before, please take it back again."),
        ("not_arrived", "If it was sent shortly before, it is lost. You can give it again."),
        ("withdrawn", ""),
    ],
)
def test_after_a_restoration_it_says_what_to_do(state: str, words: str) -> None:
    memory = sqlite3.connect(":memory:")
    model = answering(memory, state=state, restored_on="2026-11-29")
    assert model.detail.endswith(words)
    assert ("On 29/11/2026 our records were restored" in model.detail) == bool(words)
    memory.close()


@pytest.mark.parametrize("answer", [{}, {"restored_on": None}], ids=["older server", "never"])
def test_without_one_nothing_is_said(answer: dict[str, Any]) -> None:
    memory = sqlite3.connect(":memory:")
    assert "restored" not in answering(memory, state="arrived", **answer).detail
    memory.close()
