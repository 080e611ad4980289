"""The finder's scripts in a real browser, served by the real server under its real policy."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

from backend.app import create_app
from backend.config import read_config
from backend.services.publish import publish
from backend.web.world import world
from tests.conftest import NOW, _close
from tests.support.example import put_example_network
from tests.support.serving import ROOT, Server

SCRIPTS = ROOT / "backend" / "web" / "static" / "finder"
Changes = Mapping[str, tuple[str, str]]
"""Script to what stands in it and what shall stand there instead."""


@dataclass(frozen=True)
class Finder:
    """A browser at a page of the running server, and the folder of what it publishes."""

    browser: Browser
    page: Page
    url: str
    published: Path

    def run(self, script: str, given: Any = None, page: Page | None = None) -> Any:
        """Return what the body of a function (m, given) makes of all modules, m.ranking and on."""
        names = ", ".join(f'"{path.stem}"' for path in sorted(SCRIPTS.glob("*.js")))
        return (page or self.page).evaluate(
            f"""async (text) => {{
                const given = JSON.parse(text);
                const m = {{}};
                for (const name of [{names}]) m[name] = await import(`/static/finder/${{name}}.js`);
                {script}
            }}""",
            json.dumps(given),
        )

    @contextmanager
    def broken(self, changes: Changes) -> Iterator[Page]:
        """Give a page on which scripts are changed; what was to be changed must stand there."""
        context = self.browser.new_context()
        for name, (was, becomes) in changes.items():
            source = (SCRIPTS / name).read_text(encoding="utf-8")
            assert was in source, f"{name} does not hold {was!r}"
            context.route(f"**/static/finder/{name}", _answering(source.replace(was, becomes)))
        try:
            page = context.new_page()
            page.goto(f"{self.url}/places/p-001")
            yield page
        finally:
            context.close()


def _answering(source: str) -> Any:
    def answer(route: Route) -> None:
        route.fulfill(body=source, content_type="text/javascript")

    return answer


def example_published(migrated_file: Path, folder: Path) -> Path:
    """Take in and publish the example network; return the folder of what is published."""
    return _publish(_settings(migrated_file, folder))


def _publish(settings: dict[str, str]) -> Path:
    config = read_config(settings)
    app = create_app(config, now=lambda: NOW)
    with app.app_context():
        put_example_network()
        publish(world())
    _close(app)
    return config.published_dir


def _settings(migrated_file: Path, folder: Path) -> dict[str, str]:
    shutil.copy(migrated_file, folder / "umay.sqlite3")
    return {
        "UMAY_DATABASE_URL": f"sqlite:///{folder / 'umay.sqlite3'}",
        "UMAY_DATA_DIR": str(folder / "data"),
        "UMAY_CLOCK": NOW.isoformat(),
    }


@contextmanager
def finder_served(
    browser: Browser, migrated_file: Path, folder: Path, **more: str
) -> Iterator[Finder]:
    """Run the service with the example network published, and a browser at one of its pages.

    `more` are settings beside those that every run has.
    """
    settings = {**_settings(migrated_file, folder), **more}
    published = _publish(settings)
    with Server(settings, workers=1) as server, closing(browser.new_context()) as context:
        url = f"http://127.0.0.1:{server.port}"
        page = context.new_page()
        page.goto(f"{url}/places/p-001")
        yield Finder(browser, page, url, published)
