"""The finder kept on a device: it works without a signal, follows the list, and goes with exit."""

from playwright.sync_api import BrowserContext, Page

from demo.network import example_network
from tests.conftest import NOW
from tests.journeys.finder_cast import context, find_here, url
from tests.journeys.partnership import Partnership

__all__ = ("context", "url")

HOLDS = """async (words) => {
  for (let tries = 0; tries < 100; tries += 1) {
    const kept = await caches.open((await caches.keys())[0]);
    const { documents } = await (await kept.match("/published/manifest.json")).json();
    const { name } = documents.find(({ document }) => document === "places");
    const held = await kept.match(`/published/${name}`);
    if (held && (await held.text()).includes(words)) return true;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  return false;
}"""
"""Whether the list that a browser keeps comes to hold these words."""


def keep_the_list(page: Page) -> None:
    """Ask the browser to keep the list, and wait until it has it.

    Without a signal nobody puts its clock right, so it tells the server's time.
    """
    page.context.clock.set_fixed_time(NOW)
    page.goto("/")
    page.locator("#keep").click()
    page.locator("#unkeep").wait_for()


def test_what_is_kept_works_without_a_signal_and_exit_deletes_it(context: BrowserContext) -> None:
    page = context.new_page()
    keep_the_list(page)
    context.set_offline(True)
    find_here(page)
    assert "Night Haven" in page.locator("#first").inner_text()
    page.locator("#list [data-place]").first.click()
    page.locator("#one").wait_for()
    assert "At the counter" in page.locator("#one").inner_text()
    page.goto("/")
    page.fill("#where", "leigh")
    page.get_by_role("button", name="Show places").click()
    page.locator("#found").wait_for()
    assert "Leigh" in page.locator("#found-title").inner_text()
    page.goto("/help")
    assert "Call 999" in page.locator("main").inner_text()
    page.goto("/places/p-001")
    assert page.locator("h1:visible").count() == 1
    context.set_offline(False)
    page.goto("/")
    context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    page.get_by_role("button", name="Exit this page").click()
    page.wait_for_url("https://www.bbc.co.uk/**")
    page.goto("/")
    assert page.locator("#keep").is_visible()
    assert page.evaluate("async () => (await caches.keys()).length") == 0


def test_what_is_kept_follows_the_list_while_there_is_a_signal(
    context: BrowserContext, partnership: Partnership
) -> None:
    page = context.new_page()
    keep_the_list(page)
    network = example_network(NOW)
    network["places"][0]["name"] = "Night Haven by its new name"
    partnership.publish(network)
    find_here(page)
    assert page.evaluate(HOLDS, "by its new name")
    context.set_offline(True)
    find_here(page)
    assert "by its new name" in page.locator("#first").inner_text()


def test_a_new_version_of_the_worker_keeps_what_the_one_before_kept(
    context: BrowserContext,
) -> None:
    page = context.new_page()
    keep_the_list(page)
    # As after the next release: the same pages under the name of a version that is gone.
    page.evaluate(
        """async () => {
          const [name] = await caches.keys();
          const [now, then] = [await caches.open(name), await caches.open("umay-0000")];
          for (const key of await now.keys()) await then.put(key, await now.match(key));
          await caches.delete(name);
          await (await navigator.serviceWorker.getRegistration("/")).unregister();
        }"""
    )
    page.goto("about:blank")
    page.goto("/")
    page.evaluate(
        """async () => {
          await navigator.serviceWorker.register("/worker.js", { scope: "/" });
          await navigator.serviceWorker.ready;
          if (navigator.serviceWorker.controller) return;
          await new Promise((done) => {
            navigator.serviceWorker.addEventListener("controllerchange", done);
          });
        }"""
    )
    assert page.evaluate("async () => await caches.has('umay-0000')") is False
    context.set_offline(True)
    find_here(page)
    assert "Night Haven" in page.locator("#first").inner_text()


def test_exit_leads_elsewhere_by_key_and_without_a_signal(context: BrowserContext) -> None:
    page = context.new_page()
    context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    keep_the_list(page)
    page.goto("/help")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.bbc.co.uk/**")
    assert page.locator("body").inner_text() == "weather"
