"""Face: every deed of a listing as the page of a place offers it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from backend.domain.changes import Agreed
from backend.services.listing import decide_change, safety, vetting


@dataclass(frozen=True)
class Button:
    """One deed: its words, what is said afterwards, what it asks for, whether it takes away."""

    words: str
    done: str
    deed: Callable[..., Any]
    asks_reason: bool = False
    is_fresh: bool = False
    is_grave: bool = False
    asks_why: bool = False


def _approve(version: int, **words: Any) -> object:
    return vetting.approve(approval=vetting.Approval(version), **words)


def _agree(version: int, reason: str, *, has_rung: bool, **words: Any) -> object:
    agreed = Agreed(reason, has_rung=has_rung)
    return decide_change.approve_change(version=version, agreed=agreed, **words)


def _suspend(version: int, reason: str, **words: Any) -> object:
    # Safety first: a place is suspended whatever happened since the page was opened.
    return safety.suspend_for(words=reason, **words)


def _simple(words: str, done: str, deed: Callable[..., Any]) -> Button:
    return Button(words, done, deed)


def _proved(words: str, done: str, deed: Callable[..., Any]) -> Button:
    return Button(words, done, deed, is_fresh=True)


def _reasoned(words: str, done: str, deed: Callable[..., Any]) -> Button:
    return Button(words, done, deed, asks_reason=True)


def _grave(words: str, done: str, deed: Callable[..., Any]) -> Button:
    return Button(words, done, deed, asks_reason=True, is_grave=True)


BUTTONS = {
    "approve_change": _proved(
        "Agree to the change",
        "Changed. Residents see it within minutes, or once a new door has been visited.",
        _agree,
    ),
    "decline_change": _reasoned(
        "Decline the change",
        "Declined. Its people are told why.",
        decide_change.decline_change,
    ),
    "check": _simple(
        "I have visited it and it is fit", "Checked. A colleague decides now.", vetting.check
    ),
    "approve": _proved(
        "Approve and show it to residents", "Approved. Residents see it within minutes.", _approve
    ),
    "go_live": _proved(
        "Show it to residents", "Residents see it within minutes.", vetting.put_live
    ),
    "check_again": _simple(
        "I have visited it again and it is fit",
        "Checked. A colleague renews it now.",
        vetting.check_again,
    ),
    "renew": _proved("Renew it for a year", "Renewed for a year from its check.", vetting.renew),
    "propose_lift": _reasoned(
        "Propose to show it again", "Proposed. A colleague decides now.", safety.propose_lift
    ),
    "lift": _proved("Lift the suspension", "Residents see it again within minutes.", safety.lift),
    "reopen": _simple("Take it up anew", "It is vetted anew, from the beginning.", vetting.reopen),
    "suspend": Button(
        "Suspend it now",
        "Suspended. Residents no longer see it.",
        _suspend,
        is_grave=True,
        asks_why=True,
    ),
    "decline": _grave("Decline it", "Declined. Its contact is told why.", vetting.decline),
    "leave": _grave("Take it out of the network", "It has left the network.", safety.leave),
}
"""Every deed that a form on a place's page can ask for, in the order of the page."""

ON_CHANGE = ("approve_change", "decline_change")
"""Those that decide on a change that waits."""
