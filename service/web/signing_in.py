"""Signing in: with the company's sign-in service, or with a link that was made on the machine itself."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Cookie, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from service.access import Access
from service.auth.sessions import COOKIE, LASTS
from service.auth.sign_ins import local_path
from service.web.rendering import Pages

router = APIRouter()
USED = "This link was used or is older than ten minutes. Ask for a new one."


@router.get("/sign-in", response_class=HTMLResponse)
def sign_in_page(request: Request, then: str = "/") -> HTMLResponse:
    return _page(request, then=local_path(then))


@router.get("/sign-in/{ticket}", response_class=HTMLResponse)
def link_page(request: Request, ticket: str) -> HTMLResponse:
    """A button, since whatever looks at links in mails and chats would use this one up."""
    return _page(request, ticket=ticket)


@router.post("/sign-in", response_class=HTMLResponse)
def follow(request: Request, ticket: Annotated[str, Form(max_length=100)]) -> Response:
    found = _access(request).follow(ticket)
    if found is None:
        return _page(request, refused=USED, status=403)
    response = RedirectResponse("/", 303)
    response.set_cookie(
        COOKIE,
        found[1],
        max_age=int(LASTS.total_seconds()),
        secure=request.app.state.public_url.startswith("https:"),
        httponly=True,
        samesite="lax",
    )
    return response


@router.post("/sign-out")
def sign_out(request: Request, session: Annotated[str, Cookie(alias=COOKIE)] = "") -> RedirectResponse:
    """Ends the session of whoever holds its cookie; a page of another site cannot send it, for the cookie is `lax`."""
    _access(request).sign_out(session)
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(COOKIE)
    return response


def _access(request: Request) -> Access:
    access: Access = request.app.state.access
    return access


def _page(request: Request, *, then: str = "/", ticket: str = "", refused: str = "", status: int = 200) -> HTMLResponse:
    pages: Pages = request.app.state.pages
    shown = pages.alone("sign_in.html", then=then, ticket=ticket, refused=refused, issuer=pages.has_issuer)
    return HTMLResponse(shown, status)
