"""Masked clauses in, one typed agreement out: patterns and grammar only, the same terms for the same words every time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import pairwise

from service.agreements import amendments, referred, substitutions
from service.agreements.clause import ClauseText, DocumentFacts
from service.agreements.dates import add, dates
from service.agreements.headings import under_headings
from service.agreements.passages import Passage, passages, plain, whole
from service.agreements.patterns import (
    allowances,
    at_list,
    bands,
    billing,
    boxes,
    ceilings,
    coverage,
    coverage_terms,
    definitions,
    discounts,
    free_labor,
    hours,
    jurisdiction,
    ordering,
    parties,
    permission,
    places,
    pricing,
    renewal,
    response,
    subject,
    term,
    waiting,
    warranty,
)  # fmt: skip
from service.agreements.plans import of_chosen_plan
from service.agreements.terms import (
    Agreement,
    Allowance,
    ContractTerm,
    CoveredProperty,
    Definition,
    Discount,
    Exclusion,
    Inclusion,
    Jurisdiction,
    Party,
    Precedence,
    Renewal,
    ServiceType,
    Term,
    Termination,
)  # fmt: skip

VERSION = "27"
"""Raised whenever the same words may compile to other terms; stored agreements of older versions are compiled anew."""

BY_HEADING = 0.8
"""The confidence of what only its heading includes."""
SURE_PLACE = 0.8
"""From this confidence on an address is a named place of service; weaker ones count only where none is named."""

ResolveAddress = Callable[[str, str], Sequence[str]]
"""The ids of the properties meant by a masked address, from the sentence it stands in."""

_READERS: tuple[Callable[[Passage], Iterable[Term]], ...] = (
    parties.read, places.read, subject.read, term.read, billing.read, allowances.read,
    ceilings.read, permission.read, pricing.read, discounts.read, free_labor.read,
    hours.read, warranty.read, jurisdiction.read, definitions.read,
)  # fmt: skip
_UNDATED = (
    ContractTerm,
    Renewal,
    Termination,
    Party,
    CoveredProperty,
    ServiceType,
    Jurisdiction,
    Definition,
    Precedence,
)
_FROM = re.compile(
    r"\b(?:effective|starting|beginning|commencing|as of|from|for (?:work|visits) (?:on or )?after)(?: on| as of| from| the)* ?$",
    re.I,
)
_UNTIL = re.compile(r"\b(?:through|until|thru|to|ending|and ending|expires)(?: on| and including)* ?$", re.I)
_EXTENDS = re.compile(
    r"\b(?:(?:plan|agreement|contract|cover(?:age)?|membership|program) (?:now )?runs (?:on )?to|extend\w*|term\b|expir\w*|end date|renew\w*|continue[sd]?|(?:carried|carry|goes|go) on|keep (?:on )?\w+ing|another (?:year|season|term))\b",
    re.I,
)


def compile_document(
    document: DocumentFacts, clauses: Sequence[ClauseText], *, resolve_address: ResolveAddress | None = None
) -> Agreement:
    """Every term the clauses state, each pinned to its words."""
    tabled = list(under_headings(clauses))
    titles = {part.lower().strip(" .:") for clause in tabled for part in plain(clause.heading).split(" > ")}
    headed = list(of_chosen_plan(tabled))
    read = {clause.id: passages(clause, document.document_id) for clause in headed}
    every = [passage for found in read.values() for passage in found]
    amending = (
        document.is_amendment if document.is_amendment is not None else amendments.is_amendment(document.title, every)
    )
    wholes = [whole(clause, document.document_id) for clause in headed]
    terms = _within_reach(
        [
            *parties.of_document(_terms(read.values(), amending, titles), wholes, document.contractor),
            *boxes.read(headed, document.document_id),
        ]
    )
    terms = waiting.applied(every, bands.rewritten(every, referred.followed(terms, headed, every)))
    terms = discounts.reduced(
        ceilings.barred(every, at_list.together_at_list(every, warranty.lengthened(every, terms)))
    )
    terms += [] if amending else subject.service_types(terms, every)
    refers_to = amendments.reference(every) if amending else None
    start, end, kept = _dates(terms, amending, refers_to.dated if refers_to else None)
    return Agreement(
        document_id=document.document_id, account=document.account, client_id=document.client_id,
        title=document.title or _title(every), is_amendment=amending, terms=tuple(_bounded(kept, every, start)),
        in_force_from=start or document.dated, in_force_to=end,
        overrides=amendments.overrides(every) if amending else (), refers_to=refers_to,
        property_ids=_properties(kept, every, resolve_address), warnings=tuple(_warnings(kept, start, document, amending)),
    )  # fmt: skip


def _terms(clauses: Iterable[Sequence[Passage]], amending: bool, titles: set[str]) -> Iterator[Term]:
    best: dict[object, Term] = {}
    for found in clauses:
        for one in _counted_once(list(_of_clause(found, amending, titles))):
            key = (type(one), *(getattr(one, field.name) for field in fields(one) if field.name != "pin"))
            if key not in best or best[key].pin.confidence < one.pin.confidence:
                best[key] = one
    yield from best.values()


_LIMITED = re.compile(r"\b(?:as many as|up to|(?:no|not) more than|at most) [\w-]+", re.I)


def _counted_once(found: list[Term]) -> list[Term]:
    """ "Replace as many as 25 heads a quarter" under "What we do" is an allowance, and no inclusion without limit."""
    allowances = [one for one in found if isinstance(one, Allowance)]
    counted = {one.pin.start for one in allowances}
    return [
        one
        for one in found
        if not (
            isinstance(one, Inclusion)
            and (one.pin.confidence <= BY_HEADING or any(each.what in one.what for each in allowances))
            and one.pin.start in counted
            and _LIMITED.search(one.what)
        )
    ]


def _of_clause(found: Sequence[Passage], amending: bool, titles: set[str]) -> Iterator[Term]:
    """What a heading says by itself is no term of work or price; it may still name a party, a date or an address."""
    said = [one for one in found if plain(one.clause.text).lower().strip(" .:") not in titles]
    moves = {one: list(amendments.moved(one)) if amending else [] for one in said}
    if amending and (changed := list(substitutions.read(said))):
        yield from changed
        every = (one for passage in said for one in term.read(passage))
        yield from (one for one in every if isinstance(one, ContractTerm) and one.start)
        return
    yield from renewal.read_clause(said)
    yield from response.read_clause(said)
    yield from ordering.read_clause(said)
    yield from coverage.read_clause([one for one in said if not moves[one]])
    for passage in said:
        yield from moves[passage]
        for reader in _READERS:
            yield from (_about(passage, one) for one in reader(passage))
    for passage in [] if said else found:
        for reader in (parties.read, places.read, term.read, billing.read, ceilings.read):
            yield from reader(passage)
        if re.match(r"(?:we|i)\b", passage.low):
            yield from allowances.read(passage)


def _about(passage: Passage, one: Term) -> Term:
    """Half of the parts, under "What if the pump gives out?", is half of the pump's."""
    asked = coverage_terms.asked_after(passage) if isinstance(one, Discount) else ""
    return replace(one, what=asked) if asked and isinstance(one, Discount) else one


_OF_SECTIONS = re.compile(
    r"\bsections? (?P<numbers>[\d.]+(?:,? (?:and|or|to) [\d.]+)*) (?:does|do|shall|will) not (?:apply|extend)", re.I
)


def _within_reach(terms: list[Term]) -> list[Term]:
    """ "Section 4.2 does not apply to X" excludes X only where section 4.2 promises work."""
    promised = [one.pin.number for one in terms if isinstance(one, Inclusion | Allowance)]

    def holds(one: Term) -> bool:
        match = _OF_SECTIONS.search(one.pin.quote) if isinstance(one, Exclusion) else None
        numbers = re.findall(r"\d+(?:\.\d+)*", match["numbers"]) if match else []
        return not match or any(own == n or own.startswith(f"{n}.") for n in numbers for own in promised)

    return [one for one in terms if holds(one)]


def _dates(
    terms: list[Term], amending: bool, referred: date | None = None
) -> tuple[date | None, date | None, list[Term]]:
    """First and last day in force, and the terms without those dates that turned out not to be the agreement's.

    An amendment's start is the day it takes effect, never the one it tells its agreement by (`referred`); an end it states
    is the agreement's new end where it speaks of the term, else its own.
    """
    stated = [one for one in terms if isinstance(one, ContractTerm)]
    starts = [one for one in stated if one.start and one.start != referred]
    start = max(starts, key=_taking_effect, default=None) if amending else _surest(starts)
    end = _surest(
        [one for one in stated if one.end and (start is None or start.start is None or one.end > start.start)]
    )
    length = _surest([one for one in stated if one.count])
    if not amending and (seasons := _seasons(stated, start)):
        kept = [one for one in terms if not isinstance(one, ContractTerm) or one in seasons]
        return seasons[0].start, seasons[-1].end, kept
    open_ended = _surest([one for one in stated if one.open_ended]) if not end and not length else None
    chosen = [one for one in (start, end, length, open_ended) if one]
    kept = [one for one in terms if not isinstance(one, ContractTerm) or one in chosen]
    first = start.start if start else None
    if amending:
        own_end = end if end and not _EXTENDS.search(end.pin.quote) else None
        return (
            first,
            own_end.end if own_end else None,
            [replace(one, end=None) if one is own_end else one for one in kept],
        )
    if end:
        return first, end.end, kept
    if first and length and length.count and length.unit != "season" and not _open_ended(length):
        return first, add(first, length.count, length.unit) - timedelta(days=1), kept
    return first, None, kept


_SEASONAL = re.compile(r"\b(?:winters?|summers?|seasons?|springs?|autumns?|and again)\b", re.I)


def _seasons(stated: Sequence[ContractTerm], surest: ContractTerm | None) -> list[ContractTerm]:
    """The seasons one clause names, each with a first and a last day: between them nothing is in force."""
    spans = [
        one
        for one in stated
        if surest
        and one.start
        and one.end
        and one.pin.clause_id == surest.pin.clause_id
        and _SEASONAL.search(one.pin.quote)
    ]
    spans.sort(key=lambda one: one.start or date.max)
    apart = all(one.end and after.start and one.end < after.start for one, after in pairwise(spans))
    return spans if len(spans) > 1 and apart else []


def _taking_effect(one: ContractTerm) -> float:
    """An amendment takes effect on the day it names, not on the day it is dated."""
    named = re.search(r"\b(?:effective|on or after|beginning|starting|takes? effect|as of|from)\b", one.pin.quote, re.I)
    return one.pin.confidence + (0.3 if named else 0)


def _surest(found: Sequence[ContractTerm]) -> ContractTerm | None:
    return max(found, key=lambda one: one.pin.confidence, default=None)


def _open_ended(length: ContractTerm) -> bool:
    return bool(re.search(r"\bmonth[- ]to[- ]month\b", length.pin.quote, re.I))


def _bounded(terms: Sequence[Term], every: Sequence[Passage], start: date | None) -> Iterator[Term]:
    """Terms whose own sentence gives them another first or last day than the document's."""
    by_clause: dict[str, list[Passage]] = {}
    for passage in every:
        by_clause.setdefault(passage.clause.id, []).append(passage)
    for one in terms:
        since, until = (None, None) if isinstance(one, _UNDATED) else _bounds(one, by_clause.get(one.pin.clause_id, []))
        yield replace(one, since=since if since != start else None, until=until) if since or until else one


def _bounds(one: Term, near: Sequence[Passage]) -> tuple[date | None, date | None]:
    passage = next((each for each in near if each.holds_place(one.pin.start)), None)
    if passage is None:
        return None, None
    found = dates(passage.text)
    since = next((d.value for d in found if _FROM.search(passage.text[: d.start])), None)
    until = (
        next((d.value for d in found if _UNTIL.search(passage.text[: d.start])), None)
        if len(found) > 1 or "until" in passage.low
        else None
    )
    return since, until


def _title(every: Sequence[Passage]) -> str:
    kind = re.compile(r"\b(?:agreement|contract|plan|amendment|addendum|rider|program|membership|proposal)\b", re.I)
    for passage in every[:8]:
        for words in (plain(passage.clause.heading).split(" > ")[0], passage.text):
            if kind.search(words) and len(words) < 90:
                return words
    return ""


def _properties(
    terms: Sequence[Term], every: Sequence[Passage], resolve: ResolveAddress | None
) -> tuple[str, ...] | None:
    """The properties it serves; None where it names no place of service. An address that stands anywhere else (where
    somebody lives, where letters go) binds only an agreement which says that it holds for one place alone."""
    if resolve is None:
        return None
    named = [one for one in terms if isinstance(one, CoveredProperty)]
    sure = [(one.address, one.pin.quote) for one in named if one.pin.confidence >= SURE_PLACE]
    if not sure and any(places.holds_at_one_place(passage) for passage in every):
        sure = [(address, passage.text) for passage in every for address in places.addresses(passage)]
    return tuple(dict.fromkeys(id for address, sentence in sure for id in resolve(address, sentence))) or None


def _warnings(terms: Sequence[Term], start: date | None, document: DocumentFacts, amending: bool) -> Iterator[str]:
    if start is None:
        yield "no effective date is stated" + (
            "; the day the document was recorded stands in" if document.dated else ""
        )
    if not terms:
        yield "no terms were found"
    if amending and not any(isinstance(one, Term) for one in terms):
        yield "the amendment changes nothing that could be read"


def compile_text(
    text: str, *, title: str = "", is_amendment: bool | None = None, document_id: str = "document"
) -> Agreement:
    """An unmasked text, split as ingest splits documents; for tests and for a look at one contract."""
    from ingest.clauses import split
    from ingest.document_text import plain as plain_document

    document = plain_document(text)
    clauses = [
        ClauseText(
            f"{document_id}-{one.ordinal}",
            one.ordinal,
            one.number,
            " > ".join(one.heading),
            text[one.start : one.end],
            one.page,
            one.start,
        )
        for one in split(document)
    ]
    return compile_document(DocumentFacts(document_id, title=title, is_amendment=is_amendment), clauses)
