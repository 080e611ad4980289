"""The phone's hardware on Android: the position, after the person allowed it.

Our own listener: plyer 2.1.0's knows nothing of the lists of positions that Android hands over from
version 12 on, so that no position ever came (plyer's issues 657 and 687).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from android.permissions import Permission, check_permission, request_permissions
from jnius import JavaException, PythonJavaClass, autoclass, java_method

from mobile.device.android import activity, release
from mobile.device.fixes import Found, is_rough, is_worth_telling, newest
from mobile.device.location import DENIED, OFF, Fix
from shared.geo import Point

EVERY_MS, EVERY_M = 5000, 10.0

FINE, COARSE = Permission.ACCESS_FINE_LOCATION, Permission.ACCESS_COARSE_LOCATION
RECEIVERS = ("fused", "gps", "network")
ROUGH_RECEIVERS = ("network",)
"""All that a coarse permission allows before Android 12."""

ANDROID_12 = 31


class AndroidLocation:
    """The position from Android itself; a permission given before is not asked for again."""

    def __init__(self) -> None:
        self._lock, self._request = Lock(), 0
        self._was_refused = False
        self._listener: Any = None

    def start(self, on_fix: Callable[[Fix], None], on_trouble: Callable[[str], None]) -> None:
        """Ask for permission if need be, then tell positions as they come."""
        with self._lock:
            self._request += 1
            request = self._request

        telling = _Telling(lambda: request == self._request, on_fix, on_trouble)

        def answered(_: list[str], __: list[bool]) -> None:
            if may_know():
                self._begin(telling)
            elif telling.is_asked():
                telling.trouble(DENIED)
            else:
                # Android pauses the app while it asks: the refusal is told when the app is back.
                self._was_refused = True

        was_refused, self._was_refused = self._was_refused, False
        if may_know() or was_refused:
            answered([], [])
        else:
            request_permissions([FINE, COARSE], answered)

    def stop(self) -> None:
        """Switch the receivers off; an answer to a question still open starts nothing."""
        with self._lock:
            self._request += 1
            self._switch_off()

    def _begin(self, telling: "_Telling") -> None:
        before = newest(_known_before(), _now_s())
        if before is not None:
            telling.found(before)
        trouble = self._switch_on(telling)
        if trouble:
            telling.trouble(trouble)

    def _switch_on(self, telling: "_Telling") -> str:
        """Start the receivers unless they were stopped meanwhile; return a trouble, if any."""
        with self._lock:
            if not telling.is_asked():
                return ""
            self._switch_off()
            # Java holds no reference that Python would see: the listener must be kept.
            self._listener = listener = _Listener(telling.found, telling.changed)
            looper = autoclass("android.os.Looper").getMainLooper()
            names = _receivers()
            listening = [name for name in names if _listen(name, listener, looper)]
        if not listening and not (names and is_off()):
            # What is left to a coarse permission is not there: nothing will come.
            return DENIED
        return OFF if is_off() else ""

    def _switch_off(self) -> None:
        if self._listener is not None:
            _manager().removeUpdates(self._listener)
            self._listener = None


@dataclass
class _Telling:
    """What one start is told, for as long as it is asked for."""

    is_asked: Callable[[], bool]
    on_fix: Callable[[Fix], None]
    on_trouble: Callable[[str], None]
    told: Found | None = None

    def found(self, new: Found) -> None:
        """Take a position: told where it is worth it, and where it still may be known."""
        if not may_know():
            self.trouble(DENIED)
        elif self.is_asked() and is_worth_telling(new, self.told):
            self.told = new
            self.on_fix(new.fix)

    def changed(self) -> None:
        """Take that a receiver was switched: tell if now there is none, or no permission."""
        if not may_know():
            self.trouble(DENIED)
        elif is_off():
            self.trouble(OFF)

    def trouble(self, trouble: str) -> None:
        """Tell what stands in the way."""
        if self.is_asked():
            self.on_trouble(trouble)


class _Listener(PythonJavaClass):
    """Hears positions from Android: one by one until Android 11, in lists from 12 on.

    A bridge to Python does not know the bodies that Java's interface has for methods left out: each
    method that Android may call stands here.
    """

    __javainterfaces__ = ["android/location/LocationListener"]

    def __init__(self, found: Callable[[Found], None], changed: Callable[[], None]) -> None:
        super().__init__()
        self._found, self._changed = found, changed

    @java_method("(Landroid/location/Location;)V")
    def onLocationChanged(self, location: Any) -> None:  # noqa: N802  (Java's name)
        """Take a position."""
        self._found(_found(location))

    @java_method("(Ljava/util/List;)V", name="onLocationChanged")
    def on_locations_changed(self, locations: Any) -> None:
        """Take positions, the oldest first."""
        for at in range(locations.size()):
            self._found(_found(locations.get(at)))

    @java_method("(I)V")
    def onFlushComplete(self, _request: int) -> None:  # noqa: N802
        """Hear that everything held back was told."""

    @java_method("(Ljava/lang/String;ILandroid/os/Bundle;)V")
    def onStatusChanged(self, _name: str, _status: int, _more: Any) -> None:  # noqa: N802
        """Hear how a receiver does, before Android 10."""

    @java_method("(Ljava/lang/String;)V")
    def onProviderEnabled(self, _name: str) -> None:  # noqa: N802
        """Hear that a receiver was switched on."""
        self._changed()

    @java_method("(Ljava/lang/String;)V")
    def onProviderDisabled(self, _name: str) -> None:  # noqa: N802
        """Hear that a receiver was switched off."""
        self._changed()


def may_know() -> bool:
    """Say whether the person allows the app to know a position, be it roughly."""
    return bool(check_permission(FINE) or check_permission(COARSE))


def is_off() -> bool:
    """Say whether the phone's location is switched off."""
    manager = _manager()
    return not any(manager.isProviderEnabled(name) for name in _there(manager))


def _manager() -> Any:
    return activity().getSystemService(autoclass("android.content.Context").LOCATION_SERVICE)


def _there(manager: Any) -> list[str]:
    names = manager.getAllProviders()
    there = [names.get(at) for at in range(names.size())]
    return [name for name in RECEIVERS if name in there]


def _receivers() -> list[str]:
    """Return the receivers that this phone has and that the permission allows to ask."""
    there = _there(_manager())
    if check_permission(FINE) or release() >= ANDROID_12:
        return there
    return [name for name in there if name in ROUGH_RECEIVERS]


def _listen(name: str, listener: _Listener, looper: Any) -> bool:
    try:
        _manager().requestLocationUpdates(name, EVERY_MS, EVERY_M, listener, looper)
    except JavaException:
        # Taken back this moment, or a receiver that the maker of the phone left out.
        return False
    return True


def _known_before() -> list[Found]:
    """Return what each receiver knew last; some phones refuse to say it."""
    manager, found = _manager(), []
    names = manager.getAllProviders()
    for at in range(names.size()):
        try:
            location = manager.getLastKnownLocation(names.get(at))
        except JavaException:
            continue
        if location is not None:
            found.append(_found(location))
    return found


def _found(location: Any) -> Found:
    at_s = location.getElapsedRealtimeNanos() / 1e9
    accuracy_m = float(location.getAccuracy()) if location.hasAccuracy() else None
    fix = Fix(Point(location.getLatitude(), location.getLongitude()), accuracy_m=accuracy_m)
    is_approximate = is_rough(accuracy_m, _now_s() - at_s) or not check_permission(FINE)
    return Found(replace(fix, is_approximate=is_approximate), str(location.getProvider()), at_s)


def _now_s() -> float:
    return float(autoclass("android.os.SystemClock").elapsedRealtimeNanos() / 1e9)
