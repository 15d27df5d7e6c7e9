"""Two questions in one: "when does it end and does it renew" asks twice, and is answered twice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from uuid import uuid4

from retrieval.model import Citation
from service.answers.kinds import understand
from service.answers.model import Answer

_AND = re.compile(
    r",? and (?:(?:also|then|so|if so,?) )?(?=(?:does|do|did|is|are|was|were|will|would|can|could|may|must|should|has|have|when|how|what|what's|who|who's|which|where|by when|until when)\b(?: [\w'’$-]+){2,})",
    re.I,
)
_MARK = re.compile(r"\[\d+\]")


def parts(question: str) -> tuple[str, ...]:
    """The questions joined in one by "and", each of another aspect of an agreement; the question itself where it is but one."""
    found = [part.strip(" ?.,") for part in _AND.split(question)]
    aspects = [frozenset(aspect.name for aspect in understand(part).aspects) for part in found]
    apart = all(aspects) and len(set(aspects)) == len(found)
    return tuple(f"{part}?" for part in found) if len(found) > 1 and apart else (question,)


def joined(question: str, answers: Sequence[Answer]) -> Answer:
    """One answer of those to its parts, of which one at least is answered: the citations counted on, and said what is not told."""
    told, cited = [], dict[tuple[str, int, int], Citation]()
    for one in answers:
        if one.abstained:
            told.append(f"The documents do not say: “{one.question}”")
            continue
        numbers: dict[str, str] = {}
        for citation in one.citations:
            first = cited.setdefault(_where(citation), replace(citation, n=len(cited) + 1))
            numbers[f"[{citation.n}]"] = f"[{first.n}]"
        told.append(_MARK.sub(partial(_renumbered, numbers), one.answer))
    return replace(
        next(one for one in answers if not one.abstained),
        id=str(uuid4()),
        question=question,
        answer=" ".join(told),
        citations=tuple(cited.values()),
        notes=tuple(dict.fromkeys(note for one in answers for note in one.notes)),
    )


def _where(citation: Citation) -> tuple[str, int, int]:
    return citation.document_id, citation.start, citation.end


def _renumbered(numbers: Mapping[str, str], mark: re.Match[str]) -> str:
    return numbers.get(mark[0], mark[0])
