"""The browser's documents: refused unless whole and of a known format; nothing is kept or told."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route

from shared.clock import parse_moment, to_minute
from tests.support.finder_page import Finder

READ = """
try {
  const documents = await m.documents.openDocuments();
  const bodies = [];
  for (const name of given) bodies.push(await documents.read(name));
  return { bodies, minute: documents.publishedMinute, version: documents.manifest.version };
} catch (error) {
  return { code: error.code, isError: error instanceof Error };
}
"""
MANIFEST = "**/published/manifest.json"
PLACES = "**/published/places.*.json"


@pytest.fixture
def page(finder: Finder) -> Iterator[Page]:
    """A page in a context of its own, so that nothing it met before is in its cache."""
    context = finder.browser.new_context()
    page = context.new_page()
    page.goto(f"{finder.url}/places/p-001")
    yield page
    context.close()


def read(finder: Finder, page: Page, *names: str) -> dict[str, Any]:
    answer: dict[str, Any] = finder.run(READ, list(names), page)
    return answer


def refused(finder: Finder, page: Page) -> str:
    """Return the code with which the places were refused."""
    answer = read(finder, page, "places")
    assert answer.get("isError"), answer
    return str(answer["code"])


def manifest(finder: Finder) -> dict[str, Any]:
    body: dict[str, Any] = json.loads((finder.published / "manifest.json").read_bytes())
    return body


def answering(page: Page, address: str, body: str | bytes, status: int = 200, **more: str) -> None:
    """Let something between answer in the server's place."""
    kind = more.get("kind", "application/json")

    def answer(route: Route) -> None:
        route.fulfill(body=body, status=status, content_type=kind)

    page.route(address, answer)


def content(finder: Finder) -> bytes:
    """Return the places as they are published."""
    return next(finder.published.glob("places.*.json")).read_bytes()


def test_a_document_that_was_changed_on_its_way_is_damaged(finder: Finder, page: Page) -> None:
    answering(page, PLACES, content(finder).replace(b"Wigan", b"Leigh", 1))
    assert refused(finder, page) == "document-damaged"


def test_a_document_cut_short_is_damaged(finder: Finder, page: Page) -> None:
    answering(page, PLACES, content(finder)[:-1])
    assert refused(finder, page) == "document-damaged"


def test_a_name_that_leads_elsewhere_is_damaged(finder: Finder, page: Page) -> None:
    changed = manifest(finder)
    for entry in changed["documents"]:
        entry["name"] = "../../feedback"
    answering(page, MANIFEST, json.dumps(changed))
    assert refused(finder, page) == "document-damaged"


@pytest.mark.parametrize("body", ["<html>Sign in to the Wi-Fi</html>", "[]", "null", '{"a": 1}'])
def test_a_manifest_that_is_none_is_damaged(finder: Finder, page: Page, body: str) -> None:
    answering(page, MANIFEST, body)
    assert refused(finder, page) == "document-damaged"


def test_a_manifest_of_a_later_format_is_newer(finder: Finder, page: Page) -> None:
    answering(page, MANIFEST, json.dumps({**manifest(finder), "format": 2}))
    assert refused(finder, page) == "document-newer"


def test_before_the_first_publication_nothing_is_published(finder: Finder, page: Page) -> None:
    answering(page, MANIFEST, "{}", 503, kind="application/problem+json")
    assert refused(finder, page) == "nothing-published"


@pytest.mark.parametrize("status", [302, 404, 500, 502, 503])
def test_an_answer_that_is_not_our_servers_is_none(finder: Finder, page: Page, status: int) -> None:
    answering(page, MANIFEST, "<html></html>", status, kind="text/html")
    assert refused(finder, page) == "offline"


def test_a_document_that_is_gone_is_no_answer(finder: Finder, page: Page) -> None:
    answering(page, PLACES, "{}", 404, kind="application/problem+json")
    assert refused(finder, page) == "offline"


def test_without_a_network_one_is_offline(finder: Finder, page: Page) -> None:
    page.route("**/published/**", lambda route: route.abort())
    assert refused(finder, page) == "offline"


def test_what_is_published_is_read_whole(finder: Finder, page: Page) -> None:
    answer = read(finder, page, "places", "zones", "gazetteer", "a later one")
    held = manifest(finder)
    assert answer["minute"] == to_minute(parse_moment(held["published_at"]))
    assert answer["version"] == held["version"]
    assert answer["bodies"][0] == json.loads(content(finder))
    assert answer["bodies"][1]["zones"]
    assert answer["bodies"][2]["names"]
    assert answer["bodies"][3] is None


def test_a_document_of_a_kind_that_is_not_known_stands_in_nobodys_way(
    finder: Finder, page: Page
) -> None:
    changed = manifest(finder)
    changed["documents"].insert(0, {"document": "dragons", "name": "dragons.bin", "size": 1})
    answering(page, MANIFEST, json.dumps({**changed, "something": "later"}))
    assert read(finder, page, "places")["bodies"][0]["places"]


def test_where_a_browser_lends_no_hashes_the_length_must_do(finder: Finder, page: Page) -> None:
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined });")
    page.reload()
    changed = content(finder).replace(b"Wigan", b"Leigh", 1)
    answering(page, PLACES, changed)
    assert read(finder, page, "places")["bodies"] == [json.loads(changed)]
    page.unroute(PLACES)
    answering(page, PLACES, changed + b" ")
    assert refused(finder, page) == "document-damaged"


def test_another_base_and_another_fetch_are_used_and_told_how(finder: Finder) -> None:
    script = """
    const asked = [];
    const fetch = (address, options) => {
      asked.push([address, options.cache, options.credentials, options.referrerPolicy]);
      return self.fetch(new URL(address).pathname, options);
    };
    const documents = await m.documents.openDocuments({ base: "https://umay.example", fetch });
    await documents.read("zones");
    return asked;
    """
    first, second = finder.run(script)
    told = ["omit", "no-referrer"]
    assert first == ["https://umay.example/published/manifest.json", "no-cache", *told]
    assert second[0].startswith("https://umay.example/published/zones.")
    assert second[2:] == told


def test_requests_tell_nothing_of_who_asks_and_nothing_is_kept(finder: Finder, page: Page) -> None:
    page.context.add_cookies([{"name": "known", "value": "yes", "url": finder.url}])
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    assert read(finder, page, "places", "gazetteer")["bodies"]
    requests = [each for each in asked if "/published/" in each.url]
    assert len(requests) == 3
    for request in requests:
        headers = request.all_headers()
        assert request.method == "GET"
        assert "?" not in request.url
        assert not {"cookie", "referer"} & set(headers)
    kept = (
        "return [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length];"
    )
    assert finder.run(kept, page=page) == [0, 0, 0]
    assert page.context.cookies() != []


def test_other_requests_of_the_page_do_carry_the_cookie(finder: Finder, page: Page) -> None:
    page.context.add_cookies([{"name": "known", "value": "yes", "url": finder.url}])
    with page.expect_request(MANIFEST) as asked:
        page.evaluate("() => fetch('/published/manifest.json').then(() => null)")
    assert "known=yes" in asked.value.all_headers()["cookie"]
