"""Deeds: what marshmallow found wrong, as the contract's faults."""

from collections.abc import Iterator
from typing import Any

from shared.problems import Fault


def faults_of(messages: Any) -> list[Fault]:  # noqa: ANN401 - marshmallow nests dicts, lists, texts
    """Return marshmallow's messages one by one, each with its path such as "places/3/weekly"."""
    return list(_walk("", messages))


def _walk(where: str, messages: Any) -> Iterator[Fault]:  # noqa: ANN401 - as above
    if isinstance(messages, dict):
        for key, value in messages.items():
            part = "" if key == "_schema" else str(key)
            yield from _walk("/".join(filter(None, (where, part))), value)
    elif isinstance(messages, list):
        for message in messages:
            yield from _walk(where, message)
    else:
        yield Fault(where, str(messages))
