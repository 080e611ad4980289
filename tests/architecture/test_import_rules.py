"""The rule who may import whom, held against every source file, and shown to be able to fail."""

import pytest

from tests.architecture.imports import violations
from tests.architecture.rooms import ROOMS
from tests.architecture.tree import read, source_files

BROKEN = [
    ("shared/places.py", "from backend.domain import listing"),
    ("shared/places.py", "import marshmallow"),
    ("shared/hours.py", "from astral.sun import sun"),
    ("shared/geo.py", "import requests"),
    ("shared/geo.py", "import geopy"),
    ("backend/domain/listing.py", "import flask"),
    ("backend/domain/listing.py", "from backend.storage import rows"),
    ("backend/domain/listing.py", "import os"),
    ("backend/domain/listing.py", "from datetime import datetime\nNOW = datetime.now()"),
    ("backend/storage/rows.py", "from flask import current_app"),
    ("backend/storage/rows.py", "from backend.services import give"),
    ("backend/services/give.py", "def give():\n    from flask import request"),
    ("backend/services/give.py", "from backend.api import feedback"),
    ("backend/services/give.py", "def give(session):\n    session.commit()"),
    ("backend/storage/engine.py", "def undo(session):\n    session.rollback()"),
    ("backend/gateways/mail.py", "import sqlalchemy"),
    ("backend/api/feedback.py", "from backend.storage import rows"),
    ("backend/api/feedback.py", "from ..gateways import mail"),
    ("backend/api/feedback.py", "from backend.portal import pages"),
    ("backend/web/pages.py", "from backend.api import feedback"),
    ("backend/api/feedback.py", "import backend.app"),
    ("backend/jobs/remind.py", "from backend import storage"),
    ("backend/app.py", "import mobile.store"),
    ("mobile/sync/engine.py", "from backend.domain import listing"),
    ("mobile/sync/engine.py", "import kivy.clock"),
    ("mobile/store/outbox.py", "from kivy.logger import Logger"),
    ("mobile/store/outbox.py", "import urllib.request"),
    ("mobile/viewmodels/near.py", "from kivy.uix.label import Label"),
    ("mobile/viewmodels/near.py", "from kivy.clock import Clock"),
    ("mobile/viewmodels/near.py", "from mobile.screens import near"),
    ("mobile/screens/near.py", "from mobile.store import projection"),
    ("mobile/screens/near.py", "import importlib\nimportlib.import_module('mobile.sync.engine')"),
    ("mobile/ui/theme.py", "from mobile.viewmodels import near"),
    ("mobile/ui/words.py", "from kivy.app import App"),
    ("mobile/viewmodels/near.py", "from mobile.ui import theme"),
    ("mobile/device/location.py", "from plyer import gps"),
    ("mobile/context.py", "import kivy"),
    ("tools/setup.py", "import requests"),
    ("demo/story.py", "from backend.services import give"),
    ("backend/helping/something.py", "import json"),
    ("mobile/something.py", "import json"),
    ("cellar/something.py", "import json"),
]

SOUND = [
    ("shared/wire_messages.py", "from marshmallow import Schema"),
    ("shared/daylight.py", "from astral.sun import sun"),
    ("backend/domain/listing.py", "import math\nfrom shared.hours import Opening"),
    ("backend/services/transaction.py", "def end(session):\n    session.commit()"),
    ("backend/services/give.py", "from backend.storage.feedback import keep"),
    ("backend/api/feedback.py", "from . import blueprint\nfrom backend.services import give"),
    ("backend/app.py", "from backend.api import feedback\nfrom backend.gateways import mail"),
    ("backend/__init__.py", "from backend.app import create_app"),
    ("mobile/viewmodels/base.py", "from kivy.clock import Clock"),
    ("mobile/viewmodels/near.py", "from kivy.properties import ListProperty"),
    ("mobile/viewmodels/near.py", "from mobile.ui.words import text"),
    ("mobile/device/android.py", "from jnius import autoclass"),
    ("mobile/screens/near.py", "from kivy.uix.screenmanager import Screen"),
    ("demo/story.py", "from mobile.main import App"),
]


def test_every_source_file_keeps_the_rules() -> None:
    names = source_files()
    broken = [line for name in names for line in violations(name.as_posix(), read(name))]
    assert names
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(("name", "source"), BROKEN)
def test_a_broken_rule_is_reported_once(name: str, source: str) -> None:
    reported = violations(name, source)
    assert len(reported) == 1
    assert reported[0].startswith(name)


@pytest.mark.parametrize(("name", "source"), SOUND)
def test_a_file_that_keeps_the_rules_passes(name: str, source: str) -> None:
    assert violations(name, source) == []


def test_every_room_in_a_permission_is_in_the_table() -> None:
    named = {name for room in ROOMS.values() for name in room.rooms}
    assert named - set(ROOMS) == {"tests/support"}
