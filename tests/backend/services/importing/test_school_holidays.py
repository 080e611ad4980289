"""School holidays: whole or not at all, and the hours that go by them."""

from datetime import date
from pathlib import Path

import pytest

from backend.services.calendars import calendar_of
from backend.services.importing.school_holidays import import_school_holidays
from backend.services.importing.taking import Taking
from backend.services.transaction import read
from shared.nations import ENGLAND
from shared.problems import Problem

AUTUMN = "Autumn half term,26/10/2026,30/10/2026\n"
CHRISTMAS = "Christmas,2026-12-21,2027-01-01\n"


def given(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "holidays.csv"
    path.write_text("Holiday,From,To\n" + "".join(rows), encoding="utf-8")
    return path


def says(day: date) -> bool | None:
    with read() as session:
        return calendar_of(session, date(2026, 11, 30), ENGLAND).school_holidays.says(day)


@pytest.mark.usefixtures("world")
def test_a_list_tells_term_holidays_and_what_nobody_knows(tmp_path: Path) -> None:
    tried = import_school_holidays(Taking(given(tmp_path, CHRISTMAS, AUTUMN), is_dry_run=True))
    assert (tried.new, says(date(2026, 10, 26))) == (2, None)
    assert import_school_holidays(Taking(given(tmp_path, CHRISTMAS, AUTUMN))).new == 2
    days = [date(2026, 10, 26), date(2026, 10, 31), date(2027, 1, 1), date(2027, 1, 2)]
    assert [says(day) for day in days] == [True, False, True, None]
    again = import_school_holidays(Taking(given(tmp_path, CHRISTMAS)))
    assert (again.unchanged, again.gone) == (1, 1)
    assert says(date(2026, 10, 26)) is None


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("Half term,26/10/2026,\n", "first and last day"),
        ("Half term,2026-10-32,2026-11-01\n", "first and last day"),
        ("Half term,30/10/2026,26/10/2026\n", "it lasts from"),
        ("Half term,26/10/2026,30/10/2027\n", "it lasts from"),
        (",26/10/2026,30/10/2026\n", "name"),
        ("Other,28/10/2026,02/11/2026\n", "begins before Autumn half term has ended"),
    ],
)
@pytest.mark.usefixtures("world")
def test_one_row_that_cannot_be_read_refuses_the_list(tmp_path: Path, row: str, what: str) -> None:
    with pytest.raises(Problem) as refusal:
        import_school_holidays(Taking(given(tmp_path, AUTUMN, row)))
    assert what in refusal.value.errors[0].what
    assert says(date(2026, 10, 26)) is None


@pytest.mark.usefixtures("world")
def test_an_empty_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="holds no holidays"):
        import_school_holidays(Taking(given(tmp_path)))
