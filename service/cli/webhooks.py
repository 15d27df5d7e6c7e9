"""`webhooks subscribe`, `unsubscribe` and `list`: whom Jobber tells of changes, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from service.cli.app import AccountId, AsJson, cli, print_json

if TYPE_CHECKING:
    from service.app import App

webhooks = typer.Typer(help="What Jobber tells us of changes.", no_args_is_help=True)
cli.add_typer(webhooks, name="webhooks")


@webhooks.command()
def subscribe(account: AccountId = None, json: AsJson = False) -> None:
    """Have Jobber send every topic we use to this service, at FINEPRINT_PUBLIC_URL."""
    with _opened(account) as app:
        url = app.webhook_url
        new = app.subscriptions(app.account()).subscribe(url)
    if json:
        print_json({"url": url, "subscribed": new})
    else:
        print(f"Jobber sends {len(new)} more topics to {url}" if new else f"Jobber sends every topic to {url} already")


@webhooks.command()
def unsubscribe(account: AccountId = None, json: AsJson = False) -> None:
    """End what `subscribe` made; an address set in Jobber's Developer Center stays."""
    with _opened(account) as app:
        ended = app.subscriptions(app.account()).unsubscribe()
    if json:
        print_json({"unsubscribed": ended})
    else:
        print(f"{len(ended)} topics ended")


@webhooks.command("list")
def list_webhooks(account: AccountId = None, json: AsJson = False) -> None:
    """Show the subscribed topics, what came in, and what failed."""
    with _opened(account) as app:
        found = _shown(app, app.account())
    if json:
        return print_json(found)
    for endpoint in found["endpoints"]:
        print(f"{endpoint['topic']}  {endpoint['url']}")
    for name in ("received", "events"):
        print(f"{name}: {', '.join(f'{number} {what}' for what, number in found[name].items()) or 'none'}")
    for failure in found["failures"]:
        print(f"failed: {failure['topic']} {failure['item']}: {failure['reason']}")
    return None


def _shown(app: App, account: str) -> dict[str, Any]:
    status = app.inbox.status(account)
    return {
        "endpoints": [
            {"topic": each.topic, "url": each.url, "id": each.id, "created_at": each.created_at.isoformat()}
            for each in app.subscriptions(account).all()
        ],
        "received": status.received,
        "events": status.events,
        "last_received": status.last_received.isoformat() if status.last_received else None,
        "failures": [
            {"topic": topic, "item": item, "reason": reason} for topic, item, reason in app.inbox.failures(account)
        ],
    }


@contextmanager
def _opened(account: str | None) -> Iterator[App]:
    from service.app import App
    from service.cli.desk import settings_for

    app = App(settings_for(account))
    try:
        yield app
    finally:
        app.close()
