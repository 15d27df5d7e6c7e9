"""Where an alert's links lead: a page that shows one proposal to who is signed in and may decide, and a form that does."""

from __future__ import annotations

from html import escape
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from service.api.routes import desk_of
from service.auth.roles import Permission
from service.desk import Desk

router = APIRouter(prefix="/alerts", tags=["alerts"], include_in_schema=False)
Approving = Annotated[Desk, desk_of(Permission.APPROVE)]
Verdict = Literal["approve", "reject"]
UNSEEN = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@router.get("/{id}/{verdict}", response_class=HTMLResponse)
def ask(request: Request, id: str, verdict: Verdict, desk: Approving) -> HTMLResponse:
    """The proposal, and a button; following a link decides nothing by itself."""
    proposal = desk.proposal(id)
    if proposal["state"] != "pending":
        return _page(f"This proposal is {proposal['state']}.", _told(proposal))
    csrf = escape(str(getattr(request.state, "csrf", "")))
    form = (
        f'<form method=post><input type=hidden name=csrf value="{csrf}">'
        f'<input type=hidden name=version value="{proposal["version"]}">'
        f"<p><label>Note <input name=note maxlength=2000></label> <button>{verdict.title()}</button></p></form>"
    )
    return _page(f"{verdict.title()} this write to Jobber?", _told(proposal) + form)


@router.post("/{id}/{verdict}", response_class=HTMLResponse)
def decide(
    id: str,
    verdict: Verdict,
    desk: Approving,
    version: Annotated[int, Form()],
    note: Annotated[str, Form(max_length=2000)] = "",
) -> HTMLResponse:
    act = desk.approve if verdict == "approve" else desk.reject
    proposal = act(id, version=version, note=note or None)
    return _page(f"This proposal is {proposal['state']}.", _told(proposal))


def _told(proposal: dict[str, Any]) -> str:
    rows = {
        "What": proposal["action"].replace("_", " "),
        "On": f"{proposal['target']['type']} {proposal['target']['id']}",
        "Before": _shown(proposal["before"]),
        "After": _shown(proposal["after"]),
        "Because": "; ".join(f"“{each.get('quote', '')}”" for each in proposal["evidence"]),
    }
    told = "".join(f"<dt>{name}</dt><dd>{escape(str(value))}</dd>" for name, value in rows.items() if value)
    return f"<dl>{told}</dl>"


def _shown(value: Any) -> str:
    if isinstance(value, dict) and "label" in value:
        return f"{value['label']}: {value['value'] if value['value'] is not None else 'empty'}"
    return "" if value is None else ", ".join(f"{name}: {each}" for name, each in dict(value).items())


def _page(title: str, body: str) -> HTMLResponse:
    head = f"<!doctype html><meta charset=utf-8><title>{escape(title)}</title><h1>{escape(title)}</h1>"
    return HTMLResponse(head + body, headers=UNSEEN)
