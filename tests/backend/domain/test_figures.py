"""A printed table says its counts, shares and gaps, and never more than it holds."""

from backend.domain.figures import Figures, Line, Ranking
from backend.domain.statistics import share_of

CELLS: dict[tuple[str, str, str], int | None] = {
    ("level", "", "total"): 70,
    ("level", "", "base"): 60,
    ("level", "", "safe"): 45,
    ("daypart", "after_dark", "base"): 40,
    ("daypart", "after_dark", "safe"): 10,
    ("factor", "", "base"): 50,
    ("factor", "", "lighting"): 25,
    ("factor", "", "litter"): None,
}
FIGURES = Figures(CELLS)


def test_the_total_and_the_base_are_read_from_what_is_printed() -> None:
    assert (FIGURES.total, FIGURES.base(), FIGURES.base("factor")) == (70, 60, 50)
    nothing = Figures({})
    assert (nothing.total, nothing.base(), nothing.safe()) == (None, None, None)


def test_the_safe_are_a_share_of_their_own_base() -> None:
    assert FIGURES.safe() == share_of(45, 60)
    assert FIGURES.safe("daypart", "after_dark") == share_of(10, 40)


def test_a_table_keeps_the_order_of_its_words_and_its_gaps() -> None:
    assert FIGURES.lines("factor", {"litter": "Litter", "lighting": "Lighting"}) == (
        Line("litter", "Litter", None, None),
        Line("lighting", "Lighting", 25, share_of(25, 50)),
    )


def test_a_ranking_leaves_out_what_is_not_shown_and_says_how_many() -> None:
    cells = {**CELLS, ("factor", "", "bins"): 25, ("factor", "", "dark"): 40}
    words = {"litter": "Litter", "lighting": "Lighting", "bins": "Bins", "dark": "Dark"}
    ranking = Figures(cells).ranked("factor", words)
    assert [line.code for line in ranking.lines] == ["dark", "lighting", "bins"]
    assert ranking.not_shown == 1
    assert Figures({}).ranked("factor", words) == Ranking((), 4)
