"""Answers a language model writes from masked clauses; what it cannot prove with a quote is not shown.

The model sees the clauses found for the question under ids that mean nothing, and replies with sentences and quotes.
Each sentence is told as soon as it is proven. Whatever goes wrong (no reply in time, no budget left, nothing proven),
the answer composed without the model stands, and a note says so.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import Any, cast

from service.answers.compose import Composed
from service.answers.draft import Draft
from service.answers.model_task import ModelSentence
from service.answers.writing import Matter, Tell, Written
from service.llm.errors import ModelError, NoModelConfigured
from service.llm.model import LanguageModel
from service.llm.reading import read_items
from service.llm.tally import Tally

MOST_SENTENCES = 4
NOTHING_PROVEN = "What the language model wrote is not in the documents; this answer was made without it."


@dataclass(frozen=True)
class ModelWriter:
    model: LanguageModel
    tally: Tally

    def write(self, matter: Matter, otherwise: Composed | None, tell: Tell) -> Written:
        draft = Draft(matter, otherwise)
        trouble = self._read_into(draft, tell) if draft.has_sources else ""
        notes = [trouble] if trouble else []
        if not draft.shown:
            if draft.dropped and not trouble:
                notes.append(NOTHING_PROVEN)
            return Written(otherwise, tuple(notes))
        if draft.dropped:
            count = len(draft.dropped)
            left_out = f"{count} sentences of the language model were" if count > 1 else "A sentence of the model was"
            notes.append(f"{left_out} left out, not being in the documents.")
        notices = list(draft.notices())
        for notice in notices:
            tell(f" {notice}")
        return Written(draft.composed(notices), tuple(notes))

    def _read_into(self, draft: Draft, tell: Tell) -> str:
        """Take sentences until the reply ends or enough are shown; returns what went wrong, or ""."""
        try:
            sentences = read_items(self.model, draft.prompt(), "sentences", ModelSentence)
            with closing(cast(Any, sentences)):
                for sentence in sentences:
                    self._take(sentence, draft, tell)
                    if len(draft.shown) == MOST_SENTENCES:
                        break
        except NoModelConfigured:
            return ""
        except ModelError as error:
            return f"The language model was not used to the end: {error}."
        return ""

    def _take(self, sentence: ModelSentence, draft: Draft, tell: Tell) -> None:
        first, said = not draft.shown, draft.take(sentence)
        if said is None:
            self.tally.add(f"sentences_dropped_{draft.dropped[-1]}")
            return
        self.tally.add("sentences_shown")
        tell(said if first else f" {said}")
