"""Deeds: the XML of the Food Hygiene Rating Scheme as rows, each with where it stands."""

from dataclasses import dataclass, field
from io import StringIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, InputSource, Locator

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from backend.services.importing.refusal import refused
from backend.services.importing.source_file import SourceText

ROOT, RECORD = "FHRSEstablishment", "EstablishmentDetail"
COUNT, EXTRACTED = "ItemCount", "ExtractDate"
MOST_TEXT = 500
"""No field of a rating is longer; what comes after is not kept."""


@dataclass(frozen=True)
class Establishment:
    """One premises: where it begins, and its elements' texts by their names.

    `line` counts lines of XML, entries of JSON: `unit` says which. `extracted` is the day on which
    the file was made, as it says so.
    """

    line: int
    values: dict[str, str] = field(default_factory=dict)
    unit: str = "line"
    extracted: str = ""

    @property
    def draft_id(self) -> str:
        """The id of the draft: the scheme's own, so that the next file finds it again."""
        return f"fhrs-{self.values.get('FHRSID', '')}"

    @property
    def where(self) -> str:
        """How a report names it; some files are all on one line, so the scheme's id is told."""
        return f"{self.unit} {self.line}, FHRSID {self.values.get('FHRSID') or '?'}"


def read_xml(source: SourceText) -> list[Establishment]:
    """Return every premises of a file.

    Raises Problem file-not-taken: another list; no whole XML, with the line; entities or a DTD;
    not as many premises as the file itself says.
    """
    if not source.text.lstrip().startswith("<"):
        what = "is neither XML nor JSON of the Food Hygiene Rating Scheme"
        raise refused(source.name, f"{what}. A table of venues: `umay import places`")
    handler = _Handler()
    parser = make_parser()
    # Files of the scheme have none, and every way to make a small file swell begins with one.
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    feed = InputSource()
    feed.setCharacterStream(StringIO(source.text))
    try:
        parser.parse(feed)
    except SAXParseException as error:
        where = f"line {error.getLineNumber()}, column {error.getColumnNumber()}"
        what = f"is no whole XML: {error.getMessage()} ({where}). Download it again"
        raise refused(source.name, what) from None
    except DefusedXmlException:
        what = "holds declarations (DTD or entities), which files of the scheme never do"
        raise refused(source.name, what) from None
    if handler.root != ROOT or not handler.found:
        what = f"is no list of the Food Hygiene Rating Scheme ({ROOT})"
        raise refused(source.name, f"{what}. Another list of venues: `umay import places`")
    if handler.told not in ("", str(len(handler.found))):
        what = f"says it holds {handler.told[:12]} premises, but {len(handler.found)} are there"
        raise refused(source.name, what)
    return handler.found


class _Handler(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root = ""
        self.told = ""
        self.extracted = ""
        self.found: list[Establishment] = []
        self._locator: Locator | None = None
        self._is_inside = False
        self._text: list[str] = []

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - SAX names it
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX names it
        self.root = self.root or name
        self._text = []
        if name == RECORD:
            line = self._locator.getLineNumber() if self._locator else 0
            self.found.append(Establishment(line or 0, extracted=self.extracted))
            self._is_inside = True

    def characters(self, content: str) -> None:
        if len(self._text) < MOST_TEXT:
            self._text.append(content[:MOST_TEXT])

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX names it
        text = " ".join("".join(self._text)[:MOST_TEXT].split())
        self._text = []
        if name == RECORD:
            self._is_inside = False
        elif self._is_inside and text:
            self.found[-1].values[name] = text
        elif name == COUNT:
            self.told = text
        elif name == EXTRACTED:
            self.extracted = text
