"""The demonstration without a screen: the real app is driven through one journey, in pictures.

Runs in a process of its own, `python -m demo.tour FOLDER PORT NIGHT PICTURES`, which gives its
memory back before a browser takes as much.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from demo.driver import SIZE_DP, Driver, prepare_offscreen
from demo.gallery import welcome
from demo.moments import noon_after
from demo.server import DemoServer, stop
from shared.geo import Point

if TYPE_CHECKING:
    from mobile.main import UMayApp

AT_THE_MARKET = Point(53.5448, -2.6300)
BETWEEN_TOWNS = Point(53.5100, -2.5550)


@dataclass(frozen=True)
class Tour:
    """One journey: a server that is switched on half-way, a phone, and where pictures go."""

    server: DemoServer
    pictures: Path
    night: datetime
    noon: datetime

    def run(self, say: Callable[[str], None]) -> None:
        """Take every picture; raises LookupError or TimeoutError where the app does not follow."""
        say("Friday, 23:30, no connection")
        self._offline_and_online(say)
        say("the same hour, between two towns")
        driver = Driver(self._app(BETWEEN_TOWNS, self.night))
        driver.picture(self.pictures / "03-none-open.png")
        driver.tap("Help now: 999, 101, helplines")
        driver.picture(self.pictures / "04-help.png")
        driver.close()
        say("the day after, at noon, without a position")
        driver = Driver(self._app(None, self.noon))
        driver.tap("Choose a town")
        driver.picture(self.pictures / "11-choose-a-town.png")
        driver.type("wn99 2a")
        driver.picture(self.pictures / "12-or-a-postcode.png")
        driver.tap("WN99 2AA")
        driver.picture(self.pictures / "13-leigh-by-day.png")
        driver.close()

    def _offline_and_online(self, say: Callable[[str], None]) -> None:
        driver = Driver(self._app(AT_THE_MARKET, self.night))
        driver.picture(self.pictures / "01-nearest-friday-2330.png")
        driver.tap("Night Haven (example)")
        driver.picture(self.pictures / "02-a-place.png")
        driver.tap("Back")
        self._give(driver)
        queue = driver.app.context.queue
        driver.until(lambda: queue.waiting_count == 1, "the answer to wait")
        driver.picture(self.pictures / "09-queue-offline.png")
        say("the connection is back")
        process = self.server.start(has_jobs=False)
        try:
            driver.app.context.resume()
            driver.until(lambda: queue.waiting_count == 0, "the answer to be sent")
            driver.picture(self.pictures / "10-queue-after-sending.png")
        finally:
            driver.close()
            stop(process)

    def _give(self, driver: Driver) -> None:
        driver.tap("Say")
        driver.picture(self.pictures / "05-how-safe.png")
        driver.tap("Last night")
        driver.picture(self.pictures / "06-where-was-it.png")
        driver.tap("Near the station, Wigan")
        driver.tap("Fairly unsafe")
        driver.tap("Bad lighting")
        driver.tap("Groups hanging about")
        driver.picture(self.pictures / "07-why.png")
        driver.tap("Done")
        driver.picture(self.pictures / "08-saved.png")
        for name in ("Back to safe places", "Settings", "Was it sent?"):
            driver.tap(name)

    def _app(self, at: Point | None, clock: datetime) -> "UMayApp":
        from mobile.config import PhoneConfig, clock_from
        from mobile.context import Context
        from mobile.main import UMayApp

        config = PhoneConfig(
            server_url=self.server.url,
            data_folder=self.server.folder / "phone",
            pack_folder=self.server.published,
            at=at,
            now=clock_from(clock.isoformat()),
        )
        welcome(config.data_folder)
        return UMayApp(Context(config))


def main(words: Sequence[str]) -> int:
    """Take the journey's pictures of the phone."""
    folder, port, clock, pictures = words
    night = datetime.fromisoformat(clock)
    server = DemoServer(Path(folder), int(port), clock=night, workers=1)
    prepare_offscreen(server.folder / "kivy", widest=SIZE_DP)
    tour = Tour(server, Path(pictures), night, noon_after(night))
    tour.run(lambda words: print(f"  {words}", flush=True))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
