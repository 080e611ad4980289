"""The demonstration's start: a server with the example network, and the phone beside it."""

import argparse
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from demo.apart import make_folder, run_apart
from demo.ending import end_as_with_ctrl_c
from demo.moments import last_friday_night
from demo.page_tour import picture_pages
from demo.server import DemoServer, stop
from shared.problems import Problem
from tools.ports import port_number, refuse_unless_free
from tools.refusal import Refusal

NO_DISPLAY_FOLDER = "demo-pictures"
AT = "53.5448,-2.6300"


def main() -> int:
    """Run the demonstration; a refusal is one clear line on standard error."""
    options = _options()
    end_as_with_ctrl_c()
    try:
        port = port_number(options.port)
        with tempfile.TemporaryDirectory(prefix="umay-demo-") as folder:
            if options.pages:
                return _pages(Path(folder), port)
            if options.headless or not _has_display():
                return _headless(Path(folder), Path(options.headless or NO_DISPLAY_FOLDER), port)
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
    refuse_unless_free("127.0.0.1", port, "demo")
    make_folder(pictures)
    night = last_friday_night(datetime.now(UTC))
    # One process answers one visitor well, and pictures are taken one after the other.
    server = DemoServer(folder, port, clock=night, workers=1)
    print("Making the example network …", flush=True)
    server.make_example(night)
    tour = ["demo.tour", str(folder), str(port), night.isoformat(), str(pictures.absolute())]
    if code := run_apart(tour):
        return code
    print("  the pages: offering a place, vetting it, looking after it", flush=True)
    if not picture_pages(server, pictures):
        print("  (left out: there is no Chromium on this machine)")
    names = sorted(path.name for path in pictures.glob("*.png"))
    print(f"{len(names)} pictures in {pictures}:")
    print("\n".join(f"  {name}" for name in names))
    return 0


def _with_window(folder: Path, port: int) -> int:
    server = _made(folder, port)
    process = server.start()
    _tell(server)
    print("Phone        the window beside; close it to end the demonstration")
    phone = ["--server", server.url, "--data", str(folder / "phone"), "--at", AT]
    try:
        return run_apart(["mobile", *phone, "--pack", str(server.published)])
    finally:
        stop(process)


def _pages(folder: Path, port: int) -> int:
    server = _made(folder, port)
    running = server.start()
    _tell(server)
    print("Ends with Ctrl-C.", flush=True)
    try:
        return running.server.wait()
    finally:
        stop(running)


def _made(folder: Path, port: int) -> DemoServer:
    refuse_unless_free("127.0.0.1", port, "demo")
    server = DemoServer(folder, port)
    print("Making the example network …", flush=True)
    server.make_example(datetime.now(UTC))
    return server


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


def _has_display() -> bool:
    is_unix_desktop = "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    return is_unix_desktop or sys.platform in ("win32", "darwin")


if __name__ == "__main__":
    sys.exit(main())
