"""Reads trade words: which things a text names, which it only mentions, and what is to be done to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from service.coverage.shared_words import telling
from service.coverage.vocabulary import Mention, Vocabulary, tokens, word_list

_LIST = re.compile(
    r"[,;:()\[\]/•|\n]|\s[-–—&]\s|\b(?:and/or|and|or|nor|plus|as well as|(?:along |together )?(?<!anything )(?<!everything )(?<!something )with|including but not limited to|including|such as)\b|\+",
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
_POINTS_BACK = re.compile(r"\b(?:these|those|them|it|its)\b", re.I)
_VERB_ALONE = re.compile(r"(?:(?:we|they|will|shall|to) )*(?!\w+(?:s|ing|ion|ment|ance|ence|al|up)$)[a-z]+", re.I)
_MENDING = re.compile(
    r"(?:(?:we|they|will|shall|to) )+(?:repair|replace)|(?:(?:we|they|it|will|shall|to|and) )*(?:fix(?:es)?|mends?|looks|goes)(?: (?:free|again|over|too|twice|once))*",
    re.I,
)
_ONE_THING = re.compile(
    r"(?:(?:the|a|an|one|your|our|this|that|broken|failed|old|new) )*"
    r"(?:unit|item|system|thing|appliance|machine|article|job)(?: is\b.*)?",
    re.I,
)
_OWNED = re.compile(r"(?:all )?(?:their|its)\b", re.I)
_CHARGE = re.compile(r"\b(?:charges?|fees?|surcharges?|supplements?|co-?pay|deductibles?)\b", re.I)
_HOLIDAY = re.compile(
    r"\b(?:New Year'?s(?: Day| Eve)?|Labou?r Day|Memorial Day|Independence Day|Thanksgiving(?: Day)?|Christmas(?: Day| Eve)?)\b"
)
_PSEUDONYM = re.compile(r"<[A-Z_]+_[0-9a-z]+>")
_MEASURE = re.compile(r"\b(?:cubic|square|linear) (?:yards?|yds?|feet|foot|ft)\b", re.I)
_SLASHED = re.compile(r"\b([a-z])/([a-z])\b", re.I)

READ_ONCE = 20_000
"""So many texts are kept read, in memory: clauses come again with every line of a batch."""
COMPLEMENTS = frozenset(
    ["for", "of", "to", "in", "on", "at", "from", "under", "serving", "by", "within", "inside", "installed", "located"]
)
GENERAL, SWEEPING, NOT_THINGS = word_list("general"), word_list("sweeping"), word_list("not_things")
QUALIFIERS, STOP = word_list("qualifiers"), word_list("stop")


@dataclass(frozen=True)
class Subject:
    """One thing a text speaks of.

    `things` are the concepts its head may mean, `context` concepts it stands beside ("furnace" in "furnace filter"),
    `tasks` what is done; `loose` are the words no concept took, `unknown` those of them that carry meaning. `label` is what stands before the colon. `general` is true for words like
    "all repairs", that name no thing; `fee` says it is a charge for coming, not work.
    """

    text: str
    things: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    loose: tuple[str, ...] = ()
    fee: bool = False
    label: str = ""

    @property
    def said(self) -> str:
        """Its own words, after those of the label it stands behind."""
        return f"{self.label}: {self.text}" if self.label else self.text

    @property
    def general(self) -> bool:
        """Sweeping words alone: "all repairs", "parts and labor", "any other work"; bare time or place words do not count, nor
        does one thing that was named before ("the unit is free")."""
        if _ONE_THING.fullmatch(self.text):
            return False
        return not self.things and not self.unknown and bool(self.tasks or self.words & SWEEPING)

    @property
    def qualifiers(self) -> frozenset[str]:
        house = {"whole", "inside", "interior"} if self.words & {"house", "home"} else frozenset[str]()
        return QUALIFIERS.intersection(self.loose) - house


@dataclass(frozen=True)
class Wording:
    """The object of a term taken apart: what it names, what it excepts, and the causes it speaks of."""

    subjects: tuple[Subject, ...]
    exceptions: tuple[str, ...] = ()
    causes: str = ""


@lru_cache(maxsize=READ_ONCE)
def wording(text: str, vocabulary: Vocabulary) -> Wording:
    """A term's `what`: "all repairs except coils caused by freezing" has one subject, one exception and one cause.

    What stands before a colon ("Faucets: washers, cartridges") is what the rest belongs to, not a subject of its own.
    """
    said, *excepted = _EXCEPT.split(text)
    named, *causes = _CAUSE.split(said)
    label, colon, rest = named.partition(":")
    found = subjects(rest if colon and rest.strip() else named, vocabulary)
    if colon and rest.strip():
        labelled = _labelled(subjects(label, vocabulary), found, vocabulary)
        found = tuple(replace(one, label=label.strip()) for one in labelled)
    exceptions = tuple(part.strip() for part in excepted if part.strip())
    return Wording(found, exceptions, " ".join(causes))


def _labelled(labels: Sequence[Subject], found: Sequence[Subject], vocabulary: Vocabulary) -> tuple[Subject, ...]:
    """A label that is a trade's name ("Plumbing: stoppages, main line") ties nothing to itself."""
    heads = _unique(id for one in labels for id in one.things)
    ties = tuple(id for id in heads if not (vocabulary.is_container(id) and set(vocabulary.above(id)) == {id}))
    if labels and not heads and all(not one.things and not one.unknown and not one.tasks for one in found):
        return tuple(labels)
    return tuple(
        replace(
            one,
            context=_unique((*one.context, *ties)),
            tasks=one.tasks or _unique(id for a in labels for id in a.tasks),
        )
        if one.things or one.unknown
        else replace(one, things=heads)
        for one in found
    )


@lru_cache(maxsize=READ_ONCE)
def subjects(text: str, vocabulary: Vocabulary) -> tuple[Subject, ...]:
    """Every thing a list names; a task said once ("replacement of coils and boards") holds for its neighbours."""
    text = _MEASURE.sub(" ", text)
    plain = _SLASHED.sub(r"\1\2", _HOLIDAY.sub(" ", _PSEUDONYM.sub(" ", text)))
    found: list[Subject] = []
    for part, aside in _members(plain):
        one = subject(part, vocabulary)
        if (
            any(map(str.isalpha, part))
            and one.words
            and not (aside and found and found[-1].things and not one.tasks and (one.general or _one_word(one)))
        ):
            found.append(replace(one, tasks=found[-1].tasks) if aside and found and not one.tasks else one)
    return _pointing_back(_share_tasks(_share_heads(_done_to_it(found, plain), vocabulary), vocabulary))


def _done_to_it(found: list[Subject], text: str) -> list[Subject]:
    """ "Sump pump, repairs", "Boiler, fall start-up": what stands behind a thing and names tasks alone is done to that thing."""
    thing, tasks = next(iter(found), None), found[1:]
    if thing is None or not thing.things or thing.tasks or not tasks or f"{thing.text}," not in text:
        return found
    if not all(one.tasks and one.general and not one.fee and not one.words & _EVERYTHING for one in tasks):
        return found
    return [replace(one, things=thing.things, context=thing.context) for one in tasks]


def _one_word(one: Subject) -> bool:
    """A word in brackets that no trade knows says which thing is meant: "water heater (tank)"."""
    return not one.things and len(tokens(one.text)) == 1


def _members(text: str) -> Iterator[tuple[str, bool]]:
    """The members of a list, and whether each stands in brackets behind another ("two visits (one furnace, one A/C)")."""
    begin = 0
    for match in (*_LIST.finditer(text), None):
        end = match.start() if match else len(text)
        if not all(word.isdigit() for word in tokens(text[begin:end])):
            yield text[begin:end], text.count("(", 0, begin) > text.count(")", 0, begin)
        begin = match.end() if match else end


def subject(text: str, vocabulary: Vocabulary) -> Subject:
    """One member of a list. The head is the last thing named before a preposition ("filter for the furnace")."""
    words = tokens(text)
    mentions = [one for one in vocabulary.mentions(words) if words[one.end : one.end + 1] not in _DESCRIBED]
    things = [one for one in mentions if not _only_tasks(one, vocabulary)]
    tasks = _unique(id for one in mentions if _only_tasks(one, vocabulary) for id in one.ids)
    head = _head(words, mentions, things)
    describing = [one for one in things if any(one.end == after.start and after is not head for after in things)]
    beside = _unique(id for one in things if one is not head and one not in describing for id in one.ids)
    context = tuple(id for id in beside if head is None or not _only_places(id, head, vocabulary))
    loose = _loose(words, mentions)
    return Subject(
        text=text.strip(),
        things=head.ids if head else (),
        context=context,
        tasks=tasks,
        unknown=_unique(word for word in loose if _carries_meaning(word)),
        words=frozenset(word for word in words if word not in STOP),
        loose=loose,
        fee=_is_fee(text, head, tasks, vocabulary),
    )


def _head(words: list[str], mentions: list[Mention], things: list[Mention]) -> Mention | None:
    """Things up to the first preposition that stands after one; of those the last."""
    named = {at for one in mentions for at in range(one.start, one.end)}
    turns = [at for at, word in enumerate(words) if word in COMPLEMENTS and at not in named]
    end = next((at for at in turns if any(one.end <= at for one in things)), len(words))
    return max((one for one in things if one.end <= end), key=lambda one: one.end, default=None)


def _only_places(id: str, head: Mention, vocabulary: Vocabulary) -> bool:
    """A service's word beside a thing only says where it stands: "kitchen range"."""
    sorts = {vocabulary.concepts[one].sort for one in head.ids}
    return vocabulary.concepts[id].sort == "service" and sorts == {"thing"}


def _is_fee(text: str, head: Mention | None, tasks: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    """A charge for coming: its first words say so, before what it is charged for."""
    called = any("service-call" in vocabulary.above(task) for task in tasks[:1])
    first = re.split(r"\b(?:for|of|to|on)\b", text, maxsplit=1)[0]
    return called or (_CHARGE.search(first) is not None and head is None)


def _share_heads(found: list[Subject], vocabulary: Vocabulary) -> list[Subject]:
    """ "Smoke and heat detectors" are smoke detectors, too: a lone word with no thing of its own takes the next one's."""
    shared = sharing_object(found)
    headed = [_headed(one, after, vocabulary) for one, after in zip(shared, [*shared[1:], None], strict=False)]
    return [_described(one, before, vocabulary) for one, before in zip(headed, [None, *headed], strict=False)]


def _described(one: Subject, before: Subject | None, vocabulary: Vocabulary) -> Subject:
    """ "Filter grids and cartridges" are filter cartridges: a lone word takes the first word of the one before it where the
    two are a name in the trade."""
    own, first = tokens(one.text), tokens(before.text) if before else []
    if len(own) != 1 or len(first) != 2 or one.tasks or not one.things:
        return one
    whole = vocabulary.mentions([first[0], own[0]])
    named = len(whole) == 1 and whole[0].end == 2 and not _only_tasks(whole[0], vocabulary)
    return subject(f"{first[0]} {own[0]}", vocabulary) if named else one


_TO_DO = re.compile(r"\bto [a-z]+$", re.I)


def sharing_object(found: Sequence[Subject]) -> tuple[Subject, ...]:
    """The members of a list, those that end in a verb with the next one's object."""
    return tuple(_acting(one, after) for one, after in zip(found, [*found[1:], None], strict=False))


def _acting(one: Subject, after: Subject | None) -> Subject:
    """ "Labor to hang or seal a door" is about the door: a verb that ends its member shares the next one's object."""
    if after is None or one.things or not after.things or not _TO_DO.search(one.text):
        return one
    return replace(one, things=after.things, context=after.context, unknown=after.unknown)


def _headed(one: Subject, after: Subject | None, vocabulary: Vocabulary) -> Subject:
    own = tokens(one.text)
    if after is not None and len(own) == 1 and one.things and not one.tasks and after.tasks:
        system = all(vocabulary.is_container(id) for id in one.things)
        return replace(one, tasks=after.tasks) if system and not COMPLEMENTS.intersection(after.loose) else one
    if after is None or one.things or not after.things or not own:
        return one
    for word in tokens(after.text)[:4]:
        whole = [each for each in vocabulary.mentions([own[-1], word]) if each.end - each.start == 2]
        if whole and not _only_tasks(whole[0], vocabulary):
            return subject(f"{one.text} {word}", vocabulary)
    return one


_DESCRIBED = [[word] for word in NOT_THINGS]


def _share_tasks(found: list[Subject], vocabulary: Vocabulary) -> list[Subject]:
    lead = (found[0].tasks or _verb(found[0], vocabulary)) if found and found[0].things else ()
    shared = [one if one.tasks or not one.things else replace(one, tasks=lead) for one in found]
    with_objects = [
        _with_object(one, after, vocabulary) for one, after in zip(shared, [*shared[1:], None], strict=False)
    ]
    return _one_object(with_objects, vocabulary)


def _one_object(found: Sequence[Subject], vocabulary: Vocabulary) -> list[Subject]:
    """ "Clean, check and adjust the cooler": every verb has the object of the last one. "We fix or pay for it": mending without
    an object is of what was spoken of before, never of everything."""
    done: list[Subject] = []
    for one in reversed(found):
        after = done[-1] if done else None
        bare = one.general and one.tasks and not one.words & _EVERYTHING and _VERB_ALONE.fullmatch(one.text)
        if bare and after is not None and _begins_with_verb(after, vocabulary) and (after.things or after.unknown):
            one = replace(one, things=after.things, context=after.context, unknown=after.unknown)
        if one.general and _MENDING.fullmatch(one.text):
            one = replace(one, unknown=("these",))
        done.append(one)
    return done[::-1]


def _begins_with_verb(one: Subject, vocabulary: Vocabulary) -> bool:
    opening = vocabulary.mentions(tokens(one.text)[:1])
    return bool(opening) and all(_only_tasks(each, vocabulary) for each in opening)


def _verb(first: Subject, vocabulary: Vocabulary) -> tuple[str, ...]:
    """ "Clean the gutters and downspouts": a service named by its verb is done to the rest of the list too."""
    if any(vocabulary.concepts[id].sort != "service" for id in first.things):
        return ()
    opening = vocabulary.mentions(tokens(first.text)[:1])
    return _unique(id for one in opening if _only_tasks(one, vocabulary) for id in one.ids)


def _with_object(one: Subject, after: Subject | None, vocabulary: Vocabulary) -> Subject:
    """ "Maintenance and repair of the boilers", "labor and parts to repair the boilers": both are about the boilers; "materials
    and refrigerant for repairs" are two things."""
    bare = one.general and not one.words & _EVERYTHING and not COMPLEMENTS.intersection(one.loose)
    if (
        not bare
        or after is None
        or not (after.tasks or after.words & SWEEPING)
        or not COMPLEMENTS.intersection(after.loose)
        or _named_first(after, vocabulary)
    ):
        return one
    return replace(
        one, things=after.things, context=after.context, unknown=after.unknown, tasks=one.tasks or after.tasks
    )


def _named_first(one: Subject, vocabulary: Vocabulary) -> bool:
    """Does the thing stand before the preposition that would lead to it?"""
    words = tokens(one.text)
    turn = next((at for at, word in enumerate(words) if word in COMPLEMENTS), len(words))
    return any(not _only_tasks(each, vocabulary) for each in vocabulary.mentions(words[:turn]))


_EVERYTHING = frozenset({"everything", "anything", "all", "any", "every"})


def _pointing_back(found: list[Subject]) -> tuple[Subject, ...]:
    """ "The labor for these" is about what the list named before it, never about all labor."""
    named = _unique(id for one in found for id in one.things)
    found = [_belonging(one, before) for one, before in zip(found, [None, *found], strict=False)]
    return tuple(
        replace(one, things=named, unknown=() if named else ("these",))
        if one.general and _POINTS_BACK.search(one.text)
        else one
        for one in found
    )


def _only_tasks(mention: Mention, vocabulary: Vocabulary) -> bool:
    return all(vocabulary.is_task(id) for id in mention.ids)


def _loose(words: list[str], mentions: list[Mention]) -> tuple[str, ...]:
    named = {at for mention in mentions for at in range(mention.start, mention.end)}
    return tuple(word for at, word in enumerate(words) if at not in named)


def _belonging(one: Subject, before: Subject | None) -> Subject:
    """ "Radiators with their valves": the valves of those radiators."""
    owned = before is not None and bool(one.things) and _OWNED.match(one.text) is not None
    return replace(one, context=_unique((*one.context, *before.things))) if owned and before else one


def _carries_meaning(word: str) -> bool:
    return word not in STOP and word not in GENERAL and len(word) > 2 and not word[0].isdigit()


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def done_to(one: Subject, things: tuple[str, ...]) -> Subject:
    """A bare task under the heading of a thing ("Fertilizing: three applications") is done to that thing."""
    return replace(one, things=things) if things and one.general and one.tasks else one


def narrower(exception: Wording, words: Wording) -> bool:
    """Whether an exception only narrows what it is from ("refrigerant, except refrigerant lost through our joints"): then it
    holds where somebody tells of it."""
    own = {id for one in words.subjects for id in one.things}
    named = [one for one in exception.subjects if one.things]
    return bool(named) and all(set(one.things) <= own and len(one.unknown) > 1 for one in named)


def only_part(words: Wording) -> bool:
    """Do the words name nothing but labor or parts, and stand behind no label that says of what ("Alarm calls: first hour")?"""
    return all(not one.things and not one.unknown and not telling(one.label) for one in words.subjects)
