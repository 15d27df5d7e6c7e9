"""Addresses of attachments that carry their own permission and expire, as Jobber's presigned storage links do."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import quote

LIFETIME = timedelta(hours=72)  # observed with Jobber, not documented


class FileUrls:
    def __init__(self, clock: Callable[[], datetime], *, lifetime: timedelta = LIFETIME) -> None:
        self._clock, self._lifetime, self._key = clock, lifetime, secrets.token_bytes(32)

    def url(self, base: str, file_id: str) -> str:
        expires = str(int((self._clock() + self._lifetime).timestamp()))
        return f"{base}/files/{quote(file_id, safe='')}?expires={expires}&signature={self._sign(file_id, expires)}"

    def allows(self, file_id: str, expires: str, signature: str) -> bool:
        if not hmac.compare_digest(signature.encode(), self._sign(file_id, expires).encode()):
            return False
        return int(expires) > self._clock().timestamp()

    def _sign(self, file_id: str, expires: str) -> str:
        return hmac.new(self._key, f"{file_id}\x1f{expires}".encode(), hashlib.sha256).hexdigest()
