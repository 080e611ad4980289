"""The screens as a person uses them: three taps, the queue, Help from everywhere."""

from kivy.uix.label import Label

from demo.driver import Driver
from mobile.ui.kit import Tap
from shared.geo import Point
from tests.mobile.screens.conftest import Opening
from tests.mobile.screens.inspection import faults
from tests.mobile.sync.publisher import Publisher
from tests.mobile.sync.servers import serving


def tappable(driver: Driver) -> set[str]:
    """Return what can be tapped on the page by name."""
    taps = (each for each in driver.app.root.current_page.walk() if isinstance(each, Tap))
    return {each.name for each in taps if not each.disabled and each.opacity}


NOWHERE = Point(53.5100, -2.5550)


def test_the_first_screen_is_the_list_for_where_i_am(open_app: Opening) -> None:
    driver = open_app()
    texts = driver.texts()
    assert "Night Haven (example)" in texts
    assert "Open when you get there" in texts
    assert texts.index("Night Haven (example)") < texts.index("The Lantern (example)")


def test_a_list_filled_again_before_it_was_whole_is_whole_once(open_app: Opening) -> None:
    driver = open_app()
    page = driver.app.root.current_page
    for frames in (1, 1, 4):
        page.fill()
        driver.frames(frames)
    texts = driver.texts()
    assert texts.count("The Lantern (example)") == 1
    assert texts.count("Night Haven (example)") == 1


def test_three_taps_save_and_the_queue_shows_it(open_app: Opening) -> None:
    driver = open_app()
    driver.tap("Say")
    assert "How safe do you feel here, at night?" in driver.texts()
    for name in ("Fairly unsafe", "Bad lighting", "Done"):
        driver.tap(name)
    assert driver.app.root.current == "saved"
    assert driver.app.context.outbox.counts() == (1, 0)
    driver.tap("See what waits to be sent")
    assert "Near the market, Wigan" in driver.texts()
    driver.tap("Delete")
    assert driver.app.context.outbox.counts() == (0, 0)
    assert "Deleted. Nothing of it is left." in driver.texts()


def test_the_answer_is_sent_by_the_worker_and_counted(open_app: Opening) -> None:
    with serving(Publisher()) as server:
        driver = open_app(server_url=server.url)
        driver.tap("Say")
        for name in ("Very safe", "People about", "Done"):
            driver.tap(name)
        outbox = driver.app.context.outbox
        driver.until(lambda: outbox.counts() == (0, 0), "the answer to be sent")
        driver.until(lambda: "It has arrived. Thank you." in driver.texts(), "the words")
        assert "See what waits to be sent" not in tappable(driver)
        for name in ("Back to safe places", "Settings", "Was it sent?"):
            driver.tap(name)
        assert "1 answer sent since you opened the app." in driver.texts()
        assert "Very safe" not in driver.texts()
        driver.close()


def test_where_and_when_are_one_changeable_line(open_app: Opening) -> None:
    driver = open_app()
    driver.tap("Say")
    assert "Near the market, Wigan, now" in driver.texts()
    driver.tap("Last night")
    assert driver.app.root.current == "subject"
    driver.tap("Near the station, Wigan")
    assert "Near the station, Wigan, last night" in driver.texts()
    assert "How safe did you feel there, last night?" in driver.texts()


def test_outside_the_borough_the_first_tap_leads_to_choosing(open_app: Opening) -> None:
    driver = open_app(at=Point(51.5, -0.1))
    driver.tap("Say")
    driver.tap("Very unsafe")
    assert driver.app.root.current == "subject"
    driver.tap("Near the market, Leigh")
    driver.tap("Very unsafe")
    assert driver.app.root.current == "factors"


def test_a_place_can_be_opened_and_rated(open_app: Opening) -> None:
    driver = open_app()
    driver.tap("Night Haven (example)")
    assert "21:00 – 02:00" in driver.texts()
    driver.tap("Say how safe it feels here")
    assert "Night Haven (example), now" in driver.texts()


def test_without_a_position_a_town_is_chosen(open_app: Opening) -> None:
    driver = open_app(at=None)
    driver.tap("Choose a town")
    driver.tap("Leigh")
    assert driver.app.root.current == "places"
    assert "From Leigh, as you chose" in driver.texts()


def test_typing_changes_what_can_be_tapped(open_app: Opening) -> None:
    driver = open_app(at=None)
    driver.tap("Choose a town")
    driver.type("wn99 2xx")
    note = "WN99 2XX itself is not known; this is the middle of WN99 2"
    driver.until(lambda: note in driver.texts(), "the sector to be found")
    assert "Wigan" not in driver.texts()
    assert faults(driver) == []
    driver.type("sw1a 1aa")
    driver.until(lambda: "WN99 2" not in driver.texts(), "the list to be empty")
    assert "SW1A 1AA is not a postcode of this borough." in driver.texts()
    assert faults(driver) == []
    driver.type("liegh")
    driver.tap("Leigh")
    assert "From Leigh, as you chose" in driver.texts()


def test_what_was_typed_is_gone_when_one_comes_back(open_app: Opening) -> None:
    driver = open_app()
    driver.tap("Change where I am")
    driver.type("golborne")
    driver.tap("Back")
    driver.tap("Change where I am")
    assert "golborne" not in driver.texts()
    assert "Wigan" in driver.texts()


def test_with_none_open_near_help_is_one_tap_away(open_app: Opening) -> None:
    driver = open_app(at=NOWHERE)
    assert "None open near you" in driver.texts()
    driver.tap("Help now: 999, 101, helplines")
    driver.tap("Call 999")
    assert "Call 999" in driver.texts()


def test_the_way_back_leads_through_what_was_seen(open_app: Opening) -> None:
    driver = open_app()
    driver.tap("Say")
    driver.tap("Fairly safe")
    driver.tap("Help")
    for screen in ("factors", "level", "places"):
        driver.tap("Back")
        assert driver.app.root.current == screen


def test_a_small_target_would_be_noticed(open_app: Opening) -> None:
    driver = open_app()
    tap = driver.find("Say")
    tap.tall, tap.padding, tap.size_hint_y = 30, 0, None
    tap.height = 60
    driver.frames()
    assert any("'Say' is only" in fault for fault in faults(driver))


def test_words_on_each_other_would_be_noticed(open_app: Opening) -> None:
    driver = open_app()
    assert faults(driver) == []
    title = next(label for label in _labels(driver) if label.text == "Safe places")
    driver.app.root.current_page.add_widget(
        Label(text="On it", size_hint=(None, None), size=title.size, pos=title.pos)
    )
    driver.frames()
    assert any("'On it'" in fault and "lies on" in fault for fault in faults(driver))


def test_a_widget_without_its_style_would_be_noticed(open_app: Opening) -> None:
    from kivy.uix.slider import Slider

    driver = open_app()
    driver.app.root.current_page.add_widget(Slider())
    assert any("Slider" in fault for fault in faults(driver))


def _labels(driver: Driver) -> list[Label]:
    page = driver.app.root.current_page
    return [widget for widget in page.walk() if isinstance(widget, Label)]
