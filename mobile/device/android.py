"""The phone's hardware on Android: the one importer of plyer and jnius.

Cannot run on a desktop: `choose` in context.py loads it only where ANDROID_PRIVATE is set.
"""

from collections.abc import Callable
from typing import Any

from android.permissions import Permission, request_permissions
from jnius import autoclass
from plyer import gps

from shared.geo import Point

EVERY_MS, EVERY_M = 5000, 10


class AndroidLocation:
    """The position from plyer's GPS facade, after the person allowed it."""

    def start(self, on_fix: Callable[[Point], None]) -> None:
        """Ask for permission, then tell positions as they come (on Android's thread)."""

        def told(**fix: Any) -> None:
            on_fix(Point(fix["lat"], fix["lon"]))

        def answered(_: list[str], granted: list[bool]) -> None:
            if any(granted):
                gps.configure(on_location=told)
                gps.start(minTime=EVERY_MS, minDistance=EVERY_M)

        request_permissions(
            [Permission.ACCESS_FINE_LOCATION, Permission.ACCESS_COARSE_LOCATION], answered
        )

    def stop(self) -> None:
        """Switch the receiver off."""
        gps.stop()


class AndroidCalls:
    """The dialler by ACTION_DIAL, which needs no permission and calls nobody by itself."""

    def dial(self, number: str) -> bool:
        """Open the dialler with the number in it."""
        intent = autoclass("android.content.Intent")
        uri = autoclass("android.net.Uri")
        activity = autoclass("org.kivy.android.PythonActivity").mActivity
        activity.startActivity(intent(intent.ACTION_DIAL, uri.parse(f"tel:{number}")))
        return True
