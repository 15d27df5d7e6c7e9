"""Tokens kept in memory; passes the contract of `ingest.jobber.tokens.TokenStore`."""

from __future__ import annotations

import threading
from collections import defaultdict
from contextlib import AbstractContextManager

from ingest.jobber.tokens import Tokens


class MemoryTokenStore:
    def __init__(self) -> None:
        self._tokens: dict[str, Tokens] = {}
        self._locks: dict[str, threading.Lock] = defaultdict(threading.Lock)

    def load(self, account: str) -> Tokens | None:
        return self._tokens.get(account)

    def save(self, account: str, tokens: Tokens) -> None:
        self._tokens[account] = tokens

    def forget(self, account: str) -> None:
        self._tokens.pop(account, None)

    def accounts(self) -> list[str]:
        return sorted(self._tokens)

    def lock(self, account: str) -> AbstractContextManager[None]:
        return _Held(self._locks[account])


class _Held(AbstractContextManager[None]):
    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()
