"""Goals D2 and P10: what leaves the app, after which words, and who else is spoken to."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from demo.driver import Driver
from shared.geo import Point
from tests.mobile.cast import MARKET, NEIGHBOURS
from tests.mobile.screens.conftest import Opening
from tests.mobile.sync.publisher import Publisher
from tests.mobile.sync.servers import serving
from tests.support.strangers import listening

LEADS = "The map app gets this place, never where you are. A call shows on this phone."
TEXTS = "Opens your texts with these words in them. You press send. The text stays on both phones."
HELPS = (
    "Works without a signal to UMay. Calls and texts are made by you, never by UMay. They show on "
    "this phone and may show on its bill."
)


@dataclass
class Taking:
    """A phone with apps for everything; remembers what each was handed."""

    dialled: list[str] = field(default_factory=list)
    composed: list[tuple[str, str]] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    led: list[tuple[Point, str]] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def dial(self, number: str) -> bool:
        """Take a number."""
        self.dialled.append(number)
        return True

    def compose(self, number: str, text: str) -> bool:
        """Take a text."""
        self.composed.append((number, text))
        return True

    def share(self, text: str) -> bool:
        """Take a text for whatever app is picked."""
        self.shared.append(text)
        return True

    def open(self, url: str) -> bool:
        """Take an address."""
        self.opened.append(url)
        return True

    def lead(self, at: Point, label: str) -> bool:
        """Take a place."""
        self.led.append((at, label))
        return True


def with_apps(driver: Driver) -> Taking:
    """Give the phone apps for calls, texts and maps."""
    taking, context = Taking(), driver.app.context
    context.device = replace(
        context.device,
        calls=taking,
        messages=taking,
        share=taking,
        directions=taking,
        browser=taking,
    )
    return taking


def test_the_map_app_gets_the_place_and_never_the_person(open_app: Opening) -> None:
    driver = open_app()
    taking = with_apps(driver)
    driver.tap("Take me there")
    ((at, label),) = taking.led
    assert label == "Night Haven (example)"
    assert at != MARKET
    assert driver.app.root.current == "places"
    driver.tap("Call")
    assert taking.dialled == ["01632 960100"]


def test_the_words_stand_where_the_taps_are(open_app: Opening) -> None:
    driver = open_app()
    for state, words in (("place", LEADS), ("help", HELPS), ("trusted", TEXTS)):
        if state == "place":
            driver.app.show_place("p-001")
        else:
            driver.app.go(state)
        driver.settle()
        assert words in driver.texts(), state


def test_999_is_handed_to_the_dialler_and_called_by_nobody(open_app: Opening) -> None:
    driver = open_app()
    taking = with_apps(driver)
    driver.tap("Help")
    driver.tap("Call 999")
    driver.tap("999 by text")
    assert (taking.dialled, taking.composed) == (["999"], [("999", "")])


def test_texts_and_other_apps_are_handed_the_same_words(open_app: Opening) -> None:
    driver = open_app()
    taking = with_apps(driver)
    for name in ("Help", "Tell someone I trust", "Somebody else", "Another app"):
        driver.tap(name)
    assert taking.shared == [text for _, text in taking.composed]
    assert taking.shared[0].startswith("I do not feel safe. I am here: Near the market, Wigan")


def test_a_neighbour_is_asked_by_the_browser_and_never_by_the_app(open_app: Opening) -> None:
    with serving(Publisher(neighbours=NEIGHBOURS)) as server, listening(server.url) as talk:
        driver = open_app(at=Point(51.5, -0.1), server_url=server.url)
        taking = with_apps(driver)
        driver.until(lambda: talk.friends > 0, "our own server to be asked")
        assert "umay.westbury.example" in driver.texts()
        assert taking.opened == []
        driver.tap("UMay Westbury")
        driver.close()
    assert taking.opened == ["https://umay.westbury.example"]
    assert talk.strangers == []


def test_what_is_typed_cannot_be_copied_out(open_app: Opening) -> None:
    from kivy.core.clipboard import Clipboard

    driver = open_app()
    Clipboard.copy("before")
    driver.tap("Change where I am")
    driver.type("canary lane")
    field_ = next(each for each in driver.app.root.current_page.walk() if hasattr(each, "cut"))
    field_.select_all()
    field_.copy()
    field_.cut()
    assert field_.text == "canary lane"
    assert Clipboard.paste() == "before"


def test_a_field_of_kivys_own_would_be_noticed() -> None:
    from kivy.core.clipboard import Clipboard
    from kivy.uix.textinput import TextInput

    Clipboard.copy("before")
    field_ = TextInput(text="canary lane")
    field_.select_all()
    field_.copy()
    assert Clipboard.paste() == "canary lane"


def test_a_whole_journey_speaks_to_the_configured_server_alone(
    open_app: Opening, tmp_path: Path
) -> None:
    with serving(Publisher()) as server, listening(server.url) as talk:
        driver = open_app(server_url=server.url)
        for name in ("Say", "Fairly unsafe", "Done"):
            driver.tap(name)
        outbox = driver.app.context.outbox
        driver.until(lambda: outbox.counts() == (0, 0), "the answer to be sent")
        for state in ("help", "map", "settings", "privacy", "where"):
            driver.app.go(state)
            driver.frames()
        driver.app.go("receipts")
        driver.app.root.current_page.model.look("7K3M-Q0ZD-1XWA-9BTE")
        asked = driver.app.root.current_page.model
        driver.until(lambda: not asked.is_asking, "the receipt to be asked for")
        driver.close()
    assert talk.strangers == []
    assert talk.friends > 0
