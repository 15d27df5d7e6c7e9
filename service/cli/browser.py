"""`fineprint connect` with a browser: by a listener of its own, or through the process that serves."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import httpx

from anonymize.boundary import Scope
from ingest.jobber.authorization import LIFETIME, FlowRefused
from ingest.jobber.records import Account
from service.app import App
from service.cli.callback import wait_for_code
from service.cli.remote import OwnerRefused
from service.owner import OwnerAddress, serving_owner

LOOK_EVERY = 0.5


def connected_by_browser(app: App) -> Account:
    """Print the address to open, and wait until an admin has given permission. Raises `JobberError`, `OwnerRefused`."""
    owner = serving_owner(app.settings.data_dir)
    return app.connect(wait_for_code(app.jobber_app, app.authorizations)) if owner is None else _through(app, owner)


def _through(app: App, owner: OwnerAddress) -> Account:
    """The serving process takes the redirect; the connection shows in the database that both share."""
    begun = datetime.now(UTC)
    answer = httpx.post(f"{owner.url}/oauth/jobber/tickets", headers={"Authorization": f"Bearer {owner.token}"})
    if not answer.is_success:
        raise OwnerRefused(answer.json().get("detail", f"the service answered {answer.status_code}"))
    print(f"Open this address as an admin of the Jobber account:\n\n  {answer.json()['url']}\n", flush=True)
    deadline = time.monotonic() + LIFETIME.total_seconds()
    while time.monotonic() < deadline:
        for id in app.tokens.accounts():
            state = app.tokens.state(id)
            account = app.records.one(Scope(id), Account, id)
            if account is not None and state is not None and state.connected and state.connected_at >= begun:
                return account
        time.sleep(LOOK_EVERY)
    raise FlowRefused("nobody gave permission within ten minutes; run `fineprint connect` again")
