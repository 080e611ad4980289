"""The contract's postcodes as a search finds them: units, and the middle of half a postcode."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from shared.digits import is_digits
from shared.geo import Point
from shared.matches import Fit, Match
from shared.postcodes import Reading, middle_of, readings, unpack_sector


class PostcodeIndex:
    """The postcodes of a gazetteer document; a sector is unpacked when it is first asked for."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._packed = {body["sector"]: body for body in document.get("postcodes", ())}
        self._units: dict[str, dict[str, Point]] = {}
        self._singles: dict[str, dict[str, Point]] = {}
        for body in document.get("names", ()):
            if body["kind"] == "postcode":
                self._add(body["name"], Point(body["lat"], body["lon"]))
        self._sectors = sorted(self._packed.keys() | self._singles.keys())
        self._districts = {sector.partition(" ")[0] for sector in self._sectors}

    def search(self, words: Sequence[str]) -> list[Match]:
        """Return what fits words such as ["wn1", "1nx"], or a whole postcode somewhere in them."""
        found = [match for each in readings("".join(words)) for match in self._fitting(each)]
        return found or self._within(words)

    def _add(self, name: str, at: Point) -> None:
        """Take in a postcode that stands among the names, as version 1 published them."""
        whole = next((each for each in readings(name) if each.is_whole), None)
        if whole is not None:
            self._singles.setdefault(whole.sector, {})[whole.unit] = at

    def _within(self, words: Sequence[str]) -> list[Match]:
        texts = ("".join(words[at : at + many]) for many in (2, 1) for at in range(len(words)))
        for text in texts:
            for reading in readings(text):
                if reading.is_whole and reading.sector in self._sectors:
                    return list(self._in_sector(reading))
        return []

    def _fitting(self, reading: Reading) -> Iterator[Match]:
        if reading.digit and reading.sector in self._sectors:
            yield from self._in_sector(reading)
        elif not reading.digit and reading.district in self._districts:
            start = f"{reading.district} "
            sectors = [sector for sector in self._sectors if sector.startswith(start)]
            yield _match("district", reading.district, self._middle(sectors), Fit.EXACT)
            for sector in sectors:
                yield _match("sector", sector, self._middle([sector]), Fit.BEGINS)

    def _in_sector(self, reading: Reading) -> Iterator[Match]:
        sector, units = reading.sector, self._in(reading.sector)
        if reading.unit in units:
            yield _match("postcode", reading.text, units[reading.unit], Fit.EXACT)
            return
        beginning = [unit for unit in units if unit.startswith(reading.unit)]
        for unit in beginning:
            yield _match("postcode", sector + unit, units[unit], Fit.BEGINS)
        if not reading.unit:
            yield _match("sector", sector, self._middle([sector]), Fit.EXACT)
        elif not beginning:
            stands_for = reading.text if reading.is_whole else ""
            at = self._middle([sector])
            yield Match("sector", sector, "", at, Fit.BEGINS, stands_for=stands_for)

    def _in(self, sector: str) -> dict[str, Point]:
        if sector not in self._units:
            packed = self._packed.get(sector)
            units = unpack_sector(packed) if packed else {}
            self._units[sector] = units | self._singles.get(sector, {})
        return self._units[sector]

    def _middle(self, sectors: Iterable[str]) -> Point:
        return middle_of(at for sector in sectors for at in self._in(sector).values())


def postcode_in(words: Sequence[str]) -> str:
    """Return the postcode that words are, or "" where they are none; half of one as it is typed."""
    typed = "".join(words)
    found = readings(typed)
    if not found or not any(is_digits(letter) for letter in typed):
        return ""
    return found[0].text if found[0].is_whole else " ".join(words).upper()


def _match(kind: str, label: str, at: Point, fit: Fit) -> Match:
    return Match(kind, label, "", at, fit)
