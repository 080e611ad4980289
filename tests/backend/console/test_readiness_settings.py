"""The periods of readiness: who sets them, what is refused, and what they do at once."""

from typing import Any

import pytest
from flask import Flask

from backend.console.readiness_settings import PERIOD_WORDS
from backend.domain.readiness import BOUNDS, Periods
from backend.domain.training import MODULES
from backend.services.readiness.periods import periods
from backend.web import listing_words
from tests.backend.rows import rows
from tests.backend.services.readiness.network import a_live_place
from tests.support.staff import Browser, join

PAGE = "/console/settings/readiness"
AS_DELIVERED = {name: str(getattr(Periods(), name)) for name in BOUNDS}
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def amir(app: Flask) -> Browser:
    """An administrator at a browser."""
    return join(app, "administrator", "amir@council.example", "Amir")


def send(amir: Browser, **changes: object) -> tuple[int, str]:
    values: dict[str, Any] = {**AS_DELIVERED, "modules": ["first_response"], **changes}
    answer = amir.send(PAGE, **values)
    return answer.status_code, answer.text


def test_officers_do_not_set_them(app: Flask) -> None:
    olive = join(app, "officer", "olive@council.example", "Olive")
    assert olive.get(PAGE).status_code == 403
    assert olive.send(PAGE, on="/console/places", **AS_DELIVERED).status_code == 403


def test_every_period_is_on_the_page_with_its_bounds(amir: Browser) -> None:
    assert set(PERIOD_WORDS) == set(BOUNDS)
    assert set(listing_words.MODULES) == set(MODULES)
    page = amir.see(PAGE)
    for name, (least, most) in BOUNDS.items():
        assert f'name="{name}" type="text"' in page
        assert f"From {least} to {most}." in page
    assert PAGE in amir.see("/console/settings")


@pytest.mark.parametrize("value", ["", "many", "6", "93", "1.5"])
def test_what_is_no_number_between_the_bounds_is_refused_at_its_field(
    amir: Browser, value: str
) -> None:
    status, text = send(amir, confirm_every_days=value)
    assert status == 422
    assert 'id="confirm_every_days-error"' in text
    assert '"#confirm_every_days">Days between confirmations: ' in text
    assert f'value="{value}"' in text or not value


def test_no_module_and_nothing_changed_are_refused(amir: Browser) -> None:
    status, text = send(amir, modules=[])
    assert status == 422
    assert "Choose at least one module" in text
    assert send(amir)[0] in (409, 422)


def test_a_shorter_period_hides_places_at_once_and_says_how_many(app: Flask, amir: Browser) -> None:
    with app.app_context():
        a_live_place("p1", confirmed=25)
    assert "0 places are hidden now" in amir.see(PAGE)
    assert send(amir, confirm_every_days=7, confirm_grace_days=1)[0] == 302
    assert "Saved. One place more is hidden now." in amir.see(PAGE)
    assert "One place is hidden now" in amir.see(PAGE)
    told = rows(app, "SELECT detail FROM audit WHERE deed = 'periods-changed'")
    assert told == [("confirm_every_days: 7, confirm_grace_days: 1",)]
    assert send(amir)[0] == 302
    assert "Saved. One place is back." in amir.see(PAGE)
    with app.app_context():
        assert periods() == Periods()
