"""Reading contract fields, and the custom field values they would become."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from anonymize.boundary import Scope
from anonymize.pseudonyms import PSEUDONYM
from ingest.jobber.records import CustomFieldConfiguration
from ingest.records import Records
from service.approvals.custom_field import NAME, shown
from service.approvals.proposal import Draft, Target
from service.extraction.mapping import Mapping, Unrenderable, propose, render
from service.extraction.reading import ReadContract, ShownField
from service.extraction.targets import Holder, holders

Json = dict[str, Any]


@dataclass(frozen=True)
class Write:
    """One custom field value that would be proposed."""

    document_id: str
    field: str
    holder: Holder
    draft: Draft

    def as_json(self) -> Json:
        return {
            "field": self.draft.after["label"],
            "contract_field": self.field,
            "target": {"type": self.holder.type, "id": self.holder.id},
            "target_name": self.holder.name,
            "before": self.draft.before["value"],
            "after": self.draft.after["value"],
        }


class Extraction:
    """Turns the read contracts of an account into the writes worth proposing; `notes` say what was left out and why."""

    def __init__(self, records: Records, scope: Scope) -> None:
        self._records, self._scope = records, scope
        self._mappings = propose(records.all(Scope(scope.account), CustomFieldConfiguration))
        self.notes: list[str] = []

    def writes(self, contracts: Iterable[ReadContract]) -> list[Write]:
        """What differs from Jobber, for agreements in force; two agreements on one target are proposed to neither."""
        found = [write for contract in contracts for write in self._of_contract(contract)]
        places = Counter((write.holder.id, write.draft.after["configuration_id"]) for write in found)
        crowded = {place for place, count in places.items() if count > 1}
        for holder_id in sorted({holder_id for holder_id, _ in crowded}):
            name = next(write.holder.name for write in found if write.holder.id == holder_id)
            self.notes.append(f"{name}: two agreements are in force on this record, so nothing is proposed for it")
        kept = [w for w in found if (w.holder.id, w.draft.after["configuration_id"]) not in crowded]
        return [write for write in kept if write.draft.before["value"] != write.draft.after["value"]]

    def _of_contract(self, contract: ReadContract) -> list[Write]:
        places = holders(self._records, self._scope, contract.document, contract.property_ids)
        writes: list[Write] = []
        for mapping in self._mappings:
            holder = next((each for each in places if each.applies_to == mapping.configuration.applies_to), None)
            value = (contract.standing or {}).get(mapping.field)
            if holder is not None and value is not None:
                writes += self._write(contract, mapping, holder, value)
        return writes

    def _write(self, contract: ReadContract, mapping: Mapping, holder: Holder, value: ShownField) -> list[Write]:
        configuration = mapping.configuration
        try:
            rendered = _in_clear(render(mapping.field, value.value, configuration), configuration)
        except Unrenderable as error:
            self.notes.append(str(error))
            return []
        live = holder.value_of(configuration.id)
        place = {"configuration_id": configuration.id, "label": configuration.name}
        draft = Draft(
            action=NAME,
            target=Target(holder.type, holder.id),
            client_id=contract.document.client_id,
            before={**place, "value": shown(live.value) if live else None},
            after={**place, "value": rendered},
            evidence=(value.citation.as_json(),),
        )
        return [Write(contract.document.id, mapping.field, holder, draft)]


def _in_clear(rendered: str | bool, configuration: CustomFieldConfiguration) -> str | bool:
    """Never a pseudonym: it means nothing in Jobber."""
    if isinstance(rendered, str) and PSEUDONYM.search(rendered):
        raise Unrenderable(f"the value for {configuration.name!r} holds a name that you may not see; ask as a manager")
    return rendered


def contract_json(contract: ReadContract, writes: Iterable[Write]) -> Json:
    """A contract with its fields (shape: interfaces, Fields) and the writes it leads to."""
    return {
        "document_id": contract.document.id,
        "file": contract.document.file,
        "client_id": contract.document.client_id,
        "in_force": contract.standing is not None,
        "fields": {name: value.as_json() for name, value in contract.fields.items()},
        "writes": [write.as_json() for write in writes if write.document_id == contract.document.id],
    }
