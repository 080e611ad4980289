"""Rules: why officers suspend a place, from a list, so that reasons can be read and compared."""

from shared.problems import Fault, Problem

OTHER = "other"
VENUE_ASKED = "venue_asked"

REASONS = {
    "failed_check": "A test visit failed",
    "complaint": "A resident or partner complained",
    "staff_left": "Trained staff have left",
    "premises": "The premises are not fit for now",
    "police": "The police asked for it",
    VENUE_ASKED: "The venue asked for it",
    OTHER: "Another reason",
}
"""The reasons by their codes, as officers choose them and as the story tells them."""


def reason_in_words(code: str, words: str) -> str:
    """Return the reason as the story keeps it, "Label. words"; raises form-invalid."""
    if code not in REASONS:
        raise Problem("form-invalid", errors=[Fault("why", "Choose a reason.")])
    words = words.strip()
    if code == OTHER and not words:
        raise Problem("form-invalid", errors=[Fault("reason", "Say why, in a few words.")])
    return f"{REASONS[code]}. {words}".strip()
