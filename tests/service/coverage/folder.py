"""An account folder (samples/) as coverage's own inputs: client files, compiled agreements, quotes, without a database."""

from __future__ import annotations

import csv
import email
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from email import policy
from email.utils import parsedate_to_datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ingest import pdf
from ingest.classify import classify
from ingest.clauses import clause_text, split
from ingest.document_text import DocumentText
from ingest.jobber.records import Address, Job, LineItem, Message, Note, Property, Quote, TimeSheetEntry, User, Visit
from retrieval.model import Citation, DocumentRole
from service.agreements.addressing import properties_at
from service.agreements.clause import ClauseText, DocumentFacts
from service.agreements.compile import compile_document
from service.agreements.precedence import effective
from service.agreements.terms import Agreement, Effective, Pin
from service.coverage.client_file import ClientFile
from service.coverage.coverage import Sources, check
from service.coverage.facts import Facts, judged
from service.coverage.matching import Similar, unlike
from service.coverage.verdict import Coverage
from service.coverage.work import RecordQuote

Json = dict[str, Any]


OFFICE = "Office"


def when(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text.replace("Z", "+00:00")) if text else None


@dataclass
class Folder:
    path: Path
    zone: ZoneInfo
    texts: dict[str, DocumentText] = field(default_factory=dict)
    read: dict[str, list[Agreement]] = field(default_factory=dict)

    @cached_property
    def account(self) -> Json:
        return dict(json.loads((self.path / "account.json").read_text(encoding="utf-8")))

    def check(self, job_id: str, as_of: str | None = None) -> Coverage:
        client = next(job["client"] for job in self.account["jobs"] if job["id"] == job_id)
        work = self.client(client).work(job_id, zone=self.zone, as_of=date.fromisoformat(as_of) if as_of else None)
        agreements = self.agreements(client)

        def in_force(property_id: str | None, on: date) -> Sequence[Effective]:
            return effective(agreements, property_id=property_id, on=on)

        return check(work, Sources(in_force, self.cite, self.cite_record, zone=self.zone, on_file=agreements))

    def client(self, client_id: str) -> ClientFile:
        rows = self.account
        jobs = tuple(_job(row) for row in rows["jobs"] if row["client"] == client_id)
        own = {job.id for job in jobs}
        return ClientFile(
            client_id, jobs,
            visits=tuple(_visit(row) for row in rows["visits"] if row["client"] == client_id),
            notes=tuple(_note(row, client_id, own) for row in rows["notes"] if self._of(row, client_id, own)),
            time_sheets=tuple(_sheet(row) for row in rows["timeSheetEntries"] if row["job"] in own),
            messages=tuple(one for one in self.messages if one.client_id == client_id),
            quotes=tuple(_quote(row) for row in rows["quotes"] if row["client"] == client_id),
            properties=tuple(_property(row) for row in rows["properties"] if row["client"] == client_id),
            users=tuple(User(row["id"], row["name"]["first"], row["name"]["last"], row["name"]["full"], row["email"]["raw"]) for row in rows["users"]),
        )  # fmt: skip

    def _of(self, note: Json, client_id: str, jobs: set[str]) -> bool:
        return note["parent"]["id"] == client_id or note["parent"]["id"] in jobs

    @cached_property
    def messages(self) -> list[Message]:
        mails = [_mail(file) for file in sorted((self.path / "communications").glob("*.eml"))]
        table = self.path / "communications" / "client-communications.csv"
        rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines())) if table.exists() else []
        said = [_row(number, row) for number, row in enumerate(rows, 1)]
        return [one for found in (*mails, *said) for one in self._owned(found)]

    def _owned(self, found: tuple[Message, str]) -> Iterator[Message]:
        message, mark = found
        for row in self.account["clients"]:
            name = row["companyName"] if row["isCompany"] else f"{row['firstName']} {row['lastName']}"
            addresses = [one["address"] for one in row["emails"]]
            if name.lower() in mark.lower() or any(address.lower() in mark.lower() for address in addresses):
                yield Message(**{**message.__dict__, "client_id": row["id"]})
                return

    def agreements(self, client_id: str) -> list[Agreement]:
        if client_id not in self.read:
            jobs = {job["id"] for job in self.account["jobs"] if job["client"] == client_id}
            notes = [note for note in self.account["notes"] if self._of(note, client_id, jobs)]
            self.read[client_id] = [
                agreement for note in notes for file in note["fileAttachments"]
                if file["fileName"].lower().endswith(".pdf") and (agreement := self._compiled(file["path"], client_id))
            ]  # fmt: skip
        return self.read[client_id]

    def _compiled(self, name: str, client_id: str) -> Agreement | None:
        text = self.texts.setdefault(name, pdf.read((self.path / "files" / name).read_bytes()))
        if classify(text, name).role not in (DocumentRole.AGREEMENT, DocumentRole.AMENDMENT):
            return None
        clauses = [
            ClauseText(
                f"{name}-{one.ordinal}",
                one.ordinal,
                one.number,
                " > ".join(one.heading),
                clause_text(text, one),
                one.page,
                one.start,
            )
            for one in split(text)
        ]
        facts = DocumentFacts(name, client_id=client_id, file=name)
        properties = self.client(client_id).properties

        def resolve(address: str, sentence: str) -> list[str]:
            return properties_at(address, sentence, properties)

        return compile_document(facts, clauses, resolve_address=resolve)

    def cite(self, pin: Pin) -> Citation | None:
        return Citation(
            0,
            pin.document_id,
            "contract",
            pin.document_id,
            "Note",
            "",
            pin.page,
            pin.section,
            pin.quote,
            pin.start,
            pin.end,
        )

    def cite_record(self, source: RecordQuote) -> Citation:
        kind = "communication" if source.record_type == "Message" else "note"
        return Citation(
            0,
            source.record_id,
            kind,
            source.file or None,
            source.record_type,
            source.record_id,
            None,
            "",
            source.quote,
            source.start,
            source.end,
        )


def checked(
    folder: Folder, job_id: str, as_of: date | None = None, similar: Similar = unlike
) -> tuple[Coverage, Facts]:
    """A job's coverage with everything that was read for it."""
    client = next(job["client"] for job in folder.account["jobs"] if job["id"] == job_id)
    work = folder.client(client).work(job_id, zone=folder.zone, as_of=as_of)
    return judged(
        work, folder.agreements(client), cite=folder.cite, cite_record=folder.cite_record, reveal=str, zone=folder.zone,
        similar=similar,
    )  # fmt: skip


def _lines(row: Json) -> tuple[LineItem, ...]:
    return tuple(
        LineItem(one["id"], one["name"], one["description"] or "", one["category"] or "", Decimal(str(one["quantity"])), Decimal(str(one["unitPrice"])),
                 Decimal(str(one["totalPrice"])), None if one.get("unitCost") is None else Decimal(str(one["unitCost"])))
        for one in row["lineItems"]
    )  # fmt: skip


def _job(row: Json) -> Job:
    return Job(
        row["id"], client_id=row["client"], property_id=row["property"], quote_id=row["quote"], number=str(row["jobNumber"]), title=row["title"],
        instructions=row["instructions"] or "", job_type=row["jobType"], status=row["jobStatus"], line_items=_lines(row),
        start_at=when(row["startAt"]), completed_at=when(row["completedAt"]), created_at=when(row["createdAt"]),
    )  # fmt: skip


def _visit(row: Json) -> Visit:
    return Visit(
        row["id"], client_id=row["client"], job_id=row["job"], property_id=row["property"], instructions=row["instructions"] or "",
        status=row["visitStatus"], start_at=when(row["startAt"]), completed_at=when(row["completedAt"]), line_items=_lines(row), created_at=when(row["createdAt"]),
    )  # fmt: skip


def _note(row: Json, client_id: str, jobs: set[str]) -> Note:
    parent = row["parent"]["id"]
    return Note(
        row["id"], note_type=row["__typename"], client_id=client_id, parent_id=parent, job_id=parent if parent in jobs else None,
        message=row["message"], created_by_id=row["createdBy"], created_at=when(row["createdAt"]),
    )  # fmt: skip


def _sheet(row: Json) -> TimeSheetEntry:
    return TimeSheetEntry(
        row["id"],
        client_id=row["client"],
        job_id=row["job"],
        visit_id=row["visit"],
        note=row["note"] or "",
        start_at=when(row["startAt"]),
    )


def _quote(row: Json) -> Quote:
    return Quote(
        row["id"],
        client_id=row["client"],
        property_id=row["property"],
        status=row["quoteStatus"],
        updated_at=when(row["updatedAt"]),
    )


def _property(row: Json) -> Property:
    address = Address(row["address"]["street1"], row["address"]["street2"] or "")
    return Property(row["id"], row["client"], row["name"] or "", address)


def _mail(file: Path) -> tuple[Message, str]:
    mail = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    body = mail.get_body(("plain", "html"))
    text = re.sub(r"<br ?/?>|</p>|</tr>", "\n", body.get_content()) if body else ""
    text = re.sub(r"<[^>]+>", " ", text)
    sender = str(mail["From"])
    message = Message(
        file.name,
        file=file.name,
        sender=sender,
        subject=str(mail["Subject"]),
        text=text,
        sent_at=parsedate_to_datetime(str(mail["Date"])),
    )
    return message, f"{sender} {mail['To']} {text}"


def _row(number: int, row: Json) -> tuple[Message, str]:
    received = "received" in row["Type"].lower()
    sender = row["Client name"] if received else OFFICE
    hour = "00:00" if received else "08:00"
    sent = datetime.fromisoformat(f"{row['Date']}T{hour}:00+00:00")
    name = "client-communications.csv"
    return Message(
        f"{name}-{number}",
        file=name,
        channel=row["Type"],
        sender=sender,
        subject=row["Subject"],
        text=row["Message"],
        sent_at=sent,
    ), row["Client name"]
