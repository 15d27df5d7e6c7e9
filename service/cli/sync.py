"""`sync` and `sync status`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.app import AccountId, AsJson, cli, print_json

if TYPE_CHECKING:
    from anonymize.boundary import Scope
    from ingest.status import SyncStatus, TypeStatus

group = typer.Typer(help="Pull what changed, mask it, index it.")
cli.add_typer(group, name="sync")


@group.callback(invoke_without_command=True)
def sync(
    context: typer.Context,
    full: Annotated[bool, typer.Option("--full", help="Read every document again, changed or not.")] = False,
    communications: Annotated[
        Path | None,
        typer.Option(
            help="Folder of mails (.eml, .mbox), Jobber's communications report and loose PDF files.", exists=True
        ),
    ] = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Pull what changed, mask it, index it."""
    if context.invoked_subcommand is not None:
        return
    from service.cli.syncing import run_sync

    counts = run_sync(account, full=full, communications=communications, quiet=json)
    if json:
        print_json(counts)
    else:
        print(", ".join(f"{number} {name}" for name, number in counts.items()))


@group.command()
def status(account: AccountId = None, json: AsJson = False) -> None:
    """What is held of each type, how long it is behind Jobber, what webhooks came, and how the last syncs ended."""
    from anonymize.boundary import Scope
    from ingest.status import SyncStatus
    from service.app import App
    from service.cli.desk import settings_for

    app = App(settings_for(account))
    try:
        known, scope = SyncStatus(app.engine), Scope(app.account())
        if json:
            print_json(known.as_json(scope))
        else:
            _print(known, scope)
    finally:
        app.close()


def _print(known: SyncStatus, scope: Scope) -> None:
    for each in known.types(scope):
        print(f"{each.name:<14}{each.count:>8}  {_behind(each)}")
    print()
    if webhooks := known.webhooks(scope):
        print(
            f"webhooks: {webhooks.received} received, {webhooks.duplicates} duplicates, {webhooks.refused} refused, "
            f"{webhooks.waiting} waiting, {webhooks.failed} failed (`fineprint webhooks list` says more)"
        )
        print()
    for run in known.runs(scope):
        ended = run.reason or (", ".join(f"{n} {name}" for name, n in (run.counts or {}).items() if n) or run.stage)
        print(f"{run.started_at:%Y-%m-%d %H:%M} UTC  {run.depth.value:<8}{run.state:<8}{ended}")


def _behind(each: TypeStatus) -> str:
    from datetime import UTC, datetime

    if each.known_until is None:
        return "from mail folders" if each.name == "messages" else "never read to the end"
    minutes = int((datetime.now(UTC) - each.known_until).total_seconds() // 60)
    return f"read {each.known_until:%Y-%m-%d %H:%M} UTC, {minutes // 60} h {minutes % 60:02} min behind"
