"""The demonstration's hand for the documents: draws every picture of them anew.

`python -m demo.draw_documents` writes to docs/pictures; another folder may be named.
"""

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from demo.apart import make_folder, run_apart
from demo.document_pictures import TOPS, Top
from demo.eye import WrongPicture
from demo.faults import faults_of
from demo.moments import last_friday_night
from demo.page_tour import picture_pages
from demo.server import ROOT, DemoServer
from shared.problems import Problem
from tools.ports import port_number, refuse_unless_free
from tools.refusal import Refusal

FOLDER = ROOT / "docs" / "pictures"


def main() -> int:
    """Draw them; return 0 only if each is as it should be."""
    parser = argparse.ArgumentParser(prog="demo.draw_documents")
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--port", default="8600", help="port of the server (8600)")
    options = parser.parse_args()
    try:
        port = port_number(options.port)
        refuse_unless_free("127.0.0.1", port, "demo")
        make_folder(options.folder)
        with tempfile.TemporaryDirectory(prefix="umay-documents-") as folder:
            return _draw(Path(folder), port, options.folder.absolute())
    except Problem as problem:
        sys.stderr.write(f"{problem.title}\n{problem.detail}\n")
        return 1
    except (Refusal, WrongPicture) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _draw(folder: Path, port: int, pictures: Path) -> int:
    night = last_friday_night(datetime.now(UTC))
    server = DemoServer(folder, port, clock=night, workers=1)
    server.make_example(night)
    phone = [str(folder / "phones"), str(server.published), night.isoformat(), str(pictures)]
    if code := run_apart(["demo.draw_phone", *phone]):
        return code
    whole = folder / "pages"
    whole.mkdir()
    if not picture_pages(server, whole):
        raise WrongPicture("the pages are left out: there is no Chromium on this machine")
    for name, top in TOPS.items():
        cut_top(whole / f"{top.of}.png", top, pictures / f"{name}.png")
    return 0


def cut_top(page: Path, top: Top, path: Path) -> None:
    """Write the upper part of a page; raises WrongPicture where it is smaller than that."""
    with Image.open(page) as whole:
        wide, high = whole.size
        part = (wide, round(top.size[1] * wide / top.size[0]))
        if wide < top.size[0] or high < part[1]:
            raise WrongPicture(f"{page.name} is {whole.size}, and {path.name} is {top.size} of it")
        upper = whole.convert("RGB").crop((0, 0, *part))
        upper.resize(top.size, Image.Resampling.LANCZOS).save(path, optimize=True)
    if found := faults_of(path, top.size):
        raise WrongPicture(f"{path.name}: {'; '.join(found)}")


if __name__ == "__main__":
    sys.exit(main())
