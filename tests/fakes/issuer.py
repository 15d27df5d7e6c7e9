"""An OpenID Connect issuer on a real port: discovery, authorization with PKCE, tokens signed with a key of its own.

Whoever is sent to it is `person`, and signs in at once. `changed` is put over the claims of the next id token.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from ingest.jobber.simulator.server import running

CLIENT_ID, CLIENT_SECRET = "fineprint", "issuer-secret"
Json = dict[str, Any]


@dataclass
class LocalIssuer:
    url: str = ""
    person: Json = field(default_factory=lambda: {"sub": "ada-1", "email": "ada@example.com", "email_verified": True})
    changed: Json = field(default_factory=dict)
    signed_with: RSAKey | None = None
    codes: dict[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.key = RSAKey.generate_key(2048, parameters={"kid": "key-1"})

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._described),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/keys", self._keys),
            ]
        )

    async def _described(self, _: Request) -> Response:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return JSONResponse({"issuer": self.url} | {name: f"{self.url}/{path}" for name, path in places.items()})

    async def _keys(self, _: Request) -> Response:
        return JSONResponse(KeySet([self.key]).as_dict(private=False))

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    async def _token(self, request: Request) -> Response:
        """Each code once, to who knows the client's secret and the verifier of the challenge."""
        form, authorization = await request.form(), request.headers.get("authorization", "")
        known = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        asked = self.codes.pop(str(form.get("code")), None)
        challenge = hashlib.sha256(str(form.get("code_verifier")).encode()).digest()
        fits = asked is not None and base64.urlsafe_b64encode(challenge).decode().rstrip("=") == asked["code_challenge"]
        if authorization != f"Basic {known}" or asked is None or not fits:
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": self._signed(asked["nonce"])})

    def _signed(self, nonce: str) -> str:
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT_ID, "nonce": nonce, "iat": now, "exp": now + 300, **self.person}
        claims |= self.changed
        return jwt.encode({"alg": "RS256", "kid": "key-1"}, claims, self.signed_with or self.key)


@contextmanager
def issuing() -> Iterator[LocalIssuer]:
    issuer = LocalIssuer()
    with running(issuer.app()) as url:
        issuer.url = url
        yield issuer
