"""`fineprint doctor`: what is in order, what is not, and how to mend it.

A check is a function of `Premises`, or of `Premises` and an account, that returns a `Finding`; it joins by standing in
`CHECKS` or `ACCOUNT_CHECKS`, and is called by its function's name. Checks read;
none of them changes anything, but that `leaks` keeps its counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from service.doctor import accounts, connection, installation, safekeeping
from service.doctor.finding import Finding, NotYet, Reported, failed, skipped
from service.doctor.leaks import leaks, rehearsal
from service.doctor.premises import Premises

Check = Callable[[Premises], Finding]
AccountCheck = Callable[[Premises, str], Finding]

CHECKS: tuple[Check, ...] = (
    installation.settings,
    installation.data_folder,
    installation.database,
    installation.master_key,
    safekeeping.key_rotation,
    safekeeping.erasure_register,
    installation.models,
    installation.index,
    connection.jobber_accounts,
)
ACCOUNT_CHECKS: tuple[AccountCheck, ...] = (
    connection.jobber_connection,
    connection.tokens,
    connection.api_version,
    connection.scopes,
    accounts.sync,
    accounts.documents,
    accounts.pending_writes,
    accounts.webhooks,
    safekeeping.erasures,
    leaks,
)


def examine(premises: Premises, *, rehearse: bool = False) -> Iterator[Reported]:
    """Every check in turn, each account's after the installation's; a check that breaks is a finding itself.

    `rehearse` adds the one that loads the models and takes half a minute.
    """
    for check in CHECKS:
        yield Reported(_name(check), None, _found(partial(check, premises)))
    for account in premises.accounts:
        for each in (*ACCOUNT_CHECKS, *((rehearsal,) if rehearse else ())):
            yield Reported(_name(each), account, _found(partial(each, premises, account)))


def _found(check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except NotYet as reason:
        return skipped(str(reason))
    except Exception as error:  # noqa: BLE001 - one broken part must not hide the others
        return failed(f"the check itself failed ({type(error).__name__})", "see the findings above it first")


def _name(check: Check | AccountCheck) -> str:
    return check.__name__.replace("_", " ")
