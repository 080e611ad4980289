"""Tools: `umay lock`, pinning every Python package with its hashes and naming no index."""

from collections.abc import Sequence
from pathlib import Path

from tools.installers import find_uv, uv_environment
from tools.layout import Layout
from tools.refusal import Refusal
from tools.running import insist, say

COMPILE = (
    "pip",
    "compile",
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
)

# The server's lock is bound to the other one, so that what is tested is what is shipped.
LOCKS: dict[str, tuple[str, ...]] = {
    "dev": ("pyproject.toml", "--all-extras"),
    "backend": ("pyproject.toml", "--extra=backend", "--constraint=requirements/dev.lock"),
    "installer": ("requirements/installer.in",),
    "node": ("requirements/node.in",),
    "assets": ("requirements/assets.in", "--constraint=requirements/dev.lock"),
    "audit": ("requirements/audit.in",),
    "sbom": ("requirements/sbom.in",),
    "p4a": ("requirements/p4a.in",),
    "buildozer": ("requirements/buildozer.in",),
    "pure": ("requirements/pure.in",),
}


def run(layout: Layout, words: Sequence[str]) -> int:
    """Compile every lock anew; words such as `--upgrade` go to uv as they are."""
    uv = find_uv(layout)
    if uv is None:
        raise Refusal("`uv` is needed to make lock files and could not be fetched. Install uv.")
    for name, sources in LOCKS.items():
        say(f"pinning requirements/{name}.lock")
        _compile(layout, uv, name, [*sources, *words])
    return 0


def _compile(layout: Layout, uv: Path, name: str, words: Sequence[str]) -> None:
    target = layout.lock(name).relative_to(layout.root)
    insist(
        [uv, *COMPILE, "--python", layout.python, f"--output-file={target}", *words],
        cwd=layout.root,
        env=uv_environment(layout),
        advice="Mend pyproject.toml or the network, then run `./umay lock` again.",
    )
