"""What the optional questions show, one after the other; each can be passed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty

from mobile.ui.words import published
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from shared.asking import CHANGED, PLAIN, is_offered, path


@dataclass(frozen=True)
class Option:
    """One answer as shown."""

    code: str
    label: str
    is_chosen: bool = False


class Details(ViewModel):
    """The optional questions of one answer."""

    question = StringProperty("")
    note = StringProperty("")
    options = ListProperty()
    is_many = BooleanProperty(False)
    step = NumericProperty(0)
    steps = NumericProperty(1)

    def __init__(self) -> None:
        super().__init__()
        self._questions: dict[str, Any] = {}
        self._answers: dict[str, str] = {}
        self._changes: set[str] = set()
        self._at = ""
        self.is_young = False

    def begin(
        self, questions: Mapping[str, Any], young: Mapping[str, Any] | None, *, is_young: bool
    ) -> None:
        """Start with no answers; `young` is the published young people's set, if there is one."""
        asked = {item["id"]: item for item in young["questions"]} if young else {}
        self._questions = {**questions, **asked}
        self._answers, self._changes = {}, set()
        self._at, self.is_young = "", is_young
        self.options = []

    def has_any(self) -> bool:
        """Return whether there is a question at all: the published version may ask none."""
        return bool(self._path())

    def first(self) -> bool:
        """Show the first question; return whether there is one."""
        self._at = ""
        return self.next()

    def next(self) -> bool:
        """Show the next question that fits the answers so far; return whether there is one."""
        path = self._path()
        at = path.index(self._at) + 1 if self._at in path else 0
        if at >= len(path):
            return False
        self._show(path[at])
        return True

    def before(self) -> bool:
        """Show the question before; return whether there is one."""
        path = self._path()
        at = path.index(self._at) - 1 if self._at in path else -1
        if at < 0:
            return False
        self._show(path[at])
        return True

    def choose(self, code: str) -> bool:
        """Take an answer; return whether the question is answered by it."""
        if self.is_many:
            self._changes ^= {code}
            self._show(self._at)
            return False
        self._answers[self._at] = code
        return True

    def answers(self) -> dict[str, str]:
        """Return the answers to the questions that were asked, by field of the message."""
        path = self._path()
        return {name: code for name, code in self._answers.items() if name in path}

    def young_changes(self) -> frozenset[str]:
        """Return what a 13 to 17 year-old changed, or nothing where it was not asked."""
        return frozenset(self._changes) if CHANGED in self._path() else frozenset()

    def _path(self) -> list[str]:
        return path(self._questions, self._answers)

    def _show(self, name: str) -> None:
        self._at = name
        question = self._questions[name]
        self.question = _(PLAIN[name]) if self.is_young else published(question["text"])
        self.is_many = question["is_many"]
        self.note = _("As many as you like, or none.") if self.is_many else ""
        if name == CHANGED:
            self.note = _("Sent by itself, later. It says nothing of where you are.")
        path = self._path()
        self.step, self.steps = path.index(name) + 1, len(path)
        chosen = self._changes if self.is_many else {self._answers.get(name, "")}
        self.options = [
            Option(option["code"], published(option["text"]), option["code"] in chosen)
            for option in question["options"]
            if is_offered(name, option["code"], is_young=self.is_young)
        ]
