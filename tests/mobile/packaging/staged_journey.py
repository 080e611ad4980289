"""The whole journey on a staged app, with nothing but what Buildozer's settings ask for.

`python staged_journey.py STAGED DRIVER PACK SCRATCH [SERVER]`: run by test_spec_environment.py in a
fresh environment. DRIVER is the finger, a file of the repository; the app comes from STAGED alone.
"""

import importlib.util
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

NOW = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
"""Half past eleven on a Friday night, when the first pack was published."""

AT = (53.5448, -2.6300)
NOBODY = "http://127.0.0.1:9"
"""A port where nothing answers."""

# The journey's words, as buttons are called; they stand here and nowhere else in this file.
WELCOME = ("Next", "Next", "Use my location")
PLACE, BACK, HELP = "Night Haven (example)", "Back", "Help"
ANSWER = ("Say", "Fairly unsafe", "Bad lighting", "Done")
LIST, SETTINGS, MAP, LEAVE = "Back to safe places", "Settings", "Map", "Leave"
QUEUE = "Was it sent?"
# Languages are called the same in every language. The second is written from right to left.
ENGLISH, ARABIC = "English", "العربية"

# What is tapped, and the screen that has to be there afterwards.
STEPS: tuple[tuple[tuple[str, ...], str], ...] = (
    ((), "welcome"),
    (WELCOME, "places"),
    ((PLACE,), "place"),
    ((BACK,), "places"),
    (ANSWER, "saved"),
    ((LIST, SETTINGS, QUEUE), "queue"),
    ((HELP,), "help"),
    ((BACK, SETTINGS), "settings"),
    ((ARABIC,), "settings"),
    ((ENGLISH, MAP), "map"),
)
# Modules that such a journey needs: it would prove little if the app had gone round them.
LOADED = ("kivy_garden.mapview", "bidi.algorithm", "arabic_reshaper", "requests", "marshmallow")


def main(words: list[str]) -> int:
    """Walk the journey and return 0; say on standard error what ended it before."""
    staged, driver, pack, scratch = (Path(word).resolve() for word in words[:4])
    # In the place of this script's own folder: only what was staged may be found.
    sys.path[0] = str(staged)
    try:
        finger = load_finger(driver)
        finger.prepare_offscreen(scratch / "kivy", density=1)
        walk(finger.Driver(make_app(pack, scratch / "phone", *words[4:])))
        strangers = sorted(foreign_modules(staged))
        assert not strangers, f"not from the staged folder: {strangers}"
    except Exception:  # noqa: BLE001 - the rim: Kivy swallows what goes to sys.stderr
        assert sys.__stderr__ is not None
        traceback.print_exc(file=sys.__stderr__)
        return 1
    sys.stdout.write("arrived\n")
    return 0


def load_finger(path: Path) -> Any:
    """Load the driver by its file, so that no other folder has to be on the path."""
    # Kivy's touches for tests import pytest, which no phone has and touches do not need.
    sys.modules["pytest"] = MagicMock()
    spec = importlib.util.spec_from_file_location("finger", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def make_app(pack: Path, memory: Path, server: str = NOBODY) -> Any:
    """Return the app as its entrance makes it, at a fixed place and moment."""
    from mobile.config import PhoneConfig
    from mobile.context import Context
    from mobile.main import UMayApp
    from shared.geo import Point

    config = PhoneConfig(
        server_url=server, data_folder=memory, pack_folder=pack, at=Point(*AT), now=lambda: NOW
    )
    return UMayApp(Context(config))


def walk(driver: Any) -> None:
    """Take every step; what the app says was saved must wait in its outbox, or be sent."""
    context = driver.app.context
    has_server = context.config.server_url != NOBODY
    for taps, screen in STEPS:
        for name in taps:
            driver.tap(name)
        shown = driver.app.root.current
        assert shown == screen, f"after {taps}: {shown} instead of {screen}"
        assert driver.texts(), f"{screen} shows no words"
        if screen == "saved" and not has_server:
            assert context.outbox.counts() == (1, 0)
    exchange = context.exchange
    driver.until(lambda: exchange.trouble or exchange.sent_count, "a round of the exchange")
    expected = ("", 1) if has_server else ("no-answer", 0)
    assert (exchange.trouble, exchange.sent_count) == expected, exchange.trouble
    absent = [name for name in LOADED if name not in sys.modules]
    assert not absent, f"never loaded: {absent}"
    driver.tap(LEAVE)
    assert driver.app.root.current == "neutral"
    driver.close()


def foreign_modules(staged: Path) -> set[str]:
    """Return the modules of the app that did not come from the staged folder."""
    return {
        name
        for name, module in sys.modules.items()
        if name.partition(".")[0] in ("mobile", "shared")
        and not Path(str(module.__file__)).is_relative_to(staged)
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
