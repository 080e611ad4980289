"""The phone's hardware on Android: what covers the window's edges, told by our own Java."""

from collections.abc import Callable
from typing import Any

from jnius import PythonJavaClass, autoclass, java_method

from mobile.device.android import activity
from mobile.device.edges import Insets


class AndroidEdges:
    """Draws to the window's edges and hears of its insets: bars, camera, keyboard."""

    def __init__(self) -> None:
        self._told: Any = None

    def watch(self, tell: Callable[[Insets], None]) -> None:
        """Tell the insets soon and whenever they change, on Android's main thread."""
        # Java holds no reference that Python would see: who is told must be kept.
        self._told = _Told(tell)
        autoclass("org.umay.device.Edges").watch(activity(), self._told)

    def dress(self, *, is_dark: bool) -> None:
        """Let the clock and the system's buttons be light on dark, or dark on light."""
        autoclass("org.umay.device.Edges").dress(activity(), is_dark)


class _Told(PythonJavaClass):
    """Hears from our Java how much is covered."""

    __javainterfaces__ = ["org/umay/device/Edges$Told"]
    __javacontext__ = "app"

    def __init__(self, tell: Callable[[Insets], None]) -> None:
        super().__init__()
        self._tell = tell

    @java_method("(IIIII)V")
    def told(self, *covered: int) -> None:
        """Take left, top, right, bottom and the keyboard, in pixels."""
        self._tell(Insets(*map(float, covered)))
