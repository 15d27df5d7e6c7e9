"""`mcp`."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Annotated

import typer

from service.auth.roles import Role
from service.cli.app import AccountId, cli


@cli.command()
def mcp(
    as_role: Annotated[Role, typer.Option("--as", help="Role to answer for.")] = Role.STAFF,
    jobber_user: Annotated[str | None, typer.Option(help="Whose visits a technician sees.")] = None,
    account: AccountId = None,
) -> None:
    """Serve the tools of an MCP client that starts this command (standard input and output)."""
    from service.cli.desk import index_desk, records_desk
    from service.desk import Desk
    from service.mcp.stdio import StdioDesk, run_stdio

    with ExitStack() as open_desks:
        asking = open_desks.enter_context(index_desk(account, as_role, jobber_user))
        reading = asking if isinstance(asking, Desk) else None
        run_stdio(
            StdioDesk(asking, reading or open_desks.enter_context(records_desk(account, as_role, jobber_user))), as_role
        )
