"""Reads trade words: which things a text names, which it only mentions, and what is to be done to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from service.coverage.vocabulary import Mention, Vocabulary, tokens

_LIST = re.compile(
    r"[,;:()\[\]/•|\n]|\s[-–—]\s|\b(?:and/or|and|or|nor|plus|as well as|including but not limited to|including|such as)\b|\+",
    re.I,
)
_EXCEPT = re.compile(
    r"\b(?:except(?:ing)?(?: for| that)?|other than|excluding|but not|not including|does not include|do not include"
    r"|with the exception of|save for|apart from|unless)\b",
    re.I,
)
_CAUSE = re.compile(
    r"\b(?:caused by|resulting from|results? from|due to|because of|occasioned by|made necessary by|necessitated by"
    r"|arising (?:from|out of)|attributable to|as a result of|brought about by|from the effects of)\b",
    re.I,
)
_COMPLEMENT = re.compile(r"\b(?:for|of|to|in|on|at|from|under|serving|with|by|within|inside|installed|located)\b", re.I)
_HOLIDAY = re.compile(
    r"\b(?:New Year'?s(?: Day| Eve)?|Labou?r Day|Memorial Day|Independence Day|Thanksgiving(?: Day)?|Christmas(?: Day| Eve)?)\b"
)
_PSEUDONYM = re.compile(r"<[A-Z_]+_[0-9a-z]+>")
_SLASHED = re.compile(r"\b([a-z])/([a-z])\b", re.I)

GENERAL = frozenset(
    [
        "part",
        "labor",
        "material",
        "equipment",
        "component",
        "system",
        "unit",
        "work",
        "service",
        "item",
        "job",
        "thing",
        "anything",
        "everything",
        "something",
        "all",
        "any",
        "every",
        "each",
        "other",
        "covered",
        "listed",
        "above",
        "below",
        "such",
        "said",
        "plan",
        "agreement",
        "contract",
        "program",
        "membership",
        "cost",
        "charge",
        "hour",
        "hourly",
        "time",
        "rate",
        "standard",
        "normal",
        "regular",
        "full",
        "complete",
        "required",
        "needed",
        "necessary",
        "related",
        "associated",
        "supplied",
        "furnished",
        "installed",
        "premise",
        "property",
        "home",
        "house",
        "dwelling",
        "building",
        "customer",
        "owner",
        "member",
        "client",
        "contractor",
        "company",
        "we",
        "our",
        "your",
        "you",
        "visit",
        "trip",
        "call",
        "season",
        "seasonal",
        "annual",
        "annually",
        "year",
        "yearly",
        "quarter",
        "quarterly",
        "month",
        "monthly",
        "week",
        "weekly",
        "biweekly",
        "spring",
        "summer",
        "fall",
        "autumn",
        "winter",
        "scheduled",
        "routine",
        "day",
        "size",
        "charge",
        "fee",
        "price",
        "list",
        "kind",
        "type",
        "sort",
        "piece",
        "appointment",
        "breakdown",
        "failure",
    ]
)
SWEEPING = frozenset(
    [
        "part",
        "labor",
        "material",
        "equipment",
        "component",
        "system",
        "unit",
        "work",
        "service",
        "item",
        "anything",
        "everything",
        "something",
        "job",
    ]
)
STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "of",
        "for",
        "to",
        "in",
        "on",
        "at",
        "by",
        "with",
        "from",
        "as",
        "is",
        "are",
        "be",
        "been",
        "was",
        "were",
        "will",
        "shall",
        "may",
        "must",
        "can",
        "not",
        "no",
        "per",
        "its",
        "it",
        "their",
        "his",
        "her",
        "which",
        "who",
        "whom",
        "where",
        "when",
        "whose",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "both",
        "up",
        "if",
        "than",
        "then",
        "there",
        "so",
        "only",
        "own",
        "used",
        "use",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "eight",
        "ten",
        "twelve",
        "twice",
        "once",
        "first",
        "second",
        "third",
        "additional",
        "extra",
        "and",
        "or",
        "under",
        "over",
        "into",
        "out",
        "off",
        "we",
        "us",
        "they",
    ]
)
QUALIFIERS = frozenset(
    [
        "underground",
        "buried",
        "concealed",
        "exterior",
        "outside",
        "outdoor",
        "interior",
        "inside",
        "main",
        "commercial",
        "second",
        "secondary",
        "inaccessible",
        "slab",
        "attic",
        "crawlspace",
        "detached",
        "decorative",
        "portable",
        "whole",
        "entire",
        "complete",
        "electric",
        "oil",
    ]
)


@dataclass(frozen=True)
class Subject:
    """One thing a text speaks of.

    `things` are the concepts its head may mean, `context` concepts it stands beside ("furnace" in "furnace filter"),
    `tasks` what is done; `loose` are the words no concept took, `unknown` those of them that carry meaning. `general` is true for words like
    "all repairs", that name no thing.
    """

    text: str
    things: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()

    @property
    def general(self) -> bool:
        """Sweeping words alone: "all repairs", "parts and labor", "any other work"; bare time or place words do not count."""
        return not self.things and not self.unknown and bool(self.tasks or self.words & SWEEPING)

    @property
    def qualifiers(self) -> frozenset[str]:
        return self.loose & QUALIFIERS


@dataclass(frozen=True)
class Wording:
    """The object of a term taken apart: what it names, what it excepts, and the causes it speaks of."""

    subjects: tuple[Subject, ...]
    exceptions: tuple[str, ...] = ()
    causes: str = ""


def wording(text: str, vocabulary: Vocabulary) -> Wording:
    """A term's `what`: "all repairs except coils caused by freezing" has one subject, one exception and one cause."""
    said, *excepted = _EXCEPT.split(text)
    named, *causes = _CAUSE.split(said)
    return Wording(
        subjects(named, vocabulary), tuple(part.strip() for part in excepted if part.strip()), " ".join(causes)
    )


def subjects(text: str, vocabulary: Vocabulary) -> tuple[Subject, ...]:
    """Every thing a list names; a task said once ("replacement of coils and boards") holds for its neighbours."""
    plain = _SLASHED.sub(r"\1\2", _HOLIDAY.sub(" ", _PSEUDONYM.sub(" ", text)))
    found = [subject(part, vocabulary) for part in _LIST.split(plain) if part and tokens(part)]
    return _share_tasks([one for one in found if one.words])


def subject(text: str, vocabulary: Vocabulary) -> Subject:
    """One member of a list. The head is the last thing named before a preposition ("filter for the furnace")."""
    heads: tuple[str, ...] = ()
    context: list[str] = []
    tasks: list[str] = []
    loose: list[str] = []
    for chunk in _COMPLEMENT.split(text):
        words = tokens(chunk)
        mentions = vocabulary.mentions(words)
        things = [one for one in mentions if not _only_tasks(one, vocabulary)]
        tasks += [id for one in mentions if _only_tasks(one, vocabulary) for id in one.ids]
        if not heads and things:
            heads, things = things[-1].ids, things[:-1]
        context += [id for one in things for id in one.ids]
        loose += _loose(words, mentions)
    words_said = frozenset(word for word in tokens(text) if word not in STOP)
    unknown = _unique(word for word in loose if _carries_meaning(word))
    return Subject(text.strip(), heads, _unique(context), _unique(tasks), unknown, words_said, frozenset(loose))


def _share_tasks(found: list[Subject]) -> tuple[Subject, ...]:
    lead = found[0].tasks if found and found[0].things else ()
    return tuple(one if one.tasks or not one.things else replace(one, tasks=lead) for one in found)


def _only_tasks(mention: Mention, vocabulary: Vocabulary) -> bool:
    return all(vocabulary.is_task(id) for id in mention.ids)


def _loose(words: list[str], mentions: list[Mention]) -> Iterator[str]:
    named = {at for mention in mentions for at in range(mention.start, mention.end)}
    return (word for at, word in enumerate(words) if at not in named)


def _carries_meaning(word: str) -> bool:
    return word not in STOP and word not in GENERAL and len(word) > 2 and not word[0].isdigit()


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
