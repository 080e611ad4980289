"""Jobs: what is done by itself, each piece apart, so that none keeps another from being done."""

import logging
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from backend.gateways.mail import Mail
from backend.services.ceilings import Ceilings
from backend.services.counting.decide import decide_due
from backend.services.digest import send_digest
from backend.services.inbox.turning import turn_due
from backend.services.publish import publish_due
from backend.services.readiness.sweep import look_due
from backend.services.readiness.wanting import want_checks_due
from backend.services.releasing.due import count_so_far, release_due
from backend.services.sending import send_due
from backend.services.shuffle import shuffle_due
from backend.services.sweep import sweep
from backend.services.world import World
from shared.problems import Problem

log = logging.getLogger("backend")


@dataclass(frozen=True)
class Chores:
    """What the jobs do, in the context that `inside` opens."""

    inside: Callable[[], AbstractContextManager[object]]
    world: World
    mail: Mail
    ceilings: Ceilings = field(default_factory=Ceilings)
    pulse: Callable[[str], None] = lambda _: None

    def publish(self) -> None:
        """Publish where it is due."""
        self._attempt("publishing", lambda: publish_due(self.world))
        self.pulse("publishing")

    def send(self) -> None:
        """Send what is due."""
        self._attempt("sending mail", lambda: send_due(self.world, self.mail))
        self.pulse("mail")

    def each_minute(self) -> None:
        """Look what falls due, write the daily mail when it is time, decide what counts."""
        self._attempt("readiness", lambda: look_due(self.world))
        self._attempt("the daily mail", lambda: send_digest(self.world))
        self._attempt("deciding what counts", lambda: decide_due(self.world))
        self._attempt("shuffling", lambda: shuffle_due(self.world))
        self.pulse("minutes")

    def each_hour(self) -> None:
        """Look at the ceilings; forget, count and release what is due."""
        self._attempt("ceilings", lambda: self.ceilings.look(self.world))
        self._attempt("forgetting", lambda: sweep(self.world))
        self._attempt("letting answers in", lambda: turn_due(self.world))
        self._attempt("wanted checks", lambda: want_checks_due(self.world))
        self._attempt("counting", lambda: count_so_far(self.world))
        self._attempt("releasing", lambda: release_due(self.world))

    def _attempt(self, what: str, deed: Callable[[], object]) -> None:
        try:
            with self.inside():
                deed()
        except Problem as problem:
            log.error("Jobs: %s: %s", what, problem)
        except Exception as error:  # noqa: BLE001 - the rim: the next minute tries again
            # Never the exception's words, which may quote a mail or a row.
            where = "".join(traceback.format_tb(error.__traceback__)).rstrip()
            log.error("Jobs: %s: %s\n%s", what, type(error).__qualname__, where)
