"""Answers are counted once: in their zone's areas, their place, or the borough alone."""

from collections import Counter

from backend.domain.noted import Noted, add_visits
from backend.domain.products import BASE, BOROUGH, SAFE, Counted, basics_of
from backend.domain.tallying import (
    ALL_VISITS,
    YOUNG_UNIT,
    AreaThen,
    Said,
    Tally,
    add_young,
    place_unit,
    tally,
    units_of,
    visit_unit,
    visits_of_ward,
)

AREAS = (AreaThen("town", "Town", "town", ("z1", "z2")), AreaThen("park", "Park", "area", ("z2",)))
SAFELY = Counted("very_safe", "after_dark", "", "not_said", "not_said", "not_said", ())
UNSURE = Counted("dont_know", "after_dark", "", "not_said", "not_said", "not_said", ())
LEVEL = ("level", "", "very_safe")
MONTH = ("month", "2026-07", SAFE)


def test_a_zone_is_of_every_area_that_holds_it_and_of_the_borough() -> None:
    assert units_of(AREAS) == {
        "z1": frozenset({BOROUGH, "town"}),
        "z2": frozenset({BOROUGH, "town", "park"}),
    }


def test_answers_count_for_all_areas_of_their_zone() -> None:
    zones = ("z1", "z2", "z2", "nowhere")
    done = tally([Said(zone, None, "2026-W28", SAFELY) for zone in zones], AREAS)
    counted = [done.in_area(each)[LEVEL] for each in ("park", "town", BOROUGH, "other")]
    assert counted == [2, 3, 4, 0]
    assert done.answers == 4
    assert done.in_area(BOROUGH)[MONTH] == 4
    assert done.in_area("town")[MONTH] == 0


def test_an_answer_about_a_place_counts_for_it_alone() -> None:
    done = tally([Said(None, "p1", "2026-W28", SAFELY)], AREAS)
    assert done.counts[place_unit("p1")] == Counter(basics_of(SAFELY))
    assert done.in_area(BOROUGH) == Counter()


def test_who_does_not_know_counts_in_no_month() -> None:
    done = tally([Said("z1", None, "2026-W28", UNSURE)], AREAS)
    assert done.in_area(BOROUGH) == Counter(basics_of(UNSURE))


def test_a_borough_without_answers_has_a_count() -> None:
    assert tally([], AREAS).counts == {frozenset({BOROUGH}): Counter()}


def test_visits_count_for_their_ward_and_for_all() -> None:
    done = Tally()
    noted = [("w1", "p1")] * 2 + [("w1", "p2")] + [(None, "p3")] * 4
    add_visits(done, [Noted(ward, place, "hurt") for ward, place in noted])
    hurt = ("visit", "", "hurt")
    assert done.in_area(visits_of_ward("w1")) == Counter({hurt: 3})
    assert done.in_area(ALL_VISITS) == Counter({hurt: 7})
    assert visit_unit("w1") == {ALL_VISITS, "visits:w1"}


def test_a_young_record_counts_each_code_once() -> None:
    done = Tally()
    add_young(done, [(5, ("help", "help", "job")), (7, ("job",))])
    assert done.counts[YOUNG_UNIT] == Counter(
        {("young", "", BASE): 2, ("young", "", "help"): 1, ("young", "", "job"): 2}
    )
    add_young(done, [(1, ())])
    assert done.counts[YOUNG_UNIT][("young", "", BASE)] == 3
