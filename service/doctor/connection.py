"""Checks of the way to Jobber: the permission, its tokens, the API's version and the app's scopes."""

from __future__ import annotations

from datetime import UTC, datetime

from anonymize.errors import AnonymizeError
from ingest.jobber.connection_state import RECONNECT
from ingest.jobber.errors import Disconnected, JobberError
from ingest.jobber.scope_probe import missing_scopes
from ingest.jobber.scopes import NEEDS
from service.doctor.finding import Finding, NotYet, failed, ok, skipped, warning
from service.doctor.premises import Premises


def jobber_accounts(premises: Premises) -> Finding:
    try:
        known = premises.app.tokens.accounts()
    except (NotYet, AnonymizeError):
        known = []
    wanted = premises.settings.account
    if wanted is not None and wanted not in known:
        return failed(
            f"the account {wanted} was never connected", "run `fineprint connect`, or check FINEPRINT_ACCOUNT"
        )
    if not known:
        return warning("no Jobber account is connected", "run `fineprint connect`")
    return ok(f"{len(known)} known")


def jobber_connection(premises: Premises, account: str) -> Finding:
    """Asks Jobber whose account it is."""
    state = premises.state(account)
    if not state.connected:
        return failed(state.told, RECONNECT)
    try:
        premises.jobber(account)
    except Disconnected:
        return failed(premises.state(account).told, RECONNECT)
    except JobberError as error:
        return failed(
            str(error), "see whether Jobber is reachable from here, and FINEPRINT_JOBBER_URL; try again later"
        )
    return ok(f"connected since {state.connected_at:%Y-%m-%d}, and Jobber answers")


def tokens(premises: Premises, account: str) -> Finding:
    state = premises.connected(account)
    if state.refresh_begun_at is not None:
        return warning(
            f"a refresh begun at {state.refresh_begun_at:%Y-%m-%d %H:%M} UTC has not ended",
            "the next call tries the stored token once more; if Jobber refuses it, run `fineprint connect`",
        )
    if state.token_warning is not None:
        return warning(f"Jobber says: {state.token_warning}", "turn refresh token rotation on in the Developer Center")
    if state.expires_at is None:
        return ok("the access token names no expiry; it is refreshed when Jobber refuses it")
    if state.expires_at <= datetime.now(UTC):
        return ok(f"the access token expired at {state.expires_at:%H:%M} UTC and is refreshed at the next call")
    return ok(f"the access token lasts until {state.expires_at:%H:%M} UTC and is refreshed by itself")


def api_version(premises: Premises, account: str) -> Finding:
    state, asked = premises.connected(account), premises.settings.jobber_version
    if state.served_version is None:
        return skipped("Jobber has not said yet which version it serves")
    if state.served_version != asked:
        return warning(
            f"asked for {asked}, Jobber serves {state.served_version}",
            "set FINEPRINT_JOBBER_VERSION to a version Jobber supports, after an update of Fineprint where one is out",
        )
    if state.version_warning is not None:
        return warning(f"{asked}: {state.version_warning}", "update Fineprint, then set FINEPRINT_JOBBER_VERSION")
    return ok(f"{asked}, as asked")


def scopes(premises: Premises, account: str) -> Finding:
    """Reading scopes are tried; a writing scope that is missing is named when the first approved write needs it."""
    premises.connected(account)
    try:
        missing = missing_scopes(premises.jobber(account))
    except JobberError:
        return skipped("not asked, since Jobber does not answer for this account")
    if missing:
        serves = {need.scope: need.serves for need in NEEDS}
        told = "; ".join(f"{scope} ({serves.get(scope, hidden)})" for scope, hidden in missing.items())
        return failed(
            f"the Jobber app lacks {told}", f"add it to the app in Jobber's Developer Center, then {RECONNECT}"
        )
    return ok(f"all {sum(need.required for need in NEEDS)} reading scopes are there; writing scopes show when used")
