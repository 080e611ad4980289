"""Deeds: the right doors and points of help as they are published, or as they were shipped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.services.published_folder import read_documents
from backend.services.world import World
from shared.help import help_to_wire
from shared.help_nations import doors_of
from shared.points import PointOfHelp, point_from_wire
from shared.problems import Problem


@dataclass(frozen=True)
class HelpPublished:
    """Doors as they are on the wire, and points of help by town and name."""

    doors: Sequence[Mapping[str, Any]]
    points: Sequence[PointOfHelp]


def help_published(world: World) -> HelpPublished:
    """Return whom to call and what helps; help is there before anything was published."""
    shipped: Any = help_to_wire(doors_of(world.nation))["doors"]
    try:
        _, held = read_documents(world.published_dir, "help", "points")
    except Problem as problem:
        if problem.code != "nothing-published":
            raise
        return HelpPublished(shipped, ())
    points = map(point_from_wire, held.get("points", {}).get("points", ()))
    return HelpPublished(
        held.get("help", {}).get("doors") or shipped,
        sorted(points, key=lambda point: (point.town, point.kind, point.name)),
    )
