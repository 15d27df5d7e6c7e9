"""An account folder into a `SimulatedAccount`; everything that is wrong with the folder is said at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from graphql import GraphQLEnumType, GraphQLObjectType, GraphQLSchema, get_named_type

from ingest.jobber.ids import encoded, opaque_id
from ingest.jobber.simulator.account import Fields, SimulatedAccount
from ingest.jobber.simulator.relations import LINE_ITEM_TYPES, TABLES, Table
from ingest.jobber.simulator.resolvers import executable_schema

_TIMES = ("createdAt", "updatedAt", "startAt", "endAt", "completedAt", "lastEditedAt", "issuedDate", "dueDate", "date")
NOTE_PARENTS = {f"{name}Note": name for name in ("Client", "Request", "Quote", "Job", "Invoice")}


class AccountFolderError(ValueError):
    """`problems` says each thing that is wrong, as `jobs[3].client: …`."""

    def __init__(self, folder: Path, problems: list[str]) -> None:
        shown = "\n".join(f"  {problem}" for problem in problems[:40])
        super().__init__(f"{folder} is no account folder that can be served:\n{shown}")
        self.problems = problems


def load_account(folder: Path) -> SimulatedAccount:
    """Raises `AccountFolderError`."""
    plain = _read(folder)
    problems = list(_problems(folder, plain))
    if problems:
        raise AccountFolderError(folder, problems)
    return _Loading(folder, plain).account()


def _read(folder: Path) -> dict[str, Any]:
    try:
        plain = json.loads((folder / "account.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise AccountFolderError(folder, ["account.json is missing"]) from None
    except ValueError as error:
        raise AccountFolderError(folder, [f"account.json is no JSON: {error}"]) from None
    if not isinstance(plain, dict):
        raise AccountFolderError(folder, ["account.json must hold one object"])
    return plain


def _problems(folder: Path, plain: dict[str, Any]) -> Iterator[str]:
    account = plain.get("account")
    if not isinstance(account, dict) or not {"id", "name"} <= account.keys():
        yield "account: one record with id and name is needed"
    for key in plain.keys() - TABLES.keys() - {"account"}:
        yield f"{key}: unknown; the keys are account, {', '.join(TABLES)}"
    known = {key: _ids(plain, key) for key in TABLES}
    schema = executable_schema()
    for key, table in TABLES.items():
        yield from _table_problems(folder, key, table, plain.get(key, []), known, schema)


def _ids(plain: dict[str, Any], key: str) -> set[str]:
    rows = plain.get(key)
    return {row["id"] for row in rows if isinstance(row, dict) and "id" in row} if isinstance(rows, list) else set()


def _table_problems(
    folder: Path, key: str, table: Table, rows: Any, known: dict[str, set[str]], schema: GraphQLSchema
) -> Iterator[str]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield f"{key}: must be a list of records"
        return
    seen: set[str] = set()
    for position, row in enumerate(rows):
        where = f"{key}[{position}]"
        yield from (f"{where}.{name}: required" for name in table.required if row.get(name) is None)
        if row.get("id") in seen:
            yield f"{where}.id: {row['id']} is there twice"
        seen.add(row.get("id", ""))
        yield from (f"{where}.{problem}" for problem in _relation_problems(table, row, known))
        yield from (f"{where}.{problem}" for problem in _value_problems(table, row, schema))
        if key == "notes":
            yield from (f"{where}.{problem}" for problem in _note_problems(folder, row, known))
        yield from (f"{where}.{problem}" for problem in _nested_problems(row, known))


def _relation_problems(table: Table, row: Fields, known: dict[str, set[str]]) -> Iterator[str]:
    keys = {each.type_name: key for key, each in TABLES.items()}
    for name, target in table.relations:
        value = row.get(name)
        for each in value if isinstance(value, list) else [value] if value is not None else []:
            if each not in known[keys[target]]:
                yield f"{name}: there is no {each} in {keys[target]}"


def _value_problems(table: Table, row: Fields, schema: GraphQLSchema) -> Iterator[str]:
    kind = schema.type_map.get(str(row.get("__typename") or table.type_name))
    if not isinstance(kind, GraphQLObjectType):
        yield f"__typename: {row.get('__typename')!r} is no type of Jobber's schema"
        return
    for name, value in row.items():
        if name in _TIMES and value is not None and not _is_time(value):
            yield f"{name}: {value!r} is no ISO 8601 time"
        field = kind.fields.get(name)
        enum = get_named_type(field.type) if field else None
        if isinstance(enum, GraphQLEnumType) and value is not None and value not in enum.values:
            yield f"{name}: {value!r} is none of {', '.join(enum.values)}"


def _is_time(value: Any) -> bool:
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


def _note_problems(folder: Path, row: Fields, known: dict[str, set[str]]) -> Iterator[str]:
    parent, kind = row.get("parent") or {}, row.get("__typename")
    if NOTE_PARENTS.get(str(kind)) != parent.get("__typename"):
        yield f"parent: a {kind} hangs on a {NOTE_PARENTS.get(str(kind), 'record of a type with notes')}"
    elif parent.get("id") not in known[f"{parent['__typename'].lower()}s"]:
        yield f"parent: there is no {parent.get('id')}"
    author = row.get("createdBy")
    if author is not None and author not in known["users"] | known["clients"]:
        yield f"createdBy: there is no user or client {author}"
    for position, file in enumerate(row.get("fileAttachments") or []):
        yield from (f"fileAttachments[{position}]{problem}" for problem in _file_problems(folder, file))


def _file_problems(folder: Path, file: Fields) -> Iterator[str]:
    missing = [name for name in ("id", "fileName", "contentType", "path") if not file.get(name)]
    if missing:
        yield f": {', '.join(missing)} required"
        return
    path, files = (folder / "files" / file["path"]).resolve(), (folder / "files").resolve()
    if not path.is_relative_to(files) or not path.is_file():
        yield f".path: there is no file files/{file['path']}"
    elif file.get("fileSize") not in (None, path.stat().st_size):
        yield f".fileSize: {file['fileSize']}, but the file has {path.stat().st_size} bytes"


def _nested_problems(row: Fields, known: dict[str, set[str]]) -> Iterator[str]:
    for value in row.get("customFields") or []:
        if value.get("configuration") not in known["customFieldConfigurations"]:
            yield f"customFields: there is no configuration {value.get('configuration')}"
    for position, item in enumerate(row.get("lineItems") or []):
        missing = [name for name in ("id", "name", "quantity", "unitPrice", "totalPrice") if item.get(name) is None]
        if missing:
            yield f"lineItems[{position}]: {', '.join(missing)} required"


class _Loading:
    """Turns the folder's short ids into opaque ones, everywhere they stand."""

    def __init__(self, folder: Path, plain: dict[str, Any]) -> None:
        self._folder, self._plain = folder, plain
        self._opaque = {key: self._opaque_ids(key) for key in TABLES}
        self._parts = _opaque_forms(_parts(plain))
        self._keys = {table.type_name: key for key, table in TABLES.items()}
        self._files: dict[str, Path] = {}

    def account(self) -> SimulatedAccount:
        account = self._plain["account"]
        records = {
            table.type_name: {
                self._opaque[key][row["id"]]: self._record(key, row) for row in self._plain.get(key) or []
            }
            for key, table in TABLES.items()
        }
        _inherit_from_jobs(records)
        return SimulatedAccount({**account, "id": opaque_id("Account", account["id"])}, records, self._files)

    def _opaque_ids(self, key: str) -> dict[str, str]:
        rows = self._plain.get(key) or []
        forms = _opaque_forms((str(row.get("__typename") or TABLES[key].type_name), row["id"]) for row in rows)
        return {short: opaque for (_, short), opaque in forms.items()}

    def _record(self, key: str, row: Fields) -> Fields:
        table = TABLES[key]
        record = {**row, "id": self._opaque[key][row["id"]]}
        for name, target in table.relations:
            ids, value = self._opaque[self._keys[target]], row.get(name)
            record[name] = [ids[each] for each in value] if isinstance(value, list) else ids.get(value or "")
        if row.get("customFields"):
            record["customFields"] = self._custom_fields(row["customFields"])
        if table.type_name in LINE_ITEM_TYPES:
            kind, items = LINE_ITEM_TYPES[table.type_name], row.get("lineItems") or []
            record["lineItems"] = [{**item, "id": self._parts[kind, item["id"]]} for item in items]
        return self._note(record, row) if key == "notes" else record

    def _custom_fields(self, values: list[Fields]) -> dict[str, Any]:
        """Configuration id → value."""
        ids = self._opaque["customFieldConfigurations"]
        return {ids[value["configuration"]]: value.get("value") for value in values}

    def _note(self, record: Fields, row: Fields) -> Fields:
        parent, author = row["parent"], row.get("createdBy")
        record["parent"] = self._opaque[f"{parent['__typename'].lower()}s"][parent["id"]]
        record["createdBy"] = (self._opaque["clients"] | self._opaque["users"]).get(author or "")
        record["fileAttachments"] = [self._file(row["__typename"], file) for file in row.get("fileAttachments") or []]
        return record

    def _file(self, note_type: str, file: Fields) -> Fields:
        opaque = self._parts[f"{note_type}File", file["id"]]
        path = self._folder / "files" / file["path"]
        self._files[opaque] = path
        size = {"fileSize": path.stat().st_size, "status": file.get("status") or "READY"}
        return {**file, **size, "id": opaque, "__typename": f"{note_type}File"}


def _parts(plain: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Type and short id of what has an id but no table of its own: line items and files."""
    for key, table in TABLES.items():
        for row in plain.get(key) or []:
            if table.type_name in LINE_ITEM_TYPES:
                yield from ((LINE_ITEM_TYPES[table.type_name], item["id"]) for item in row.get("lineItems") or [])
            if key == "notes":
                yield from ((f"{row['__typename']}File", file["id"]) for file in row.get("fileAttachments") or [])


def _opaque_forms(shorts: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Where two short ids of a type have the same number, both are kept whole."""
    forms = {(type_name, short): opaque_id(type_name, short) for type_name, short in shorts}
    taken = Counter(forms.values())
    return {key: encoded(*key) if taken[opaque] > 1 else opaque for key, opaque in forms.items()}


def _inherit_from_jobs(records: dict[str, dict[str, Fields]]) -> None:
    """A visit that does not say whose it is has its job's client and property."""
    for visit in records["Visit"].values():
        job = records["Job"][visit["job"]]
        for name in ("client", "property"):
            visit[name] = visit.get(name) or job[name]
