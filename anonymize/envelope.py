"""AES-256-GCM and HKDF as the keyring uses them: `1 byte format, 12 bytes nonce, ciphertext and tag`."""

from __future__ import annotations

import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12
_FORMAT = b"\x01"


class DoesNotAuthenticate(Exception):
    """Wrong key, changed bytes, or bytes that were bound to something else."""


def derive(key: bytes, purpose: str) -> bytes:
    """HKDF-SHA256 (RFC 5869): a key per purpose, none of which tells anything about another."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"fineprint/1/{purpose}".encode()).derive(key)


def encrypt(key: bytes, data: bytes, *bound_to: str | None) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _FORMAT + nonce + AESGCM(key).encrypt(nonce, data, _associated(bound_to))


def decrypt(key: bytes, sealed: bytes, *bound_to: str | None) -> bytes:
    head = len(_FORMAT) + _NONCE_BYTES
    if sealed[: len(_FORMAT)] != _FORMAT or len(sealed) < head:
        raise DoesNotAuthenticate
    try:
        return AESGCM(key).decrypt(sealed[len(_FORMAT) : head], sealed[head:], _associated(bound_to))
    except InvalidTag:
        raise DoesNotAuthenticate from None


def _associated(bound_to: tuple[str | None, ...]) -> bytes:
    return json.dumps(bound_to).encode()  # JSON, so that no two tuples read the same
