"""Face: an answer while it is being given: carried from page to page in hidden fields only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from werkzeug.datastructures import MultiDict

from backend.services.asking import PLACE, Questions, Subject
from shared.asking import CHANGED, PLAIN, feelings, path
from shared.digits import is_digits
from shared.ids import check_feedback_id, new_feedback_id, new_receipt, normalise_receipt
from shared.ids import receipt_hash as hash_of
from shared.perception import DAYPARTS, Feedback
from shared.problems import Problem
from shared.stamping import NOW, WHENS, daypart_said, week_said

FACTORS = "factors"
MANY = (FACTORS, CHANGED)
_MOST_DIGITS = 9


@dataclass(frozen=True)
class Draft:
    """What a form carries; `answers` holds the questions with one answer, by question."""

    where: str = ""
    when: str = NOW
    week: str = ""
    daypart: str = ""
    id: str = ""
    receipt: str = ""
    version: str = ""
    young: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    many: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def level(self) -> str:
        """How safe, if that was said."""
        return self.answers.get("level", "")

    @property
    def is_begun(self) -> bool:
        """Whether the first question was shown."""
        return bool(self.id)

    def hidden(self, shown: Collection[str] = ()) -> list[tuple[str, str]]:
        """Return the fields to be carried on by a page that itself asks for those shown."""
        plain = ("where", "when", "week", "daypart", "id", "receipt", "version")
        held = [(name, getattr(self, name)) for name in (*plain, "young")]
        held += list(self.answers.items())
        held += [(name, code) for name, codes in self.many.items() for code in codes]
        return [(name, value) for name, value in held if value and name not in shown]

    def stamped(self, subject: Subject, now: datetime) -> Self:
        """Return the draft with the week and daypart that its time means there."""
        daypart = daypart_said(self.when, subject.at, now)
        return replace(self, week=week_said(self.when, now), daypart=daypart)

    def begun(self, questions: Questions) -> Self:
        """Return the draft with fresh ids and receipt, so that it is stored once."""
        return replace(
            self,
            id=new_feedback_id(),
            receipt=new_receipt(),
            version=str(questions.version),
        )

    def without(self, name: str) -> Self:
        """Return the draft without the answer to a question."""
        answers = {each: code for each, code in self.answers.items() if each != name}
        return replace(self, answers=answers, many={**self.many, name: ()})

    def fitting(self, questions: Questions) -> Self:
        """Return the draft with just the reasons that are shown after its level."""
        shown = feelings(self.level)
        options = questions.by_id["factors"]["options"]
        codes = {each["code"] for each in options if shown is None or each["feeling"] in shown}
        kept = tuple(each for each in self.many.get("factors", ()) if each in codes)
        return replace(self, many={**self.many, "factors": kept})

    def details(self, questions: Questions) -> list[str]:
        """Return the optional questions that fit what was answered so far."""
        return path(questions.by_id, self.answers)

    def feedback(self, subject: Subject, questions: Questions) -> Feedback:
        """Return the answer to be stored."""
        is_place = subject.kind == PLACE
        return Feedback(
            level=self.level,
            week=self.week,
            daypart=self.daypart,
            zone=None if is_place else subject.id,
            place=subject.id if is_place else None,
            factors=tuple(sorted(set(self.many.get("factors", ())))),
            questions=questions.id,
            questions_version=questions.version,
            receipt_hash=hash_of(self.receipt),
            **{
                name: self.answers[name] for name in self.details(questions) if name in self.answers
            },
        )


def read_draft(form: MultiDict[str, str]) -> Draft:
    """Return what a form carries; raises body-invalid where it is not as our pages made it.

    What a young person changed is never read: it does not travel in one message with an answer.
    """
    place = form.get("place", "")
    draft = Draft(
        where=f"{PLACE}:{place}" if place else form.get("where", ""),
        when=form.get("when", "") or NOW,
        **{name: form.get(name, "") for name in ("week", "daypart", "id", "receipt", "version")},
        young="1" if form.get("young") else "",
        answers={name: form[name] for name in ("level", *PLAIN) if _is_one(form, name)},
        many={FACTORS: tuple(form.getlist(FACTORS))},
    )
    _check(draft)
    return draft


def check_codes(draft: Draft, questions: Questions) -> None:
    """Raise body-invalid where an answer is none of the question's."""
    given: dict[str, tuple[str, ...]] = {name: (code,) for name, code in draft.answers.items()}
    for name, codes in {**given, **draft.many}.items():
        question: Mapping[str, Any] = questions.by_id.get(name, {"options": ()})
        known = {option["code"] for option in question["options"]}
        # A question that is no longer asked is passed over, as if it had not been answered.
        if known and not known.issuperset(codes):
            raise Problem("body-invalid")


def _is_one(form: MultiDict[str, str], name: str) -> bool:
    return name not in MANY and bool(form.get(name))


def _check(draft: Draft) -> None:
    well_made = draft.when in WHENS and draft.daypart in ("", *DAYPARTS)
    well_made = well_made and (not draft.version or _is_number(draft.version))
    try:
        if draft.id:
            check_feedback_id(draft.id)
        if draft.receipt:
            normalise_receipt(draft.receipt)
    except Problem:
        well_made = False
    if not well_made or bool(draft.id) != bool(draft.receipt and draft.week):
        raise Problem("body-invalid")


def _is_number(text: str) -> bool:
    return is_digits(text) and len(text) <= _MOST_DIGITS
