"""Connecting a Jobber account from a browser: `/oauth/jobber/start`, and the callback that Jobber redirects to.

Only an admin begins a flow. A browser cannot send a bearer token, so a program (or `fineprint connect` beside a serving
process) asks for a link that works once and is opened in the browser; the flow is bound to that browser by a cookie.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Cookie, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ingest.jobber.authorization import LIFETIME, Authorizations, FlowRefused
from ingest.jobber.errors import JobberError
from ingest.jobber.oauth import JobberApp
from ingest.jobber.records import Account
from service.auth.bearer import require
from service.auth.roles import Permission, Principal
from service.web.refusals import plain_page

router = APIRouter(prefix="/oauth/jobber", tags=["connection"])
COOKIE = "fineprint_oauth"
UNSEEN = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}


@dataclass(frozen=True)
class Connecting:
    """`connect` exchanges a code, for the given account only where one is given. Raises `JobberError`."""

    flows: Authorizations
    app: JobberApp
    connect: Callable[[str, str | None], Account]

    def begin(self, principal: Principal) -> str:
        """An API key's admin connects his own account anew; only this machine's command line adds another."""
        return self.flows.begin(principal.name, principal.scope.account or None)

    def link(self, state: str) -> str:
        """Where a browser takes the flow up: beside the callback, so that the cookie reaches both."""
        callback = urlsplit(self.app.redirect_uri)
        return f"{callback.scheme}://{callback.netloc}{router.prefix}/open?{urlencode({'ticket': state})}"


Admin = Annotated[Principal, Depends(require(Permission.CONFIGURE))]


@router.get("/start", response_class=RedirectResponse, status_code=302)
def start(request: Request, principal: Admin) -> RedirectResponse:
    """Send the caller to Jobber, where an admin of the account gives permission."""
    connecting: Connecting = request.app.state.connecting
    return _to_jobber(connecting, connecting.begin(principal))


@router.post("/tickets", status_code=201)
def ticket(request: Request, principal: Admin) -> dict[str, str]:
    """A link for a browser, which works once within ten minutes and does the same as `start`."""
    connecting: Connecting = request.app.state.connecting
    return {"url": connecting.link(connecting.begin(principal))}


@router.get("/open", response_class=HTMLResponse)
def open_ticket(request: Request, ticket: str) -> Response:
    try:
        return _to_jobber(request.app.state.connecting, ticket)
    except FlowRefused as refused:
        return _page(request, 400, "Not connected", str(refused))


@router.get("/callback", response_class=HTMLResponse)
def callback(
    request: Request,
    code: str | None = None,
    state: str | None = None,
    browser: Annotated[str, Cookie(alias=COOKIE)] = "",
) -> HTMLResponse:
    """Where Jobber sends the browser back to; without any parameter when permission was denied."""
    if code is None:
        return _page(
            request, 403, "Not connected", "Permission was denied in Jobber. An admin of the account has to allow it."
        )
    if state is None:
        return _page(
            request,
            409,
            "One more step",
            "Jobber sent you here from its App Marketplace. To connect the account, an admin of this installation "
            "starts from here: with `fineprint connect`, or at /oauth/jobber/start. Jobber will not ask twice.",
        )
    try:
        begun = request.app.state.connecting.flows.complete(state, browser)
        request.app.state.connecting.connect(code, begun.account)
    except JobberError as error:
        return _page(request, 400, "Not connected", str(error))
    return _page(
        request,
        200,
        "Connected",
        "The Jobber account is connected. Set-up begins the first sync; if you came from a command line, you can close this page.",
    )


def _to_jobber(connecting: Connecting, state: str) -> RedirectResponse:
    browser = connecting.flows.take_up(state)
    response = RedirectResponse(connecting.app.authorize_url(state), 302, headers=UNSEEN)
    response.set_cookie(
        COOKIE,
        browser,
        max_age=int(LIFETIME.total_seconds()),
        path="/",
        secure=connecting.app.redirect_uri.startswith("https:"),
        httponly=True,
        samesite="lax",
    )
    return response


def _page(request: Request, status: int, title: str, words: str) -> HTMLResponse:
    response = plain_page(request, status, title, words, ("/setup", "Go on to Set-up"))
    response.headers.update(UNSEEN)
    if status == 200:
        response.delete_cookie(COOKIE, path="/")
    return response
