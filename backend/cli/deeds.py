"""Commands: how a deed is called from the command line, and how its refusal is told."""

from typing import IO, Any

import click
from flask import current_app

from backend.services.world import World
from shared.problems import Problem


class Refused(click.ClickException):
    """A refusal on the command line: one block of plain words, exit code 1."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(in_words(problem))

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the refusal to stderr."""
        click.echo(self.message, file=file, err=file is None)


def in_words(problem: Problem) -> str:
    """Return a refusal as text for a person: what, why, and each fault on a line of its own."""
    first = f"{problem.title} {problem.detail}".strip()
    return "\n".join([first, *(f"  {fault.where}: {fault.what}" for fault in problem.errors)])


class Deed(click.Command):
    """A command that tells a refusal in words."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Run the command; a Problem ends it with one clear block."""
        try:
            return super().invoke(ctx)
        except Problem as problem:
            raise Refused(problem) from None


def world() -> World:
    """Return what this process knows of the world."""
    found = current_app.extensions["umay"]
    assert isinstance(found, World)
    return found
