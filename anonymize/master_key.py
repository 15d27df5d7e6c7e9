"""Where the master key comes from: a setting, or a file only its owner can read, never below the data folder.

While a rotation runs there are two: the file being made (`master.key.next`) or the second setting. A file that was
rotated away stays beside the new one (`master.key.old-<fingerprint>`), for backups made before, until somebody
removes it.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from anonymize.envelope import KEY_BYTES, derive
from anonymize.errors import MissingMasterKey, UnsafeMasterKey


def fingerprint(master_key: bytes) -> str:
    """Eight hex digits that name a master key and tell nothing of it."""
    return derive(master_key, "fingerprint of a master key").hex()[:8]


@dataclass(frozen=True)
class WrappingKey:
    """What a master key wraps other keys with; made of it, so that the master key itself encrypts nothing."""

    fingerprint: str
    key: bytes

    @classmethod
    def of(cls, master_key: bytes) -> WrappingKey:
        if len(master_key) != KEY_BYTES:
            raise UnsafeMasterKey("the master key must be 32 bytes")
        return cls(fingerprint(master_key), derive(master_key, "wrap data keys"))


class MasterKeys:
    """The master keys at hand, the current one first; read again for one that a rotation elsewhere has put in place."""

    def __init__(self, read: Callable[[], Sequence[bytes]], where: str = "FINEPRINT_MASTER_KEY") -> None:
        self._read, self._where = read, where
        self._keys: dict[str, WrappingKey] = {}
        self._given: dict[str, WrappingKey] = {}
        self.refresh()

    @classmethod
    def only(cls, master_key: bytes) -> MasterKeys:
        return cls(lambda: [master_key])

    def refresh(self) -> None:
        wrapping = [WrappingKey.of(key) for key in self._read()]
        self._keys = {each.fingerprint: each for each in wrapping} | self._given
        self.current = wrapping[0]

    def add(self, key: WrappingKey) -> None:
        """Know one more from here on: the key that a rotation goes over to."""
        self._given[key.fingerprint] = key
        self.refresh()

    def all(self) -> Iterable[WrappingKey]:
        return self._keys.values()

    def named(self, fingerprint: str) -> WrappingKey:
        """Raises `MissingMasterKey`, which names the key that is missing and where it was looked for."""
        if fingerprint not in self._keys:
            self.refresh()
        if fingerprint not in self._keys:
            raise MissingMasterKey(
                f"the master key {fingerprint} is missing, and nothing can be opened without it; {self._where} holds "
                f"{self.current.fingerprint}. Put {fingerprint} back there, or give it as FINEPRINT_MASTER_KEY"
            )
        return self._keys[fingerprint]


@dataclass(frozen=True)
class MasterKeyPlace:
    """`value` (and `next_value` while it is rotated) where given, else `file`, else the default file.

    Raises `UnsafeMasterKey` for a malformed key, a file others can read, and a file below `data_dir`: a copy of the
    data must not carry its own key.
    """

    data_dir: Path
    value: str | None = None
    next_value: str | None = None
    file: Path | None = None

    @property
    def path(self) -> Path:
        path = (self.file or default_key_file()).expanduser().resolve()
        if path.is_relative_to(self.data_dir.expanduser().resolve()):
            raise UnsafeMasterKey(
                "the master key file lies below the data folder; set FINEPRINT_MASTER_KEY_FILE elsewhere"
            )
        return path

    @property
    def where(self) -> str:
        return "FINEPRINT_MASTER_KEY" if self.value else str(self.path)

    def keys(self, *, may_create: bool) -> MasterKeys:
        """A new key file is made only where nothing is sealed yet: one that is away must not be replaced."""
        if not self.value and may_create and not self.path.exists():
            write_key_file(self.path)
        return MasterKeys(self._read, self.where)

    @property
    def next_path(self) -> Path:
        return self.path.with_name(f"{self.path.name}.next")

    def next(self) -> bytes:
        """The key to rotate to: as set, or a new one in a file beside, which an interrupted rotation finds again."""
        if self.value:
            if not self.next_value:
                raise MissingMasterKey(
                    "FINEPRINT_MASTER_KEY is set, so give the new key as FINEPRINT_NEXT_MASTER_KEY "
                    "(`openssl rand -base64 32` makes one); after the rotation put it in the place of the old one"
                )
            return parse_master_key(self.next_value)
        if not self.next_path.exists():
            write_key_file(self.next_path)
        return _read_file(self.next_path)

    def put_next_in_place(self) -> Path | None:
        """The new key file takes the name of the old one; returns where the old one stands now, None for settings."""
        if self.value:
            return None
        old = self.path.with_name(f"{self.path.name}.old-{fingerprint(_read_file(self.path))}")
        if not old.exists():
            os.link(self.path, old)
        self.next_path.replace(self.path)
        return old

    def _read(self) -> list[bytes]:
        if self.value:
            return [parse_master_key(given) for given in (self.value, self.next_value) if given]
        if not self.path.exists():
            raise MissingMasterKey(
                f"the master key file {self.path} is missing, and nothing can be opened without it; put it back, or "
                "set FINEPRINT_MASTER_KEY_FILE to where it is now or FINEPRINT_MASTER_KEY to what it held"
            )
        others = sorted(self.path.parent.glob(f"{self.path.name}.old-*"))
        return [_read_file(path) for path in (self.path, self.next_path, *others) if path.exists()]


def default_key_file() -> Path:
    configuration = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(configuration) / "fineprint" / "master.key"


def new_master_key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def parse_master_key(value: str) -> bytes:
    """64 hex digits, or base64 (plain or URL-safe, padding optional) of 32 bytes."""
    text = value.strip()
    try:
        key = bytes.fromhex(text) if len(text) == 2 * KEY_BYTES else _from_base64(text)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != KEY_BYTES:
        raise UnsafeMasterKey("the master key must be 32 bytes, written as 64 hex digits or as base64")
    return key


def write_key_file(path: Path) -> None:
    """A new key, written beside and linked into place, so that another process never reads half a key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(new_master_key() + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _from_base64(text: str) -> bytes:
    plain = text.replace("-", "+").replace("_", "/").rstrip("=")
    return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)


def _read_file(path: Path) -> bytes:
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise UnsafeMasterKey("the master key file can be read by others; run chmod 600 on it, and rotate the key")
    return parse_master_key(path.read_text())
