"""Every cell that is printed, what it sums, and what a reader can subtract."""

from collections import Counter
from dataclasses import replace

import pytest

from backend.domain.products import (
    AGES,
    BASE,
    DAYPARTS,
    EVERYBODY,
    FACTOR_CODES,
    SAFE,
    TOTAL,
    UNSAFE,
    Cell,
    Counted,
    age_words,
    basics_of,
    codes_of,
    feeling_of,
    limits,
    of_area,
    of_months,
    of_place,
    of_visits,
    of_year,
    of_young,
    total,
    unsafe_totals,
    young_limits,
)
from backend.domain.visits import NEEDS
from shared.perception import HAPPENED, NOT_SAID

ANSWER = Counted(
    *("fairly_safe", "after_dark", "from_13_to_17"),
    *(NOT_SAID, NOT_SAID, NOT_SAID),
    factors=("well_lit", "unheard_of"),
)
HAPPENED_CODE = codes_of(HAPPENED)[0]


def level(code: str) -> Cell:
    return ("level", "", code)


def test_an_answer_is_counted_once_in_each_of_its_basics() -> None:
    assert basics_of(ANSWER) == (
        level("fairly_safe"),
        ("daypart", "after_dark", SAFE),
        ("age", "under_18", SAFE),
        ("factor", "", "well_lit"),
    )


@pytest.mark.parametrize("unsure", ["dont_know", "something_new"])
def test_somebody_who_does_not_know_is_in_no_part(unsure: str) -> None:
    answer = replace(ANSWER, level=unsure, factors=(), happened=HAPPENED_CODE)
    assert basics_of(answer) == (
        level("dont_know"),
        ("happened", "", HAPPENED_CODE),
    )


def test_what_was_not_said_is_not_counted() -> None:
    answer = replace(ANSWER, daypart="", age_band=NOT_SAID, factors=())
    assert basics_of(answer) == (level("fairly_safe"),)


@pytest.mark.parametrize(
    ("happened", "reported", "why_not", "counted"),
    [
        ("nothing", "no", "afraid", ("nothing",)),
        (NOT_SAID, "to_police", NOT_SAID, ()),
        ("to_me", "to_police", "afraid", ("to_me", "to_police")),
        ("to_me", NOT_SAID, "afraid", ("to_me",)),
        ("to_someone_else", "no", "afraid", ("to_someone_else", "no", "afraid")),
    ],
)
def test_what_is_not_asked_after_an_answer_is_not_counted(
    happened: str, reported: str, why_not: str, counted: tuple[str, ...]
) -> None:
    said = replace(ANSWER, factors=(), happened=happened, reported=reported, why_not=why_not)
    of_questions = [cell for cell in basics_of(said) if cell[0] not in ("level", "daypart", "age")]
    assert tuple(code for _, _, code in of_questions) == counted


@pytest.mark.parametrize(
    ("level_said", "counted"),
    [
        ("very_safe", {"well_lit", "other"}),
        ("fairly_unsafe", {"groups", "other"}),
        ("dont_know", {"well_lit", "groups", "other"}),
    ],
)
def test_a_reason_counts_where_it_is_shown_after_the_level(
    level_said: str, counted: set[str]
) -> None:
    said = replace(ANSWER, level=level_said, factors=("well_lit", "groups", "other"))
    assert {code for product, _, code in basics_of(said) if product == "factor"} == counted


def test_four_levels_are_two_feelings() -> None:
    levels = ("very_safe", "fairly_safe", "fairly_unsafe", "very_unsafe", "dont_know")
    assert [feeling_of(each) for each in levels] == [SAFE, SAFE, UNSAFE, UNSAFE, ""]


def test_rather_not_say_is_no_code() -> None:
    assert NOT_SAID in {option.code for option in HAPPENED.options}
    assert NOT_SAID not in codes_of(HAPPENED)
    assert len(codes_of(HAPPENED)) == len(HAPPENED.options) - 1


def test_levels_sum_to_who_is_sure_and_to_everybody() -> None:
    cells = of_year()
    assert cells[level(SAFE)] == (level("very_safe"), level("fairly_safe"))
    assert len(cells[level(BASE)]) == 4
    assert cells[level(TOTAL)] == (*cells[level(BASE)], level("dont_know"))
    assert cells[level("very_safe")] == (level("very_safe"),)


def test_an_area_has_every_table() -> None:
    cells = of_area()
    assert set(of_year()) < set(cells)
    for product, parts in (("daypart", DAYPARTS), ("age", tuple(AGES))):
        for part in parts:
            safe, unsafe = (product, part, SAFE), (product, part, UNSAFE)
            assert cells[(product, part, BASE)] == (safe, unsafe)
            assert (cells[safe], cells[unsafe]) == ((safe,), (unsafe,))
    assert {code for product, _, code in cells if product == "factor"} == {BASE, *FACTOR_CODES}
    happened = tuple(("happened", "", code) for code in codes_of(HAPPENED))
    assert cells[("happened", "", BASE)] == happened
    assert all(cells[each] == (each,) for each in happened)


def test_a_place_has_no_single_levels() -> None:
    assert set(of_place()) == {level(TOTAL), level(BASE), level(SAFE), level(UNSAFE)}


def test_months_visits_and_young_records_have_bases_of_their_own() -> None:
    safe, unsafe = ("month", "2026-07", SAFE), ("month", "2026-07", UNSAFE)
    assert of_months(("2026-07",)) == {
        ("month", "2026-07", BASE): (safe, unsafe),
        safe: (safe,),
        unsafe: (unsafe,),
    }
    needs = tuple(("visit", "", need) for need in NEEDS)
    assert of_visits() == {("visit", "", BASE): needs} | {need: (need,) for need in needs}
    assert of_young(("help",)) == {
        ("young", "", BASE): (("young", "", BASE),),
        ("young", "", "help"): (("young", "", "help"),),
    }


def test_who_feels_unsafe_is_printed_and_could_be_subtracted_before() -> None:
    found = dict(unsafe_totals())
    assert found[level(UNSAFE)] == (level("fairly_unsafe"), level("very_unsafe"))
    assert len(found) == 1 + len(DAYPARTS) + len(AGES)
    assert {cell: of_area()[cell] for cell in found} == found


def test_no_table_holds_more_than_the_answers_that_there_are() -> None:
    counts = Counter([*basics_of(ANSWER), *basics_of(replace(ANSWER, level="dont_know"))])
    found = list(limits())
    assert all(total(counts, some) <= total(counts, others) for some, others in found)
    ages = tuple(("age", part, SAFE) for part in AGES)
    assert (ages, (level("very_safe"), level("fairly_safe"))) in found
    unsafe = tuple(level(code) for code in ("fairly_unsafe", "very_unsafe", "dont_know"))
    assert found[4] == ((("factor", "", FACTOR_CODES[0]),), unsafe)
    assert ((("factor", "", "other"),), EVERYBODY) in found
    assert found[-3] == (tuple(("happened", "", each) for each in codes_of(HAPPENED)), EVERYBODY)
    assert found[-2][1] == (("happened", "", "to_me"), ("happened", "", "to_someone_else"))
    assert found[-1][1] == (("reported", "", "no"),)


def test_the_base_of_the_reasons_is_everybody_under_the_same_name() -> None:
    assert of_area()[("factor", "", BASE)] == of_area()[level(TOTAL)] == EVERYBODY


def test_a_sum_counts_what_was_never_said_as_nothing() -> None:
    assert total({level("very_safe"): 3}, (level("very_safe"), level("fairly_safe"))) == 3


def test_the_youngest_bands_are_told_as_one() -> None:
    words = age_words()
    assert list(words) == list(AGES)
    assert words["under_18"] == "Under 18"
    assert len(set(words.values())) == len(AGES)


def test_no_code_of_a_young_record_is_of_more_than_there_are() -> None:
    assert list(young_limits(("help",))) == [((("young", "", "help"),), (("young", "", BASE),))]
