"""Held answers that say the same are one part; the others stay together as the rest."""

from dataclasses import replace

from backend.domain.reviewing import (
    ALIKE_FROM,
    ALL,
    AT_ONCE_FROM,
    PARTS_MOST,
    REST,
    Saying,
    parts_of,
    whole,
)

SAME = Saying("very_unsafe", ("lighting", "gangs"), "after_dark", (), ALIKE_FROM)
VAGUE = Saying("very_unsafe", ("lighting",), "after_dark", (), 50)
FEW = replace(SAME, factors=("traffic", "litter"), number=ALIKE_FROM - 1)


def test_what_many_say_alike_is_a_part_and_all_else_the_rest() -> None:
    assert (bool(SAME.said), VAGUE.said) == (True, "")
    alike, rest = parts_of([FEW, VAGUE, SAME])
    assert alike.sayings == (SAME,)
    assert (rest.name, set(rest.sayings)) == (REST, {VAGUE, FEW})
    assert parts_of([SAME]) == [replace(alike, is_flood=False)]
    assert parts_of([]) == []


def test_the_largest_come_first_and_no_more_than_an_officer_reads() -> None:
    sayings = [replace(SAME, daypart=f"d{at}", number=ALIKE_FROM + at) for at in range(10)]
    parts = parts_of(sayings)
    assert [part.number for part in parts[:PARTS_MOST]] == [12, 11, 10, 9, 8, 7, 6, 5]
    assert (parts[-1].name, parts[-1].number) == (REST, 7)
    assert len(parts) == PARTS_MOST + 1


def test_those_of_equal_number_stand_in_an_order_of_their_own() -> None:
    one, other = replace(SAME, level="fairly_safe"), replace(SAME, level="very_safe")
    names = [part.name for part in parts_of([one, other])]
    assert names == [part.name for part in parts_of([other, one])]
    assert [part.sayings[0].said for part in parts_of([one, other])] == sorted(
        (one.said, other.said)
    )


def test_all_parts_are_counted_as_one() -> None:
    parts = parts_of([SAME, FEW, replace(VAGUE, level="very_safe")])
    together = whole(parts)
    assert (together.name, together.number) == (ALL, 55)
    assert together.levels == {"very_unsafe": 5, "very_safe": 50}


def test_a_mark_changes_with_what_a_part_holds_and_with_nothing_else() -> None:
    one = whole(parts_of([SAME, FEW]))
    assert one.mark == whole(parts_of([FEW, SAME])).mark
    assert one.mark != whole(parts_of([SAME])).mark
    assert one.mark != whole(parts_of([replace(SAME, number=4), FEW])).mark
    assert len(one.mark) == 16


def marks(number: int) -> tuple[str, str]:
    """Return the mark of so many that say different things, and what is read of them."""
    sayings = [replace(VAGUE, factors=(f"f{at}",), number=1) for at in range(number)]
    together = whole(parts_of(sayings))
    return together.mark, together.about


def test_of_a_flood_no_single_answer_moves_the_mark_but_what_is_read_of_it() -> None:
    floods = [marks(number) for number in range(AT_ONCE_FROM, 60)]
    assert len({mark for mark, _ in floods}) == len({about for _, about in floods}) == 10
    # The control: of fewer, which change on Mondays, each number has a mark of its own.
    few = [marks(number) for number in range(1, AT_ONCE_FROM)]
    assert len({mark for mark, _ in few}) == len(few) > len({about for _, about in few})


def test_numbers_are_read_to_the_nearest_five() -> None:
    part = whole(parts_of([SAME, replace(VAGUE, level="very_safe", number=42)]))
    assert part.about == "about 45"
    assert part.about_levels == {"very_unsafe": "fewer than 5", "very_safe": "about 40"}
