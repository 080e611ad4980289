"""Deeds: a mark of a sender, to limit what one may try; nobody can turn it back after the day."""

import hashlib
import hmac
import secrets

from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.settings import SENDER_KEY, set_setting, setting
from shared.clock import local


def sender_mark(world: World, network: str) -> str:
    """Return an HMAC of a sender's network under the key of the day, in hex.

    The key is drawn at random each day in place of yesterday's, which is then nowhere: what was
    counted yesterday belongs to nobody any more.
    """
    return hmac.new(_key_of_today(world), network.encode(), hashlib.sha256).hexdigest()


def _key_of_today(world: World) -> bytes:
    today = local(world.now()).date().isoformat()
    with read() as session:
        held = setting(session, SENDER_KEY)
    if held is None or held["day"] != today:
        with write() as session:
            set_setting(session, SENDER_KEY, {"day": today, "key": secrets.token_hex(32)})
        with read() as session:
            # Of two processes at midnight the later one's key stands, for both.
            held = setting(session, SENDER_KEY)
    return bytes.fromhex(held["key"])
