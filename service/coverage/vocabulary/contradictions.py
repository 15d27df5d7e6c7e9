"""What does not hold together in a vocabulary: each as one sentence that says where and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from service.coverage.vocabulary import (
    KIND_STEP,
    LONGEST_PHRASE,
    PART_STEP,
    SORTS,
    Concept,
    Vocabulary,
    abbreviations,
    spelling,
    tokens,
    word_list,
)


def contradictions(vocabulary: Vocabulary) -> list[str]:
    """All that is wrong, sorted; empty where nothing is."""
    concepts = vocabulary.concepts
    found = [one for concept in concepts.values() for one in (*_parents(concept, concepts), *_words(concept))]
    return sorted({*found, *_rings(concepts), *_shared(concepts), *_swallowed(concepts)})


def _parents(concept: Concept, concepts: Mapping[str, Concept]) -> Iterator[str]:
    if concept.sort not in SORTS:
        yield f"{concept.id}: sort “{concept.sort}” is none of {', '.join(sorted(SORTS))}"
    for parent, count in Counter(id for id, _ in concept.parents).items():
        if parent not in concepts:
            yield f"{concept.id}: “{parent}” is no concept; check its spelling"
        elif count > 1:
            yield f"{concept.id}: both a kind and a part of “{parent}”; keep one"
    for parent, step in concept.parents:
        other = concepts.get(parent)
        if other and step == KIND_STEP and (other.sort == "task") != (concept.sort == "task"):
            yield f"{concept.id}: a {concept.sort} cannot be a kind of “{parent}”, which is a {other.sort}"


def _words(concept: Concept) -> Iterator[str]:
    for phrase, count in Counter(tuple(tokens(word)) for word in (concept.name, *concept.words)).items():
        if not phrase:
            yield f"{concept.id}: one of its words is empty"
        elif count > 1:
            yield f"{concept.id}: “{' '.join(phrase)}” stands twice; plurals, short forms and its own name always count"
        elif len(phrase) > LONGEST_PHRASE:
            yield f"{concept.id}: “{' '.join(phrase)}” is longer than {LONGEST_PHRASE} words and is never found"


def _rings(concepts: Mapping[str, Concept]) -> Iterator[str]:
    """A thing that is, over some steps, a kind or part of itself."""
    for id in concepts:
        reached, frontier = set[str](), [parent for parent, _ in concepts[id].parents]
        while frontier:
            now = frontier.pop()
            if now not in reached and now in concepts:
                reached.add(now)
                frontier += [parent for parent, _ in concepts[now].parents]
        if id in reached:
            yield f"{id}: a kind or part of itself, over {', '.join(sorted(reached - {id})) or 'no step'}"


def _shared(concepts: Mapping[str, Concept]) -> Iterator[str]:
    """Within one trade a word means one thing, or parts of different things; across trades it may mean several. Then the
    job tells which."""
    named: dict[tuple[str, str], list[str]] = {}
    for concept in concepts.values():
        for phrase in {spelling(tokens(word)) for word in (concept.name, *concept.words)}:
            named.setdefault((concept.trade, phrase), []).append(concept.id)
    for (trade, phrase), ids in named.items():
        whole = [{parent for parent, step in concepts[id].parents if step == PART_STEP} for id in ids]
        if len(ids) > 1 and not (all(whole) and not set[str].intersection(*whole)):
            yield f"{trade or 'general'}: “{phrase}” names {' and '.join(sorted(ids))}; keep it in one"


def _swallowed(concepts: Mapping[str, Concept]) -> Iterator[str]:
    """Abbreviations that stand for themselves or for another abbreviation; names that are only sweeping or empty words."""
    short = abbreviations()
    for word, full in short.items():
        if word in full:
            yield f"abbreviation “{word}” stands for itself"
        yield from (f"abbreviation “{word}” stands for “{one}”, which is one too" for one in full if one in short)
    sweeping, stop = word_list("sweeping"), word_list("stop")
    for concept in concepts.values():
        for word, phrase in zip(concept.words, map(tokens, concept.words), strict=True):
            if concept.sort != "task" and sweeping.issuperset(phrase):
                yield f"{concept.id}: “{word}” stands for all work or goods and names nothing"
            if len(phrase) == 1 and stop.issuperset(phrase):
                yield f"{concept.id}: “{word}” is read as a word like “the” or “at” and would be found everywhere"
