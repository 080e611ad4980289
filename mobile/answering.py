"""The phone app: the way through an answer, from how safe to thanks."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kivy.event import EventDispatcher
from kivy.properties import ObjectProperty

from mobile.context import Context
from mobile.making import begin_after, begin_feedback
from mobile.ui.pages import Pages

if TYPE_CHECKING:
    from mobile.viewmodels.choosing import NamedChoice
    from mobile.viewmodels.place import PlaceViewModel


class Answering(EventDispatcher):
    """The part of the app that leads through an answer; it needs the app's own ways."""

    context: Context
    root: Pages
    feedback = ObjectProperty(None, allownone=True)

    go: Callable[[str], None]
    back: Callable[[], None]
    page: Callable[[str], Any]

    def begin_feedback(self) -> None:
        """Start an answer about where the person is."""
        if self.feedback is None:
            self.feedback = self.context.make("feedback")
        # First the way: an answer that was given before ends with its page.
        self.go("level")
        begin_feedback(self.context, self.feedback)
        self.page("level").begun()

    def begin_feedback_here(self, place: "PlaceViewModel") -> None:
        """Start an answer about a place."""
        self.begin_feedback()
        self.feedback.aim_at_place(place.place_id)

    def choose_level(self, code: str) -> None:
        """First tap of an answer; asks where first, when that is not known."""
        self.feedback.choose_level(code)
        self.go("factors" if self.feedback.subject else "subject")

    def say_more(self) -> None:
        """Show the optional questions, one after the other, before the answer is kept."""
        if self.feedback.details.first():
            self.go("more")
        else:
            self.save_feedback()

    def next_detail(self) -> None:
        """Pass to the next optional question; after the last one the answer is kept."""
        if not self.feedback.details.next():
            self.save_feedback()

    def save_feedback(self) -> None:
        """Keep the answer; only a kept answer leads on."""
        if self.feedback.save():
            self.page("saved").show(self.feedback.given)
            self.go("saved")
        elif self.root.current == "more":
            self.go("factors")

    def begin_after(self, model: Any, given: Any) -> None:
        """Show what follows from an answer."""
        begin_after(self.context, model, given)

    def choose_when(self, when: str) -> None:
        """Say when the answer is about; last night one was elsewhere, so where is asked next."""
        if self.feedback.aim_at_time(when) and self.root.current == "level":
            self.go("subject")

    def chosen(self, choice: "NamedChoice") -> None:
        """Take a chosen name: as the subject of the answer, or as the position."""
        model = self.root.current_page.model
        if not model.is_for_subject:
            model.be_at(choice)
        elif subject := model.subject_of(choice):
            self.feedback.aim(subject, self.feedback.when)
        else:
            return
        self.back()
