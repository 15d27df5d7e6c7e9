"""`erase`: forgetting a client for good, and checking the certificate of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from service.cli.app import AccountId, AsJson, cli, print_json

erasure = typer.Typer(help="Forget a client everywhere, and prove it.")
cli.add_typer(erasure, name="erase")


@erasure.callback(invoke_without_command=True)
def erase(
    context: typer.Context,
    client: Annotated[str | None, typer.Option(help="Client id or name.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; for programs.")] = False,
    output: Annotated[Path | None, typer.Option(help="Keep the certificate in this JSON file.")] = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Forget a client everywhere, and print the proof. Exits 1 where anything of the person is still found."""
    if context.invoked_subcommand is not None:
        return
    if client is None:
        raise typer.BadParameter("say whom: --client ID or name")
    if not yes and not sys.stdin.isatty():
        raise typer.BadParameter("nobody is there to ask; add --yes to erase without a question")
    certificate = _erased(account, client, ask=not yes)
    if output is not None:
        output.write_text(_as_text(certificate), encoding="utf-8")
    if json:
        print_json(certificate)
    else:
        from service.erasure.certificate import readable

        print(readable(certificate))
    if not certificate["passed"]:
        raise typer.Exit(1)


@erasure.command()
def verify(
    file: Annotated[Path, typer.Argument(help="The certificate, as `erase --output` keeps it.")],
    client: Annotated[str | None, typer.Option(help="Jobber's id of the client it should be about.")] = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Check a certificate's signature, and whether it is this installation's. Exits 1 where it does not hold."""
    from service.app import App
    from service.cli.desk import settings_for
    from service.erasure.certificate import parse
    from service.erasure.certificate import verify as verify_alone
    from service.stores import NotConnected

    certificate = parse(file.read_text(encoding="utf-8"))
    app = App(settings_for(account))
    try:
        found = app.erasure(app.account()).verify(certificate, client)
    except NotConnected:
        found = verify_alone(certificate)
    finally:
        app.close()
    if json:
        print_json(found.as_json())
    else:
        print("The signature holds." if found.valid else "The signature does not hold: the certificate was changed.")
        print(f"Signed with {found.public_key}{_whose(found.ours)}")
        if found.names_client is not None:
            print("It is about this client." if found.names_client else "It is not about this client.")
    if not found.valid or found.ours is False or found.names_client is False:
        raise typer.Exit(1)


@erasure.command()
def show(
    id: Annotated[str | None, typer.Argument(help="An erasure's id; without one all are listed.")] = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Show the erasures there were, or one's certificate."""
    from service.cli.desk import records_desk
    from service.erasure.certificate import readable

    with records_desk(account, "admin") as desk:
        found = desk.erasures() if id is None else desk.erasure(id)
    if json:
        return print_json(found)
    if isinstance(found, dict):
        return print(readable(found))
    for each in found:
        print(f"{each['id']}  {each['begun_at']}  {each['state']}")
    return None


def _erased(account: str | None, client: str, *, ask: bool) -> dict[str, object]:
    from service.cli.desk import index_desk

    with index_desk(account, "admin") as desk:
        seen = desk.erasure_preview(client)
        if ask:
            _confirm(seen["client_name"] or seen["client_id"], seen["rows"])
        return desk.erase(seen["client_id"])


def _confirm(name: str, rows: dict[str, int]) -> None:
    print(f"This forgets {name} for good: {', '.join(f'{count} {table}' for table, count in sorted(rows.items()))}.")
    print("Nothing brings it back, not the next sync and not a backup. In Jobber nothing changes.")
    if typer.prompt("Type the client's name to go on") != name:
        raise typer.BadParameter("that is not the name; nothing was erased")


def _as_text(certificate: dict[str, object]) -> str:
    import json

    return json.dumps(certificate, ensure_ascii=False, indent=2) + "\n"


def _whose(ours: bool | None) -> str:
    if ours is None:
        return ", of an installation that is not connected here."
    return ", this installation's key." if ours else ", which is not this installation's key."
