"""The trade vocabulary for questions: what else the things that a question names are called, and what they are kinds of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.answers.vocabulary import stems
from service.coverage.vocabulary import Vocabulary, tokens


@dataclass(frozen=True)
class TradeWords:
    vocabulary: Vocabulary

    def __call__(self, text: str) -> dict[str, tuple[frozenset[str], ...]]:
        """By the comparable form of each word of a thing that is named: the phrases that name the same thing or a wider
        one, each as the comparable forms that all have to be there."""
        words, found = tokens(text), dict[str, tuple[frozenset[str], ...]]()
        for mention in self.vocabulary.mentions(words):
            phrases = tuple(dict.fromkeys(phrase for id in mention.ids for phrase in self._phrases(id)))
            for form in stems(" ".join(words[mention.start : mention.end])):
                found[form] = phrases
        return found

    def _phrases(self, id: str) -> Iterator[frozenset[str]]:
        for wider, relation in self.vocabulary.above(id).items():
            if relation.kind != "part_of" and not self.vocabulary.is_task(wider):
                concept = self.vocabulary.concepts[wider]
                yield from (frozenset(stems(word)) for word in (concept.name, *concept.words))
