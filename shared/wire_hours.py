"""The contract's opening hours on the wire: what a schedule is as JSON, and what is refused."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from marshmallow import fields, validate, validates_schema

from shared.hours import OpeningHours, Schedule
from shared.intervals import day_from_wire, day_to_wire
from shared.problems import Problem
from shared.seasons import (
    KINDS,
    MOST_CONDITIONS,
    MOST_SEASONS,
    Season,
    season_from_wire,
    season_to_wire,
)
from shared.wire_fields import TimeOfDay, WireSchema, as_validation_error
from shared.wire_keys import Choice, IsoDay, SeasonDay, Whole


def _day_field(**kwargs: Any) -> fields.List[Any]:
    """Return the field of one day's hours: [["09:00", "17:00"], ...]; [] is closed."""
    pair = fields.List(TimeOfDay(), validate=validate.Length(equal=2))
    return fields.List(pair, **kwargs)


_SEVEN = validate.Length(equal=7)


class ExceptionSchema(WireSchema):
    """A day on which other hours apply; no hours mean closed."""

    on = IsoDay(required=True)
    hours = _day_field(required=True)


class ConditionSchema(WireSchema):
    """A condition on a day, such as {"kind": "dates", "first": "07-20", "last": "08-31"}."""

    kind = Choice(KINDS, error=f"This is none of {', '.join(KINDS)}.", required=True)
    numbers = fields.List(Whole(-99, 99))
    first = SeasonDay()
    last = SeasonDay()


class SeasonSchema(WireSchema):
    """Hours that replace the usual ones where every condition holds; null: a day as usual."""

    when = fields.List(
        fields.Nested(ConditionSchema), required=True, validate=validate.Length(1, MOST_CONDITIONS)
    )
    days = fields.List(_day_field(allow_none=True), required=True, validate=_SEVEN)

    @validates_schema
    def check_season(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse what is no season: dates that are none, numbers without a kind."""
        read_season(data)


class HoursSchema(WireSchema):
    """Weekly hours, Monday first, each day [["09:00", "17:00"], ...], seasons, dated exceptions."""

    weekly = fields.List(_day_field(), required=True, validate=_SEVEN)
    exceptions = fields.List(fields.Nested(ExceptionSchema), load_default=list)
    seasons = fields.List(
        fields.Nested(SeasonSchema), load_default=list, validate=validate.Length(max=MOST_SEASONS)
    )

    @validates_schema
    def check_hours(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse hours that are malformed, overlap or never open."""
        try:
            hours_from_wire(data)
        except Problem as problem:
            raise as_validation_error(problem, "weekly") from problem


def hours_from_wire(body: Mapping[str, Any]) -> OpeningHours:
    """Return the hours of a message; raises hours-malformed, hours-overlap, hours-never-open."""
    return OpeningHours(
        tuple(day_from_wire(day) for day in body["weekly"]),
        {
            date.fromisoformat(item["on"]): day_from_wire(item["hours"])
            for item in body.get("exceptions", ())
        },
        seasons_from_wire(body.get("seasons", ())),
    )


def hours_to_wire(hours: Schedule) -> dict[str, Any]:
    """Return a schedule as JSON, exceptions in their order."""
    return {
        "weekly": [day_to_wire(day) for day in hours.weekly],
        "exceptions": [
            {"on": day.isoformat(), "hours": day_to_wire(told)}
            for day, told in sorted(hours.exceptions.items())
        ],
        "seasons": [season_to_wire(season) for season in hours.seasons],
    }


def seasons_from_wire(bodies: Iterable[Mapping[str, Any] | None]) -> tuple[Season, ...]:
    """Return the seasons of a message, but for what could not be read; raises hours-malformed."""
    return tuple(_season(body) for body in bodies if body is not None)


def _season(body: Mapping[str, Any]) -> Season:
    try:
        return season_from_wire(body)
    except ValueError as error:
        raise Problem("hours-malformed", str(error)) from None


def read_season(body: Mapping[str, Any]) -> Season:
    """Return a season of a message; raises ValidationError at its field `when`."""
    try:
        return _season(body)
    except Problem as problem:
        raise as_validation_error(problem, "when") from problem
