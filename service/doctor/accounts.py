"""Checks of what was read from an account, and of what is to be written to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from anonymize.boundary import Scope
from ingest.ledger import State as Outcome
from service.approvals.proposal import ProposalState
from service.doctor.finding import Finding, failed, ok, warning
from service.doctor.premises import Premises

BEHIND = timedelta(hours=36)  # a nightly sync that was missed once
STUCK = timedelta(hours=1)


def sync(premises: Premises, account: str) -> Finding:
    runs = premises.app.runs.recent(Scope(account), 1)
    last = premises.app.runs.last_done(Scope(account))
    if runs and runs[0].state == "failed":
        return failed(f"the last sync failed: {runs[0].reason}", "mend that, then run `fineprint sync`")
    if last is None or last.finished_at is None:
        return warning("no sync has ended yet", "run `fineprint sync`")
    behind = datetime.now(UTC) - last.started_at
    what = f"last sync ended at {last.finished_at:%Y-%m-%d %H:%M} UTC; what is known is {_told(behind)} old"
    if behind > BEHIND:
        return warning(what, "run `fineprint sync`, or set FINEPRINT_SYNC_AT and keep `fineprint serve` running")
    return ok(what)


def documents(premises: Premises, account: str) -> Finding:
    found = premises.app.ledger.documents(Scope(account))
    quarantined = sum(document.state is Outcome.QUARANTINED for document in found)
    if quarantined:
        return warning(
            f"{quarantined} of {len(found)} documents could not be read and are quarantined",
            "`fineprint documents --quarantined` says which, and why",
        )
    return ok(f"{len(found)} known, none quarantined")


def pending_writes(premises: Premises, account: str) -> Finding:
    states = (ProposalState.APPROVED, ProposalState.EXECUTING)
    waiting = premises.app.queue.list(Scope(account), states)
    limit = datetime.now(UTC) - STUCK
    stuck = [each for each in waiting if each.decided_at is not None and each.decided_at < limit]
    if stuck:
        return warning(
            f"{len(stuck)} approved writes have waited for more than {_told(STUCK)}",
            "keep `fineprint serve` running and see the findings about the connection; "
            "`fineprint approvals list` names them",
        )
    return ok(f"{len(waiting)} approved writes wait" if waiting else "none waits")


def webhooks(premises: Premises, account: str) -> Finding:
    """Bad signatures without a good one mean a wrong secret; a few beside good ones are somebody else's noise."""
    status = premises.app.inbox.status(account)
    accepted, forged = status.received.get("accepted", 0), status.received.get("bad signature", 0)
    counted = ", ".join(f"{number} {what}" for what, number in status.received.items()) or "none came yet"
    if forged and not accepted:
        return warning(
            f"none of {forged} webhooks was signed with our secret",
            "set FINEPRINT_JOBBER_CLIENT_SECRET to the app's secret in Jobber's Developer Center",
        )
    if status.oldest_waiting is not None and status.oldest_waiting < datetime.now(UTC) - STUCK:
        return warning(f"a webhook has waited for more than {_told(STUCK)}", "keep `fineprint serve` running")
    if status.events.get("failed"):
        return warning(
            f"{status.events['failed']} webhooks failed for good ({counted})",
            "`fineprint webhooks list` says why; the next `fineprint sync` reads what they were about",
        )
    return ok(counted)


def _told(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"
