"""Tools: the app's first pack for trying it out, made from the example network."""

import json
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tools.layout import Layout
from tools.running import insist, say

FRESH_FOR = timedelta(days=1)
"""The app says how old a list is from then on; a developer should not have to see that."""

ADVICE = "The app starts without a list too: `./umay phone --pack /nowhere`."


def ensure(layout: Layout) -> None:
    """Make the pack if there is none, or if it is an example and a day old.

    A pack that somebody made with `./umay pack` is left alone.
    """
    if _may_stay(layout.first_pack, datetime.now(UTC)):
        return
    say("making a first pack with the example network")
    with tempfile.TemporaryDirectory(prefix="umay-pack-") as folder:
        for words in (
            ["demo.write_published", folder],
            ["mobile.packaging.pack", str(Path(folder, "data", "published")), "--example"],
        ):
            insist([layout.python, "-m", *words], cwd=layout.root, advice=ADVICE)


def _may_stay(pack: Path, now: datetime) -> bool:
    manifest = _read(pack / "manifest.json")
    if manifest is None:
        return False
    if not (_read(pack / "server.json") or {}).get("example"):
        return True
    try:
        published_at = datetime.fromisoformat(str(manifest.get("published_at")))
        return now - published_at < FRESH_FOR
    except (ValueError, TypeError):
        return False


def _read(path: Path) -> dict[str, object] | None:
    """Return a file's JSON object, empty where it is something else, or None without the file."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
