"""Reads a Jobber account page by page: one page is one call that a durable step can repeat."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from ingest.jobber import parse
from ingest.jobber.answers import Json
from ingest.jobber.client import Connection, JobberClient, at, read_connection
from ingest.jobber.errors import Missing, Unreadable
from ingest.jobber.reads import (
    FILES_SIZE,
    IDS_SIZE,
    NOTE_PARENTS,
    NOTED_PAGES,
    NOTED_SIZE,
    NOTES_SIZE,
    READS,
    REST_SIZE,
)
from ingest.jobber.records import Account, Job, Note, Product, Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Page(Generic[R]):
    """`next` is the cursor of the page after this one, None at the end."""

    records: tuple[R, ...]
    next: str | None


@dataclass(frozen=True)
class Listed:
    """One line of a list of ids: when the record last changed, as Jobber says it."""

    id: str
    updated_at: datetime | None


@dataclass(frozen=True)
class IdPage:
    """`next` is the cursor of the page after this one, None at the end."""

    listed: tuple[Listed, ...]
    next: str | None


class JobberReader:
    """Every method raises a `JobberError`; none takes a failed call for an empty list."""

    def __init__(self, client: JobberClient) -> None:
        self._client = client

    def account(self) -> Account:
        node = at(self._client.execute("Account", {}), "account")
        if node is None:
            raise Missing("Jobber names no account for these tokens; run `fineprint connect`")
        return parse.record(Account, node)

    def page(self, kind: type[R], cursor: str | None = None, *, updated_after: datetime | None = None) -> Page[R]:
        """One page of the account's records of a type, complete with their line items.

        `updated_after` leaves out what has not changed since, where Jobber can tell (`READS[kind].changes`); otherwise
        everything comes. Give a time somewhat before the last reading began. A record that changes while pages are
        read may come twice.
        """
        read = READS[kind]
        variables: dict[str, Any] = {"first": read.size, "after": cursor}
        if read.changes == "filter":
            variables["filter"] = {"updatedAt": {"after": updated_after.isoformat()}} if updated_after else None
        found = self._client.connection(read.pages, variables, read.field)
        page = Page(tuple(self._whole(kind, node) for node in found.nodes), found.next)
        return _until(page, updated_after) if read.changes == "newest_first" and updated_after else page

    def pages(self, kind: type[R], *, updated_after: datetime | None = None) -> Iterator[Page[R]]:
        """Every page, for callers that need not resume."""
        page = self.page(kind, updated_after=updated_after)
        yield page
        while page.next is not None:
            cursor, page = page.next, self.page(kind, page.next, updated_after=updated_after)
            if page.next == cursor:
                raise Unreadable("Jobber sent the same cursor twice; the list has no end")
            yield page

    def ids(self, kind: type[Record], cursor: str | None = None) -> IdPage:
        """One page of the ids of every record of a type that Jobber can tell changes of; about 2 points a record."""
        read = READS[kind]
        if read.changes is None:
            raise LookupError(f"Jobber does not say when a {kind.type_name} changed; read its pages")
        variables = {"first": IDS_SIZE, "after": cursor}
        found = self._client.connection(f"{kind.type_name}Ids", variables, read.field)
        return IdPage(tuple(Listed(node["id"], parse.time(node["updatedAt"])) for node in found.nodes), found.next)

    def one(self, kind: type[R], record_id: str) -> R | None:
        """The record as it is now, None where it was deleted: what a webhook's `item_id` stands for."""
        operation = READS[kind].one
        if operation is None:
            raise LookupError(f"Jobber has no look-up by id for {kind.type_name}")
        node = self._product(record_id) if kind is Product else self._looked_up(operation, record_id)
        return None if node is None else self._whole(kind, node)

    def _looked_up(self, operation: str, record_id: str) -> Json | None:
        return at(self._client.execute(operation, {"id": record_id}), _root(operation))

    def _product(self, record_id: str) -> Json | None:
        """Jobber's `product(id)` may not be null and fails for one that is gone; its list takes ids."""
        found = self._client.connection("Product", {"id": record_id}, "products")
        return found.nodes[0] if found.nodes else None

    def notes_of(self, parent: type[Record], parent_id: str, cursor: str | None = None) -> Page[Note]:
        """One page of the notes written on this record, with all their attachments.

        Jobber lists inherited notes too, and says by their type where they were written; those come under that record
        only. Raises `Missing` where the record is gone.
        """
        name = _note_parent(parent)
        variables = {"id": parent_id, "first": NOTES_SIZE, "after": cursor}
        node = at(self._client.execute(f"{name}Notes", variables), _root(name))
        if node is None:
            raise Missing(f"this {name} is no longer in Jobber")
        found = read_connection(node.get("notes"))
        return Page(self._own_notes(name, node, found), found.next)

    def notes_page(self, parent: type[Record], cursor: str | None = None) -> Page[Note]:
        """All notes written on one page of the account's records of a type: one call for many records with few notes."""
        name = _note_parent(parent)
        operation, field = NOTED_PAGES[parent]
        found = self._client.connection(operation, {"first": NOTED_SIZE, "after": cursor}, field)
        return Page(tuple(note for node in found.nodes for note in self._noted(parent, name, node)), found.next)

    def _noted(self, parent: type[Record], name: str, node: Json) -> Iterator[Note]:
        first = read_connection(node.get("notes"))
        yield from self._own_notes(name, node, first)
        cursor = first.next
        with suppress(Missing):  # deleted between two calls
            while cursor is not None:
                page = self.notes_of(parent, node["id"], cursor)
                yield from page.records
                cursor = page.next

    def _own_notes(self, name: str, node: Json, found: Connection) -> tuple[Note, ...]:
        own = [each for each in found.nodes if each.get("__typename") == f"{name}Note"]
        return tuple(parse.note(self._with_files(name, node["id"], each), node, name) for each in own)

    def has_note(self, note: Note) -> bool:
        """Whether a note is still on the record it was written on."""
        name = note.note_type.removesuffix("Note")
        variables = {"id": note.parent_id, "note": note.id, "first": 1, "after": None}
        try:
            files_of(self._client, name, variables)
        except Missing:
            return False
        return True

    def notes(self, client_id: str) -> Iterator[Page[Note]]:
        """Every note of a client and of its requests, quotes, jobs and invoices, each once."""
        for parent in NOTE_PARENTS:
            for parent_id in self._of_client(parent, client_id):
                yield from self._all_notes_of(parent, parent_id)

    def _all_notes_of(self, parent: type[Record], parent_id: str) -> Iterator[Page[Note]]:
        page = self.notes_of(parent, parent_id)
        yield page
        while page.next is not None:
            page = self.notes_of(parent, parent_id, page.next)
            yield page

    def _of_client(self, parent: type[Record], client_id: str) -> Iterator[str]:
        if parent.type_name == "Client":
            yield client_id
            return
        variables, field = {"id": client_id, "first": IDS_SIZE}, f"{parent.type_name.lower()}s"
        for page in self._client.pages(f"Client{parent.type_name}s", variables, "client", field):
            yield from (node["id"] for node in page.nodes)

    def _whole(self, kind: type[R], node: Json) -> R:
        """The record of a node whose nested lists have been read to their end."""
        for field, operation in READS[kind].lists:
            self._complete(node, field, operation, _root(kind.type_name))
        return parse.record(kind, node)

    def _complete(self, node: Json, field: str, operation: str, root: str) -> None:
        if node.get(field) is None:
            return  # a list Jobber may leave null; the parser knows which
        first = read_connection(node[field])
        if first.next is not None:
            variables = {"id": node["id"], "first": REST_SIZE}
            rest = self._client.pages(operation, variables, root, field, after=first.next)
            node[field]["nodes"] = [*first.nodes, *(each for page in rest for each in page.nodes)]

    def _with_files(self, parent_name: str, parent_id: str, note: Json) -> Json:
        """The note with its attachments read to their end."""
        first = read_connection(note.get("fileAttachments"))
        nodes, cursor = list(first.nodes), first.next
        while cursor is not None:
            variables = {"id": parent_id, "note": note["id"], "first": FILES_SIZE, "after": cursor}
            page = read_connection(files_of(self._client, parent_name, variables))
            nodes, cursor = [*nodes, *page.nodes], page.next
        return {**note, "fileAttachments": {**note["fileAttachments"], "nodes": nodes}}


def files_of(client: JobberClient, parent_name: str, variables: dict[str, Any]) -> Json:
    """One page of a note's `fileAttachments`, with the URLs of this moment; `Missing` where the note is gone."""
    found = at(client.execute(f"{parent_name}NoteFiles", variables), _root(parent_name), "notes")
    nodes = found.get("nodes") if found else None
    if not nodes or not isinstance(nodes[0].get("fileAttachments"), dict):
        raise Missing("the note this file hangs on is no longer in Jobber")
    files: Json = nodes[0]["fileAttachments"]
    return files


def _until(page: Page[R], updated_after: datetime) -> Page[R]:
    """A newest-first page cut where it reaches what was known already."""
    fresh = tuple(each for each in page.records if _changed(each, updated_after))
    return Page(fresh, page.next if len(fresh) == len(page.records) else None)


def _changed(record: Record, since: datetime) -> bool:
    return not isinstance(record, Job) or record.updated_at is None or record.updated_at >= since


def _note_parent(parent: type[Record]) -> str:
    if parent not in NOTE_PARENTS:
        raise LookupError(f"Jobber keeps no notes on a {parent.type_name}")
    return parent.type_name


def _root(type_name: str) -> str:
    """The query field that reads one record of a type."""
    return type_name[0].lower() + type_name[1:]
