"""`ask`, `check`, `card`, `extract` and `documents`."""

from __future__ import annotations

import sys
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
    from service.answers.writing import tell_nobody
    from service.cli.desk import index_desk
    from service.cli.show import Streamed, console, tell

    streamed = Streamed(console())
    with index_desk(account, as_role, jobber_user) as desk:
        answer = desk.ask(question, client=client, job=job, tell=tell_nobody if json else streamed.take)
    tell(answer, streamed.close, json=json)


@cli.command()
def check(
    job: Annotated[str | None, typer.Argument(help="Job's id or number.")] = None,
    all_jobs: Annotated[bool, typer.Option("--all", help="Every job with line items, one JSON line each.")] = False,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Judge by this date.")] = None,
    output: Annotated[
        Path | None, typer.Option(help="With --all: append to this file, and go on where it ends.")
    ] = None,
    client: Annotated[str | None, typer.Option(help="Work not yet done: for this client (id or name).")] = None,
    place: Annotated[str | None, typer.Option("--property", help="With --client: at this property.")] = None,
    on: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="With --client: on this day.")
    ] = None,
    at: Annotated[str | None, typer.Option("--at", help="With --client: begun at this hour (HH:MM).")] = None,
    line: Annotated[
        list[str] | None,
        typer.Option("--line", help="With --client: “name; quantity; unit price” or “name 2 x $18.00”."),
    ] = None,
    note: Annotated[list[str] | None, typer.Option("--note", help="With --client: what is known of the work.")] = None,
    as_role: Annotated[Role, typer.Option("--as", help="Role to answer for.")] = Role.STAFF,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Decide, line by line, what the agreement in force covers and what the customer pays."""
    from service.cli.desk import records_desk
    from service.cli.planned import planned_line, start_hour
    from service.cli.result_files import check_all
    from service.cli.show import tell
    from service.cli.show_coverage import show_coverage

    if [job is not None, all_jobs, client is not None].count(True) != 1:
        raise typer.BadParameter("name a job, or give --all, or --client with --date and --line")
    if client is not None and (on is None or not line):
        raise typer.BadParameter("--client needs --date and at least one --line “name; quantity; unit price”")
    lines, hour = [planned_line(one) for one in line or ()], start_hour(at)
    day = as_of.date() if as_of else None
    with records_desk(account, as_role) as desk:
        if job is not None:
            tell(desk.check(job, as_of=day), show_coverage, json=json)
        elif client is not None and on is not None:
            found = desk.check_planned(client, place, day or on.date(), lines, start=hour, notes=note or ())
            tell(found, show_coverage, json=json)
        else:
            refused = check_all(desk, output, as_of=day)
            if refused:
                print(f"fineprint: {refused} jobs could not be judged; their lines say why", file=sys.stderr)


@cli.command()
def card(
    client: Annotated[str, typer.Argument(help="Client's id or name.")],
    place: Annotated[str | None, typer.Option("--property", help="At this property.")] = None,
    on: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="On this day; default today.")
    ] = None,
    as_role: Annotated[Role, typer.Option("--as", help="Role to answer for.")] = Role.STAFF,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """A technician's card: what a client's agreement covers, what is billable, what is left, when to call the manager."""
    from service.cli.desk import records_desk
    from service.cli.show import tell
    from service.cli.show_coverage import show_card

    with records_desk(account, as_role) as desk:
        tell(desk.card(client, place, on=on.date() if on else None), show_card, json=json)


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
