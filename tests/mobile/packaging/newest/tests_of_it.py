"""Run inside CPython as WebAssembly: what needs neither a window nor threads, by its own tests.

The tree stands at /tree, what it was tested with at /site, and what that lacks here at /newest.
"""

import os
import sys

sys.path[:0] = ["/tree", "/newest"]
sys.path.append("/site")
sys.dont_write_bytecode = True
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
os.chdir("/tree")

import pytest  # noqa: E402

# WebAssembly has no clock of the time since it was started; phones have.
NO_CLOCK = "test_time_that_passed_is_measured_by_a_clock_that_nobody_sets"
# The other reader of hours is compiled: what it says was held against ours on 3.11.
COMPILED = "/tree/tests/shared/test_hours_against_osm.py"

sys.stdout.write(f"{sys.version}\n")
int(
    pytest.main(
        [
            *("-q", "-p", "no:cacheprovider", "-p", "tests.support.phone_memory"),
            *("--noconftest", "-c", "/dev/null", "--rootdir", "/tree"),
            *("--deselect", f"tests/shared/test_clock.py::{NO_CLOCK}", "--ignore", COMPILED),
            *("/tree/tests/shared", "/tree/tests/mobile/store"),
        ]
    )
)
