"""`rollout`: what is proposed, what goes without a person, and what takes two."""

from __future__ import annotations

from typing import Annotated

import typer

from service.cli.app import AccountId, AsJson, cli

rollout = typer.Typer(help="How far each kind of write is rolled out.", no_args_is_help=True)
cli.add_typer(rollout, name="rollout")


@rollout.command()
def show(account: AccountId = None, json: AsJson = False) -> None:
    """Show what holds for each kind of write and each type of contract."""
    from service.cli.desk import records_desk
    from service.cli.show import tell
    from service.cli.show_writing import show_rollout

    with records_desk(account, "admin") as desk:
        tell(desk.writing.rollout(), show_rollout, json=json)


@rollout.command("set")
def set_mode(
    mode: Annotated[str, typer.Argument(help="read_only, guided or automatic.")],
    action: Annotated[str, typer.Option(help="The kind of write.")] = "set_custom_field",
    contract_type: Annotated[str, typer.Option(help="Only contracts of this trade, for instance hvac.")] = "*",
    limit: Annotated[str, typer.Option(help="Automatic up to this money impact.")] = "0",
    agreements: Annotated[int, typer.Option(min=1, help="Automatic after so many agreements in a row.")] = 20,
    four_eyes_above: Annotated[
        str | None, typer.Option(help="Two people have to approve above this money impact.")
    ] = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Turn a kind of write on or off, or let it go without a person once that was earned."""
    from decimal import Decimal, InvalidOperation

    from service.approvals.rollout import Mode, Policy
    from service.cli.desk import records_desk
    from service.cli.show import tell
    from service.cli.show_writing import show_rollout

    if mode not in list(Mode):
        raise typer.BadParameter(f"the modes are {', '.join(Mode)}")
    try:
        above = None if four_eyes_above is None else Decimal(four_eyes_above)
        policy = Policy(action, contract_type, Mode(mode), Decimal(limit), agreements, four_eyes_above=above)
    except InvalidOperation:
        raise typer.BadParameter("limits are plain numbers, for instance 500.00") from None
    with records_desk(account, "admin") as desk:
        tell([desk.writing.set_rollout(policy)], show_rollout, json=json)
