"""What every page must keep: valid HTML, one heading, labels, tokens, nothing inline."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as MESSAGES

from backend.web.sessions import has_session

ERROR = "Error: "
SERVICE = " · UMay"
NEEDS_NO_LABEL = ("hidden", "submit", "button", "image", "reset")
FOLLOWED = ("href", "src", "action", "formaction")

TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]+')
_faultless: set[int] = set()

Check = Callable[[Element], Iterator[str]]


def faults_in(html: str, path: str) -> list[str]:
    """Return what is wrong with a page, each fault beginning with its path.

    A page that was faultless before, but for the value of its forms' token, is not read again.
    """
    read = hash(TOKEN.sub("", html))
    if read in _faultless:
        return []
    found = _faults_in(html)
    if not found:
        _faultless.add(read)
    return [f"{path}: {fault}" for fault in found]


def _faults_in(html: str) -> list[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(html)
    broken = [
        f"invalid HTML at line {place[0]}: {MESSAGES.get(code, code) % words}"
        for place, code, words in parser.errors
    ]
    asleep = _taken_out(page)
    found = [each for one in CHECKS for each in one(page)]
    found += [each for one in ASLEEP_CHECKS for part in asleep for each in one(part)]
    return broken + found


def text_of(element: Element | None) -> str:
    """Return the words of an element as a reader hears them, blanks made one."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _taken_out(page: Element) -> list[Element]:
    """Return the template elements of a page, taken out: what stands in them is no part of it."""
    found = [(parent, each) for parent in page.iter() for each in parent.findall("template")]
    for parent, each in found:
        parent.remove(each)
    return [each for _, each in found]


def _headings(page: Element) -> Iterator[str]:
    headings = page.findall(".//h1")
    if len(headings) != 1:
        yield f"{len(headings)} headings of the first level"
        return
    title = text_of(page.find(".//head/title")).removeprefix(ERROR).removesuffix(SERVICE)
    if title != text_of(headings[0]):
        yield f"the title {title!r} is not the heading {text_of(headings[0])!r}"


def _errors(page: Element) -> Iterator[str]:
    has_summary = any("govuk-error-summary" in _classes(each) for each in page.iter())
    if has_summary != text_of(page.find(".//head/title")).startswith(ERROR):
        yield "the title and the page do not agree whether there are errors"


def _labels(page: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in page.iter("label")}
    inside = {each for label in page.iter("label") for each in label.iter()}
    for name in ("input", "select", "textarea"):
        for field in page.iter(name):
            if field.get("type") in NEEDS_NO_LABEL or field in inside:
                continue
            if field.get("id") not in labelled and not field.get("aria-label"):
                yield f"no label: {name} {field.get('name')}"


def _ids(page: Element) -> Iterator[str]:
    held = Counter(each.get("id") for each in page.iter() if each.get("id") is not None)
    for name, count in held.items():
        if count > 1:
            yield f"{count} elements have the id {name!r}"
    for each in page.iter("a"):
        target = each.get("href", "")
        if target.startswith("#") and target[1:] not in held:
            yield f"a link leads to {target}, which is not there"


def _inline(page: Element) -> Iterator[str]:
    for each in page.iter():
        name = str(each.tag)
        if name == "style" or (name == "script" and not each.get("src")):
            yield f"an inline {name}"
        for attribute, value in each.attrib.items():
            if attribute == "style" or attribute.startswith("on"):
                yield f"an inline {attribute} at {name}"
            if attribute in FOLLOWED and re.match(r"\s*(javascript|vbscript):", value, re.I):
                yield f"a script as {attribute}"


def _tokens(page: Element) -> Iterator[str]:
    # Residents have no session: where a form came from is asked of the browser instead.
    if any("resident-header" in _classes(each) for each in page.iter("header")):
        return
    for form in page.iter("form"):
        token = form.find(".//input[@name='csrf_token']")
        posts = form.get("method", "get").lower() == "post"
        # Residents have no session, and so no token: Fetch Metadata stands for it.
        is_needed = has_session(form.get("action") or "/account")
        if posts and is_needed and (token is None or not token.get("value")):
            yield f"a form without its token: {form.get('action')}"
        if not posts and token is not None:
            yield f"a form that shows its token in an address: {form.get('action')}"


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


CHECKS: tuple[Check, ...] = (_headings, _errors, _labels, _ids, _inline, _tokens)
ASLEEP_CHECKS: tuple[Check, ...] = (_labels, _inline)
