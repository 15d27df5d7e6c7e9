"""Where the master key comes from: a setting, or a file only its owner can read, never below the data folder."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
from pathlib import Path

from anonymize.envelope import KEY_BYTES
from anonymize.errors import UnsafeMasterKey


def load_master_key(value: str | None, file: Path | None, *, data_dir: Path) -> bytes:
    """32 bytes: `value` (hex or base64) where given, else the key file, made with mode 0600 where absent.

    Raises `UnsafeMasterKey` for a malformed key, a file others can read, and a file below `data_dir`: a copy of the
    data must not carry its own key.
    """
    if value:
        return parse_master_key(value)
    path = (file or default_key_file()).expanduser().resolve()
    if path.is_relative_to(data_dir.expanduser().resolve()):
        raise UnsafeMasterKey("the master key file lies below the data folder; set FINEPRINT_MASTER_KEY_FILE elsewhere")
    if not path.exists():
        _create(path)
    return _read(path)


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


def _from_base64(text: str) -> bytes:
    plain = text.replace("-", "+").replace("_", "/").rstrip("=")
    return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)


def _create(path: Path) -> None:
    """Written beside and linked into place, so that another process never reads half a key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(new_master_key() + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _read(path: Path) -> bytes:
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise UnsafeMasterKey("the master key file can be read by others; run chmod 600 on it, and rotate the key")
    return parse_master_key(path.read_text())
