"""What was written to the simulated account, in order: a test or a person can read what Jobber would have now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ingest.jobber.simulator.account import Fields


@dataclass
class Journal:
    entries: list[Fields] = field(default_factory=list)

    def fields_written(
        self, at: datetime, mutation: str, type_name: str, record_id: str, before: list[Fields], after: list[Fields]
    ) -> None:
        """One entry for a write, with every custom field whose value changed."""
        old, new = _values(before), _values(after)
        changes = [
            {"field": label, "before": old.get(label), "after": value}
            for label, value in new.items()
            if old.get(label) != value
        ]
        self._add(at, mutation, type_name, record_id, customFields=changes)

    def note_written(self, at: datetime, mutation: str, type_name: str, record_id: str, note: Fields) -> None:
        self._add(at, mutation, type_name, record_id, note=_told(note))

    def note_deleted(self, at: datetime, mutation: str, type_name: str, record_id: str, note: Fields) -> None:
        self._add(at, mutation, type_name, record_id, deletedNote=_told(note))

    def field_made(self, at: datetime, mutation: str, configuration: Fields) -> None:
        made = {name: configuration[name] for name in ("id", "name", "appliesTo", "__typename")}
        self._add(at, mutation, "CustomFieldConfiguration", configuration["id"], configuration=made)

    def _add(self, at: datetime, mutation: str, type_name: str, record_id: str, **what: object) -> None:
        target = {"type": type_name, "id": record_id}
        self.entries.append(
            {"n": len(self.entries) + 1, "at": at.isoformat(), "mutation": mutation, "target": target, **what}
        )


def _told(note: Fields) -> Fields:
    return {name: note[name] for name in ("id", "message", "pinned")}


def _values(shown: list[Fields]) -> Fields:
    return {each["label"]: next(value for name, value in each.items() if name.startswith("value")) for each in shown}
