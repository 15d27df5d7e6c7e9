"""What is kept of a secret that comes back: keys, cookies and tickets are random, so one round of SHA-256 guards them."""

from __future__ import annotations

import hashlib


def digest_of(secret: str) -> str:
    """64 hex digits."""
    return hashlib.sha256(secret.encode()).hexdigest()
