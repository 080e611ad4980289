"""Screen readers on Android: what a service asks for is done, and what changes is told."""

from typing import Any

import pytest

from demo.gallery import Look
from tests.mobile.device.followed import LOOK, SMALL, an_app, gallery
from tests.mobile.device.handset import Handset
from tests.mobile.device.on_android import on_android


@pytest.mark.parametrize(
    ("state", "name"),
    [
        ("places", "Settings"),
        ("places", "Step-free"),
        ("places", "Help"),
        ("place", "Back"),
        ("settings", "Dark"),
        ("level", "Fairly unsafe"),
        ("factors", "Bad lighting"),
        ("map", "Next place on the map"),
        ("trusted", "Add a person"),
    ],
)
@on_android(36)
def test_a_click_does_what_a_finger_does(phone: Handset, state: str, name: str) -> None:
    with an_app(phone, state) as (driver, _):
        driver.tap(name)
        driver.settle()
        by_finger = (driver.app.root.current, driver.texts())
    with an_app(phone, state) as (driver, service):
        assert service.click(name)
        # Java's thread asked; the page is changed on ours.
        driver.until(
            lambda: (driver.app.root.current, driver.texts()) == by_finger,
            f"the page to be as after a finger: {by_finger}",
        )
        assert not service.asked()


@on_android(24, 36)
def test_the_oldest_and_the_newest_release_hear_of_a_new_page(
    phone: Handset,
) -> None:
    with an_app(phone, "places") as (driver, service):
        assert service.announced() == ["Safe places"]
        assert service.changes() == 1
        service.look()
        assert service.changes() == 1, "nothing changed, so nothing is said"
        driver.app.go("help")
        driver.settle()
        service.look()
        assert service.announced() == ["Safe places", "Help now"]
        assert service.changes() > 1


@on_android(36)
def test_a_finger_that_explores_hears_what_it_is_on(phone: Handset) -> None:
    with an_app(phone, "settings") as (_driver, service):
        dark, light = service.named("Dark"), service.named("Light")
        for each in (dark, dark, light):
            assert service.hover(*each.middle)
        assert service.entered() == [dark.number, light.number]
        assert service.left() == [dark.number]
        service.hover_away()
        assert service.left() == [dark.number, light.number]


@on_android(36)
def test_focus_is_the_service_s_and_goes_with_what_it_was_on(phone: Handset) -> None:
    with an_app(phone, "places") as (driver, service):
        first, second = service.seen()[:2]
        assert service.focus(first.number)
        assert not service.focus(first.number), "it is there already"
        assert service.focus(second.number)
        assert service.focused() == second.number
        driver.app.go("help")
        driver.settle()
        service.look()
        assert service.focused() is None
        assert not service.focus(second.number), "what has gone takes no focus"


@on_android(24, 36)
def test_words_can_be_written_into_a_field(phone: Handset) -> None:
    with an_app(phone, "where") as (driver, service):
        field = next(each for each in service.seen() if each.is_editable)
        assert service.write(field.number, "Leigh")
        driver.until(lambda: not service.asked(), "the field to take it")
        driver.settle()
        service.look()
        (again,) = [each for each in service.seen() if each.is_editable]
        assert again.number == field.number
        assert "Leigh" in again.says
        assert any("Leigh" in each.name for each in service.seen() if each.is_clickable)


@on_android(36)
def test_what_is_out_of_sight_comes_into_it(phone: Handset) -> None:
    with an_app(phone, "settings", Look("light", "en", SMALL, 2.0)) as (driver, service):
        last = service.named("About UMay")
        assert not last.is_visible
        scroll = next(each for each in service.seen() if each.is_scrollable)
        assert last.parent == scroll.number
        assert service.act(last.number, 0x01020036)
        driver.until(lambda: not service.asked(), "the page to scroll")
        driver.settle()
        service.look()
        assert service.named("About UMay").is_visible
        assert service.act(scroll.number, 0x2000)
        driver.until(lambda: not service.asked(), "the page to scroll back")
        driver.settle()
        service.look()
        assert not service.named("About UMay").is_visible


@on_android(36)
def test_what_is_disabled_or_only_words_takes_no_click(phone: Handset) -> None:
    with an_app(phone, "saved") as (driver, service):
        heading = next(each for each in service.seen() if each.is_heading)
        assert not service.act(heading.number, 0x10)
        driver.find("Keep it on this phone").disabled = True
        service.look()
        keep = service.named("Keep it on this phone")
        assert not keep.is_enabled
        assert not service.act(keep.number, 0x10)


@on_android(24, 36)
def test_nothing_is_built_or_walked_while_no_service_is_on(phone: Handset) -> None:
    with gallery() as walk:
        driver = walk.come_to("places", LOOK)
        from mobile.reading_out import ReadingOut
        from mobile.ui import tree

        walked: list[object] = []
        whole = tree.tree

        def counted(page: Any) -> Any:
            walked.append(page)
            return whole(page)

        vars(tree)["tree"] = counted
        reading = ReadingOut(driver.app.root, phone.device().reader)
        phone.keep(reading)
        driver.app.go("help")
        driver.frames()
        phone.settle()
        assert (phone.over(), walked) == (None, [])
        phone.does("assisted", True, False)
        driver.until(lambda: walked, "the page to be walked")
        phone.settle()
        assert phone.over() is not None
        assert phone.state.events.size() > 0
        phone.does("assisted", False, False)
        driver.frames()
        phone.settle()
        walked.clear()
        driver.app.go("settings")
        driver.frames()
        assert (phone.over(), walked) == (None, [])
        vars(tree)["tree"] = whole
        driver.close()


@on_android(36)
def test_the_picture_below_is_hidden_from_services_and_only_while_one_is_on(
    phone: Handset,
) -> None:
    below = phone.java("org.libsdl.app.SDLActivity").getContentView()
    with an_app(phone, "places"):
        assert below.getImportantForAccessibility() == 4
        phone.does("assisted", False, False)
        phone.settle()
        assert below.getImportantForAccessibility() == 0


@pytest.mark.parametrize(
    ("said", "page"), [("help", "help"), ("places", "places"), ("data", ""), ("", ""), (None, "")]
)
@on_android(24, 36)
def test_a_shortcut_says_which_page_and_only_two_are_heard(
    phone: Handset, said: str | None, page: str
) -> None:
    if said is not None:
        phone.state.openedBy.putExtra("umay_page", said)
    assert phone.device().system.asked_page() == page
    phone.state.openedBy = None
    assert phone.device().system.asked_page() == ""
