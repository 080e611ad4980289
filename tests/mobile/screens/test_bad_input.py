"""Whatever a phone, a network or a list may be like: each has a screen that was designed for it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from demo.driver import Driver
from mobile.store.no_room import end_writing
from mobile.sync.report import Report
from mobile.ui.shaping import RTL_FONT, has_rtl
from shared.geo import Point
from tests.mobile.cast import NOW, published, write_pack
from tests.mobile.phone import NOBODY
from tests.mobile.screens.conftest import Opening
from tests.mobile.screens.inspection import faults

LONG = "The Very Long Name Of A Place Which Somebody Thought Was Needed " * 3
ARABIC = "مقهى السلام في وسط المدينة"


def with_places(folder: Path, **changed: Any) -> Path:
    """Ship a list in which the first place, nearest to the market, is changed."""
    documents = published()
    documents["places"]["places"][0].update(changed)
    return write_pack(folder, documents=documents)


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("", "Where are you? Your position never leaves this phone."),
        ("denied", "This app is not allowed to know where you are. Choose a town instead."),
        ("off", "Location is switched off on this phone. Choose a town instead."),
    ],
)
def test_without_a_position_a_town_is_offered(open_app: Opening, trouble: str, said: str) -> None:
    driver = open_app(at=None, location_trouble=trouble)
    assert said in driver.texts()
    assert faults(driver) == []
    driver.tap("Choose a town")
    driver.tap("Leigh")
    assert driver.app.context.places.cards


def test_a_phone_that_said_no_is_asked_again_only_by_the_person(open_app: Opening) -> None:
    driver = open_app(at=None, location_trouble="denied")
    started: list[object] = []
    location = driver.app.context.device.location
    driver.app.context.device.location.__dict__["start"] = lambda *told: started.append(told)
    for _ in range(3):
        driver.app.on_pause()
        driver.app.on_resume()
    assert started == []
    driver.tap("Use my location")
    assert len(started) == 1
    del location.__dict__["start"]


def test_from_a_rough_position_there_are_no_minutes_and_no_arrow(open_app: Opening) -> None:
    driver = open_app(is_approximate=True)
    texts = driver.texts()
    assert "Only roughly: Near the market, Wigan · stays on this phone" in texts
    assert "km or so" in texts
    assert not any("min walk" in text or "minute" in text for text in texts)
    assert not any(card.way or card.bearing_deg for card in driver.app.context.places.cards)
    driver.tap("Night Haven (example)")
    assert "About 1 km away. Your position is only roughly known." in driver.texts()
    driver.app.go("trusted")
    assert "(53." not in driver.app.root.current_page.model.message


def test_outside_the_borough_it_is_said(open_app: Opening) -> None:
    driver = open_app(at=Point(51.5, -0.1))
    assert "Outside the borough · stays on this phone" in driver.texts()
    assert faults(driver) == []


@pytest.mark.parametrize("off_by", [timedelta(days=-1), timedelta(days=-3000)])
def test_a_clock_that_is_provably_wrong_claims_nothing(
    open_app: Opening, off_by: timedelta
) -> None:
    driver = open_app(now=lambda: NOW + off_by)
    notice = "This phone's clock is wrong, so what is open is not known. Call first."
    assert notice in driver.texts()
    assert "Open hours not known" in driver.texts()
    assert faults(driver) == []


def test_on_a_full_phone_the_list_is_shown_and_what_cannot_be_kept_is_said(
    open_app: Opening,
) -> None:
    driver = open_app()
    end_writing(driver.app.context.connection)
    driver.app.context.surroundings.has_room = False
    driver.app.context.places.refresh()
    assert "This phone is full: make some room." in driver.texts()
    driver.tap("Settings")
    driver.tap("Light")
    full = "This phone is full: the choice is forgotten when the app closes."
    driver.until(lambda: full in driver.texts(), "the refusal")
    for name in ("Say", "Fairly unsafe", "Done"):
        driver.tap(name)
    assert driver.app.root.current == "factors"
    assert faults(driver) == []


def test_a_server_that_is_gone_loses_nothing(open_app: Opening) -> None:
    driver = open_app(server_url=NOBODY)
    for name in ("Say", "Fairly unsafe", "Done"):
        driver.tap(name)
    exchange = driver.app.context.exchange
    driver.until(lambda: exchange.trouble == "no-answer", "the exchange to fail")
    driver.tap("See what waits to be sent")
    assert "1 answer waits for a connection. Nothing is lost." in driver.texts()


def test_a_server_of_a_later_format_asks_for_an_update(open_app: Opening) -> None:
    driver = open_app()
    # No frame between: the app's own round, which meets nobody, would be heard of.
    driver.app.context.exchange.receive(Report(trouble="document-newer"))
    driver.app.context.exchange.receive(Report(trouble="no-answer"))
    assert "Please update this app." in driver.texts()
    assert "Night Haven (example)" in driver.texts()
    driver.app.context.exchange.receive(Report())
    assert "Please update this app." not in driver.texts()


def test_a_place_without_a_number_cannot_be_called_and_says_so(
    open_app: Opening, tmp_path: Path
) -> None:
    driver = open_app(shipped=with_places(tmp_path / "other", phone=""))
    assert "Call" not in names(driver)
    driver.tap("More about it")
    assert "This place gave no phone number." in driver.texts()
    assert "Call" not in names(driver)
    assert faults(driver) == []


@pytest.mark.parametrize("text_size", ["1.0", "2.0"])
@pytest.mark.parametrize("name", [LONG[:190].strip(), ARABIC], ids=["long", "arabic"])
def test_a_name_of_any_length_and_script_is_shown_whole_on_its_page(
    open_app: Opening, tmp_path: Path, name: str, text_size: str
) -> None:
    pack = with_places(tmp_path / "other", name=name)
    driver = open_app(shipped=pack, choices={"text_size": text_size})
    assert name in driver.texts()
    driver.settle()
    assert faults(driver) == []
    driver.app.show_place("p-001")
    driver.settle()
    assert faults(driver) == []
    title = next(each for each in driver.app.root.current_page.walk() if each_text(each) == name)
    assert not title._label.is_shortened
    assert has_rtl(name) == (RTL_FONT.lower() in title._label.options["font_name_r"].lower())


def test_a_list_that_is_missing_is_said(open_app: Opening, tmp_path: Path) -> None:
    driver = open_app(shipped=tmp_path / "nowhere")
    assert "No list on this phone yet. Connect once to fetch it." in driver.texts()
    driver.tap("Help")
    assert "Call 999" in driver.texts()


def names(driver: Driver) -> set[str]:
    """Return the names of everything that can be tapped."""
    return {each.name for each in driver.app.keyboard.reachable() if hasattr(each, "name")}


def each_text(widget: object) -> str:
    """Return what a widget says."""
    return str(getattr(widget, "text", ""))
