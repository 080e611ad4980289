"""What choosing by name shows: where to be, and what to speak about; what is typed stays here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kivy.properties import ListProperty, StringProperty

from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.subject import Subject, subject_here, subject_of_zone
from mobile.viewmodels.surroundings import Surroundings
from shared.clock import to_minute
from shared.geo import Point
from shared.matches import KINDS, Found, Match

MOST_SHOWN = 30

_POSITIONS = KINDS - {"zone"}
# A town, or the middle of half a postcode, is no neighbourhood that somebody meant.
_SUBJECTS = KINDS - {"town", "sector", "district"}


@dataclass(frozen=True)
class NamedChoice:
    """One name to choose: a position, and the subject it stands for where that is known."""

    label: str
    detail: str
    at: Point
    subject: Subject | None = None


class ChoosingViewModel(ViewModel):
    """A list of names that shrinks while one types."""

    query = StringProperty("")
    choices = ListProperty()
    advice = StringProperty("")

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__()
        self._surroundings = surroundings
        self.is_for_subject = False
        self.bind(query=self.refresh)
        surroundings.bind(on_list=self.refresh)

    def begin(self, *, for_subject: bool) -> None:
        """Start choosing: a subject to speak about, or a position to be at."""
        self.is_for_subject = for_subject
        self._surroundings.gazetteer.prepare()
        self.query = ""
        self.refresh()

    def forget(self) -> None:
        """Let go of what was typed."""
        self.query = ""

    def refresh(self, *_args: object) -> None:
        """List what fits what is typed, or where nothing is typed, what is likely meant."""
        if not self.query.strip():
            likely = self._subjects() if self.is_for_subject else self._positions()
            self.choices, self.advice = list(islice(likely, MOST_SHOWN)), ""
            return
        kinds = _SUBJECTS if self.is_for_subject else _POSITIONS
        found = self._surroundings.gazetteer.search(self.query, MOST_SHOWN, kinds)
        there = [match for match in found.matches if self._is_there(match)]
        self.choices = [self._choice(match) for match in _once(there)]
        self.advice = "" if self.choices else self._advice(found)

    def be_at(self, choice: NamedChoice) -> None:
        """Take a name as the position."""
        self._surroundings.choose(choice.label, choice.at)

    def subject_of(self, choice: NamedChoice) -> Subject | None:
        """Return what a name stands for: itself, or the zone it lies in; outside all, say so."""
        if choice.subject is not None:
            return choice.subject
        zone = self._surroundings.zone_at(choice.at)
        if zone is None:
            self.advice = _("{name} lies outside the borough.").format(name=choice.label)
            return None
        return subject_of_zone(choice.label, zone.at, zone.id)

    def _is_there(self, match: Match) -> bool:
        """Return whether a match may be shown: a place only while it is listed."""
        if match.kind != "place":
            return True
        place = self._surroundings.place(match.id)
        return place is not None and place.listed_until > to_minute(self._surroundings.now())

    def _advice(self, found: Found) -> str:
        if found.postcode and not found.is_known:
            words = _("{postcode} is not a postcode of this borough.")
            return words.format(postcode=found.postcode)
        if found.postcode:
            words = _("{postcode} does not tell one neighbourhood. Type a name, or all of it.")
            return words.format(postcode=found.postcode)
        if self.is_for_subject:
            return _("Nothing fits. Type a neighbourhood, a landmark, a safe place or a postcode.")
        return _("Nothing fits. Type a town, a landmark, a safe place or a postcode.")

    def _choice(self, match: Match) -> NamedChoice:
        if match.kind == "zone":
            return self._of_zone(match.label, match.at, match.id)
        if match.kind == "place" and self.is_for_subject:
            return self._of_place(match.label, match.town, match.at, match.id)
        near = _("Near {n}").format(n=match.label) if self.is_for_subject else match.label
        return NamedChoice(near, _detail(match), match.at)

    def _of_zone(self, label: str, at: Point, zone_id: str) -> NamedChoice:
        return NamedChoice(label, _("Neighbourhood"), at, subject_of_zone(label, at, zone_id))

    def _of_place(self, label: str, town: str, at: Point, place_id: str) -> NamedChoice:
        detail = _("Safe place in {t}").format(t=town)
        return NamedChoice(label, detail, at, Subject(label, at, place=place_id))

    def _positions(self) -> Iterator[NamedChoice]:
        names = self._surroundings.gazetteer.names
        for kind in ("town", "neighbourhood", "landmark"):
            for name in names:
                if name.kind == kind:
                    detail = _("Town") if kind == "town" else name.town
                    yield NamedChoice(name.label, detail, name.at)

    def _subjects(self) -> Iterator[NamedChoice]:
        here = subject_here(self._surroundings)
        if here is not None:
            yield NamedChoice(here.label, _("Where you are"), here.at, here)
        for zone in self._surroundings.zones_by_distance():
            if here is None or zone.id != here.zone:
                yield self._of_zone(zone.label, zone.at, zone.id)


def _once(matches: Sequence[Match]) -> Iterator[Match]:
    """Yield the matches; a neighbourhood's name only where no zone is called by it."""
    called = {match.label.partition(",")[0] for match in matches if match.kind == "zone"}
    for match in matches:
        if match.kind != "neighbourhood" or match.label not in called:
            yield match


def _detail(match: Match) -> str:
    if match.stands_for:
        words = _("{postcode} itself is not known; this is the middle of {sector}")
        return words.format(postcode=match.stands_for, sector=match.label)
    details = {
        "town": _("Town"),
        "postcode": _("Postcode in {t}"),
        "sector": _("The middle of these postcodes, {t}"),
        "district": _("The middle of these postcodes, {t}"),
        "place": _("Safe place in {t}"),
    }
    return details.get(match.kind, "{t}").format(t=match.town)
