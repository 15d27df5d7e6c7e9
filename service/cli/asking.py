"""`ask`, `check`, `extract` and `documents`."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from service.cli.app import AccountId, AsJson, cli, print_json, print_json_line


@cli.command()
def ask(
    question: str,
    client: Annotated[str | None, typer.Option(help="Client's id or name.")] = None,
    job: Annotated[str | None, typer.Option(help="Job's id or number.")] = None,
    as_role: Annotated[
        str, typer.Option("--as", help="Role to answer for: technician, staff, manager, admin.")
    ] = "staff",
    jobber_user: Annotated[str | None, typer.Option(help="Whose visits a technician sees.")] = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Answer a question about terms or coverage, each sentence with its source."""
    from service.cli.desk import index_desk
    from service.cli.show import console, show_answer

    with index_desk(account, as_role, jobber_user) as desk:
        answer = desk.ask(question, client=client, job=job)
    print_json(answer) if json else show_answer(answer, console())


@cli.command()
def check(
    job: Annotated[str | None, typer.Argument(help="Job's id or number.")] = None,
    all_jobs: Annotated[bool, typer.Option("--all", help="Every job with line items, one JSON line each.")] = False,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Judge by this date.")] = None,
    output: Annotated[
        Path | None, typer.Option(help="With --all: append to this file, and go on where it ends.")
    ] = None,
    as_role: Annotated[str, typer.Option("--as", help="Role to answer for.")] = "staff",
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Decide, line by line, what the agreement in force covers and what the customer pays."""
    from service.cli.desk import records_desk
    from service.cli.show import console, show_coverage

    day = as_of.date() if as_of else None
    with records_desk(account, as_role) as desk:
        if all_jobs:
            return _check_all(desk, output)
        if job is None:
            raise typer.BadParameter("name a job, or give --all")
        coverage = desk.check(job, as_of=day)
    print_json(coverage) if json else show_coverage(coverage, console())
    return None


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
    from service.cli.show import console, show_fields, show_writes

    if client and all_clients:
        raise typer.BadParameter("give --client or --all, not both")
    with records_desk(account, "staff") as desk:
        run = desk.extract(client or None, dry_run=dry_run)
    if output is not None:
        _write_csv(output, run)
    if json:
        return print_json(run)
    out = console()
    for contract in run["contracts"]:
        show_fields(contract, out)
        show_writes(contract["writes"], out)
    done = "would propose" if dry_run else "proposed"
    out.print(f"\n{run['counts']['contracts']} contracts read · {done} {run['counts']['writes']} custom field values")
    for note in run["notes"]:
        out.print(f"[yellow]![/] {note}")
    return None


@cli.command()
def documents(
    quarantined: Annotated[bool, typer.Option("--quarantined", help="Only what could not be read, and why.")] = False,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """List what is indexed, from where, with which outcome."""
    from service.cli.desk import records_desk
    from service.cli.show import console, show_documents

    with records_desk(account, "admin") as desk:
        found = desk.documents(quarantined=quarantined)
    print_json(found) if json else show_documents(found, console())


def _check_all(desk: Any, output: Path | None) -> None:
    """Resumable: jobs whose line already stands in the output file are left out."""
    import json

    done: set[str] = set()
    if output is not None and output.exists():
        done = {json.loads(line)["job_id"] for line in output.read_text().splitlines() if line.strip()}
    for job_id in desk.jobs_with_line_items():
        if job_id in done:
            continue
        coverage = desk.check(job_id)
        if output is None:
            print_json_line(coverage)
        else:
            with output.open("a") as file:
                file.write(json.dumps(coverage, ensure_ascii=False) + "\n")


def _write_csv(path: Path, run: dict[str, Any]) -> None:
    from service.cli.show import plain

    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("file", "document_id", "client_id", "field", "value", "quote", "page", "confidence", "review"))
        for contract in run["contracts"]:
            for name, field in contract["fields"].items():
                writer.writerow(
                    (
                        contract["file"],
                        contract["document_id"],
                        contract["client_id"],
                        name,
                        plain(field["value"]),
                        " ".join(field["quote"].split()),
                        field["page"],
                        field["confidence"],
                        "yes" if field["needs_review"] else "no",
                    )
                )
