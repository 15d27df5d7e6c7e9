"""What a question asks for where no word of it says so: the example it is nearest to in meaning.

The examples name no customer, trade or contract; they are how an office asks for each aspect. A question that is near to
none, or as near to another aspect's, is left as its words have it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Protocol

from service.answers.aspects import ASPECTS, PRICE
from service.answers.kinds import Asked, Kind, interrogative

COVERAGE = "coverage"
# Cosines for MiniLM: how near the nearest example has to be, and by how much nearer than any other aspect's.
NEAR, CLEAR = 0.42, 0.03

EXAMPLES: dict[str, tuple[str, ...]] = {
    COVERAGE: (
        "is that ours to fix", "is this our problem or the customer's", "do we do that for them under the plan",
        "is that part of what they signed up for", "will we take care of that for the monthly fee",
        "who is paying for the new one", "does the plan handle this", "are those in the order",
        "do we eat the cost or do they", "is that something we look after",
    ),
    "response": (
        "how long have we got to get there", "when does somebody have to be there", "today or tomorrow",
        "what is our deadline to show up", "latest we can start after the call", "how soon should the tech go out",
    ),
    "term": (
        "when did the contract kick in", "how long are they signed up for", "when is the agreement done",
        "for how many years are they with us", "what day did the plan begin", "when is this deal up",
    ),
    "termination": (
        "how do they get out of it", "can they quit early", "how far ahead must they tell us they are done",
        "what do they have to do to leave",
    ),
    "renewal": (
        "will it keep going next year by itself", "does the paper carry over", "do they have to sign again",
    ),
    "approval": (
        "can the tenant give the go for a part", "is a phone call enough for us to start the work",
        "who has to say yes before we do it", "is an email from the wife good enough", "does a text count as a yes",
        "can somebody else decide for the owner", "how much can we spend before asking",
    ),
    "warranty": (
        "if what we fixed quits again do we eat it", "how long do we vouch for our work",
        "the repair did not hold, do they pay again", "they were not pleased, do we come back for nothing",
    ),
    "late_fee": (
        "what happens if their check shows up late", "they have not settled the bill, can we add something",
        "they are two months behind, what gets added",
    ),
    "discount": (
        "what do they save on repairs", "what comes off the part", "how much less do they pay than others",
        "what do they pay compared with our catalog",
    ),
    "off_hours": (
        "what do we multiply by on a sunday", "it is nine at night, what do they pay for us showing up",
    ),
    "missed": ("nobody let us in, can we bill them", "they called it off at the door"),
    "allowance": ("how many of those do they get", "how often are those on us"),
    "price": ("what are they out of pocket", "what does it run them", "what goes on the bill",
              "what do they pay a year"),
    "billing": ("when do we send the bill", "how do they pay us"),
    "access": ("how do we get into the house", "where is the key"),
    "contact": ("who do we ring first", "how do we get hold of them"),
    "insurance": ("how much coverage must we carry", "what insurance do they want from us"),
    "law": ("who settles it if we fall out", "which state's rules hold"),
    "transfer": ("can the buyers keep the plan when the house is sold",),
    "cap": (
        "what is the most we spend on them", "at which sum does our share end", "where does our part stop",
    ),
    "escalator": ("how much dearer does it get next year",),
}  # fmt: skip


class Embeds(Protocol):
    def embed(self, texts: Sequence[str]) -> list[tuple[float, ...]]: ...


class Meanings:
    """Guesses by a model; the examples are embedded once."""

    def __init__(self, embedder: Embeds) -> None:
        self._embedder = embedder

    def guess(self, asked: Asked, question: str) -> Asked:
        """`asked` with the aspect or kind its masked question means, where its words named none."""
        name = self._nearest(interrogative(question))
        if name == COVERAGE:
            return replace(asked, kind=Kind.COVERAGE, data=frozenset())
        aspects = tuple(aspect for aspect in (*ASPECTS, PRICE) if aspect.name == name)
        if not aspects:
            return asked
        data = asked.data if asked.data or asked.yes_no else aspects[0].data
        return replace(asked, kind=Kind.VALUE, aspects=aspects, data=data)

    def _nearest(self, question: str) -> str:
        vector = self._embedder.embed([question])[0]
        near = {
            name: max(sum(a * b for a, b in zip(vector, one, strict=True)) for one in examples)
            for name, examples in self._examples.items()
        }
        best, second = sorted(near, key=lambda name: -near[name])[:2]
        return best if near[best] >= NEAR and near[best] - near[second] >= CLEAR else ""

    @cached_property
    def _examples(self) -> dict[str, list[tuple[float, ...]]]:
        texts = [text for examples in EXAMPLES.values() for text in examples]
        vectors = iter(self._embedder.embed(texts))
        return {name: [next(vectors) for _ in examples] for name, examples in EXAMPLES.items()}


class WordsAlone:
    """Leaves a question as its words have it."""

    def guess(self, asked: Asked, _question: str) -> Asked:
        return asked


class Guess(Protocol):
    def guess(self, asked: Asked, question: str) -> Asked: ...
