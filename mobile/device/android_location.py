"""The phone's hardware on Android: the position, after the person allowed it."""

from collections.abc import Callable
from threading import Lock
from typing import Any

from android.permissions import Permission, check_permission, request_permissions
from jnius import JavaException, autoclass
from plyer import gps

from mobile.device.android import activity
from mobile.device.location import DENIED, OFF, Fix
from shared.geo import Point

EVERY_MS, EVERY_M = 5000, 10
APPROXIMATE_FROM_M = 1000
"""A fix that Android itself calls less accurate than this is shown as approximate."""

FINE, COARSE = Permission.ACCESS_FINE_LOCATION, Permission.ACCESS_COARSE_LOCATION
RECEIVERS = ("gps", "network")


class AndroidLocation:
    """The position from plyer's GPS facade; a permission given before is not asked for again."""

    def __init__(self) -> None:
        self._lock, self._request, self._is_running = Lock(), 0, False

    def start(self, on_fix: Callable[[Fix], None], on_trouble: Callable[[str], None]) -> None:
        """Ask for permission if need be, then tell positions as they come."""
        with self._lock:
            self._request += 1
            request = self._request

        def answered(_: list[str], __: list[bool]) -> None:
            self._begin(request, on_fix, on_trouble)

        if check_permission(FINE) or check_permission(COARSE):
            answered([], [])
        else:
            request_permissions([FINE, COARSE], answered)

    def stop(self) -> None:
        """Switch the receiver off; an answer to a question still open starts nothing."""
        with self._lock:
            self._request += 1
            if self._is_running:
                self._is_running = False
                gps.stop()

    def _begin(
        self, request: int, on_fix: Callable[[Fix], None], on_trouble: Callable[[str], None]
    ) -> None:
        is_precise = bool(check_permission(FINE))
        if not (is_precise or check_permission(COARSE)):
            if request == self._request:
                on_trouble(DENIED)
            return

        def told(**fix: Any) -> None:
            if request == self._request:
                is_vague = fix.get("accuracy", 0) > APPROXIMATE_FROM_M
                on_fix(Fix(Point(fix["lat"], fix["lon"]), is_vague or not is_precise))

        def changed(kind: str, _: str) -> None:
            if request == self._request and kind == "provider-disabled" and is_off():
                on_trouble(OFF)

        trouble = self._switch_on(request, told, changed)
        if trouble:
            on_trouble(trouble)

    def _switch_on(
        self, request: int, told: Callable[..., None], changed: Callable[[str, str], None]
    ) -> str:
        """Start the receiver unless it was stopped meanwhile; return a trouble, if any."""
        with self._lock:
            if request != self._request:
                return ""
            try:
                gps.configure(on_location=told, on_status=changed)
                gps.start(minTime=EVERY_MS, minDistance=EVERY_M)
            except JavaException:
                # Before Android 12 the satellites may not be asked with the coarse permission.
                return DENIED
            self._is_running = True
        return OFF if is_off() else ""


def is_off() -> bool:
    """Say whether the phone's location is switched off."""
    manager = activity().getSystemService(autoclass("android.content.Context").LOCATION_SERVICE)
    return not any(manager.isProviderEnabled(name) for name in RECEIVERS)
