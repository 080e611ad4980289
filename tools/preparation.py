"""Tools: what a command needs before it can start."""

from dataclasses import dataclass

from tools import assets, node, python_environment, system_packages
from tools.layout import Layout
from tools.turns import one_at_a_time


@dataclass(frozen=True)
class Needs:
    """What a command needs beside the Python environment, which every command needs."""

    packages: bool = False
    assets: bool = False
    graphics: bool = False
    postgresql: bool = False
    trials: bool = False


EVERYTHING = Needs(packages=True, assets=True, graphics=True, postgresql=True, trials=True)


def prepare(layout: Layout, needs: Needs) -> None:
    """Bring what is missing; costs next to nothing when all is there."""
    if _is_stale(layout, needs):
        with one_at_a_time(layout.root):
            python_environment.ensure(layout)
            if needs.packages:
                node.ensure_packages(layout)
            if needs.assets:
                assets.ensure(layout)
    if needs.graphics:
        system_packages.ensure_graphics()
    if needs.postgresql:
        system_packages.ensure_postgresql()
        system_packages.ensure_redis()
        system_packages.ensure_printing()
    if needs.trials:
        system_packages.ensure_browser()
        system_packages.ensure_java()
        system_packages.ensure_trials()


def _is_stale(layout: Layout, needs: Needs) -> bool:
    return (
        not python_environment.is_ready(layout)
        or (needs.packages and not node.is_ready(layout))
        or (needs.assets and not assets.is_ready(layout))
    )
