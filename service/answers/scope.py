"""Whom a question is about: the client, property, job and day it names, looked up in Jobber's own records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from anonymize.boundary import Scope
from ingest.jobber.records import Client, Job, Property, User, Visit
from ingest.records import Records
from service.answers.days import day_named
from service.answers.given_names import short_forms
from service.answers.spoken import Spoken, plain, words_of
from service.answers.vocabulary import is_everyday

# A last name or a whole company name; a first name or one word of a company is less.
SURE = 2.0
_JOB = re.compile(r"(?<!\w)(?:job(?: (?:no\.?|number|nr\.?))? ?#?|#)(?P<number>\d{1,9})\b", re.I)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? (?P<name>[A-Z][\w'’-]+)")
_COMMON_WORDS = """
the and of at in on for to st street road avenue ave rd lane ln drive dr way court ct place north south east west
llc inc co corp company ltd group services service management property properties apartments home house office
heating cooling plumbing center centre main my our new old great first second unit building site account customer
client plan contract agreement care family pool spa yard garden lawn pond
"""
_COMMON = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True)
class Subject:
    """Empty `clients` means the whole of what the reader may see. `words` is the question without the names resolved,
    `sentence` with pronouns in their place.

    `dated` tells whether the question or the job fixed the day `on`, `named_place` whether the question itself names
    the property.
    """

    clients: tuple[Client, ...]
    property: Property | None
    job: Job | None
    on: date
    dated: bool
    words: str
    named_place: bool = False
    sentence: str = ""


@dataclass(frozen=True)
class Unclear:
    """Several records fit what was named; `choices` are their names."""

    choices: tuple[str, ...]


@dataclass(frozen=True)
class Missing:
    """A client or job was given that this reader's records do not have."""

    what: str


@dataclass(frozen=True)
class _Name:
    """One way to call a client: its words, and how surely they mean him; `is_other` where they name somebody else
    who stands for him, and so tell something of the question still."""

    tokens: tuple[str, ...]
    strength: float
    is_other: bool = False


@dataclass
class _Mentions:
    """Names found in a question: strength by client, and the stretches of the question they took; `companies` are those
    that hold several words of one company's name."""

    strength: dict[str, float] = field(default_factory=dict)
    taken: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    others: set[tuple[int, int]] = field(default_factory=set)
    companies: set[tuple[int, int]] = field(default_factory=set)
    properties: dict[str, float] = field(default_factory=dict)


class Resolver:
    """Reads the records of one scope once, and resolves questions against them."""

    def __init__(self, records: Records, scope: Scope, zone_name: str = "UTC") -> None:
        self._records, self._scope, self._zone = records, scope, ZoneInfo(zone_name)

    def resolve(
        self,
        question: str,
        *,
        client: str | None = None,
        place: str | None = None,
        job: str | None = None,
        today: date,
    ) -> Subject | Unclear | Missing:
        """`client`, `place` (a property) and `job` are what the person has on the screen: an opaque id, for jobs also a
        number, for clients a name."""
        at_job = self._job(job) if job else self._job_named(question)
        if job and at_job is None:
            return Missing("job")
        at_place = next((site for site in self._properties if site.id == place), None)
        if place and at_place is None:
            return Missing("property")
        client = client or (at_place.client_id if at_place else None)
        mentions = self._mentions(question)
        if not (client or at_job or mentions.strength) and self._names_a_stranger(question):
            return Missing("client")
        clients = self._clients(client, at_job, mentions)
        if isinstance(clients, Unclear | Missing):
            return clients
        on, dated = self._day(question, at_job, today)
        at_place = at_place or self._property(mentions, clients, at_job)
        named = bool(at_place and at_place.id in mentions.properties)
        return Subject(
            clients,
            at_place,
            at_job,
            on,
            dated,
            _without(question, mentions),
            named,
            _with_pronouns(question, mentions),
        )

    def _clients(
        self, given: str | None, job: Job | None, mentions: _Mentions
    ) -> tuple[Client, ...] | Unclear | Missing:
        if given:
            found = self._given(given)
            return found if isinstance(found, Unclear | Missing) else (found,)
        if job is not None:
            return tuple(client for client in self._all if client.id == job.client_id)
        return self._strongest(mentions)

    def _strongest(self, mentions: _Mentions) -> tuple[Client, ...] | Unclear:
        """Whoever is named most surely, and any other client named in full elsewhere in the question."""
        if not mentions.strength:
            return self._all if len(self._all) == 1 else ()
        ranked = sorted(
            (one for one in self._all if one.id in mentions.strength), key=lambda one: -mentions.strength[one.id]
        )
        best = mentions.strength[ranked[0].id]
        chosen, taken = [ranked[0]], set(mentions.taken.get(ranked[0].id, ()))
        rivals = []
        for client in ranked[1:]:
            places = mentions.taken.get(client.id, set())
            if places and not places & taken and mentions.strength[client.id] >= SURE:
                chosen.append(client)
                taken |= places
            elif mentions.strength[client.id] == best:
                rivals.append(client)
        if rivals:
            return Unclear(tuple(sorted(self._label(client) for client in (*chosen, *rivals))))
        return tuple(chosen)

    def _names_a_stranger(self, question: str) -> bool:
        """Whether somebody is called by a title ("Mrs. Okafor") who is nobody of the company's own."""
        called = {plain(found["name"]) for found in _TITLED.finditer(question)}
        ours = {word for user in self._records.all(self._scope, User) for word in words_of(f"{user.first} {user.last}")}
        return bool(called - ours)

    def _given(self, given: str) -> Client | Unclear | Missing:
        exact = [client for client in self._all if given in (client.id, client.name)]
        if exact:
            return exact[0]
        mentions = self._mentions(given)
        found = self._strongest(mentions) if mentions.strength else ()
        if isinstance(found, Unclear):
            return found
        return found[0] if found else Missing("client")

    def _label(self, client: Client) -> str:
        """A name that tells namesakes apart: with the address of the client's first property."""
        where = next((str(place.address.street1) for place in self._properties if place.client_id == client.id), "")
        return f"{client.name} ({where})" if where else client.name

    @cached_property
    def _all(self) -> tuple[Client, ...]:
        return tuple(self._records.all(self._scope, Client))

    @cached_property
    def _properties(self) -> tuple[Property, ...]:
        return tuple(self._records.all(self._scope, Property))

    @cached_property
    def _jobs(self) -> tuple[Job, ...]:
        return tuple(self._records.all(self._scope, Job))

    @cached_property
    def _ambiguous(self) -> frozenset[str]:
        """Words that call properties of several clients ("home", "rental") and so none of them."""
        owners: dict[str, set[str]] = {}
        for site in self._properties:
            for word in words_of(site.name):
                owners.setdefault(word, set()).add(site.client_id)
        return frozenset(word for word, ids in owners.items() if len(ids) > 1)

    def _job(self, given: str) -> Job | None:
        number = re.sub(r"^(?:job)?[-# ]*", "", given, flags=re.I)
        return next((job for job in self._jobs if given == job.id or number == job.number), None)

    def _job_named(self, question: str) -> Job | None:
        named = _JOB.search(question)
        return self._job(named["number"]) if named else None

    def _property(self, mentions: _Mentions, clients: Sequence[Client], job: Job | None) -> Property | None:
        if job is not None and job.property_id and not mentions.properties:
            return next((place for place in self._properties if place.id == job.property_id), None)
        ids = {client.id for client in clients}
        named = {
            place: mentions.properties[place.id]
            for place in self._properties
            if place.id in mentions.properties and (not ids or place.client_id in ids)
        }
        best = max(named.values(), default=0.0)
        chosen = [place for place, strength in named.items() if strength == best]
        return chosen[0] if len(chosen) == 1 else None

    def _day(self, question: str, job: Job | None, today: date) -> tuple[date, bool]:
        named = day_named(question, today)
        if named:
            return named, True
        started = self._started(job) if job else None
        return (started.astimezone(self._zone).date(), True) if started else (today, False)

    def _started(self, job: Job) -> datetime | None:
        """A job's day is its first visit's start."""
        visits = self._records.all(self._scope, Visit, parent_id=job.id)
        starts = [visit.start_at for visit in visits if visit.start_at]
        return min(starts) if starts else job.start_at

    def _mentions(self, question: str) -> _Mentions:
        spoken, mentions = Spoken(question), _Mentions()
        for client in self._all:
            places = _found((*_client_names(client), *_people_of(client)), spoken)
            if places:
                mentions.strength[client.id] = sum(name.strength for name, _ in places)
                mentions.taken[client.id] = {_widened(place, client, spoken) for _, place in places}
                mentions.companies |= _of_several(mentions.taken[client.id], {place for _, place in places})
                mentions.others |= {place for name, place in places if name.is_other}
        for id in [
            id for id, taken in mentions.taken.items() if all(_is_part(one, mentions.companies) for one in taken)
        ]:
            del mentions.taken[id], mentions.strength[id]
        for site in self._properties:
            names = (name for name in _property_names(site) if not self._ambiguous.issuperset(name.tokens))
            strength = sum(name.strength for name, _ in _found(names, spoken))
            if strength:
                mentions.properties[site.id] = strength
                mentions.strength[site.client_id] = mentions.strength.get(site.client_id, 0.0) + strength
        return mentions


def _found(names: Iterable[_Name], spoken: Spoken) -> list[tuple[_Name, tuple[int, int]]]:
    places = ((name, spoken.find(name.tokens)) for name in names)
    return [(name, place) for name, place in places if place and not _is_everyday(name, spoken.question, place)]


def _is_everyday(name: _Name, question: str, place: tuple[int, int]) -> bool:
    """Whether a name of one word that everybody uses ("price", "day", "bill") is written small, and so calls nobody."""
    said = question[place[0] : place[1]]
    called = re.search(r"\b(?:mr|mrs|ms|miss|dr)\.? $", question[: place[0]], re.I)
    return len(name.tokens) == 1 and said[0].islower() and not called and is_everyday(name.tokens[0])


def _of_several(stretches: Iterable[tuple[int, int]], places: set[tuple[int, int]]) -> set[tuple[int, int]]:
    return {one for one in stretches if sum(one[0] <= start and end <= one[1] for start, end in places) > 1}


def _is_part(place: tuple[int, int], companies: Iterable[tuple[int, int]]) -> bool:
    """Whether a name is only a part of a company's: "Sable" in "Sable & Pine" calls nobody of that name."""
    return any(start <= place[0] and place[1] <= end and place != (start, end) for start, end in companies)


def _widened(place: tuple[int, int], client: Client, spoken: Spoken) -> tuple[int, int]:
    """A place and the words around it that belong to the same company name."""
    company = set(words_of(client.company_name))
    start, end = place
    for token in spoken.tokens:
        if token.start >= end and token.word not in company:
            break
        end = max(end, token.end) if token.start >= end else end
    for token in reversed(spoken.tokens):
        if token.end <= start and token.word not in company:
            break
        start = min(start, token.start) if token.end <= start else start
    return start, end


def _client_names(client: Client) -> Iterator[_Name]:
    """Full names weigh most; a first name alone only breaks ties between namesakes, or is all there is."""
    company, last = words_of(client.company_name), words_of(client.last_name)
    first = words_of(_TITLE.sub(" ", client.first_name))
    telling = tuple(word for word in company if word not in _COMMON and len(word) > 2)
    if company:
        yield _Name(company, 4.0)
        yield from (_Name((word,), 2.0 / len(telling)) for word in telling)
    yield from (_Name((short,), 1.0) for short, kinds in _SHORT_NAMES if any(kind <= {*company} for kind in kinds))
    if last:
        yield _Name(last, 2.0)
    halves = words_of((client.last_name or "").replace("-", " "))
    yield from (_Name((half,), 1.5) for half in halves if len(halves) > 1 and len(half) > 3 and (half,) != last)
    if first and len(first[0]) > 2:
        yield _Name(first[:1], 1.0)
    if first and last:
        yield from (_Name((short, *last), 1.0) for short in short_forms(first[0]))


def _people_of(client: Client) -> Iterator[_Name]:
    """Who else stands for a client: its contacts, and whoever its mailboxes are called by ("gwen.hale@…")."""
    own = words_of(f"{client.first_name} {client.last_name}")
    people = [words_of(f"{one.first_name} {one.last_name}") for one in client.contacts if one.last_name]
    for mailbox in client.mailboxes:
        named = tuple(word for word in re.split(r"[._-]", mailbox.split("@")[0].lower()) if word.isalpha())
        if len(named) == 2 and min(map(len, named)) > 2 and not _COMMON.intersection(named):
            people.append(named)
    yield from (_Name(person, SURE, is_other=True) for person in dict.fromkeys(people) if person[-1:] != own[-1:])


# What kinds of clients are called for short.
_SHORT_NAMES: tuple[tuple[str, tuple[frozenset[str], ...]], ...] = (
    ("hoa", (frozenset(("homeowners", "association")), frozenset(("owners", "association")))),
    ("coop", (frozenset(("cooperative",)), frozenset(("coop",)))),
    ("condo", (frozenset(("condominium",)), frozenset(("condominiums",)))),
    ("condos", (frozenset(("condominium",)), frozenset(("condominiums",)))),
    ("church", tuple(frozenset((word,)) for word in ("church", "chapel", "parish", "cathedral"))),
    ("school", tuple(frozenset((word,)) for word in ("school", "academy", "montessori"))),
    ("dentist", tuple(frozenset((word,)) for word in ("dental", "dentistry", "orthodontics", "endodontics"))),
    ("vet", tuple(frozenset((word,)) for word in ("veterinary", "vets"))),
    ("doctor", tuple(frozenset((word,)) for word in ("medical", "physicians", "pediatrics", "clinic"))),
    ("lawyer", tuple(frozenset((word,)) for word in ("law", "legal", "attorneys"))),
    ("bakery", tuple(frozenset((word,)) for word in ("bakery", "bakehouse", "bakeshop"))),
)


_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)|first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf)th")


def _property_names(place: Property) -> Iterator[_Name]:
    street = words_of(re.sub(r"^[\d\s/-]+", "", place.address.street1))
    ordinal = tuple(word for word in street if _ORDINAL.fullmatch(word))
    telling = tuple(word for word in street if word not in {*_COMMON, *ordinal} and not word.isdigit())
    whole = words_of(place.address.street1)
    if len(whole) > 1:
        yield _Name(whole, 1.5)
        yield _Name(whole[:-1], 1.5)
    yield from (_Name((word,), 1.5) for word in telling if len(word) > 3)
    if not telling and ordinal and len(street) > 1:
        yield _Name(street[:2], 1.5)
    yield from (_Name((word,), 0.5) for word in words_of(place.name) if word not in _COMMON and len(word) > 3)


def _without(question: str, mentions: _Mentions) -> str:
    """The question without the clients' names, so that a name does not pull in clauses for naming it."""
    return _with_names_as(question, mentions, lambda _: " ")


def _with_pronouns(question: str, mentions: _Mentions) -> str:
    """The question with "they" and "their" for the clients' names, so that it still reads as a sentence; after an article
    a name is left out."""
    return _with_names_as(question, mentions, lambda name: "their" if _GENITIVE.search(name) else "they")


_GENITIVE = re.compile(r"(?:['’]s|s['’])$")
_TITLE = re.compile(r"\b(?:mr|mrs|ms|dr|miss)\.?(?=\s|$)", re.I)


def _with_names_as(question: str, mentions: _Mentions, spoken: Callable[[str], str]) -> str:
    letters = list(question)
    for start, end in _apart(set().union(*mentions.taken.values()) - mentions.others):
        after_article = re.search(r"\b(?:an?|the)\s+$", question[:start], re.I)
        told = " " if after_article else spoken(question[start:end])
        letters[start:end] = [told, *[""] * (end - start - 1)]
    left = re.sub(r"(?<=\s)['’]s\b|^\s*['’]s\b", " ", _TITLE.sub(" ", "".join(letters)))
    return re.sub(r"\s+", " ", left).strip()


def _apart(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches that overlap or stand side by side as one."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if apart and start <= apart[-1][1] + 1:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart
