"""The phone's hardware on Android: the sensors that know which way it points.

The rotation vector, which a gyroscope steadies, and the magnetic field to watch over it; where
there is none, the field with what pulls. Reckoned in Python (compass.py): what Java would do is
four lines there, and runs in the tests as on a phone.
"""

from collections.abc import Callable
from threading import Lock
from time import time
from typing import Any

from jnius import PythonJavaClass, autoclass, java_method

from mobile.device.android import activity
from mobile.device.compass import Pointing, Sense
from mobile.device.heading import Field
from shared.geo import Point

ACCELEROMETER, MAGNETIC_FIELD, ROTATION_VECTOR = 1, 2, 11
"""Sensor.TYPE_…: by hand, since reading the class's many names takes time."""

DELAY_UI = 2
"""SensorManager.SENSOR_DELAY_UI, some sixteen times a second: enough to turn a needle by."""

NANOTESLA = 1000.0


class AndroidCompass:
    """Android's sensors, on from a start to a stop."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listener: Any = None

    def start(self, at: Point, tell: Callable[[Pointing], None]) -> bool:
        """Switch the sensors on; return False where what is needed is not there."""
        with self._lock:
            self._switch_off()
            manager = _manager()
            turning, field = (
                manager.getDefaultSensor(kind) for kind in (ROTATION_VECTOR, MAGNETIC_FIELD)
            )
            pull = None if turning else manager.getDefaultSensor(ACCELEROMETER)
            if not turning and not (field and pull):
                return False
            sense = Sense(_earth(at), _rotation, has_rotation=bool(turning))
            # Java holds no reference that Python would see: the listener must be kept.
            self._listener = _Listener(sense, tell, ROTATION_VECTOR if turning else MAGNETIC_FIELD)
            listening = [
                manager.registerListener(self._listener, each, DELAY_UI)
                for each in (turning, field, pull)
                if each
            ]
            # A rotation vector is enough: the field beside it only watches over it.
            is_on = listening[0] if turning else all(listening)
            if not is_on:
                self._switch_off()
            return bool(is_on)

    def stop(self) -> None:
        """Switch them off."""
        with self._lock:
            self._switch_off()

    def _switch_off(self) -> None:
        if self._listener is not None:
            self._listener.end()
            _manager().unregisterListener(self._listener)
            self._listener = None


class _Listener(PythonJavaClass):
    """Hears the sensors, on Android's main thread."""

    __javainterfaces__ = ["android/hardware/SensorEventListener"]

    def __init__(self, sense: Sense, tell: Callable[[Pointing], None], graded: int) -> None:
        super().__init__()
        self._sense, self._tell, self._graded = sense, tell, graded
        self._is_over = False

    def end(self) -> None:
        """Tell nothing more, whatever is on its way."""
        self._is_over = True

    @java_method("(Landroid/hardware/SensorEvent;)V")
    def onSensorChanged(self, event: Any) -> None:  # noqa: N802  (Java's name)
        """Take what a sensor measured."""
        if self._is_over:
            return
        kind, at_s = event.sensor.getType(), event.timestamp / 1e9
        values = [float(each) for each in event.values]
        if kind == self._graded:
            self._sense.graded(event.accuracy)
        if kind == ROTATION_VECTOR:
            pointing: Pointing | None = self._sense.rotated(values, at_s)
        elif kind == MAGNETIC_FIELD:
            pointing = self._sense.drawn((values[0], values[1], values[2]), at_s)
        else:
            pointing = self._sense.pulled((values[0], values[1], values[2]), at_s)
        if pointing is not None:
            self._tell(pointing)

    @java_method("(Landroid/hardware/Sensor;I)V")
    def onAccuracyChanged(self, sensor: Any, accuracy: int) -> None:  # noqa: N802
        """Take how sure the phone is of a sensor."""
        if sensor.getType() == self._graded:
            self._sense.graded(accuracy)


def _manager() -> Any:
    return activity().getSystemService(autoclass("android.content.Context").SENSOR_SERVICE)


def _rotation() -> int:
    """Return how the screen's picture is turned against the phone, in quarters."""
    return int(activity().getWindowManager().getDefaultDisplay().getRotation())


def _earth(at: Point) -> Field:
    """Return the earth's field here and now, by the model that Android carries."""
    model = autoclass("android.hardware.GeomagneticField")(at.lat, at.lon, 0.0, int(time() * 1000))
    return Field(
        model.getDeclination(), model.getInclination(), model.getFieldStrength() / NANOTESLA
    )
