"""Web: what staff pages refuse, noted while a request runs and written down at its end.

Only pages that name roles, and those of the sign-in, write it down. Residents' pages never do:
nothing of theirs hangs `write_down` on a request.
"""

from flask import Response, g

from backend.services import security_log
from backend.services.security_log import Refusal
from backend.web.addresses import sender
from backend.web.world import world


def note(refusal: Refusal) -> None:
    """Note a refusal; whatever deed is under way goes on, and nothing is written yet."""
    g.setdefault("refusals", []).append(refusal)


def write_down(response: Response) -> Response:
    """Write down what was noted, once all that belongs to the request is stored."""
    for refusal in g.pop("refusals", ()):
        security_log.write_down(world(), sender(), refusal)
    return response
