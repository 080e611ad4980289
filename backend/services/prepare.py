"""Deeds: making a machine ready to serve, and telling whether it is."""

from sqlalchemy.exc import DBAPIError, OperationalError

from backend.services import published_folder
from backend.services.publish import publish
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.reaching import tls_fault
from backend.storage.schema import is_newest, upgrade_to_newest
from shared.problems import Fault, Problem


def prepare(world: World) -> bool:
    """Bring the tables to the newest form, publish if nothing is; return whether it published.

    Raises folder-not-writable and service-unavailable.
    """
    with published_folder.refusing_unwritable(world.data_dir):
        world.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        upgrade_to_newest()
    except OperationalError as error:
        why = ": ".join(filter(None, ("The database cannot be reached", tls_fault(error))))
        raise Problem("service-unavailable", f"{why}.") from None
    if published_folder.read_manifest(world.published_dir) is not None:
        return False
    publish(world)
    return True


def what_is_missing(world: World) -> tuple[Fault, ...]:
    """Return what keeps this process from serving: nothing, the database, the published list."""
    faults = []
    try:
        with read() as session:
            if not is_newest(session):
                faults.append(Fault("database", "Its tables are not up to date. Run init."))
    except Problem:
        faults.append(Fault("database", "It cannot be reached, or init was never run."))
    except DBAPIError:
        faults.append(Fault("database", "It has no tables yet. Run init."))
    if not (world.published_dir / published_folder.MANIFEST).is_file():
        faults.append(Fault("published", "Nothing has been published yet. Run publish."))
    return tuple(faults)
