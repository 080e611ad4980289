"""Face: what happened after a form was shown that proved stale."""

from collections.abc import Sequence
from typing import TypeVar

from flask import request

from backend.web.forms import Form

Told = TypeVar("Told")


def happened_since(told: Sequence[Told], form: Form | None) -> Sequence[Told]:
    """Return what of a story, the newest first, is newer than the stale form; else nothing.

    The form says how many entries it knew (`seen`); one that does not is shown the newest.
    """
    if form is None or form.problem is None or form.problem.code != "changed-meanwhile":
        return ()
    seen = request.form.get("seen", "")
    known = int(seen) if seen.isascii() and seen.isdigit() else len(told) - 1
    return told[: max(1, len(told) - known)]
