"""Face: what residents' pages to read say: about, privacy, accessibility, leaving no trace."""

from shared.reading import PHONE_TOOLS, Reading
from shared.saying import to_say

ABOUT = Reading(
    to_say("About UMay"),
    (
        (
            to_say("What it does"),
            to_say(
                "It shows the nearest safe place that is open when you get there, and lets "
                "you say how safe a place feels."
            ),
        ),
        (
            to_say("What it does not do"),
            to_say(
                "It does not call for help by itself. It does not follow you. It cannot "
                "hide from spyware."
            ),
        ),
        (
            to_say("How places are checked"),
            to_say(
                "Two different people of the partnership agree to each place, after a "
                "visit. Without a new visit it leaves the list after a year."
            ),
        ),
        (
            to_say("How they are kept true"),
            to_say(
                "Each month the staff confirm that they are ready, how many of them are trained, "
                "and their opening hours. A place that is late with it stands lower, then it is "
                "taken off the list until somebody has looked."
            ),
        ),
        (
            to_say("How figures are made"),
            to_say(
                "From the answers of people who chose to answer: they are not a sample of "
                "everybody. Small numbers are left out and all others are rounded, to protect the "
                "people in them. The partnership reads them once a quarter. They are not shown "
                "here: you cannot see them yet."
            ),
        ),
        (
            to_say("Languages"),
            to_say("The languages of the app. You find them at the foot of each page."),
        ),
    ),
)

PRIVACY = Reading(
    to_say("Your privacy"),
    (
        (
            to_say("Where you are stays in your browser"),
            to_say(
                "“Use my location” asks your browser. The nearest place is worked out here, from "
                "a list that is the same for everybody. Where you are is not sent to us. One "
                "exception: where scripts are switched off, the town or postcode you type is sent, "
                "to look it up. We do not keep it."
            ),
        ),
        (
            to_say("Nobody knows it was you"),
            to_say(
                "You have no account here. When you say how safe a place feels, we get your "
                "answer, the name of the area or place, the week and the part of the day. We do "
                "not get your name or your number, and we do not keep the exact spot or the time."
            ),
        ),
        (
            to_say("No cookies, nobody else"),
            to_say(
                "These pages set no cookie and load nothing from anybody else. Nobody counts your "
                "visits. We keep no record of who looked at what."
            ),
        ),
        (
            to_say("What this device keeps"),
            to_say(
                "Nothing, until you ask for it: the list of places to use without a signal, an "
                "answer that waits to be sent, people you trust, receipts. “Exit this page” "
                "deletes all four. What the browser itself remembers stays."
            ),
        ),
        (
            to_say("The app"),
            to_say(
                "It keeps to the same. What you keep in it stays on the phone, in no backup, and "
                "goes with the app. With an answer goes a code that changes with each week and "
                "area, so that one phone counts once."
            ),
        ),
        (
            to_say("The law"),
            to_say(
                "The council's safety partnership runs this service. Your answers are kept for "
                "two years, then deleted. You can take an answer back with its receipt."
            ),
        ),
    ),
)

LEAVING = Reading(
    to_say("Stay private on this device"),
    (
        (
            to_say("Leaving fast"),
            to_say(
                "“Exit this page” opens the weather instead. On a keyboard, press Shift three "
                "times. It does not delete what your browser remembers of the pages you saw."
            ),
        ),
        (
            to_say("Your browser remembers"),
            to_say(
                "The history of a browser lists the pages that were open. You can delete these "
                "pages from it, or use a private window: that forgets them when you close it. An "
                "empty history may be noticed too."
            ),
        ),
        (
            to_say("On the home screen"),
            to_say(
                "If you put UMay on the home screen, its icon stays until you take it off there. "
                "When it is opened, it keeps the list again."
            ),
        ),
        (
            to_say("What nobody can hide"),
            to_say(
                "If there is spyware on the device, it sees what you do here, in a private window "
                "too. Somebody who pays for the phone may see which numbers were called. Then use "
                "a device that they do not know: at school, in a library, of a friend."
            ),
        ),
    ),
)

ACCESSIBILITY = Reading(
    to_say("Accessibility"),
    (
        (
            to_say("What we aim for"),
            to_say(
                "These pages are made to meet the Web Content Accessibility Guidelines 2.2, level "
                "AA: with a keyboard, with a screen reader, at 400 % zoom, without scripts. "
                "Everything that the app can do can be done here."
            ),
        ),
        (
            to_say("What is not met"),
            to_say(
                "Nobody who uses a screen reader every day has tried these pages yet. Programs "
                "tested them, and we tried them by keyboard. No native speaker has read the "
                "translations. Sheets to print (PDF) are only in English; the same list can be "
                "read on a page. The map cannot be read by a screen reader; the list above it "
                "holds all of it."
            ),
        ),
        (
            to_say("Tell us what does not work"),
            to_say(
                "Write to or call the partnership: where its address is known here, it stands on "
                "“About UMay”. If you are not content with the answer, the Equality Advisory and "
                "Support Service helps."
            ),
        ),
    ),
)

OFFLINE = Reading(
    to_say("Without a connection"),
    (
        (
            to_say("If you pressed something"),
            to_say("It was not sent. Go back and press it again when there is a signal."),
        ),
        (
            to_say("What still works"),
            to_say(
                "Safe places, Help now and saying how safe it feels, if this list is kept on "
                "this device."
            ),
        ),
        (to_say("In danger"), to_say("Call 999. That needs no internet.")),
    ),
)

READINGS: dict[str, Reading] = {
    "leaving": LEAVING,
    "privacy": PRIVACY,
    "accessibility": ACCESSIBILITY,
    "tools": PHONE_TOOLS,
    "offline": OFFLINE,
}
"""Pages to read, by what their addresses call them."""
