"""The erasure register: who was erased, as keyed hashes, in a file outside the data folder.

It lies beside the master key, so a data folder or database restored from before an erasure does not bring anybody
back. The file is JSON lines, only ever added to: keys of the hashes, wrapped under the master key, and hashes of
(account, Jobber's client id), each with those of the marks by which the client's mail is told. Without the master key a
line says when somebody was erased, by how many marks he is known, and nothing else.
Installations may share the file: each reads what its own master key opens.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import threading
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from anonymize.envelope import KEY_BYTES, DoesNotAuthenticate, decrypt, encrypt
from anonymize.errors import Tampered
from anonymize.master_key import MasterKeys, WrappingKey

FILE_NAME = "erasures.jsonl"


class ErasureRegister:
    """Read again whenever the file has changed. Thread-safe; several processes may add to it."""

    def __init__(self, path: Path, masters: MasterKeys) -> None:
        self.path, self.masters = path, masters
        self._seen: tuple[int, int] = (0, 0)
        self._keys: dict[str, bytes] = {}
        self._erased: dict[str, set[str]] = {}
        self._marks: dict[str, set[str]] = {}
        self._lock = threading.RLock()

    def holds(self, account: str, client_id: str) -> bool:
        with self._lock:
            self._refresh()
            return any(_digest(self._keys[id], account, client_id) in known for id, known in self._erased.items())

    def knows(self, account: str, marks: Iterable[str]) -> bool:
        """Whether any of these marks is an erased client's of this account."""
        with self._lock:
            self._refresh()
            known = [(self._keys[id], marked) for id, marked in self._marks.items() if marked]
            return bool(known) and any(_mark(key, account, mark) in marked for mark in marks for key, marked in known)

    def add(self, account: str, client_id: str, *, at: datetime, marks: Iterable[str] = ()) -> None:
        """Durable when it returns; nothing is added for who is named already with all these marks."""
        with self._lock:
            left = [mark for mark in sorted(set(marks)) if not self.knows(account, [mark])]
            if self.holds(account, client_id) and not left:
                return
            if not self._keys:
                self._add_key(secrets.token_hex(4), secrets.token_bytes(KEY_BYTES), self.masters.current)
                self._refresh()
            id, key = next(iter(self._keys.items()))
            hashed = [_mark(key, account, mark) for mark in left]
            named = {"erased": _digest(key, account, client_id), "key": id, "at": at.isoformat()}
            self._append(named | ({"marks": hashed} if hashed else {}))

    def count(self) -> tuple[int, int]:
        """How many erased clients the master key at hand can tell, and how many it cannot."""
        with self._lock:
            self._refresh()
            named = {(line["key"], line["erased"]) for line in self._lines() if "erased" in line}
            readable = sum(key in self._keys for key, _ in named)
            return readable, len(named) - readable

    def join(self, lines: Iterable[str]) -> int:
        """Add what another copy of this register tells and this one does not; returns how many lines that were."""
        with self._lock:
            known = {json.dumps(line, sort_keys=True) for line in self._lines()}
            told = [json.loads(line) for line in lines if line.strip()]
            new = [line for line in told if json.dumps(line, sort_keys=True) not in known]
            if new:
                _append(self.path, new)
            return len(new)

    def rewrap(self, master: WrappingKey) -> None:
        """Wrap its keys under a new master key as well; `drop` takes the old wrapping away after the rotation."""
        with self._lock:
            self._refresh()
            done = {line["key"] for line in self._lines() if line.get("master") == master.fingerprint}
            for id, key in self._keys.items():
                if id not in done:
                    self._add_key(id, key, master)

    def drop(self, master: str) -> None:
        """Take away what the master key of this fingerprint wrapped."""
        with self._lock:
            kept = [line for line in self._lines() if line.get("master") != master]
            if self.path.exists():
                unfinished = self.path.with_name(f"{self.path.name}.new")
                unfinished.unlink(missing_ok=True)
                _append(unfinished, kept)
                unfinished.replace(self.path)

    def _add_key(self, id: str, key: bytes, master: WrappingKey) -> None:
        wrapped = base64.b64encode(encrypt(master.key, key, "erasure register", id)).decode()
        self._append({"key": id, "master": master.fingerprint, "wrapped": wrapped})

    def _append(self, line: dict[str, Any]) -> None:
        _append(self.path, [line])

    def _lines(self) -> list[dict[str, Any]]:
        if not self.path.exists():
            return []
        try:
            return [json.loads(line) for line in self.path.read_text().splitlines() if line.strip()]
        except json.JSONDecodeError:
            raise Tampered(
                f"the erasure register {self.path} holds a line that is none of ours; put back the copy you keep of "
                "it, or take the broken line away"
            ) from None

    def _refresh(self) -> None:
        found = self.path.stat() if self.path.exists() else None
        seen = (found.st_mtime_ns, found.st_size) if found else (0, 0)
        if seen != self._seen:
            lines, erased, marks = self._lines(), defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
            self.masters.refresh()  # a rotation elsewhere may have wrapped it anew
            known = {master.fingerprint: master for master in self.masters.all()}
            wrapped = [line for line in lines if line.get("master") in known]
            self._keys = {line["key"]: _unwrapped(known[line["master"]], line) for line in wrapped}
            for line in lines:
                if "erased" in line and line["key"] in self._keys:
                    erased[line["key"]].add(line["erased"])
                    marks[line["key"]].update(line.get("marks", ()))
            self._seen, self._erased, self._marks = seen, dict(erased), dict(marks)


def _append(path: Path, lines: list[dict[str, Any]]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as opened:
        opened.write("".join(json.dumps(line) + "\n" for line in lines))
        opened.flush()
        os.fsync(opened.fileno())


def _unwrapped(master: WrappingKey, line: dict[str, Any]) -> bytes:
    try:
        return decrypt(master.key, base64.b64decode(line["wrapped"]), "erasure register", line["key"])
    except (DoesNotAuthenticate, ValueError):
        raise Tampered(
            "a key in the erasure register was changed; put back the copy you keep of the register"
        ) from None


def _digest(key: bytes, *what: str) -> str:
    return hmac.new(key, json.dumps(what).encode(), hashlib.sha256).hexdigest()


def _mark(key: bytes, account: str, mark: str) -> str:
    return _digest(key, account, "mark", mark)
