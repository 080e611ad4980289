"""Commands: showing how far something is that takes long."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import click

_LONG = 2000
"""From so many rows, or zones, on a bar shows how far it is."""


def bar(items: Iterable[Any], what: str) -> Iterable[Any]:
    """Show how far it is, where somebody watches and there is much to do."""
    listed = list(items)
    if len(listed) < _LONG:
        return listed
    return _showing(listed, what)


@contextmanager
def counting_down(what: str) -> Iterator[Callable[[int], None]]:
    """Give what shows how few are left, where there were many at first."""
    with ExitStack() as shown:
        bars: list[Any] = []

        def tell(left: int) -> None:
            if not bars and left >= _LONG:
                made = click.progressbar(length=left, label=what, file=sys.stderr)
                bars.append(shown.enter_context(made))
            for each in bars:
                each.update(max(0, each.length - left - each.pos))

        yield tell


def _showing(listed: Sequence[Any], what: str) -> Iterable[Any]:
    with click.progressbar(listed, label=what, file=sys.stderr) as shown:
        yield from shown
