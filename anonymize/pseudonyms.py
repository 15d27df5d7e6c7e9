"""`<PERSON_7f3kq2>`: what stands in masked text for a value, the same for the same value throughout an account."""

from __future__ import annotations

import base64
import json
import re

from anonymize.findings import Identity
from anonymize.folding import folded_key
from anonymize.keys import Keyring
from anonymize.policy import TREATMENTS

_LENGTH = 6
PSEUDONYM = re.compile(rf"<[A-Z]{{2,20}}(?:_[A-Z]{{2,20}}){{0,2}}_[a-z2-7]{{{_LENGTH}}}>")

_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|prof|rev)\s+")
_LEGAL_FORM = re.compile(r"\s+(?:inc|llc|llp|pllc|ltd|corp|corporation|co|company)$")


def identity_of(entity: str, surface: str, client_id: str | None) -> Identity:
    """Who or what a value is that no record tells of: the client's own, or a third party's (`policy.Treatment`)."""
    owner = client_id if TREATMENTS[entity].of_client else None
    return Identity(entity, _canonical(entity, surface), " ".join(surface.split()), owner)


def value_digest(keyring: Keyring, account: str, identity: Identity) -> str:
    told = json.dumps([TREATMENTS[identity.entity].label, identity.canonical, identity.client_id])
    return keyring.digest(told.encode(), account=account, purpose="value behind a pseudonym")


def pseudonym(keyring: Keyring, account: str, entity: str, digest: str, attempt: int) -> str:
    """Keyed by the account, so that nobody can test a guess. `attempt` moves on where two values meet in one name."""
    code = keyring.digest(f"{digest} {attempt}".encode(), account=account, purpose="pseudonym")
    letters = base64.b32encode(bytes.fromhex(code)).decode().lower()[:_LENGTH]
    return f"<{TREATMENTS[entity].label}_{letters}>"


def _canonical(entity: str, surface: str) -> str:
    if entity == "PSEUDONYM":
        return surface
    key = folded_key(surface)
    if entity == "PERSON":
        return _TITLE.sub("", key).removesuffix(" s")
    if entity == "ORGANIZATION":
        return _LEGAL_FORM.sub("", key)
    if entity in ("ACCESS_CODE", "BANK_ACCOUNT", "IBAN_CODE", "CREDIT_CARD", "US_SSN", "CA_SIN", "LICENSE_PLATE"):
        return key.replace(" ", "")
    if entity == "PHONE_NUMBER":
        return re.sub(r"^1(?=\d{10})", "", key.replace(" ", ""))
    return key
