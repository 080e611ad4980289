"""What the feedback steps show: how safe, why, and if one likes more; kept before it says so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kivy.properties import BooleanProperty, ListProperty, ObjectProperty, StringProperty

from mobile.store.outbox import YOUNG, Outbox
from mobile.store.voice import Voice, where_named
from mobile.ui.words import apart, comma, published
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.details import Details
from mobile.viewmodels.exchange import Exchange
from mobile.viewmodels.subject import Subject, question_words, subject_here, when_words
from mobile.viewmodels.surroundings import Surroundings
from shared.asking import feelings
from shared.clock import local, week_of
from shared.perception import Feedback
from shared.problems import Problem
from shared.stamping import LAST_NIGHT, NOW, daypart_said, week_said


@dataclass(frozen=True)
class Choice:
    """One option as shown: its code, its words, whether it is chosen."""

    code: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Given:
    """What the page after an answer needs of it; it is forgotten with the page."""

    receipt: str
    level: str
    factors: tuple[str, ...]
    happened: str
    age_band: str
    is_young: bool = False


class FeedbackViewModel(ViewModel):
    """One answer while it is being given."""

    subject = ObjectProperty(None, allownone=True)
    when = StringProperty(NOW)
    about = StringProperty("")
    question = StringProperty("")
    promise = StringProperty("")
    why_question = StringProperty("")
    levels = ListProperty()
    level = StringProperty("")
    factors = ListProperty()
    refusal = StringProperty("")
    is_saved = BooleanProperty(False)
    fate = StringProperty("")
    is_young = BooleanProperty(False)
    has_more = BooleanProperty(True)

    def __init__(
        self, surroundings: Surroundings, exchange: Exchange, outbox: Outbox, voice: Voice
    ) -> None:
        super().__init__()
        self._surroundings = surroundings
        self._exchange = exchange
        self._outbox = outbox
        self._voice = voice
        self._questions: dict[str, Any] = {}
        self._set: dict[str, Any] = {}
        self._chosen: set[str] = set()
        self._saved_id = ""
        self.details = Details()
        self.given: Given | None = None
        exchange.bind(on_report=self._follow)

    def begin(
        self,
        questions: dict[str, Any] | None,
        young: dict[str, Any] | None = None,
        *,
        is_young: bool = False,
    ) -> None:
        """Start a fresh answer about where the person is, with the newest questions."""
        self._set = questions or {}
        self._questions = {item["id"]: item for item in self._set.get("questions", ())}
        self.level, self._saved_id, self.fate = "", "", ""
        self._chosen, self.given = set(), None
        self.is_saved, self.is_young = False, is_young
        self.refusal = "" if questions else _("Connect once to fetch the questions.")
        self.levels = _choices(self._questions.get("level"), set())
        self.details.begin(self._questions, young, is_young=is_young)
        self.has_more = self.details.has_any()
        self.promise = (
            _("Nobody sees who you are. There is no wrong answer.")
            if is_young
            else _("Anonymous. We keep the neighbourhood and the week, never the spot or the time.")
        )
        self.aim(subject_here(self._surroundings), NOW)

    def aim(self, subject: Subject | None, when: str) -> None:
        """Say what the answer is about and when."""
        self.subject, self.when = subject, when
        if subject is None:
            self.about = _("Choose where")
            self.question = question_words(self._words("level"), when, "")
            return
        daypart = daypart_said(when, subject.at, self._surroundings.now())
        self.about = f"{apart(subject.label)}{comma()}{when_words(when)}"
        self.question = question_words(self._words("level"), when, daypart)

    def aim_at_place(self, place_id: str) -> None:
        """Say that the answer is about a place of the list; one that has left changes nothing."""
        place = self._surroundings.place(place_id)
        if place is not None:
            self.aim(Subject(place.name, place.at, place=place.id), self.when)

    def aim_at_time(self, when: str) -> bool:
        """Say when; return whether where is to be asked next: last night one was elsewhere."""
        self.aim(self.subject, when)
        return when == LAST_NIGHT

    def choose_level(self, code: str) -> None:
        """First tap: how safe."""
        self.level = code
        self._chosen = set()
        self.why_question = self._words("factors")
        self._show_factors()

    def toggle_factor(self, code: str) -> None:
        """Second tap: a reason, taken or taken back."""
        self._chosen ^= {code}
        self._show_factors()

    def save(self) -> bool:
        """Keep the answer on the phone; only then is it shown as saved.

        On the UI thread, because nothing may be said before the disk has it; one row takes a few
        milliseconds. A phone without room says so and keeps what was chosen.
        """
        # Loaded when first needed: the list does without random codes.
        from shared.ids import new_receipt

        if self.subject is None:
            self.refusal = _("Choose where this is about first.")
            return False
        now, receipt = self._surroundings.now(), new_receipt()
        saved = self._surroundings.clock.saving(self.when, now)
        message = self._message(now, receipt)
        try:
            self._saved_id = self._outbox.save(message.to_wire(), saved)
            self._save_young(now)
        except Problem as problem:
            self.refusal = _(problem.title)
            return False
        self.given = Given(
            receipt,
            self.level,
            message.factors,
            message.happened,
            message.age_band,
            self.is_young,
        )
        self.refusal, self.is_saved = "", True
        self.fate = _("Saved on this phone. It is sent when there is a connection.")
        self._exchange.saved()
        return True

    def forget(self) -> None:
        """Let go of what was answered: it is in the outbox, or it was not meant."""
        self.given, self.level = None, ""
        self._chosen = set()
        self.details.begin({}, None, is_young=False)

    def _save_young(self, now: datetime) -> None:
        """Keep the young people's record: another message, which says nothing of this answer."""
        changes = self.details.young_changes()
        if changes:
            body = {
                "version": 1,
                "month": local(now).strftime("%Y-%m"),
                "age_band": "from_13_to_17",
                "changes": sorted(changes),
            }
            self._outbox.save(body, kind=YOUNG)

    def _message(self, now: datetime, receipt: str) -> Feedback:
        from shared.ids import receipt_hash

        week, where = week_said(self.when, now), (self.subject.zone, self.subject.place)
        return Feedback(
            level=self.level,
            factors=tuple(sorted(self._chosen)),
            zone=self.subject.zone,
            place=self.subject.place,
            daypart=daypart_said(self.when, self.subject.at, now),
            week=week,
            questions=self._set["id"],
            questions_version=self._set["version"],
            receipt_hash=receipt_hash(receipt),
            voice=self._voice.code(where_named(*where), week, week_of(now)),
            **self.details.answers(),
        )

    def _follow(self, *_args: object) -> None:
        """Say that the saved answer has arrived, once it is no longer in the outbox."""
        if self._saved_id and not self._outbox.has(self._saved_id):
            self.fate = _("It has arrived. Thank you.")

    def _show_factors(self) -> None:
        self.factors = _choices(self._questions.get("factors"), self._chosen, feelings(self.level))

    def _words(self, question_id: str) -> str:
        question = self._questions.get(question_id)
        return published(question["text"]) if question else ""


def _choices(
    question: dict[str, Any] | None, chosen: set[str], shown: Collection[str] | None = None
) -> list[Choice]:
    options = question["options"] if question else ()
    return [
        Choice(option["code"], published(option["text"]), option["code"] in chosen)
        for option in options
        if shown is None or option["feeling"] in shown
    ]
