"""A phone's one save as a process of its own, killed at a chosen step; the screen says "said".

What is run is the app's own path: the model behind the screen, the outbox, the memory. With
`each` for a step, one save after another comes out of this process, killed one step later each
time, until one ends by itself; what came of each is a line of JSON.
"""

import itertools
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from kivy.clock import Clock

from mobile.config import PhoneConfig
from mobile.context import Context
from mobile.making import begin_feedback
from mobile.viewmodels.feedback import FeedbackViewModel
from tests.mobile.cast import MARKET, NOW
from tests.mobile.phone import NOBODY, welcome

SAID = "said"
HONEST, EAGER = "honest", "eager"
NEVER, EACH = 0, "each"


class EagerViewModel(FeedbackViewModel):
    """The control: shows that it is saved, and saves then."""

    def save(self) -> bool:
        """Say it, then do it."""
        self.is_saved = True
        return super().save()


def each(folders: Path, variant: str) -> int:
    """Save in the folders 1, 2, ... and die at the first, second, ... statement."""
    for step in itertools.count(1):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.dup2(writing, sys.stdout.fileno())
            os.close(writing)
            os._exit(one(folders / str(step), variant, step))
        os.close(writing)
        with os.fdopen(reading) as stream:
            said = stream.read()
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        told = {"step": step, "code": code, "said": said}
        sys.stdout.write(f"{json.dumps(told)}\n")
        sys.stdout.flush()
        if code != -signal.SIGKILL:
            return code
    raise AssertionError


def one(folder: Path, variant: str, step: int) -> int:
    """Save one answer on the phone of a folder; die at the n-th SQL statement of it."""
    welcome(folder / "phone")
    context = Context(PhoneConfig(NOBODY, folder / "phone", folder / "pack", MARKET, lambda: NOW))
    context.start_location()
    Clock.tick()
    feedback = _model(context, variant)
    feedback.choose_level("very_unsafe")
    feedback.bind(is_saved=lambda *_: os.write(sys.stdout.fileno(), SAID.encode()))
    if step != NEVER:
        context.outbox._connection.set_trace_callback(_dying_at(step))
    saved = feedback.save()
    return os.EX_OK if saved else os.EX_IOERR


def _model(context: Context, variant: str) -> FeedbackViewModel:
    model_class = EagerViewModel if variant == EAGER else FeedbackViewModel
    shared = (context.surroundings, context.exchange, context.outbox, context.voice)
    model = model_class(*shared)
    begin_feedback(context, model)
    return model


def _dying_at(step: int) -> Callable[[str], None]:
    left = step

    def count(_statement: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return count


def main(words: list[str]) -> int:
    """Save once, or once for each step."""
    if words[2] == EACH:
        return each(Path(words[0]), words[1])
    return one(Path(words[0]), words[1], int(words[2]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
