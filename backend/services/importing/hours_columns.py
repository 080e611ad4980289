"""Deeds: what a row of a list says of its hours: read exactly, or asked of the venue."""

from collections.abc import Callable, Mapping
from datetime import date

from backend.services.importing.day_hours import (
    WEEKDAYS,
    HoursReading,
    UnreadableHoursError,
    checked,
    read_weekdays,
)
from backend.services.importing.osm_hours import read_osm_hours

MOST_REMARK = 300
MUST_BE_ASKED = "Opening hours must be asked for."


Reader = Callable[[str, date], HoursReading]


def hours_told(
    values: Mapping[str, str], today: date, read: Reader = read_osm_hours
) -> HoursReading:
    """Return the hours of a row; what cannot be held exactly is none, with why, and as it stood.

    `read` is given by who reads many rows and remembers those that say the same.
    """
    text, remark = values.get("opening_hours", ""), values.get("remark", "")
    try:
        reading = read(text, today) if text else read_weekdays(values)
        return checked(reading, today, remark)
    except UnreadableHoursError as error:
        told = text or "; ".join(
            f"{day.capitalize()} {values[day]}" for day in WEEKDAYS if values.get(day)
        )
        said = f"The list says: {told[:MOST_REMARK]}"
        return HoursReading(None, (str(error), said, MUST_BE_ASKED))
