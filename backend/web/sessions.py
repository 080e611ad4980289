"""Web: sessions for staff and for offering a venue; every other path has none (D3, D6).

Whoever has not given a right password is stored nowhere: the little that a form needs travels in
the signed cookie itself, so that no number of visits fills the store and pushes staff out of it.
"""

import hashlib
import logging
from typing import Any

from flask import Flask, Request, Response, g
from flask.sessions import SecureCookieSessionInterface, SessionInterface, SessionMixin
from flask_session.base import ServerSideSession
from redis.exceptions import RedisError

STAFF_PATHS = ("/account", "/portal", "/console", "/offer", "/confirm")
"""Where people have a session, if only for a form; residents' paths read and set no cookie."""
FORM_TOKEN = "csrf_token"  # noqa: S105 - the name of a field
TRAVELS = frozenset(
    {FORM_TOKEN, "said", "was_over", "offer", "_flashes", "_permanent", "_fresh", "fs_cc"}
)
"""What may lie in the cookie, where its holder can read it; anything else is kept by the store."""

log = logging.getLogger("backend")


def has_session(path: str) -> bool:
    """Return whether a path belongs to pages that have sessions."""
    return path.startswith(STAFF_PATHS)


class OutOfReach(dict[str, Any], SessionMixin):
    """Stands for a session whose store did not answer; nothing in it is kept."""


class _Travelling(SecureCookieSessionInterface):
    """Signs what lies in the cookie; other cookies of the same key are none of ours."""

    salt = "umay-before-sign-in"
    digest_method = staticmethod(hashlib.sha256)


class StaffSessions(SessionInterface):
    """Hands staff pages to a server-side store, and residents nothing."""

    def __init__(self, store: Any) -> None:  # noqa: ANN401 - what the store's library makes
        self.store = store
        self.cookie = _Travelling()

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:
        """Return the session of a staff page; None elsewhere: Flask then refuses its use."""
        if not has_session(request.path):
            return None
        try:
            if self._names_a_stored_one(app, request):
                return self._stored(app, request)
            return self._travelled(app, request)
        except (OSError, RedisError) as error:
            log.error("The session store did not answer: %s", type(error).__name__)
            return OutOfReach()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store the session of whoever signs in, and let any other travel in its cookie."""
        if isinstance(session, OutOfReach):
            return
        try:
            if session.keys() <= TRAVELS:
                self._send_along(app, session, response)
            else:
                self.store.save_session(app, session, response)
        except (OSError, RedisError) as error:
            log.error("The session store did not answer: %s", type(error).__name__)

    def regenerate(self, session: Any) -> None:  # noqa: ANN401 - the store's own
        """Give a session another name, as signing in and proving must (session fixation)."""
        self.store.regenerate(session)

    def begin_anew(self, session: Any) -> None:  # noqa: ANN401 - the store's own
        """Give a session another name, and its forms another token."""
        session.pop(FORM_TOKEN, None)
        g.pop(FORM_TOKEN, None)
        self.regenerate(session)

    def _names_a_stored_one(self, app: Flask, request: Request) -> bool:
        """Return whether the cookie is a name: it has no dot, and what is signed has."""
        value = request.cookies.get(self.get_cookie_name(app), "")
        return bool(value) and "." not in value

    def _travelled(self, app: Flask, request: Request) -> SessionMixin:
        """Return what lies in the cookie, empty where we did not sign it.

        What sends a form may have to be stored by its end, so the store is asked first whether it
        is there at all.
        """
        store = self.store
        name = store._generate_sid(store.sid_length)
        if request.method == "POST":
            store._retrieve_session_data(store._get_store_id(name))
        held = self.cookie.open_session(app, request)
        session: SessionMixin = ServerSideSession(dict(held or {}), sid=name)
        return session

    def _stored(self, app: Flask, request: Request) -> SessionMixin:
        session: SessionMixin = self.store.open_session(app, request)
        session.was_stored = bool(session)  # type: ignore[attr-defined]
        return session

    def _send_along(self, app: Flask, session: Any, response: Response) -> None:  # noqa: ANN401
        if getattr(session, "was_stored", False):
            self.store._delete_session(self.store._get_store_id(session.sid))
            session.modified = True
        self.cookie.save_session(app, session, response)
