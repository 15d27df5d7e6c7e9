"""`ask`, `check`, `extract` and `documents`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from service.auth.roles import Role
from service.cli.app import AccountId, AsJson, cli


@cli.command()
def ask(
    question: str,
    client: Annotated[str | None, typer.Option(help="Client's id or name.")] = None,
    job: Annotated[str | None, typer.Option(help="Job's id or number.")] = None,
    as_role: Annotated[Role, typer.Option("--as", help="Role to answer for.")] = Role.STAFF,
    jobber_user: Annotated[str | None, typer.Option(help="Whose visits a technician sees.")] = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Answer a question about terms or coverage, each sentence with its source."""
    from service.cli.desk import index_desk
    from service.cli.show import show_answer, tell

    with index_desk(account, as_role, jobber_user) as desk:
        answer = desk.ask(question, client=client, job=job)
    tell(answer, show_answer, json=json)


@cli.command()
def check(
    job: Annotated[str | None, typer.Argument(help="Job's id or number.")] = None,
    all_jobs: Annotated[bool, typer.Option("--all", help="Every job with line items, one JSON line each.")] = False,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Judge by this date.")] = None,
    output: Annotated[
        Path | None, typer.Option(help="With --all: append to this file, and go on where it ends.")
    ] = None,
    as_role: Annotated[Role, typer.Option("--as", help="Role to answer for.")] = Role.STAFF,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Decide, line by line, what the agreement in force covers and what the customer pays."""
    from service.cli.desk import records_desk
    from service.cli.result_files import check_all
    from service.cli.show import show_coverage, tell

    if (job is None) != all_jobs:
        raise typer.BadParameter("name a job, or give --all")
    day = as_of.date() if as_of else None
    with records_desk(account, as_role) as desk:
        if job is not None:
            tell(desk.check(job, as_of=day), show_coverage, json=json)
        else:
            check_all(desk, output, as_of=day)


@cli.command()
def extract(
    client: Annotated[list[str] | None, typer.Option(help="Client's id or name; may be given several times.")] = None,
    all_clients: Annotated[bool, typer.Option("--all", help="Every client (the default without --client).")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be proposed; propose nothing.")] = False,
    output: Annotated[Path | None, typer.Option(help="Write the fields to this CSV file.")] = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Read contract fields, and propose them for Jobber's custom fields."""
    from service.cli.desk import records_desk
    from service.cli.result_files import write_fields
    from service.cli.show import show_extraction, tell

    if client and all_clients:
        raise typer.BadParameter("give --client or --all, not both")
    with records_desk(account, "staff") as desk:
        run = desk.extract(client or None, dry_run=dry_run)
    if output is not None:
        write_fields(output, run)
    tell(run, show_extraction, json=json)


@cli.command()
def documents(
    quarantined: Annotated[bool, typer.Option("--quarantined", help="Only what could not be read, and why.")] = False,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """List what is indexed, from where, with which outcome."""
    from service.cli.desk import records_desk
    from service.cli.show import show_documents, tell

    with records_desk(account, "admin") as desk:
        found = desk.documents(quarantined=quarantined)
    tell(found, show_documents, json=json)
