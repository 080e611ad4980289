"""Residents' pages as somebody without a script fills them in: hidden fields go along."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from tests.support.page_check import faults_in, text_of


@dataclass(frozen=True)
class Page:
    """One page as it came, looked at once: sound, kept by no cache, without a cookie."""

    client: FlaskClient
    path: str
    status: int
    text: str
    root: Element

    @property
    def heading(self) -> str:
        """The page's heading."""
        return text_of(self.root.find(".//h1"))

    @property
    def words(self) -> str:
        """What its main part says."""
        return text_of(self.root.find(".//main"))

    @property
    def hidden(self) -> dict[str, list[str]]:
        """What its first form carries along, and what is chosen in it."""
        form = next(each for each in self.root.iter("form"))
        held: dict[str, list[str]] = {}
        for field in form.iter("input"):
            is_choice = field.get("type") in ("radio", "checkbox")
            if not is_choice or field.get("checked") is not None:
                held.setdefault(field.get("name", ""), []).append(field.get("value", ""))
        return held

    def codes(self, name: str) -> list[str]:
        """Return the values that can be chosen for a question."""
        return [each.get("value", "") for each in self.root.iter("input") if named(each, name)]

    def send(self, go: str = "", **chosen: str | list[str]) -> "Page":
        """Send the first form by a button; what is chosen here replaces what was."""
        held: MultiDict[str, str] = MultiDict(
            (name, value) for name, values in self.hidden.items() for value in values
        )
        for name, value in {**chosen, "go": go}.items():
            held.setlist(name, value if isinstance(value, list) else [value])
        form = next(each for each in self.root.iter("form"))
        return opened(self.client, form.get("action", self.path), held)


def named(field: Element, name: str) -> bool:
    """Return whether a field is a choice of this name."""
    return field.get("name") == name and field.get("type") in ("radio", "checkbox")


def opened(client: FlaskClient, path: str, form: object = None) -> Page:
    """Open a page, or send a form to it, and look at what every page must keep."""
    answer = client.get(path) if form is None else client.post(path, data=form)
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert faults_in(answer.text, path) == []
    root = html5lib.parse(answer.text, namespaceHTMLElements=False)
    for parent in list(root.iter()):
        for asleep in parent.findall("template"):
            parent.remove(asleep)
    return Page(client, path, answer.status_code, answer.text, root)
