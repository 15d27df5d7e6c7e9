"""Sentences with their quotes: one or two plain ones first, then the words of the documents, each marked [n]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from anonymize.boundary import Scope
from ingest.ledger import Document
from retrieval.model import Citation, DocumentKind, DocumentRole, Span
from service.agreements.quantities import money
from service.agreements.seasons import MONTHS, seasons_hold
from service.agreements.terms import ContractValue, Term
from service.answers.amended import with_amendments
from service.answers.aspects import Datum
from service.answers.definitions import with_definitions
from service.answers.enough import answering
from service.answers.evidence import RECORDS, Evidence, Found, day_of, is_place, sender_of, things_asked
from service.answers.hours import Hours, odd_hours
from service.answers.judged import CheckOf, decided_by_check, no_check
from service.answers.kinds import IN_NOTES, Asked, Kind
from service.answers.leads import lead, unsettled
from service.answers.model import ComposedBy
from service.answers.sources import Masking, Sources
from service.answers.standing import Standing, told_state
from service.answers.told import long_date, told
from service.answers.verify import Quote, cited, one_line
from service.answers.vocabulary import Word, stems
from service.answers.weighing import NEED_A_WORD, is_asked

MOST_QUOTES = 3
# A further passage is quoted when it scores within this of the best one, or within the second where it adds to it.
ALIKE, CLOSE = 0.05, 0.18
_NAMES = {
    DocumentKind.NOTE: "A note",
    DocumentKind.COMMUNICATION: "A message",
    DocumentKind.JOB: "The job",
    DocumentKind.QUOTE: "The quote",
    DocumentKind.REQUEST: "The request",
    DocumentKind.INVOICE: "The invoice",
}


@dataclass
class Page:
    """An answer being written for one reader: what is said, and the verified quotes behind it."""

    sources: Sources
    scope: Scope
    masking: Masking
    check: CheckOf = no_check
    citations: list[Citation] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)

    def quote(self, document: Document, section: str, span: Span, words: str) -> str | None:
        """Cite masked words of a document; returns them with their mark, or None when they could not be verified."""
        quote = Quote(document, self.reveal(section), span, words)
        citation = cited(len(self.citations) + 1, quote, self.sources.pages.locate, self.masking.reveal, self.scope)
        self.sources.tally.add("quotes_verified" if citation else "quotes_dropped")
        if citation is None:
            return None
        self.citations.append(citation)
        return f"“{citation.quote}” [{citation.n}]"

    def quote_term(self, term: Term) -> str | None:
        pin = term.pin
        document = self.sources.ledger.document(self.scope, pin.document_id)
        return self.quote(document, pin.section, Span(pin.start, pin.end), pin.quote) if document else None

    def quote_evidence(self, one: Evidence) -> str | None:
        """The short clause it stands in, or the passage alone where that cannot be verified or is long."""
        section = one.kept.clause.heading.text
        return next(
            (made for whole in (True, False) if (made := self.quote(one.document, section, *one.quoted(whole)))), None
        )

    def reveal(self, masked: str) -> str:
        return self.masking.reveal(masked, self.scope)


@dataclass(frozen=True)
class Composed:
    text: str
    citations: tuple[Citation, ...]
    by: ComposedBy


def compose(page: Page, found: Found, asked: Asked, standings: dict[str, Standing]) -> Composed | None:
    """The answer the evidence gives, or None when none of it is enough. Before what settles nothing stands what the coverage
    check says of the thing by its name."""
    answering = with_definitions(_chosen(found, asked), found.evidence, asked)
    chosen = _each_once(with_amendments(answering, found.amending))
    decided = None if _settles(chosen, asked, found) else decided_by_check(page.check, asked, found, chosen)
    if decided:
        chosen = _each_once([*decided.passages, *chosen])[:MOST_QUOTES]
    quotes = [(one, page.quote_evidence(one)) for one in chosen]
    kept = [(one, quote) for one, quote in quotes if quote]
    if not kept:
        return None
    evidence = [one for one, _ in kept]
    plain, by = _plainly(page, evidence, asked, found)
    if decided and evidence[0] in decided.passages:
        plain, by = [decided.said], "terms"
    notices = _notices(page, evidence, standings)
    shown = quoted(page, [(one.document, quote) for one, quote in kept])
    parts = [*filter(None, plain), *notices, *shown, *_before(page, evidence, standings)]
    return Composed(" ".join(parts), tuple(page.citations), by)


def _settles(chosen: Sequence[Evidence], asked: Asked, found: Found) -> bool:
    """Whether the passages say yes or no themselves; what an amendment speaks of may be put in by it."""
    return any(one.is_amending for one in chosen) or bool(lead(asked, found.question, chosen, found.words))


def compose_state(page: Page, document: Document, standing: Standing) -> Composed | None:
    """For a question whether an agreement held that did not: when it ended or begins, in its own words."""
    notice, runs = told_state(standing, document.id, named(page, document)), standing.runs(document.id)
    quote = page.quote_term(runs) if runs and notice else None
    return Composed(f"No. {notice} It says: {quote}", tuple(page.citations), "terms") if quote else None


def _naming(found: Found) -> Sequence[Evidence]:
    """The passages that name a thing asked about, where one is, and whose document has every name of the question."""
    called = {
        word.stem for word in found.words if word.proper and (word.stem.startswith("<") or not is_place(word.stem))
    }
    lacking: dict[str, set[str]] = {}
    for one in found.evidence:
        lacking[one.document.id] = lacking.get(one.document.id, called) & one.missing
    asks_of_thing = bool(things_asked(found.words))
    return [one for one in found.evidence if not lacking[one.document.id] and (one.named or not asks_of_thing)]


def _chosen(found: Found, asked: Asked) -> list[Evidence]:
    """Words an amendment took out are quoted only where nothing else answers; where no client is named, those alone that
    name a thing asked about: a question of nothing that the papers know has no answer in any of them."""
    read = found.evidence if found.of_client else _naming(found)
    living = [one for one in read if not one.replaced]
    replaced = [one for one in read if one.replaced]
    answers = _in_season(answering(living, asked), found)
    chosen = (
        _with_later_word(_best(answers, asked), answers, asked)
        or _best(answering(replaced, asked), asked)
        or (_best(answering(living, asked, guessing=True), asked)[:2] if found.of_client else [])
    )
    return _with_odd_hours(chosen, living, asked)


def _with_odd_hours(chosen: list[Evidence], read: Sequence[Evidence], asked: Asked) -> list[Evidence]:
    """Where a price is asked for at odd hours, with the passage of the same paper that tells of them before one that does not."""
    if (
        not chosen
        or asked.hours in (None, Hours.REGULAR)
        or not asked.data
        or any(asked.odd & odd_hours(one.words) for one in chosen)
    ):
        return chosen
    here = (one for one in read if one.step > 0 and one.document.id == chosen[0].document.id)
    return [*islice((one for one in here if asked.odd & odd_hours(one.words)), 1), *chosen]


def _in_season(answers: list[Evidence], found: Found) -> list[Evidence]:
    """Where one passage holds in one part of the year and one in another, without that of the other part; a question that
    names a part of the year of its own wants it."""
    if found.on is None or seasons_hold(found.question, found.on) or _OF_THE_YEAR.search(found.question):
        return answers
    held = [seasons_hold(one.words, found.on) for one in answers]
    if not any(all(each) for each in held if each):
        return answers
    return [one for one, own in zip(answers, held, strict=True) if all(own)]


_OF_THE_YEAR = re.compile(rf"\b(?:{'|'.join(MONTHS)}|spring|summer|fall|autumn|winter)\b", re.I)


def _with_later_word(chosen: list[Evidence], answers: Sequence[Evidence], asked: Asked) -> list[Evidence]:
    """With the note or message that answers and has words of the question which the contract's passage lacks, such as
    the month since which another price holds; before it where it lacks none."""
    if not chosen or not chosen[0].is_contract or asked.kind is not Kind.VALUE:
        return chosen
    records = (one for one in answers if one.document.kind in RECORDS and one.tells)
    later = next((one for one in records if one.missing < chosen[0].missing and one not in chosen), None)
    if later is None:
        return chosen
    return [*chosen, later] if later.missing else [later, *chosen]


def _best(answers: Sequence[Evidence], asked: Asked) -> list[Evidence]:
    chosen: list[Evidence] = []
    for one in sorted(answers, key=lambda one: -_ranked(one, asked)):
        behind = _ranked(chosen[0], asked) - _ranked(one, asked) if chosen else 0.0
        if len(chosen) == MOST_QUOTES or behind > CLOSE:
            break
        if not chosen or _is_further(one, chosen, asked, behind):
            chosen.append(one)
    return chosen


def _is_further(one: Evidence, chosen: Sequence[Evidence], asked: Asked, behind: float) -> bool:
    to_the_point = _is_as_much_to_the_point(one, chosen[0], asked) and not _repeats(one, chosen)
    return to_the_point and (behind <= ALIKE or _adds(one, chosen[0]))


def _is_as_much_to_the_point(one: Evidence, best: Evidence, asked: Asked) -> bool:
    """Whether a further passage is of the best one's sort: of the papers that settle the question where that is (a note
    that says more is shown beside the contract in any case), of the very aspect and of no other step or hour, unless it
    names more of the question; whether something is covered other clauses decide as well. One of the same papers that
    names less of the question and is no nearer to it says nothing more."""
    if one.is_contract is best.is_contract:
        if one.missing > best.missing and one.own <= best.own:
            return False
    elif best.is_contract is _SETTLED_BY_CONTRACT.get(asked.kind):
        return False
    if asked.kind is Kind.COVERAGE or len(one.missing) < len(best.missing):
        return True
    return one.narrowly >= best.narrowly and one.step >= min(best.step, 0)


_SETTLED_BY_CONTRACT = {Kind.VALUE: True, Kind.COVERAGE: True, Kind.APPROVED: False}


def _adds(one: Evidence, best: Evidence) -> bool:
    """Whether a passage has more of the question's words than the best one, speaks of its aspect where that does not,
    or is nearer to the question as it was put."""
    spoken = (one.narrowly and not best.narrowly) or (one.matched and not best.matched)
    return spoken or len(one.missing) < len(best.missing) or one.own > best.own + ALIKE


def _ranked(one: Evidence, asked: Asked) -> float:
    """What was agreed stands in the contract, an agreement's own price in the term that is it; who approved, whom to call and
    how to get in in notes and messages."""
    told_in_notes = asked.kind in (Kind.APPROVED, Kind.TOLD) or any(aspect.name in IN_NOTES for aspect in asked.aspects)
    if told_in_notes:
        return one.score + (0.0 if one.is_contract else 0.12)
    if asked.own_price and one.matched:
        return one.score + 1.0
    settled = asked.kind in (Kind.VALUE, Kind.COVERAGE, Kind.CHANGE)
    return one.score + ((0.2 if settled else 0.08) if one.is_contract else 0.0)


def _each_once(chosen: Sequence[Evidence]) -> list[Evidence]:
    kept: list[Evidence] = []
    for one in chosen:
        if not _repeats(one, kept):
            kept.append(one)
    return kept


def _repeats(one: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Quoted already, alone or as part of its clause."""
    span, words = one.quoted(whole=True)
    return any(
        (other.document.id == one.document.id and other.quoted(whole=True)[0].overlaps(span))
        or one_line(words).lower() == one_line(other.quoted(whole=True)[1]).lower()
        for other in chosen
    )


def _plainly(page: Page, evidence: Sequence[Evidence], asked: Asked, found: Found) -> tuple[list[str], ComposedBy]:
    """The plain sentences, and whether they come from compiled terms."""
    told_terms = [page.reveal(sentence) for sentence in _told(evidence[:1], asked, found.words)]
    first = lead(asked, found.question, evidence, found.words)
    plain = [page.reveal(first or unsettled(asked, found.question))]
    if asked.kind is Kind.COVERAGE:
        return plain, "terms" if any(one.terms for one in evidence) else "extract"
    return [*plain, *told_terms[:2]], "terms" if told_terms else "extract"


def _told(evidence: Sequence[Evidence], asked: Asked, words: Sequence[Word]) -> list[str]:
    """Of several terms in one passage those alone that name the thing asked about, and no price beside another: an
    amendment has the old one and the new."""
    matching = [term for one in evidence for term in one.terms if is_asked(term, asked)]
    if Datum.PERSON in asked.data:
        matching = [one for one in matching if getattr(one, "approver", "") or not isinstance(one, NEED_A_WORD)]
    things = things_asked(words)
    several = len(matching) > 1 or not asked.narrow or any(len(money(one.passage.text)) > 1 for one in evidence)
    if several and things:
        whole = any(isinstance(term, ContractValue) for term in matching) and not things & evidence[0].missing
        matching = [
            term
            for term in matching
            if things & stems(getattr(term, "what", "")) or (whole and isinstance(term, ContractValue))
        ]
    if len({term.amount for term in matching if isinstance(term, ContractValue)}) > 1:
        matching = [term for term in matching if not isinstance(term, ContractValue)]
    return list(dict.fromkeys(sentence for term in matching if (sentence := told(term))))


def quoted(page: Page, quotes: Sequence[tuple[Document, str]]) -> list[str]:
    """Quotes grouped under the document they stand in."""
    grouped = groupby(quotes, key=lambda each: each[0].id)
    return [
        f"{named(page, same[0][0])} says: {' '.join(quote for _, quote in same)}"
        for same in (list(g) for _, g in grouped)
    ]


def named(page: Page, document: Document) -> str:
    """The document as a person would call it."""
    written = day_of(document)
    if document.kind is DocumentKind.FILE:
        return _ROLE_NAMES.get(document.role, "The file") + (f" ({document.file})" if document.file else "")
    sender = page.reveal(sender_of(page.sources, page.scope, document))
    if sender:
        return f"A message of {sender}" + (f", {long_date(written)}," if written else "")
    return _NAMES[document.kind] + (f" of {long_date(written)}" if written else "")


_ROLE_NAMES: dict[DocumentRole | None, str] = {
    DocumentRole.AGREEMENT: "The agreement",
    DocumentRole.AMENDMENT: "The amendment",
    DocumentRole.INVOICE: "The invoice",
    DocumentRole.MANUAL: "The manual",
}


def _notices(page: Page, evidence: Sequence[Evidence], standings: dict[str, Standing]) -> list[str]:
    """Words from agreements that are not in force on the day are said to be so."""
    said: dict[str, None] = {}
    for one in evidence:
        own = standings.get(one.document.client_id or "")
        if own and one.is_contract:
            said[told_state(own, one.document.id, named(page, one.document))] = None
    return [notice for notice in said if notice]


def _before(page: Page, evidence: Sequence[Evidence], standings: dict[str, Standing]) -> list[str]:
    """What an amendment's words took the place of."""
    for one in evidence:
        own = standings.get(one.document.client_id or "")
        replaced = [term for term, by in own.replaced if by == one.document.id] if own else []
        similar = [term for term in replaced if any(type(term) is type(new) for new in one.terms)]
        for term in similar[:1]:
            quote = page.quote_term(term)
            if quote:
                return [f"Before this change it read: {quote}"]
    return []
