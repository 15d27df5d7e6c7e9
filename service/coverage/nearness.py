"""Where the vocabulary places a line under no clause: which clause's words are nearest in meaning, by the embedding model.

Why so little of it decides: docs/decisions/0016-nearness-decides-little.md. The scores are kept with the verdict, so that it is made
again without the model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.embed import Vector
from service.agreements.terms import Allowance, Cap, Discount, Exclusion, Inclusion, Rate, ServiceFee, Term
from service.coverage.lines import Alike, Line
from service.coverage.speaking import Speakers

CARRIES, PRICES = 0.8, 0.62
"""From so near on a clause that carries work decides, and one that prices it. One that excludes never does."""
APART, SHOWN = 0.15, 0.4
"""By so much no other clause may be as near; from `SHOWN` on a clause is shown and asked about."""
MOST_SHOWN, MOST_KEPT = 2, 20_000
_CARRYING, _PRICING = (Inclusion, Allowance, Cap), (Rate, Discount, ServiceFee)


class Embeds(Protocol):
    def embed(self, texts: Sequence[str]) -> list[Vector]: ...


class Likeness:
    """`Similar` by an embedding model, loaded when first asked; each text is embedded once a process, kept in memory alone."""

    def __init__(self, embedder: Callable[[], Embeds]) -> None:
        self._embedder = embedder
        self._vectors: dict[str, Vector] = {}

    def __call__(self, phrase: str, wordings: Sequence[str]) -> list[float]:
        wanted = list(dict.fromkeys((phrase, *wordings)))
        known = {text: self._vectors[text] for text in wanted if text in self._vectors}
        new = [text for text in wanted if text not in known]
        known |= dict(zip(new, self._embedder().embed(new), strict=True)) if new else {}
        self._vectors = known if len(self._vectors) > MOST_KEPT else self._vectors | known
        return [round(sum(a * b for a, b in zip(known[phrase], known[one], strict=True)), 3) for one in wordings]


@dataclass(frozen=True)
class Near:
    """A term and how near its words are; `apart` by how much nearer than any other clause's."""

    term: Term
    score: float
    apart: float = 0.0

    @property
    def decides(self) -> bool:
        enough = CARRIES if isinstance(self.term, _CARRYING) else PRICES
        return not isinstance(self.term, Exclusion) and self.score >= enough and self.apart >= APART

    @property
    def alike(self) -> Alike:
        return Alike(_what(self.term), self.term.pin.quote, self.score)


def nearest(line: Line, speakers: Speakers) -> list[Near]:
    """The clauses nearest to a line, the nearest first, each once and none below `SHOWN`."""
    terms = [term for kind in (*_CARRYING, *_PRICING, Exclusion) for term in speakers.terms(kind) if _what(term)]
    scores = speakers.matcher.similar(phrase(line), [_what(term) for term in terms]) if terms else ()
    best: dict[str, Near] = {}
    for term, score in sorted(zip(terms, scores, strict=True), key=lambda pair: (-pair[1], pair[0].pin.start)):
        best.setdefault(term.pin.quote, Near(term, score))
    found = list(best.values())
    after = [one.score for one in found[1:]] + [0.0]
    return [
        Near(one.term, one.score, one.score - next_)
        for one, next_ in zip(found, after, strict=False)
        if one.score >= SHOWN
    ]


def phrase(line: Line) -> str:
    """What of a line is compared."""
    return ". ".join(part for part in (line.item.name, line.item.description) if part)


def _what(term: Term) -> str:
    return str(getattr(term, "what", "")) or " ".join(getattr(term, "causes", ()))
