"""Deeds, looking: the front as people outside meet it: its certificate, and what it says."""

import ssl
from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPException
from json import JSONDecodeError, loads
from urllib.parse import urlsplit

from backend.gateways.front import Answer
from backend.services import published_folder as folder
from backend.services.examining.findings import OK, SOON, UNKNOWN, WRONG, Finding, SetUp
from shared.version import VERSION

FEW_DAYS, TOO_FEW_DAYS = 21, 7
SITE = "Take deploy/nginx-site.conf."
HSTS = "Strict-Transport-Security"


def transport(set_up: SetUp) -> Iterator[Finding]:
    """Ask for the service at its own address and look at who answers, and how."""
    front = set_up.front
    try:
        answer = front.ask("/healthz")
    except ssl.SSLCertVerificationError as error:
        what = f"the certificate of {front.host} is not valid: {error.verify_message}."
        yield Finding(WRONG, what, "Lay a valid one down and reload nginx.")
    except (ssl.SSLError, HTTPException, ConnectionRefusedError) as error:
        what = f"nobody answers at {front.base_url}: {type(error).__name__}."
        yield Finding(WRONG, what, "Start the server, and nginx in front of it.")
    except OSError as error:
        yield Finding(
            UNKNOWN, f"{front.base_url} was not reached from here: {type(error).__name__}."
        )
    else:
        yield from _certificate(set_up, answer)
        yield _program(answer)
        yield _list(set_up)


def _certificate(set_up: SetUp, answer: Answer) -> Iterator[Finding]:
    if answer.valid_until is None:
        yield Finding(UNKNOWN, "certificates: UMAY_BASE_URL is plain http.")
        return
    left = answer.valid_until - set_up.machine_now()
    what = f"the certificate of {set_up.front.host} is valid for {left // timedelta(days=1)} days."
    if left < timedelta(days=FEW_DAYS):
        is_wrong = left < timedelta(days=TOO_FEW_DAYS)
        yield Finding(WRONG if is_wrong else SOON, what, "Lay a new one down and reload nginx.")
    else:
        yield Finding(OK, what)
    if HSTS in answer.headers:
        yield Finding(OK, f"{HSTS} is said.")
    else:
        yield Finding(WRONG, f"{HSTS} is not said.", SITE)
    yield _in_the_clear(set_up)
    yield _inside_only(set_up)


def _in_the_clear(set_up: SetUp) -> Finding:
    try:
        answer = set_up.front.ask_plainly("/")
    except (OSError, HTTPException) as error:
        return Finding(UNKNOWN, f"port 80 was not reached from here: {type(error).__name__}.")
    leads_to = urlsplit(answer.headers.get("Location", ""))
    is_led = (leads_to.scheme, leads_to.hostname) == ("https", set_up.front.host)
    if 300 <= answer.status < 400 and is_led:
        return Finding(OK, "port 80 leads there.")
    return Finding(WRONG, f"port 80 answers {answer.status} and does not lead to https.", SITE)


def _inside_only(set_up: SetUp) -> Finding:
    if set_up.front.ask("/readyz").status in (403, 404):
        return Finding(OK, "/readyz is refused outside.")
    return Finding(SOON, "/readyz tells everybody what is not well.", SITE)


def _program(answer: Answer) -> Finding:
    if answer.status != 200:
        what = f"/healthz answers {answer.status}."
        return Finding(WRONG, what, "Start the server; its log says why it ended.")
    try:
        runs = str(loads(answer.body)["version"])
    except (JSONDecodeError, UnicodeDecodeError, KeyError, TypeError):
        return Finding(WRONG, "/healthz is answered by another program.", SITE)
    if runs != VERSION:
        what = f"version {runs} answers, and this is {VERSION}."
        return Finding(SOON, what, "See docs/upgrading.md.")
    return Finding(OK, f"version {runs} answers.")


def _list(set_up: SetUp) -> Finding:
    """Say whether the list that is served is the one in our folder."""
    ours = set_up.world.published_dir / folder.MANIFEST
    if not ours.exists():
        return Finding(UNKNOWN, "the list that is served: nothing is published here.")
    # It may be published anew meanwhile.
    before = ours.read_bytes()
    answer = set_up.front.ask(f"/published/{folder.MANIFEST}")
    if answer.status == 200 and answer.body in (before, ours.read_bytes()):
        return Finding(OK, "the list in the published folder is the one that is served.")
    what = f"/published/ answers {answer.status}, not with the list in the published folder."
    return Finding(WRONG, what, "nginx must be able to read the folder that its site names.")
