"""Every kind of write a proposal may be of, by the name it has in the queue."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.records import Records
from service.approvals import custom_field, custom_field_configuration, note, note_deletion
from service.approvals.execution import Action


def actions_of(account: str, records: Records) -> Mapping[str, Action]:
    return {
        custom_field.NAME: custom_field.SetCustomField(account, records),
        custom_field_configuration.NAME: custom_field_configuration.CreateCustomField(),
        note.NAME: note.CreateNote(),
        note_deletion.NAME: note_deletion.DeleteNote(),
    }
