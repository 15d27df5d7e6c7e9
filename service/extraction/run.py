"""Turning the contracts of one client into the custom field values worth proposing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from anonymize.boundary import Scope
from anonymize.pseudonyms import PSEUDONYM
from ingest.jobber.records import CustomFieldConfiguration
from ingest.records import Records
from service.approvals.custom_field import NAME, shown
from service.approvals.learned import Corrections
from service.approvals.proposal import Draft, Origin, Target
from service.extraction import units
from service.extraction.contract_types import contract_type
from service.extraction.mapping import Mapping, Unrenderable, render
from service.extraction.reading import ReadContract, ShownField
from service.extraction.targets import Holder, holders

Json = dict[str, Any]
Value = str | bool | None
DATES = frozenset({"effective_date", "end_date", "renewal_date"})
_DATE_FORMATS = ("%Y-%m-%d", "%B %d, %Y", "%b %d, %Y", "%m/%d/%Y", "%m/%d/%y", "%d %B %Y", "%d %b %Y")


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


@dataclass
class Extraction:
    """`notes` say what was left out and why."""

    records: Records
    scope: Scope
    mappings: Sequence[Mapping]
    corrections: Corrections = field(default_factory=Corrections)
    notes: list[str] = field(default_factory=list)

    def writes(self, contracts: Iterable[ReadContract]) -> list[Write]:
        """What differs from Jobber, for agreements in force; two agreements on one target are proposed to neither."""
        found = [write for contract in contracts for write in self._of_contract(contract)]
        places = Counter((write.holder.id, write.draft.after["configuration_id"]) for write in found)
        crowded = {place for place, count in places.items() if count > 1}
        for holder_id in sorted({holder_id for holder_id, _ in crowded}):
            name = next(write.holder.name for write in found if write.holder.id == holder_id)
            self.notes.append(f"{name}: two agreements are in force on this record, so nothing is proposed for it")
        kept = [w for w in found if (w.holder.id, w.draft.after["configuration_id"]) not in crowded]
        return [write for write in kept if not _same(write)]

    def _of_contract(self, contract: ReadContract) -> list[Write]:
        places = holders(self.records, self.scope, contract.document, contract.property_ids)
        writes: list[Write] = []
        for mapping in self.mappings:
            configuration = mapping.configuration
            holder = next((each for each in places if each.applies_to == configuration.applies_to), None)
            value = (contract.standing or {}).get(mapping.field)
            if holder is None or value is None or self._better(mapping, places):
                continue
            if not self.corrections.is_excluded(mapping.field, configuration.id):
                writes += self._write(contract, mapping, holder, value)
        return writes

    def _better(self, mapping: Mapping, places: Sequence[Holder]) -> bool:
        """Whether the same contract field goes on a more specific record: the job, else the property, else the client."""
        order = [holder.applies_to for holder in places]
        mine = order.index(mapping.configuration.applies_to)
        others = {each.configuration.applies_to for each in self.mappings if each.field == mapping.field}
        return any(each in others for each in order[:mine])

    def _write(self, contract: ReadContract, mapping: Mapping, holder: Holder, value: ShownField) -> list[Write]:
        configuration = mapping.configuration
        lesson = self.corrections.of_value(contract.document.id, mapping.field, configuration.id, value.value)
        if lesson is not None and lesson.use is None:
            return []
        try:
            rendered = lesson.use if lesson else render(mapping.field, value.value, configuration, mapping.words)
            rendered = _in_clear(rendered, configuration)
        except Unrenderable as error:
            self.notes.append(str(error))
            return []
        draft = self._draft(contract, mapping, holder, value, rendered)
        return [Write(contract.document.id, mapping.field, holder, draft)]

    def _draft(
        self, contract: ReadContract, mapping: Mapping, holder: Holder, value: ShownField, rendered: str | bool
    ) -> Draft:
        configuration, document = mapping.configuration, contract.document
        live = holder.value_of(configuration.id)
        place = {"configuration_id": configuration.id, "label": configuration.name}
        before = shown(live.value) if live else None
        review = value.needs_review or self.corrections.needs_review(mapping.field, value.confidence)
        return Draft(
            action=NAME,
            target=Target(holder.type, holder.id),
            client_id=document.client_id,
            before={**place, "value": before},
            after={**place, "value": rendered},
            evidence=(value.citation.as_json(),),
            money_impact=_money_impact(mapping, value.value, before, rendered),
            contract_type=type_of(contract),
            origin=Origin(mapping.field, document.id, value.value, value.confidence, review),
            place=configuration.id,
        )


def type_of(contract: ReadContract) -> str:
    """The trade a contract is of."""
    services = (contract.standing or contract.fields).get("service_types")
    return contract_type(services.value if services else (), contract.document.file)


def _money_impact(mapping: Mapping, value: Any, before: Value, after: Value) -> dict[str, str] | None:
    """How much more money the field will say, for fields that hold money as a number."""
    if mapping.field not in units.MONEY or mapping.configuration.value_type != "NUMERIC":
        return None
    currency = value.get("currency") if isinstance(value, dict) else None
    amount = Decimal(str(after)) - Decimal(str(before or 0))
    return {"amount": f"{amount:.2f}", "currency": currency or "USD"}


def _same(write: Write) -> bool:
    before, after = write.draft.before["value"], write.draft.after["value"]
    if before == after:
        return True
    days = (_day(before), _day(after)) if write.field in DATES else (None, None)
    return days[0] is not None and days[0] == days[1]


def _day(value: Value) -> date | None:
    """A date however the office writes it: `March 31, 2027` is `2027-03-31`."""
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(str(value).strip(), form).date()
        except ValueError:
            continue
    return None


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
        "contract_type": type_of(contract),
        "in_force": contract.standing is not None,
        "fields": {name: value.as_json() for name, value in contract.fields.items()},
        "writes": [write.as_json() for write in writes if write.document_id == contract.document.id],
    }
