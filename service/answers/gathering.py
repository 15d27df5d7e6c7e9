"""Every passage that could answer a question, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from anonymize.boundary import Scope
from ingest.ledger import LIVE, Document
from retrieval.index import Narrowing
from retrieval.late import Asked as Question
from retrieval.late import Sketch, nearness
from retrieval.model import Span
from service.answers.evidence import Evidence, Found
from service.answers.kinds import Asked, interrogative
from service.answers.naming import BROADER, Named
from service.answers.reading import documents_asked, passages_of
from service.answers.scope import Subject
from service.answers.sources import Sources
from service.answers.standing import Standing
from service.answers.subjects import without_titles
from service.answers.vocabulary import Word
from service.answers.weighing import tellers, telling, weigh

HITS = 40


def gather(sources: Sources, scope: Scope, subject: Subject, asked: Asked, standings: dict[str, Standing]) -> Found:
    """Weigh every passage of the clients' contracts, and of whatever else search finds in the scope."""
    one_client = subject.clients[0].id if len(subject.clients) == 1 else None
    masked = sources.masking(scope.account).mask(subject.words, client_id=one_client, ours=True).text
    within = Narrowing(clients=tuple(client.id for client in subject.clients))
    behind = {id for own in standings.values() for id in own.not_in_force}
    hits = sources.searcher.search(scope, masked, within, HITS, behind=behind)
    documents = documents_asked(sources, scope, subject, hits)
    read = list(passages_of(sources, scope, documents, hits, standings))
    words = without_titles(telling(masked.text, asked), [one.file for one in documents.values() if one.file])
    named = Named.of(BROADER, sources.other_words(masked.text))
    told = tellers(sources, scope, asked, words, documents)
    weighed = sorted(weigh(read, words, asked, named, told), key=lambda one: -one.score)
    meant = _with_nearness(sources, scope, _ways_to_ask(masked.text, asked, words), weighed)
    ranked = tuple(sorted(meant, key=lambda one: (-one.score, one.span)))
    amending = tuple(one for one in weighed if one.is_amending)
    looked_through = _looked_through(sources, scope, subject, documents)
    return Found(ranked, looked_through, words, bool(subject.clients), amending, subject.words, subject.on)


def _ways_to_ask(question: str, asked: Asked, words: Sequence[Word]) -> list[str]:
    """The question, its asking sentence, and for each aspect what it is about with the question's own subject."""
    subject = " ".join(word.stem for word in words)
    glosses = [f"{aspect.gloss} {subject}".strip() for aspect in asked.aspects[:3]]
    return list(dict.fromkeys([question, interrogative(question), *glosses]))


def _looked_through(sources: Sources, scope: Scope, subject: Subject, documents: dict[str, Document]) -> int:
    if subject.clients:
        return len(documents)
    return sum(count for state, count in sources.ledger.counts(scope).items() if state in LIVE)


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
