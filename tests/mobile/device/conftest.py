"""A phone with stand-ins for Android's libraries, and the services that our code makes of it."""

import sys
from collections.abc import Iterator

import pytest

from mobile.device.choosing import Device, Pretence, device_for
from tests.mobile.device.java import Android

OURS = "mobile.device.android"


@pytest.fixture
def android() -> Iterator[Android]:
    """An Android phone in the place of the machine; afterwards nothing of it is left."""
    phone = Android()
    stand_ins = phone.modules()
    before = {name: sys.modules[name] for name in stand_ins if name in sys.modules}
    sys.modules.update(stand_ins)
    yield phone
    ours = [name for name in sys.modules if name.startswith(OURS)]
    for name in [*ours, *stand_ins]:
        del sys.modules[name]
    for name in ours:
        delattr(sys.modules["mobile.device"], name.rpartition(".")[2])
    sys.modules.update(before)


@pytest.fixture
def device(android: Android) -> Device:
    """The services on that phone."""
    return device_for(Pretence(), is_android=True)
