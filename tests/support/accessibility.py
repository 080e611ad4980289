"""Pages as people meet them who cannot see well, or use no mouse: axe, reflow, the keyboard."""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from demo.browser import HEIGHT, NARROW, WIDE

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROWEST = 320
MOST_TABS = 200

_CONTROLS = """() => {
  const chosen = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const seen = [...document.querySelectorAll(chosen)].filter((each) =>
    each.checkVisibility({ visibilityProperty: true }) && !each.closest("[aria-hidden=true]"));
  seen.forEach((each, at) => { each.dataset.control = at; });
  return seen.map((each) => each.outerHTML.slice(0, 120));
}"""
_FOCUSED = "() => document.activeElement?.dataset.control ?? ''"
_TOO_WIDE = """(most) => {
  if (document.documentElement.scrollWidth <= most) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((each) =>
    each.getBoundingClientRect().right > most);
  return [`${document.documentElement.scrollWidth} px wide`, ...wide.map((each) =>
    `${each.getBoundingClientRect().right}: ${each.outerHTML.slice(0, 100)}`)];
}"""
# Without `preload` no style sheet is fetched anew; only a rule that is off by itself reads them.
_RUN = """(tags) => axe.run(document,
  { runOnly: tags, resultTypes: ['violations'], preload: false })"""

WIDTHS = (WIDE, NARROW)


def violations(page: Page, widths: Collection[int] = WIDTHS) -> list[str]:
    """Return what axe finds wrong with a page as it stands now, at each width in CSS pixels."""
    page.wait_for_load_state()
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        result: dict[str, Any] = page.evaluate(_RUN, TAGS)
        for each in result["violations"]:
            nodes = [node["html"][:160] for node in each["nodes"]]
            found.append(f"{each['id']} at {width}: {nodes[:3]}")
    return found


def too_wide(page: Page) -> list[str]:
    """Return what reaches beyond the narrowest screen, as after a fourfold zoom (WCAG 1.4.10).

    What is wider than the page must scroll inside itself.
    """
    page.wait_for_load_state()
    page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
    found: list[str] = page.evaluate(_TOO_WIDE, NARROWEST)[:5]
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    return found


def unreachable(page: Page) -> list[str]:
    """Return the controls of a page that the Tab key alone does not reach."""
    page.wait_for_load_state()
    controls: list[str] = page.evaluate(_CONTROLS)
    reached = set()
    page.evaluate("() => document.activeElement?.blur()")
    for _ in range(min(MOST_TABS, 2 * len(controls) + 10)):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(_FOCUSED))
    return [html for at, html in enumerate(controls) if str(at) not in reached]


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")
