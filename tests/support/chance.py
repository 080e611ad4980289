"""What chance gives, from the test's own."""

from random import Random
from uuid import UUID


def random_id(chance: Random) -> str:
    """Return an id as the phone makes them, from the test's own chance."""
    return str(UUID(int=chance.getrandbits(128), version=4))
