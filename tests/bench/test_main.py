"""The command: which measurements run, and what a wrong name gets."""

import pytest

from bench.__main__ import BENCHES, main
from bench.table import Row


def a_bench(name: str, ran: list[str]) -> list[Row]:
    """Note that it ran and return one row."""
    ran.append(name)
    return [Row(f"what {name} does", 1.0, "ms")]


@pytest.mark.parametrize(
    ("names", "expected"), [([], ["one", "two"]), (["two"], ["two"]), (["two", "one"], None)]
)
def test_the_named_measurements_run_or_all(
    names: list[str], expected: list[str] | None, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []
    benches = {name: lambda name=name: a_bench(name, ran) for name in ("one", "two")}
    assert main(names, benches) == 0
    assert ran == (expected or names)
    assert all(f"what {name} does" in capsys.readouterr().out for name in ran[:1])


def test_an_unknown_name_is_refused_before_anything_runs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["phone", "sever"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert (
        said.err == "bench: there is no measurement 'sever'. "
        "There are: phone, server, sync, console, perception, readiness, finder, night, "
        "security, upgrading.\n"
    )


def test_the_names_are_the_documented_ones() -> None:
    assert list(BENCHES) == [
        "phone",
        "server",
        "sync",
        "console",
        "perception",
        "readiness",
        "finder",
        "night",
        "security",
        "upgrading",
    ]
