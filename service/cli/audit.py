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
    id: Annotated[str, typer.Argument(help="A verdict's, an answer's or a proposal's id.")],
    as_role: Annotated[Role, typer.Option("--as", help="Role to show it for.")] = Role.MANAGER,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """A verdict with every step, fact and clause to it, made again from what was kept: it must come to the same bytes."""
    from service.cli.desk import records_desk
    from service.cli.show import tell
    from service.cli.show_coverage import show_explained

    with records_desk(account, as_role) as desk:
        tell(desk.explained(id), show_explained, json=json)


@audit.command("list")
def list_events(
    kind: Annotated[str | None, typer.Option(help="Only these, for instance proposal or signin.")] = None,
    about: Annotated[str | None, typer.Option(help="Only what is about this id.")] = None,
    newest: Annotated[int, typer.Option(min=1, help="How many.")] = 200,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Show who did what, and when."""
    from service.cli.desk import records_desk
    from service.cli.show import tell
    from service.cli.show_writing import show_events

    with records_desk(account, "admin") as desk:
        tell(desk.writing.events(kind=kind, about=about, newest=newest), show_events, json=json)


@audit.command()
def verify(
    anchor_anew: Annotated[
        str | None, typer.Option(help="Trust the log as it is from here on, for this reason (kept in it).")
    ] = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Whether the log is whole: no row changed, gone, moved, or cut off at its end. Exits 1 where it is not."""
    from service.cli.desk import records_desk
    from service.cli.show import tell
    from service.cli.show_writing import show_verdict

    with records_desk(account, "admin") as desk:
        if anchor_anew is not None:
            desk.writing.anchor_anew(anchor_anew)
        verdict = desk.writing.verify_audit()
    tell(verdict, show_verdict, json=json)
    if not verdict["whole"]:
        raise typer.Exit(1)
