"""Deeds: how long confirmations, training and checks hold, as an administrator set it."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from backend.domain.readiness import BOUNDS, Periods
from backend.domain.staff import ADMINISTRATOR
from backend.domain.training import MODULES
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.readiness.looking import hold_live, look_at_all
from backend.services.readiness.rules import periods_of, rules_of
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.settings import READINESS_PERIODS, set_setting
from shared.problems import Fault, Problem


def periods() -> Periods:
    """Return the periods that hold now."""
    with read() as session:
        return periods_of(session)


def change_periods(world: World, actor: Actor, wanted: Mapping[str, Any]) -> Periods:
    """Set the periods; every place is looked at anew in the same transaction.

    A shorter period may hide places at once, so that nothing is shown which the rules call
    suspended. Raises not-for-you, form-invalid, nothing-changed.
    """
    if actor.role != ADMINISTRATOR:
        raise Problem("not-for-you")
    faults = list(_faults(wanted))
    if faults:
        raise Problem("form-invalid", errors=faults)
    with write(world.wake) as session:
        # In the order of all deeds: places, then the audit chain, then the publication.
        live = hold_live(session)
        before = periods_of(session)
        after = replace(before, **{**wanted, "modules": tuple(wanted["modules"])})
        changed = {
            name: value for name, value in asdict(after).items() if value != getattr(before, name)
        }
        if not changed:
            raise Problem("nothing-changed")
        set_setting(session, READINESS_PERIODS, asdict(after))
        detail = ", ".join(f"{name}: {value}" for name, value in sorted(changed.items()))
        record(session, world.now(), Entry(actor, "periods-changed", "readiness", detail))
        look_at_all(session, world.now(), live, rules_of(after, world.now(), world.nation))
    return after


def _faults(wanted: Mapping[str, Any]) -> list[Fault]:
    known = {field.name for field in fields(Periods)}
    faults = [Fault(name, "There is no such setting.") for name in wanted if name not in known]
    for name, (least, most) in BOUNDS.items():
        if name in wanted and not least <= wanted[name] <= most:
            faults.append(Fault(name, f"Choose {least} to {most}."))
    modules = wanted.get("modules", ())
    if not modules or any(module not in MODULES for module in modules):
        faults.append(Fault("modules", "Choose at least one module that staff must be trained in."))
    return faults
