"""Web: sheets to be printed: pages of our own set as PDF, which load nothing but our own files."""

from pathlib import Path
from typing import Any

import segno
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from backend.web.queueing import Queue

AT_ONCE, MAY_WAIT = 1, 3
"""Setting a sheet takes a third of a second of a processor."""

MOST_KEPT = 128
"""Towns times languages, and then some; a sheet has some 30 kB."""

_TURN = Queue(AT_ONCE, MAY_WAIT)
_KEPT: dict[str, bytes] = {}
STATIC = Path(__file__).resolve().parent / "static"
OWN = {
    "umay:regular": STATIC / "vendor" / "fonts" / "regular.woff2",
    "umay:bold": STATIC / "vendor" / "fonts" / "bold.woff2",
}
"""What a sheet may load, by the addresses that its style gives."""


class OwnFiles(URLFetcher):
    """Hands out our own files, and refuses every other address without asking anybody."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("umay",))
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ANN401
        """Return one of our own files; raises ValueError, which leaves the thing out."""
        path = OWN.get(url)
        if path is None:
            self.refused.append(url)
            raise ValueError("A sheet loads nothing but our own files.")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/woff2"})


def as_pdf(html: str, fetcher: OwnFiles | None = None) -> bytes:
    """Return a page set as PDF, one at a time; raises Problem busy where too many wait."""
    with _TURN.turn():
        return _set(html, fetcher or OwnFiles())


def kept_pdf(html: str) -> bytes:
    """Return a page set as PDF, once however many ask for it at the same moment."""
    if made := _KEPT.get(html):
        return made
    with _TURN.turn():
        # Whoever waited finds what the one before made.
        if made := _KEPT.get(html):
            return made
        made = _set(html, OwnFiles())
        _KEPT[html] = made
        while len(_KEPT) > MOST_KEPT:
            # Only who has the turn takes any away; the oldest stands first.
            del _KEPT[next(iter(_KEPT))]
    return made


def _set(html: str, fetcher: OwnFiles) -> bytes:
    made: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf()
    return made


def qr_code(address: str) -> str:
    """Return a QR code as SVG; a quarter of it may be scratched off and it is still read."""
    code = segno.make(address, error="q", micro=False)
    return code.svg_inline(border=4, omitsize=True, light="#fff")
