"""Questions of one reader: at the pace he may ask, in their conversation, answered, and kept masked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from anonymize.anonymizer import Anonymizer
from ingest.injection import without_injected
from ingest.lookup import client_named, job_named, property_named
from ingest.records import Records
from service.answers.answer import Answerer
from service.answers.conversation import Standalone, Turn, in_conversation
from service.answers.judged import Check, check_nothing
from service.answers.scope import Resolver
from service.answers.writing import Tell, tell_nobody
from service.auth.roles import Principal
from service.decisions import Decisions, changed_texts, texts_in
from service.pace import Pace
from service.settings import Settings

Json = dict[str, Any]
LONGEST = 2_000
"""Characters of a question, and of each turn of a conversation that is read."""
LEFT_OUT = "A part of the question reads like orders to software and was left out."


class AskingParts(Protocol):
    """What asking reads and where it keeps."""

    @property
    def settings(self) -> Settings: ...
    @property
    def records(self) -> Records: ...
    @property
    def decisions(self) -> Decisions: ...
    @property
    def pace(self) -> Pace: ...
    @property
    def answerer(self) -> Callable[[], Answerer]: ...


@dataclass(frozen=True)
class Asking:
    parts: AskingParts
    principal: Principal
    anonymizer: Anonymizer
    check: Check = check_nothing

    def ask(
        self,
        question: str,
        *,
        client: str | None,
        place: str | None = None,
        job: str | None,
        as_of: date | None,
        tell: Tell = tell_nobody,
    ) -> Json:
        """The answer (shape: Answer); `place` is a property's id, or of a client given its name or street. Raises
        `LookupFailed` for a client, property or job that is not to be seen, `TooMany`."""
        self.keep_pace()
        parts, scope = self.parts, self.principal.scope
        client_id = client_named(parts.records, scope, client).id if client else None
        place_id = property_named(parts.records, scope, client_id, place).id if place and client_id else place
        job_id = job_named(parts.records, scope, job).id if job else None
        today = parts.settings.business_day()
        answerer = replace(parts.answerer(), check=self.check)
        read = without_injected(question).strip() or question
        answer = answerer.answer(
            read, scope, client=client_id, place=place_id, job=job_id, as_of=as_of, today=today, tell=tell
        )
        found = answer.as_json() | {"question": question}
        if read != question.strip():
            found["notes"] = [*found["notes"], LEFT_OUT]
        parts.decisions.keep(scope.account, "answer", answer.id, self._masked(found), client_id=answer.about)
        return found

    def converse(
        self,
        turns: Sequence[Turn],
        *,
        client: str | None,
        place: str | None = None,
        job: str | None,
        tell: Tell = tell_nobody,
    ) -> Json:
        """The answer to the last turn; its `question` is that turn as it was understood from those before it."""
        parts = self.parts
        resolver = Resolver(parts.records, self.principal.scope, parts.settings.timezone or "UTC")
        cut = [Turn(turn.role, turn.text[:LONGEST]) for turn in turns]
        alone = in_conversation(resolver, cut, parts.settings.business_day())
        carried = alone if client is place is job is None else Standalone(alone.question, client, job)
        return self.ask(alone.question, client=carried.client, place=place, job=carried.job, as_of=None, tell=tell)

    def keep_pace(self) -> None:
        """Count a question; whoever sits at this machine asks as fast as he likes. Raises `TooMany`."""
        if self.principal.name != "owner":
            self.parts.pace.take(f"{self.principal.scope.account} {self.principal.name}")

    def _masked(self, answer: Json) -> Json:
        """The answer with every text masked: also one about a single client may name others.

        File names are left out; the ledger has them.
        """
        texts = list(dict.fromkeys(texts_in(answer)))
        masked = self.anonymizer.mask_many(texts, client_id=None, ours=True)
        by_text = {text: each.text.text for text, each in zip(texts, masked, strict=True)}
        kept: Json = changed_texts(answer, lambda text: by_text.get(text, text))
        for citation in kept["citations"]:
            citation["file"] = None
        return kept
