"""What an account's clients, properties and jobs are called, held in memory: a list or a search opens what it shows, no more.

Jobber's texts are sealed on disk and cannot be searched there. A directory is filled when it is first asked, and after that
opens only the records that have changed since. It says which records there are; who shows one opens it. Who serves has those
of all accounts filled at the start, so that nobody waits for the first list.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

from anonymize.boundary import Scope
from ingest.jobber.ids import is_named
from ingest.jobber.records import Client, Job, Property, Record, Visit
from ingest.records import Records

R = TypeVar("R", bound=Record)
T = TypeVar("T")
MOST_ACCOUNTS = 32
AT_ONCE = 500  # records opened in one query
KINDS: tuple[type[Record], ...] = (Client, Property, Job, Visit)


@dataclass(frozen=True)
class Known:
    """What is kept of one record: `words` are what it is found by, in small letters, `day` a job's start or a visit's;
    `listed` a job that has line items, `job` and `users` a visit's."""

    id: str
    client_id: str
    words: str = ""
    number: str = ""
    day: date | None = None
    listed: bool = True
    job: str = ""
    users: tuple[str, ...] = ()


Shelf = Mapping[str, Known]
Found = list[tuple[str, Known]]
"""Known records in the order they are listed in, each with all the words it is found by."""


@dataclass
class Room:
    """What is held of one account. `stands_at` and `digests` tell by kind of record what a shelf was filled from."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    shelves: dict[type[Record], Shelf] = field(default_factory=dict)
    stands_at: dict[type[Record], str] = field(default_factory=dict)
    digests: dict[type[Record], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    lists: dict[str, tuple[tuple[Shelf, ...], Any]] = field(default_factory=dict)

    def made_from(self, name: str, shelves: tuple[Shelf, ...], make: Callable[..., T]) -> T:
        """What `make` makes of the shelves, made once as long as they are the same."""
        of, made = self.lists.get(name, ((), None))
        if len(of) != len(shelves) or any(one is not other for one, other in zip(of, shelves, strict=True)):
            made = make(*shelves)
            self.lists[name] = shelves, made
        found: T = made
        return found


class Directories:
    """The directories of all accounts; those asked for last are kept. `version` tells what an account's records stand at
    as far as another process may have changed them; what this one writes, `Records` counts."""

    def __init__(self, records: Records, version: Callable[[str], str], zone: tzinfo) -> None:
        self.records, self._version, self._zone = records, version, zone
        self._rooms: OrderedDict[str, Room] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, scope: Scope) -> Directory:
        with self._lock:
            room = self._rooms.setdefault(scope.account, Room())
            self._rooms.move_to_end(scope.account)
            while len(self._rooms) > MOST_ACCOUNTS:
                self._rooms.popitem(last=False)
        return Directory(scope, room, self)

    def fill(self, accounts: Iterable[str], stopped: Callable[[], bool] = lambda: False) -> None:
        """Open what lists and searches need of these accounts, as many as are kept, until `stopped`."""
        for account in islice(accounts, MOST_ACCOUNTS):
            room = self.of(Scope(account)).room
            for kind in KINDS:
                if stopped():
                    return
                self.shelf(account, room, kind)

    def forget(self, account: str) -> None:
        """Drop what is held of an account."""
        with self._lock:
            self._rooms.pop(account, None)

    def shelf(self, account: str, room: Room, kind: type[Record]) -> Shelf:
        """All known of one kind, as it is now."""
        with room.lock:
            now = f"{self._version(account)} {self.records.written(account, kind)}"
            if room.stands_at.get(kind) != now:
                self._renew(Scope(account), room, kind)
                room.stands_at[kind] = now
            return room.shelves[kind]

    def _renew(self, scope: Scope, room: Room, kind: type[Record]) -> None:
        before, digests = room.digests[kind], self.records.digests(scope, kind)
        changed = [id for id, digest in digests.items() if before.get(id) != digest]
        if kind in room.shelves and not changed and len(digests) == len(before):
            return
        kept = {id: one for id, one in room.shelves.get(kind, {}).items() if id in digests}
        anew = {one.id: _known(one, self._zone) for one in opened(self.records, scope, kind, changed)}
        room.shelves[kind], room.digests[kind] = kept | anew, digests


@dataclass(frozen=True)
class Directory:
    """An account's, as far as a scope reaches, at one moment."""

    scope: Scope
    room: Room
    held: Directories

    def jobs(self, words: Sequence[str]) -> list[str]:
        """Ids of the jobs with line items whose number, title or client holds every word; the latest first."""
        return list(self._holding(self._made("latest", _latest, Job, Visit, Client), words))

    def jobs_by_number(self, words: Sequence[str]) -> Iterator[str]:
        """Ids of the jobs, with line items or not, the highest number first."""
        return self._holding(self._made("numbered", _numbered, Job, Client), words)

    def clients(self, words: Sequence[str]) -> Iterator[str]:
        """By name."""
        return self._holding(self._made("clients", _by_name, Client), words)

    def properties(self, words: Sequence[str]) -> Iterator[str]:
        return self._holding(self._made("properties", _with_clients, Property, Client), words)

    def name_of(self, client: str | None) -> str:
        """What a client is called, in small letters, to sort by and to search in; "" for one that is not known."""
        found = self._clients.get(client or "")
        return found.words if found and self.scope.allows(found.id) else ""

    def job_numbered(self, number: str) -> str | None:
        """The one job of this number."""
        found = self._made("numbers", _by_number, Job).get(number, [])
        reached = [one.id for one in found if self.scope.allows(one.client_id)]
        return reached[0] if len(reached) == 1 else None

    def day_of(self, job: str) -> date | None:
        """The day of a job's first visit."""
        return self._made("days", _first_days, Visit).get(job)

    def clients_of_user(self, user: str) -> frozenset[str]:
        """The clients of the visits assigned to a Jobber user."""
        visits = self.held.shelf(self.scope.account, self.room, Visit).values()
        return frozenset(one.client_id for one in visits if any(is_named(id, user) for id in one.users))

    def opened(self, kind: type[R], ids: Iterable[str]) -> list[R]:
        """The records as they are now, in the order of the ids, but those that are gone."""
        wanted = list(ids)
        found = {record.id: record for record in opened(self.held.records, self.scope, kind, wanted)}
        return [found[id] for id in wanted if id in found]

    @cached_property
    def _clients(self) -> Shelf:
        return self.held.shelf(self.scope.account, self.room, Client)

    def _made(self, name: str, make: Callable[..., T], *kinds: type[Record]) -> T:
        with self.room.lock:
            shelves = tuple(self.held.shelf(self.scope.account, self.room, kind) for kind in kinds)
            return self.room.made_from(name, shelves, make)

    def _holding(self, listed: Found, words: Sequence[str]) -> Iterator[str]:
        allows = self.scope.allows
        return (one.id for told, one in listed if all(word in told for word in words) and allows(one.client_id))


def opened(records: Records, scope: Scope, kind: type[R], ids: Sequence[str]) -> Iterator[R]:
    """The records of these ids, some hundred at a time, in no order."""
    for start in range(0, len(ids), AT_ONCE):
        yield from records.some(scope, kind, ids[start : start + AT_ONCE])


def _known(record: Record, zone: tzinfo) -> Known:
    match record:
        case Client():
            return Known(record.id, record.id, record.name.casefold())
        case Property():
            return Known(record.id, record.client_id, (record.address.street1 or record.name).casefold())
        case Job():
            words = f"job {record.number} {record.title}".casefold()
            day, listed = day_in(zone, record.start_at), bool(record.line_items)
            return Known(record.id, record.client_id, words, number=record.number, day=day, listed=listed)
        case Visit():
            day, users = day_in(zone, record.start_at), record.assigned_user_ids
            return Known(record.id, record.client_id, day=day, job=record.job_id, users=users)
    raise TypeError(f"no directory is kept of {record.type_name}")


def day_in(zone: tzinfo, moment: datetime | None) -> date | None:
    return moment.astimezone(zone).date() if moment else None


def _first_days(visits: Shelf) -> dict[str, date]:
    days: dict[str, date] = {}
    for visit in visits.values():
        if visit.day:
            days[visit.job] = min(visit.day, days.get(visit.job, visit.day))
    return days


def _latest(jobs: Shelf, visits: Shelf, clients: Shelf) -> Found:
    days = _first_days(visits)
    listed = [job for job in jobs.values() if job.listed]
    listed.sort(key=lambda job: (days.get(job.id, job.day) or date.min, len(job.number), job.number), reverse=True)
    return _beside_clients(listed, clients)


def _numbered(jobs: Shelf, clients: Shelf) -> Found:
    listed = sorted(jobs.values(), key=lambda job: (len(job.number), job.number), reverse=True)
    return _beside_clients(listed, clients)


def _by_name(clients: Shelf) -> Found:
    return [(client.words, client) for client in sorted(clients.values(), key=lambda one: one.words)]


def _with_clients(properties: Shelf, clients: Shelf) -> Found:
    return _beside_clients(sorted(properties.values(), key=lambda one: one.id), clients)


def _by_number(jobs: Shelf) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = defaultdict(list)
    for job in jobs.values():
        found[job.number].append(job)
    return found


def _beside_clients(listed: Iterable[Known], clients: Shelf) -> Found:
    return [
        (f"{one.words} {clients[one.client_id].words}" if one.client_id in clients else one.words, one)
        for one in listed
    ]
