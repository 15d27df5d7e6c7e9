"""JSON at rest under a client's key: proposals' before and after, questions, answers and verdicts."""

from __future__ import annotations

import json
from typing import Any

from anonymize.keys import Keyring


class SealedJson:
    """Seals one JSON value per row; `context` names the row, so that a value cannot be moved to another."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def seal(self, value: Any, *, account: str, client_id: str | None, context: str) -> bytes:
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        return self._keyring.seal(plain, account=account, client_id=client_id, context=context)

    def open(self, sealed: bytes, *, account: str, client_id: str | None, context: str) -> Any:
        """The value; raises `anonymize.keys.Shredded` after its client was erased."""
        return json.loads(self._keyring.open(sealed, account=account, client_id=client_id, context=context))

    def digest(self, value: Any, *, account: str, purpose: str) -> str:
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        return self._keyring.digest(plain, account=account, purpose=purpose)
