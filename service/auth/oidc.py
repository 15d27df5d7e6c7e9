"""OpenID Connect with one issuer: the authorization code flow with PKCE, by Authlib; the id token checked by joserfc."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import httpx
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from service.auth.sign_ins import SignIn

log = logging.getLogger("fineprint.oidc")
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519")
TIMEOUT = 10.0  # seconds
LEEWAY = 60  # seconds between the issuer's clock and ours


class SignInFailed(RuntimeError):
    """Nobody was signed in; the message is for the person who tried."""


class NotSetUp(SignInFailed):
    """This installation knows no issuer."""


@dataclass(frozen=True)
class Person:
    """Whom the issuer vouches for: its own name for him, and his address of mail, which it has verified."""

    subject: str
    email: str


class Issuer:
    """`redirect_uri` is where the issuer sends the browser back to. Raises `SignInFailed` for whatever goes wrong."""

    def __init__(self, url: str, client_id: str, client_secret: str, redirect_uri: str) -> None:
        self._url, self._client_id = url.rstrip("/"), client_id
        self._client_secret, self._redirect_uri = client_secret, redirect_uri

    def authorize_url(self, sign_in: SignIn) -> str:
        url, _ = self._client().create_authorization_url(
            self._found("authorization_endpoint"),
            state=sign_in.state,
            nonce=sign_in.nonce,
            code_verifier=sign_in.verifier,
        )
        return str(url)

    def person(self, sign_in: SignIn, code: str) -> Person:
        """Exchange the code, check the id token and say who it is."""
        try:
            with self._client() as client:
                token = client.fetch_token(self._found("token_endpoint"), code=code, code_verifier=sign_in.verifier)
        except (OAuthError, OSError, ValueError) as error:
            raise self._failed(error) from None
        except Exception as error:  # noqa: BLE001 - the HTTP client's own errors have no base that is ours to name
            raise self._failed(error) from None
        claims = self._claims(str(token.get("id_token", "")), sign_in.nonce)
        if claims.get("email_verified") is not True or not claims.get("email"):
            raise SignInFailed("the sign-in service does not vouch for your address of mail (`email_verified`)")
        return Person(f"{claims['iss']} {claims['sub']}", str(claims["email"]))

    def _claims(self, id_token: str, nonce: str) -> dict[str, Any]:
        registry = jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": self._client_id},
            sub={"essential": True},
            exp={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            keys = KeySet.import_key_set(self._fetched(self._found("jwks_uri")))
            token = jwt.decode(id_token, keys, algorithms=list(ALGORITHMS))
            registry.validate(token.claims)
        except (JoseError, ValueError, KeyError) as error:
            raise self._failed(error) from None
        return dict(token.claims)

    @property
    def _issuer(self) -> str:
        return self._found("issuer")

    @cached_property
    def _described(self) -> dict[str, Any]:
        described: dict[str, Any] = self._fetched(f"{self._url}/.well-known/openid-configuration")
        if str(described.get("issuer", "")).rstrip("/") != self._url:
            raise SignInFailed("the sign-in service calls itself otherwise than FINEPRINT_OIDC_ISSUER")
        return described

    def _found(self, name: str) -> str:
        value = self._described.get(name)
        if not isinstance(value, str):
            raise SignInFailed(f"the sign-in service does not say its {name}")
        return value

    def _fetched(self, url: str) -> Any:
        try:
            response = httpx.get(url, timeout=TIMEOUT)
            response.raise_for_status()
            return response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise self._failed(error) from None

    def _client(self) -> Any:
        return OAuth2Client(
            client_id=self._client_id,
            client_secret=self._client_secret,
            scope="openid email",
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
            timeout=TIMEOUT,
        )

    @staticmethod
    def _failed(error: Exception) -> SignInFailed:
        """What the issuer said stays in no page: its answers are not ours to show."""
        log.warning("a sign-in failed: %s", type(error).__name__)
        return SignInFailed("the sign-in service did not answer as it should; try again")


@dataclass(frozen=True)
class NoIssuer:
    """Signing in is not set up."""

    def authorize_url(self, sign_in: SignIn) -> str:  # noqa: ARG002
        raise NotSetUp("signing in is not set up here; an admin sets FINEPRINT_OIDC_ISSUER, or use an API key")

    def person(self, sign_in: SignIn, code: str) -> Person:  # noqa: ARG002
        raise NotSetUp("signing in is not set up here")
