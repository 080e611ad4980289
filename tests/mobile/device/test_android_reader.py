"""Screen readers on Android: every page of the gallery, through our Java, as a service sees it.

The oracles are not the tree itself: the taps that a finger finds and the words that an eye reads.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from demo.gallery import ELSEWHERE, RESIZED, STATES, Look
from shared.isolates import plain
from tests.mobile.device.followed import LOOK, SMALL, an_app, follow, gallery
from tests.mobile.device.handset import Handset
from tests.mobile.device.on_android import on_android
from tests.mobile.device.services import Service
from tests.support.parts import is_part


def faults(service: Service, driver: Any) -> Iterator[str]:
    """Yield what is wrong with a page, as the service sees it through Java."""
    from mobile.ui.kit import Tap
    from mobile.ui.tree import TARGETS, tree
    from tests.mobile.screens.inspection import _visible

    service.look()
    page = driver.app.root.current_page
    nodes, seen = tree(page), service.seen()
    if [each.as_kit() for each in seen] != [service.as_kit(node) for node in nodes]:
        yield "what Java says is not what the kit says"
    yield from (fault for each in seen for fault in each.faults())
    if [each.after for each in seen[1:]] != [each.number for each in seen[:-1]]:
        yield "the order breaks off"
    heard = {id(node.widget) for node in nodes if node.role in TARGETS}
    yield from (
        f"{tap.name!r} cannot be reached" for tap in _visible(driver, Tap) if id(tap) not in heard
    )
    said = " ".join(" ".join(each.name.split()) for each in seen)
    for words in shown(driver):
        if " ".join(words.split()) not in said:
            yield f"{words!r} is shown and not said"


def shown(driver: Any) -> Iterator[str]:
    """Yield every text that an eye reads on the page."""
    from kivy.uix.label import Label

    from tests.mobile.screens.inspection import _visible

    for label in _visible(driver, Label):
        if label.text and label.font_name != "Icons":
            yield plain(label.text)


LOOKS = [LOOK, Look("dark", "ar", SMALL, 2.0)] if is_part("looks") else [LOOK]


@pytest.mark.full("looks")
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
@on_android(36)
def test_every_page_is_read_whole_and_every_target_has_a_name(phone: Handset, look: Look) -> None:
    found: list[str] = []
    names: list[str] = []
    services: dict[int, Service] = {}

    def inspect(name: str, driver: Any) -> None:
        names.append(name)
        if id(driver) not in services:
            rest()
            services[id(driver)] = follow(phone, driver)
        found.extend(f"{name}: {fault}" for fault in faults(services[id(driver)], driver))

    def rest() -> None:
        for service in services.values():
            service.rest()
        services.clear()

    with gallery() as walk:
        walk.walk(look, inspect)
    rest()
    assert found == []
    assert names == [*STATES, *RESIZED, *ELSEWHERE]


def lose_a_name(driver: Any, _service: Service) -> None:
    """Take the words off a target."""
    tap = driver.find("Settings")
    tap.name = tap.shown = ""


def lose_a_target(driver: Any, _service: Service) -> None:
    """Let the tree pass a target by."""
    from mobile.ui import tree

    lost, role = driver.find("Settings"), tree._role
    vars(tree)["_role"] = lambda one: None if one is lost else role(one)


def lose_words(_driver: Any, _service: Service) -> None:
    """Let the tree pass plain words by."""
    from mobile.ui import tree

    role = tree._role
    vars(tree)["_role"] = lambda one: None if role(one) == "text" else role(one)


def turn_round(_driver: Any, service: Service) -> None:
    """Let Java be told another order than the kit's."""
    service.tell_backwards()


@pytest.mark.parametrize("spoil", [lose_a_name, lose_a_target, lose_words, turn_round])
@on_android(36)
def test_a_page_that_is_not_read_whole_would_be_seen(
    phone: Handset, spoil: Callable[[Any, Service], None]
) -> None:
    with an_app(phone, "settings") as (driver, service):
        assert list(faults(service, driver)) == []
        from mobile.ui import tree

        role = tree._role
        try:
            spoil(driver, service)
            assert list(faults(service, driver)) != []
        finally:
            vars(tree)["_role"] = role
