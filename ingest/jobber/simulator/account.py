"""One account in memory: records by type and opaque id, with the look-ups the resolvers need."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from ingest.jobber.ids import encoded
from ingest.jobber.simulator.relations import LISTS, NOTE_HEIRS, RELATIONS

Fields = dict[str, Any]


@dataclass
class SimulatedAccount:
    """Records are dicts with the field names of Jobber's schema; relations and ids are opaque ids."""

    account: Fields
    records: dict[str, dict[str, Fields]]
    files: dict[str, Path] = field(default_factory=dict)
    _lists: dict[tuple[str, str], dict[str, list[Fields]]] = field(default_factory=dict)

    def all(self, type_name: str) -> list[Fields]:
        return list(self.records[type_name].values())

    def find(self, type_name: str, record_id: str | None) -> Fields | None:
        return self.records[type_name].get(record_id) if record_id else None

    def related(self, type_name: str, record: Fields, name: str) -> Any:
        """The record, or list of records, that `record[name]` names."""
        target, value = RELATIONS[type_name][name], record.get(name)
        if isinstance(value, list):
            return [found for each in value if (found := self.find(target, each))]
        return self.find(target, value)

    def listed(self, type_name: str, record: Fields, name: str) -> list[Fields]:
        """The records whose relation names this one: `Client.jobs` lists the jobs of which it is the client."""
        return self._by(*LISTS[type_name, name]).get(record["id"], [])

    def notes_of(self, type_name: str, record: Fields) -> list[Fields]:
        """The record's own notes and those it inherits, each once.

        Inherited are the notes of the client, and of the request, quote or jobs it came from, unless the note's
        `linkedTo` leaves this kind of record out.
        """
        own = self._by("Note", "parent").get(record["id"], [])
        inherited = [
            note
            for parent_type, parent in self._ancestors(type_name, record)
            for note in self._by("Note", "parent").get(parent["id"], [])
            if (note.get("linkedTo") or {}).get(f"{type_name.lower()}s", True)
        ]
        return list({note["id"]: note for note in [*own, *inherited]}.values())

    def add_note(self, note_type: str, parent: Fields, fields: Fields, at: datetime) -> Fields:
        number = 1 + sum(note["__typename"] == note_type for note in self.all("Note"))
        while encoded(note_type, str(number)) in self.records["Note"]:
            number += 1
        note = {
            **fields,
            "id": encoded(note_type, str(number)),
            "__typename": note_type,
            "parent": parent["id"],
            "createdAt": at.isoformat(),
            "createdBy": None,
            "fileAttachments": [],
        }
        self.records["Note"][note["id"]] = note
        self.changed()
        return note

    def changed(self) -> None:
        """Call after records came, went or name others: the look-ups are made anew."""
        self._lists.clear()

    def _ancestors(self, type_name: str, record: Fields) -> list[tuple[str, Fields]]:
        found: list[tuple[str, Fields]] = []
        for name in NOTE_HEIRS[type_name]:
            related = self.related(type_name, record, name)
            for parent in related if isinstance(related, list) else [related] if related else []:
                parent_type = RELATIONS[type_name][name]
                found += [(parent_type, parent), *self._ancestors(parent_type, parent)]
        return found

    def _by(self, type_name: str, key: str) -> dict[str, list[Fields]]:
        if (type_name, key) not in self._lists:
            index: dict[str, list[Fields]] = defaultdict(list)
            for record in self.all(type_name):
                value = record.get(key)
                for each in value if isinstance(value, list) else [value] if value else []:
                    index[each].append(record)
            self._lists[type_name, key] = index
        return self._lists[type_name, key]
