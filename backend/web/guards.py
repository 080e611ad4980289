"""Web: who may come in: each blueprint of pages declares its guard once, "open" too (S2)."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import quote

from flask import Blueprint, g, redirect, request, session
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.wrappers import Response

from backend.domain.security import FORM_TOKEN_REFUSED, NOT_FOR_YOU
from backend.services.actors import Actor
from backend.services.security_log import Refusal
from backend.services.sessions import Recognised, recognise
from backend.web.refusals import note, write_down
from backend.web.sessions import OutOfReach
from backend.web.world import world
from shared.problems import Problem

SESSION_KEY = "staff_session"
SIGN_IN = "/account/sign-in"
PROVE = "/account/prove"

csrf = CSRFProtect()
GUARDS: dict[str, frozenset[str]] = {}
"""The roles that each blueprint lets in; empty where it is open to everybody."""


def guard(blueprint: Blueprint, roles: Iterable[str] = ()) -> None:
    """Let only these roles into a blueprint, everybody where none are named.

    A form that changes something must carry its token in any case. What pages with roles refuse is
    written down.
    """
    GUARDS[blueprint.name] = frozenset(roles)
    blueprint.before_request(_check)
    if GUARDS[blueprint.name]:
        blueprint.after_request(write_down)


def known() -> Recognised | None:
    """Return who asks, or None where nobody is signed in."""
    if "known" not in g:
        token = session.get(SESSION_KEY)
        g.known = recognise(world(), token) if token else None
        if token and g.known is None:
            session.clear()
            session["was_over"] = True
    found: Recognised | None = g.known
    return found


def actor() -> Actor:
    """Return who asks, behind a guard that let them in."""
    found = known()
    assert found is not None
    return found.actor


def was_proved() -> bool:
    """Return whether who asks proved within the last five minutes who they are."""
    found = known()
    return found is not None and found.is_fresh


def fresh(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a view in only where somebody proved who they are within the last five minutes."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - a view's own
        if not was_proved():
            back = request.path if request.method in ("GET", "HEAD") else ""
            return to_prove(back or request.form.get("back", ""))
        return view(*args, **kwargs)

    checked.umay_fresh = True  # type: ignore[attr-defined]
    return checked


def check_token() -> None:
    """Refuse a form without its token; raises form-expired."""
    try:
        csrf.protect()
    except CSRFError:
        _refused(FORM_TOKEN_REFUSED)
        raise Problem("form-expired") from None


def refuse_out_of_reach() -> None:
    """Refuse a page whose session cannot be read; raises service-unavailable."""
    if isinstance(session._get_current_object(), OutOfReach):  # type: ignore[attr-defined]
        raise Problem("service-unavailable")


def _check() -> Response | None:
    refuse_out_of_reach()
    roles = GUARDS[request.blueprint or ""]
    found = known()
    if roles and found is None:
        return to_sign_in()
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        check_token()
    if roles and found is not None and found.actor.role not in roles:
        _refused(NOT_FOR_YOU, request.blueprint or "")
        raise Problem("not-for-you")
    return None


def _refused(what: str, blueprint: str = "") -> None:
    found = known()
    note(Refusal(what, account_id=found.actor.id if found else None, blueprint=blueprint))


def to_sign_in() -> Response:
    """Send a reader to sign in and back; raises sign-in-needed for what is no reading."""
    if request.method not in ("GET", "HEAD"):
        raise Problem("sign-in-needed")
    return redirect(f"{SIGN_IN}?next={quote(request.path)}")


def to_prove(back: str) -> Response:
    """Send somebody to prove who they are, and from there back to a page of ours."""
    safe = back if back.startswith("/") and not back.startswith("//") else "/account/"
    return redirect(f"{PROVE}?next={quote(safe)}")
