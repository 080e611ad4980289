"""Deeds: what a process knows of the world: its clock, its chance and its folders."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class World:
    """What deeds are given: the moment now, a fresh random id, and where files are kept."""

    now: Callable[[], datetime]
    new_id: Callable[[], str]
    data_dir: Path
    published_dir: Path
