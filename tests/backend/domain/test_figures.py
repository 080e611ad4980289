"""A printed table says its counts, shares and gaps, and never more than it holds."""

from backend.domain.comparisons import difference
from backend.domain.figures import Figures, Line, Ranking
from backend.domain.printed_counts import NOT_PRINTED, NOT_SHOWN, PrintedCount
from backend.domain.products import Cell
from tests.backend.domain.as_printed import figures_of, printed_share

CELLS: dict[Cell, int | None] = {
    ("level", "", "total"): 70,
    ("level", "", "base"): 60,
    ("level", "", "safe"): 45,
    ("daypart", "after_dark", "base"): 40,
    ("daypart", "after_dark", "safe"): 10,
    ("factor", "", "base"): 50,
    ("factor", "", "lighting"): 25,
    ("factor", "", "litter"): None,
}
FIGURES = figures_of(CELLS)


def test_the_total_and_the_base_are_read_from_what_is_printed() -> None:
    found = (FIGURES.total, FIGURES.base(), FIGURES.base("factor"))
    assert [each.number for each in found] == [70, 60, 50]
    nothing = Figures({})
    assert (nothing.total, nothing.base(), nothing.safe()) == (NOT_PRINTED, NOT_PRINTED, None)
    assert FIGURES.count("factor", "", "litter") == NOT_SHOWN


def test_the_safe_are_a_share_of_their_own_base() -> None:
    assert FIGURES.safe() == printed_share(45, 60)
    assert FIGURES.safe("daypart", "after_dark") == printed_share(10, 40)


def test_a_table_keeps_the_order_of_its_words_and_its_gaps() -> None:
    assert FIGURES.lines("factor", {"litter": "Litter", "lighting": "Lighting"}) == (
        Line("litter", "Litter", NOT_SHOWN, None),
        Line("lighting", "Lighting", PrintedCount.of(25), printed_share(25, 50)),
    )


def test_a_ranking_leaves_out_what_is_not_shown_and_says_how_many() -> None:
    cells = {**CELLS, ("factor", "", "bins"): 25, ("factor", "", "dark"): 40}
    words = {"litter": "Litter", "lighting": "Lighting", "bins": "Bins", "dark": "Dark"}
    ranking = figures_of(cells).ranked("factor", words)
    assert [line.code for line in ranking.lines] == ["dark", "lighting", "bins"]
    assert ranking.not_shown == 1
    assert Figures({}).ranked("factor", words) == Ranking((), 4)


def test_the_street_that_got_worst_has_a_figure_and_a_change() -> None:
    """Fewer than ten feel safe: worked out from those who do not, and never as a small count."""
    worst: dict[Cell, int | None] = {
        ("level", "", "base"): 60,
        ("level", "", "safe"): None,
        ("level", "", "fairly_unsafe"): 25,
        ("level", "", "very_unsafe"): 30,
    }
    now, before = figures_of(worst).safe(), printed_share(45, 60)
    assert now is not None
    assert (now.percent, now.is_of_the_rest) == (8, True)
    change = difference(now, before)
    assert change is not None
    assert change.points == -67
    assert change.is_beyond_chance


def test_where_who_feels_unsafe_is_not_shown_either_nothing_is_said() -> None:
    for code in ("fairly_unsafe", "very_unsafe", "base"):
        cells: dict[Cell, int | None] = {
            ("level", "", "base"): 60,
            ("level", "", "safe"): None,
            ("level", "", "fairly_unsafe"): 25,
            ("level", "", "very_unsafe"): 30,
            ("level", "", code): None,
        }
        assert figures_of(cells).safe() is None
    # Dayparts and ages print no unsafe side.
    daypart: dict[Cell, int | None] = {
        ("daypart", "after_dark", "base"): 60,
        ("daypart", "after_dark", "safe"): None,
    }
    assert figures_of(daypart).safe("daypart", "after_dark") is None


def test_a_share_that_is_shown_is_never_worked_out_from_the_rest() -> None:
    cells: dict[Cell, int | None] = {
        **CELLS,
        ("level", "", "fairly_unsafe"): 10,
        ("level", "", "very_unsafe"): 10,
    }
    assert figures_of(cells).safe() == printed_share(45, 60)


def test_who_does_not_know_is_a_share_of_all_who_answered() -> None:
    """They are not in the base: of it they were once printed as a share."""
    cells: dict[Cell, int | None] = {**CELLS, ("level", "", "dont_know"): 10}
    words = {"very_safe": "Very safe", "dont_know": "Don't know"}
    _, unsure = figures_of(cells).lines("level", words)
    assert unsure.share == printed_share(10, 70)


def test_a_short_list_brings_all_that_are_printed_as_large_as_its_last() -> None:
    counts = {"a": 30, "b": 20, "c": 20, "d": 10}
    lines = [Line(code, code, PrintedCount.of(count), None) for code, count in counts.items()]
    ranking = Ranking(tuple(lines), 1)
    first = ["".join(line.code for line in ranking.first(number)) for number in (1, 2, 3, 4, 9)]
    assert first == ["a", "abc", "abc", "abcd", "abcd"]
