"""Deeds: fields of the forms about a place, refused in words that help to fill them in."""

from typing import Any
from unicodedata import normalize

import phonenumbers
from marshmallow import ValidationError, fields, validate

from backend.services.deceiving import mixed_word
from shared.places import FACILITIES, KINDS
from shared.postcodes import normal_postcode
from shared.wire_fields import MISSING, Degrees, Text
from shared.wire_keys import Choice


class Phone(fields.String):
    """A telephone number as people in Britain read it, such as "01942 244991"; "" is none."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:  # noqa: ANN401
        text: str = super()._deserialize(value, attr, data, **kwargs).strip()
        if not text and not self.required:
            return ""
        try:
            number = phonenumbers.parse(text, "GB")
        except phonenumbers.NumberParseException:
            number = phonenumbers.PhoneNumber()
        if not phonenumbers.is_valid_number(number):
            what = "This is not a telephone number. Write it like 01942 244991."
            raise ValidationError(what)
        is_british = number.country_code == phonenumbers.country_code_for_region("GB")
        form = phonenumbers.PhoneNumberFormat
        # National numbers of Britain are digits and spaces, as the published pattern wants them.
        return phonenumbers.format_number(number, form.NATIONAL if is_british else form.E164)


class Postcode(fields.String):
    """A postcode in its usual form, such as "WN1 1BS"."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:  # noqa: ANN401
        text: str = super()._deserialize(value, attr, data, **kwargs)
        found = normal_postcode(text)
        if found is None:
            raise ValidationError("This is not a postcode. Write it like WN1 1BS.")
        return found


class WebAddress(fields.String):
    """A web address that begins with http or https, at most 200 characters; "" is none."""

    def __init__(self, **kwargs: Any) -> None:
        most = validate.Length(max=200, error="Write at most 200 characters.")
        super().__init__(validate=most, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:  # noqa: ANN401
        text: str = super()._deserialize(value, attr, data, **kwargs).strip()
        if text:
            what = "This is not a web address. Write it like https://example.org."
            if not text.isascii():
                raise ValidationError(what)
            validate.URL(schemes={"http", "https"}, error=what)(text)
        return text


class Line(Text):
    """A line that a stranger types, such as a name: each word in one alphabet.

    Refused in plain words also where it is not there at all. Letters of other widths and styles
    are kept as the plain ones (NFKC).
    """

    def __init__(self, most: int, *, least: int = 1, **kwargs: Any) -> None:
        super().__init__(most, least=least, **kwargs)
        self.error_messages["required"] = self.error_messages["null"] = MISSING

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:  # noqa: ANN401
        plain = normalize("NFKC", value) if isinstance(value, str) else value
        text: str = super()._deserialize(plain, attr, data, **kwargs)
        if word := mixed_word(text):
            what = f"“{word}” has letters of several alphabets. Write each word in one."
            raise ValidationError(what)
        return text


def kind_field(**kwargs: Any) -> Choice:
    """Return the field of a kind of place: one code of the contract's list."""
    what = "Please choose what kind of place it is."
    return Choice(KINDS, error=what, error_messages={"required": MISSING}, **kwargs)


def facilities_field(**kwargs: Any) -> fields.List[Any]:
    """Return the field of facilities: codes of the contract's list."""
    return fields.List(Choice(FACILITIES, error="We do not know this facility."), **kwargs)


def languages_field(**kwargs: Any) -> fields.List[Any]:
    """Return the field of the languages spoken, at most 20, each a word or two."""
    most = validate.Length(max=20, error="Name at most 20 languages.")
    return fields.List(Line(40), validate=most, **kwargs)


def degrees_field(most: float, **kwargs: Any) -> Degrees:
    """Return the field of a latitude (90) or longitude (180) in degrees."""
    what = "Please mark the place on the map, or give its position in degrees."
    return Degrees(most, error=what, **kwargs)
