"""The demonstration's people and offers: one sign-in per role, a venue in every state.

Runs in a process of its own with the settings of the demonstration's server, and prints the
sign-ins as JSON. It goes the way of life: offers are sent and confirmed, two officers decide.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from flask import Flask, current_app
from flask_security import hash_password

from backend.app import create_app
from backend.domain.interventions import Where
from backend.services.actors import COMMAND_LINE, Actor
from backend.services.interventions import Done, write_intervention
from backend.services.invitations import Invitee
from backend.services.joining import accept
from backend.services.listing import change, safety, vetting
from backend.services.offers.answers import answer, begin
from backend.services.offers.sending import confirm, send
from backend.services.people import make_invitation
from backend.services.publish import publish
from backend.services.replies import Telling, publish_reply
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.imported import DraftRow
from backend.storage.listings import OfferRow
from backend.storage.staff import GuardianshipRow, StaffRow
from backend.web.world import world
from demo.readiness import bring_readiness
from demo.replies import STORIES
from demo.tables import TOWNS
from demo.venues import CANDIDATES, VENUES, answers
from shared.geo import metres_per_degree

PASSWORD = "example sign-in only"  # noqa: S105 - shown to whoever tries the demonstration
PEOPLE = (
    ("officer", "Olive Officer", "officer@example.org"),
    ("officer", "Omar Officer", "second.officer@example.org"),
    ("guardian", "Gwen Guardian", "guardian@example.org"),
    ("analyst", "Ada Analyst", "analyst@example.org"),
    ("administrator", "Amir Administrator", "administrator@example.org"),
)


@dataclass(frozen=True)
class SignIn:
    """What somebody needs to sign in to the demonstration."""

    role: str
    email: str
    password: str
    key: str


def main() -> int:
    """Make the people and the offers; print the sign-ins."""
    app: Flask = create_app()
    with app.app_context():
        made = [_join(*person) for person in PEOPLE]
        olive, omar, gwen = (actor for actor, _ in made[:3])
        for number in range(len(VENUES)):
            _bring(number, Cast(world(), olive, omar, gwen))
        _name_candidates()
        _tell_stories(world(), olive)
        bring_readiness(world(), olive, gwen)
        publish(world())
    sys.stdout.write(json.dumps([asdict(sign_in) for _, sign_in in made]))
    return 0


def _tell_stories(world: World, officer: Actor) -> None:
    """Write down what was done, and tell residents."""
    now = world.now()
    for each in STORIES:
        where = Where(place_id=each.place_id) if each.place_id else Where(f"t-{each.town}")
        on_day = each.on(now)
        key = write_intervention(world, officer, Done(where, each.kind, each.words, on_day))
        publish_reply(world, officer, Telling(where, each.said, each.did, on_day, key))


def _name_candidates() -> None:
    """Store venues that somebody might invite, as a list of food premises would bring them."""
    rows = [
        DraftRow(
            id=f"example-{number}",
            source="Example list",
            name=f"{name} (example)",
            sort=sort,
            kind=kind,
            town="Wigan",
            address=f"{number + 1} Candidate Street",
            postcode="WN99 1AB",
            lat=_at(*where)[0] if where else None,
            lon=_at(*where)[1] if where else None,
            phone="",
            facilities=[],
            weekly=[],
            notes=[] if where else ["The list gives no position."],
            state="waiting",
        )
        for number, (name, sort, kind, where) in enumerate(CANDIDATES)
    ]
    with write() as session:
        session.add_all(rows)


def _at(east: int, north: int) -> tuple[float, float]:
    lat, lon = TOWNS["Wigan"]
    north_m, east_m = metres_per_degree(lat)
    return round(lat + north / north_m, 5), round(lon + east / east_m, 5)


@dataclass(frozen=True)
class Cast:
    """Who takes part: two officers and a guardian."""

    world: World
    first: Actor
    second: Actor
    guardian: Actor


def _join(role: str, name: str, email: str) -> tuple[Actor, SignIn]:
    with write() as session:
        link = make_invitation(session, world(), COMMAND_LINE, Invitee(email, name, role))
    mark = accept(world(), link.rpartition("/")[2], name, hash_password(PASSWORD))
    security = current_app.extensions["security"]
    secret = security.totp_factory.generate_totp_secret()
    with write() as session:
        row = session.query(StaffRow).filter_by(fs_uniquifier=mark).one()
        row.tf_primary_method, row.tf_totp_secret = "authenticator", secret
        row.mf_recovery_codes = []
        actor = Actor(row.id, role, name, email)
    key = security.totp_factory.get_totp_b32_key(secret)
    return actor, SignIn(role, email, PASSWORD, key)


def _bring(number: int, cast: Cast) -> None:
    """Offer one venue and take it as far as it shall come."""
    _, _, east, north, _, goal = VENUES[number]
    offer_id = begin(cast.world)
    for page, values in answers(number, _at(east, north)).items():
        answer(cast.world, offer_id, page, values)
    send(cast.world, offer_id)
    place_id = confirm(cast.world, _secret_of(offer_id)).place_id
    for step in _STEPS[goal]:
        step(cast, place_id)


def _secret_of(offer_id: str) -> str:
    """Return the secret of the link in the mail that was just written."""
    from backend.storage.notices import NoticeRow

    with read() as session:
        offer = session.get_one(OfferRow, offer_id)
        rows = session.query(NoticeRow).filter_by(about=f"offer:{offer.id}").all()
        return rows[-1].body.partition("/offer/confirm/")[2].split()[0]


def _version(place_id: str) -> int:
    from backend.storage.places import PlaceRow

    with read() as session:
        return session.get_one(PlaceRow, place_id).version


Step = Callable[[Cast, str], Any]


def _check(cast: Cast, place_id: str) -> None:
    vetting.check(cast.world, cast.first, place_id, _version(place_id))


def _approve(cast: Cast, place_id: str) -> None:
    approval = vetting.Approval(_version(place_id), goes_live=False)
    vetting.approve(cast.world, cast.second, place_id, approval)


def _go_live(cast: Cast, place_id: str) -> None:
    vetting.put_live(cast.world, cast.second, place_id, _version(place_id))
    with write() as session:
        since = cast.world.now()
        row = GuardianshipRow(staff_id=cast.guardian.id, place_id=place_id, since_at=since)
        session.add(row)


def _suspend(cast: Cast, place_id: str) -> None:
    reason = "Staff at the door did not know the scheme on two test visits."
    safety.suspend(cast.world, cast.first, place_id, reason)


def _propose_lift(cast: Cast, place_id: str) -> None:
    reason = "All staff were trained on Monday; a third visit went well."
    safety.propose_lift(cast.world, cast.second, place_id, _version(place_id), reason)


def _decline(cast: Cast, place_id: str) -> None:
    reason = "There is no room where somebody could wait out of sight."
    vetting.decline(cast.world, cast.first, place_id, _version(place_id), reason)


def _leave(cast: Cast, place_id: str) -> None:
    safety.leave(cast.world, cast.first, place_id, _version(place_id), "The shop has closed.")


def _change(cast: Cast, place_id: str) -> None:
    longer = [[["06:00", "22:00"]] for _ in range(7)]
    wanted = {"weekly": longer, "facilities": ["water", "toilet", "charging"]}
    change.propose(cast.world, cast.guardian, place_id, wanted, _version(place_id))


_LIVE: tuple[Step, ...] = (_check, _approve, _go_live)
_STEPS: dict[str, tuple[Step, ...]] = {
    "applied": (),
    "checked": (_check,),
    "approved": (_check, _approve),
    "live": _LIVE,
    "suspended": (*_LIVE, _suspend),
    "lift": (*_LIVE, _suspend, _propose_lift),
    "declined": (_decline,),
    "left": (*_LIVE, _leave),
    "change": (*_LIVE, _change),
}


if __name__ == "__main__":
    raise SystemExit(main())
