"""The demonstration's browser: pages walked as people walk them, by labels and buttons."""

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyotp
from playwright.sync_api import Browser, Page, Playwright, StorageState, sync_playwright

from shared.intervals import DAYS
from tools.system_packages import BROWSERS

ARGUMENTS = (
    *("--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
WIDE, NARROW = 1280, 360
HEIGHT = 900
TYPING_S = 10
"""How long a code must still be good for when it is read off, seconds."""


def find_browser() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def browsing() -> Iterator[Browser]:
    """Give a browser for as long as the block; raises LookupError where there is none."""
    found = find_browser()
    if found is None:
        raise LookupError("There is no Chromium on this machine.")
    with driving() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


_driver: list[Playwright] = []
"""What drives browsers in this process while one is open: there can only be one of it."""


@contextmanager
def driving() -> Iterator[Playwright]:
    """Give what drives browsers, for as long as the outermost block that asked for it."""
    if _driver:
        yield _driver[0]
        return
    with sync_playwright() as playwright:
        _driver.append(playwright)
        try:
            yield playwright
        finally:
            _driver.clear()


class Walker:
    """One person at one browser."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        *,
        has_scripts: bool = True,
        signed_in: StorageState | None = None,
    ) -> None:
        context = browser.new_context(
            base_url=url,
            storage_state=signed_in,
            java_script_enabled=has_scripts,
            viewport={"width": WIDE, "height": HEIGHT},
            locale="en-GB",
        )
        context.set_default_timeout(15_000)
        self.page: Page = context.new_page()
        self._context = context
        self._steps: dict[str, int] = {}

    def signed_in(self) -> StorageState:
        """Return what another browser needs to go on as the same person."""
        return self._context.storage_state()

    def turn_over(self) -> None:
        """Go on in a new tab and close the old one, which took memory for all it ever showed."""
        old, self.page = self.page, self._context.new_page()
        old.close()

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(path)

    def press(self, words: str) -> None:
        """Press a button, or a link that looks like one, by its words."""
        button = self.page.get_by_role("button", name=words)
        link = self.page.get_by_role("link", name=words)
        button.or_(link).first.click()
        # A click waits until a page answers, not until all of it is there.
        self.page.wait_for_load_state()

    def fill(self, values: Mapping[str, str]) -> None:
        """Type into boxes, each named by the name of its field."""
        for name, value in values.items():
            self.page.locator(f"[name='{name}']:not([type=hidden])").first.fill(value)

    def tick(self, *labels: str) -> None:
        """Tick boxes and choose radios by their labels."""
        for label in labels:
            self.page.get_by_label(label, exact=False).first.check()

    def text(self) -> str:
        """Return what the page says."""
        return self.page.locator("main").inner_text()

    def heading(self) -> str:
        """Return the page's heading."""
        return self.page.locator("h1").inner_text()

    def sign_in(self, email: str, password: str, key: str) -> None:
        """Sign in with password and code; each code works once, so the next one is used."""
        self.go("/account/sign-in")
        self.fill({"email": email, "password": password})
        self.press("Continue")
        self.fill({"code": self.code(key)})
        self.press("Sign in")

    def code(self, key: str) -> str:
        """Return a code of somebody's app that was not used before."""
        # The server takes the code before and after the present one too, each once.
        app = pyotp.TOTP(key)
        earliest = int((time.time() + TYPING_S) // app.interval) - 1
        step = max(self._steps.get(key, 0) + 1, earliest)
        while step > int(time.time() // app.interval) + 1:
            self.page.wait_for_timeout(1_000)
        self._steps[key] = step
        return app.generate_otp(step)

    def prove(self, password: str) -> None:
        """Show once more who one is, if the page asks for it."""
        if self.heading() == "Show that it is you":
            self.fill({"password": password})
            self.press("Continue")

    def offer(self, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """Offer a venue, page by page, up to the answers' summary."""
        self.go("/offer/")
        self.press("Start now")
        for page, values in answers.items():
            self._answer(page, values)
            self.press("Save and continue")

    def _answer(self, page: str, values: Mapping[str, Any]) -> None:
        if page == "hours":
            self._fill_hours(values["weekly"])
        elif page == "declarations":
            for name in values:
                self.page.locator(f"[name={name}]").check()
        elif page == "facilities":
            for code in values["facilities"]:
                self.page.locator(f"[name=facilities][value={code}]").check()
            self.fill({"languages": ", ".join(values["languages"])})
        else:
            kind = values.get("kind")
            self.fill({name: str(value) for name, value in values.items() if name != "kind"})
            if kind:
                self.page.locator(f"[name=kind][value={kind}]").check()

    def _fill_hours(self, weekly: list[list[list[str]]]) -> None:
        for day in range(len(DAYS)):
            for part, (opens, closes) in enumerate(weekly[day]):
                self.fill({f"d{day}-{part}-from": opens, f"d{day}-{part}-to": closes})

    def picture(self, path: Path, width: int = WIDE) -> None:
        """Write the whole page as a picture of this width."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.screenshot(path=path, full_page=True)
        self.page.set_viewport_size({"width": WIDE, "height": HEIGHT})
