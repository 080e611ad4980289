"""Deeds: a mark of a sender, to limit what one may try; nobody can turn it back after the day."""

import hashlib
import hmac
import secrets

from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.settings import SENDER_KEY, forget_others, set_first, setting
from shared.clock import local


def sender_mark(world: World, network: str) -> str:
    """Return an HMAC of a sender's network under the key of the day, in hex.

    The key is drawn at random each day in place of yesterday's, which is then nowhere: what was
    counted yesterday belongs to nobody any more.
    """
    return hmac.new(_key_of_today(world), network.encode(), hashlib.sha256).hexdigest()


def _key_of_today(world: World) -> bytes:
    name = f"{SENDER_KEY}{local(world.now()).date().isoformat()}"
    with read() as session:
        held = setting(session, name)
    if held is None:
        with write() as session:
            # Many may be the first of a day at once: one's key stands, for all of them.
            set_first(session, name, secrets.token_hex(32))
            forget_others(session, SENDER_KEY, name)
        with read() as session:
            held = setting(session, name)
    return bytes.fromhex(held)
