"""What a process holds in memory of accounts' texts, for lists and searches; never written, and forgotten with a client."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from anonymize.boundary import Scope
from service.agreements.store import AgreementStore, Head, Titled
from service.directory import Directories
from service.file_names import FileNames

Json = dict[str, Any]
MOST_GLANCES = 5000


class Glances:
    """Agreements as their list shows them, and their masked titles: made once for each document as it was compiled."""

    def __init__(self) -> None:
        self._glances: OrderedDict[tuple[str, Hashable], Json] = OrderedDict()
        self._titles: dict[str, dict[str, tuple[str, Titled]]] = {}
        self._lock = threading.Lock()

    def glance(self, account: str, of: Hashable, make: Callable[[], Json]) -> Json:
        """What `make` makes; `of` names all that it is made from. A copy: who shows it may add to it."""
        with self._lock:
            found = self._glances.get((account, of))
        if found is None:
            found = make()
        with self._lock:
            self._glances[account, of] = found
            self._glances.move_to_end((account, of))
            while len(self._glances) > MOST_GLANCES:
                self._glances.popitem(last=False)
        return dict(found)

    def titles(self, store: AgreementStore, scope: Scope, heads: Sequence[Head]) -> dict[str, Titled]:
        """By document; reads those that were compiled since."""
        with self._lock:
            known = self._titles.setdefault(scope.account, {})
            made = {head.document_id: head.made for head in heads}
            anew = [id for id, at in made.items() if known.get(id, ("",))[0] != at]
            known.update((id, (made[id], title)) for id, title in store.titles(scope, anew).items())
            return {id: known[id][1] for id in made if id in known}

    def forget(self, account: str) -> None:
        with self._lock:
            self._titles.pop(account, None)
            for key in [key for key in self._glances if key[0] == account]:
                del self._glances[key]


@dataclass(frozen=True)
class Held:
    directories: Directories
    file_names: FileNames
    glances: Glances = field(default_factory=Glances)

    def forget(self, account: str) -> None:
        """Drop what is held of an account; it is made anew when next asked for."""
        for part in (self.directories, self.file_names, self.glances):
            part.forget(account)
