"""What to look for after an erasure, gathered before it: held in memory only, and never written anywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from anonymize.boundary import Scope
from anonymize.known import Needs
from anonymize.pseudonyms import PSEUDONYM
from ingest.known_names import NameBook
from ingest.ledger import KeptClause

_LONG_ENOUGH = 40  # characters from which a line of masked text can be one client's alone
_AS_MANY = 300
_TELLING = 6  # characters from which a value is not found by chance
TOKEN = re.compile(r"[A-Za-z0-9_+/=-]+")


@dataclass(frozen=True)
class Traces:
    """`ids` are the client's and its records', documents' and proposals'; `telling_ids` those that can be looked for
    in raw bytes, since no other id begins with them. `values` are what the account knows the client by, `lines` masked
    lines that stand in no other client's documents. `marks` are for the register, which keeps them hashed."""

    account: str
    client_id: str
    ids: frozenset[str]
    documents: frozenset[str]
    pseudonyms: frozenset[str]
    telling_ids: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()

    def mentioned_in(self, value: Any) -> bool:
        """Whether JSON of ours, masked or not, speaks of this client."""
        text = json.dumps(value, ensure_ascii=False)
        if not self.pseudonyms.isdisjoint(PSEUDONYM.findall(text)) or not self.ids.isdisjoint(TOKEN.findall(text)):
            return True
        folded = text.casefold()
        return any(each.casefold() in folded for each in self.values)


def known_values(names: NameBook, client_id: str) -> frozenset[str]:
    """What the account knows the client by and nobody else, in the writings that need no context to be told."""
    own, others = set[str](), set(map(str.casefold, names.own_names))
    for entity in names.entities:
        telling = {variant.text for variant in entity.variants if variant.needs is Needs.NOTHING}
        writings = {entity.value, *telling} if entity.variants else set()
        if entity.client_id == client_id:
            own |= writings
        else:
            others |= set(map(str.casefold, writings))
    return frozenset(
        value for value in own if len(value) >= _TELLING and not any(value.casefold() in other for other in others)
    )


def own_ids_only(ids: Iterable[str], all_ids: Iterable[str]) -> frozenset[str]:
    """The ids that no id of anybody else begins with: Jobber's are base64 without an end, `…Y2xpZW50LzE` of two."""
    own = set(ids)
    lengths = {len(id.rstrip("=")) for id in own}
    beginnings = {other[:length] for other in set(all_ids) - own for length in lengths if len(other) >= length}
    return frozenset(id for id in own if id.rstrip("=") not in beginnings)


def own_lines(mine: Iterable[KeptClause], others: Callable[[], Iterable[str]]) -> frozenset[str]:
    """Masked lines of the client's clauses that no other document has; `others` are all other clauses' texts."""
    lines = {line.strip() for kept in mine for line in kept.clause.text.text.splitlines()}
    lines = {line for line in lines if len(line) >= _LONG_ENOUGH}
    for text in others() if lines else ():
        lines -= {line.strip() for line in text.splitlines()}
    return frozenset(sorted(lines)[:_AS_MANY])


def client_scope(account: str, client_id: str) -> Scope:
    return Scope(account, frozenset({client_id}))
