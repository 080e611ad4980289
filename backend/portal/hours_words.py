"""Face: hours in few words, as somebody reads who confirms them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backend.domain.timetable import Timetable
from backend.web.pages import week_words
from shared.intervals import day_to_wire
from shared.season_words import season_rows


@dataclass(frozen=True)
class HoursRead:
    """The week in one line, other times of the year, and coming bank holidays with their hours."""

    week: str
    seasons: tuple[tuple[str, str], ...]
    holidays: tuple[tuple[str, date, str], ...]


def hours_read(hours: Timetable, holidays: Sequence[tuple[date, str]]) -> HoursRead:
    """Return hours in words; bank holidays without hours of their own are open as usual."""
    return HoursRead(
        week=week_words([day_to_wire(day) for day in hours.weekly]),
        seasons=tuple(row for season in hours.seasons for row in season_rows(season)),
        holidays=tuple((name, day, _on(hours, day)) for day, name in holidays),
    )


def _on(hours: Timetable, day: date) -> str:
    words = ", ".join("–".join(pair) for pair in day_to_wire(hours.on(day))) or "closed"
    is_usual = day not in hours.exceptions and hours.on(day) == hours.weekly[day.weekday()]
    return f"{words}, as on every {day:%A}" if is_usual else words
