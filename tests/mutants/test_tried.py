"""What came of mutants is counted by file, and too little of it is a fault."""

from tests.mutants.tried import Tried, faults, survivors, table

KILLED = [Tried("a.py", f"{line} f: 1 -> 2", "test_a") for line in range(9)]
SURVIVED = Tried("a.py", "9 f: < -> <=", "")
EQUIVALENT = Tried("b.py", "1 g: < -> <=", "", is_equivalent=True)


def test_a_file_with_too_many_survivors_is_a_fault() -> None:
    assert len(faults([*KILLED, SURVIVED])) == 0
    assert len(faults([*KILLED, SURVIVED, SURVIVED])) == 1
    assert len(faults([KILLED[0], SURVIVED])) == 2


def test_a_mutant_that_changes_nothing_counts_for_nothing_unless_a_test_fails_on_it() -> None:
    assert faults([*KILLED, EQUIVALENT]) == survivors([*KILLED, EQUIVALENT]) == []
    caught = Tried(EQUIVALENT.file, EQUIVALENT.what, "test_b", is_equivalent=True)
    assert faults([*KILLED, caught]) == ["b.py:1 g: < -> <=: not equivalent, test_b fails"]


def test_every_survivor_is_named() -> None:
    told = list(table([*KILLED, SURVIVED]))
    assert told[0].split() == ["a.py", "9", "of", "10", "90.0%", "0.0", "s"]
    assert told[-1] == "a.py:9 f: < -> <="
