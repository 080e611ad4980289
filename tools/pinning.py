"""Tools: `./umay deploy --pin`, writing behind each image's tag what it stands for now."""

import re
from collections.abc import Sequence
from pathlib import Path

from tools.layout import Layout
from tools.refusal import Refusal
from tools.registry import digests_of
from tools.running import say

PIN, REGISTRY = "--pin", "--registry"
IMAGE = re.compile(
    r"^(?P<before>\s*image: |FROM )(?P<image>[a-z0-9./-]+:[\w.-]+)"
    r"(?P<digest>@sha256:[0-9a-f]{64})?",
    re.MULTILINE,
)
"""A name with a tag, perhaps with its digest already; a stage of the same file has no tag."""


def run(layout: Layout, words: Sequence[str]) -> int:
    """Pin every image anew; Refusal, and no file is changed, where one digest cannot be had."""
    registry = _registry(list(words))
    texts = {path: path.read_text(encoding="utf-8") for path in files(layout)}
    images = sorted({found["image"] for text in texts.values() for found in IMAGE.finditer(text)})
    ask = digests_of(registry)
    digests = {image: ask(image) for image in images}
    for path, text in texts.items():
        path.write_text(IMAGE.sub(lambda found: _pinned(found, digests), text), encoding="utf-8")
    for image, digest in digests.items():
        say(f"{image} is {digest}")
    return 0


def files(layout: Layout) -> list[Path]:
    """Return the files that name images."""
    named = [layout.root / "Dockerfile", layout.root / "docker-compose.yml"]
    return [*named, *sorted((layout.root / "deploy").glob("*Dockerfile"))]


def _pinned(found: re.Match[str], digests: dict[str, str]) -> str:
    return f"{found['before']}{found['image']}@{digests[found['image']]}"


def _registry(words: list[str]) -> str:
    if words == [PIN]:
        return ""
    if len(words) == 3 and words[:2] == [PIN, REGISTRY]:
        return words[2]
    raise Refusal("`./umay deploy` pins images: `./umay deploy --pin [--registry URL]`.")
