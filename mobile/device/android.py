"""The phone's hardware on Android: other apps that are opened, and the app's own window.

No part of a desktop run: `device_for` loads what begins with `android` only on a phone. Java's
classes are asked for when they are first needed, because each costs time at start.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from jnius import JavaException, PythonJavaClass, autoclass, java_method

from shared.geo import Point


class AndroidCalls:
    """The dialler by ACTION_DIAL, which needs no permission and calls nobody by itself."""

    def dial(self, number: str) -> bool:
        """Open the dialler with the number in it."""
        return _open("ACTION_DIAL", f"tel:{quote(number)}")


class AndroidMessages:
    """The message app by ACTION_SENDTO, which needs no permission and sends nothing by itself."""

    def compose(self, number: str, text: str) -> bool:
        """Open a message with the text in it."""
        return _open("ACTION_SENDTO", f"smsto:{quote(number)}", sms_body=text)


class AndroidShare:
    """The system's list of apps by ACTION_SEND in a chooser; the one that is picked sends it."""

    def share(self, text: str) -> bool:
        """Show the apps that take a text."""
        intents = autoclass("android.content.Intent")
        intent = intents(intents.ACTION_SEND)
        intent.setType("text/plain")
        intent.putExtra(intents.EXTRA_TEXT, text)
        # Asked for by itself: a choice made once "for always" would hand the next text there too.
        return _started(intents.createChooser(intent, None))


class AndroidDirections:
    """The map app by a geo: address; RFC 5870's form, with the label as Android reads it."""

    def lead(self, at: Point, label: str) -> bool:
        """Open the map at the place; 0,0 stands where a position would."""
        return _open("ACTION_VIEW", f"geo:0,0?q={at.lat:.6f},{at.lon:.6f}({quote(label, safe='')})")


class AndroidBrowser:
    """The browser by ACTION_VIEW; it, and not this app, asks for the page."""

    def open(self, url: str) -> bool:
        """Open the page."""
        return _open("ACTION_VIEW", url)


class AndroidShield:
    """The window's FLAG_SECURE, and the end of the task."""

    def cover(self) -> None:
        """Show nothing in screenshots and in the app switcher."""
        on_main_thread(_cover)

    def leave(self) -> bool:
        """End the activity and take its task off the list of recent ones."""
        on_main_thread(lambda: activity().finishAndRemoveTask())
        return True


def activity() -> Any:
    """Return the activity that the app runs in."""
    return autoclass("org.kivy.android.PythonActivity").mActivity


def release() -> int:
    """Return the level of Android's interface on this phone, such as 36 for Android 16."""
    return int(autoclass("android.os.Build$VERSION").SDK_INT)


def on_main_thread(deed: Callable[[], Any]) -> None:
    """Have a deed done on Android's main thread, soon; windows may be touched there alone."""
    waiting = _Deed(deed)
    # Java holds no reference that Python would see: what waits must be kept.
    _waiting.add(waiting)
    activity().runOnUiThread(waiting)


class _Deed(PythonJavaClass):
    """One deed that Android's main thread is to do."""

    __javainterfaces__ = ["java/lang/Runnable"]

    def __init__(self, deed: Callable[[], Any]) -> None:
        super().__init__()
        self._deed = deed

    @java_method("()V")
    def run(self) -> None:
        """Do it, and be forgotten."""
        _waiting.discard(self)
        self._deed()


_waiting: set[_Deed] = set()


def _open(action: str, address: str, **extras: str) -> bool:
    """Hand an address to another app; return False where no app takes it."""
    intents, addresses = autoclass("android.content.Intent"), autoclass("android.net.Uri")
    intent = intents(getattr(intents, action), addresses.parse(address))
    for name, value in extras.items():
        intent.putExtra(name, value)
    return _started(intent)


def _started(intent: Any) -> bool:
    """Open another app; return False where none takes what it is handed."""
    # A task of its own: else the other app's picture would stand under our name among the recent.
    intent.addFlags(autoclass("android.content.Intent").FLAG_ACTIVITY_NEW_TASK)
    try:
        activity().startActivity(intent)
    except JavaException:
        return False
    return True


def _cover() -> None:
    layout = autoclass("android.view.WindowManager$LayoutParams")
    activity().getWindow().addFlags(layout.FLAG_SECURE)
