"""Commands: checking the audit chain, and what a database role of the service may do."""

import re

import click

from backend.cli.deeds import Deed
from backend.services.audit import Head, verify
from backend.services.grant import grant
from shared.problems import Problem

_HEAD = re.compile(r"([0-9]{1,9}):([0-9a-f]{64})")


@click.group("audit")
def audit_group() -> None:
    """What staff did, and whether it still stands as it was written."""


@audit_group.command("verify", cls=Deed)
@click.option("--head", help="COUNT:HASH from a daily mail: a tail cut since then shows.")
def verify_command(head: str | None) -> None:
    """Check every row of the chain; exit code 1 where it does not hold."""
    verdict = verify(_sent(head))
    if verdict.trouble:
        raise Problem("audit-broken", verdict.trouble)
    rows = "1 row" if verdict.head.count == 1 else f"{verdict.head.count:,} rows"
    click.echo(f"The audit chain holds: {rows}. Head: {verdict.head}")


def _sent(head: str | None) -> Head | None:
    if head is None:
        return None
    match = _HEAD.fullmatch(head.strip())
    if match is None:
        raise click.UsageError("A head looks like 12:9f86d0…, with 64 digits and letters.")
    return Head(int(match[1]), match[2])


@click.command("grant", cls=Deed)
@click.argument("role")
def grant_command(role: str) -> None:
    """Give a database ROLE what the service needs and no more; run by the tables' owner."""
    grant(role)
    click.echo(f"{role} may do what the service needs, and cannot change the audit chain.")
