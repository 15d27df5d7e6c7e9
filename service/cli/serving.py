"""`serve` and `api-keys`."""

from __future__ import annotations

from typing import Annotated

import typer

from service.auth.roles import Permission, Role
from service.cli.app import AccountId, AsJson, cli, print_json

api_keys = typer.Typer(help="Who may call the HTTP service.", no_args_is_help=True)
cli.add_typer(api_keys, name="api-keys")


@cli.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.")] = 8000,
) -> None:
    """Serve questions, coverage checks, extractions and approvals over HTTP."""
    from service.serving import serve as serve_http
    from service.settings import Settings

    serve_http(Settings(), host, port)


@cli.command()
def worker(
    host: Annotated[str, typer.Option(help="Address at which it says how it is.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port for that; 0 takes a free one.")] = 8001,
) -> None:
    """Do the work of an installation with PostgreSQL and a Qdrant server; any number of these share it."""
    from service.settings import Settings
    from service.working import work

    work(Settings(), host, port)


@api_keys.command()
def create(
    role: Annotated[Role, typer.Option(help="What the key may do.")],
    client: Annotated[str | None, typer.Option(help="Narrow the key to one client.")] = None,
    jobber_user: Annotated[str | None, typer.Option(help="Whose visits a technician's key sees.")] = None,
    permission: Annotated[list[Permission] | None, typer.Option(help="Of a service key: only these.")] = None,
    days: Annotated[int | None, typer.Option(min=1, help="How many days it holds; default until revoked.")] = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Make a key; it is shown once and kept as a digest only."""
    from datetime import UTC, datetime, timedelta

    from service.app import App
    from service.cli.desk import settings_for

    if role == Role.TECHNICIAN and jobber_user is None:
        raise typer.BadParameter("a technician's key needs --jobber-user, the Jobber user whose visits it sees")
    expires = None if days is None else datetime.now(UTC) + timedelta(days=days)
    app = App(settings_for(account))
    try:
        made = app.access.create_key(
            app.account(),
            role,
            by="owner",
            client=client,
            jobber_user=jobber_user,
            permissions=permission,
            expires_at=expires,
        )
    finally:
        app.close()
    if json:
        print_json(made)
    else:
        print(f"{made['id']}  {made['role']}\n{made['key']}\nKeep it now: it is not shown again.")


@api_keys.command("list")
def list_keys(account: AccountId = None, json: AsJson = False) -> None:
    """Show the keys of the account."""
    from service.app import App
    from service.cli.desk import settings_for

    app = App(settings_for(account))
    try:
        keys = app.api_keys.list(app.account())
    finally:
        app.close()
    if json:
        return print_json([key.as_json() for key in keys])
    for key in keys:
        print(f"{key.id}  {key.role.value}{'  revoked' if key.revoked else ''}")
    return None


@api_keys.command()
def revoke(id: str, account: AccountId = None) -> None:
    """Make a key worthless at once."""
    from service.app import App
    from service.cli.desk import settings_for
    from service.desk import NotFound

    app = App(settings_for(account))
    try:
        if not app.access.revoke_key(app.account(), id, by="owner"):
            raise NotFound(f"there is no live key {id}")
    finally:
        app.close()
    print(f"{id} revoked")
