"""Guards that hear what ours must not: the broken variants on which each way is seen to be open."""

from collections.abc import Callable

from flask import current_app, request, session
from flask.sessions import SecureCookieSessionInterface

from backend.services.sessions import Recognised, actor_of
from backend.storage.database import db
from backend.storage.staff import StaffRow
from backend.web import guards
from tests.adversary.cast import OFFICER, Cast

Hears = Callable[[Cast], bool]


def _kind() -> str:
    return request.headers.get("Authorization", "").partition(" ")[0]


def _is_sealed(_cast: Cast) -> bool:
    seal = SecureCookieSessionInterface().get_signing_serializer(current_app)
    return seal is not None and bool(seal.loads(request.cookies["session"]))


def _was(how: str) -> Hears:
    """Hear a session by what it holds, and not ask whether it is over."""
    return lambda cast: (
        session.get(guards.SESSION_KEY) == cast.sessions[how].content[guards.SESSION_KEY]
    )


HEARS: dict[str, Hears] = {
    "token in a header": lambda _: "Authentication-Token" in request.headers,
    "token in the address and in forms": lambda _: "auth_token" in request.values,
    "bearer of the token": lambda _: _kind() == "Bearer",
    "right password by HTTP Basic": lambda _: _kind() == "Basic",
    "remembered": lambda _: "remember_token" in request.cookies,
    "remembered by another's seal": lambda _: "remember_token" in request.cookies,
    "named by a server in front": lambda _: "Remote-User" in request.headers,
    "from this machine": lambda _: request.headers.get("X-Real-IP") == "127.0.0.1",
    "halves of two sessions": lambda cast: (
        cast.sessions["signed in"].cookie[:20] == request.cookies["umay"][:20]
    ),
    "a session sealed by Flask": _is_sealed,
    **dict.fromkeys(("password alone", "invited"), lambda _: "tf_user_id" in session),
    **{how: _was(how) for how in ("signed out", "ended", "closed", "moved")},
    "everything, HEAD": lambda _: request.method == "HEAD",
    "everything, OPTIONS": lambda _: request.method == "OPTIONS",
    "JSON": lambda _: request.is_json,
}
"""What a guard would have to hear for each way to be open."""


def officer_where(cast: Cast, hears: Hears) -> Callable[[], Recognised | None]:
    """Return what would tell who asks: the officer, wherever it hears that."""
    with cast.house.app.app_context():
        row = db.session.query(StaffRow).filter_by(email=OFFICER).one()
        known = Recognised("", actor_of(row), is_fresh=True, has_codes=True)
    return lambda: known if hears(cast) else None
