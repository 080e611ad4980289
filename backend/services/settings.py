"""Deeds: what an administrator sets for the partnership, and pages show."""

from dataclasses import asdict, dataclass, fields

from sqlalchemy import select

from backend.domain.staff import ADMINISTRATOR
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.settings import SettingRow
from shared.problems import Problem


@dataclass(frozen=True)
class Settings:
    """Who runs the network, how venues reach them, and who answers for its figures."""

    partnership: str = "Community Safety Partnership"
    contact_email: str = ""
    contact_phone: str = ""
    figures_contact: str = ""


def settings() -> Settings:
    """Return the settings, those never set as they were delivered."""
    with read() as session:
        held = {row.name: row.value for row in session.scalars(select(SettingRow))}
    known = {field.name for field in fields(Settings)}
    return Settings(**{name: value for name, value in held.items() if name in known})


def change_settings(world: World, actor: Actor, wanted: Settings) -> None:
    """Set what differs; raises not-for-you and nothing-changed."""
    if actor.role != ADMINISTRATOR:
        raise Problem("not-for-you")
    with write() as session:
        held = {row.name: row.value for row in session.scalars(select(SettingRow))}
        before = {**asdict(Settings()), **held}
        changed = {name: value for name, value in asdict(wanted).items() if before[name] != value}
        if not changed:
            raise Problem("nothing-changed")
        for name, value in changed.items():
            session.merge(SettingRow(name=name, value=value))
        detail = ", ".join(sorted(changed))
        record(session, world.now(), Entry(actor, "settings-changed", "settings", detail))
