"""Deeds: the keys under which the secrets of code apps lie, and putting them under another.

A key is changed by listing the one before beside it: the current one encrypts, all of them decrypt.
The cipher (AES-256-CTR) does not tell a wrong key, so each stored secret names its own.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from passlib.totp import TOTP, AppWallet
from sqlalchemy.orm import Session

from backend.domain.staff import ABSOLUTE
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.staff import StaffRow, code_apps

NAMELESS = "1"
"""What every key was called before keys had names: it means the oldest that is listed."""

DEED = "secrets-rotated"


@dataclass(frozen=True)
class Rotated:
    """How many code apps there are, how many are encrypted anew, and for how many no key is listed.

    Until `ends_at` forms and cookies hang on an older key, if no process signs with it any more.
    """

    code_apps: int
    anew: int
    lost: int
    ends_at: datetime


def derived(key: str, purpose: str) -> str:
    """Return a secret of its own for each purpose."""
    return hashlib.sha256(f"umay:{purpose}:{key}".encode()).hexdigest()


def totp_secrets(keys: Sequence[str]) -> dict[str, str]:
    """Return what encrypts the secrets of code apps, by the names of the keys; the current first.

    `keys` are the current one and those before it, the oldest last.
    """
    named = {f"k{derived(key, 'name')[:12]}": derived(key, "totp") for key in keys}
    return {**named, NAMELESS: derived(keys[-1], "totp")}


def wallet_of(secrets: Mapping[str, str]) -> AppWallet:
    """Return what encrypts under the first secret and decrypts under each."""
    return AppWallet(dict(secrets), default_tag=next(iter(secrets)))


def key_name(stored: str) -> str:
    """Return the name of the key under which the stored secret of a code app lies."""
    return str(json.loads(stored)["enckey"]["t"])


def rotate(world: World, actor: Actor, secrets: Mapping[str, str]) -> Rotated:
    """Encrypt under the current key whatever lies under an older one; safe to repeat.

    One account at a time, so that nobody who signs in meanwhile waits.
    """
    with read() as session:
        held = {row.id: str(row.tf_totp_secret) for row in code_apps(session)}
    anew = sum(_encrypt_anew(each, secrets) for each in held if _is_old(held[each], secrets))
    if anew:
        with write() as session:
            record(session, world.now(), Entry(actor, DEED, "code-apps", str(anew)))
    lost = sum(key_name(stored) not in secrets for stored in held.values())
    return Rotated(len(held), anew, lost, world.now() + ABSOLUTE)


def hanging(secrets: Mapping[str, str]) -> tuple[int, int]:
    """Return how many code apps are under an older key, and how many under none that is listed."""
    with read() as session:
        stored = [str(row.tf_totp_secret) for row in code_apps(session)]
    return (
        sum(_is_old(each, secrets) for each in stored),
        sum(key_name(each) not in secrets for each in stored),
    )


def _encrypt_anew(staff_id: int, secrets: Mapping[str, str]) -> bool:
    with write() as session:
        row = _held(session, staff_id)
        # Whoever has set up another code app meanwhile did so under the current key.
        if row is None or not row.tf_totp_secret or not _is_old(row.tf_totp_secret, secrets):
            return False
        factory = TOTP.using(wallet=wallet_of(secrets))
        row.tf_totp_secret = factory.from_json(row.tf_totp_secret).to_json(encrypt=True)
        return True


def _held(session: Session, staff_id: int) -> StaffRow | None:
    return session.get(StaffRow, staff_id, with_for_update=True)


def _is_old(stored: str, secrets: Mapping[str, str]) -> bool:
    """Return whether another key than the current one decrypts it."""
    current = next(iter(secrets.values()))
    return secrets.get(key_name(stored), current) != current
