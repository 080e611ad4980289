"""A phone without a window: the real context, its exchange turned by hand, not by a thread."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kivy.clock import Clock

from demo.gallery import welcome as welcome
from mobile.config import PhoneConfig
from mobile.context import Context, engine_builder
from mobile.making import begin_feedback
from mobile.store.database import FILE_NAME
from mobile.sync.engine import Engine
from mobile.sync.report import Report
from mobile.viewmodels.feedback import FeedbackViewModel
from shared.clock import uptime_s
from shared.geo import Point
from tests.mobile.cast import MARKET, NOW, write_pack

NOBODY = "http://127.0.0.1:9"
"""A port where nothing answers."""


@dataclass
class Phone:
    """One phone: its context, and an engine on the same memory."""

    context: Context

    def round(self) -> Report:
        """Turn one round as the worker would, and let the screens hear of it."""
        engine = engine_builder(self.context.config)(lambda: True)
        assert isinstance(engine, Engine)
        report = engine.round()
        engine.close()
        self.context.exchange.receive(report)
        Clock.tick()
        return report

    def answer(self, level: str = "fairly_unsafe", factor: str = "bad_lighting") -> None:
        """Give an answer in three taps about where the phone is."""
        feedback = self.feedback()
        feedback.choose_level(level)
        feedback.toggle_factor(factor)
        assert feedback.save()

    def feedback(self) -> FeedbackViewModel:
        """Return a feedback model at its first step."""
        feedback: FeedbackViewModel = self.context.make("feedback")
        begin_feedback(self.context, feedback)
        return feedback


@contextmanager
def a_phone(
    folder: Path,
    server_url: str = NOBODY,
    at: Point | None = MARKET,
    now: Callable[[], datetime] = lambda: NOW,
    pack: Path | None = None,
    uptime_s: Callable[[], float] = uptime_s,
) -> Iterator[Phone]:
    """Switch a phone on, with the example network shipped inside unless another pack is given."""
    shipped = pack or write_pack(folder / "pack")
    # A memory that is there, damaged or not, is the test's own.
    if not (folder / "phone" / FILE_NAME).exists():
        welcome(folder / "phone")
    context = Context(PhoneConfig(server_url, folder / "phone", shipped, at, now, uptime_s))
    context.start_location()
    Clock.tick()
    try:
        yield Phone(context)
    finally:
        context.close()
