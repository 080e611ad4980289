"""The contract's keys: fields whose accepted spellings of one thing load as one value.

What is a key, a group or a period is stored as these return it, so that no two spellings make two
rows or two groups. The database refuses what is not so (backend/storage/canonical.py).
"""

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, validate

from shared.clock import format_moment, monday_of, parse_moment
from shared.digits import is_digits
from shared.ids import normalise_receipt
from shared.perception import OTHER
from shared.problems import Problem

NO_MAIL = "This is not a mail address. Write it like name@example.org."
MOST_MAIL = 254
MOST_WHOLE = 2**31 - 1
"""The largest whole number a field takes: what a column of the database holds."""

MOST_TYPED = 60
"""How long a receipt may be typed: its 16 letters, with what people put between."""

_CODE = re.compile(r"[a-z0-9_]{1,40}")
_WEEK = r"^[1-9][0-9]{3}-W(0[1-9]|[1-4][0-9]|5[0-3])$"
_MONTH = r"^[1-9][0-9]{3}-(0[1-9]|1[0-2])$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_SEASON_DAY = r"^([1-9][0-9]{3}-)?(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_RECEIPT = r"^([ -]*[0-9A-TV-Za-tv-z]){16}[ -]*$"
_MOST_DIGITS = 10


class Pattern(validate.Regexp):
    """A whole text must match, its last character too: `$` alone lets a line end pass."""

    def __call__(self, value: Any) -> Any:
        """Return the text; raise ValidationError unless all of it matches."""
        if self.regex.fullmatch(value) is None:
            raise ValidationError(self._format_error(value))
        return value


class Matching(fields.String):
    """A text of one ASCII pattern, which the API's description names too; subclasses say which."""

    pattern, error = "", ""

    def __init__(self, pattern: str = "", *, error: str = "", **kwargs: Any) -> None:
        rule = Pattern(pattern or self.pattern, error=error or self.error)
        super().__init__(validate=rule, **kwargs)


class Id(Matching):
    """An id made by us or by a partner: letters, digits, "_" and "-" of ASCII, 1 to 64."""

    pattern, error = r"^[A-Za-z0-9_-]{1,64}$", "This is not an id."


class OptionalId(Matching):
    """An id, or "" where a form names none."""

    pattern, error = r"^[A-Za-z0-9_-]{0,64}$", "This is not an id."


class Sha256(Matching):
    """A SHA-256 in hex, small letters."""

    pattern, error = r"^[0-9a-f]{64}$", "This is not a SHA-256 in hex."


class Week(Matching):
    """An ISO week of the calendar, such as "2026-W47"."""

    pattern, error = _WEEK, "This is not a week such as 2026-W47."

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        week: str = super()._deserialize(value, attr, data, **kwargs)
        if re.fullmatch(_WEEK, week):
            _in_calendar(week)
        return week


class Day(fields.Date):
    """A day of the calendar as a form sends it; loads as a date."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        if not isinstance(value, str) or not re.fullmatch(_DAY, value):
            raise self.make_error("invalid", input=value, obj_type="date")
        return super()._deserialize(value, attr, data, **kwargs)


class Month(Matching):
    """A month, such as "2026-11"."""

    pattern, error = _MONTH, "This is not a month such as 2026-11."


class IsoDay(Matching):
    """A day of the calendar, such as "2026-11-22", kept as text."""

    pattern, error = _DAY, "This is not a day such as 2026-11-22."

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError as error:
            raise ValidationError(self.error) from error


class SeasonDay(Matching):
    """A day of every year, such as "07-20", or of one, such as "2026-07-20", kept as text."""

    pattern, error = _SEASON_DAY, "This is not a day such as 07-20 or 2026-07-20."


class Moment(fields.String):
    """An aware moment such as "2026-11-22T14:00:00Z", kept as text in UTC to the second."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        try:
            return format_moment(parse_moment(text))
        except (ValueError, OverflowError) as error:
            raise ValidationError("This is not a moment such as 2026-11-22T14:00:00Z.") from error


class Receipt(fields.String):
    """A receipt code as typed, in any groups; loads in its one form: 16 letters, no groups.

    Raises Problem receipt-invalid where a short text is none: it is all that is asked for.
    """

    def __init__(self, **kwargs: Any) -> None:
        most = validate.Length(max=MOST_TYPED)
        super().__init__(validate=most, metadata={"pattern": _RECEIPT}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        return normalise_receipt(text) if len(text) <= MOST_TYPED else text


class Choice(fields.String):
    """One of a closed list, spelt as it stands there; anything else is refused."""

    def __init__(
        self, known: Collection[str], *, error: str = "Choose one.", **kwargs: Any
    ) -> None:
        super().__init__(validate=validate.OneOf(tuple(known), error=error), **kwargs)
        self.error_messages |= {"required": error, "null": error} | kwargs.get("error_messages", {})


class Code(fields.String):
    """A code of a closed list; one that is well formed but unknown becomes "other" (D2)."""

    def __init__(self, known: Collection[str], **kwargs: Any) -> None:
        super().__init__(metadata={"pattern": f"^{_CODE.pattern}$"}, **kwargs)
        self.known = frozenset(known)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not _CODE.fullmatch(text):
            raise ValidationError("This is not a code.")
        return text if text in self.known else OTHER


class Whole(fields.Integer):
    """A whole number from `least` to `most`: of JSON, never a text of digits.

    JSON has one kind of number, and 1.0 is whole as 1 is (JSON Schema 2020-12, 4.2.2).
    """

    def __init__(self, least: int = 0, most: int = MOST_WHOLE, **kwargs: Any) -> None:
        super().__init__(strict=True, validate=validate.Range(least, most), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, str | bool):
            raise self.make_error("invalid")
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return super()._deserialize(value, attr, data, **kwargs)


class TypedWhole(fields.Integer):
    """A whole number from `least` to `most` typed into a form: the digits 0 to 9."""

    def __init__(self, least: int = 0, most: int = MOST_WHOLE, **kwargs: Any) -> None:
        super().__init__(validate=validate.Range(least, most), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = str(value).strip()
        if not is_digits(text.removeprefix("-")) or len(text) > _MOST_DIGITS:
            raise self.make_error("invalid")
        return int(text)


class Email(fields.Email):
    """A mail address, in small letters: one person is one row however she writes it."""

    def __init__(self, **kwargs: Any) -> None:
        error = kwargs.pop("error", NO_MAIL)
        words = dict.fromkeys(("required", "invalid", "null"), error)
        super().__init__(
            validate=validate.Length(max=MOST_MAIL, error=error),
            error_messages=words | kwargs.pop("error_messages", {}),
            **kwargs,
        )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs).strip().lower()
        if not text.isascii():
            raise self.make_error("invalid")
        return text


def _in_calendar(week: str) -> None:
    try:
        monday_of(week)
    except Problem as problem:
        raise ValidationError(f"{problem.detail}.") from None
