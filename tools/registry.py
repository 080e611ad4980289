"""Tools: what a tag of an image stands for at this moment: its digest, as a registry says it."""

import hashlib
import json
import re
import shutil
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from functools import partial

from tools.refusal import Refusal

DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
KINDS = ", ".join(
    (
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    )
)
"""An index first, which holds for every kind of processor."""

CLIENTS = (
    ("docker", "buildx", "imagetools", "inspect", "--format", "{{.Manifest.Digest}}", "{image}"),
    ("skopeo", "inspect", "--no-tags", "--format", "{{.Digest}}", "docker://{image}"),
)
"""Programs that know where images come from and who may ask."""

WITHIN_S = 30
Digests = Callable[[str], str]


def digests_of(registry: str) -> Digests:
    """Return what asks for a digest: a registry by its address, or the programs of this machine."""
    return partial(_asked_by_http, registry.rstrip("/")) if registry else _asked_by_a_program


def _asked_by_a_program(image: str) -> str:
    """Return the digest of `name:tag`; raises Refusal where no program gets an answer."""
    here = [words for words in CLIENTS if shutil.which(words[0])]
    if not here:
        raise _unknown(image, "neither docker nor skopeo is installed; name a registry: --registry")
    trouble = ""
    for words in here:
        asked = [word.format(image=image) if "{image}" in word else word for word in words]
        try:
            done = subprocess.run(
                asked, capture_output=True, text=True, timeout=WITHIN_S, check=False
            )
        except subprocess.TimeoutExpired:
            trouble = f"{words[0]} had no answer in {WITHIN_S} seconds"
            continue
        if done.returncode == 0 and DIGEST.fullmatch(done.stdout.strip()):
            return done.stdout.strip()
        trouble = (done.stderr.strip().splitlines() or [f"{words[0]} named no digest"])[0]
    raise _unknown(image, trouble)


def _asked_by_http(registry: str, image: str) -> str:
    """Return the digest of `name:tag` by the OCI Distribution Specification, 1.1."""
    name, _, tag = image.rpartition(":")
    path = name if "/" in name else f"library/{name}"
    try:
        said, body = _get(f"{registry}/v2/{path}/manifests/{tag}", {"Accept": KINDS})
    except urllib.error.HTTPError as refused:
        with refused:
            raise _unknown(image, str(refused)) from None
    except (OSError, ValueError) as problem:
        raise _unknown(image, str(problem)) from None
    digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
    # What it says and what it sends must be the same thing.
    if said.get("Docker-Content-Digest", digest) != digest:
        raise _unknown(image, "it names another digest than that of what it sends")
    return digest


def _get(url: str, headers: Mapping[str, str]) -> tuple[Mapping[str, str], bytes]:
    """Return what a registry answers; where it wants a token for who reads, with one."""
    try:
        return _fetched(url, headers)
    except urllib.error.HTTPError as refused:
        with refused:
            told = refused.headers.get("WWW-Authenticate", "")
        if refused.code != 401 or not told.startswith("Bearer "):
            raise
        return _fetched(url, {**headers, "Authorization": f"Bearer {_token(told)}"})


def _fetched(url: str, headers: Mapping[str, str]) -> tuple[Mapping[str, str], bytes]:
    if not url.startswith(("https://", "http://")):
        raise ValueError(f"{url} is no address of a registry")
    asked = urllib.request.Request(url, headers=dict(headers))  # noqa: S310 - checked above
    with urllib.request.urlopen(asked, timeout=WITHIN_S) as answer:  # noqa: S310
        return answer.headers, answer.read()


def _token(told: str) -> str:
    """Return what a registry lets anybody read with, from where it says."""
    parts = dict(re.findall(r'(\w+)="([^"]*)"', told))
    query = urllib.parse.urlencode(
        {name: parts[name] for name in ("service", "scope") & parts.keys()}
    )
    _, body = _fetched(f"{parts.get('realm', '')}?{query}", {})
    given = json.loads(body)
    return str(given.get("token") or given.get("access_token"))


def _unknown(image: str, why: str) -> Refusal:
    return Refusal(f"no digest for {image}: {why}. Nothing was changed.", exit_code=1)
