"""W2: whatever the app can be asked to do can be done on the web: both lists, side by side."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.backend.cast import a_place, load_and_publish

ROOT = Path(__file__).resolve().parents[2]
DEED = re.compile(r"(?:on_release: ?|; |else )((?:app|root|self)\.[\w.]+(?:\('[a-z_]*'\))?)")

ON_THE_WEB: dict[str, tuple[str, str]] = {
    "app.back": ("/places/p1", "Back to safe places"),
    "app.begin_feedback": ("/", "Say how safe it feels"),
    "app.begin_feedback_here": ("/places/p1", "Say how safe it feels here"),
    "app.call_place": ("/places/p1", 'href="tel:'),
    "app.choose_level": ("/feedback", "level"),
    "app.choose_when": ("/feedback", "when"),
    "app.chosen": ("/", 'id="choices"'),
    "app.context.device.browser.open": ("/", 'data-slot="neighbours"'),
    "app.context.places.toggle": ("/", 'name="with"'),
    "app.delete_everything": ("/", "Delete it from this device"),
    "app.feedback.toggle_factor": ("/feedback", "factors"),
    "app.go('about')": ("/", 'href="/about"'),
    "app.go('accessibility')": ("/", 'href="/about/accessibility"'),
    "app.go('data')": ("/about/privacy", "What this device keeps"),
    "app.go('help')": ("/", 'href="/help"'),
    "app.go('map')": ("/", 'id="show-map"'),
    "app.go('places')": ("/help", 'href="/"'),
    "app.go('privacy')": ("/", 'href="/about/privacy"'),
    "app.go('queue')": ("/feedback", "See what waits to be sent"),
    "app.go('receipts')": ("/", 'href="/receipt"'),
    "app.go('settings')": ("/", 'href="/?lang=pl"'),
    "app.go('subject')": ("/feedback", "where"),
    "app.go('tools')": ("/help", 'href="/about/tools"'),
    "app.go('trusted')": ("/help", "Tell someone I trust"),
    "app.go('where')": ("/", 'name="where"'),
    "app.lead": ("/places/p1", "Take me there"),
    "app.leave": ("/", "Exit this page"),
    "app.next_detail": ("/feedback", "Skip this one"),
    "app.root.current_page.model.choose": ("/", "hreflang"),
    "app.root.current_page.model.open": ("/help", 'href="tel:999"'),
    "app.save_feedback": ("/feedback", "Done"),
    "app.say_more": ("/feedback", "Say more first"),
    "app.show_place": ("/list/wigan", 'href="/places/p1"'),
    "app.take_map": ("/", "Keep this list on this device"),
    "app.use_location": ("/", "Use my location"),
    "app.welcome_on": ("/", "You need not say why you come."),
    "app.welcome_without": ("/", "Choose a town"),
    # On the web “No”: what sinks a place on a phone is that phone's own.
    "root.answer('closed')": ("/places/p1", "Did they help?"),
    "root.answer('no')": ("/places/p1", "Did they help?"),
    "root.answer('not_there')": ("/places/p1", "Did they help?"),
    "root.answer('turned_away')": ("/places/p1", "Did they help?"),
    "root.answer('yes')": ("/places/p1", "Did they help?"),
    "root.choose_next": ("/", "hreflang"),
    "root.map.further": ("/", 'id="show-map"'),
    "root.map.nearer": ("/", 'id="show-map"'),
    "root.map.show_here": ("/", 'id="show-map"'),
    "root.model.add": ("/help", "Add a person"),
    "root.model.answered": ("/", "Keep this list on this device"),
    "root.model.call": ("/places/p1", 'href="tel:'),
    "root.model.delete": ("/feedback", "See what waits to be sent"),
    "root.model.forget": ("/receipt", 'data-remove="Delete {name}"'),
    # A browser's memory cannot be half damaged: what is gone is fetched again.
    "root.model.has_read": ("/about/privacy", "What this device keeps"),
    "root.model.is_adding": ("/help", "Add a person"),
    "root.model.keep": ("/receipt", 'id="kept-receipts"'),
    "root.model.lead": ("/places/p1", "Take me there"),
    "root.model.look": ("/receipt", 'name="code"'),
    "root.model.remove": ("/help", 'data-remove="Delete {name}"'),
    "root.model.share": ("/help", 'id="share"'),
    "root.model.tell": ("/help", 'href="sms:'),
    # Of what was only said on the phone itself.
    "root.model.undo": ("/places/p1", "Did they help?"),
    "root.model.withdraw": ("/receipt", "take your answer back"),
    "root.pack.press": ("/", "Keep this list on this device"),
    "root.pack.remove": ("/", "Delete it from this device"),
    "self.aloud.toggle": ("/places/p1", 'data-aloud="Read aloud"'),
}
"""What a press in the app does, and the page of the web that offers it by these words.

Text size and light or dark are the browser's own and the device's; the pages follow both.
"""


def deeds_of_the_app() -> set[str]:
    """Return whatever a press in the app asks for, as it stands in the screens."""
    found: set[str] = set()
    for path in sorted((ROOT / "mobile").glob("*/*.kv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "on_release:" in line:
                found |= {_plain(deed) for deed in DEED.findall(line)}
    return found


def _plain(deed: str) -> str:
    is_named = deed.startswith(("app.go(", "root.answer("))
    return deed if is_named else deed.partition("(")[0]


def test_every_function_of_the_app_is_in_the_list_of_the_web() -> None:
    assert deeds_of_the_app() == set(ON_THE_WEB)


def test_a_new_function_of_the_app_would_be_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ON_THE_WEB, "app.leave")
    assert deeds_of_the_app() - set(ON_THE_WEB) == {"app.leave"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_web_offers_each_of_them(app: Flask, client: FlaskClient) -> None:
    load_and_publish(app, places=[a_place("p1", phone="01942 000000")])
    pages = {path: client.get(path).text for path, _ in ON_THE_WEB.values()}
    missing = [deed for deed, (path, words) in ON_THE_WEB.items() if words not in pages[path]]
    assert missing == []
