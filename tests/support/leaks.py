"""Looking for the mark of the second place's fields in whatever comes as an answer."""

import io
import re

from pypdf import PdfReader
from werkzeug.test import TestResponse

from tests.support.house import CANARY

PUBLISHED = ("GET /cards.json", "GET /list/<slug>", "GET /list/<slug>.pdf")
"""What residents read of all places that are listed."""


def leaks_in(response: TestResponse, key: str = "") -> bool:
    """Return whether an answer holds the mark of the second place's fields.

    Of what is published, only the field that is not: who runs the place.
    """
    mark = rf"{CANARY}\s*Ltd" if key in PUBLISHED else CANARY
    return re.search(mark, said_in(response), re.IGNORECASE) is not None


def said_in(response: TestResponse) -> str:
    """Return the words of an answer, those of a sheet to be printed too."""
    if response.mimetype == "application/pdf":
        pages = PdfReader(io.BytesIO(response.data)).pages
        return "".join("".join(page.extract_text().split()) for page in pages)
    is_text = (response.mimetype or "").startswith(("text/", "application/"))
    return response.text if is_text else ""
