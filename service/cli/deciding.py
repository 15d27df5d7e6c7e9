"""`approvals`: the queue of writes that wait for a person."""

from __future__ import annotations

from typing import Annotated

import typer

from service.cli.app import AccountId, AsJson, cli

approvals = typer.Typer(help="The queue of writes to Jobber that wait for a person.", no_args_is_help=True)
cli.add_typer(approvals, name="approvals")

Ids = Annotated[list[str], typer.Argument(help="Proposal ids, as `fineprint approvals list` shows them.")]


@approvals.command("list")
def list_proposals(
    state: Annotated[list[str] | None, typer.Option(help="Only these states; default all.")] = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Show what waits, and what became of the rest."""
    from service.cli.desk import records_desk
    from service.cli.show import show_proposals, tell

    with records_desk(account, "manager") as desk:
        found = desk.proposals(state or ())
    tell(found, show_proposals, json=json)


@approvals.command()
def show(id: str, account: AccountId = None, json: AsJson = False) -> None:
    """Show one proposal with its evidence."""
    from service.cli.desk import records_desk
    from service.cli.show import show_proposal, tell

    with records_desk(account, "manager") as desk:
        proposal = desk.proposal(id)
    tell(proposal, show_proposal, json=json)


@approvals.command()
def approve(ids: Ids, account: AccountId = None, json: AsJson = False) -> None:
    """Approve proposals and carry them out in Jobber."""
    from service.cli.desk import workflow_desk
    from service.cli.show import show_proposals, tell

    with workflow_desk(account, "manager") as desk:
        done = [desk.approve(id) for id in ids]
    tell(done, show_proposals, json=json)


@approvals.command()
def reject(
    ids: Ids,
    reason: Annotated[str, typer.Option(help="Why; kept with the proposal.")],
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Reject proposals; nothing is written."""
    from service.cli.desk import records_desk
    from service.cli.show import show_proposals, tell

    with records_desk(account, "manager") as desk:
        done = [desk.reject(id, note=reason) for id in ids]
    tell(done, show_proposals, json=json)
