"""`audit`: what was decided and done, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from service.auth.roles import Role
from service.cli.app import AccountId, AsJson, cli

audit = typer.Typer(help="What was decided and done, and why.", no_args_is_help=True)
cli.add_typer(audit, name="audit")


@audit.command("explain")
def explain_decision(
    id: Annotated[str, typer.Argument(help="A verdict's or answer's id.")],
    as_role: Annotated[Role, typer.Option("--as", help="Role to show it for.")] = Role.STAFF,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """A verdict with every step, fact and clause to it, made again from what was kept: it must come to the same bytes."""
    from service.cli.desk import records_desk
    from service.cli.show import tell
    from service.cli.show_coverage import show_explained

    with records_desk(account, as_role) as desk:
        tell(desk.explained(id), show_explained, json=json)
