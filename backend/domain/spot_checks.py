"""Rules: an officer's test visit: what is looked at, and when a place has failed."""

from collections.abc import Collection

from shared.problems import Fault

PASSED, FAILED = OUTCOMES = ("passed", "failed")

MUST = ("staff_knew", "took_in", "open_as_said")
"""Without one of these a place is not safe to send anybody to: staff know that it is a safe place
and what to do, somebody who asks is taken in, and it is open as it says. (Thirteen of 25 venues of
a known scheme failed a broadcaster's test on the first.)"""

SHOULD = ("sign_seen", "quiet_seat", "phone", "angela", "register_true")
"""What is to be put right, but sends nobody into danger: sign, seat, phone, Ask for Angela, and
whether the training register is as staff say."""

WORDS_FOR_A_CHECK, WEEKS_FOR_A_CHECK = 3, 2
"""So many residents, in so many weeks at least, say that nobody helped before a check is asked for:
a venue that had one visit in a week would know whose word one was."""
WORDS_HOLD_WEEKS = 26
"""Words of older weeks ask for nothing any more."""

POINTS = (*MUST, *SHOULD)
MOST_NOTES = 1000


def outcome_of(failing: Collection[str]) -> str:
    """Return whether a place passed, from the points that did not hold."""
    return FAILED if any(point in MUST for point in failing) else PASSED


def is_check_wanted(weeks: Collection[str]) -> bool:
    """Return whether residents ask for a check: by the week of each who said nobody helped."""
    return len(weeks) >= WORDS_FOR_A_CHECK and len(set(weeks)) >= WEEKS_FOR_A_CHECK


def reason_of(said: Collection[tuple[str, str]]) -> str | None:
    """Return why nobody helped, by (week, reason) of each who said so, or None.

    A reason is told where as many gave it as a check takes: what one person said is nobody's to
    see. Of two that are told the commoner one.
    """
    by_reason = {
        reason: [week for week, why in said if why == reason] for _, reason in said if reason
    }
    told = [reason for reason in sorted(by_reason) if is_check_wanted(by_reason[reason])]
    return max(told, key=lambda reason: len(by_reason[reason]), default=None)


def faults_in(failing: Collection[str], notes: str) -> list[Fault]:
    """Return what is wrong with a check as it was sent."""
    faults = [
        Fault("failing", f"{point[:20]!r} is none of the points of a check.")
        for point in failing
        if point not in POINTS
    ]
    if len(notes) > MOST_NOTES:
        faults.append(Fault("notes", f"Write at most {MOST_NOTES} characters."))
    return faults
