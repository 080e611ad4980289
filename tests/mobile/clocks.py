"""A phone's clocks in a world whose true time is known: wrong, set right, started anew."""

from datetime import datetime, timedelta

from mobile.store.clock import Clocks

STILL = timedelta()


class WrongClocks:
    """The clocks of one phone: `error` is how far the one on the wall is ahead of the truth."""

    def __init__(
        self, true: datetime, error: timedelta = STILL, ran_for: timedelta = timedelta(days=2)
    ) -> None:
        self.true, self.error = true, error
        self._started = true - ran_for

    def now(self) -> datetime:
        """Return what the wall says."""
        return self.true + self.error

    def uptime_s(self) -> float:
        """Return the seconds since the phone started."""
        return (self.true - self._started).total_seconds()

    def clocks(self) -> Clocks:
        """Return both as the app is given them."""
        return Clocks(self.now, self.uptime_s)

    def wait(self, time: timedelta) -> None:
        """Let time pass."""
        self.true += time

    def ran(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self.wait(timedelta(seconds=seconds))

    def mend(self, error: timedelta = STILL) -> None:
        """Set the clock on the wall: right, or wrong in another way."""
        self.error = error

    def restart(self, off_for: timedelta = timedelta(minutes=5)) -> None:
        """Switch the phone off and on again."""
        self.true += off_for
        self._started = self.true
