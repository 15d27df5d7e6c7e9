"""Signing in with the issuer, signing out, and what a browser has to know of its session.

The two routes of the sign-in ask for no key: the proof is the issuer's signed answer, in the browser that began.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Cookie, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from service.access import Access
from service.auth.bearer import caller
from service.auth.oidc import NotSetUp, Person, SignInFailed
from service.auth.roles import PERMISSIONS, Principal
from service.auth.sessions import COOKIE, LASTS
from service.auth.sign_ins import LIFETIME, SignIn, SignIns, local_path
from service.web.refusals import plain_page

router = APIRouter(tags=["sign-in"])
BEGUN = "fineprint_signin"
UNSEEN = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


class SignsIn(Protocol):
    """`service.auth.oidc.Issuer`."""

    def authorize_url(self, sign_in: SignIn) -> str: ...
    def person(self, sign_in: SignIn, code: str) -> Person: ...


@dataclass(frozen=True)
class SigningIn:
    """`secure` cookies are sent over https only."""

    issuer: SignsIn
    flows: SignIns
    access: Access
    secure: bool


@router.get("/auth/signin", response_class=RedirectResponse, status_code=302)
def sign_in(request: Request, then: str = "/") -> Response:
    """Send the browser to the issuer; afterwards it goes on at `then`, a path here."""
    signing: SigningIn = request.app.state.signing_in
    begun, browser = signing.flows.begin(local_path(then))
    try:
        response = RedirectResponse(signing.issuer.authorize_url(begun), 302, headers=UNSEEN)
    except NotSetUp as missing:
        return _page(request, 404, str(missing))
    except SignInFailed as failed:
        return _page(request, 502, str(failed))
    response.set_cookie(
        BEGUN,
        browser,
        max_age=int(LIFETIME.total_seconds()),
        path="/auth",
        secure=signing.secure,
        httponly=True,
        samesite="lax",
    )
    return response


@router.get("/auth/callback", response_class=HTMLResponse)
def callback(
    request: Request,
    code: str | None = None,
    state: str | None = None,
    browser: Annotated[str, Cookie(alias=BEGUN)] = "",
) -> Response:
    """Where the issuer sends the browser back to; without a code when the person did not sign in."""
    signing: SigningIn = request.app.state.signing_in
    begun = signing.flows.complete(state, browser) if state else None
    if begun is None or code is None:
        return _page(request, 400, "This sign-in is too old, was used, or was begun in another browser. Begin again.")
    try:
        found = signing.access.sign_in(signing.issuer.person(begun, code))
    except SignInFailed as failed:
        return _page(request, 502, str(failed))
    if found is None:
        return _page(request, 403, "You are no user here. An admin adds you with `fineprint users add`.")
    response = RedirectResponse(begun.then, 303, headers=UNSEEN)
    response.delete_cookie(BEGUN, path="/auth")
    response.set_cookie(
        COOKIE,
        found[1],
        max_age=int(LASTS.total_seconds()),
        path="/",
        secure=signing.secure,
        httponly=True,
        samesite="lax",
    )
    return response


@router.post("/auth/signout", status_code=204)
def sign_out(
    request: Request,
    _principal: Annotated[Principal, Depends(caller)],
    session: Annotated[str, Cookie(alias=COOKIE)] = "",
) -> Response:
    """End the session; the cookie is worthless from here on."""
    signing: SigningIn = request.app.state.signing_in
    signing.access.sign_out(session)
    response = Response(status_code=204, headers=UNSEEN)
    response.delete_cookie(COOKIE, path="/")
    return response


@router.get("/api/session")
def session(request: Request, principal: Annotated[Principal, Depends(caller)]) -> dict[str, Any]:
    """Who calls, what he may do, and the CSRF token that a browser's changes have to carry."""
    own = PERMISSIONS[principal.role] if principal.own is None else principal.own
    return {
        "name": principal.name,
        "role": principal.role.value,
        "account": principal.scope.account,
        "permissions": sorted(own),
        "csrf": getattr(request.state, "csrf", None),
    }


def _page(request: Request, status: int, words: str) -> HTMLResponse:
    response = plain_page(request, status, "Not signed in", words, ("/sign-in", "Sign in"))
    response.headers.update(UNSEEN)
    return response
