"""The phone's settings: read once from the command line or from what was shipped with the app."""

import argparse
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from mobile.device.edges import Insets
from mobile.device.system import Wishes
from shared.clock import parse_moment, uptime_s
from shared.geo import Point
from shared.problems import Problem

PACK_FOLDER = Path(__file__).parent / "pack"
DEFAULT_SERVER = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class PhoneConfig:
    """Where the server is, where the memory lies, and what a desktop pretends."""

    server_url: str
    data_folder: Path
    pack_folder: Path
    at: Point | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    uptime_s: Callable[[], float] = uptime_s
    is_approximate: bool = False
    location_trouble: str = ""
    is_desktop: bool = True
    insets: Insets | None = None
    wishes: Wishes | None = None
    """What a desktop pretends to be covered by, and to be set to."""

    @property
    def public_url(self) -> str:
        """The address that other people's phones reach the service by, "" where none is known."""
        return self.server_url if self.server_url.startswith("https://") else ""

    @property
    def is_desktop_without_position(self) -> bool:
        """Whether no position will ever come: a desktop that pretends none."""
        return self.is_desktop and self.at is None and not self.location_trouble


def read_config(argv: Sequence[str], environment: Mapping[str, str]) -> PhoneConfig:
    """Return the settings; raises Problem setting-invalid, and SystemExit for --help."""
    parser = _parser()
    options = parser.parse_args(argv)
    pack = Path(options.pack)
    return PhoneConfig(
        server_url=_server(options.server or _shipped_server(pack)),
        data_folder=Path(options.data or _data_folder(environment)),
        pack_folder=pack,
        at=_point(options.at) if options.at else None,
        is_approximate=options.approximate,
        location_trouble=options.location or "",
        now=clock_from(options.clock) if options.clock else PhoneConfig.now,
        is_desktop="ANDROID_PRIVATE" not in environment,
    )


def clock_from(text: str) -> Callable[[], datetime]:
    """Return a clock that starts at a moment and ticks on; raises Problem setting-invalid."""
    try:
        start = parse_moment(text)
    except ValueError as error:
        raise Problem(
            "setting-invalid", f"--clock {text!r}: write it like 2026-11-27T23:30:00+00:00"
        ) from error
    begun = datetime.now(UTC)
    return lambda: start + (datetime.now(UTC) - begun)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="umay phone", description="The UMay phone app.")
    parser.add_argument("--server", help=f"address of the server (else {DEFAULT_SERVER})")
    parser.add_argument("--data", help="folder for the phone's memory")
    parser.add_argument("--pack", default=str(PACK_FOLDER), help="folder of first documents")
    parser.add_argument("--at", metavar="LAT,LON", help="pretend to be here; else pick a town")
    parser.add_argument("--approximate", action="store_true", help="pretend to know it roughly")
    parser.add_argument("--location", choices=("denied", "off", "lost"), help="pretend this")
    parser.add_argument("--clock", metavar="MOMENT", help="pretend that it is this moment")
    return parser


def _point(text: str) -> Point:
    try:
        lat, lon = (float(part) for part in text.split(","))
        return Point(lat, lon)
    except (ValueError, Problem) as error:
        raise Problem(
            "setting-invalid", f"--at {text!r}: give latitude,longitude such as 53.5448,-2.6318"
        ) from error


def _server(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Problem(
            "setting-invalid", f"--server {text!r}: give an address such as https://umay.example"
        )
    return text.rstrip("/")


def _shipped_server(pack: Path) -> str:
    """Return the server address packed into the app; a development run has none."""
    try:
        return str(json.loads((pack / "server.json").read_text(encoding="utf-8"))["server"])
    except (OSError, ValueError, KeyError):
        return DEFAULT_SERVER


def _data_folder(environment: Mapping[str, str]) -> Path:
    if "ANDROID_PRIVATE" in environment:
        return Path(environment["ANDROID_PRIVATE"]) / "umay"
    home = environment.get("XDG_DATA_HOME") or os.path.join(Path.home(), ".local", "share")
    return Path(home) / "umay"
