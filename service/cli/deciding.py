"""`approvals`: the queue of writes that wait for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.app import AccountId, AsJson, cli

if TYPE_CHECKING:
    from service.approvals.filters import Filter

approvals = typer.Typer(help="The queue of writes to Jobber that wait for a person.", no_args_is_help=True)
cli.add_typer(approvals, name="approvals")

Ids = Annotated[list[str], typer.Argument(help="Proposal ids, as `fineprint approvals list` shows them.")]
State = Annotated[list[str] | None, typer.Option(help="Only these states; default all.")]
Action = Annotated[str | None, typer.Option(help="Only this kind of write, for instance set_custom_field.")]
ContractType = Annotated[str | None, typer.Option(help="Only contracts of this trade, for instance hvac.")]
Field = Annotated[str | None, typer.Option(help="Only this contract field, for instance renewal_date.")]
MostMoney = Annotated[str | None, typer.Option(help="Only up to this money impact.")]
Confidence = Annotated[float | None, typer.Option(help="Only read at least this surely, 0 to 1.")]


@approvals.command("list")
def list_proposals(
    state: State = None,
    action: Action = None,
    contract_type: ContractType = None,
    field: Field = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Show what waits, and what became of the rest."""
    from service.approvals.proposal import ProposalState
    from service.cli.desk import records_desk
    from service.cli.show import show_proposals, tell

    try:
        states = tuple(ProposalState(each) for each in state or ())
    except ValueError:
        raise typer.BadParameter(f"the states are {', '.join(ProposalState)}") from None
    with records_desk(account, "manager") as desk:
        found = desk.writing.proposals(_meant(action, contract_type, field, states=states))
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
def approve(
    ids: Annotated[list[str] | None, typer.Argument(help="Proposal ids; none with --all.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every pending proposal that the filters mean.")] = False,
    action: Action = None,
    contract_type: ContractType = None,
    field: Field = None,
    most_money: MostMoney = None,
    least_confidence: Confidence = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Approve proposals and carry them out in Jobber; with --all those that the filters mean."""
    from service.cli.desk import workflow_desk
    from service.cli.show import show_proposals, tell

    if bool(ids) == everything:
        raise typer.BadParameter("name proposals, or give --all")
    meant = _meant(action, contract_type, field, most_money=most_money, least_confidence=least_confidence)
    with workflow_desk(account, "admin") as desk:
        chosen = desk.pending(meant) if everything else ids or []
        done = [desk.approve(id) for id in chosen]
    tell(done, show_proposals, json=json)


@approvals.command()
def reject(
    ids: Ids,
    reason: Annotated[str, typer.Option(help="Why; kept with the proposal.")],
    because: Annotated[str, typer.Option(help="wrong_value, wrong_field or other: what to learn from it.")] = "other",
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Reject proposals; nothing is written."""
    from service.approvals.proposal import Because
    from service.cli.desk import records_desk
    from service.cli.show import show_proposals, tell

    if because not in list(Because):
        raise typer.BadParameter(f"--because is one of {', '.join(Because)}")
    with records_desk(account, "manager") as desk:
        done = [desk.reject(id, note=reason, because=Because(because)) for id in ids]
    tell(done, show_proposals, json=json)


@approvals.command()
def edit(
    id: str,
    value: Annotated[str, typer.Option(help="What to write instead; yes or no for a true/false field.")],
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Put another value in place of the proposed one; it waits on for an approval."""
    from service.cli.desk import records_desk
    from service.cli.show import show_proposal, tell

    with records_desk(account, "manager") as desk:
        seen = desk.proposal(id)
        yes_or_no = isinstance((seen["after"] or {}).get("value"), bool) and value in ("yes", "no")
        given = value == "yes" if yes_or_no else value
        proposal = desk.writing.edit(id, given, version=seen["version"])
    tell(proposal, show_proposal, json=json)


@approvals.command()
def undo(
    id: str,
    reason: Annotated[str | None, typer.Option(help="Why; kept with the proposal.")] = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Write back what stood in Jobber before, where Jobber allows it."""
    from service.cli.desk import workflow_desk
    from service.cli.show import show_proposal, tell

    with workflow_desk(account, "manager") as desk:
        proposal = desk.undo(id, note=reason)
    tell(proposal, show_proposal, json=json)


def _meant(
    action: str | None,
    contract_type: str | None,
    field: str | None,
    *,
    states: tuple[str, ...] = (),
    most_money: str | None = None,
    least_confidence: float | None = None,
) -> Filter:
    from decimal import Decimal, InvalidOperation

    from service.approvals.filters import Filter
    from service.approvals.proposal import ProposalState

    try:
        most = None if most_money is None else Decimal(most_money)
    except InvalidOperation:
        raise typer.BadParameter("--most-money takes a plain number, for instance 500.00") from None
    return Filter(
        tuple(map(ProposalState, states)),
        action,
        contract_type,
        field,
        most_money=most,
        least_confidence=least_confidence,
    )
