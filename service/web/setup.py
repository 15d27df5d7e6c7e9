"""Set-up: the connection to Jobber and how far the copy is behind, the field mapping, who may come in, and privacy."""

from __future__ import annotations

import secrets
import threading
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ingest.lookup import LookupFailed
from ingest.status import SyncStatus
from service.access import Access, AccessError
from service.auth.roles import Permission, Role
from service.erasure.erase import StillWorking
from service.extraction.field_map import FieldMapFaulty
from service.web.visit import Visit, visiting

router = APIRouter(prefix="/setup")
Configuring = Annotated[Visit, visiting(Permission.CONFIGURE)]
Managing = Annotated[Visit, visiting(Permission.MANAGE_ACCESS)]
Words = Annotated[str, Form(max_length=320)]
PEOPLE = (Role.TECHNICIAN, Role.STAFF, Role.MANAGER, Role.ADMIN)


@router.get("", response_class=HTMLResponse)
def setup_page(visit: Configuring) -> HTMLResponse:
    return visit.page("setup.html", sync=_sync(visit), field_map=visit.desk.writing.field_map(), learned=visit.desk.writing.learned(), **_comers(visit), erasures=visit.desk.erasures())  # fmt: skip


@router.get("/connect", response_class=RedirectResponse)
def connect(_visit: Configuring) -> RedirectResponse:
    return RedirectResponse("/oauth/jobber/start", 303)


@router.get("/sync", response_class=HTMLResponse)
def sync_status(visit: Configuring) -> HTMLResponse:
    """Asked for again every two seconds while a sync runs."""
    return visit.page("sync.html", sync=_sync(visit))


@router.post("/sync", response_class=HTMLResponse)
def start_sync(visit: Configuring) -> HTMLResponse:
    """Begins a sync and answers at once; the status tells how far it is."""
    account, run = visit.principal.scope.account, f"page-{secrets.token_hex(6)}"
    work = visit.request.app.state.sync
    threading.Thread(target=work, args=(account, run, False, None), daemon=True, name="sync-from-page").start()
    return visit.page("sync.html", sync=_sync(visit) | {"begun": True})


@router.post("/fields", response_class=HTMLResponse)
def save_field_map(visit: Configuring, yaml: Annotated[str, Form(max_length=200_000)]) -> HTMLResponse:
    try:
        count = visit.desk.writing.save_field_map(yaml)
    except FieldMapFaulty as error:
        return visit.page("told.html", words=str(error), kind="bad")
    return visit.page("told.html", words=f"Saved: {count} contract fields go into custom fields.", kind="")


@router.post("/learned/{id}/forget", response_class=HTMLResponse)
def forget_lesson(visit: Configuring, id: str) -> HTMLResponse:
    visit.desk.writing.forget_lesson(id)
    return visit.page("learned.html", learned=visit.desk.writing.learned())


@router.post("/users", response_class=HTMLResponse)
def add_user(visit: Managing, email: Words, role: Annotated[Role, Form()], jobber_user: Words = "") -> HTMLResponse:
    access, account = _access(visit), visit.principal.scope.account
    return _changed(visit, lambda: access.add_user(account, email, role, by=visit.principal.name, jobber_user=jobber_user or None))  # fmt: skip


@router.post("/users/{id}/remove", response_class=HTMLResponse)
def remove_user(visit: Managing, id: str) -> HTMLResponse:
    access = _access(visit)
    return _changed(visit, lambda: access.remove_user(visit.principal.scope.account, id, by=visit.principal.name))


@router.post("/keys", response_class=HTMLResponse)
def create_key(
    visit: Managing, role: Annotated[Role, Form()], client: Words = "", jobber_user: Words = ""
) -> HTMLResponse:
    access, account = _access(visit), visit.principal.scope.account
    return _changed(visit, lambda: access.create_key(account, role, by=visit.principal.name, client=client or None, jobber_user=jobber_user or None))  # fmt: skip


@router.post("/keys/{id}/revoke", response_class=HTMLResponse)
def revoke_key(visit: Managing, id: str) -> HTMLResponse:
    access = _access(visit)
    return _changed(visit, lambda: access.revoke_key(visit.principal.scope.account, id, by=visit.principal.name))


@router.post("/erasures", response_class=HTMLResponse)
def erase(visit: Configuring, client: Words, really: Words = "") -> Response:
    """First what would be forgotten; then, with the client's name typed again, the certificate that it was."""
    try:
        preview = visit.desk.erasure_preview(client)
        if really.strip() != preview["client_name"]:
            return visit.page("erase.html", preview=preview, wrong=bool(really), certificate=None)
        return visit.page("erase.html", preview=preview, wrong=False, certificate=visit.desk.erase(client))
    except (LookupFailed, StillWorking) as error:
        return visit.page("told.html", words=str(error), kind="attention")


def _sync(visit: Visit) -> dict[str, Any]:
    status = SyncStatus(visit.request.app.state.engine).as_json(visit.principal.scope)
    runs: Any = status["runs"]
    return status | {"begun": False, "running": bool(runs) and runs[0]["state"] == "running"}


def _access(visit: Visit) -> Access:
    access: Access = visit.request.app.state.access
    return access


def _comers(visit: Visit) -> dict[str, Any]:
    """Users and live keys of the account."""
    access, account = _access(visit), visit.principal.scope.account
    return {
        "users": [user.as_json() for user in access.users.all(account)],
        "keys": [key.as_json() for key in access.keys.list(account)],
        "roles": [role.value for role in PEOPLE],
        "key_roles": [role.value for role in Role],
    }


def _changed(visit: Visit, change: Any) -> HTMLResponse:
    """Who may come in now; a new key is shown this once, and what was refused says why."""
    made, refused = None, ""
    try:
        made = change()
    except (AccessError, LookupFailed) as error:
        refused = str(error)
    shown = made if isinstance(made, dict) else None
    return visit.page("access.html", made=shown, refused=refused, **_comers(visit))
