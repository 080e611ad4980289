"""The contract's readiness: what residents read of how ready a place is, in one sentence."""

from datetime import datetime

from shared.clock import to_minute
from shared.places import Place, days_ago
from shared.saying import ENGLISH, Saying, to_say

MONTH_NAMES = (
    to_say("January"),
    to_say("February"),
    to_say("March"),
    to_say("April"),
    to_say("May"),
    to_say("June"),
    to_say("July"),
    to_say("August"),
    to_say("September"),
    to_say("October"),
    to_say("November"),
    to_say("December"),
)


def is_due(place: Place, now: datetime) -> bool:
    """Return whether something is overdue at a place, by its own published minute."""
    return place.due_from is not None and place.due_from <= to_minute(now)


def readiness_words(place: Place, now: datetime, say: Saying = ENGLISH, comma: str = ", ") -> str:
    """Return how ready a place is, or "" where its list says nothing of readiness.

    Such as "Ready. Staff confirmed 6 days ago, 8 of 8 trained, visited in October."
    """
    if place.due_from is None:
        return ""
    head = (
        say("Not everything here was confirmed in time.") if is_due(place, now) else say("Ready.")
    )
    told = []
    if place.confirmed_on is not None:
        told.append(say("staff confirmed {ago}").format(ago=days_ago(place.confirmed_on, now, say)))
    if place.rota:
        trained = say("{trained} of {rota} trained")
        told.append(trained.format(trained=place.trained, rota=place.rota))
    if place.visited:
        told.append(say("visited in {month}").format(month=_month(place.visited, now, say)))
    if not told:
        return head
    sentence = comma.join(told)
    return f"{head} {sentence[0].upper()}{sentence[1:]}."


def _month(visited: str, now: datetime, say: Saying) -> str:
    """Return the month's name, with its year where that is not this one."""
    year, month = visited.split("-")
    name = say(MONTH_NAMES[int(month) - 1])
    return name if int(year) == now.year else f"{name} {year}"
