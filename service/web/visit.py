"""A person's call of a page: who it is, the desk as he may use it, and how pages are made for him."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from anonymize.boundary import Scope
from ingest.runs import SyncRuns
from service.auth.bearer import require
from service.auth.roles import Permission, Principal
from service.desk import Desk
from service.web.rendering import Pages


@dataclass(frozen=True)
class Visit:
    request: Request
    principal: Principal
    desk: Desk
    pages: Pages

    def page(self, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        """A whole page, or a fragment for htmx, made from a template."""
        return HTMLResponse(self.text(template, **context), status_code=status)

    def text(self, template: str, **context: Any) -> str:
        return self.pages.text(template, self.request, self.principal, context)

    def streamed(self, template: str, **context: Any) -> StreamingResponse:
        """A page whose head is painted while the rest is made."""
        pieces = self.pages.pieces(template, self.request, self.principal, context)
        return StreamingResponse(pieces, media_type="text/html; charset=utf-8")

    @property
    def not_ready(self) -> bool:
        """Whether no sync of the account has ended yet, so that there is nothing to show."""
        engine, account = self.request.app.state.engine, self.principal.scope.account
        return SyncRuns(engine).last_done(Scope(account)) is None

    def may(self, permission: Permission) -> bool:
        return self.principal.may(permission)


def visiting(permission: Permission) -> Any:
    """A dependency: the visit of whoever may do this; others are refused as every route refuses them."""
    guard = Depends(require(permission))  # not in the annotation: FastAPI could not resolve `permission` there

    def visit(request: Request, principal: Principal = guard) -> Visit:
        state = request.app.state
        return Visit(request, principal, state.desk_for(principal), state.pages)

    return Depends(visit)
