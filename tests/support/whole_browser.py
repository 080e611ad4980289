"""The whole Chromium with a profile, as people have it: it installs pages, as the light one cannot.

UMAY_FULL=install brings it.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext

from demo.browser import ARGUMENTS, driving
from tools.system_packages import WHOLE_BROWSER


@contextmanager
def whole_browser(app: str = "") -> Iterator[BrowserContext]:
    """Give the browser; where an address is given, in the window that an installed page has.

    Raises LookupError where it is not installed.
    """
    found = shutil.which(WHOLE_BROWSER)
    if found is None:
        raise LookupError(f"{WHOLE_BROWSER} is not installed; `UMAY_FULL=install ./umay setup`.")
    words = [*ARGUMENTS, *([f"--app={app}"] if app else [])]
    with tempfile.TemporaryDirectory(prefix="umay-browser-") as folder, driving() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=found, args=words
        )
        try:
            yield context
        finally:
            context.close()
