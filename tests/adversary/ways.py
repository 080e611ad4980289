"""The ways of being known: what can be shown with a request to be taken for somebody, a row each.

A new way is a row of WAYS; nothing else has to know of it.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from flask.sessions import SecureCookieSessionInterface

from tests.adversary.answers import (
    Fits,
    as_nobody,
    as_nobody_or_refused,
    as_nobody_or_stale,
    as_nobody_or_to_sign_in,
    as_nobody_without_more,
    everywhere,
    forged,
    head_of_nobodys,
    is_for_residents,
    is_for_staff,
    misdirected,
    no_such_method,
    options_alone,
)
from tests.adversary.cast import MOVED, OFFICER, Cast, Held
from tests.support.staff import PASSWORD

PEER = "127.0.0.1"
EVIL = "evil.example"


@dataclass(frozen=True)
class Claim:
    """What goes with every request besides the path: each part as the sender chose it."""

    session: Held
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    json: dict[str, Any] | None = None


@dataclass(frozen=True)
class Way:
    """One way of claiming to be somebody, what must come of it, and of what it is tried.

    It is tried `where` its paths are, by `methods` if it names any, or by those that change
    something alone. `opens` are the routes that are there for just this person; all others give
    what `fits` says.
    """

    name: str
    claim: Callable[[Cast], Claim]
    fits: Fits = as_nobody
    where: Callable[[str], bool] = is_for_staff
    methods: tuple[str, ...] = ()
    changes_only: bool = False
    opens: frozenset[str] = frozenset()


def _with(session: str, **parts: Any) -> Callable[[Cast], Claim]:
    return lambda cast: Claim(cast.sessions[session], **parts)


def _token_in_header(cast: Cast) -> Claim:
    return Claim(cast.sessions["nobody"], headers={"Authentication-Token": cast.account_token})


def _token_in_address(cast: Cast) -> Claim:
    token = {"auth_token": cast.account_token}
    return Claim(cast.sessions["nobody"], query=token, fields=token)


def _bearer(cast: Cast) -> Claim:
    headers = {"Authorization": f"Bearer {cast.account_token}"}
    return Claim(cast.sessions["nobody"], headers=headers)


def _basic(cast: Cast) -> Claim:
    words = base64.b64encode(f"{OFFICER}:{PASSWORD}".encode()).decode()
    return Claim(cast.sessions["nobody"], headers={"Authorization": f"Basic {words}"})


def _remembered(cast: Cast) -> Claim:
    return Claim(cast.sessions["nobody"], cookies={"remember_token": cast.remembered[OFFICER]})


def _remembered_and_spliced(cast: Cast) -> Claim:
    name = cast.remembered[MOVED].partition("|")[0]
    seal = cast.remembered[OFFICER].partition("|")[2]
    return Claim(cast.sessions["nobody"], cookies={"remember_token": f"{name}|{seal}"})


def _spliced(cast: Cast) -> Claim:
    mine, other = cast.sessions["signed in"], cast.sessions["another's"]
    half = len(mine.cookie) // 2
    cookie = mine.cookie[:half] + other.cookie[half:]
    return Claim(cast.sessions["nobody"], cookies={"umay": cookie})


def _sealed_by_flask(cast: Cast) -> Claim:
    """A session in the cookie itself, sealed with the service's own key as Flask would seal it."""
    seal = SecureCookieSessionInterface().get_signing_serializer(cast.house.app)
    assert seal is not None
    cookie = str(seal.dumps(cast.sessions["signed in"].content))
    return Claim(cast.sessions["nobody"], cookies={"session": cookie, "umay": cookie})


def _json(cast: Cast) -> Claim:
    body = {"email": OFFICER, "password": PASSWORD, "auth_token": cast.account_token}
    nobody = cast.sessions["nobody"]
    headers = {"X-CSRFToken": nobody.token, "Accept": "application/json"}
    return Claim(nobody, headers=headers, query={"include_auth_token": "1"}, json=body)


def _everything(cast: Cast) -> Claim:
    """All of it at once."""
    address, basic = _token_in_address(cast), _basic(cast)
    headers = {**_token_in_header(cast).headers, **basic.headers, **NAMED, **FROM_HERE}
    return Claim(
        cast.sessions["nobody"], headers, _remembered(cast).cookies, address.query, address.fields
    )


def _everything_and_a_session(cast: Cast) -> Claim:
    return replace(_everything(cast), session=cast.sessions["signed in"])


def _another_method(cast: Cast) -> Claim:
    names = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
    instead = {"_method": "DELETE"}
    return Claim(cast.sessions["nobody"], dict.fromkeys(names, "DELETE"), {}, instead, instead)


def _without_token(cast: Cast) -> Claim:
    mine = cast.sessions["signed in"]
    return Claim(Held(mine.cookie, mine.content, ""))


def _with_anothers_token(cast: Cast) -> Claim:
    mine = cast.sessions["signed in"]
    return Claim(Held(mine.cookie, mine.content, cast.sessions["another's"].token))


def _from_elsewhere(cast: Cast) -> Claim:
    return replace(_without_token(cast), headers=FOREIGN)


NAMED = dict.fromkeys(
    (
        *("X-Forwarded-User", "X-Forwarded-Email", "Remote-User", "X-Remote-User"),
        *("X-Auth-Request-User", "X-Auth-Request-Email", "X-Authenticated-User", "X-User"),
    ),
    OFFICER,
)
"""What servers in front of others call the one who has signed in there."""

FROM_HERE = {
    **dict.fromkeys(("X-Real-IP", "X-Forwarded-For", "X-Client-IP", "True-Client-IP"), PEER),
    **dict.fromkeys(("X-Forwarded-Host", "X-Original-Host"), "localhost"),
    **dict.fromkeys(("X-Original-URL", "X-Rewrite-URL"), "/healthz"),
    "Forwarded": f"for={PEER};host=localhost;proto=https",
    "X-Forwarded-Prefix": "/healthz",
}
"""What would make a sender this machine itself, or the path another one."""

FOREIGN = {
    "Origin": f"https://{EVIL}",
    "Referer": f"https://{EVIL}",
    "Sec-Fetch-Site": "cross-site",
}
SECOND_STEP = frozenset(
    f"{method} /account/{page}" for method in ("GET", "POST") for page in ("code", "recovery")
)
SET_UP = frozenset(f"{method} /account/second-step" for method in ("GET", "POST"))
IT_IS_OVER = frozenset({"GET /account/sign-in"})
"""The one page that says so."""

UNHEARD = (
    Way("token in a header", _token_in_header),
    Way("token in the address and in forms", _token_in_address),
    Way("bearer of the token", _bearer),
    Way("right password by HTTP Basic", _basic),
    Way("remembered", _remembered),
    Way("remembered by another's seal", _remembered_and_spliced),
    Way("named by a server in front", _with("nobody", headers=NAMED)),
    Way("from this machine", _with("nobody", headers=FROM_HERE)),
    Way("halves of two sessions", _spliced, as_nobody_without_more),
    Way("a session sealed by Flask", _sealed_by_flask, as_nobody_without_more),
)
"""What no page hears. Residents' pages, which have no session, are shown all of it at once."""

HALF = (
    Way("password alone", _with("password alone"), as_nobody_or_to_sign_in, opens=SECOND_STEP),
    Way("invited", _with("invited"), opens=SET_UP),
)
OVER = tuple(
    Way(how, _with(how), as_nobody_or_stale, opens=IT_IS_OVER)
    for how in ("signed out", "ended", "closed", "moved")
)
FORGED = tuple(
    Way(name, claim, forged, everywhere, changes_only=True)
    for name, claim in (
        ("forged without token", _without_token),
        ("forged with another's token", _with_anothers_token),
        ("forged elsewhere", _from_elsewhere),
    )
)
WAYS = (
    *(*UNHEARD, *HALF, *OVER, *FORGED),
    Way("everything", _everything_and_a_session, where=is_for_residents),
    Way("everything, HEAD", _everything, head_of_nobodys, everywhere, ("HEAD",)),
    Way("everything, OPTIONS", _everything, options_alone, everywhere, ("OPTIONS",)),
    Way("everything, PATCH", _everything, no_such_method, everywhere, ("PATCH",)),
    Way("another host", _with("nobody", headers={"Host": EVIL}), misdirected, everywhere),
    Way("another method", _another_method, where=everywhere),
    Way("JSON", _json, as_nobody_or_refused, everywhere),
)
"""Every way, and what must come of it."""
