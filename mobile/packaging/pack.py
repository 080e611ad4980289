"""The phone app's first pack: published documents that travel inside the app.

`python -m mobile.packaging.pack PUBLISHED_DIR [--server URL] [--to FOLDER]`
"""

import argparse
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from mobile.config import PACK_FOLDER, read_config
from shared.problems import Problem
from shared.wire_documents import DOCUMENT_SCHEMAS, DOCUMENTS, ManifestSchema
from shared.wire_fields import FORMAT

MANIFEST, SERVER = "manifest.json", "server.json"


class Refused(Exception):
    """The pack was not made; the message says why, in words for a person."""


def main(argv: Sequence[str]) -> int:
    """Make the pack; a refusal is one clear line on standard error and leaves all as it was."""
    options = _parser().parse_args(argv)
    try:
        about: dict[str, object] = {"example": True} if options.example else {}
        if options.server is not None:
            about["server"] = read_config(
                ["--server", options.server or "?"], os.environ
            ).server_url
        version = pack(options.published, options.to, about)
    except Refused as refused:
        sys.stderr.write(f"pack: {refused}\n")
        return 1
    except Problem as problem:
        sys.stderr.write(f"pack: {problem.detail}\n")
        return 1
    sys.stdout.write(f"Packed version {version} into {options.to}.\n")
    return 0


def pack(published: Path, target: Path, about: dict[str, object]) -> int:
    """Copy what a manifest names into the target folder, all or nothing; return its version.

    `about` goes into server.json, which the app reads. Raises Refused.
    """
    manifest = _manifest(published)
    entries = [entry for entry in manifest["documents"] if entry["document"] in DOCUMENTS]
    files = {entry["name"]: _document(published, entry) for entry in entries}
    files[MANIFEST] = json.dumps({**manifest, "documents": entries}).encode()
    if about:
        files[SERVER] = json.dumps(about).encode()
    try:
        _replace(target, files)
    except OSError as error:
        raise Refused(f"{target} cannot be written: {error.strerror}.") from error
    return int(manifest["version"])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pack", description="Make the app's first pack.")
    parser.add_argument("published", type=Path, metavar="PUBLISHED_DIR", help="what was published")
    parser.add_argument("--server", metavar="URL", help="the server that the app will ask")
    parser.add_argument("--to", type=Path, default=PACK_FOLDER, metavar="FOLDER", help="the pack")
    parser.add_argument("--example", action="store_true", help="note that no place in it is real")
    return parser


def _manifest(published: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((published / MANIFEST).read_bytes())
        _refuse_newer(manifest, MANIFEST)
        loaded: dict[str, Any] = ManifestSchema().load(manifest)
    except FileNotFoundError:
        raise Refused(
            f"{published} is no published folder: it has no {MANIFEST}. Run publish first."
        ) from None
    except (OSError, ValueError, ValidationError) as error:
        raise Refused(f"{published / MANIFEST} cannot be read: {error}") from error
    return loaded


def _document(published: Path, entry: dict[str, Any]) -> bytes:
    """Return a document as it is published, after every check a phone makes on one it fetches."""
    path = published / str(entry["name"])
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}. Publish anew.") from error
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        raise Refused(f"{path} is not what the manifest names: its hash differs. Publish anew.")
    try:
        document = json.loads(content)
        _refuse_newer(document, path.name)
        DOCUMENT_SCHEMAS[entry["document"]]().load(document)
    except (ValueError, ValidationError) as error:
        raise Refused(f"{path} is not a document that phones understand: {error}") from error
    return content


def _refuse_newer(body: object, name: str) -> None:
    found = body.get("format") if isinstance(body, dict) else None
    if isinstance(found, int) and found > FORMAT:
        raise Refused(f"{name} has format {found}, and this app reads {FORMAT}: update it first.")


def _replace(target: Path, files: dict[str, bytes]) -> None:
    """Build the folder beside its place, then put it there."""
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    try:
        new.mkdir(parents=True)
        for name, content in files.items():
            (new / name).write_bytes(content)
        if target.exists():
            target.rename(old)
        new.rename(target)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
