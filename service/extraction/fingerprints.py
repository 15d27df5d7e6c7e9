"""What a client's contracts are read from, as one digest: where it is the same, nothing has to be read again."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine, Row, func, null, select, text

from ingest.jobber.records import Client, CustomFieldConfiguration, Job, Property
from ingest.tables import documents, records
from service.agreements.precedence import in_force, link
from service.agreements.tables import compiled_agreements
from service.agreements.terms import Agreement
from service.store.tables import field_maps, learned, proposals, rollout

VERSION = "1"  # of how contracts become proposals; a change here reads everything again
ENDED_BADLY = ("expired", "failed", "stale")
_READ = (Client.type_name, Property.type_name, Job.type_name)


def fingerprints(engine: Engine, account: str, *, of: tuple[str, ...]) -> dict[str, str]:
    """By client (empty: of no one client) a digest of its agreements, its records and what holds for the account.

    `of` tells what else the reading depends on, such as how much the reader may see.
    """
    gathered: dict[str, hashlib._Hash] = defaultdict(hashlib.sha256)
    common = hashlib.sha256(repr((VERSION, *of)).encode())
    for name, row in _rows(engine, account):
        client_id, told = row[0], repr((name, *row[1:])).encode()
        (common if client_id is None and name != "agreement" else gathered[client_id or ""]).update(told)
    return {client: f"{common.hexdigest()[:32]}{own.hexdigest()[:32]}" for client, own in gathered.items()}


def _rows(engine: Engine, account: str) -> Iterator[tuple[str, Row[Any]]]:
    """The first column of each row is the client, None for what concerns all of them."""
    agreement, kept = compiled_agreements.c, records.c
    queries = {
        "agreement": select(agreement.client_id, agreement.document_id, agreement.digest, agreement.compiler).where(
            agreement.account == account
        ),
        "document": select(
            documents.c.client_id, documents.c.id, documents.c.state, documents.c.job_id, documents.c.property_id
        ).where(documents.c.account == account, documents.c.role.in_(["agreement", "amendment"])),
        "record": select(kept.client_id, kept.type, kept.id, kept.digest).where(
            kept.account == account, kept.type.in_([*_READ, CustomFieldConfiguration.type_name])
        ),
        "lesson": select(learned.c.client_id, learned.c.id).where(learned.c.account == account),
        "proposal": select(proposals.c.client_id, proposals.c.state, func.count())
        .where(proposals.c.account == account, proposals.c.state.in_(ENDED_BADLY))
        .group_by(proposals.c.client_id, proposals.c.state),
        "map": select(null(), field_maps.c.changed_at).where(field_maps.c.account == account),
        "rollout": select(null(), rollout.c.action, rollout.c.contract_type, rollout.c.mode).where(
            rollout.c.account == account
        ),
    }
    with engine.connect() as connection:
        for name, query in queries.items():
            ordered = query.order_by(*(text(str(place)) for place in range(1, len(query.selected_columns) + 1)))
            yield from ((name, row) for row in connection.execute(ordered))


def same_until(agreements: list[Agreement], today: date) -> date | None:
    """The last day on which these agreements surely stand as they do today; None: nothing in them speaks of a later one."""
    linked = link(agreements)
    days = {day for one in linked for day in _days(one)}
    for one in linked:
        end = in_force(one, [each for each in linked if each.amends == one.document_id], on=today)[1]
        days |= {end} if end else set()
    later = [day - timedelta(days=1) if day > today else day for day in days if day >= today]
    return min(later, default=None)


def _days(value: Any) -> Iterator[date]:
    if isinstance(value, date):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from _days(getattr(value, each.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _days(each)
