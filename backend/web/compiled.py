"""Web: templates that were compiled once, for every application of a process and of its forks.

A server's master compiles what residents see first, before it starts its workers: each of them
would take some 50 ms for it, in the middle of its first requests.
"""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """What was compiled, by template, in memory; another text of a template is compiled anew."""

    _held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a template's bucket where it was compiled."""
        if (held := self._held.get(bucket.key)) is not None:
            bucket.bytecode_from_string(held)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._held[bucket.key] = bucket.bytecode_to_string()
