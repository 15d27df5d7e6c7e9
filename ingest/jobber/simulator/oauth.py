"""The simulator's authorization server: codes, JWT access tokens that expire, refresh tokens that work once.

Both tokens are signed, not stored, so a simulator that was restarted still knows its clients; only which refresh tokens
were spent, and that the app was disconnected, is kept in memory. Rotation works as Jobber describes it: `on`, an old
token is dead at once; `off`, the same token comes back with a warning; `grace` (apps made before 2024-01-02), an old
one still works, with another warning.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

ACCESS_LIFETIME = timedelta(minutes=60)
CODE_LIFETIME = timedelta(minutes=10)
Rotation = Literal["on", "off", "grace"]
DISCONNECTED = "User has disconnected this app from their account. Please delete this token"
ROTATION_OFF = "Refresh token rotation is off. Turn it on in the Developer Center."
REDEEMED_TWICE = "Unexpected Refresh Token Redemption: this refresh token was used before."
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Registration:
    """The app as the simulator knows it; any loopback redirect is taken, others only when listed."""

    client_id: str = "demo-client"
    client_secret: str = field(default="demo-secret", repr=False)
    redirect_uris: tuple[str, ...] = ()

    def redirects_to(self, uri: str) -> bool:
        parts = urlsplit(uri)
        return uri in self.redirect_uris or (parts.scheme in ("http", "https") and parts.hostname in _LOOPBACK)


class NotAccepted(ValueError):
    """A code, token or client the server does not take; the message is what Jobber answers."""


class TokenServer:
    """`refreshes` counts refreshes, `refused` those asked for with a token that was spent or never given out."""

    def __init__(self, registration: Registration, account_id: str, clock: Callable[[], datetime]) -> None:
        self.registration, self._account_id, self._clock = registration, account_id, clock
        self._codes: dict[str, tuple[str, datetime]] = {}
        self._spent: set[str] = set()
        self._lock = threading.Lock()
        self._connection = 0
        self.rotation: Rotation = "on"
        self.refreshes = self.refused = 0

    def code(self, redirect_uri: str) -> str:
        code = secrets.token_urlsafe(24)
        with self._lock:
            self._codes[code] = (redirect_uri, self._clock() + CODE_LIFETIME)
        return code

    def disconnect(self) -> None:
        """A user takes the permission back: every token given out so far is dead."""
        with self._lock:
            self._connection += 1

    def grant(self, form: dict[str, str]) -> dict[str, str]:
        """The token endpoint; raises `NotAccepted`."""
        given = (form.get("client_id", ""), form.get("client_secret", ""))
        if given != (self.registration.client_id, self.registration.client_secret):
            raise NotAccepted("Client authentication failed")
        if form.get("grant_type") == "authorization_code":
            return self._exchange(form.get("code", ""), form.get("redirect_uri", ""))
        if form.get("grant_type") == "refresh_token":
            return self._refresh(form.get("refresh_token", ""))
        raise NotAccepted("The grant type is not supported")

    def check_access(self, token: str) -> None:
        """Raises `NotAccepted`, with Jobber's words for an unknown and for an expired token."""
        claims = self._claims(token, "access")
        if claims is None:
            raise NotAccepted("Token not recognized")
        if claims["connection"] != self._connection:
            raise NotAccepted(DISCONNECTED)
        if claims["exp"] <= self._clock().timestamp():
            raise NotAccepted("Access token expired")

    def _exchange(self, code: str, redirect_uri: str) -> dict[str, str]:
        with self._lock:
            known, expires = self._codes.pop(code, ("", self._clock()))
        if not known or known != redirect_uri or expires <= self._clock():
            raise NotAccepted("The provided authorization grant is invalid, expired or was used already")
        return self._pair()

    def _refresh(self, token: str) -> dict[str, str]:
        claims = self._claims(token, "refresh")
        with self._lock:
            used_before = claims is not None and claims["jti"] in self._spent
            if claims is None or claims["connection"] != self._connection or (used_before and self.rotation == "on"):
                self.refused += 1
                raise NotAccepted("The provided refresh token is not valid")
            self.refreshes += 1
            if self.rotation == "off":
                return self._pair() | {"refresh_token": token, "warning": ROTATION_OFF}
            self._spent.add(claims["jti"])
        return self._pair() | ({"warning": REDEEMED_TWICE} if used_before else {})

    def _pair(self) -> dict[str, str]:
        expires = int((self._clock() + ACCESS_LIFETIME).timestamp())
        return {
            "access_token": self._signed({"use": "access", "account_id": self._account_id, "exp": expires}),
            "refresh_token": self._signed({"use": "refresh", "account_id": self._account_id}),
        }

    def _signed(self, claims: dict[str, Any]) -> str:
        payload = {**claims, "connection": self._connection, "jti": secrets.token_hex(12)}
        body = f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(payload)}"
        return f"{body}.{self._signature(body)}"

    def _claims(self, token: str, use: str) -> dict[str, Any] | None:
        body, _, signature = token.rpartition(".")
        if not body or not hmac.compare_digest(signature.encode(), self._signature(body).encode()):
            return None
        payload = body.split(".")[1]
        claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return claims if claims.get("use") == use and claims.get("account_id") == self._account_id else None

    def _signature(self, body: str) -> str:
        key = hashlib.sha256(f"simulator {self.registration.client_secret}".encode()).digest()
        return _base64(hmac.new(key, body.encode(), hashlib.sha256).digest())


def _part(value: dict[str, Any]) -> str:
    return _base64(json.dumps(value, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
