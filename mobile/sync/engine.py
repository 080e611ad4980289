"""The phone's exchange: one round, documents down and answers up; no threads, no sleeping."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from mobile.store import mirror
from mobile.store.clock import Clocks, CorrectedClock, read_offset
from mobile.store.outbox import ASIDE, FEEDBACK, KINDS, Item, Outbox
from mobile.sync.client import Client, Fate, Outcome
from mobile.sync.report import Report
from mobile.sync.restamping import stamp_anew
from mobile.sync.timekeeping import learn
from mobile.sync.transport import NoAnswerError
from shared.clock import to_minute, week_of
from shared.problems import Problem

MOST_OWN_FAILURES = 3
"""An item on which the server fails this often while it answers otherwise is set aside (R5)."""

RETRY_MIN = 24 * 60
"""An item set aside for the server's own fault is tried again once a day: it may be mended."""

MOST_REFRESH_S = 180.0
"""No document is begun after so long in one round: answers wait for what is being fetched."""

MOST_FAILURES_IN_A_ROW = 3
"""After so many failures without one success between them it is the server, not the items."""


class _StaleError(Exception):
    """The manifest is older than the one that is held."""


class Engine:
    """The exchange with one server over one memory; call `round` as often as you like."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        client: Client,
        now: Callable[[], datetime],
        may_go_on: Callable[[], bool] = lambda: True,
    ) -> None:
        self._connection = connection
        self._outbox = Outbox(connection)
        self._client = client
        self._clocks = Clocks(now, client.uptime_s)
        self._may_go_on = may_go_on
        self._fetched: dict[str, dict[str, Any]] = {}
        """Documents that have come, by their hash, until the others have come too."""

    def round(self) -> Report:
        """Fetch what changed, learn what time it is, then send what waits, oldest first.

        Whatever goes wrong in one of these is the round's trouble, and keeps none of the others.
        """
        is_list_new, trouble = self._attempt(self._refresh)
        is_clock_new, lost = self._attempt(self._learn)
        _, unstamped = self._attempt(self._stamp_anew)
        delivered = self._deliver_calmly(has_answered=not trouble)
        is_later_new, later = self._attempt(self._learn)
        troubles = (delivered.trouble, trouble, lost, unstamped, later)
        return replace(
            delivered,
            is_list_new=is_list_new,
            is_clock_new=is_clock_new or is_later_new,
            trouble=next(filter(None, troubles), ""),
        )

    def close(self) -> None:
        """Let go of the network and the memory."""
        self._client.close()
        self._connection.close()

    def _attempt(self, part: Callable[[], bool]) -> tuple[bool, str]:
        """Do one part of a round; return what it says, and the code of what is wrong with it."""
        try:
            return part(), ""
        except NoAnswerError:
            return False, "no-answer"
        except _StaleError:
            return False, "stale"
        except Problem as problem:
            return False, problem.code
        except sqlite3.IntegrityError:
            # A place that stands twice in its list, say.
            return False, "document-damaged"
        except Exception as error:  # noqa: BLE001 - the rim: no part of a round ends another
            return False, type(error).__name__

    def _refresh(self) -> bool:
        """Take in what is newly published, all of it or nothing; return whether there was any."""
        until_s = self._client.uptime_s() + MOST_REFRESH_S
        held = mirror.state(self._connection)
        fetched = self._client.fetch_manifest(held.etag if held else "")
        if fetched is None:
            return False
        manifest, etag = fetched
        is_same_epoch = held is not None and held.epoch == manifest["epoch"]
        if held and is_same_epoch and manifest["version"] < held.version:
            raise _StaleError
        held_hashes = mirror.hashes(self._connection) if is_same_epoch else {}
        wanted = [
            entry
            for entry in manifest["documents"]
            if held_hashes.get(entry["document"]) != entry["sha256"]
        ]
        mirror.swap_in(self._connection, manifest, self._fetch(wanted, until_s), etag)
        self._fetched.clear()
        return True

    def _fetch(
        self, wanted: Sequence[Mapping[str, Any]], until_s: float
    ) -> dict[str, dict[str, Any]]:
        """Return the content of each wanted document; one that has come is not fetched again.

        On a network that loses every third request a first list would else begin anew, from the
        first of eight documents, some seventeen times.
        """
        for old in self._fetched.keys() - {entry["sha256"] for entry in wanted}:
            del self._fetched[old]
        for entry in wanted:
            if entry["sha256"] not in self._fetched:
                if self._client.uptime_s() > until_s:
                    raise NoAnswerError("the others come in the next round")
                self._fetched[entry["sha256"]] = self._client.fetch_document(entry)
        return {entry["document"]: self._fetched[entry["sha256"]] for entry in wanted}

    def _learn(self) -> bool:
        """Take in what the last believed answer said of the time; say whether that is news."""
        heard, self._client.heard = self._client.heard, None
        return heard is not None and learn(self._connection, heard, self._clocks)

    def _stamp_anew(self) -> bool:
        return stamp_anew(self._connection, self._clocks) > 0

    def _minute(self) -> int:
        clock = CorrectedClock(self._clocks)
        clock.offset = read_offset(self._connection)
        return to_minute(clock.now())

    def _deliver_calmly(self, *, has_answered: bool) -> Report:
        """Send what waits; a memory that cannot be written is the trouble, and loses no news."""
        try:
            return self._deliver(has_answered=has_answered)
        except Exception as error:  # noqa: BLE001 - the rim: no part of a round ends another
            return Report(trouble=type(error).__name__)

    def _deliver(self, *, has_answered: bool) -> Report:
        sent = aside = in_a_row = 0
        wait_s = 0.0
        failed: list[Item] = []
        for item in self._in_this_round():
            if in_a_row >= MOST_FAILURES_IN_A_ROW or not self._may_go_on():
                break
            outcome = self._send_calmly(item)
            if outcome.fate is Fate.UNKNOWN:
                return Report(sent=sent, set_aside=aside, trouble="no-answer")
            in_a_row = in_a_row + 1 if outcome.fate is Fate.FAILED else 0
            sent += outcome.fate is Fate.STORED
            aside += outcome.fate is Fate.REFUSED
            wait_s = max(wait_s, outcome.retry_after_s)
            if outcome.code == "unexpected":
                failed.append(item)
        aside += self._blame(failed if sent or has_answered else [])
        trouble = "server-trouble" if failed or in_a_row else ""
        return Report(sent=sent, set_aside=aside, trouble=trouble, wait_at_least_s=wait_s)

    def _in_this_round(self) -> list[Item]:
        """Return what is due of one kind: messages of two kinds never go in one round.

        Nobody who watches what arrives may put the two together.
        """
        due = self._outbox.due(self._minute())
        kind = next((kind for kind in KINDS if any(item.kind == kind for item in due)), FEEDBACK)
        return [item for item in due if item.kind == kind]

    def _send_calmly(self, item: Item) -> Outcome:
        """Send one item; one over which the phone itself falls counts as one the server fell over.

        So the others pass it, and it is set aside in the end.
        """
        try:
            return self.send(item)
        except Exception:  # noqa: BLE001 - the rim: one item must not stop the others
            return Outcome(Fate.FAILED, "unexpected")

    def send(self, item: Item) -> Outcome:
        """Send one item and do what its fate asks: remove it, set it aside, or keep it.

        A week refused as impossible comes of a wrong clock: it is repaired once by the server's.
        """
        self._outbox.note_attempt(item.id)
        outcome = self._client.put(item.kind, item.id, item.body)
        if outcome.fate is Fate.STORED:
            self._outbox.remove(item.id)
        elif outcome.fate is Fate.REFUSED:
            if outcome.code == "week-impossible" and outcome.server_time and not item.is_repaired:
                return self.send(self._outbox.repair_week(item, week_of(outcome.server_time)))
            self._outbox.set_aside(item.id, outcome.code)
        elif not outcome.has_left:
            self._outbox.take_back_attempt(item.id)
        return outcome

    def _blame(self, failed: list[Item]) -> int:
        """Count failures against items on which an answering server fell; say how many go aside."""
        aside = 0
        for item in failed:
            self._outbox.note_own_failure(item.id)
            if item.own_failures + 1 >= MOST_OWN_FAILURES:
                retry_at = self._minute() + RETRY_MIN
                self._outbox.set_aside(item.id, "unexpected", retry_at)
                aside += item.state != ASIDE
        return aside
