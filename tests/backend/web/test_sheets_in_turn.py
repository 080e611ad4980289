"""A sheet is set once however many ask for it, and never by all threads at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from backend.web import sheets
from backend.web.queueing import Queue
from shared.problems import Problem


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was set, in order; a queue as wide as the test is."""
    found: list[str] = []
    real = sheets._set

    def counting(html: str, fetcher: sheets.OwnFiles) -> bytes:
        found.append(html)
        return real(html, fetcher)

    monkeypatch.setattr(sheets, "_set", counting)
    monkeypatch.setattr(sheets, "_KEPT", {})
    monkeypatch.setattr(sheets, "_TURN", Queue(at_once=1, waiting=20))
    return found


def test_twelve_who_ask_at_once_get_the_sheet_that_the_first_one_had_made(made: list[str]) -> None:
    together = Barrier(12)

    def ask(_: int) -> bytes:
        together.wait()
        return sheets.kept_pdf("<p>Leigh</p>")

    with ThreadPoolExecutor(12) as pool:
        answers = set(pool.map(ask, range(12)))
    assert len(answers) == 1
    assert made == ["<p>Leigh</p>"]


def test_only_so_many_are_kept(made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_KEPT", 2)
    for town in ("Leigh", "Hindley", "Ince", "Leigh"):
        sheets.kept_pdf(f"<p>{town}</p>")
    assert len(made) == 4
    assert len(sheets._KEPT) == 2


@pytest.mark.usefixtures("made")
def test_what_is_kept_needs_no_turn_and_what_is_not_may_be_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = sheets.kept_pdf("<p>Leigh</p>")
    full = Queue(at_once=1, waiting=0)
    monkeypatch.setattr(sheets, "_TURN", full)
    with full.turn():
        assert sheets.kept_pdf("<p>Leigh</p>") == kept
        with pytest.raises(Problem, match="busy"):
            sheets.kept_pdf("<p>Ince</p>")
