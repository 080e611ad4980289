"""Deeds: a place's training register: how many of its rota are trained in what, without names."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from backend.domain.listing import months_after
from backend.domain.readiness import short_since
from backend.domain.training import Register, Trained, faults_in, needed, trained_on
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.listing.held import own
from backend.services.readiness.looking import facts_of, look_at, row_of
from backend.services.readiness.rules import rules_now
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.readiness import ReadinessRow, TrainingRow, put_training, training_of
from shared.clock import local
from shared.problems import Problem


@dataclass(frozen=True)
class RegisterTold:
    """A register as its guardians see it: its lines with when they run out, and what is needed."""

    rota: int
    lines: tuple[tuple[Trained, date], ...]
    trained: int
    needed: int
    modules: tuple[str, ...]


def register_of(world: World, actor: Actor, place_id: str) -> RegisterTold:
    """Return the training register of one's own place; anybody else's is not found."""
    with read() as session:
        own(session, actor, place_id)
        now = world.now()
        cover = rules_now(session, now, world.nation).periods.cover
        row = session.get(ReadinessRow, place_id)
        register = _register(session, place_id, row.rota if row else 0)
        return RegisterTold(
            rota=register.rota,
            lines=tuple((line, months_after(line.on, cover.months)) for line in register.lines),
            trained=trained_on(register, cover, local(now).date()),
            needed=needed(register.rota, cover),
            modules=cover.modules,
        )


def keep_register(world: World, actor: Actor, place_id: str, wanted: Register) -> None:
    """Replace the training register of one's own place.

    Raises not-found for anybody else's, form-invalid with each line's fault, nothing-changed.
    """
    now = world.now()
    today = local(now).date()
    faults = list(faults_in(wanted, today))
    if faults:
        raise Problem("form-invalid", errors=faults)
    with write(world.wake) as session:
        place = own(session, actor, place_id, is_held=True)
        rules = rules_now(session, now, world.nation)
        row = row_of(session, now, place)
        before = _register(session, place_id, row.rota)
        if before == wanted:
            raise Problem("nothing-changed")
        facts = facts_of(place, row, training_of(session, [place_id]).get(place_id, ()))
        row.short_since = short_since(facts, wanted, rules.periods, today)
        row.rota = wanted.rota
        put_training(session, place_id, [_row(place_id, line) for line in wanted.lines])
        trained = trained_on(wanted, rules.periods.cover, today)
        detail = f"{trained} of {wanted.rota} trained"
        record(session, now, Entry(actor, "training-kept", f"place:{place_id}", detail))
        session.flush()
        look_at(session, now, [place], rules)


def _register(session: Session, place_id: str, rota: int) -> Register:
    rows = training_of(session, [place_id]).get(place_id, [])
    return Register(rota, tuple(Trained(row.module, row.people, row.on_day) for row in rows))


def _row(place_id: str, line: Trained) -> TrainingRow:
    return TrainingRow(place_id=place_id, module=line.module, people=line.people, on_day=line.on)
