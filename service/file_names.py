"""What documents are called, held in memory to search in; a name is opened once, until it is sealed anew."""

from __future__ import annotations

from collections.abc import Callable, Collection

from anonymize.boundary import Scope
from ingest.ledger import Ledger, SealedName, State
from retrieval.model import DocumentRole

Sealed = bytes | None


class FileNames:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._opened: dict[str, dict[str, tuple[Sealed, str]]] = {}

    def holding(
        self, scope: Scope, wanted: str, name_of: Callable[[str | None], str], state: State | None
    ) -> list[str]:
        """Ids of the documents in this state, or any, whose file or client (`name_of`) holds `wanted`; by kind and id."""
        return [
            one.id
            for one in self._ledger.sealed_names(scope)
            if state in (None, one.state) and wanted in f"{self.of(scope, one)} {name_of(one.client_id)}"
        ]

    def all(self, scope: Scope, roles: Collection[DocumentRole]) -> dict[str, SealedName]:
        """Of the documents of these roles, by id; still sealed."""
        return {one.id: one for one in self._ledger.sealed_names(scope, roles=roles)}

    def of(self, scope: Scope, name: SealedName) -> str:
        """In small letters; "" for what is no file."""
        known = self._opened.setdefault(scope.account, {})
        sealed, told = known.get(name.id, (b"", ""))
        if sealed != name.sealed:
            told = self._ledger.opened_name(scope.account, name).casefold()
            known[name.id] = name.sealed, told
        return told

    def forget(self, account: str) -> None:
        """Drop what is held of an account."""
        self._opened.pop(account, None)
