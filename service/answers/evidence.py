"""Passages that could answer a question, each weighed by what it shares with it (`enough.py` says which of them answer).

A passage is a sentence, list item or table row of a masked clause. It is weighed by nearness in meaning, by the share
of the question's telling words it has, by whether it speaks of the aspect asked for, and by whether it holds a datum
of the kind asked for.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import zip_longest

from anonymize.boundary import Scope
from ingest.jobber.records import Message
from ingest.ledger import LIVE, Document, KeptClause
from retrieval.index import Narrowing
from retrieval.late import Asked as Question
from retrieval.late import Sketch, nearness
from retrieval.model import AGREED, DocumentKind, DocumentRole, Hit, Span
from service.agreements.clause import ClauseText
from service.agreements.passages import CELL, Passage, cells_of, passages
from service.agreements.terms import Renewal, Term
from service.answers.aspects import Aspect
from service.answers.hours import Hours, hours_told
from service.answers.kinds import Asked, Kind, holds, interrogative
from service.answers.naming import BROADER, Named
from service.answers.polarity import says_either_way
from service.answers.scope import Subject
from service.answers.sources import Sources
from service.answers.standing import Standing, State
from service.answers.subjects import SAID_OF_COVERAGE, without_titles
from service.answers.vocabulary import TALK, Word, canon, content, stems

CONTRACTS = (*AGREED, DocumentRole.QUOTE_TERMS)
RECORDS = (DocumentKind.NOTE, DocumentKind.COMMUNICATION)
HITS = 40
WHOLE_CLAUSE = 420
# The share of words of a question that names nothing but the aspect.
NOTHING_ASKED = 0.4


@dataclass(frozen=True)
class Evidence:
    """One passage.

    `near` is the best cosine to a way of asking, `own` to the question as it was put; `shared` the weighted share
    (0 to 1) of its telling words. `names` tells whether it has a word of the thing asked for, `named` the same where
    something is asked for at all, `strange` that no contract read has one; `head` are the columns of
    a table row whose head is another clause; `step` is 1 for the step of a price ladder
    that is asked about and -1 for another step; hours asked about and others count alike.
    """

    document: Document
    kept: KeptClause
    passage: Passage
    state: State
    terms: tuple[Term, ...] = ()
    near: float = 0.0
    own: float = 0.0
    shared: float = 0.0
    tells: bool = False
    on_aspect: bool = False
    narrowly: bool = False
    names: bool = False
    named: bool = False
    strange: bool = False
    replaced: bool = False
    holds: bool = False
    matched: bool = False
    step: int = 0
    missing: frozenset[str] = frozenset()
    head: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """Raw offsets of the passage in the document."""
        return self.kept.raw_span(self.passage.start, self.passage.end)

    @property
    def words(self) -> str:
        """The passage's masked words as they stand."""
        return self.kept.clause.text.text[self.passage.start : self.passage.end]

    def quoted(self, whole: bool) -> tuple[Span, str]:
        """What is quoted of it: a short clause whole, since its sentences explain each other, else the passage."""
        text = self.kept.clause.text.text
        if not whole or len(text) > WHOLE_CLAUSE:
            return self.span, self.words
        return self.kept.raw_span(0, len(text)), text

    @cached_property
    def context(self) -> str:
        """What the passage is read with: its headings, the line that introduces it, and a table row's columns."""
        return f"{self._headings} {self.passage.text}"

    @property
    def unit(self) -> str:
        """What is weighed: the passage in its context; of an amendment the whole item, whose sentences are one change."""
        return f"{self._headings} {self.said}" if self.is_amending else self.context

    @property
    def _headings(self) -> str:
        return " ".join((self.passage.heading, *(self.passage.header or self.head)))

    @property
    def said(self) -> str:
        return self.quoted(whole=self.is_amending)[1]

    @property
    def is_contract(self) -> bool:
        return self.document.role in CONTRACTS

    @property
    def is_amending(self) -> bool:
        return self.document.role is DocumentRole.AMENDMENT and self.state is State.IN_FORCE

    @property
    def score(self) -> float:
        """Nearness and shared words make the rank; the aspect, the datum and the contract's own voice raise it."""
        aspect = 0.06 * self.tells + 0.1 * self.narrowly
        raised = aspect + 0.1 * self.holds + 0.1 * self.matched + 0.08 * self.is_contract
        return 0.5 * self.near + 0.35 * self.shared + raised + 0.2 * self.step


@dataclass(frozen=True)
class Found:
    """All passages weighed, best first, and what was looked through; `amending` are those of amendments in force."""

    evidence: tuple[Evidence, ...]
    documents: int
    words: tuple[Word, ...]
    of_client: bool = True
    amending: tuple[Evidence, ...] = ()
    question: str = ""


def gather(sources: Sources, scope: Scope, subject: Subject, asked: Asked, standings: dict[str, Standing]) -> Found:
    """Weigh every passage of the clients' contracts, and of whatever else search finds in the scope."""
    one_client = subject.clients[0].id if len(subject.clients) == 1 else None
    masked = sources.masking(scope.account).mask(subject.words, client_id=one_client, ours=True).text
    within = Narrowing(clients=tuple(client.id for client in subject.clients))
    behind = {id for own in standings.values() for id in own.not_in_force}
    hits = sources.searcher.search(scope, masked, within, HITS, behind=behind)
    documents = _documents(sources, scope, subject, hits)
    read = list(_passages(sources, scope, documents, hits, standings))
    words = without_titles(_telling(masked.text, asked), [one.file for one in documents.values() if one.file])
    named = Named({**BROADER, **sources.other_words(masked.text)})
    told = _tellers(sources, scope, asked, words, documents)
    weighed = sorted(_weigh(read, words, asked, named, told), key=lambda one: -one.score)
    meant = _with_nearness(sources, scope, _ways_to_ask(masked.text, asked, words), weighed)
    ranked = tuple(sorted(meant, key=lambda one: (-one.score, one.span)))
    amending = tuple(one for one in weighed if one.is_amending)
    looked_through = _looked_through(sources, scope, subject, documents)
    return Found(ranked, looked_through, words, bool(subject.clients), amending, subject.words)


def _ways_to_ask(question: str, asked: Asked, words: Sequence[Word]) -> list[str]:
    """The question, its asking sentence, and for each aspect what it is about with the question's own subject."""
    subject = " ".join(word.stem for word in words)
    glosses = [f"{aspect.gloss} {subject}".strip() for aspect in asked.aspects[:3]]
    return list(dict.fromkeys([question, interrogative(question), *glosses]))


def _looked_through(sources: Sources, scope: Scope, subject: Subject, documents: dict[str, Document]) -> int:
    if subject.clients:
        return len(documents)
    return sum(count for state, count in sources.ledger.counts(scope).items() if state in LIVE)


def _documents(sources: Sources, scope: Scope, subject: Subject, hits: Sequence[Hit]) -> dict[str, Document]:
    """Every document of the clients asked about; of the whole account those that search found something in."""
    if not subject.clients:
        ids = {hit.clause.source.document_id for hit in hits}
        return {one.id: one for one in sources.ledger.documents(scope, states=LIVE, ids=ids)}
    owners = [client.id for client in subject.clients]
    return {one.id: one for id in owners for one in sources.ledger.documents(scope, client_id=id, states=LIVE)}


def _passages(
    sources: Sources,
    scope: Scope,
    documents: dict[str, Document],
    hits: Sequence[Hit],
    standings: dict[str, Standing],
) -> Iterable[Evidence]:
    near = {hit.clause.id: hit.arm("dense") for hit in hits}
    hit_documents = {hit.clause.source.document_id for hit in hits}
    for document in documents.values():
        contract = document.role in CONTRACTS and bool(standings)
        if not contract and document.id not in hit_documents:
            continue
        for kept, head in _with_heads(list(sources.ledger.clauses(scope, document.id))):
            if contract or kept.clause.id in near:
                found = _of_clause(document, kept, standings, near.get(kept.clause.id, 0.0))
                yield from (replace(one, head=head) for one in found) if head else found


def _with_heads(kept: Sequence[KeptClause]) -> Iterator[tuple[KeptClause, tuple[str, ...]]]:
    """Each clause with the head of the table it is a row of, where rows and head are clauses of their own: three
    names or more, above figures."""
    head: tuple[str, ...] = ()
    for one, below in zip_longest(kept, kept[1:]):
        cells = _row(one)
        head = head if cells and len(cells) == len(head) else ()
        yield one, head
        if cells and not head and below and len(_row(below)) == len(cells):
            figures = [bool(re.search(r"[\d$%]", each.clause.text.text)) for each in (one, below)]
            head = cells if len(cells) > 2 and figures == [False, True] else ()


def _row(kept: KeptClause) -> tuple[str, ...]:
    """The cells of a clause that is one table row, else none."""
    text = kept.clause.text.text.strip()
    return cells_of(text) if CELL in text and "\n" not in text else ()


def _of_clause(document: Document, kept: KeptClause, standings: dict[str, Standing], near: float) -> Iterable[Evidence]:
    clause = kept.clause
    text = ClauseText(clause.id, clause.ordinal, clause.number, clause.heading.text, clause.text.text, clause.page)
    own = standings.get(document.client_id or "")
    state = own.state(document.id) if own and document.role in CONTRACTS else State.UNKNOWN
    for passage in passages(text, document.id):
        if not _says_something(document, passage) or _is_header(passage):
            continue
        span = kept.raw_span(passage.start, passage.end)
        terms = own.terms_at(document.id, span) if own else ()
        replaced = bool(own and own.replaced_by(document.id, span))
        yield Evidence(document, kept, passage, state, terms, near, replaced=replaced)


def _is_header(passage: Passage) -> bool:
    """Whether a row is its own table's head: it is read with the rows below it."""
    return bool(passage.columns) and [cell.text for cell in passage.cells] == list(passage.columns)


def _says_something(document: Document, passage: Passage) -> bool:
    """A title, a lone label or a question answers nothing."""
    if passage.text.rstrip().endswith("?"):
        return False
    words = re.findall(r"[^\W_]+", passage.text)
    if document.kind in _LISTED:
        return len(words) > 4
    return len(words) > 3 or bool(re.search(r"[\d|]", passage.text)) or (len(words) > 1 and document.role is None)


# Jobs, quotes and invoices list their line items beside what was written about them.
_LISTED = (DocumentKind.JOB, DocumentKind.QUOTE, DocumentKind.INVOICE, DocumentKind.REQUEST)


def _telling(question: str, asked: Asked) -> tuple[Word, ...]:
    """The words that name the subject; those that only name the aspect are looked for by the aspect itself."""
    core = {word.stem for word in content(interrogative(question))}
    known = SAID_OF_COVERAGE if asked.kind is Kind.COVERAGE else frozenset()
    found = [
        replace(word, core=word.stem in core)
        for word in content(question)
        if word.stem not in known and not any(_names(aspect, word.stem) for aspect in asked.aspects)
    ]
    return tuple(word for word in found if word.stem not in TALK) or tuple(found)


def _names(aspect: Aspect, stemmed: str) -> bool:
    return stemmed in {canon(found) for found in re.findall(r"\w+", aspect.gloss)} or bool(
        aspect.asks.fullmatch(stemmed)
    )


def _tellers(
    sources: Sources, scope: Scope, asked: Asked, words: Sequence[Word], documents: Mapping[str, Document]
) -> Mapping[str, frozenset[str]]:
    """By document, what a note or message is read with where somebody's word is asked for: its month and its sender."""
    if asked.kind not in (Kind.TOLD, Kind.APPROVED):
        return {}
    someone = any(word.stem.startswith("<") for word in words)
    return {
        one.id: frozenset(stems(f"{one.written_at:%B} {sender_of(sources, scope, one) if someone else ''}"))
        for one in documents.values()
        if one.kind in RECORDS and one.written_at
    }


def sender_of(sources: Sources, scope: Scope, document: Document) -> str:
    """Who wrote a message, masked; "" for a note."""
    if document.kind is not DocumentKind.COMMUNICATION:
        return ""
    message = sources.records.one(scope, Message, document.record_id)
    name = message.sender.split("<")[0].strip(" \"'") if message else ""
    return sources.masking(scope.account).mask(name, client_id=document.client_id).text.text if name else ""


def _weigh(
    read: Sequence[Evidence], words: Sequence[Word], asked: Asked, named: Named, told: Mapping[str, frozenset[str]]
) -> list[Evidence]:
    """Rare words weigh more. A word that stands in no passage weighs like a common one: it may be mere talk."""
    forms = [stems(one.unit) | told.get(one.document.id, frozenset()) for one in read]
    counts = Counter(word.stem for own in forms for word in words if named.within(own, word.stem))
    weight = {word.stem: _weight(word, counts[word.stem], len(read)) for word in words}
    weighed = [_weighed(one, own, weight, asked, named) for one, own in zip(read, forms, strict=True)]
    known = any(one.named and one.is_contract for one in weighed) or all(is_place(form) for form in weight)
    return weighed if known else [replace(one, strange=True) for one in weighed]


_PLACE_WORDS = "one two three four five six seven eight nine ten eleven twelve noon midnight morning afternoon week today tomorrow tonight winter summer spring autumn fall season house home property place building office yard customer today week month year price limit hour time january february march april may june july august september october november december"
_PLACES = frozenset(canon(word) for word in _PLACE_WORDS.split())


def _weight(word: Word, count: int, total: int) -> float:
    rarity = 1 + math.log(total / count) / math.log(total + 1) if count else 1.0
    named = 0.5 if is_place(word.stem) else 1.2 if word.proper else 1.0
    return rarity * named * (1.0 if word.core else 0.5)


def _weighed(one: Evidence, own: set[str], weight: dict[str, float], asked: Asked, named: Named) -> Evidence:
    missing = frozenset(form for form in weight if not named.within(own, form))
    total = sum(weight.values())
    shared = 1 - sum(weight[form] for form in missing) / total if total else NOTHING_ASKED
    matched = any(_is_asked(term, asked) for term in one.terms)
    step = asked.step.is_told_by(one.words) if asked.step else _hours_fit(one, asked)
    on_aspect = matched or _speaks_of(one, asked)
    return replace(
        one,
        shared=shared,
        tells=on_aspect or (asked.kind is Kind.COVERAGE and says_either_way(one)),
        on_aspect=on_aspect,
        names=_names_it(weight, missing),
        named=any(not is_place(form) for form in weight.keys() - missing),
        narrowly=matched or any(aspect.tells.search(one.unit) for aspect in asked.narrow),
        holds=any(holds(one.said, datum) for datum in asked.data),
        matched=matched,
        step=0 if step is None else 1 if step else -1,
        missing=missing,
    )


def _hours_fit(one: Evidence, asked: Asked) -> bool | None:
    """Where the question names hours, false for a passage about the others, true for one about the odd hours asked about;
    None for any other: what names no hours holds in regular ones."""
    told = hours_told(one.words) if asked.hours else None
    if told is None or told is asked.hours is Hours.REGULAR:
        return None
    return told is asked.hours


def _is_asked(term: Term, asked: Asked) -> bool:
    """A renewal tells how to end an agreement only where it names the notice."""
    if isinstance(term, Renewal) and not any(aspect.name == "renewal" for aspect in asked.aspects):
        return bool(term.notice_days) and isinstance(term, asked.leading_terms)
    return bool(asked.leading_terms) and isinstance(term, asked.leading_terms)


def _names_it(weight: dict[str, float], missing: frozenset[str]) -> bool:
    """Whether a passage has a word of the thing asked for; where it stands or whose it is counts only alone."""
    things = {form for form in weight if not is_place(form)} or set(weight)
    return not things or bool(things - missing)


def is_place(form: str) -> bool:
    return form.startswith("<") or form in _PLACES or form[0].isdigit()


def _speaks_of(one: Evidence, asked: Asked) -> bool:
    return any(aspect.tells.search(one.unit) for aspect in asked.leading or asked.aspects)


def _with_nearness(sources: Sources, scope: Scope, ways: Sequence[str], found: Sequence[Evidence]) -> list[Evidence]:
    """The best nearness over the ways to ask; the question's own words count full, the others a little less.

    Passages are compared by what was kept of their words when they were indexed: only the ways to ask are embedded.
    """
    sketches = sources.searcher.sketches(scope, Narrowing(documents=tuple({one.document.id for one in found})))
    asked = sources.searcher.ask(ways)
    of_clause: dict[str, list[Evidence]] = {}
    for one in found:
        of_clause.setdefault(one.kept.clause.id, []).append(one)
    return [
        near
        for id, passages_of in of_clause.items()
        for near in (_near(sketches[id], asked, passages_of) if id in sketches else passages_of)
    ]


def _near(sketch: Sketch, asked: Sequence[Question], found: Sequence[Evidence]) -> list[Evidence]:
    by_way = nearness(asked, sketch, [Span(one.passage.start, one.passage.end) for one in found])
    return [
        replace(one, near=max(ways[0], *(0.9 * other for other in ways[1:]), 0.0), own=max(*ways[:2], 0.0))
        for one, ways in zip(found, zip(*by_way, strict=True), strict=True)
    ]


def day_of(document: Document) -> date | None:
    return document.written_at.date() if document.written_at else None
