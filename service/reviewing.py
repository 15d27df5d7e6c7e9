"""What one reader thinks of answers, and the reviews he may look into: masked on the way in, revealed on the way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from anonymize.anonymizer import Anonymizer
from ingest.lookup import LookupFailed
from service.answers.verify import Reveal
from service.auth.roles import Principal
from service.decisions import Decisions
from service.reviews import Review, Reviews, State, Verdict

Json = dict[str, Any]
_SHOWN = ("question", "answer", "abstained")


class ReviewingParts(Protocol):
    """What reviewing reads and where it keeps."""

    @property
    def decisions(self) -> Decisions: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def anonymizer(self) -> Callable[[str], Anonymizer]: ...


@dataclass(frozen=True)
class Reviewing:
    parts: ReviewingParts
    principal: Principal
    reveal: Reveal

    def give(self, answer_id: str, verdict: Verdict, note: str) -> Json:
        """Raises `LookupFailed` for an answer that is not to be seen."""
        scope = self.principal.scope
        client_id = _client_of(self._answer(answer_id))
        masked = self._masked(note, client_id)
        id = self.parts.reviews.give(
            scope.account, answer_id, verdict, masked, by=self.principal.name, client_id=client_id
        )
        return self.one(id)

    def all(self, state: State | None) -> list[Json]:
        return [self._shown(review) for review in self.parts.reviews.all(self.principal.scope, state)]

    def one(self, id: str) -> Json:
        """Raises `LookupFailed`."""
        return self._shown(self._review(id))

    def close(self, id: str, outcome: str) -> Json:
        """Raises `LookupFailed`, `AlreadyClosed`."""
        review = self._review(id)
        self.parts.reviews.close(review, self._masked(outcome, review.client_id), by=self.principal.name)
        return self.one(id)

    def _review(self, id: str) -> Review:
        found = self.parts.reviews.one(self.principal.scope, id)
        if found is None:
            raise LookupFailed("there is no such review among those you may see")
        return found

    def _answer(self, id: str) -> Json:
        kept = self.parts.decisions.get(self.principal.scope, id)
        if kept is None or kept["kind"] != "answer":
            raise LookupFailed("there is no such answer among those you may see")
        decision: Json = kept["decision"]
        return decision

    def _masked(self, text: str, client_id: str | None) -> str:
        if not text.strip():
            return ""
        mask = self.parts.anonymizer(self.principal.scope.account).mask
        return mask(text.strip(), client_id=client_id).text.text

    def _shown(self, review: Review) -> Json:
        """The review with what was asked and answered."""
        answer = self._answer(review.answer_id)
        told = review.as_json() | {name: answer[name] for name in _SHOWN}
        scope = self.principal.scope
        return {
            name: self.reveal(value, scope) if name in ("note", "outcome", "question", "answer") else value
            for name, value in told.items()
        }


def _client_of(answer: Json) -> str | None:
    """The one client an answer is about."""
    clients = answer["searched"].get("clients", [])
    return clients[0] if len(clients) == 1 else None
