"""The phone's exchange: fetching a map pack, going on where it was cut off; no threads here."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from mobile.store import map_pack
from mobile.store.map_pack import HeldPack, MapOffer
from mobile.sync.transport import Flow, Flowing, NoAnswerError, Request
from shared.problems import Problem

RESERVE_BYTES = 32_000_000
"""Room that a map must leave on the phone: for answers and lists, which matter more."""

LEAST_PROGRESS_BYTES = 64 * 1024
"""A connection that is cut off after bringing so much is tried again at once."""

PROGRESS_S = 60.0
"""The time in which so much must come, each time anew: a map may take long, but it gets on."""

_RANGE = re.compile(r"bytes ([0-9]+)-[0-9]+/([0-9]+)")


class MapDownload:
    """Fetches one offered pack into a folder; what has come of it stays until it is whole.

    `told` hears how many bytes are there; `may_go_on` is asked before each piece.
    """

    def __init__(
        self,
        folder: Path,
        transport: Flowing,
        told: Callable[[int], None] = lambda _: None,
        may_go_on: Callable[[], bool] = lambda: True,
        reserve_bytes: int = RESERVE_BYTES,
    ) -> None:
        self._folder = folder
        self._transport = transport
        self._told = told
        self._may_go_on = may_go_on
        self._reserve_bytes = reserve_bytes

    def fetch(self, offer: MapOffer) -> HeldPack | None:
        """Return the pack once it is whole and sound, or None where it was told to stop.

        Raises NoAnswerError (what came is kept: fetch again), and Problem not-saved, map-damaged,
        map-replaced, map-pack-invalid (nothing of it is kept).
        """
        try:
            self._refuse_without_room(offer)
            map_pack.forget_parts(self._folder, but=offer)
            while self._may_go_on():
                if self._came(offer) >= offer.size:
                    return map_pack.take_in(self._folder, offer)
                self._go_on(offer)
        except OSError as error:
            # On a full phone an answer could not be saved either: the map gives way.
            map_pack.forget_parts(self._folder)
            raise Problem("not-saved", error.strerror or "") from error
        return None

    def _came(self, offer: MapOffer) -> int:
        return map_pack.came_bytes(self._folder, offer)

    def _refuse_without_room(self, offer: MapOffer) -> None:
        lacking = offer.size - self._came(offer) + self._reserve_bytes
        if lacking > shutil.disk_usage(self._folder).free:
            map_pack.forget_parts(self._folder)
            raise Problem("not-saved", f"{lacking:,} bytes of room are needed")

    def _go_on(self, offer: MapOffer) -> None:
        """Ask for what is missing, and keep what comes, even if it is cut off."""
        before = self._came(offer)
        try:
            with self._transport.flow(_request(offer, before)) as flow:
                self._keep(flow, offer, _begins_at(flow, offer, before))
        except NoAnswerError:
            if self._came(offer) - before < LEAST_PROGRESS_BYTES:
                raise
        except Problem:
            map_pack.part_path(self._folder, offer.sha256).unlink(missing_ok=True)
            raise

    def _keep(self, flow: Flow, offer: MapOffer, begins_at: int) -> None:
        came = begins_at
        with map_pack.part_path(self._folder, offer.sha256).open("ab") as file:
            file.truncate(begins_at)
            for chunk in flow.chunks:
                came += len(chunk)
                if came > offer.size:
                    raise Problem("map-damaged", "more came than was offered")
                file.write(chunk)
                self._told(came)
                if not self._may_go_on():
                    return
        if came < offer.size:
            raise NoAnswerError("cut off")


def _request(offer: MapOffer, have: int) -> Request:
    # As it is: bytes are counted, and pictures squeeze no further.
    headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    return Request(
        "GET",
        f"/published/{offer.name}",
        headers,
        limit_bytes=offer.size,
        within_s=PROGRESS_S,
        renewed_by_bytes=LEAST_PROGRESS_BYTES,
    )


def _begins_at(flow: Flow, offer: MapOffer, have: int) -> int:
    """Return at which byte an answer begins.

    Raises NoAnswerError for one that cannot be our server's, Problem map-replaced.
    """
    if flow.status == 206:
        found = _RANGE.fullmatch(flow.headers.get("content-range", ""))
        if found and (int(found[1]), int(found[2])) == (have, offer.size):
            return have
    elif flow.status == 200 and flow.headers.get("content-length") == str(offer.size):
        return 0
    elif flow.status == 404 and _is_problem(flow):
        raise Problem("map-replaced")
    raise NoAnswerError(f"status {flow.status}, not the map")


def _is_problem(flow: Flow) -> bool:
    return flow.headers.get("content-type", "").startswith("application/problem+json")
