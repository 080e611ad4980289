"""Web: sessions for staff and for offering a venue; every other path has none (D3, D6)."""

import logging
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from redis.exceptions import RedisError

STAFF_PATHS = ("/account", "/portal", "/console", "/offer", "/confirm")
"""Where people have a session, if only for a form; residents' paths read and set no cookie."""

log = logging.getLogger("backend")


def has_session(path: str) -> bool:
    """Return whether a path belongs to pages that have sessions."""
    return path.startswith(STAFF_PATHS)


class OutOfReach(dict[str, Any], SessionMixin):
    """Stands for a session whose store did not answer; nothing in it is kept."""


class StaffSessions(SessionInterface):
    """Hands staff pages to a server-side store, and residents nothing."""

    def __init__(self, inner: SessionInterface) -> None:
        self.inner = inner

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:
        """Return the session of a staff page; None elsewhere: Flask then refuses its use."""
        if not has_session(request.path):
            return None
        try:
            return self.inner.open_session(app, request)
        except (OSError, RedisError) as error:
            log.error("The session store did not answer: %s", type(error).__name__)
            return OutOfReach()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store a staff page's session."""
        if isinstance(session, OutOfReach):
            return
        try:
            self.inner.save_session(app, session, response)
        except (OSError, RedisError) as error:
            log.error("The session store did not answer: %s", type(error).__name__)

    def regenerate(self, session: Any) -> None:  # noqa: ANN401 - the store's own
        """Give a session another id, as signing in must (session fixation)."""
        self.inner.regenerate(session)  # type: ignore[attr-defined]
