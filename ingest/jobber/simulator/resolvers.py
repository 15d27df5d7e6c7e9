"""Answers the fields of our SDL from a `SimulatedAccount`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
    get_named_type,
)
from graphql.type import GraphQLAbstractType

from ingest.jobber.documents import schema_text
from ingest.jobber.ids import encoded, type_of
from ingest.jobber.simulator import custom_fields, webhooks
from ingest.jobber.simulator.account import Fields, SimulatedAccount
from ingest.jobber.simulator.call import call_of
from ingest.jobber.simulator.connections import connection, moment
from ingest.jobber.simulator.mutations import MUTATIONS
from ingest.jobber.simulator.relations import APPLIES_TO, LISTS, RELATIONS, TABLES

Resolver = Callable[..., Any]
APPLICATION = {"__typename": "Application", "id": encoded("Application", "1"), "name": "Fineprint"}
_EMPTY: dict[str, Any] = {
    "String": "",
    "Int": 0,
    "Float": 0.0,
    "Boolean": False,
    "Seconds": 0,
    "ProductsAndServicesCategory": "SERVICE",
    "BillingFrequencyEnum": "NEVER",
    "InvoiceSchedule": {},
    "VisitSchedule": {},
}


@cache
def executable_schema() -> GraphQLSchema:
    """Our SDL with a resolver on every field; made once, it knows no account."""
    schema = build_schema(schema_text())
    _set_scalars(schema)
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            for name, field in kind.fields.items():
                field.resolve = _resolver(kind.name, name, field)
        if isinstance(kind, GraphQLUnionType):
            kind.resolve_type = _typename
    for name in ("NoteInterface", "NoteFileInterface", "CustomFieldConfigurationInterface"):
        interface: Any = schema.type_map[name]
        interface.resolve_type = _typename
    return schema


class Hiding:
    """Middleware that hides fields (`Query.jobs`) and types (`Job`) as Jobber does where a scope is missing."""

    def __init__(self, hidden: frozenset[str]) -> None:
        self._hidden = hidden

    def resolve(self, following: Resolver, record: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
        answered = get_named_type(info.return_type).name.removesuffix("Connection")
        if f"{info.parent_type.name}.{info.field_name}" in self._hidden:
            raise GraphQLError(
                f"The field {info.field_name} on an object of type {info.parent_type.name} was hidden due to permissions"
            )
        if answered in self._hidden:
            raise GraphQLError(f"An object of type {answered} was hidden due to permissions")
        return following(record, info, **arguments)


def _resolver(type_name: str, name: str, field: GraphQLField) -> Resolver:
    if type_name in ("Query", "Mutation"):
        return _root(type_name, name)
    if (type_name, name) in _OWN:
        return _OWN[type_name, name]
    if name == "customFields" and type_name in APPLIES_TO:
        return lambda record, info: custom_fields.shown(call_of(info).account, type_name, record)
    if str(get_named_type(field.type)).endswith("Connection"):
        return _list(type_name, name)
    if name in RELATIONS.get(type_name, {}):
        return lambda record, info: call_of(info).account.related(type_name, record, name)
    return _plain(name, field)


def _list(type_name: str, name: str) -> Resolver:
    """A connection on a record: records that name it, records it names, its notes, or its line items."""

    def resolve(record: Fields, info: GraphQLResolveInfo, **arguments: Any) -> Fields:
        account = call_of(info).account
        if name == "notes":
            return connection("Note", _notes(account, type_name, record), arguments)
        if (type_name, name) in LISTS:
            return connection(LISTS[type_name, name][0], account.listed(type_name, record, name), arguments)
        if name in RELATIONS.get(type_name, {}):
            return connection(RELATIONS[type_name][name], account.related(type_name, record, name) or [], arguments)
        return connection(name, record.get(name) or [], arguments)

    return resolve


def _notes(account: SimulatedAccount, type_name: str, record: Fields) -> list[Fields]:
    """A visit shows the notes of its whole job."""
    if type_name == "Visit":
        return account.notes_of("Job", account.related("Visit", record, "job"))
    return account.notes_of(type_name, record)


def _root(type_name: str, name: str) -> Resolver:
    if type_name == "Mutation":
        return (MUTATIONS | webhooks.MUTATIONS)[name]
    if name == "account":
        return lambda _, info: call_of(info).account.account
    tables = {_singular(key): table.type_name for key, table in TABLES.items()}
    if name in tables:
        return _one(tables[name])
    kind = TABLES[name].type_name
    return lambda _, info, **arguments: connection(kind, call_of(info).indexed(kind, arguments), arguments)


def _singular(key: str) -> str:
    return key.removesuffix("ies") + "y" if key.endswith("ies") else key.removesuffix("s")


def _one(type_name: str) -> Resolver:
    def resolve(_: Any, info: GraphQLResolveInfo, id: str | None = None) -> Fields | None:
        account = call_of(info).account
        if id is None and type_name == "User":
            return next((user for user in account.all("User") if user.get("isAccountAdmin")), None)
        return account.find(type_name, id)

    return resolve


def _plain(name: str, field: GraphQLField) -> Resolver:
    """The record's own value; where Jobber's schema allows no null and the folder has none, the type's empty value."""
    named, required = str(get_named_type(field.type)), isinstance(field.type, GraphQLNonNull)
    empty = [] if "[" in str(field.type) else _EMPTY.get(named)

    def resolve(record: Fields, info: GraphQLResolveInfo) -> Any:
        value = record.get(name)
        if value is not None or not required:
            return value
        return call_of(info).now.isoformat() if named == "ISO8601DateTime" else empty

    return resolve


def _client_name(record: Fields, _: GraphQLResolveInfo) -> str:
    person = f"{record.get('firstName') or ''} {record.get('lastName') or ''}".strip()
    company = record.get("companyName") or ""
    return company if record["isCompany"] and company else person or company


def _created_by(note: Fields, info: GraphQLResolveInfo) -> Fields:
    account = call_of(info).account
    for type_name in ("User", "Client"):
        if found := account.find(type_name, note.get("createdBy")):
            return {**found, "__typename": type_name}
    return APPLICATION


def _linked_to(note: Fields, _: GraphQLResolveInfo) -> Fields:
    links = note.get("linkedTo") or {}
    return {name: links.get(name, True) for name in ("requests", "quotes", "jobs", "invoices")}


def _target(entry: Fields, info: GraphQLResolveInfo) -> Fields | None:
    account = call_of(info).account
    for type_name, name in (("Visit", "visit"), ("Job", "job")):
        if found := account.find(type_name, entry.get(name)):
            return {**found, "__typename": type_name}
    return None


def _work_object(task: Fields, info: GraphQLResolveInfo) -> Fields | None:
    account = call_of(info).account
    for type_name, name in (("Quote", "quote"), ("Request", "request")):
        if found := account.find(type_name, task.get(name)):
            return {**found, "__typename": type_name}
    return None


def _file_status(file: Fields, info: GraphQLResolveInfo) -> str:
    return "PROCESSING" if call_of(info).conditions.is_processing(file["id"]) else str(file.get("status") or "READY")


def _file_url(file: Fields, info: GraphQLResolveInfo) -> str:
    return call_of(info).file_url(file["id"])


def _typename(value: Fields, _: GraphQLResolveInfo, __: GraphQLAbstractType) -> str:
    return str(value["__typename"])


def _set_scalars(schema: GraphQLSchema) -> None:
    ids, times = schema.type_map["EncodedId"], schema.type_map["ISO8601DateTime"]
    if isinstance(ids, GraphQLScalarType) and isinstance(times, GraphQLScalarType):
        ids.parse_value = _parsed_id  # type: ignore[method-assign]
        times.serialize = _full_time  # type: ignore[method-assign]


def _parsed_id(value: Any) -> str:
    if not isinstance(value, str) or type_of(value) is None:
        raise GraphQLError("not an EncodedId")
    return value


def _full_time(value: Any) -> str:
    """Jobber's times have a time of day and UTC's Z, also where the folder gives a date only."""
    return moment(str(value)).isoformat().replace("+00:00", "Z")


_OWN: dict[tuple[str, str], Resolver] = {
    ("Client", "name"): _client_name,
    ("TimeSheetEntry", "targetItem"): _target,
    ("Task", "workObject"): _work_object,
}
for _note_type in ("ClientNote", "JobNote", "QuoteNote", "RequestNote", "InvoiceNote"):
    _OWN[_note_type, "createdBy"] = _created_by
    _OWN[_note_type, "linkedTo"] = _linked_to
    _OWN[f"{_note_type}File", "status"] = _file_status
    _OWN[f"{_note_type}File", "url"] = _file_url
    _OWN[f"{_note_type}File", "downloadUrl"] = _file_url
for _configuration, _value_type in custom_fields.VALUE_TYPES.items():
    _OWN[_configuration, "valueType"] = lambda record, _: custom_fields.VALUE_TYPES[record["__typename"]]
