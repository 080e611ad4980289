"""The contract's pages to read: a title and sections, and the one that phone and web both show."""

from dataclasses import dataclass

from shared.saying import to_say

Section = tuple[str, str]
"""A heading, and what stands below it."""


@dataclass(frozen=True)
class Reading:
    """One page to read: its title, its sections in order."""

    title: str
    sections: tuple[Section, ...]


PHONE_TOOLS = Reading(
    to_say("What your phone can do"),
    (
        (
            to_say("Emergency SOS"),
            to_say(
                "Most phones call 999 when you press the side button five times. Look in "
                "Settings under Safety and emergency (Android) or Emergency SOS (iPhone). "
                "Try it out when you are safe: it may make a loud noise."
            ),
        ),
        (
            to_say("Safety check"),
            to_say(
                "Your phone can ask after a time whether you are all right, and tell "
                "somebody if you do not answer. Android: the Personal Safety app. iPhone: "
                "Check In, in Messages."
            ),
        ),
        (
            to_say("Medical card"),
            to_say(
                "Helpers can read it without unlocking your phone: allergies, medicines, "
                "whom to call. Android: Safety and emergency. iPhone: the Health app."
            ),
        ),
        (
            to_say("Why this app has no timer"),
            to_say(
                "A phone may stop an app that is not open. A timer that does not go off is "
                "worse than none. What is built into your phone keeps running."
            ),
        ),
    ),
)
"""What the phone itself can do, whoever's app is on it."""
