"""Coverage for one reader: work found in Jobber's records, judged by the client's agreements, kept with what it was made from."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from anonymize.boundary import Scope
from ingest.jobber.records import Client, Job, LineItem
from ingest.ledger import Ledger, State
from ingest.lookup import client_named, job_named, property_named
from ingest.records import Records
from retrieval.model import AGREED, DocumentKind
from service.agreements.precedence import effective
from service.agreements.store import AgreementStore
from service.agreements.terms import Agreement
from service.answers.judged import Judged
from service.citing import Citer
from service.coverage.card import cards
from service.coverage.client_file import ClientFile
from service.coverage.coverage import Sources, Unread, check
from service.coverage.facts import digest, judged, replayed
from service.coverage.lines import Line, LineKind, read_lines
from service.coverage.matching import Similar, unlike
from service.coverage.usage import Tab
from service.coverage.vocabulary import Vocabulary
from service.coverage.work import CoverageError, NothingToJudge, Work
from service.decisions import Decisions
from service.judged_by_name import judged_of

Json = dict[str, Any]


class Stores(Protocol):
    """What judging reads and where it keeps."""

    @property
    def records(self) -> Records: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def agreements(self) -> AgreementStore: ...
    @property
    def decisions(self) -> Decisions: ...


@dataclass(frozen=True)
class Judging:
    stores: Stores
    scope: Scope
    citer: Citer
    reveal: Callable[[str], str]
    zone: ZoneInfo | None
    vocabulary: Vocabulary
    similar: Similar = unlike

    def job(self, name: str, *, as_of: date | None = None) -> Json:
        """A job of Jobber's, by its id or number."""
        found = job_named(self.stores.records, self.scope, name)
        if not found.client_id:
            raise NothingToJudge("the job belongs to no client, so no agreement can be looked up; run `fineprint sync`")
        work = self._file(found.client_id).work(found.id, zone=self.zone, as_of=as_of)
        return self._judge(work, self._agreements(found.client_id), Tab())

    def planned(
        self,
        client: str,
        place: str | None,
        day: date,
        lines: Sequence[Json],
        *,
        start: time | None,
        notes: Sequence[str],
    ) -> Json:
        """Work not yet done; a line without `unit_price` has no price."""
        file, property_id = self._placed(client, place)
        items = [_planned(number, line) for number, line in enumerate(lines, start=1)]
        work = file.planned(items, property_id=property_id, day=day, zone=self.zone, start=start, notes=notes)
        return self._judge(work, self._agreements(work.client_id), Tab())

    def by_name(self, client_id: str, place: str | None, on: date, thing: str) -> Judged | None:
        """What the one agreement in force says of a thing by its name, where one of its clauses names it. Judged as work
        nothing is known of, which reads no records: what was done and said before puts nothing into an agreement. Not kept."""
        item = _planned(1, {"name": thing, "quantity": 1})
        (line,) = read_lines((item,), self.vocabulary, "")
        labour = [_planned(2, {"name": f"Labor to repair {name}", "quantity": 1}) for name in self._part(line)]
        work = Work(client_id, place, on, None, (item, *labour))
        sources = replace(self._sources(client_id, self._agreements(client_id)), similar=unlike)
        found = check(work, sources)
        return judged_of(found.lines) if len(found.agreements) == 1 else None

    def every(self, *, as_of: date | None, but: Container[str]) -> Iterator[Json]:
        """Each job that has line items, client by client. One that cannot be judged comes as `{"job_id", "error"}`."""
        for client_id, jobs in self._by_client().items():
            waiting = [job for job in jobs if job.id not in but]
            if waiting:
                yield from self._of_client(client_id, waiting, as_of)

    def count(self) -> int:
        return sum(len(jobs) for jobs in self._by_client().values())

    def card(self, client: str, place: str | None, *, on: date) -> Json:
        """The technician's card of what is in force for a client (and property) on a day."""
        file, property_id = self._placed(client, place)
        work = file.visit(property_id=property_id, day=on, zone=self.zone)
        sources = self._sources(file.client_id, self._agreements(file.client_id))
        return cards(work, sources) | {"client_name": self._name(file.client_id)}

    def replay(self, id: str) -> Json:
        """Whether a kept verdict, made again from its facts alone, comes to the same bytes."""
        kept, decision = self.stores.decisions.facts(self.scope, id), self.stores.decisions.get(self.scope, id)
        if kept is None or decision is None:
            return {"same": None, "why": "nothing is made again but coverage verdicts, from the facts kept with them"}
        return replayed(kept, decision["decision"]["inputs"], self.vocabulary)

    def _of_client(self, client_id: str, jobs: Sequence[Job], as_of: date | None) -> Iterator[Json]:
        file, agreements, tab = self._file(client_id), self._agreements(client_id), Tab()
        for job in jobs:
            try:
                if not client_id:
                    raise NothingToJudge("the job belongs to no client")
                yield self._judge(file.work(job.id, zone=self.zone, as_of=as_of), agreements, tab)
            except CoverageError as error:
                yield {"job_id": job.id, "job_number": job.number, "error": str(error)}

    def _judge(self, work: Work, agreements: Sequence[Agreement], tab: Tab) -> Json:
        coverage, facts = judged(
            work,
            agreements,
            cite=self.citer.pin,
            cite_record=lambda words: self.citer.record(words, job_id=work.job_id),
            reveal=self.reveal,
            zone=self.zone,
            unread=self._unread(work.client_id),
            tab=tab,
            vocabulary=self.vocabulary,
            similar=self.similar,
        )
        found = coverage.to_json() | {
            "job_number": work.number,
            "client_name": self._name(work.client_id),
            "inputs": facts.digests() | {"result": digest(coverage.to_json())},
        }
        self.stores.decisions.keep_with_facts(
            self.scope.account, "coverage", coverage.id, found, facts.to_json(), client_id=work.client_id
        )
        return found

    def _sources(self, client_id: str, agreements: Sequence[Agreement]) -> Sources:
        return Sources(
            in_force=lambda where, when: effective(agreements, property_id=where, on=when),
            cite=self.citer.pin,
            reveal=self.reveal,
            zone=self.zone,
            on_file=agreements,
            unread=self._unread(client_id),
            vocabulary=self.vocabulary,
            similar=self.similar,
        )

    def _part(self, line: Line) -> Sequence[str]:
        """What the trade calls the thing a line is about, where it is a part."""
        of_part = line.things if line.kind is LineKind.PART else ()
        return [self.vocabulary.concepts[id].name for id in of_part[:1]]

    def _by_client(self) -> dict[str, list[Job]]:
        """The jobs with line items, each client's by their numbers."""
        found: dict[str, list[Job]] = {}
        jobs = [job for job in self.stores.records.all(self.scope, Job) if job.line_items]
        for job in sorted(jobs, key=lambda job: (len(job.number), job.number)):
            found.setdefault(job.client_id or "", []).append(job)
        return found

    def _placed(self, client: str, place: str | None) -> tuple[ClientFile, str | None]:
        records = self.stores.records
        client_id = client_named(records, self.scope, client).id
        property_id = property_named(records, self.scope, client_id, place).id if place else None
        return self._file(client_id), property_id

    def _file(self, client_id: str) -> ClientFile:
        return ClientFile.read(self.stores.records, self.scope, client_id)

    def _agreements(self, client_id: str) -> list[Agreement]:
        return self.stores.agreements.of_client(self.scope, client_id)

    def _name(self, client_id: str) -> str | None:
        client = self.stores.records.one(self.scope, Client, client_id)
        return client.name if client else None

    def _unread(self, client_id: str) -> list[Unread]:
        """The client's files in quarantine that may be agreements."""
        waiting = self.stores.ledger.documents(self.scope, client_id=client_id, states=(State.QUARANTINED,))
        return [
            Unread(one.id, one.reason or "no reason was kept")
            for one in waiting
            if one.kind is DocumentKind.FILE and one.role in (None, *AGREED)
        ]


def _planned(number: int, line: Json) -> LineItem:
    quantity, price = Decimal(line["quantity"]), Decimal(line.get("unit_price") or 0)
    return LineItem(
        id=f"planned-{number}",
        name=line["name"],
        description=line.get("description", ""),
        quantity=quantity,
        unit_price=price,
        total_price=quantity * price,
    )
