"""A server that publishes documents as ours does, and takes every answer."""

import json
from typing import Any

from tests.mobile.cast import as_bytes, manifest_of, published
from tests.mobile.sync.servers import Answering, Asked, Reply, stored


class Publisher:
    """Answers manifest and documents; `put` says what becomes of an answer."""

    def __init__(self, put: Answering = stored, **changed: Any) -> None:
        self.put = put
        self.publish(published(), **changed)

    def publish(self, documents: dict[str, dict[str, Any]], **changed: Any) -> None:
        """Publish these documents from now on."""
        self.manifest = manifest_of(documents, **changed)
        self.files = {
            entry["name"]: as_bytes(documents[entry["document"]])
            for entry in self.manifest["documents"]
        }

    def __call__(self, asked: Asked) -> Reply:
        """Answer one request."""
        if asked.method == "PUT":
            return self.put(asked)
        name = asked.path.rsplit("/", 1)[-1]
        if name != "manifest.json":
            return Reply(200, self.files[name]) if name in self.files else Reply(404, b"{}")
        etag = f'"{self.manifest["version"]}"'
        if asked.headers.get("if-none-match") == etag:
            return Reply(304, headers={"ETag": etag})
        return Reply(200, json.dumps(self.manifest).encode(), headers={"ETag": etag})
