"""Generated opening hours: weeks that may split, cross midnight and wrap around, never overlap."""

from datetime import date, timedelta

from hypothesis import strategies as st

from shared.hours import OpeningHours
from shared.intervals import DAY_MIN, DAYS, Interval, format_wall

SPRING_FORWARD, FALL_BACK = date(2026, 3, 29), date(2026, 10, 25)
"""The Sundays of 2026 on which clocks change at 01:00 UTC (Summer Time Order 2002)."""


@st.composite
def weekly_hours(draw: st.DrawFn) -> OpeningHours:
    """Up to three intervals a day in steps of 15 minutes, some past midnight."""
    cursor = draw(st.integers(0, 40)) * 15
    first, days = cursor, []
    for day in range(7):
        intervals = []
        cursor = max(cursor, day * DAY_MIN)
        for _ in range(draw(st.integers(0, 3))):
            opens = cursor + draw(st.integers(0, 40)) * 15
            if opens >= (day + 1) * DAY_MIN:
                break
            closes = opens + draw(st.integers(1, 48)) * 15
            closes = min(closes, 7 * DAY_MIN + first)
            if closes <= opens:
                break
            intervals.append(Interval(opens - day * DAY_MIN, closes - day * DAY_MIN))
            cursor = closes + 15
        days.append(tuple(intervals))
    if not any(days):
        days[0] = (Interval(540, 1020),)
    return OpeningHours(tuple(days))


def days_of_2026() -> st.SearchStrategy[date]:
    """Any day of 2026; every third one within three days of a clock change."""
    change = st.sampled_from((SPRING_FORWARD, FALL_BACK))
    near = st.builds(lambda day, off: day + timedelta(days=off), change, st.integers(-3, 1))
    anywhere = st.dates(date(2026, 1, 1), date(2026, 12, 31))
    return st.one_of(anywhere, anywhere, near)


def as_osm(hours: OpeningHours) -> str:
    """Return the hours in OpenStreetMap's syntax, rules joined by "," so that nothing is lost."""
    return ", ".join(
        f"{DAYS[day][:2]} " + ",".join(_osm_interval(interval) for interval in intervals)
        for day, intervals in enumerate(hours.weekly)
        if intervals
    )


def _osm_interval(interval: Interval) -> str:
    closes = interval.closes
    if closes == DAY_MIN:
        return f"{format_wall(interval.opens)}-24:00"
    return f"{format_wall(interval.opens)}-{format_wall(closes)}"
