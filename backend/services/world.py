"""Deeds: what a process knows of the world: its clock, its chance and its folders."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from backend.gateways.geocoder import Geocoder, NoGeocoder
from shared.nations import ENGLAND
from shared.neighbours import Neighbour

Drawing = Callable[[Mapping[str, bytes], datetime], Mapping[str, bytes]]


@dataclass(frozen=True)
class World:
    """What deeds are given: the moment now, a fresh random id, and where files are kept.

    `wake` tells the jobs that something is due; where nobody listens it does nothing. `base_url`
    is where people reach the service: links in mails begin with it. `geocoder` is asked for
    addresses that our own gazetteer does not know. `draw` makes of documents as they are published,
    and of the moment, the page of each language for when the server is away. `has_sessions` says
    whether what keeps staff sessions answers. `nation` is where the partnership is: bank holidays,
    services to call and grid references go by it. `neighbours` are the services next to ours.
    """

    now: Callable[[], datetime]
    new_id: Callable[[], str]
    data_dir: Path
    published_dir: Path
    base_url: str = "http://localhost:8000"
    wake: Callable[[], None] = lambda: None
    has_sessions: Callable[[], bool] = lambda: True
    geocoder: Geocoder = field(default_factory=NoGeocoder)
    draw: Drawing = lambda _documents, _now: {}
    nation: str = ENGLAND
    neighbours: tuple[Neighbour, ...] = ()
