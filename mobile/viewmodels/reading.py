"""What the pages to read say: privacy, what the phone itself can do, accessibility, about."""

from dataclasses import dataclass

from mobile.ui.words import text as _
from shared.reading import PHONE_TOOLS, Reading
from shared.saying import to_say

PAGES: dict[str, Reading] = {
    "privacy": Reading(
        to_say("Your privacy"),
        (
            (
                to_say("Where you are stays here"),
                to_say(
                    "The list of places is already on this phone. The phone itself looks for "
                    "the nearest one. It tells nobody where you are."
                ),
            ),
            (
                to_say("Nobody knows it was you"),
                to_say(
                    "You have no account here. When you say how safe a place feels, we get your "
                    "answer, the name of the area or place, the week and the part of the day. We "
                    "do not get your name or your number, and we do not keep the exact spot or "
                    "the time. A code that changes each week and with each area lets us count "
                    "one phone once."
                ),
            ),
            (
                to_say("Did they help?"),
                to_say(
                    "The app may ask this after you ask for the way to a place. If you tap an "
                    "answer, we get the place, the week and your answer. We do not get more."
                ),
            ),
            (
                to_say("What this phone keeps"),
                to_say(
                    "It keeps an answer only until it is sent. It keeps people you trust and "
                    "receipts only if you add them. You can delete all of it in Settings. If you "
                    "say that a place was closed or turned you away, it knows so for twelve hours "
                    "at most."
                ),
            ),
            (
                to_say("What we cannot hide"),
                to_say(
                    "Somebody who holds this phone can see that the app is on it. If there is "
                    "spyware on the phone, it can see what you do here. Then use another phone, "
                    "or a computer at school or in a library."
                ),
            ),
            (
                to_say("The law"),
                to_say(
                    "The council's safety partnership runs this app. Your answers are kept for "
                    "two years, then deleted. You can take an answer back with its receipt."
                ),
            ),
        ),
    ),
    "tools": PHONE_TOOLS,
    "accessibility": Reading(
        to_say("Accessibility"),
        (
            (
                to_say("What you can change"),
                to_say(
                    "Text up to twice as large, high contrast, light or dark, several languages. "
                    "Everything can be reached with a keyboard. Pages of places and of help can "
                    "be read aloud where your phone has a voice."
                ),
            ),
            (
                to_say("With a screen reader"),
                to_say(
                    "The app tells TalkBack and other helpers on Android what stands on each "
                    "page: names, buttons, choices, headings. So far this was tested on a "
                    "computer only. Nobody has tried it on a phone with TalkBack. If it fails, "
                    "use the website."
                ),
            ),
            (
                to_say("What does not work"),
                to_say("The map is a picture and is not read. The list has the same places."),
            ),
            (
                to_say("Another way"),
                to_say(
                    "The same list is on the website of the partnership, or ask them for it on "
                    "paper."
                ),
            ),
        ),
    ),
    "about": Reading(
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
                to_say("Whose work it uses"),
                to_say(
                    "Typefaces: Atkinson Hyperlegible Next and Noto Sans Arabic (SIL Open Font "
                    "Licence). Icons: Material Design Icons (Apache 2.0). Made with Kivy and "
                    "Python."
                ),
            ),
        ),
    ),
}
"""Pages to read by their name, in English; `reading` says them."""


def reading(name: str) -> Reading:
    """Return a page in the language in force."""
    page = PAGES[name]
    return Reading(_(page.title), tuple((_(title), _(words)) for title, words in page.sections))


@dataclass(frozen=True)
class Card:
    """One card of the first run: its icon, its title, what it says."""

    icon: str
    title: str
    words: str


_CARDS = (
    Card(
        "store",
        to_say("The nearest safe place that is open"),
        to_say(
            "Shops, libraries, pubs and others where you can walk in when you feel at risk. "
            "You need not say why. It works without a signal."
        ),
    ),
    Card(
        "notice",
        to_say("What it does not do"),
        to_say(
            "It does not call for help by itself: in danger, call 999. It cannot hide from "
            "spyware. Somebody who holds this phone can see that it is here."
        ),
    ),
    Card(
        "data",
        to_say("Where you are stays on this phone"),
        to_say(
            "No account, no name. The phone itself looks for the nearest place. Nobody else "
            "is told where you are, us included."
        ),
    ),
)
"""What it does, what it does not, what stays on the phone."""


def first_cards() -> tuple[Card, ...]:
    """Return what is said before the first list, in the language in force."""
    return tuple(Card(card.icon, _(card.title), _(card.words)) for card in _CARDS)
