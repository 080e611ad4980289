"""Deeds: making a machine ready to serve, and telling whether it is."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError, OperationalError

from backend.services import published_folder
from backend.services.publish import notice, publish
from backend.services.restoring.holding import is_held
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.migrating import TablesInUse
from backend.storage.reaching import tls_fault
from backend.storage.revisions import Standing, standing
from backend.storage.schema import upgrade_to_newest
from shared.problems import Fault, Problem

TABLES = {
    Standing.SERVES: "",
    Standing.OLDER: "Its tables are not up to date. Run init.",
    Standing.TOO_NEW: "Its tables are too new for this program. Put the newer program here.",
}
"""What is wrong with tables that stand so, and what to do; nothing where they serve."""


@dataclass(frozen=True)
class Prepared:
    """What came of it: whether the first list was published, whether the service is held."""

    has_published: bool = False
    is_held: bool = False


def prepare(world: World, tell: Callable[[str], None] = lambda _: None) -> Prepared:
    """Bring the tables to the newest form, and publish if nothing is.

    Before anything serves it is noticed here whether records came from a backup. `tell` is told
    whom a migration waits for. Raises folder-not-writable and service-unavailable.
    """
    with published_folder.refusing_unwritable(world.data_dir):
        world.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        upgrade_to_newest(tell)
    except TablesInUse as held:
        what = f"{held} Nothing is half done: run init again."
        raise Problem("service-unavailable", what) from None
    except OperationalError as error:
        why = ": ".join(filter(None, ("The database cannot be reached", tls_fault(error))))
        raise Problem("service-unavailable", f"{why}.") from None
    if notice(world):
        return Prepared(is_held=True)
    if published_folder.read_manifest(world.published_dir) is not None:
        return Prepared()
    publish(world)
    return Prepared(has_published=True)


def what_is_missing(world: World) -> tuple[Fault, ...]:
    """Return what keeps this process from serving: nothing, the database, the published list."""
    faults, claims_nothing = [], False
    has_list = (world.published_dir / published_folder.MANIFEST).is_file()
    try:
        with read() as session:
            # Held, it must be reached: people look through its records on its own pages.
            claims_nothing = not has_list and is_held(session)
            if trouble := TABLES[standing(session)]:
                faults.append(Fault("database", trouble))
    except Problem:
        faults.append(Fault("database", "It cannot be reached, or init was never run."))
    except DBAPIError:
        faults.append(Fault("database", "It has no tables yet. Run init."))
    if not has_list and not claims_nothing:
        faults.append(Fault("published", "Nothing has been published yet. Run publish."))
    return tuple(faults)
