"""Deeds, looking: the settings, and secret keys that are not needed any more."""

from collections.abc import Iterator

from backend.services.examining.findings import OK, SOON, WRONG, Finding, SetUp
from backend.services.rotating import hanging


def settings(set_up: SetUp) -> Iterator[Finding]:
    """Say for whom the service runs; with a wrong setting nobody would have come here."""
    kind = "production" if set_up.is_production else "embedded, for trying out and small set-ups"
    yield Finding(OK, f"read without a fault: {kind}.")
    if set_up.is_clock_bent:
        yield Finding(SOON, "UMAY_CLOCK bends the clock.", "Remove it where residents come.")


def keys(set_up: SetUp) -> Iterator[Finding]:
    """Say whether an older secret key is still needed by what lies in the records."""
    older, lost = hanging(set_up.keys)
    if lost:
        what = f"{lost} code apps are encrypted under a key that is not listed."
        yield Finding(WRONG, what, "Add it to UMAY_SECRET_KEY_OLD and run `rotate`.")
    elif older:
        what = f"{older} code apps hang on a key of UMAY_SECRET_KEY_OLD."
        yield Finding(SOON, what, "Run `rotate`.")
    elif set_up.has_old_keys:
        what = "nothing in the records hangs on a key of UMAY_SECRET_KEY_OLD any more."
        to_do = "Remove it 12 hours after every process was started with the current key."
        yield Finding(SOON, what, to_do)
    else:
        yield Finding(OK, "every code app is encrypted under the current secret key.")
