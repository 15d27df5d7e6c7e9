"""The coverage check: a job's lines judged by the agreements in force on its day, with every clause that decided."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from retrieval.model import Citation
from service.agreements.terms import Agreement, Effective, Pin
from service.coverage.absence import absences, reason
from service.coverage.conditions import moment
from service.coverage.confidence import confidence
from service.coverage.deciding import Bench, InForce, judge, used
from service.coverage.matching import Matcher, Similar, unlike
from service.coverage.money import NOTHING, cents, dollars
from service.coverage.noted import unbilled
from service.coverage.remembered import Remembered, RememberedLikeness
from service.coverage.settling import Outcome
from service.coverage.usage import Tab, Used
from service.coverage.verdict import AgreementInForce, Considered, Coverage, Fact, LineVerdict, Noted, Rule, Verdict
from service.coverage.vocabulary import Vocabulary, standard
from service.coverage.what_if import where_none_held, with_what_if
from service.coverage.work import RecordQuote, TooManyLines, Work

MOST_LINES = 5000
SURELY_NONE, ELSEWHERE = 0.95, 0.2

CitePin = Callable[[Pin], Citation | None]
CiteRecord = Callable[[RecordQuote], Citation | None]


def _as_it_is(text: str) -> str:
    return text


def _no_record(_: RecordQuote) -> None:
    return None


@dataclass(frozen=True)
class Unread:
    """A document of the client that may be an agreement and could not be read (it is in quarantine), and why."""

    document_id: str
    reason: str


@dataclass(frozen=True)
class Sources:
    """Where a check reads: agreements in force at a property on a day, verified quotes, and what masked words stand for.

    `on_file` are all of the client's agreements: where none is in force they tell why; `unread` documents may be others.
    `tab` may be handed on between checks of the same client by the same agreements. `cite` and `cite_record` return None for words that cannot be found again; such words are never shown.
    """

    in_force: InForce
    cite: CitePin
    cite_record: CiteRecord = _no_record
    reveal: Callable[[str], str] = _as_it_is
    similar: Similar = unlike
    zone: ZoneInfo | None = None
    on_file: Sequence[Agreement] = ()
    unread: Sequence[Unread] = ()
    tab: Tab = field(default_factory=Tab)
    vocabulary: Vocabulary = field(default_factory=standard)


def check(work: Work, sources: Sources) -> Coverage:
    """Judge the work. The client's earlier work is judged first, oldest first, for what it used of allowances and caps.

    Raises `TooManyLines`."""
    if len(work.lines) > MOST_LINES:
        raise TooManyLines(
            f"the job has {len(work.lines)} line items; at most {MOST_LINES} are judged at once: split it"
        )
    bench = bench_of(sources)
    past = past_of(work, sources)
    effectives = sources.in_force(work.property_id, work.day)
    outcomes = judge(work, effectives, past, bench)
    if effectives:
        outcomes = with_what_if(work, effectives, past, outcomes, bench)
    else:
        outcomes = _unbound(work, outcomes, sources, bench)
    lines = tuple(_line(outcome, effectives, sources) for outcome in outcomes)
    return Coverage(
        id=_id(work, lines), job_id=work.job_id, client_id=work.client_id, as_of=work.day,
        agreements=tuple(in_force_of(one, sources) for one in effectives), lines=lines,
        summary=summary(lines), warnings=tuple(_warnings(work, effectives, outcomes, sources)),
        noted=tuple(_noted(work, effectives, past, outcomes, bench, sources)),
    )  # fmt: skip


def bench_of(sources: Sources) -> Bench:
    return Bench(Matcher(sources.vocabulary, sources.similar), sources.reveal, sources.zone or ZoneInfo("UTC"))


def past_of(work: Work, sources: Sources) -> list[Used]:
    """What the client's earlier work used, judged by what was in force on its days. What is asked of the outside meanwhile
    the tab remembers: a later check that takes the tab up does not ask again."""
    tab = sources.tab
    words = Remembered(sources.reveal, tab.words)
    likeness = RememberedLikeness(sources.similar, tab.likeness)
    bench = bench_of(replace(sources, reveal=words, similar=likeness))

    def one_day(earlier: Work, past: Sequence[Used]) -> list[Used]:
        found = sources.in_force(earlier.property_id, earlier.day)
        return used(earlier, judge(earlier, found, past, bench)) if found else []

    past = tab.up_to(work.earlier, one_day)
    tab.words, tab.likeness = words.kept, likeness.kept
    return past


def _unbound(work: Work, outcomes: Sequence[Outcome], sources: Sources, bench: Bench) -> list[Outcome]:
    """No agreement in force: why, and what the nearest would have said. A document nobody could read may be one."""
    absent = absences(work, sources.on_file)
    pins = tuple(pin for one in absent for pin in one.pins)
    sure = ELSEWHERE if any(one.elsewhere for one in absent) else SURELY_NONE
    turned = where_none_held(work, sources.on_file, sources.in_force, bench)
    said = [
        replace(one, reason=reason(absent), pins=pins, what_if=what_if, sure=sure)
        for one, what_if in zip(outcomes, turned, strict=True)
    ]
    if not sources.unread:
        return said
    question = f"Read document {sources.unread[0].document_id}, which is in quarantine: {sources.unread[0].reason}."
    why = f"a document that may be the agreement could not be read. {question}"
    return [
        replace(one, verdict=Verdict.UNCLEAR, pays=None, reason=why, question=question, pins=(), sure=0.0)
        for one in said
    ]


def _noted(
    work: Work, effectives: Sequence[Effective], past: Sequence[Used], outcomes: Sequence[Outcome], bench: Bench,
    sources: Sources,
) -> Iterator[Noted]:  # fmt: skip
    for found in unbilled(work, [one.line for one in outcomes], bench.matcher.vocabulary):
        (one,) = judge(replace(work, lines=(found.item,)), effectives, past, bench)
        yield Noted(
            found.item.name, one.verdict, sources.reveal(one.reason), sources.cite_record(found.source),
            tuple(_citations(one, sources)), sources.reveal(one.question),
        )  # fmt: skip


def summary(lines: Sequence[LineVerdict]) -> str:
    """In plain words, what decides first: how much is covered and what the customer pays."""
    counts = Counter(line.verdict for line in lines)
    if set(counts) == {Verdict.NO_AGREEMENT}:
        return f"No agreement is in force; list price {dollars(_total(lines))}."
    covered = counts[Verdict.COVERED]
    said = [
        f"{covered} of {len(lines)} line{'s' * (len(lines) != 1)} covered; the customer pays {dollars(_total(lines))}"
    ]
    if counts[Verdict.NEEDS_APPROVAL]:
        waiting = sum((line.if_approved_customer_pays or NOTHING for line in lines), NOTHING)
        needing = counts[Verdict.NEEDS_APPROVAL]
        said.append(f"{needing} need{'s' * (needing == 1)} approval first ({dollars(waiting)})")
    if counts[Verdict.UNCLEAR]:
        said.append(f"{counts[Verdict.UNCLEAR]} cannot be decided from what is on file")
    return "; ".join(said) + "."


def _total(lines: Iterable[LineVerdict]) -> Decimal:
    return sum((line.customer_pays or NOTHING for line in lines), NOTHING)


def _line(outcome: Outcome, effectives: Sequence[Effective], sources: Sources) -> LineVerdict:
    citations = tuple(_citations(outcome, sources))
    if outcome.speakers is not None and outcome.pins and not citations:
        outcome = replace(
            outcome,
            verdict=Verdict.UNCLEAR,
            pays=None,
            if_approved=None,
            sure=0.0,
            reason="the deciding clause could not be found again in its document; re-read the document",
        )
    item = outcome.line.item
    outcome = _unpriced(outcome)
    decided = outcome.verdict not in (Verdict.UNCLEAR, Verdict.NEEDS_APPROVAL)
    pays = cents(outcome.pays) if decided and outcome.pays is not None else None
    return LineVerdict(
        line_item_id=item.id, name=item.name,
        agreement_id=outcome.speakers.effective.agreement.document_id if outcome.speakers else None,
        verdict=outcome.verdict, list_amount=cents(outcome.line.list_amount), customer_pays=pays,
        covered_amount=None if pays is None else max(NOTHING, cents(outcome.line.list_amount) - pays),
        if_approved_customer_pays=cents(outcome.if_approved) if outcome.if_approved is not None else None,
        reason=sources.reveal(outcome.reason), rules=tuple(Rule(rule.kind, sources.reveal(rule.summary)) for rule in outcome.rules),
        citations=citations, considered=tuple(_considered(outcome, effectives, sources)),
        confidence=confidence(outcome), what_if=sources.reveal(outcome.what_if), steps=outcome.steps if decided or outcome.if_approved is not None else (),
        match=replace(outcome.match, why=sources.reveal(outcome.match.why)) if outcome.match else None,
        facts=tuple(_facts(outcome, sources)), question=sources.reveal(outcome.question),
    )  # fmt: skip


def _unpriced(outcome: Outcome) -> Outcome:
    """Billable work without a price, where no clause fixes one: what the customer pays is not known, rather than nothing."""
    billable = outcome.verdict in (Verdict.NOT_COVERED, Verdict.PARTIALLY_COVERED, Verdict.NO_AGREEMENT)
    if not billable or outcome.pays or outcome.line.item.unit_price:
        return outcome
    return replace(outcome, pays=None, steps=(), question=f"Put a price on “{outcome.line.item.name}”.")


def _facts(outcome: Outcome, sources: Sources) -> Iterator[Fact]:
    """When it was, what earlier work used, what was written about it."""
    if outcome.speakers is not None:
        yield Fact("began", moment(outcome.speakers.setting))
    for kind, value in outcome.facts:
        yield Fact(kind, sources.reveal(value))
    for quote in dict.fromkeys(outcome.quotes):
        if (said := sources.cite_record(quote)) is not None:
            yield Fact("written", said.quote, said)


def _citations(outcome: Outcome, sources: Sources) -> Iterator[Citation]:
    found = [
        *(sources.cite(pin) for pin in dict.fromkeys(outcome.pins)),
        *(sources.cite_record(one) for one in dict.fromkeys(outcome.quotes)),
    ]
    yield from (replace(one, n=n) for n, one in enumerate((one for one in found if one is not None), 1))


def _considered(outcome: Outcome, effectives: Sequence[Effective], sources: Sources) -> Iterator[Considered]:
    replaced = [(term.pin, why) for one in effectives for term, why in one.set_aside if _same_kind(term, outcome)]
    for n, (pin, why) in enumerate([*outcome.aside, *replaced][:4], 1):
        citation = sources.cite(pin)
        if citation is not None:
            yield Considered(replace(citation, n=n), sources.reveal(why))


def _same_kind(term: object, outcome: Outcome) -> bool:
    return type(term).__name__.lower() in {rule.kind for rule in outcome.rules}


def in_force_of(one: Effective, sources: Sources) -> AgreementInForce:
    agreement = one.agreement
    return AgreementInForce(
        agreement.document_id,
        sources.reveal(agreement.title),
        (agreement.in_force_from, agreement.in_force_to),
        one.amended_by,
    )


def _warnings(
    work: Work, effectives: Sequence[Effective], outcomes: Sequence[Outcome], sources: Sources
) -> Iterator[str]:
    yield from work.warnings
    yield from (
        f"document {one.document_id} could not be read and may change this: {one.reason}" for one in sources.unread
    )
    yield from (f"“{one.line.item.name}” has no price" for one in outcomes if not one.line.item.unit_price)
    if len(effectives) > 1:
        yield f"{len(effectives)} agreements are in force at once; each line is judged by the one that speaks for it"
    if any(
        one.speakers and not one.speakers.setting.clock.stated and one.speakers.setting.bands != {"regular"}
        for one in outcomes
    ):
        yield "the agreement names no regular hours; Monday to Friday, 8 to 5, was taken"
    if work.start is None:
        yield "no hour is known; regular hours were taken"


def _id(work: Work, lines: Sequence[LineVerdict]) -> str:
    """The same work judged the same way has the same id."""
    said = [(line.line_item_id, line.verdict.value, str(line.customer_pays)) for line in lines]
    return str(uuid5(NAMESPACE_URL, json.dumps([work.job_id, work.client_id, work.day.isoformat(), said])))
