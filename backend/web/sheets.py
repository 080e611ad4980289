"""Web: sheets to be printed: pages of our own set as PDF, which load nothing but our own files."""

from pathlib import Path
from typing import Any

import segno
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

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
    """Return a page set as PDF."""
    made: bytes = HTML(string=html, url_fetcher=fetcher or OwnFiles()).write_pdf()
    return made


def qr_code(address: str) -> str:
    """Return a QR code as SVG; a quarter of it may be scratched off and it is still read."""
    code = segno.make(address, error="q", micro=False)
    return code.svg_inline(border=4, omitsize=True, light="#fff")
