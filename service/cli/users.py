"""`users`: who may sign in. The first admin is made here, on the machine itself."""

from __future__ import annotations

from typing import Annotated

import typer

from service.auth.roles import Role
from service.cli.app import AccountId, AsJson, cli, print_json

users = typer.Typer(help="Who may sign in.", no_args_is_help=True)
cli.add_typer(users, name="users")


@users.command()
def add(
    email: Annotated[str, typer.Argument(help="The address of mail that the sign-in service vouches for.")],
    role: Annotated[Role, typer.Option(help="What the person may do.")],
    jobber_user: Annotated[str | None, typer.Option(help="Whose visits a technician sees.")] = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Let somebody sign in."""
    from service.app import App
    from service.cli.desk import settings_for

    app = App(settings_for(account))
    try:
        user = app.access.add_user(app.account(), email, role, by="owner", jobber_user=jobber_user)
    finally:
        app.close()
    print_json(user.as_json()) if json else print(f"{user.id}  {user.role.value}  {user.email}")


@users.command()
def link(
    email: Annotated[str, typer.Argument(help="A user's address of mail.")],
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Print a link that signs a user in once, within ten minutes: for an installation without a sign-in service."""
    from service.app import App
    from service.cli.desk import settings_for

    app = App(settings_for(account))
    try:
        ticket = app.access.link_for(app.account(), email, by="owner")
        url = f"{app.settings.public_url.rstrip('/')}/sign-in/{ticket}"
    finally:
        app.close()
    print_json({"url": url}) if json else print(url)


@users.command("list")
def list_users(account: AccountId = None, json: AsJson = False) -> None:
    """Show who may sign in."""
    from service.app import App
    from service.cli.desk import settings_for

    app = App(settings_for(account))
    try:
        found = app.users.all(app.account())
    finally:
        app.close()
    if json:
        return print_json([user.as_json() for user in found])
    for user in found:
        print(f"{user.id}  {user.role.value}  {user.email}{'  removed' if user.disabled else ''}")
    return None


@users.command()
def remove(id: str, account: AccountId = None) -> None:
    """Let somebody sign in no more; whoever is signed in is signed out at once."""
    from service.app import App
    from service.cli.desk import settings_for
    from service.desk import NotFound

    app = App(settings_for(account))
    try:
        if not app.access.remove_user(app.account(), id, by="owner"):
            raise NotFound(f"there is no user {id}; `fineprint users list` shows who is")
    finally:
        app.close()
    print(f"{id} removed")
