"""The phone's hardware on Android: assistive services, which see our own Java's virtual views."""

from collections.abc import Callable, Sequence
from typing import Any

from jnius import PythonJavaClass, autoclass, java_method

from mobile.device.android import activity
from mobile.device.reader import BACK, FORWARD, PRESS, SHOW, WRITE, Act, Spoken

ROLES = ("text", "heading", "button", "check", "radio", "tab", "field", "scroll")
STATES = ("disabled", "selected", "checked", "hidden", "live")
"""In the order in which org.umay.reader.Node numbers them."""

ACTIONS = {0x10: PRESS, 0x1000: FORWARD, 0x2000: BACK, 0x01020036: SHOW, 0x200000: WRITE}
"""AccessibilityNodeInfo's numbers of actions."""


class AndroidReader:
    """Lays virtual views over the app's picture while an assistive service is on."""

    def __init__(self) -> None:
        self._page: Any = None
        self._listener: Any = None
        self._overlay: Any = None

    def watch(self, tell: Callable[[bool], None], act: Act) -> None:
        """Tell whether a service is on, now and at each change."""
        service = autoclass("android.content.Context").ACCESSIBILITY_SERVICE
        manager = activity().getSystemService(service)

        def changed(is_on: bool) -> None:
            self._lay(is_on)
            tell(is_on)

        # Java holds no reference that Python would see: who is called must be kept.
        self._page, self._listener = _Page(act), _Listener(changed)
        manager.addAccessibilityStateChangeListener(self._listener)
        changed(bool(manager.isEnabled()))

    def show(self, title: str, things: Sequence[Spoken]) -> None:
        """Hand over what stands on the page, as numbers and words."""
        overlay = self._overlay
        if overlay is not None:
            numbers = [number for each in things for number in _numbers(each)]
            words = [text for each in things for text in (each.name, each.value)]
            overlay.show(title, numbers, words)

    def _lay(self, is_on: bool) -> None:
        if is_on and self._overlay is None:
            self._overlay = autoclass("org.umay.reader.Overlay").over(activity(), self._page)
        elif not is_on and self._overlay is not None:
            overlay, self._overlay = self._overlay, None
            overlay.leave()


def _numbers(thing: Spoken) -> tuple[int, ...]:
    states = sum(1 << STATES.index(state) for state in thing.states)
    return (thing.number, thing.parent, ROLES.index(thing.role), states, *thing.box)


class _Page(PythonJavaClass):
    """Hears from our Java what a service asks for."""

    __javainterfaces__ = ["org/umay/reader/Overlay$Page"]
    __javacontext__ = "app"

    def __init__(self, act: Act) -> None:
        super().__init__()
        self._act = act

    @java_method("(IILjava/lang/String;)V")
    def act(self, number: int, action: int, words: str) -> None:
        """Pass it on."""
        self._act(number, ACTIONS[action], words)


class _Listener(PythonJavaClass):
    """Hears that a service was switched on, or the last one off."""

    __javainterfaces__ = [
        "android/view/accessibility/AccessibilityManager$AccessibilityStateChangeListener"
    ]

    def __init__(self, changed: Callable[[bool], None]) -> None:
        super().__init__()
        self._changed = changed

    @java_method("(Z)V")
    def onAccessibilityStateChanged(self, enabled: bool) -> None:  # noqa: N802  (Java's name)
        """Take the new state."""
        self._changed(bool(enabled))
