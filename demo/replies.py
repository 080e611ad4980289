"""The demonstration's interventions and what residents are told of them; all invented."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from demo.tables import NEIGHBOURHOODS
from shared.clock import local


@dataclass(frozen=True)
class Story:
    """Something that was done: in which town or at which place, how long ago, in which words."""

    town: str
    place_id: str
    kind: str
    days_ago: int
    words: str
    said: str
    did: str

    def on(self, now: datetime) -> date:
        """Return the day it was done."""
        return local(now).date() - timedelta(days=self.days_ago)


STORIES = (
    Story(
        "wigan",
        "",
        "lighting",
        12,
        "Twelve lamps mended and four put up along the path by the canal (example)",
        "The path by the canal is dark.",
        "Twelve lamps were mended and four are new.",
    ),
    Story(
        "",
        "p-001",
        "training",
        30,
        "Door staff trained again after a test visit (example)",
        "Nobody at the door knew what to do.",
        "Everybody who works there has been trained again.",
    ),
    Story(
        "leigh",
        "",
        "patrol",
        47,
        "Wardens at the bus station on Friday and Saturday nights (example)",
        "Groups hang about at the bus station at night.",
        "Two wardens are there on Friday and Saturday nights.",
    ),
)


def example_replies(now: datetime) -> list[dict[str, Any]]:
    """Return the replies as they are published, newest first."""
    return [
        {
            "id": f"r-{number}",
            "zones": [f"z-{each.town}-{at + 1}" for at in range(len(NEIGHBOURHOODS)) if each.town],
            "places": [each.place_id] if each.place_id else [],
            "said": {"en": each.said},
            "did": {"en": each.did},
            "on": each.on(now).isoformat(),
        }
        for number, each in enumerate(STORIES, 1)
    ]
