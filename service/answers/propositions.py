"""Whether a sentence of the documents says or denies what a yes-or-no question asks.

The sentence is looked for that names most of the question, in the words of the thing and in those of the aspect. What denies
the whole of it makes a no; what says it under no condition but the question's own makes a yes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.agreements.passages import CELL
from service.agreements.quantities import money
from service.answers.evidence import Evidence, is_place
from service.answers.figures import figures, missing_figures
from service.answers.kinds import Asked, Kind
from service.answers.polarity import CARRIED, REFUSED, Verdict
from service.answers.vocabulary import Word, stems

# Negations of a measure or a price deny nothing of what is asked.
_OF_MEASURE = re.compile(
    r"\b(?:not|no) (?:less|more|later|fewer|earlier|sooner) than\b|\bnot (?:to )?exceed\w*|\bwhether or not\b|\bif not\b|\bnot only\b|\bno matter\b",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:not|never|cannot|neither|nor|no|none|nothing|nobody|nowhere|no one)\b|n't\b|\bexcept(?:ed|ing)\b|\b(?:expires?|lapses?|forfeit\w*|void)\b",
    re.I,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|only|except|provided|where|when|once|after|in case|should|up to|(?:the|your|each) first|first (?:two|three|four|five|\$))\b(?! (?:be|not|any questions)\b)",
    re.I,
)
_CUSTOMER_PAYS = re.compile(
    r"\b(?:you|customer|owner|client|member|tenant|holder|subscriber|association|landlord)s? (?:shall |will |must |then )?(?:pays?|owes?|bears?)\b(?! nothing| no\b)|\b(?:fee|charge) of\b|\bfalls? to (?:you|the)\b|\byours to pay\b",
    re.I,
)
_NOT_CHARGED = re.compile(r"\b(?:is |are |be )?(?:not|never) (?:\w+ and not )?(?:be )?(?:charged|billed|invoiced)\b|\bwaive[sd]?\b", re.I)  # fmt: skip
_BY_WORD = re.compile(r"\b(?:phone|telephone|call|verbal\w*|oral\w*|word of mouth|in person)\b", re.I)


def settled(question: str, asked: Asked, evidence: Sequence[Evidence], words: Sequence[Word]) -> Verdict:
    """Yes or no to the question as it was put; open where no sentence quoted settles it."""
    sentence = _speaking(question, asked, evidence, words)
    if sentence is None:
        return Verdict.OPEN
    if asked.of_charges:
        return _of_charges(sentence)
    if _DENIED.search(_OF_MEASURE.sub(" ", CARRIED.sub(" ", sentence))):
        return Verdict.NO
    conditional = _CONDITION.search(sentence) and not _CONDITION.search(question)
    other = missing_figures(figures(question), figures(sentence))
    return Verdict.OPEN if conditional or other else Verdict.YES


def _of_charges(sentence: str) -> Verdict:
    without = _NOT_CHARGED.sub(" ", CARRIED.sub(" ", sentence))
    carried = without != sentence
    paid = bool(money(without) or REFUSED.search(without) or _CUSTOMER_PAYS.search(without))
    return Verdict.OPEN if carried is paid else Verdict.NO if carried else Verdict.YES


def _speaking(question: str, asked: Asked, evidence: Sequence[Evidence], words: Sequence[Word]) -> str | None:
    """The sentence of the quoted contracts that names most of the question; None where the best lacks a thing asked about,
    or, of a question that names none, speaks of another aspect."""
    things = {word.stem for word in words if word.core and not is_place(word.stem)}
    people = {word.stem for word in words if word.stem.startswith("<person")}
    by_word = bool(_BY_WORD.search(question))
    best: tuple[float, str, set[str]] | None = None
    for one, sentence in _sentences(evidence):
        forms = stems(f"{one.passage.heading} {sentence}")
        told = any(aspect.tells.search(sentence) for aspect in asked.narrow)
        named = things & forms
        score = len(named) + 3 * len(people & forms) + 0.9 * told + (by_word and bool(_BY_WORD.search(sentence)))
        if best is None or score > best[0]:
            lacking = things | (people if not people & forms else set())
            best = (score, sentence, set() if told and (named or not things) else lacking - forms)
    return best[1] if best and best[0] > 0 and not best[2] else None


def _sentences(evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, str]]:
    """Of each clause as it is quoted; a table row is one."""
    for one in evidence:
        if one.is_contract and not one.replaced:
            text = one.quoted(whole=True)[1]
            ends = r"\n" if CELL in text else r"(?<=[.;!])\s+"
            yield from ((one, part) for part in re.split(ends, text) if part.strip())


def is_of_an_agreement(asked: Asked) -> bool:
    """Whether the words of an agreement settle the question by saying or denying it: of cover only who is charged."""
    return asked.yes_no and (
        asked.kind in (Kind.VALUE, Kind.FACT) or (asked.kind is Kind.COVERAGE and asked.of_charges)
    )
