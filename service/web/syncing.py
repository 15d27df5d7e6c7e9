"""A sync as pages begin it and show how far it is."""

from __future__ import annotations

import logging
import secrets
import threading
from typing import Any

from ingest.status import SyncStatus
from service.web.visit import Visit

log = logging.getLogger("fineprint.sync")


def begin(visit: Visit) -> None:
    """Begins one and comes back at once; how it went is in the run's own row."""
    account, run, work = visit.principal.scope.account, f"page-{secrets.token_hex(6)}", visit.request.app.state.sync

    def sync() -> None:
        try:
            work(account, run, False, None)
        except Exception as error:  # noqa: BLE001 - the run's row has told whoever looks
            log.warning("a sync begun from a page ended: %s", type(error).__name__)

    threading.Thread(target=sync, daemon=True, name="sync-from-page").start()


def status(visit: Visit) -> dict[str, Any]:
    """How far the account is behind, and its last runs; of one that runs, how many documents are done of how many."""
    known: dict[str, Any] = SyncStatus(visit.request.app.state.engine).as_json(visit.principal.scope)
    newest: dict[str, Any] = next(iter(known["runs"]), {})
    running = newest.get("state") == "running"
    done = visit.desk.archive.ledger.settled_in(newest["id"]) if running and newest["total"] else 0
    return known | {"running": running, "done": done}
