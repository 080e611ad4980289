"""Face: hours in few words, as somebody reads who confirms them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backend.domain.timetable import Timetable
from backend.web.pages import week_words
from shared.hours import DayHours, format_wall


@dataclass(frozen=True)
class HoursRead:
    """The week in one line, and each coming bank holiday with its hours."""

    week: str
    holidays: tuple[tuple[str, date, str], ...]


def hours_read(hours: Timetable, holidays: Sequence[tuple[date, str]]) -> HoursRead:
    """Return hours in words; bank holidays without hours of their own are open as usual."""
    return HoursRead(
        week=week_words([_wire(day) for day in hours.weekly]),
        holidays=tuple((name, day, _on(hours, day)) for day, name in holidays),
    )


def _on(hours: Timetable, day: date) -> str:
    words = ", ".join("–".join(pair) for pair in _wire(hours.on(day))) or "closed"
    return words if day in hours.exceptions else f"{words}, as on every {day:%A}"


def _wire(day: DayHours) -> list[list[str]]:
    return [[format_wall(part.opens), format_wall(part.closes)] for part in day]
