"""Deeds: the pages of an offer: their fields, and what is wrong with an answer in plain words."""

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, validate

from backend.services.faults import faults_of
from backend.services.place_fields import (
    Line,
    Phone,
    Postcode,
    WebAddress,
    degrees_field,
    facilities_field,
    kind_field,
    languages_field,
)
from shared.problems import Fault
from shared.wire_fields import MISSING, Flag
from shared.wire_hours import HoursSchema
from shared.wire_keys import Email

Answers = Mapping[str, Mapping[str, Any]]
"""What was answered: the values of each page by its name."""


class _PageSchema(Schema):
    class Meta:
        unknown = EXCLUDE


class OrganisationSchema(_PageSchema):
    """Who runs the place."""

    organisation = Line(120, required=True)
    website = WebAddress(load_default="")


class PlaceSchema(_PageSchema):
    """What the place is called and what it is; its telephone is shown to residents."""

    name = Line(120, required=True)
    kind = kind_field(required=True)
    phone = Phone(load_default="")


class AddressSchema(_PageSchema):
    """Where the place is, in words."""

    address = Line(200, required=True)
    town = Line(60, required=True)
    postcode = Postcode(required=True, error_messages={"required": MISSING})


class PositionSchema(_PageSchema):
    """Where the door is."""

    lat = degrees_field(90, required=True)
    lon = degrees_field(180, required=True)


class OfferedHoursSchema(HoursSchema):
    """When it is open: as published, weekly and on days with other hours."""


class FacilitiesSchema(_PageSchema):
    """What people find there, and which languages are spoken."""

    facilities = facilities_field(load_default=list)
    languages = languages_field(load_default=list)


def _agreed(what: str) -> Flag:
    words: dict[str, Any] = {"required": what, "invalid": what, "null": what}
    return Flag(
        required=True, validate=validate.Equal(comparable=True, error=what), error_messages=words
    )


class DeclarationsSchema(_PageSchema):
    """What every place has to say yes to."""

    insurance = _agreed("Please confirm that you have public liability insurance.")
    safeguarding = _agreed("Please confirm that you follow the safeguarding rules.")
    confidentiality = _agreed("Please confirm that you keep to yourselves who asked for help.")


_NO_MAIL = "Please write an e-mail address like name@example.org."


class ContactSchema(_PageSchema):
    """Whom the partnership talks to; none of it is shown to residents."""

    contact_name = Line(120, required=True)
    contact_role = Line(120, required=True)
    contact_email = Email(error=_NO_MAIL, required=True)
    contact_phone = Phone(required=True, error_messages={"required": MISSING})


PAGES: Mapping[str, Schema] = {
    "organisation": OrganisationSchema(),
    "place": PlaceSchema(),
    "address": AddressSchema(),
    "position": PositionSchema(),
    "hours": OfferedHoursSchema(),
    "facilities": FacilitiesSchema(),
    "declarations": DeclarationsSchema(),
    "contact": ContactSchema(),
}
"""The pages in their order."""


def read_page(page: str, values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """Return a page's values in their stored form, and every fault as "page/field"."""
    try:
        loaded: dict[str, Any] = PAGES[page].load(dict(values))
    except ValidationError as error:
        found = faults_of(error.messages)
        # A list names its third entry as "facilities/2": the field is what a form can show.
        named = [(fault.where.partition("/")[0], _plainly(fault.what)) for fault in found]
        return {}, [Fault(f"{page}/{name}", what) for name, what in dict.fromkeys(named)]
    return loaded, []


def read_all(answers: Answers) -> tuple[dict[str, dict[str, Any]], list[Fault]]:
    """Return a whole offer in its stored form, and every fault in the order of its pages.

    A page that asks for nothing and was not opened is there all the same.
    """
    loaded, faults = {}, []
    for page in PAGES:
        loaded[page], found = read_page(page, answers.get(page, {}))
        faults += found
    return loaded, faults


def _plainly(what: str) -> str:
    return MISSING if what.startswith("Missing data") else what
