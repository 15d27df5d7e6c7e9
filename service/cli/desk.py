"""Which desk a command works at: its own, or the one of the process that owns the data folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

from service.app import App
from service.auth.roles import Role
from service.cli.remote import RemoteDesk
from service.desk import Desk
from service.owner import OwnedElsewhere, OwnerAddress, Shared, own_or_find
from service.settings import Settings


def settings_for(account: str | None) -> Settings:
    return Settings() if account is None else Settings(account=account)


@contextmanager
def installation(account: str | None) -> Iterator[tuple[App, OwnerAddress | None]]:
    """The installation with this process as its owner or one among several, or with the address of the owner that serves."""
    app = App(settings_for(account))
    found = Shared() if app.settings.is_shared else own_or_find(app.settings.data_dir)
    try:
        if not isinstance(found, OwnerAddress):
            app.keep_erased()
        yield app, found if isinstance(found, OwnerAddress) else None
    finally:
        app.close()
        if not isinstance(found, OwnerAddress):
            found.release()


@contextmanager
def own_installation() -> Iterator[App]:
    """The installation, for what nobody may do beside a serving owner. Raises `OwnedElsewhere` where there is one."""
    with installation(None) as (app, owner):
        if owner is not None:
            raise OwnedElsewhere(f"`fineprint serve` has this data folder open at {owner.url}; stop it first")
        yield app


def warn_of_disconnection(app: App) -> None:
    """Say on stderr that what is known of the account no longer changes."""
    state = app.tokens.state(app.account())
    if state is not None and not state.connected:
        print(f"fineprint: warning: {state.ended()}", file=sys.stderr)


@contextmanager
def records_desk(account: str | None, role: str, jobber_user: str | None = None) -> Iterator[Desk]:
    """A desk for what reads SQL only; works beside an owner."""
    app = App(settings_for(account))
    try:
        warn_of_disconnection(app)
        yield app.desk_for(app.owner_principal(Role(role), jobber_user))
    finally:
        app.close()


@contextmanager
def index_desk(account: str | None, role: str, jobber_user: str | None = None) -> Iterator[Desk | RemoteDesk]:
    """A desk that can search."""
    with installation(account) as (app, owner):
        warn_of_disconnection(app)
        if owner is None:
            yield app.desk_for(app.owner_principal(Role(role), jobber_user))
        else:
            with closing(RemoteDesk(owner, app.account(), role, jobber_user)) as remote:
                yield remote


@contextmanager
def workflow_desk(account: str | None, role: str) -> Iterator[Desk | RemoteDesk]:
    """A desk whose approvals are carried out, and whose runs are read, before the command ends."""
    with installation(account) as (app, owner):
        warn_of_disconnection(app)
        if owner is None:
            principal = app.owner_principal(Role(role))
            yield app.desk_for(principal, carry_out=app.workflows.execute, extract=app.extract_durably)
        else:
            with closing(RemoteDesk(owner, app.account(), role)) as remote:
                yield remote
