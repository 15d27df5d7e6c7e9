"""Changing the simulated account while it is served, as people working in Jobber do.

Values have the names of Jobber's schema, relations are opaque ids. What carries an `updatedAt` moves it, forward only.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from ingest.jobber.ids import encoded, type_of
from ingest.jobber.simulator.account import Fields, SimulatedAccount
from ingest.jobber.simulator.connections import moment
from ingest.jobber.simulator.relations import LINE_ITEM_TYPES, NOTE_HEIRS, RELATIONS, TABLES, Table

What = Literal["CREATE", "UPDATE", "DESTROY"]
_TABLES = {table.type_name: table for table in TABLES.values()}


@dataclass(frozen=True)
class Change:
    """One record that was made, changed or deleted: what Jobber would send a webhook of, where the type has one."""

    what: What
    type_name: str
    id: str


class World:
    """The changes of one account. Each method returns every record it changed; raises `ValueError` for nonsense."""

    def __init__(self, account: SimulatedAccount, clock: Callable[[], datetime]) -> None:
        self._account, self._clock = account, clock

    def create(self, type_name: str, fields: Fields) -> list[Change]:
        """A new record; `id` and times are made where they are not given."""
        table = _table(type_name)
        now = self._clock().isoformat()
        given: Fields = {name: now for name in ("createdAt", "updatedAt") if name in table.required}
        record = {"id": encoded(type_name, secrets.token_hex(6)), **given, **fields}
        missing = [name for name in table.required if record.get(name) is None]
        if missing:
            raise ValueError(f"a {type_name} needs {', '.join(missing)}")
        self._check_relations(type_name, record)
        self._number_items(type_name, record)
        self._account.records[type_name][record["id"]] = record
        self._account.changed()
        return [Change("CREATE", type_name, record["id"])]

    def change(self, type_name: str, id: str, fields: Fields) -> list[Change]:
        record = self._existing(type_name, id)
        self._check_relations(type_name, fields)
        record.update(fields)
        self._number_items(type_name, record)
        return [self._touched(type_name, record)]

    def delete(self, type_name: str, id: str) -> list[Change]:
        """Delete a record and what cannot be without it; what merely names it forgets it."""
        self._existing(type_name, id)
        changes = [Change("DESTROY", type_name, id)]
        del self._account.records[type_name][id]
        for other, record, name in list(self._naming(type_name, id)):
            if record["id"] not in self._account.records[other]:
                continue
            if _cannot_be_without(other, name):
                changes += self.delete(other, record["id"])
            else:
                changes.append(self._unlinked(other, record, name, id))
        for note in [note for note in self._account.all("Note") if note["parent"] == id]:
            del self._account.records["Note"][note["id"]]
        self._account.changed()
        return changes

    def add_note(self, parent_id: str, message: str, files: dict[str, Path] | None = None) -> str:
        """Write a note with attachments (file name to a file on disk); returns its id. No record's time moves."""
        parent_type = _noted(parent_id)
        fields = {"message": message, "pinned": False}
        note = self._account.add_note(
            f"{parent_type}Note", self._existing(parent_type, parent_id), fields, self._clock()
        )
        for name, path in (files or {}).items():
            self.attach(note["id"], name, path)
        return str(note["id"])

    def attach(self, note_id: str, name: str, path: Path) -> str:
        note = self._existing("Note", note_id)
        kind = "application/pdf" if name.endswith(".pdf") else "image/jpeg"
        file = {
            "id": encoded(f"{note['__typename']}File", secrets.token_hex(6)),
            "__typename": f"{note['__typename']}File",
            "fileName": name,
            "contentType": kind,
            "fileSize": path.stat().st_size,
            "status": "READY",
            "createdAt": self._clock().isoformat(),
        }
        note["fileAttachments"] = [*note["fileAttachments"], file]
        self._account.files[str(file["id"])] = path
        return str(file["id"])

    def change_note(self, note_id: str, message: str) -> None:
        self._existing("Note", note_id).update(message=message, lastEditedAt=self._clock().isoformat())

    def move_note(self, note_id: str, parent_id: str) -> None:
        """Hang a note on another record of the same type: a note's type says what it was written on."""
        note, parent_type = self._existing("Note", note_id), _noted(parent_id)
        self._existing(parent_type, parent_id)
        if note["__typename"] != f"{parent_type}Note":
            raise ValueError(f"a {note['__typename']} cannot hang on a {parent_type}")
        note["parent"] = parent_id
        self._account.changed()

    def delete_note(self, note_id: str) -> None:
        del self._account.records["Note"][self._existing("Note", note_id)["id"]]
        self._account.changed()

    def _existing(self, type_name: str, id: str) -> Fields:
        record = self._account.find(_table(type_name).type_name, id)
        if record is None:
            raise ValueError(f"there is no {type_name} {id}")
        return record

    def _check_relations(self, type_name: str, fields: Fields) -> None:
        for name, target in RELATIONS[type_name].items():
            value = fields.get(name)
            for id in value if isinstance(value, list) else [value] if value else []:
                self._existing(target, id)

    def _number_items(self, type_name: str, record: Fields) -> None:
        """Every line item gets an id of its own."""
        if type_name in LINE_ITEM_TYPES:
            kind, items = LINE_ITEM_TYPES[type_name], record.get("lineItems") or []
            record["lineItems"] = [{"id": encoded(kind, secrets.token_hex(6)), **item} for item in items]

    def _naming(self, type_name: str, id: str) -> Iterator[tuple[str, Fields, str]]:
        """Type, record and relation of everything that names a record."""
        for other, relations in RELATIONS.items():
            for name, target in relations.items():
                for record in self._account.all(other) if target == type_name else ():
                    value = record.get(name)
                    if id in (value if isinstance(value, list) else [value]):
                        yield other, record, name

    def _unlinked(self, type_name: str, record: Fields, name: str, id: str) -> Change:
        value = record[name]
        record[name] = [each for each in value if each != id] if isinstance(value, list) else None
        return self._touched(type_name, record)

    def _touched(self, type_name: str, record: Fields) -> Change:
        now = self._clock()
        if record.get("updatedAt"):
            record["updatedAt"] = max(now, moment(record["updatedAt"])).isoformat()
        self._account.changed()
        return Change("UPDATE", type_name, record["id"])


def _table(type_name: str) -> Table:
    if type_name not in _TABLES:
        raise ValueError(f"there is no type {type_name}; the types are {', '.join(_TABLES)}")
    return _TABLES[type_name]


def _cannot_be_without(type_name: str, relation: str) -> bool:
    """A client owns what names him, and Jobber's schema lets no visit be without a property."""
    required = relation in _TABLES[type_name].required
    return required or relation == "client" or (type_name, relation) == ("Visit", "property")


def _noted(parent_id: str) -> str:
    parent_type = type_of(parent_id) or ""
    if parent_type not in NOTE_HEIRS:
        raise ValueError(f"notes hang on {', '.join(NOTE_HEIRS)}")
    return parent_type
