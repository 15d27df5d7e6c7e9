"""The privacy boundary: who may see what, and text that has been masked.

This module imports nothing of ours, and every package may import it. It is the only thing `retrieval` and
`anonymize` share: `retrieval` accepts `SanitizedText` and nothing else, and only whoever holds the account's
seal key can make one.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass


class NotSanitized(ValueError):
    """Text claims to be masked but was not made by this account's anonymizer, or was changed since."""


@dataclass(frozen=True)
class Scope:
    """What one reader may see of one account.

    `clients` is None for roles that see the whole account, documents of no one client and third parties
    included; otherwise only what belongs to one of these Jobber client ids.
    """

    account: str
    clients: frozenset[str] | None = None

    def allows(self, client_id: str | None) -> bool:
        return self.clients is None or client_id in self.clients

    def only(self, client_id: str) -> Scope:
        """The part of this scope that belongs to one client; empty when the reader may not see it."""
        return Scope(self.account, frozenset({client_id}) if self.allows(client_id) else frozenset())


@dataclass(frozen=True)
class SanitizedText:
    """Masked text with proof of who masked it: `mac` is HMAC-SHA256 over account, policy version and text."""

    text: str
    policy: str
    mac: str

    def __str__(self) -> str:
        return self.text


class Seal:
    """Signs and checks masked text of one account under one masking policy.

    Only `anonymize.Anonymizer` signs; the index and the stores check.
    """

    def __init__(self, account: str, key: bytes, policy: str) -> None:
        self._account, self._key, self.policy = account, key, policy

    def sign(self, text: str) -> SanitizedText:
        return SanitizedText(text, self.policy, self._mac(text, self.policy))

    def holds(self, text: object) -> bool:
        return isinstance(text, SanitizedText) and hmac.compare_digest(text.mac, self._mac(text.text, text.policy))

    def admit(self, text: str, policy: str, mac: str) -> SanitizedText:
        """Masked text read back from storage; raises `NotSanitized` when the proof does not fit."""
        candidate = SanitizedText(text, policy, mac)
        if not self.holds(candidate):
            raise NotSanitized("stored text does not carry this account's masking proof; run `fineprint reindex`")
        return candidate

    def _mac(self, text: str, policy: str) -> str:
        message = "\x1f".join((self._account, policy, text)).encode()
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()
