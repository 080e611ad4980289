"""Five things a new user wants, and the taps each took; nothing of them needs an explanation."""

from demo.driver import Driver
from tests.mobile.screens.conftest import Opening


def tapped(open_app: Opening, *names: str, **config: object) -> tuple[int, Driver]:
    """Open the app on its list, tap, and return how many taps there were, and the driver."""
    driver = open_app(**config)
    for name in names:
        driver.tap(name)
    return len(names), driver


def test_the_nearest_step_free_place_open_at_1_am_is_one_tap_away(open_app: Opening) -> None:
    taps, driver = tapped(open_app, "Step-free")
    headline = driver.app.context.places.headline
    place = driver.app.context.surroundings.place(headline.place_id)
    assert "step_free" in place.facilities
    assert headline.tone == "go"
    assert taps == 1


def test_i_felt_unsafe_under_the_bridge_last_night_is_five_taps(open_app: Opening) -> None:
    names = ("Say", "Last night", "Canal side, Wigan", "Fairly unsafe", "Done")
    taps, driver = tapped(open_app, *names)
    assert driver.app.root.current == "saved"
    body = driver.app.context.outbox.items()[0].body
    assert (body["level"], body["daypart"]) == ("fairly_unsafe", "after_dark")
    assert body["zone"] == "z-wigan-4"
    assert taps == 5


def test_was_it_sent_is_one_tap_while_something_waits(open_app: Opening) -> None:
    driver = open_app()
    driver.app.context.outbox.save({"level": "very_unsafe"})
    driver.app.context.queue.refresh()
    driver.settle()
    driver.tap("Sent?")
    assert "1 answer waits for a connection. Nothing is lost." in driver.texts()


def test_was_it_sent_is_two_taps_where_nothing_waits(open_app: Opening) -> None:
    taps, driver = tapped(open_app, "Settings", "Was it sent?")
    assert "Nothing waits to be sent." in driver.texts()
    assert taps == 2


def test_deleting_everything_is_three_taps(open_app: Opening) -> None:
    driver = open_app()
    driver.app.context.outbox.save({"level": "very_unsafe"})
    names = ("Settings", "Delete everything", "Yes, delete everything now")
    for name in names:
        driver.tap(name)
    assert driver.app.context.outbox.counts() == (0, 0)
    assert driver.app.root.current == "welcome"
    assert len(names) == 3


def test_texting_my_sister_where_i_am_is_three_taps(open_app: Opening) -> None:
    from mobile.store import kept

    driver = open_app()
    kept.add_contact(driver.app.context.connection, "Sister", "07700 900123")
    names = ("Help", "Tell someone I trust", "Sister")
    for name in names:
        driver.tap(name)
    note = "No texts from this device. Send these words to Sister, 07700 900123."
    assert note in driver.texts()
    assert any("Near the market, Wigan (53.54480, -2.63000)" in text for text in driver.texts())
    assert len(names) == 3
