"""What is counted is printed rounded or not at all, and tables without a base are hidden."""

from collections import Counter

import pytest

from backend.domain.disclosure import Rule
from backend.domain.periods import Period
from backend.domain.printing import (
    PLACE,
    VISITS,
    Key,
    Printed,
    Printing,
    formulas,
    print_tally,
    protect,
    young_area,
)
from backend.domain.products import BOROUGH, YOUNG, Cell, of_area, of_place, of_visits, of_year
from backend.domain.tallying import AreaThen, Tally
from shared.young_questions import YOUNG_CHANGES

QUARTER, YEAR = Period(2026, 3), Period(2026)
ALL = AreaThen(BOROUGH, "Borough", BOROUGH)
TOWN = AreaThen("town", "Town", "town")
PUB = AreaThen("pub", "Pub", PLACE)
WARD = AreaThen("visits:w", "Ward", VISITS)


def printed_of(
    area: AreaThen, counts: dict[Cell, int], rule: Rule | None = None
) -> dict[str, object]:
    done = Tally({frozenset((area.id,)): Counter(counts)})
    printed = print_tally(QUARTER, done, [area], *([Printing(rule)] if rule else []))
    return {"/".join(cell): each.shown for (_, cell), each in printed.items()}


def test_each_kind_of_area_has_its_cells() -> None:
    assert formulas(QUARTER, TOWN) == of_area()
    assert formulas(QUARTER, PUB) == of_place()
    assert formulas(QUARTER, WARD) == of_visits()
    assert len(formulas(QUARTER, young_area())) == 1 + len(YOUNG_CHANGES)
    months = {cell[1] for cell in formulas(QUARTER, ALL) if cell[0] == "month"}
    assert months == {"2026-07", "2026-08", "2026-09"}


def test_a_year_prints_the_borough_alone() -> None:
    assert formulas(YEAR, ALL) == of_year()
    assert formulas(YEAR, TOWN) == formulas(YEAR, PUB) == {}


def levels(safe: int, unsafe: int, unsure: int = 0) -> dict[Cell, int]:
    said = {"very_safe": safe, "very_unsafe": unsafe, "dont_know": unsure}
    return {("level", "", code): count for code, count in said.items()}


def test_a_table_stands_only_on_a_base_of_thirty() -> None:
    assert printed_of(PUB, levels(20, 7)) == {
        "level//total": 25,
        "level//base": None,
        "level//safe": None,
        "level//unsafe": None,
    }
    assert printed_of(PUB, levels(21, 7)) == {
        "level//total": 30,
        "level//base": 30,
        "level//safe": 20,
        "level//unsafe": None,
    }


def test_visits_are_told_from_ten_on_and_their_needs_on_thirty() -> None:
    few = printed_of(WARD, {("visit", "", "hurt"): 12})
    assert (few["visit//base"], few["visit//hurt"]) == (10, None)
    many = printed_of(WARD, {("visit", "", "hurt"): 31})
    assert (many["visit//base"], many["visit//hurt"], many["visit//alone"]) == (30, 30, None)


def test_what_is_hidden_for_its_table_is_told_from_what_is_small() -> None:
    done = Tally({frozenset((PUB.id,)): Counter(levels(20, 0))})
    printed = print_tally(QUARTER, done, [PUB])
    assert printed[("pub", ("level", "", "safe"))] == Printed(20, None, is_hidden=True)
    done = Tally({frozenset((PUB.id,)): Counter(levels(9, 0))})
    printed = print_tally(QUARTER, done, [PUB])
    assert printed[("pub", ("level", "", "safe"))] == Printed(9, None, is_hidden=False)


def test_a_rule_may_be_another() -> None:
    shown = printed_of(PUB, levels(41, 2), Rule("5-1", least=5, step=1))
    assert (shown["level//total"], shown["level//safe"]) == (43, 41)


def key(area: str, product: str, code: str, part: str = "") -> Key:
    return area, (product, part, code)


SECRET = key("town", "level", "very_unsafe")


@pytest.mark.parametrize(
    ("shown", "told_by", "hidden"),
    [
        # The smallest of its own table, and neither base, total nor the safe before any other.
        ({("town", "fairly_safe"): 20, ("town", "very_safe"): 15}, (), ("town", "very_safe")),
        ({("town", "fairly_safe"): 90, ("town", "base"): 30}, (), ("town", "fairly_safe")),
        ({("town", "safe"): 40, ("town", "total"): 30}, (), ("town", "safe")),
        ({("town", "safe"): 10, ("town", "very_safe"): 80}, (), ("town", "very_safe")),
        # Its own area before another, and the borough last of all.
        ({("town", "base"): 90, ("park", "very_safe"): 15}, (), ("town", "base")),
        ({("borough", "very_safe"): 10, ("park", "base"): 90}, (), ("park", "base")),
        # Those that tell it before all others.
        ({("town", "very_safe"): 15, ("park", "base"): 90}, ("park", "base"), ("park", "base")),
    ],
)
def test_what_takes_least_away_is_hidden_for_the_sake_of_another(
    shown: dict[tuple[str, str], int], told_by: tuple[str, ...], hidden: tuple[str, str]
) -> None:
    printed = {key(area, "level", code): Printed(n, n) for (area, code), n in shown.items()}
    telling = [key(told_by[0], "level", told_by[1])] if told_by else []
    assert protect(printed, SECRET, telling) == key(hidden[0], "level", hidden[1])


def test_where_its_table_is_hidden_another_part_of_the_sum_goes_or_what_tells_it() -> None:
    secret = key("town", "month", "safe", "2026-07")
    other = {key("town", "month", "safe", "2026-08"): Printed(40, 40)}
    level = {key("town", "level", "very_safe"): Printed(15, 15)}
    assert protect(other | level, secret) == next(iter(other))
    assert protect(level, secret, level) == next(iter(level))
    assert protect(level, secret) is None


def test_of_what_tells_it_its_own_table_goes_first() -> None:
    own, other = key("town", "level", "very_safe"), key("town", "factor", "lighting")
    printed = {own: Printed(90, 90), other: Printed(15, 15)}
    assert protect(printed, SECRET, (own, other)) == own


def test_nothing_is_hidden_where_nothing_is_shown() -> None:
    assert protect({SECRET: Printed(3, None)}, SECRET) is None


def test_young_records_stand_under_their_own_name() -> None:
    assert (young_area().id, young_area().kind) == (YOUNG, YOUNG)
