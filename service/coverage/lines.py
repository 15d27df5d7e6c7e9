"""What a line item is: hours, a part, a call-out fee, a service, or a part and its fitting in one price."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from ingest.jobber.records import LineItem
from service.agreements.terms import Part
from service.coverage.reading import Subject, subjects
from service.coverage.vocabulary import Vocabulary, tokens, word_list

LABOUR_WORDS, MATERIAL_WORDS = word_list("labour"), word_list("material")
GOODS_WORDS = word_list("goods")
RAISED_WORDS = frozenset(["overtime", "after", "emergency", "weekend", "holiday", "night", "saturday", "sunday"])
VISIT_WORDS = frozenset(["service", "visit", "call", "trip"])
ROUND_WORDS = VISIT_WORDS | frozenset(
    ["monthly", "quarterly", "annual", "yearly", "spring", "fall", "regular", "scheduled", "routine", "the"]
)
"""A line of these alone is one of the visits an agreement provides for."""
PASSED_ON = frozenset({"permit", "crane", "disposal"})
"""What is bought from others for a job is nobody's labor, and reduced by no clause that does not name it."""
_CREW = re.compile(r"\b(?:\d|one|two|three)[ -]?(?:men|man|person|people|techs?|guys?|workers?)\b", re.I)
_WORKER = re.compile(r"\b(?:[\w/&.-]+ )(?=(?:tech(?:nician)?s?|mechanics?|crew|man)\b)", re.I)
_TRADES = {"plumber": "plumbing", "electrician": "electrical"}
_REACHING = re.compile(r"\bto (?:reach|access|get (?:at|to|behind))\b.*", re.I)
"""What work gives access to is not what it is done to: "pull toilet to reach drain"."""
_FITTED = re.compile(
    r"\b(?:installed|fitted|dropped|flat(?: rate)?$|flat rate|(?:parts?|materials?) ?(?:\+|&|and|/) ?(?:time|labou?r)\b)"
    r"|\+ ?(?:fit|install|time|labou?r|screws)\b",
    re.I,
)
_DONE = re.compile(
    r"\b(?:replace|swap|r ?(?:&|and) ?r|rebuild|re-?do|change[- ]?out|install|re-?hang|hang|re-?set|repair(?! (?:kit|coupling|clamp|part|sleeve|band)))\b",
    re.I,
)


WAITING = re.compile(r"\b(?:waits?|waiting|stand(?:s|ing)?[- ]?by|standby)\b", re.I)
"""Time that is no work: it went with no part, and has a price of its own."""
_SURCHARGE = re.compile(r"\b(?:surcharge|fee|premium)s?\b", re.I)
_OUR_TIME = re.compile(
    r"\b(?:repair|service|work|shop|tech|plumbing|hvac|electrical|labou?r|on[- ]site|extra) time\b(?! clock)", re.I
)
_AT_HOURS = re.compile(r"\b(?:after|off|outside|regular|business|normal)[- ]?(?:hours?|hrs?)\b", re.I)
"""When, and no hours of work: "After-hours visit"."""
_DIMENSIONS = re.compile(r"\b\d{1,2} ?x ?\d{1,2} ?x ?\d\b", re.I)
_FILTER = re.compile(r"(?<!air )\bfilters?\b", re.I)


_TELLS_WORK = frozenset(
    ["test", "check", "service", "cleaning", "inspection", "visit", "call", "trip", "treatment", "fee", "and"]
)
"""Words by which a name tells of work, whatever thing it names."""


class LineKind(StrEnum):
    LABOUR = "labour"
    PART = "part"
    FEE = "fee"
    SERVICE = "service"
    BUNDLE = "bundle"


@dataclass(frozen=True)
class Alike:
    """The term (by its object and its clause's words) that a line which no word places is nearest to in meaning."""

    what: str
    quote: str
    score: float


@dataclass(frozen=True)
class Line:
    """One line to judge, read. `things` is what it is about, `around` what it stands beside (description, job title).

    `groups` of an hour's line are the things of each part it went with; a term must fit every one of them.
    `trade` is what the worker's own name says ("appliance tech"); it places hours that nothing else places.
    `hours_before` are the hours of the same work that a contract counts before these.
    """

    item: LineItem
    kind: LineKind
    things: tuple[str, ...]
    around: tuple[str, ...]
    tasks: tuple[str, ...]
    words: frozenset[str]
    groups: tuple[tuple[str, ...], ...] = ()
    trade: tuple[str, ...] = ()
    hours_before: Decimal = Decimal(0)
    alike: Alike | None = None

    @property
    def list_amount(self) -> Decimal:
        return self.item.quantity * self.item.unit_price

    @property
    def waits(self) -> bool:
        """Is it time spent waiting?"""
        return WAITING.search(self.item.name) is not None

    @property
    def passed_on(self) -> bool:
        """Is it bought from others for the job?"""
        return bool(self.things) and PASSED_ON.issuperset(self.things)

    @property
    def sounds_raised(self) -> bool:
        """Its own name says it is priced for nights, weekends or emergencies."""
        return bool(set(tokens(self.item.name)) & RAISED_WORDS)

    def called_by(self, tasks: Sequence[str]) -> bool:
        """Is it the charge for coming that these tasks name? In "the trip and the first hour are on us" it is no labor."""
        return self.kind is LineKind.FEE and not set(tasks).isdisjoint(self.tasks)

    def falls_in(self, part: Part) -> bool | None:
        """Does a term about parts or labour reach this line; None when one price holds both."""
        if part == "both":
            return True
        if self.kind is LineKind.BUNDLE:
            return None
        if part == "labour" and self.passed_on:
            return False
        if self.kind is LineKind.FEE and part == "labour":
            return "diagnosis" in self.tasks
        return (self.kind is LineKind.PART) == (part in ("parts", "materials"))


def read_lines(items: Sequence[LineItem], vocabulary: Vocabulary, title: str = "") -> tuple[Line, ...]:
    """The lines of one job, read together; the job's `title` places what no line places."""
    lines = _with_calls([_read(item, vocabulary) for item in items])
    titled = subjects(title, vocabulary)
    lines = [_placed(line, _Parts(), titled, vocabulary) if line.kind is LineKind.PART else line for line in lines]
    parts = _Parts.of([line for line in lines if line.kind is LineKind.PART], vocabulary)
    return tuple(line if line.kind is LineKind.PART else _placed(line, parts, titled, vocabulary) for line in lines)


@dataclass(frozen=True)
class _Parts:
    """What was fitted on a job: the things of each part, supplies only where nothing else was; all their things and words."""

    groups: tuple[tuple[str, ...], ...] = ()
    fitted: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, parts: Sequence[Line], vocabulary: Vocabulary) -> _Parts:
        lasting = [part for part in parts if any(vocabulary.concepts[id].sort != "supply" for id in part.things)]
        groups = dict.fromkeys(_once((*part.things, *part.around)) for part in (lasting or parts))
        fitted = frozenset(id for part in parts for id in (*part.things, *part.around))
        return cls(tuple(groups), fitted, frozenset[str]().union(*(part.words for part in parts)))

    def of_these(self, things: Sequence[str], vocabulary: Vocabulary) -> _Parts:
        """The parts that are one of these things, belong to it, hold it or stand in any machine; none where hours were spent on
        something else."""
        near = [group for group in self.groups if any(_akin(one, id, vocabulary) for one in group for id in things)]
        return self if len(near) == len(self.groups) else replace(self, groups=tuple(near), words=frozenset())


def _with_calls(lines: Sequence[Line]) -> list[Line]:
    """A bare "service visit" beside hours or parts is the charge for coming; alone it is a visit of its own."""
    repaired = any(line.kind in (LineKind.LABOUR, LineKind.PART, LineKind.BUNDLE) for line in lines)
    return [
        replace(line, kind=LineKind.FEE, tasks=("service-call",))
        if repaired and set(tokens(line.item.name)) <= VISIT_WORDS
        else line
        for line in lines
    ]


def _read(item: LineItem, vocabulary: Vocabulary) -> Line:
    named, described = (
        subjects(_sized(_REACHING.sub("", _WORKER.sub("", item.name)), item.description), vocabulary),
        subjects(item.description, vocabulary),
    )
    head = next((one for one in named if one.things), next((one for one in described if one.things), None))
    others = [one for one in (*named, *described) if one is not head]
    beside = [*(head.context if head else ()), *(id for one in others for id in (*one.things, *one.context))]
    around = [id for id in beside if vocabulary.is_container(id) or head is None]
    nearer = [id for one in described for id in one.things if head and _narrows(id, head.things, vocabulary)]
    tasks = _tasks(named) or (() if item.category.upper() == "PRODUCT" else _tasks(described))
    words = frozenset(word for one in (*named, *described) for word in one.words)
    things = _once((*nearer, *head.things)) if head else ()
    things = _meant(things, around, vocabulary)
    own = (
        _tasks(named) if any(vocabulary.concepts[id].sort == "service" for one in named for id in one.things) else tasks
    )
    kind = _kind(item, own, things, vocabulary)
    workers = [*_WORKER.findall(item.name), *(_TRADES[word] for word in tokens(item.name) if word in _TRADES)]
    trade = _once(id for worker in workers for one in subjects(worker, vocabulary) for id in one.things)
    return Line(item, kind, things, _once(around), tasks, words, trade=trade)


def _sized(name: str, description: str) -> str:
    """A filter of three dimensions ("Filter 20x25x2") is one for air."""
    return _FILTER.sub("air filter", name) if _DIMENSIONS.search(f"{name} {description}") else name


def _meant(things: tuple[str, ...], around: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Of things that share a name ("drain pump"), those that belong to what the line names beside them."""
    fitting = tuple(id for id in things if any(vocabulary.relation(id, one) for one in around if one != id))
    return fitting or things


def _narrows(id: str, heads: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Does the description say more exactly which kind of the named thing it was?"""
    relations = [vocabulary.relation(id, head) for head in heads if head != id]
    return any(one is not None and one.kind == "kind_of" for one in relations)


def _tasks(found: Sequence[Subject]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for one in found for id in one.tasks))


_SO_MANY_HOURS = re.compile(r"(?<![\w.])\d+(?:\.\d+)? ?(?:hours?|hrs?|h)\b", re.I)
"""Finding what is wrong with a thing is work where its hours are told ("Fence fault tracing, 3 h"), else a fee."""


def _kind(item: LineItem, tasks: tuple[str, ...], things: tuple[str, ...], vocabulary: Vocabulary) -> LineKind:
    """What the words say goes before the category: many accounts file everything under one."""
    name, described = set(tokens(_AT_HOURS.sub(" ", item.name))), set(tokens(item.description))
    goods = item.category.upper() == "PRODUCT"
    sorts = {vocabulary.concepts[id].sort for id in things}
    parted = (name | described) & MATERIAL_WORDS and (name | described) & LABOUR_WORDS and not goods
    if parted or any(_FITTED.search(text.strip()) for text in (item.name, item.description)):
        return LineKind.BUNDLE
    if "emergency-service" in tasks and not things and _SURCHARGE.search(item.name):
        return LineKind.FEE
    if name & LABOUR_WORDS or _OUR_TIME.search(item.name) or _CREW.search(f"{item.name} {item.description}"):
        return LineKind.LABOUR
    timed = bool(things) and _SO_MANY_HOURS.search(f"{item.name} {item.description}")
    if (_charges_for_coming(tasks, vocabulary) and not timed) or ("emergency-service" in tasks and not things):
        return LineKind.FEE
    if goods:
        return _sold(item, tasks, sorts, vocabulary)
    if sorts & {"thing", "supply"} and _repairs(tasks, vocabulary):
        return LineKind.BUNDLE
    if not tasks and sorts <= {"thing", "supply"} and names_a_thing(item.name, things, vocabulary, alone=True):
        return LineKind.SERVICE if PASSED_ON.issuperset(things) else LineKind.PART
    if item.category.upper() == "SERVICE" or sorts == {"service"} or tasks:
        return LineKind.SERVICE
    return LineKind.PART if things else LineKind.SERVICE


def names_a_thing(name: str, things: Sequence[str], vocabulary: Vocabulary, *, alone: bool = False) -> bool:
    """Does a line's name end in its thing and tell no work ("Jim's lift cable, stainless")? `alone`: it says nothing else."""
    head = tokens(re.split(r"[,(]| (?=\d)", name)[0])
    named = [one for one in vocabulary.mentions(head) if set(one.ids) & set(things)]
    ends = any(one.end == len(head) for one in named) and not _TELLS_WORK.intersection(head)
    return ends and (not alone or any(one.start == 0 for one in named))


def _charges_for_coming(tasks: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    called = any("service-call" in vocabulary.above(task) for task in tasks)
    return called and not _repairs(tasks, vocabulary)


def _sold(item: LineItem, tasks: tuple[str, ...], sorts: set[str], vocabulary: Vocabulary) -> LineKind:
    """A line filed under products: goods, unless its name tells work done."""
    if set(tokens(item.name)) & GOODS_WORDS:
        return LineKind.PART
    if _DONE.search(item.name):
        return LineKind.BUNDLE
    kept = any("maintenance" in vocabulary.above(task) or task == "callback-visit" for task in tasks)
    return LineKind.SERVICE if kept or sorts == {"service"} else LineKind.PART


def _repairs(tasks: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    return any({"repair", "installation"} & vocabulary.above(task).keys() for task in tasks)


def _placed(line: Line, parts: _Parts, title: Sequence[Subject], vocabulary: Vocabulary) -> Line:
    """Give hours and fees the things they went with, and call a fitting labour when its part is a line of its own."""
    job_things = _once(id for one in title for id in (*one.things, *one.context))
    if line.kind is LineKind.BUNDLE and set(line.things) & parts.fitted:
        line = replace(line, kind=LineKind.LABOUR)
    if line.kind is LineKind.LABOUR and (own := _spent_on(line, vocabulary)):
        parts, job_things = parts.of_these(own, vocabulary), _wider(line, job_things, vocabulary)
    if line.kind in (LineKind.LABOUR, LineKind.FEE) and not line.waits:
        return _following(line, parts, job_things, _tasks(title))
    if line.kind in (LineKind.PART, LineKind.BUNDLE):
        return replace(line, around=_once((*line.around, *_wider(line, job_things, vocabulary))))
    return line


def _spent_on(line: Line, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What hours say by their own name that they were spent on ("Labor, yard hydrant"); a trade's or a room's says nothing."""
    things = [id for id in line.things if vocabulary.concepts[id].sort != "service"]
    return tuple(id for id in things if set(vocabulary.above(id)) != {id} or not vocabulary.is_container(id))


def _following(line: Line, parts: _Parts, job_things: tuple[str, ...], job_tasks: tuple[str, ...]) -> Line:
    """Hours follow the parts they fitted (those they name, where they name some), the job's title where nothing was."""
    named = tuple(group for group in parts.groups if set(group) & set(line.things))
    groups = named or parts.groups
    own = _once((*line.things, *line.around))
    around = _once((*own, *(id for group in groups for id in group), *(() if groups else job_things))) or line.trade
    labour = line.kind is LineKind.LABOUR
    return replace(
        line,
        things=() if labour else line.things,
        around=around,
        words=line.words | parts.words if labour else line.words,
        groups=groups if labour else (),
        tasks=line.tasks or (job_tasks if labour and not parts.groups else ()),
    )


def _akin(one: str, other: str, vocabulary: Vocabulary) -> bool:
    related = vocabulary.relation(one, other) or vocabulary.relation(other, one)
    return related is not None or not vocabulary.concepts[one].trade


def _wider(line: Line, things: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Of the job's things, those the line may belong to: never what it is already known to be. What every trade has
    (a motor, a board) belongs to whatever the job names."""
    wider = [
        id
        for id in things
        if _has_parts(id, vocabulary) and not any(id in vocabulary.above(own) for own in line.things)
    ]
    anywhere = all(not vocabulary.concepts[id].trade for id in line.things)
    if line.things and all(_at_home(id, vocabulary) for id in line.things):
        return ()
    return tuple(id for id in wider if anywhere or vocabulary.is_container(id))


def _has_parts(id: str, vocabulary: Vocabulary) -> bool:
    """Neither a service that the job did besides nor what it hunts has parts."""
    concept = vocabulary.concepts[id]
    return concept.sort != "service" and concept.trade != "pest"


def _at_home(id: str, vocabulary: Vocabulary) -> bool:
    """A supply whose own name says what it is for ("smoke alarm battery") belongs to nothing else."""
    placed = any(one.kind == "part_of" for one in vocabulary.above(id).values())
    return placed and vocabulary.concepts[id].sort == "supply"


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
