"""A phone in the process of a test that runs on Android: its state, its system, our services."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from mobile.device.choosing import Device, Pretence, device_for

FINE = "android.permission.ACCESS_FINE_LOCATION"
COARSE = "android.permission.ACCESS_COARSE_LOCATION"
OURS = "mobile.device.android"


class Handset:
    """One phone; what it allows and has is put into `state`, what its system does is done."""

    def __init__(self) -> None:
        from jnius import autoclass

        self.java = autoclass
        self.state = autoclass("phone.State").now
        self._system = autoclass("phone.Given")
        self.may_be_deaf = False
        """Whether a bridge without a method that Java calls is what this test is about."""

        self._kept: list[Any] = []
        for name in (FINE, COARSE):
            self.state.willing.add(name)
        for name in ("gps", "network", "passive"):
            self.state.providers.add(name)
            self.state.enabled.add(name)
        if self.level >= 31:
            self.state.providers.add("fused")
            self.state.enabled.add("fused")

    @property
    def level(self) -> int:
        """Return the level of Android's interface."""
        return int(self.java("android.os.Build$VERSION").SDK_INT)

    def device(self) -> Device:
        """Return our services on this phone."""
        return device_for(Pretence(), is_android=True)

    def keep(self, service: Any) -> None:
        """Hold a service for as long as the phone is on, as the app does."""
        self._kept.append(service)

    def does(self, name: str, *given: Any) -> None:
        """Let the phone's system do something by itself; whatever Java may still call is kept."""
        gc.collect()
        getattr(self._system, name)(*given)

    def settle(self) -> None:
        """Wait until Android's main thread has done all it was given."""
        gc.collect()
        for _ in range(3):
            self.on_main(lambda: None)

    def on_main(self, deed: Callable[[], Any]) -> Any:
        """Do something on Android's main thread and return what came of it."""
        from jnius import PythonJavaClass, java_method

        class Deed(PythonJavaClass):
            __javainterfaces__ = ["java/lang/Runnable"]

            @java_method("()V")
            def run(self) -> None:
                came.append(deed())

        came: list[Any] = []
        waiting = Deed()
        self.java("phone.Ui").settle(waiting)
        return came[0]

    def location(self, provider: str, lat: float, lon: float, accuracy: float) -> Any:
        """Return a position found now; without an accuracy where that is below 0."""
        return self._system.location(provider, lat, lon, accuracy)

    def wait(self, seconds: float) -> None:
        """Let the phone's clock go on."""
        self.state.elapsedNanos += int(seconds * 1e9)

    def over(self) -> Any:
        """Return the view that lies over the app's picture, or None."""
        return self.java("phone.State").over()

    def done(self) -> list[str]:
        """Return what was done, in order."""
        return listed(self.state.done)


def listed(java_list: Any) -> list[Any]:
    """Return what a list of Java holds."""
    return [java_list.get(at) for at in range(java_list.size())]


@contextmanager
def a_handset() -> Iterator[Handset]:
    """Switch a fresh phone on; afterwards nothing of it or of our services is left."""
    from jnius import autoclass

    autoclass("phone.State").reset()
    sys.modules.update(_brought_along())
    phone = Handset()
    try:
        yield phone
    finally:
        phone.settle()
        for name in [name for name in sys.modules if name.startswith((OURS, "android"))]:
            del sys.modules[name]
            if name.startswith(OURS):
                delattr(sys.modules["mobile.device"], name.rpartition(".")[2])


def _brought_along() -> dict[str, ModuleType]:
    """Return python-for-android's own module of permissions, over its own activity.

    As `pythonforandroid/recipes/android/src/android/permissions.py` of 2026.5.9 has it: the answer
    comes by the activity's callback, on Android's main thread, as names and truths.
    """
    package, module = ModuleType("android"), ModuleType("android.permissions")
    package.__path__ = []
    asking: dict[int, Any] = {}

    class Permission:
        ACCESS_FINE_LOCATION = FINE
        ACCESS_COARSE_LOCATION = COARSE

    def check_permission(permission: str) -> bool:
        return bool(_activity().checkCurrentPermission(permission))

    def request_permissions(permissions: list[str], callback: Any = None) -> None:
        code = len(asking) + 2
        asking[code] = callback
        if "kept" not in vars(module):
            vars(module)["kept"] = _callback(asking)
            _activity().addPermissionsCallback(vars(module)["kept"])
        _activity().requestPermissionsWithRequestCode(permissions, code)

    vars(module).update(
        Permission=Permission,
        check_permission=check_permission,
        request_permissions=request_permissions,
    )
    return {"android": package, "android.permissions": module}


def _activity() -> Any:
    from jnius import autoclass

    return autoclass("org.kivy.android.PythonActivity").mActivity


def _callback(asking: dict[int, Any]) -> Any:
    from jnius import PythonJavaClass, java_method

    class Callback(PythonJavaClass):
        __javainterfaces__ = ["org/kivy/android/PythonActivity$PermissionsCallback"]
        __javacontext__ = "app"

        @java_method("(I[Ljava/lang/String;[I)V")
        def onRequestPermissionsResult(  # noqa: N802  (Java's name)
            self, code: int, names: list[str], results: list[int]
        ) -> None:
            if asking.get(code):
                asking[code](names, [result == 0 for result in results])

    return Callback()
