"""The find command: matches with their positions, or one clear line."""

import json
from pathlib import Path

from tests.backend.cast import a_network
from tests.backend.test_cli import one_block, run


def test_find_prints_what_fits_and_a_clear_line_where_nothing_does(tmp_path: Path) -> None:
    assert one_block(run(tmp_path, "find", "Wigan")).startswith(
        "Nothing has been published here yet."
    )
    file = tmp_path / "network.json"
    file.write_text(json.dumps(a_network()), encoding="utf-8")
    for words in (("init",), ("load-network", str(file)), ("publish",)):
        assert run(tmp_path, *words).returncode == 0
    found = run(tmp_path, "find", "wigna")
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.splitlines()[0] == "Wigan (town in Wigan)  53.50000,-2.60000"
    missing = run(tmp_path, "find", "zzz", "qqq")
    assert missing.returncode == 1
    assert one_block(missing) == (
        "Nothing fits 'zzz qqq'. Try a town, a landmark, a place or a postcode."
    )
    elsewhere = run(tmp_path, "find", "sw1a1aa")
    assert one_block(elsewhere) == "SW1A 1AA is not a postcode of this borough."
