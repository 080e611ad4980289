"""Deeds: services as Open Referral UK 3.0 and HSDS 3 publish them, as places with our columns.

Specification: openreferraluk.org (UK profile 3.0) and docs.openreferral.org (HSDS 3.0, 3.1).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from backend.services.importing.referral_hours import hours_of
from backend.services.importing.refusal import refused
from backend.services.importing.sheet import Record

Thing = dict[str, Any]
_ACTIVE = ("", "active")
_PLACELESS = "are of services that name no place and"
_IDLE = "are of services that are not active and"
_NO_PLACE = (
    "lists services without their places, as a list of Open Referral does. Ask for each service in "
    "full (/services/ID), or for the services at locations (/service_at_locations)"
)


@dataclass(frozen=True)
class _Stand:
    """A service at one of its places."""

    service: Thing
    link: Thing
    location: Thing


def is_one(document: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """Return whether a document is a service, a service at a location, a list or a page of them."""
    first = next(iter(_items(document)), None)
    return isinstance(first, dict) and (_is_service(first) or _is_link(first))


def records_of(name: str, document: Any) -> tuple[tuple[Record, ...], tuple[str, ...]]:  # noqa: ANN401
    """Return a row for each service at each of its places, and notes on what is left out.

    Rows have our columns, and `service`, `organization` and `location` with the names of these.
    Raises Problem file-not-taken where no service names a place.
    """
    stands: list[_Stand] = []
    placeless = idle = 0
    for item in _items(document):
        if not isinstance(item, dict) or not (_is_service(item) or _is_link(item)):
            raise refused(name, "holds something else than a service of Open Referral in its list")
        found = list(_stands(item))
        if not found:
            placeless += 1
        elif _text(found[0].service, "status").lower() not in _ACTIVE:
            idle += len(found)
        else:
            stands += found
    if not stands and placeless:
        raise refused(name, _NO_PLACE)
    records = tuple(Record(number, _values(each)) for number, each in enumerate(stands, 1))
    counted = ((placeless, _PLACELESS), (idle, _IDLE))
    notes = [f"{count:,} entries {what} were passed over." for count, what in counted if count]
    return records, (*notes, *_pages(document))


def _items(document: Any) -> list[Any]:  # noqa: ANN401 - whatever JSON holds
    if isinstance(document, dict):
        contents = document.get("contents")
        return contents if isinstance(contents, list) else [document]
    return document if isinstance(document, list) else []


def _is_service(item: Thing) -> bool:
    held = {"service_at_locations", "organization", "organization_id", "schedules", "status"}
    return "name" in item and len(held & item.keys()) > 1


def _is_link(item: Thing) -> bool:
    return isinstance(item.get("location"), dict) and ("service" in item or "service_id" in item)


def _stands(item: Thing) -> Iterator[_Stand]:
    if _is_link(item):
        yield _Stand(_thing(item, "service"), item, item["location"])
        return
    for link in _things(item, "service_at_locations"):
        if location := _thing(link, "location"):
            yield _Stand(item, link, location)


def _values(stand: _Stand) -> dict[str, str]:
    service, link, location = stand.service, stand.link, stand.location
    organization = _thing(service, "organization")
    names = {
        "location": _text(location, "name"),
        "organization": _text(organization, "name"),
        "service": _text(service, "name"),
    }
    address = _address(location)
    lines = [_text(address, key) for key in ("address_1", "address_2")]
    schedules = next(
        (held for one in (link, service, location) if (held := _things(one, "schedules"))), []
    )
    return {
        "id": _text(link, "id") or f"{_text(service, 'id')}-{_text(location, 'id')}",
        "name": next(filter(None, names.values()), ""),
        **names,
        "address": ", ".join(filter(None, lines)),
        "town": _text(address, "city"),
        "postcode": _text(address, "postal_code"),
        "lat": _text(location, "latitude"),
        "lon": _text(location, "longitude"),
        "phone": _phone(link, location, service, organization),
        **hours_of(schedules),
    }


def _address(location: Thing) -> Thing:
    """Return where it stands; where mail goes only if nothing else is told."""
    listed = _things(location, "addresses")
    stands = [one for one in listed if _text(one, "address_type") != "postal"]
    return next(iter(stands or listed), {})


def _phone(*holders: Thing) -> str:
    """Return the first number that is for calling, of who is nearest to the place."""
    for holder in holders:
        for phone in _things(holder, "phones"):
            if _text(phone, "type").lower() not in ("fax", "text", "pager", "tty"):
                return _text(phone, "number").strip("\"'")
    return ""


def _pages(document: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    pages = document.get("total_pages") if isinstance(document, dict) else None
    if isinstance(pages, int) and pages > 1:
        number = document.get("page_number")
        yield f"This is page {number} of {pages}: take its other pages in too."


def _text(thing: Thing, name: str) -> str:
    value = thing.get(name)
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def _thing(thing: Thing, name: str) -> Thing:
    value = thing.get(name)
    return value if isinstance(value, dict) else {}


def _things(thing: Thing, name: str) -> list[Thing]:
    value = thing.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
