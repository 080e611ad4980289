"""Face: what happened after a form was shown that proved stale."""

from collections.abc import Sequence
from typing import TypeVar

from flask import request

from backend.web.forms import Form
from shared.digits import whole_of

Told = TypeVar("Told")


def happened_since(told: Sequence[Told], form: Form | None) -> Sequence[Told]:
    """Return what of a story, the newest first, is newer than the stale form; else nothing.

    The form says how many entries it knew (`seen`); one that does not is shown the newest.
    """
    if form is None or form.problem is None or form.problem.code != "changed-meanwhile":
        return ()
    seen = whole_of(request.form.get("seen", ""))
    known = len(told) - 1 if seen is None else seen
    return told[: max(1, len(told) - known)]
