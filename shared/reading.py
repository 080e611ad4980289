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
                "Your phone may be able to call 999 by its side button. How differs: on an iPhone "
                "hold it together with a volume button, or press it five times; on Android it "
                "depends on the phone and often must be switched on first. Look in Settings under "
                "Emergency SOS (iPhone) or Safety and emergency (Android). It may make a loud "
                "noise, and it may really call."
            ),
        ),
        (
            to_say("Safety check"),
            to_say(
                "Some phones can ask after a time whether you are all right, and tell "
                "somebody if you do not answer. Android: the Personal Safety app, where the "
                "phone has it. iPhone: Check In, in Messages, on newer ones."
            ),
        ),
        (
            to_say("Medical card"),
            to_say(
                "What you fill in helpers can read without unlocking your phone: allergies, "
                "medicines, whom to call. Android: Safety and emergency. iPhone: the Health app."
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
