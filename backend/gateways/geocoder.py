"""Gateway: a geocoder outside, for addresses our own gazetteer does not know; off by default."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from shared.geo import Point

log = logging.getLogger("backend")

TIMEOUT_S = 4
MOST_FOUND = 5


@dataclass(frozen=True)
class Located:
    """Where an address is, and how the geocoder writes it."""

    label: str
    at: Point


class Geocoder(Protocol):
    """Something that knows where addresses are."""

    def locate(self, typed: str) -> Sequence[Located]:
        """Return where something typed may be, best first; nothing where it does not answer."""
        ...


class NoGeocoder:
    """Stands where no geocoder is set: what is typed stays here."""

    def locate(self, typed: str) -> Sequence[Located]:
        """Return nothing."""
        return ()


class NominatimGeocoder:
    """A Nominatim server, asked through geopy; the server learns what was typed."""

    def __init__(self, url: str, user_agent: str) -> None:
        self._url = urlsplit(url)
        self._user_agent = user_agent

    def locate(self, typed: str) -> Sequence[Located]:
        """Return up to five addresses in Britain; a server in trouble counts as no answer."""
        # Imported when it is used: it costs a serving process up to a second.
        from geopy.exc import GeopyError
        from geopy.geocoders import Nominatim

        server = Nominatim(
            user_agent=self._user_agent,
            domain=(self._url.netloc + self._url.path).rstrip("/"),
            scheme=self._url.scheme,
            timeout=TIMEOUT_S,
        )
        try:
            found = server.geocode(typed, exactly_one=False, limit=MOST_FOUND, country_codes="gb")
        except (GeopyError, ValueError) as error:
            log.error("The geocoder did not answer: %s", type(error).__name__)
            return ()
        return [
            Located(each.address[:120], Point(each.latitude, each.longitude))
            for each in found or ()
        ]


def geocoder_of(url: str | None, user_agent: str) -> Geocoder:
    """Return the geocoder of the settings."""
    return NominatimGeocoder(url, user_agent) if url else NoGeocoder()
