"""The demonstration's start: a server with the example network, and the phone beside it."""

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from demo.page_tour import picture_pages
from demo.server import ROOT, DemoServer, stop
from shared.clock import LOCAL_ZONE, local
from shared.problems import Problem
from tools.ports import port_number, refuse_unless_free
from tools.refusal import Refusal

FRIDAY = 4
NIGHT, NOON = time(23, 30), time(12, 10)
NO_DISPLAY_FOLDER = "demo-pictures"
AT = "53.5448,-2.6300"


def main() -> int:
    """Run the demonstration; a refusal is one clear line on standard error."""
    options = _options()
    try:
        port = port_number(options.port)
        with tempfile.TemporaryDirectory(prefix="umay-demo-") as folder:
            if options.pages:
                return _pages(Path(folder), port)
            if options.headless or not _has_display():
                return _headless(
                    Path(folder), Path(options.headless or NO_DISPLAY_FOLDER), options.port
                )
            return _with_window(Path(folder), port)
    except Problem as problem:
        sys.stderr.write(f"{problem.title}\n{problem.detail}\n")
        return 1
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    except KeyboardInterrupt:
        return 130


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="umay demo", description="See the whole journey.")
    parser.add_argument("--headless", metavar="DIR", help="no window: write pictures to DIR")
    parser.add_argument("--pages", action="store_true", help="only the pages, no phone beside")
    parser.add_argument("--port", default="8600", help="port of the server (8600)")
    return parser.parse_args()


def _headless(folder: Path, pictures: Path, port: int) -> int:
    from demo.driver import prepare_offscreen
    from demo.gallery import Gallery, take_pictures
    from demo.tour import Tour

    refuse_unless_free("127.0.0.1", port, "demo")
    _make(pictures)
    night = last_friday_night(datetime.now(UTC))
    noon = datetime.combine(local(night).date() + timedelta(days=1), NOON, LOCAL_ZONE)
    server = DemoServer(folder, port, clock=night)
    print("Making the example network …")
    server.prepare(night)
    server.give_map()
    server.people()
    server.perception()
    prepare_offscreen(folder / "kivy")
    Tour(server, pictures, night, noon).run(lambda words: print(f"  {words}"))
    print("  every screen of the app, in every look (some minutes)")
    take_pictures(
        Gallery(folder / "gallery", server.published, lambda: night, server.url),
        pictures / "gallery",
        lambda words: print(f"    {words}", flush=True),
    )
    print("  the pages: offering a place, vetting it, looking after it")
    if not picture_pages(server, pictures):
        print("  (left out: there is no Chromium on this machine)")
    names = sorted(path.name for path in pictures.glob("*.png"))
    print(f"{len(names)} pictures in {pictures}:")
    print("\n".join(f"  {name}" for name in names))
    return 0


def _with_window(folder: Path, port: int) -> int:
    refuse_unless_free("127.0.0.1", port, "demo")
    server = DemoServer(folder, port)
    print("Making the example network …")
    server.prepare(datetime.now(UTC))
    server.give_map()
    server.people()
    server.perception()
    process = server.start()
    _tell(server)
    print("Phone        the window beside; close it to end the demonstration")
    phone = ["--server", server.url, "--data", str(folder / "phone"), "--at", AT]
    try:
        words = [sys.executable, "-m", "mobile", *phone, "--pack", str(server.published)]
        return subprocess.run(words, cwd=ROOT, check=False).returncode
    finally:
        stop(process)


def _pages(folder: Path, port: int) -> int:
    refuse_unless_free("127.0.0.1", port, "demo")
    server = DemoServer(folder, port)
    print("Making the example network …")
    server.prepare(datetime.now(UTC))
    server.give_map()
    server.people()
    server.perception()
    running = server.start()
    _tell(server)
    print("Ends with Ctrl-C.", flush=True)
    try:
        return running.server.wait()
    finally:
        stop(running)


def _tell(server: DemoServer) -> None:
    """Print where everything is, and one sign-in per role."""
    print(f"Finder       {server.url}/")
    print(f"Offer        {server.url}/offer/")
    print(f"Sign in      {server.url}/account/sign-in")
    for each in server.sign_ins():
        print(f"  {each['role']:14} {each['email']:30} code: ./umay code {each['key']}")
    print(f"  the password of all: {server.sign_ins()[0]['password']}")
    print(f"Mails        {server.folder / 'data' / 'mail'}")
    print(f"API          {server.url}/api/v1/docs")
    print(f"Documents    {server.url}/published/manifest.json")


def last_friday_night(now: datetime) -> datetime:
    """Return the last Friday, 23:30 in the borough, that is not in the future."""
    today = local(now)
    day = today.date() - timedelta(days=(today.weekday() - FRIDAY) % 7)
    night = datetime.combine(day, NIGHT, LOCAL_ZONE)
    return night if night <= now else night - timedelta(days=7)


def _has_display() -> bool:
    is_unix_desktop = "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    return is_unix_desktop or sys.platform in ("win32", "darwin")


def _make(pictures: Path) -> None:
    try:
        pictures.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=pictures):
            return
    except OSError as error:
        raise Problem("folder-not-writable", f"{pictures}: {error.strerror}") from error


if __name__ == "__main__":
    sys.exit(main())
