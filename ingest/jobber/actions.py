"""What may be changed in Jobber, and the approval it takes.

`JobberWriter.perform(ApprovedAction)` is the only way to a change. An `ApprovedAction` is made where an approved
proposal is carried out and nowhere else (a test looks), and the client sends no mutation without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from ingest.jobber.records import CustomFieldConfiguration, Record

FieldValue = str | Decimal | bool


class NotApproved(RuntimeError):
    """A mutation was about to be sent that nobody approved: a mistake in the program."""


@dataclass(frozen=True)
class SetField:
    """Set a record's custom field. A link is its URL, an area `length x width` (both in the field's unit).

    `before` and `value` of None or "" mean empty; an empty `value` is refused.
    """

    target: type[Record]
    target_id: str
    configuration: CustomFieldConfiguration
    before: FieldValue | None
    value: FieldValue | None


@dataclass(frozen=True)
class NewField:
    """Make a custom field. The app's own fields can never be removed again, and Jobber allows five an object type.

    `unit` belongs to NUMERIC and AREA, `options` to DROPDOWN. The default is empty, the first option, or false.
    """

    name: str
    applies_to: str
    value_type: str
    unit: str | None = None
    options: tuple[str, ...] = ()
    transferable: bool = False
    read_only: bool = False


@dataclass(frozen=True)
class NewNote:
    """Write a note on a client, job, quote, request or invoice."""

    parent: type[Record]
    parent_id: str
    text: str
    pinned: bool = False


@dataclass(frozen=True)
class DeleteNote:
    """Delete the note that an earlier action wrote on a client or job, while it stands as that action wrote it.

    `reference` is the note's last line, `text` the words above it, `since` when the earlier action was proposed.
    """

    parent: type[Record]
    parent_id: str
    text: str
    reference: str
    since: datetime


Change = SetField | NewField | NewNote | DeleteNote


@dataclass(frozen=True)
class ApprovedAction:
    """A change somebody approved. `id` is the same for every try of it.

    `tried` says that an earlier try may have reached Jobber, so that what it made is looked for with patience.
    """

    id: str
    change: Change
    approved_by: str
    proposed_at: datetime
    tried: bool = False


class Outcome(StrEnum):
    WRITTEN = "written"
    ALREADY = "already"
    STALE = "stale"
    UNEQUAL = "unequal"


@dataclass(frozen=True)
class Performed:
    """How an action ended; `said` tells a person."""

    outcome: Outcome
    said: str
