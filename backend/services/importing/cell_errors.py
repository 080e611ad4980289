"""Deeds: which cells of a spreadsheet hold no value but an error: they would be read as empty."""

import io
import zipfile
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from defusedxml.sax import make_parser

Errors = dict[int, dict[int, str]]
"""Texts such as #REF! by row and column, both from 0."""

_LONGEST = 20
_CELLS = ("table:table-cell", "table:covered-table-cell")
_FORMULA = "#ERROR!"
"""Stands where a cell holds an error that is not named, or a formula without a value."""


def errors_of(data: bytes, form: str) -> dict[str, Errors]:
    """Return the errors of each sheet by its name; of the older forms none can be told."""
    if form not in ("xlsx", "ods"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if form == "ods":
            return _scan(archive, "content.xml", _OpenDocument()).found
        return {
            name: _scan(archive, part, _Excel()).found.get("", {})
            for name, part in _parts(archive).items()
        }


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the file of each sheet of an Excel workbook."""
    links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    parts = {}
    for sheet in fromstring(archive.read("xl/workbook.xml")).iterfind(".//{*}sheet"):
        (link,) = (value for name, value in sheet.items() if name.endswith("}id"))
        target = targets.get(link, "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if part in archive.namelist():
            parts[sheet.get("name", "")] = part
    return parts


class _Cells(ContentHandler):
    """Gathers the errors of sheets, by the sheet's name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Errors] = {}
        self.sheet = ""
        self.row = self.column = -1
        self._text: list[str] | None = None

    def cell(self, *, is_error: bool) -> None:
        """Say that a cell begins."""
        self._text = [] if is_error else None

    def cell_ends(self) -> None:
        """Keep the error of the cell that ends here, if it holds one."""
        if self._text is not None:
            text = "".join(self._text).strip()[:_LONGEST] or _FORMULA
            self.found.setdefault(self.sheet, {}).setdefault(self.row, {})[self.column] = text
        self._text = None

    def characters(self, content: str) -> None:
        if self._text is not None:
            self._text.append(content)


def _scan(archive: zipfile.ZipFile, part: str, cells: _Cells) -> _Cells:
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(cells)
    try:
        with archive.open(part) as file:
            parser.parse(file)
    except (SAXParseException, DefusedXmlException):
        # The library has read it: what it took is taken, and no more can be told.
        return cells
    return cells


class _Excel(_Cells):
    _kind: str | None = None

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX names it
        plain = name.rpartition(":")[2]
        if plain == "row":
            self.row = int(attrs.get("r") or self.row + 2) - 1
            self.column = -1
        elif plain == "c":
            letters = "".join(filter(str.isalpha, attrs.get("r", "")))
            self.column = _column(letters) if letters else self.column + 1
            self._kind = attrs.get("t")
            self.cell(is_error=self._kind == "e")

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX names it
        plain = name.rpartition(":")[2]
        if plain == "c":
            if self._kind is None and any(map(str.strip, self._text or ())):
                self.cell(is_error=False)
            self.cell_ends()
        elif plain == "f":
            # The value or the error comes after the formula. A formula that nobody has worked out
            # yet has neither, and would be read as empty.
            self.cell(is_error=self._kind in (None, "e"))


def _column(letters: str) -> int:
    at = 0
    for letter in letters.upper():
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


class _OpenDocument(_Cells):
    _rows = _wide = 1

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX names it
        if name == "table:table":
            self.sheet, self.row = attrs.get("table:name", ""), 0
        elif name == "table:table-row":
            self.column = 0
            self._rows = int(attrs.get("table:number-rows-repeated") or 1)
        elif name in _CELLS:
            self._wide = int(attrs.get("table:number-columns-repeated") or 1)
            self.cell(is_error=attrs.get("calcext:value-type") == "error")

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX names it
        if name == "table:table-row":
            self.row += self._rows
        elif name in _CELLS:
            self.cell_ends()
            self.column += self._wide
