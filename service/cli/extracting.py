"""`extract`: contract fields in batch, in runs that can be paused and go on after a crash."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from service.cli.app import AccountId, AsJson, cli


@cli.command()
def extract(
    client: Annotated[list[str] | None, typer.Option(help="Client's id or name; may be given several times.")] = None,
    all_clients: Annotated[bool, typer.Option("--all", help="Every client (the default without --client).")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be proposed; propose nothing.")] = False,
    anew: Annotated[bool, typer.Option("--anew", help="Read what did not change, too.")] = False,
    run: Annotated[str | None, typer.Option(help="Show this earlier run again.")] = None,
    pause: Annotated[str | None, typer.Option(help="Pause this run.")] = None,
    resume: Annotated[str | None, typer.Option(help="Go on with this run: paused, failed, or left by a crash.")] = None,
    output: Annotated[Path | None, typer.Option(help="Write the fields to this file: .csv, else .json.")] = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Read contract fields, and propose them for Jobber's custom fields."""
    from service.cli.desk import records_desk, workflow_desk
    from service.cli.progress import extraction_progress
    from service.cli.result_files import write_run
    from service.cli.show import show_extraction, tell
    from service.desk import NotFound

    if client and all_clients:
        raise typer.BadParameter("give --client or --all, not both")
    if len([each for each in (run, pause, resume, client) if each]) > 1:
        raise typer.BadParameter("give one of --client, --run, --pause and --resume")
    if run or pause:
        with records_desk(account, "staff") as desk:
            if pause and not desk.writing.pause(pause):
                raise NotFound(f"{pause} is not running")
            found = desk.extraction(run or pause or "")
    else:
        with workflow_desk(account, "staff") as desk, extraction_progress(account):
            found = desk.resume(resume) if resume else desk.extract(client or None, dry_run=dry_run, anew=anew)
    if output is not None:
        write_run(output, found)
    tell(found, show_extraction, json=json)
    if found["state"] == "failed":
        raise typer.Exit(1)
