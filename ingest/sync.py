"""Bringing one account up to date, in small steps that may each be repeated after a crash.

`begin` says what there is to read, `pull` reads it page by page into sealed records; `plan` compares them with the
ledger; `process` brings one document to an end; `finish` or `fail` closes the run. Every document ends as indexed, unchanged, skipped,
quarantined or deleted.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from functools import partial
from typing import TYPE_CHECKING

from anonymize.anonymizer import Anonymizer
from anonymize.boundary import Scope
from anonymize.detect import FAILED, NOT_LOADED
from anonymize.errors import CannotMask
from ingest.ahead import Ahead, Made, later
from ingest.communications import Communications
from ingest.document_text import Unreadable
from ingest.intake import PROCESSING, Intake, NotRead
from ingest.jobber.errors import JobberError
from ingest.jobber.files import WRONG_SIZE, WRONG_TYPE
from ingest.jobber.reader import JobberReader
from ingest.jobber.records import Client, CommunicationFile, Message, Property, User
from ingest.known_names import NameBook
from ingest.ledger import LIVE, Document, Ledger, State
from ingest.marks import KnownMarks, nobody_erased
from ingest.mirror import SMALL, Mirror
from ingest.records import Records
from ingest.runs import SyncRuns
from ingest.sources import FolderFile, Source, sources
from ingest.watermarks import Watermarks
from retrieval.model import DocumentKind

if TYPE_CHECKING:
    from ingest.pipeline import DocumentPipeline

log = logging.getLogger("fineprint.sync")

UNREACHABLE = "Jobber did not hand over this file after several tries; the next sync tries again"
INTERRUPTED = "reading it was interrupted; the next sync tries again"
AGAIN = "the next sync tries again"
NAMING = tuple(kind.type_name for kind in (Client, Property, User))  # what a `NameBook` is made of
TRIED_AGAIN = (PROCESSING, UNREACHABLE, INTERRUPTED, WRONG_SIZE, WRONG_TYPE, NOT_LOADED, FAILED)


@dataclass(frozen=True)
class _Prepared:
    """What the documents of one run are processed with; made after its records are in."""

    found: dict[str, tuple[Document, Source]]
    names: NameBook
    anonymizer: Anonymizer
    pipeline: DocumentPipeline


class AccountSync:
    """The steps of a sync of one account."""

    def __init__(
        self,
        account: str,
        *,
        reader: Callable[[], JobberReader],
        records: Records,
        ledger: Ledger,
        runs: SyncRuns,
        watermarks: Watermarks,
        intake: Intake,
        anonymizer: Callable[[NameBook], Anonymizer],
        pipeline: Callable[[Anonymizer], DocumentPipeline],
        settle: Callable[[], None],
        zone: tzinfo = UTC,
        small: int = SMALL,
        erased: KnownMarks = nobody_erased,
        ahead: Executor | None = None,
    ) -> None:
        """`zone` is the account's, in which Jobber's communications report tells its times. `small` is the mirror's.
        `erased` tells the marks by which mail of erased clients is passed over. `ahead` are threads that read, mask and
        embed the next documents.

        `settle` is called at the end of a run: it drops from the index's files what was deleted since the last one, by
        webhooks also, and switches to a finished new generation.
        """
        self.account, self._scope = account, Scope(account)
        self._records, self._ledger = records, ledger
        self._runs, self._intake, self._settle = runs, intake, settle
        self._make_anonymizer, self._make_pipeline = anonymizer, pipeline
        self._communications = Communications(account, records, ledger, intake, zone, erased)
        self._mirror = Mirror(account, reader, records, runs, watermarks, small=small)
        self._prepared: dict[str, _Prepared] = {}
        self._ahead = Ahead(ahead)

    def begin(self, run: str, *, full: bool) -> list[str]:
        """Start a run, or find it as it was started; returns its stages. `full` reads everything anew."""
        return self._mirror.begin(run, full=full)

    def pull(self, run: str, stage: str, cursor: str | None) -> str | None:
        """Read one page of a stage into the records; returns where the next begins, or None at the end."""
        self._runs.reach(self.account, run, stage)
        return self._mirror.pull(run, stage, cursor)

    def pull_communications(self, run: str, folder: str, cursor: str | None = None) -> str | None:
        """Read one page of a folder of mails, reports and loose files; returns where the next begins, or None."""
        read = cursor.rpartition(":")[2] if cursor else "0"
        self._runs.reach(self.account, run, f"communications: {read} read")
        return self._communications.pull(run, folder, cursor)

    def plan(self, run: str, *, full: bool, communications: bool) -> list[str]:
        """Compare what Jobber has with the ledger; returns the documents that need work."""
        if communications:
            self._communications.sweep(run)
        prepared = self._prepare(run)
        known = {document.id: document for document in self._ledger.documents(self._scope)}
        renamed = self._named_anew(prepared, known)
        full = full or not prepared.pipeline.holds(self.account)
        todo = []
        for id, (document, source) in prepared.found.items():
            if full or id in renamed or not self._is_unchanged(document, source, known.get(id), prepared):
                todo.append(id)
            else:
                self._keep(known[id], run)
        todo += [id for id, document in known.items() if _is_gone(document, prepared.found, run, communications)]
        names = self._intake.digest(prepared.names.plain)
        self._runs.reach(self.account, run, "documents", total=len(todo), names=names)
        return todo

    def refetch(self, run: str, items: Sequence[tuple[str, str]]) -> list[str]:
        """Read single objects (GraphQL type name, opaque id) as they are now; returns the documents that need work.

        One that Jobber no longer has is removed with what hangs on it; clients, jobs, quotes, requests and invoices
        come with their notes. Where names may have changed, documents that hold a new one need work, too. Then call `process` for each document. Raises a `JobberError`, and `LookupError` for a
        type that is not kept.
        """
        touched = self._mirror.refetch(run, items)
        self._prepared.clear()  # also of a sync in progress, whose documents may now have other words
        prepared = self._prepare(run)
        known = {document.id: document for document in self._ledger.documents(self._scope)}
        concerned = {id: found for id, found in prepared.found.items() if found[0].record_id in touched}
        changed = {id for id, found in concerned.items() if not self._is_unchanged(*found, known.get(id), prepared)}
        if any(type_name in NAMING for type_name, _ in items):
            changed |= self._named_anew(prepared, known) & prepared.found.keys()
        gone = [
            id
            for id, document in known.items()
            if document.record_id in touched and id not in prepared.found and document.state is not State.DELETED
        ]
        return sorted(changed) + gone

    def process(self, run: str, id: str, following: Sequence[str] = ()) -> State:
        """Bring one document to an end. Jobber's passing and account-wide errors pass on; all else ends in the ledger.

        Those `following` are begun meanwhile, where there are threads for it.
        """
        prepared, known = self._prepare(run), self._ledger.document(self._scope, id)
        for next in (one for one in following if one in prepared.found):
            self._ahead.begin(next, prepared, partial(self._made, prepared.pipeline, *prepared.found[next]))
        if id not in prepared.found:
            return self._remove(known, run) if known else State.DELETED
        document, source = prepared.found[id]
        digest = self._source_digest(document, source)
        document = replace(document, seen_in=run, source_digest=digest, pipeline=prepared.pipeline.version)
        try:
            return self._index(prepared, document, source, known)
        except JobberError as error:
            if error.retry or error.of_account:
                raise
            return self._set_aside(prepared.pipeline, document, State.QUARANTINED, _until_next_sync(error))
        except NotRead as skipped:
            return self._set_aside(prepared.pipeline, document, State.SKIPPED, skipped.reason)
        except Unreadable as unreadable:
            return self._set_aside(prepared.pipeline, document, State.QUARANTINED, unreadable.reason)
        except CannotMask as error:
            return self._set_aside(prepared.pipeline, document, State.QUARANTINED, str(error))

    def give_up(self, run: str, id: str) -> State:
        """Quarantine a document that Jobber would not hand over."""
        prepared = self._prepare(run)
        if id not in prepared.found:
            return self.process(run, id)
        document = replace(prepared.found[id][0], seen_in=run)
        return self._set_aside(prepared.pipeline, document, State.QUARANTINED, UNREACHABLE)

    def finish(self, run: str) -> dict[str, int]:
        """Close the run: what was deleted is physically gone from the index. Returns documents by outcome."""
        documents = self._ledger.documents(self._scope)
        outcomes = Counter(document.outcome or "" for document in documents if document.seen_in == run)
        names = ("new", "changed", "unchanged", "deleted", "quarantined", "skipped")
        counts = {name: outcomes[name] for name in names}
        self._settle()
        self._mirror.finish(run)
        planned = self._runs.get(self._scope, run)  # names learned since then are looked for by the next run
        self._runs.finish(self.account, run, counts, (planned and planned.known_names_digest) or "")
        self._close(run)
        return counts

    def fail(self, run: str, reason: str) -> None:
        """Close a run that cannot go on; the next one begins where the last good one ended."""
        self._runs.fail(self.account, run, reason)
        self._close(run)

    def _close(self, run: str) -> None:
        self._prepared.pop(run, None)
        self._ahead.clear()

    def _prepare(self, run: str) -> _Prepared:
        if run not in self._prepared:
            names = NameBook.of(self._records, self._scope)
            anonymizer = self._make_anonymizer(names)
            found = {document.id: (document, source) for document, source in sources(self._records, self._scope)}
            self._prepared = {run: _Prepared(found, names, anonymizer, self._make_pipeline(anonymizer))}
        return self._prepared[run]

    def _is_unchanged(self, document: Document, source: Source, known: Document | None, prepared: _Prepared) -> bool:
        if known is None or known.source_digest != self._source_digest(document, source):
            return False
        if _place(known) != _place(document):
            return False
        if known.state in LIVE:
            return known.pipeline == prepared.pipeline.version
        return known.state in (State.SKIPPED, State.QUARANTINED) and not _is_tried_again(known)

    def _source_digest(self, document: Document, source: Source) -> str:
        """Changes whenever the source may have; that of a file outside Jobber also when its twin comes or goes."""
        digest, twin = self._intake.source_digest(source), self._twin(document, source)
        return digest if twin is None else self._intake.digest(f"{digest} {twin}".encode())

    def _twin(self, document: Document, source: Source) -> str | None:
        """The document that holds the same file already, most often the one on a note in Jobber."""
        if not isinstance(source, FolderFile):
            return None
        return self._ledger.twin(self._scope, document, source.record.digest)

    def _named_anew(self, prepared: _Prepared, known: dict[str, Document]) -> set[str]:
        """Documents whose masked clauses hold a name the account has learned since they were masked."""
        last = self._runs.last_done(self._scope)
        if last is not None and last.known_names_digest == self._intake.digest(prepared.names.plain):
            return set()
        live = (document for document in known.values() if document.state in LIVE)
        return {
            document.id
            for document in live
            if any(
                prepared.names.found_in(part.text, document.client_id)
                for kept in self._ledger.clauses(self._scope, document.id)
                for part in (kept.clause.text, kept.clause.heading)
            )
        }

    def _keep(self, known: Document, run: str) -> None:
        state = State.UNCHANGED if known.state in LIVE else known.state
        self._ledger.save(replace(known, state=state, seen_in=run, outcome=state.value))

    def _index(self, prepared: _Prepared, document: Document, source: Source, known: Document | None) -> State:
        self._set_out(document, known)
        if (twin := self._twin(document, source)) is not None:
            raise NotRead(f"the same file as document {twin}")
        keep = partial(self._intake.keep_fetched, document, source)
        made = self._ahead.take(document.id, prepared)
        if made is None:
            made = self._made(prepared.pipeline, document, source, keep)
        else:
            keep(made.data)
        document = replace(document, **made.reading.facts)
        prepared.pipeline.write(document, made.indexable, self._intake.keeping(document, made.reading.text))
        outcome = (
            "changed" if known is not None and known.state in LIVE and known.seen_in != document.seen_in else "new"
        )
        if known is not None and known.seen_in == document.seen_in and known.outcome in ("new", "changed"):
            outcome = known.outcome
        self._ledger.save(replace(document, state=State.INDEXED, outcome=outcome, indexed_at=datetime.now(UTC)))
        return State.INDEXED

    def _made(
        self,
        pipeline: DocumentPipeline,
        document: Document,
        source: Source,
        keep: Callable[[bytes | None], None] = later,
    ) -> Made:
        data = self._intake.fetch(document, source)
        keep(data)
        reading = self._intake.read(source, data)
        return Made(data, reading, pipeline.prepare(replace(document, **reading.facts), reading.text))

    def _set_out(self, document: Document, known: Document | None) -> None:
        """Note that a document is being written, so that what a crash leaves of it is found whatever becomes of it."""
        if known is not None and known.state in LIVE:
            self._ledger.save(replace(known, source_digest=""))
        else:
            self._ledger.save(replace(document, state=State.QUARANTINED, reason=INTERRUPTED, outcome=None))

    def _set_aside(self, pipeline: DocumentPipeline, document: Document, state: State, reason: str) -> State:
        """What cannot or need not be read is in no answer; an earlier form of it neither."""
        pipeline.remove(document)
        self._ledger.save(replace(document, state=state, reason=reason, outcome=state.value))
        log.info("document %s %s", document.id, state.value)
        return state

    def _remove(self, known: Document, run: str) -> State:
        self._prepare(run).pipeline.remove(known)
        self._intake.forget(known)
        outside = known.record_type in (Message.type_name, CommunicationFile.type_name)
        reason = "no longer in the communications folder" if outside else "no longer in Jobber"
        self._ledger.save(replace(known, state=State.DELETED, reason=reason, file=None, seen_in=run, outcome="deleted"))
        return State.DELETED


def _until_next_sync(error: JobberError) -> str:
    """What Jobber would not give today it may give tomorrow."""
    return str(error) if str(error).endswith(AGAIN) else f"{error}; {AGAIN}"


def _is_tried_again(known: Document) -> bool:
    return known.reason is not None and (known.reason in TRIED_AGAIN or known.reason.endswith(AGAIN))


def _place(document: Document) -> tuple[str | None, ...]:
    """Whose the document is; a document that moves to another client is read anew under that client's key."""
    return document.client_id, document.property_id, document.job_id


def _is_gone(known: Document, found: dict[str, tuple[Document, Source]], run: str, communications: bool) -> bool:
    """Whether a document of the ledger has no source any more; mail that was not looked at this time is kept."""
    if known.id in found or known.state is State.DELETED:
        return False
    if known.kind is DocumentKind.COMMUNICATION:
        return communications and known.seen_in != run
    return True
