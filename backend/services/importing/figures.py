"""Deeds: one figure of another survey as it stands in a file, before it is looked at."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One row's texts by our column names, and its number in the file."""

    number: int
    values: dict[str, str]
