"""What a person reads where a page or a press of a button cannot be answered: what is wrong, and what helps.

Programs get problem responses (`service.api.problems`); a browser that asks for a page gets one, and htmx gets a notice
that it puts at the top of the page that is open, so that nothing typed is lost.
"""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import HTMLResponse

from service.auth.roles import Principal
from service.web.rendering import Pages

FOR_PROGRAMS = ("/api/", "/v1/", "/mcp", "/local/", "/webhooks/")
NO_PAGE = "There is no page at this address"
MENDING = {
    403: "Another role may. An admin changes roles under Set-up.",
    404: "It may have been deleted or renamed in Jobber, or belong to a client you do not see. Look for it by name.",
    409: "Load the page again to see how it stands now.",
    429: "Wait a moment, then try again.",
    500: "Try again. Where it stays so, an admin finds the time and the kind of error in the log.",
    502: "Jobber could not be reached or refused. What was read before is still here; try again in a minute.",
    503: "Try again in a minute. “fineprint doctor” says what is wrong with the index.",
}


def is_for_a_person(request: Request) -> bool:
    """Whether a browser asked, for a page or through htmx on one."""
    if request.url.path.startswith(FOR_PROGRAMS):
        return False
    return "hx-request" in request.headers or "text/html" in request.headers.get("accept", "")


def refusal(request: Request, status: int, title: str, detail: str) -> HTMLResponse:
    pages: Pages = request.app.state.pages
    if "hx-request" in request.headers:
        notice = pages.alone("told.html", words=detail, kind="bad")
        return HTMLResponse(notice, status, {"HX-Retarget": "#trouble", "HX-Reswap": "innerHTML"})
    principal: Principal | None = getattr(request.state, "principal", None)
    detail = NO_PAGE if detail == "Not Found" else detail
    told = {"title": title, "detail": detail, "mending": MENDING.get(status, "")}
    if principal is None or status == 500:  # whatever failed may be what the whole page is made with
        return HTMLResponse(pages.alone("problem.html", principal=None, **told), status)
    return HTMLResponse(pages.text("problem.html", request, principal, told), status)


def plain_page(request: Request, status: int, title: str, words: str, onward: tuple[str, str]) -> HTMLResponse:
    """A page for whoever may not be known here: what happened, and one way on (path, words)."""
    pages: Pages = request.app.state.pages
    return HTMLResponse(pages.alone("plain.html", title=title, words=words, onward=onward), status)
