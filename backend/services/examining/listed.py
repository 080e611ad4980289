"""Deeds, looking: the list that residents see."""

from collections.abc import Iterator, Mapping
from typing import Any

from backend.services import published_folder as folder
from backend.services.examining.findings import OK, SOON, WRONG, Finding, SetUp
from backend.services.overview.state import LATE
from backend.services.restoring.releasing import restored
from backend.services.transaction import read
from backend.storage.publication import is_waiting
from shared.ceilings import check_content, check_entries
from shared.clock import parse_moment
from shared.problems import Problem


def published(set_up: SetUp) -> Iterator[Finding]:
    """Look how old it is, whether it is held, whether a change waits, whether phones take it."""
    told = restored()
    if told.held is not None:
        what = f"the service is held on restored records ({told.held.why}): nothing is published."
        yield Finding(WRONG, what, f"{set_up.world.base_url}/console/restored")
    if told.places:
        what = f"{len(told.places):,} places are hidden until an officer has looked."
        yield Finding(SOON, what, f"{set_up.world.base_url}/console/restored")
    manifest = folder.read_manifest(set_up.world.published_dir)
    if manifest is None:
        yield Finding(WRONG, "nothing is published.", "Run `publish`.")
        return
    age = set_up.world.now() - parse_moment(manifest["published_at"])
    what = f"version {manifest['version']:,} is {age.total_seconds() / 60:.0f} minutes old."
    is_late = age > LATE
    yield Finding(WRONG if is_late else OK, what, "Start the jobs again." if is_late else "")
    with read() as session:
        if is_waiting(session):
            yield Finding(
                SOON, "a change waits to be published.", "The jobs do so within a minute."
            )
    yield _size(set_up, manifest)


def _size(set_up: SetUp, manifest: Mapping[str, Any]) -> Finding:
    """Say whether phones take the documents, as they would find out themselves."""
    try:
        check_entries(manifest["documents"])
        for entry in manifest["documents"]:
            content = (set_up.world.published_dir / entry["name"]).read_bytes()
            check_content(entry["document"], content)
    except FileNotFoundError as error:
        return Finding(WRONG, f"{error.filename} is missing.", "Run `publish`.")
    except Problem as problem:
        what = f"phones refuse it, since it is too large: {problem.detail}."
        return Finding(WRONG, what, "Take in fewer places, or names and postcodes of less.")
    return Finding(OK, "phones take every document of it.")
