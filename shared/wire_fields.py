"""The contract's wire fields: codes, moments and hours as marshmallow reads and refuses them."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from shared.clock import parse_moment
from shared.perception import OTHER
from shared.problems import Problem

FORMAT = 1
"""The format of every published document; a phone refuses a newer one and keeps what it has."""

MISSING = "Please fill this in."

_CODE = re.compile(r"[a-z0-9_]{1,40}")

sha256_hex = validate.Regexp(r"^[0-9a-f]{64}\Z", error="This is not a SHA-256 in hex.")
short_id = validate.Regexp(r"^[A-Za-z0-9_-]{1,64}\Z", error="This is not an id.")
latitude = validate.Range(-90, 90, error="A latitude lies between -90 and 90.")
longitude = validate.Range(-180, 180, error="A longitude lies between -180 and 180.")


class WireSchema(Schema):
    """A message that ignores what it does not know, so that it can grow for years."""

    class Meta:
        """Unknown fields are left out, never refused."""

        unknown = EXCLUDE


class Text(fields.String):
    """A text without control characters, trimmed, of 1 to `most` characters; refused in words."""

    def __init__(self, most: int = 200, *, least: int = 1, **kwargs: Any) -> None:
        validators = [
            validate.Length(min=least, error=MISSING),
            validate.Length(max=most, error=f"Write at most {most} characters."),
        ]
        super().__init__(validate=validators, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs).strip()
        if not text.isprintable():
            raise ValidationError("This holds characters that cannot be shown.")
        return text


class Code(fields.String):
    """A code of a closed list; one that is well formed but unknown becomes "other" (D2)."""

    def __init__(self, known: Collection[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known = frozenset(known)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not _CODE.fullmatch(text):
            raise ValidationError("This is not a code.")
        return text if text in self.known else OTHER


class IsoDay(fields.String):
    """A day such as "2026-11-22", kept as text."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError as error:
            raise ValidationError("This is not a day such as 2026-11-22.") from error


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


class Moment(fields.String):
    """An aware moment such as "2026-11-22T14:00:00Z", kept as text."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        try:
            parse_moment(text)
        except ValueError as error:
            raise ValidationError("This is not a moment such as 2026-11-22T14:00:00Z.") from error
        return text


class Words(fields.Dict):
    """A text in each language, such as {"en": "Library"}; English is always there."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(keys=fields.String(), values=Text(500), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        words: Any = super()._deserialize(value, attr, data, **kwargs)  # type: ignore[no-untyped-call]
        if "en" not in words:
            raise ValidationError("The English words are missing.")
        return words


def as_validation_error(problem: Problem, field_name: str) -> ValidationError:
    """Return a refusal of the domain as marshmallow's, so that it stands at its field."""
    return ValidationError({field_name: [f"{problem.title} {problem.detail}".strip()]})
