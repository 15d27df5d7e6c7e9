"""Jobber's OAuth 2.0 (authorization code; refresh tokens rotate): where to send the admin, and code or refresh → tokens.

Scopes are set on the app in Jobber's Developer Center, not asked for here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx

from ingest.jobber.answers import Json, json_of, too_many
from ingest.jobber.errors import Disconnected, JobberError, Refused, Unavailable, Unreadable
from ingest.jobber.tokens import Tokens

TIMEOUT = httpx.Timeout(15.0)  # shorter than the lease under which a refresh runs
WARNING_LENGTH = 300


@dataclass(frozen=True)
class JobberApp:
    """The app as registered with Jobber, and where Jobber is (`url` without a path)."""

    url: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str = ""

    @property
    def graphql_url(self) -> str:
        return f"{self.url.rstrip('/')}/api/graphql"

    def authorize_url(self, state: str) -> str:
        """Where an admin of the Jobber account gives permission; `state` comes back in the redirect."""
        query = {"response_type": "code", "client_id": self.client_id, "redirect_uri": self.redirect_uri}
        return f"{self.url.rstrip('/')}/api/oauth/authorize?{urlencode(query | {'state': state})}"


class OAuth:
    """Both calls of the token endpoint; raises `Disconnected` where Jobber does not take the code or token, `Refused`
    where it does not take the app's own credentials."""

    def __init__(self, http: httpx.Client, app: JobberApp) -> None:
        self._http, self._app = http, app

    def exchange(self, code: str) -> Tokens:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._app.redirect_uri}
        return self._tokens(form, "the authorization code was not accepted; start `fineprint connect` again")

    def refresh(self, refresh_token: str) -> Tokens:
        form = {"grant_type": "refresh_token", "refresh_token": refresh_token}
        return self._tokens(form, "Jobber no longer accepts this account's refresh token; run `fineprint connect`")

    def _tokens(self, form: dict[str, str], when_refused: str) -> Tokens:
        credentials = {"client_id": self._app.client_id, "client_secret": self._app.client_secret}
        try:
            response = self._http.post(
                f"{self._app.url.rstrip('/')}/api/oauth/token",
                data=credentials | form,
                auth=httpx.Auth(),
                timeout=TIMEOUT,
            )
        except httpx.TransportError as error:
            raise Unavailable(f"Jobber's token endpoint cannot be reached ({type(error).__name__})") from None
        return _read_tokens(response, when_refused)


def _read_tokens(response: httpx.Response, when_refused: str) -> Tokens:
    if response.status_code == 429:
        raise too_many(response)
    if response.status_code >= 500:
        raise Unavailable(f"Jobber's token endpoint answered {response.status_code}")
    body = json_of(response)
    if response.status_code in (400, 401, 403):
        raise _refusal(body, when_refused)
    if response.status_code >= 400:
        raise Refused(f"Jobber's token endpoint answered {response.status_code}")
    return _tokens_in(body)


def _refusal(body: Json, when_refused: str) -> JobberError:
    """A wrong client id or secret is mended here and costs no connection; anything else ends it.

    Jobber's own words for a dead token are "The provided refresh token is not valid"; RFC 6749, 5.2 names the codes.
    """
    said = f"{body.get('error', '')} {body.get('error_description', '')} {body.get('message', '')}".lower()
    if "client" in said and "grant" not in said and "refresh token" not in said:
        return Refused(
            "Jobber does not know this app; check FINEPRINT_JOBBER_CLIENT_ID and FINEPRINT_JOBBER_CLIENT_SECRET"
        )
    return Disconnected(when_refused)


def _tokens_in(body: Json) -> Tokens:
    access, refresh = body.get("access_token"), body.get("refresh_token")
    if not (isinstance(access, str) and access and isinstance(refresh, str) and refresh):
        raise Unreadable("Jobber's token endpoint answered without an access and a refresh token")
    warning = body.get("warning")
    return Tokens(access, refresh, str(warning)[:WARNING_LENGTH] if warning else None)
