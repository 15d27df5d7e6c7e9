"""`simulate`, `connect`, `disconnect` and `demo`: Jobber in, and what to do where there is none."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Annotated

import typer

from service.cli.app import AccountId, AsJson, cli, print_json

UNLIMITED = 1_000_000


@cli.command()
def simulate(
    account: Annotated[Path, typer.Option(help="An account folder: account.json, files/, communications/.")],
    port: Annotated[int, typer.Option(help="Port on this machine; 0 takes a free one.")] = 4010,
    hurry: Annotated[bool, typer.Option("--hurry", help="Without Jobber's rate limits.")] = False,
) -> None:
    """Serve an account folder as Jobber until interrupted: OAuth, GraphQL and files."""
    from ingest.jobber.simulator.cost import Limits
    from ingest.jobber.simulator.server import build_app, connection_settings, running

    limits = Limits(UNLIMITED, UNLIMITED, UNLIMITED) if hurry else None
    with running(build_app(account, limits=limits), port=port) as url:
        print(f"# {account} is served as Jobber; connect to it with these settings:")
        for name, value in connection_settings(url).items():
            print(f"{name}={value}", flush=True)
        threading.Event().wait()


@cli.command()
def connect(
    code: Annotated[str | None, typer.Option(help="The code of the redirect, where no browser is at hand.")] = None,
    json: AsJson = False,
) -> None:
    """Connect a Jobber account: print where its admin gives permission, and keep the tokens sealed."""
    from service.app import App
    from service.cli.browser import connected_by_browser
    from service.settings import Settings

    app = App(Settings())
    try:
        account = app.connect(code) if code is not None else connected_by_browser(app)
    finally:
        app.close()
    if json:
        print_json({"account": account.id, "name": account.name})
    else:
        print(f"connected {account.name} ({account.id}); run `fineprint sync` next")


@cli.command()
def disconnect(account: AccountId = None, json: AsJson = False) -> None:
    """End the permission in Jobber and forget the tokens; what was read stays until it is erased."""
    from service.app import App
    from service.cli.desk import settings_for

    app = App(settings_for(account))
    try:
        ended = app.account()
        app.disconnect(ended)
        state = app.tokens.state(ended)
    finally:
        app.close()
    what = state.ended() if state else ""
    if json:
        print_json({"account": ended, "disconnected": what})
    else:
        print(what)


@cli.command()
def demo(
    folder: Annotated[Path, typer.Option(help="Wiped at each start.")] = Path(".demo"),
) -> None:
    """Play the main job on the shipped sample account, start to finish."""
    from service.demo import run_demo

    run_demo(folder)
