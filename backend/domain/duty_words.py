"""Rules: what is due of a place, and by when, in words that its people understand."""

from datetime import date

from backend.domain.periods import MONTHS
from backend.domain.readiness import CONFIRMATION, HOLIDAY, TRAINING, VERIFICATION, Duty

WHAT = {
    CONFIRMATION: "Confirm that you are ready",
    TRAINING: "Train enough of your staff",
    HOLIDAY: "Confirm your hours on the coming bank holidays",
    VERIFICATION: "Yearly check by an officer",
}
"""What each duty asks for."""

WHY_HIDDEN = {
    CONFIRMATION: "nobody confirmed that it is ready",
    TRAINING: "too few of its staff are trained",
    HOLIDAY: "its hours on the bank holidays are not confirmed",
    VERIFICATION: "its last check is too long ago",
    "officers": "officers hid it",
}
"""Why a place is hidden, or about to be."""

WHAT_TO_DO = {
    CONFIRMATION: "Look at your hours, and say that staff know what to do.",
    TRAINING: "Train them, and write down how many and when in your training register.",
    HOLIDAY: "Look at the hours of those days, change them if they differ, and confirm.",
    VERIFICATION: "You need not do anything: an officer visits you.",
}
"""What its people do about a duty."""


def day_in_words(day: date) -> str:
    """Return a day such as "12 December 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def by_when(duty: Duty, today: date) -> str:
    """Return by when a duty is due and when it hides the place, in words."""
    hides = day_in_words(duty.ends_on)
    if today >= duty.ends_on:
        return f"Hidden from residents since {hides}."
    if duty.kind == VERIFICATION:
        return f"Without it residents no longer see the place from {hides}."
    due = day_in_words(duty.due_on)
    word = "Due since" if today >= duty.due_on else "Due on"
    return f"{word} {due}. Without it residents no longer see the place from {hides}."
