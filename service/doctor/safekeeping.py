"""Checks of what keeps data closed: the rotation of keys, and the register of who was erased."""

from __future__ import annotations

import stat
from collections import Counter

from anonymize.errors import AnonymizeError
from anonymize.master_key import fingerprint, parse_master_key
from service.doctor.finding import Finding, NotYet, failed, ok, warning
from service.doctor.premises import Premises
from service.erasure.rows import ClientRows
from service.erasure.store import BEGUN, RESIDUE, Erasures

PUT_BACK = "put back the copy you keep of the register; without it a backup brings back who was erased"


def key_rotation(premises: Premises) -> Finding:
    """Whether a rotation that was begun has ended: until then both master keys are needed."""
    place = premises.app.master_key_place
    try:
        current, used = premises.app.keyring.masters.current.fingerprint, premises.app.keyring.masters_in_use()
    except AnonymizeError:
        raise NotYet("the master key is not in order") from None
    if place.next_value and used == {fingerprint(parse_master_key(place.next_value))}:
        return warning(
            "the rotation has ended, and FINEPRINT_MASTER_KEY is still the old key",
            "put the key from FINEPRINT_NEXT_MASTER_KEY into FINEPRINT_MASTER_KEY and unset the former",
        )
    if used - {current} or (not place.value and place.next_path.exists()):
        return warning(
            "a rotation was begun and has not ended: both master keys are needed",
            "run `fineprint keys rotate` again; it goes on where it stopped",
        )
    return ok(f"every account's keys are under the master key {current}")


def erasure_register(premises: Premises) -> Finding:
    """That it is there, opens, is its owner's alone and lies outside the data folder."""
    erasures = sum(len(Erasures(premises.app.engine).list(account)) for account in premises.accounts)
    try:
        path = premises.app.erasure_register.path
        readable, others = premises.app.erasure_register.count()
    except (AnonymizeError, OSError) as error:
        why = str(error) if isinstance(error, AnonymizeError) else f"it cannot be read ({type(error).__name__})"
        return failed(why, PUT_BACK)
    if erasures and not readable:
        return failed(f"{path} names nobody this master key can tell, and there were {erasures} erasures", PUT_BACK)
    if path.resolve().is_relative_to(premises.settings.data_dir.resolve()):
        return warning(
            f"{path} lies in the data folder: a restored folder brings an old one along",
            "move it out of there and set FINEPRINT_ERASURE_REGISTER",
        )
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        return warning(f"others can read {path}", f"chmod 600 {path}")
    return ok(f"{readable} erased clients" + (f", and {others} under other master keys" if others else ""))


def erasures(premises: Premises, account: str) -> Finding:
    """That every erasure has ended and left nothing, and that no backup has brought anybody back."""
    app = premises.app
    states = Counter(each["state"] for each in Erasures(app.engine).list(account))
    try:
        back = sum(app.erasure_register.holds(account, id) for id in ClientRows(app.engine, account).clients())
    except AnonymizeError:
        raise NotYet("the erasure register or the master key is not in order") from None
    if back:
        return warning(
            f"rows of {back} erased clients are here, from a backup or an erasure that a crash stopped; none opens",
            "run `fineprint sync`, which clears them before anything else",
        )
    if states[RESIDUE]:
        return warning(
            f"{states[RESIDUE]} erasures found something left",
            "`fineprint erase show` lists them, and with an id says in which files; remove those",
        )
    if states[BEGUN]:
        return warning(
            f"{states[BEGUN]} erasures were begun and never ended",
            "run `fineprint erase` for those clients again; one that is no longer known was cleared, without a proof",
        )
    return ok(f"{sum(states.values())} ended, nothing left")
