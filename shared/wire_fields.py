"""The contract's wire fields: texts, numbers and flags as marshmallow reads and refuses them.

Every field of every schema is made of these and of the keys beside them (a test walks them), so
that what is kept is kept in one canonical form.
"""

import re
import unicodedata
from itertools import pairwise
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from shared.problems import Problem
from shared.wire_keys import MOST_WHOLE, Matching

FORMAT = 1
"""The format of every published document; a phone refuses a newer one and keeps what it has."""

MISSING = "Please fill this in."
MOST_LATITUDE = 90

_SPACES = re.compile(" {2,}")
_UNSEEN = re.compile("[\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]")
"""Printable by their class, and nothing to be seen: fillers, and an empty cell of braille."""

MOST_ACCENTS = 3
"""On one letter, once what can be is composed: Arabic and Hebrew have as many, Zalgo has dozens."""


class WireSchema(Schema):
    """A message that ignores what it does not know, so that it can grow for years."""

    class Meta:
        """Unknown fields are left out, never refused."""

        unknown = EXCLUDE


class Text(fields.String):
    """One line of 1 to `most` characters for people to read; refused in words.

    Its canonical form: letters and accents composed (NFC), single spaces, none at the ends.
    """

    def __init__(self, most: int = 200, *, least: int = 1, **kwargs: Any) -> None:
        validators = [
            validate.Length(min=least, error=MISSING),
            validate.Length(max=most, error=f"Write at most {most} characters."),
        ]
        super().__init__(validate=validators, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs).strip()
        text = unicodedata.normalize("NFC", text)
        if not text.isprintable() or _UNSEEN.search(text):
            raise ValidationError("This holds characters that cannot be shown.")
        if _has_heap_of_accents(text):
            raise ValidationError("This holds more accents on one letter than any language has.")
        return _SPACES.sub(" ", text)


class IgnoredUnlessWhole(fields.Nested):
    """Something that may be missing: what cannot be read counts as missing, and stops nothing."""

    def deserialize(
        self, value: Any, attr: str | None = None, data: Any = None, **kwargs: Any
    ) -> Any:
        """Return what was read, or None where it could not be."""
        try:
            return super().deserialize(value, attr, data, **kwargs)
        except ValidationError:
            return None


class Degrees(fields.Float):
    """A latitude (`most` 90) or longitude (180) in degrees, WGS 84; refused with `error`."""

    def __init__(self, most: float, *, error: str | None = None, **kwargs: Any) -> None:
        name = "latitude" if most == MOST_LATITUDE else "longitude"
        on_globe = error or f"A {name} lies between -{most:g} and {most:g}."
        super().__init__(validate=validate.Range(-most, most, error=on_globe), **kwargs)
        if error:
            self.error_messages |= dict.fromkeys(("required", "invalid", "null", "special"), error)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, bool) or (isinstance(value, str) and not value.isascii()):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class Lines(Text):
    """Several lines for people to read, at most `most` characters; line ends are "\\n"."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        read = super()._deserialize
        lines = value.replace("\r\n", "\n").strip().split("\n")
        return "\n".join(read(line, attr, data, **kwargs) for line in lines)


class Secret(fields.String):
    """A password as typed, `least` to 200 characters: it is compared or hashed, and never kept."""

    def __init__(self, least: int = 1, **kwargs: Any) -> None:
        length = validate.Length(least, 200, error=f"Use at least {least} characters.")
        super().__init__(validate=length, error_messages={"required": MISSING}, **kwargs)


class AsTyped(fields.String):
    """What a form shows again: its deed makes the one form of it or refuses it, field by field."""


class LaterRead(fields.Raw):
    """Hours, which a schema of their own reads in the next step."""


class Openings(fields.Field[list[list[int]]]):
    """Openings as pairs of UTC minutes, each minute after the one before, checked in one go."""

    default_error_messages = {"invalid": "They must rise from one minute to the next."}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> list[list[int]]:
        if not isinstance(value, list) or not all(isinstance(pair, list) for pair in value):
            raise self.make_error("invalid")
        flat = [minute for pair in value for minute in pair]
        are_pairs = all(len(pair) == 2 for pair in value)
        are_whole = all(type(minute) is int and 0 <= minute <= MOST_WHOLE for minute in flat)
        if not are_pairs or not are_whole or any(a >= b for a, b in pairwise(flat)):
            raise self.make_error("invalid")
        return value


class Outline(fields.Field[list[list[float]]]):
    """An outline as pairs of longitude and latitude in degrees, WGS 84, checked in one go."""

    default_error_messages = {"invalid": "This is not a list of pairs of degrees."}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> list[list[float]]:
        if not isinstance(value, list) or not all(_is_position(pair) for pair in value):
            raise self.make_error("invalid")
        return [[float(lon), float(lat)] for lon, lat in value]


class TimeOfDay(fields.String):
    """One end of an opening; `HoursSchema` refuses every spelling but HH:MM."""


class Flag(fields.Boolean):
    """Yes or no: true or false in JSON, a ticked box in a form."""


class Dialled(Matching):
    """A telephone number as it is shown: digits, spaces and "+", at most 20; "" is none."""

    pattern, error = r"^[0-9+ ]{0,20}$", "Use digits and spaces only."


class Language(Matching):
    """The code of a language, such as "en" or "pt-BR"."""

    pattern, error = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "This is not the code of a language."


class Words(fields.Dict):
    """A text in each language, such as {"en": "Library"}; English is always there."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(keys=Language(), values=Text(500), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        words: Any = super()._deserialize(value, attr, data, **kwargs)  # type: ignore[no-untyped-call]
        if "en" not in words:
            raise ValidationError("The English words are missing.")
        return words


def _has_heap_of_accents(text: str) -> bool:
    run = 0
    for letter in text:
        run = run + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if run > MOST_ACCENTS:
            return True
    return False


def _is_position(pair: object) -> bool:
    return (
        isinstance(pair, list)
        and len(pair) == 2
        and all(type(each) in (int, float) for each in pair)
        and -180 <= pair[0] <= 180
        and -90 <= pair[1] <= 90
    )


def as_validation_error(problem: Problem, field_name: str) -> ValidationError:
    """Return a refusal of the domain as marshmallow's, so that it stands at its field."""
    return ValidationError({field_name: [f"{problem.title} {problem.detail}".strip()]})
