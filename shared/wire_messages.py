"""The contract's messages between phone and server: one marshmallow schema each."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from shared.help_answer import HELPED, NOBODY, WHY_NOT, HelpAnswer
from shared.perception import DAYPARTS, NOT_SAID, UMAY_1, Feedback
from shared.wire_fields import Text, WireSchema, Words
from shared.wire_keys import Choice, Code, Id, IsoDay, Month, Receipt, Sha256, Week, Whole
from shared.young_questions import YOUNG_CHANGES
from shared.young_record import AGE_BANDS, YoungRecord

MESSAGE_VERSION = 1
MOST_FACTORS = 20
MOST_BYTES = 16 * 1024
"""The largest body the API reads (goal S13)."""


def _code(question_id: str) -> Code:
    return Code(UMAY_1.codes(question_id), load_default=NOT_SAID)


class FeedbackSchema(WireSchema):
    """The feedback message, version 1: complete from the start, for years (D2).

    Unknown fields are ignored, unknown codes become "other"; exactly one of zone and place is set.
    Loads into `perception.Feedback`.
    """

    version = Whole(1, 1000, load_default=MESSAGE_VERSION)
    questions = Id(required=True)
    questions_version = Whole(1, required=True)
    level = Code(UMAY_1.codes("level"), required=True)
    factors = fields.List(
        Code(UMAY_1.codes("factors")), load_default=list, validate=validate.Length(max=MOST_FACTORS)
    )
    happened = _code("happened")
    reported = _code("reported")
    why_not = _code("why_not")
    age_band = _code("age_band")
    gender = _code("gender")
    setting = _code("setting")
    zone = Id(load_default=None, allow_none=True)
    place = Id(load_default=None, allow_none=True)
    daypart = Code(DAYPARTS, load_default=NOT_SAID)
    week = Week(required=True)
    receipt_hash = Sha256(load_default=None, allow_none=True)
    voice = Sha256(load_default=None, allow_none=True)

    @validates_schema
    def check_where(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse an answer about nowhere, or about two things."""
        if (data.get("zone") is None) == (data.get("place") is None):
            raise ValidationError({"zone": ["Name one neighbourhood or one place, not both."]})

    @post_load
    def to_feedback(self, data: dict[str, Any], **_: Any) -> Feedback:
        """Return the answer; its factors sorted and each named once."""
        data.pop("version")
        data["factors"] = tuple(sorted(set(data["factors"])))
        return Feedback(**data)


class FeedbackStoredSchema(WireSchema):
    """The echo without which a phone keeps the item: the id that was stored, of either kind."""

    id = Id(required=True)
    state = Choice(("stored",), required=True)


class ReceiptSchema(WireSchema):
    """A receipt code as typed, in the body of a POST and never in an address."""

    code = Receipt(required=True)


class ReceiptReplySchema(WireSchema):
    """A "you said, we did" for the zone or place of a receipt."""

    said = Words(required=True)
    did = Words(required=True)
    on = IsoDay(required=True)


class ReceiptStateSchema(WireSchema):
    """What became of an answer: not_arrived, arrived or withdrawn; where it was; what was done.

    `restored_on` is the day on which the server's records came from a backup, if that was lately:
    what was sent or withdrawn shortly before may be missing.
    """

    state = Choice(("not_arrived", "arrived", "withdrawn"), required=True)
    label = Text(load_default=None, allow_none=True)
    restored_on = IsoDay(load_default=None, allow_none=True)
    replies = fields.List(fields.Nested(ReceiptReplySchema), load_default=list)


class YoungRecordSchema(WireSchema):
    """The separate young people's record, version 1: month, age band, what was changed.

    Unknown fields are ignored, unknown codes become "other". Loads into `YoungRecord`.
    """

    version = Whole(1, 1000, load_default=MESSAGE_VERSION)
    month = Month(required=True)
    age_band = Choice(AGE_BANDS, required=True)
    changes = fields.List(
        Code(YOUNG_CHANGES), required=True, validate=validate.Length(1, len(YOUNG_CHANGES))
    )

    @post_load
    def to_young_record(self, data: dict[str, Any], **_: Any) -> YoungRecord:
        """Return the record; its changes sorted and each named once."""
        changes = tuple(sorted(set(data["changes"])))
        return YoungRecord(data["month"], data["age_band"], changes)


class HelpAnswerSchema(WireSchema):
    """Whether a place helped, version 1: its id, the ISO week, one of three answers, and why not.

    Unknown fields are ignored, and so is a reason that is unknown or beside another answer than
    "no". Loads into `HelpAnswer`.
    """

    version = Whole(1, 1000, load_default=MESSAGE_VERSION)
    place = Id(required=True)
    week = Week(required=True)
    helped = Choice(HELPED, required=True)
    why_not = Code(WHY_NOT, load_default=None, allow_none=True)

    @post_load
    def to_help_answer(self, data: dict[str, Any], **_: Any) -> HelpAnswer:
        """Return the answer."""
        is_reason = data["helped"] == NOBODY and data["why_not"] in WHY_NOT
        why_not = data["why_not"] if is_reason else ""
        return HelpAnswer(data["place"], data["week"], data["helped"], why_not)


class FaultSchema(WireSchema):
    """One thing that is wrong in a refused request: where and what."""

    where = Text(200, least=0, required=True)
    what = Text(1000, required=True)


class ProblemSchema(WireSchema):
    """A refusal as RFC 9457 problem details, with our `errors` member."""

    type = Text(required=True)
    title = Text(500, required=True)
    status = Whole(100, 599, required=True)
    detail = Text(2000, least=0)
    errors = fields.List(fields.Nested(FaultSchema))
