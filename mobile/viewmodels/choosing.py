"""What choosing by name shows: towns and landmarks to be at, zones and places to speak about."""

from collections.abc import Iterator
from dataclasses import dataclass

from kivy.properties import BooleanProperty, ListProperty, StringProperty

from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.subject import Subject, subject_here, subject_of_zone
from mobile.viewmodels.surroundings import Surroundings
from shared.geo import Point

MOST_SHOWN = 40


@dataclass(frozen=True)
class NamedChoice:
    """One name to choose: what it stands for is either a position or a subject."""

    label: str
    detail: str
    at: Point
    subject: Subject | None = None


class ChoosingViewModel(ViewModel):
    """A list of names that shrinks while one types."""

    query = StringProperty("")
    choices = ListProperty()
    is_empty = BooleanProperty(False)

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__()
        self._surroundings = surroundings
        self._is_for_subject = False
        self.bind(query=self.refresh)
        surroundings.bind(on_list=self.refresh)

    def begin(self, *, for_subject: bool) -> None:
        """Start choosing: a subject to speak about, or a position to be at."""
        self._is_for_subject = for_subject
        self.query = ""
        self.refresh()

    def refresh(self, *_args: object) -> None:
        """List the names that hold every typed word."""
        words = self.query.lower().split()
        named = self._subjects() if self._is_for_subject else self._positions()
        found = [
            choice
            for choice in named
            if all(word in f"{choice.label} {choice.detail}".lower() for word in words)
        ]
        self.choices = found[:MOST_SHOWN]
        self.is_empty = not found

    def be_at(self, choice: NamedChoice) -> None:
        """Take a name as the position."""
        self._surroundings.choose(choice.label, choice.at)

    def _positions(self) -> Iterator[NamedChoice]:
        for kind in ("town", "landmark"):
            for name in self._surroundings.names:
                if name.kind == kind:
                    yield NamedChoice(
                        name.name, _("Town") if kind == "town" else name.town, name.at
                    )

    def _subjects(self) -> Iterator[NamedChoice]:
        here = subject_here(self._surroundings)
        if here is not None:
            yield NamedChoice(here.label, _("Where you are"), here.at, here)
        for zone in self._surroundings.zones_by_distance():
            if here is not None and zone.id == here.zone:
                continue
            yield NamedChoice(
                zone.label,
                _("Neighbourhood"),
                zone.at,
                subject_of_zone(zone.label, zone.at, zone.id),
            )
        for place in self._surroundings.list.places if self._surroundings.list else ():
            subject = Subject(place.name, place.at, place=place.id)
            yield NamedChoice(
                place.name, _("Safe place in {t}").format(t=place.town), place.at, subject
            )
        yield from self._landmarks()

    def _landmarks(self) -> Iterator[NamedChoice]:
        for name in self._surroundings.names:
            zone = self._surroundings.zone_at(name.at) if name.kind == "landmark" else None
            if zone is not None:
                subject = subject_of_zone(_("Near {n}").format(n=name.name), zone.at, zone.id)
                yield NamedChoice(subject.label, name.town, zone.at, subject)
