"""The contract's packed postcodes as marshmallow reads and refuses them."""

import re
from itertools import accumulate, pairwise
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from shared.postcodes import STEPS_PER_DEGREE, UNIT_LETTERS
from shared.wire_fields import Degrees, WireSchema
from shared.wire_keys import Matching

MOST_UNITS = len(UNIT_LETTERS) ** 2


class Steps(fields.Field[list[int]]):
    """A list of whole numbers, checked in one go: a borough has sixteen thousand."""

    default_error_messages = {"invalid": "This is not a list of whole numbers."}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> list[int]:
        if not isinstance(value, list) or any(type(step) is not int for step in value):
            raise self.make_error("invalid")
        return value


class SectorSchema(WireSchema):
    """One sector of postcodes: where its first unit is, and the way from each unit to the next."""

    sector = Matching(
        r"^[A-Z]{1,2}[0-9][0-9A-Z]? [0-9]$",
        error="This is not a sector such as WN1 1.",
        required=True,
    )
    units = Matching(
        rf"^([{UNIT_LETTERS}]{{2}}){{1,{MOST_UNITS}}}$", error="These are not units.", required=True
    )
    lat = Degrees(90, required=True)
    lon = Degrees(180, required=True)
    north = Steps(required=True)
    east = Steps(required=True)

    @validates_schema
    def check_units(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse units out of order or twice, and steps that are too few or leave the globe."""
        names = re.findall("..", data["units"])
        if any(before >= after for before, after in pairwise(names)):
            raise ValidationError({"units": ["Each unit stands once, in the order of letters."]})
        for way, at, most in (("north", "lat", 90), ("east", "lon", 180)):
            if len(data[way]) != len(names):
                raise ValidationError({way: ["There is one step for each unit."]})
            reached = accumulate(data[way], initial=round(data[at] * STEPS_PER_DEGREE))
            if any(abs(place) > most * STEPS_PER_DEGREE for place in reached):
                raise ValidationError({way: ["These steps leave the globe."]})


def check_once(sectors: list[dict[str, Any]]) -> None:
    """Refuse a sector that stands twice."""
    names = [sector["sector"] for sector in sectors]
    if len(set(names)) != len(names):
        raise ValidationError("Each sector stands once.")
