"""The phone's hardware: all services together, on Android or as their twins on a desktop."""

from dataclasses import dataclass

from mobile.device.browser import Browser, ShownAddress
from mobile.device.calls import Calls, ShownCalls
from mobile.device.compass import Compass, NoCompass
from mobile.device.directions import Directions, NoDirections
from mobile.device.edges import Edges, FixedEdges, Insets
from mobile.device.location import FixedLocation, Location
from mobile.device.messages import Messages, ShownMessages
from mobile.device.reader import NoReader, Reader
from mobile.device.share import Share, ShownShare
from mobile.device.shield import NoShield, Shield
from mobile.device.speech import Silence, Speech
from mobile.device.system import FixedSystem, System, Wishes
from shared.geo import Point


@dataclass(frozen=True)
class Device:
    """What the phone can do for the app."""

    location: Location
    calls: Calls
    messages: Messages
    share: Share
    directions: Directions
    browser: Browser
    speech: Speech
    shield: Shield
    edges: Edges
    system: System
    reader: Reader
    compass: Compass


@dataclass(frozen=True)
class Pretence:
    """What a desktop pretends: where it is, what covers its window, how it is set."""

    at: Point | None = None
    is_approximate: bool = False
    trouble: str = ""
    insets: Insets | None = None
    wishes: Wishes | None = None


def device_for(pretence: Pretence, *, is_android: bool) -> Device:
    """Return Android's services, or a desktop's, which pretends what it is told."""
    if is_android:
        return _android()
    return Device(
        FixedLocation(pretence.at, pretence.trouble, pretence.is_approximate),
        ShownCalls(),
        ShownMessages(),
        ShownShare(),
        NoDirections(),
        ShownAddress(),
        Silence(),
        NoShield(),
        FixedEdges(pretence.insets),
        FixedSystem(pretence.wishes),
        NoReader(),
        NoCompass(),
    )


def _android() -> Device:
    from mobile.device import (
        android,
        android_compass,
        android_edges,
        android_location,
        android_reader,
        android_speech,
        android_system,
    )

    return Device(
        android_location.AndroidLocation(),
        android.AndroidCalls(),
        android.AndroidMessages(),
        android.AndroidShare(),
        android.AndroidDirections(),
        android.AndroidBrowser(),
        android_speech.AndroidSpeech(),
        android.AndroidShield(),
        android_edges.AndroidEdges(),
        android_system.AndroidSystem(),
        android_reader.AndroidReader(),
        android_compass.AndroidCompass(),
    )
