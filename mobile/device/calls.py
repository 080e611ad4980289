"""The phone's hardware: handing a number to the dialler; the person presses call."""

from typing import Protocol


class Calls(Protocol):
    """Whatever can open a dialler with a number in it."""

    def dial(self, number: str) -> bool:
        """Open the dialler; return False where there is none, so that the number is shown."""
        ...


class ShownCalls:
    """A desktop cannot call: the screen shows the number."""

    def dial(self, number: str) -> bool:
        """Return that there is no dialler."""
        return not number
