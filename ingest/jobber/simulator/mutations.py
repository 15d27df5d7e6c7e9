"""The writes: they change the account in memory and stand in the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from graphql import GraphQLResolveInfo

from ingest.jobber.ids import encoded
from ingest.jobber.simulator import custom_fields
from ingest.jobber.simulator.account import Fields
from ingest.jobber.simulator.call import call_of
from ingest.jobber.simulator.connections import moment

Resolver = Callable[..., Any]


def _edit(type_name: str) -> Resolver:
    """`clientEdit`, `propertyEdit` and `jobEdit`, of which only custom field values are simulated."""
    name = type_name.lower()

    def resolve(_: Any, info: GraphQLResolveInfo, **arguments: Any) -> Fields:
        call, edits = call_of(info), arguments["input"].get("customFields") or []
        record = call.account.find(type_name, arguments[f"{name}Id"])
        if record is None:
            return {name: None, "userErrors": [_user_error(f"{type_name} not found", f"{name}Id")]}
        before = custom_fields.shown(call.account, type_name, record)
        trial = dict(record)
        complaints = [custom_fields.write(call.account, type_name, trial, edit) for edit in edits]
        errors = [_user_error(complaint, "input", "customFields") for complaint in complaints if complaint]
        if errors:
            return {name: None, "userErrors": errors}
        record["customFields"] = trial.get("customFields")
        _touch(type_name, record, call.now)
        after = custom_fields.shown(call.account, type_name, record)
        call.journal.fields_written(call.now, f"{name}Edit", type_name, record["id"], before, after)
        return {name: record, "userErrors": []}

    return resolve


def _create_note(type_name: str) -> Resolver:
    """A new note by the app. Whether Jobber moves the record's updatedAt for a note is not known; here it stays."""
    name = type_name.lower()

    def resolve(_: Any, info: GraphQLResolveInfo, **arguments: Any) -> Fields:
        call, given = call_of(info), arguments["input"]
        parent = call.account.find(type_name, arguments[f"{name}Id"])
        if parent is None:
            return {f"{name}Note": None, "userErrors": [_user_error(f"{type_name} not found", f"{name}Id")]}
        if not (given.get("message") or "").strip():
            return {f"{name}Note": None, "userErrors": [_user_error("Message can't be blank", "input", "message")]}
        fields = {"message": given["message"], "pinned": bool(given.get("pinned"))}
        note = call.account.add_note(f"{type_name}Note", parent, fields, call.now)
        call.journal.note_written(call.now, f"{name}CreateNote", type_name, parent["id"], note)
        return {f"{name}Note": note, "userErrors": []}

    return resolve


def _delete_note(type_name: str) -> Resolver:
    """Any note of the type, also one that somebody else wrote."""
    name = type_name.lower()

    def resolve(_: Any, info: GraphQLResolveInfo, **arguments: Any) -> Fields:
        call = call_of(info)
        note = call.account.find("Note", arguments["input"]["noteId"])
        if note is None or note["__typename"] != f"{type_name}Note":
            return {name: None, "deletedNote": None, "userErrors": [_user_error("Note not found", "input", "noteId")]}
        del call.account.records["Note"][note["id"]]
        call.account.changed()
        call.journal.note_deleted(call.now, f"{name}DeleteNote", type_name, note["parent"], note)
        parent = call.account.find(type_name, note["parent"])
        return {name: parent, "deletedNote": note, "userErrors": []}

    return resolve


def _app_disconnect(_: Any, info: GraphQLResolveInfo) -> Fields:
    call_of(info).disconnect()
    return {"app": {"id": encoded("Application", "1"), "name": "Fineprint"}, "userErrors": []}


def _create_field(kind: str) -> Resolver:
    def resolve(_: Any, info: GraphQLResolveInfo, **arguments: Any) -> Fields:
        call = call_of(info)
        made = custom_fields.create(call.account, kind, arguments["input"], call.now)
        if isinstance(made, str):
            return {"customFieldConfiguration": None, "userErrors": [_user_error(made, "input")]}
        call.journal.field_made(call.now, f"customFieldConfigurationCreate{kind}", made)
        return {"customFieldConfiguration": made, "userErrors": []}

    return resolve


def _touch(type_name: str, record: Fields, now: datetime) -> None:
    """`updatedAt` moves forward; properties have none in Jobber's schema."""
    if type_name == "Property":
        return
    current = moment(record["updatedAt"]) if record.get("updatedAt") else now
    record["updatedAt"] = max(now, current).isoformat()


def _user_error(message: str, *path: str) -> Fields:
    return {"message": message, "path": list(path)}


MUTATIONS: dict[str, Resolver] = {
    "appDisconnect": _app_disconnect,
    "clientEdit": _edit("Client"),
    "propertyEdit": _edit("Property"),
    "jobEdit": _edit("Job"),
    "clientCreateNote": _create_note("Client"),
    "jobCreateNote": _create_note("Job"),
    "quoteCreateNote": _create_note("Quote"),
    "requestCreateNote": _create_note("Request"),
    "invoiceCreateNote": _create_note("Invoice"),
    "clientDeleteNote": _delete_note("Client"),
    "jobDeleteNote": _delete_note("Job"),
    **{
        f"customFieldConfigurationCreate{kind}": _create_field(kind)
        for kind in ("Text", "Numeric", "Dropdown", "TrueFalse", "Link", "Area")
    },
}
