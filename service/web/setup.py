"""Set-up: the connection to Jobber and how far the copy is behind, the field mapping, who may come in, and privacy."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import AsyncIterator
from itertools import count
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from ingest.lookup import LookupFailed
from service.access import Access, AccessError
from service.auth.roles import Permission, Role
from service.erasure.erase import StillWorking
from service.extraction.field_map import FieldMapFaulty
from service.setting_up import ScanUnderWay, SettingUp
from service.web import syncing
from service.web.visit import Visit, visiting

router = APIRouter(prefix="/setup")
Configuring = Annotated[Visit, visiting(Permission.CONFIGURE)]
Managing = Annotated[Visit, visiting(Permission.MANAGE_ACCESS)]
Words = Annotated[str, Form(max_length=320)]
MOST_LOOKS = 15  # for a sync that does not begin
PEOPLE = (Role.TECHNICIAN, Role.STAFF, Role.MANAGER, Role.ADMIN)


@router.get("", response_class=HTMLResponse)
def setup_page(visit: Configuring) -> HTMLResponse:
    account, setting_up = visit.principal.scope.account, _setting_up(visit)
    return visit.page(
        "setup.html",
        connection=setting_up.connection(account),
        sync=syncing.status(visit),
        begun=False,
        field_map=visit.desk.writing.field_map(),
        learned=visit.desk.writing.learned(),
        scan=setting_up.last_scan(account),
        erasures=visit.desk.erasures(),
        **_comers(visit),
    )


@router.get("/connect", response_class=RedirectResponse)
def connect(_visit: Configuring) -> RedirectResponse:
    return RedirectResponse("/oauth/jobber/start", 303)


@router.post("/sync", response_class=HTMLResponse)
def start_sync(visit: Configuring) -> HTMLResponse:
    """Begins a sync and answers at once; what follows comes by `/setup/sync/live`."""
    syncing.begin(visit)
    return visit.page("sync.html", sync=syncing.status(visit), begun=True)


@router.get("/sync/live", response_class=EventSourceResponse)
async def live_sync(visit: Configuring) -> AsyncIterator[ServerSentEvent]:
    """How far the sync is, every second, until it has ended or none begins; then the whole section once more."""
    begun = False
    for looked in count():
        sync = await run_in_threadpool(syncing.status, visit)
        ended = not sync["running"] and (begun or looked >= MOST_LOOKS)
        if ended or visit.request.app.state.stopping.asked:
            break
        begun = sync["running"]
        yield ServerSentEvent(raw_data=visit.text("sync_progress.html", sync=sync))
        await sleep(1)
    yield ServerSentEvent(raw_data=visit.text("sync_ended.html", sync=sync, begun=False))


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


@router.post("/users/{id}/role", response_class=HTMLResponse)
def change_role(visit: Managing, id: str, role: Annotated[Role, Form()]) -> HTMLResponse:
    access = _access(visit)
    return _changed(visit, lambda: access.set_role(visit.principal.scope.account, id, role, by=visit.principal.name))


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


@router.post("/leaks", response_class=HTMLResponse)
def look_for_leaks(visit: Configuring) -> HTMLResponse:
    """Reads everything stored and shows what was found: how much, never what."""
    try:
        return visit.page("leaks.html", scan=_setting_up(visit).scan(visit.principal.scope.account))
    except ScanUnderWay as error:
        return visit.page("told.html", words=str(error), kind="attention")


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


def _setting_up(visit: Visit) -> SettingUp:
    found: SettingUp = visit.request.app.state.setting_up
    return found


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
