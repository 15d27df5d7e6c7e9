"""Does a verdict hang on the clauses it cites? Taken away, they must turn it; taken away, any other must not.

Pure functions over kept facts; the benchmark and a test run them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.model import Citation
from service.agreements.terms import Agreement, Pin, Term
from service.coverage.facts import Facts, again
from service.coverage.verdict import Coverage, LineVerdict, Verdict

OPEN = (Verdict.NO_AGREEMENT, Verdict.UNCLEAR)
Span = tuple[str, int, int]


@dataclass(frozen=True)
class Ablated:
    """One line without the clauses it cites: did its verdict or amount turn?"""

    line_item_id: str
    turned: bool


def without_cited(facts: Facts, found: Coverage) -> Iterator[Ablated]:
    """Every line that an agreement decided, judged again without all of its cited clauses."""
    for at, line in enumerate(found.lines):
        cited = {_span(one) for one in line.citations if one.kind == "contract"}
        if line.verdict in OPEN or not cited:
            continue
        less = again(_less(facts, cited), cite=plainly)
        yield Ablated(line.line_item_id, _said(less.lines[at]) != _said(line))


def without_uncited(facts: Facts, found: Coverage) -> Iterator[bool]:
    """For each clause no line cites: does all stay as it was without it?"""
    cited = {_span(one) for line in found.lines for one in line.citations}
    said = [_said(line) for line in found.lines]
    for span in sorted(_spans(facts.agreements) - cited):
        if not any(_meets(span, one) for one in cited):
            less = again(_less(facts, {span}), cite=plainly)
            yield [_said(line) for line in less.lines] == said


def plainly(pin: Pin) -> Citation:
    """A citation of a pin without its document at hand."""
    return Citation(
        0, pin.document_id, "contract", pin.document_id, "Note", "", pin.page, pin.section, pin.quote, pin.start, pin.end
    )  # fmt: skip


def _less(facts: Facts, spans: set[Span]) -> Facts:
    return replace(facts, agreements=tuple(_cut(one, spans) for one in facts.agreements))


def _cut(agreement: Agreement, spans: set[Span]) -> Agreement:
    kept = tuple(term for term in agreement.terms if not any(_meets(_of(term), span) for span in spans))
    return replace(agreement, terms=kept)


def _spans(agreements: Sequence[Agreement]) -> set[Span]:
    return {_of(term) for one in agreements for term in one.terms}


def _of(term: Term) -> Span:
    return term.pin.document_id, term.pin.start, term.pin.end


def _span(citation: Citation) -> Span:
    return citation.document_id, citation.start, citation.end


def _meets(one: Span, other: Span) -> bool:
    """The same words, or some of them."""
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _said(line: LineVerdict) -> tuple[object, ...]:
    return line.verdict, line.customer_pays, line.if_approved_customer_pays
