"""Check the written account against itself and the gold: ``python samples/harborline/verify.py``."""

from __future__ import annotations

import csv
import email
import email.policy
import html
import json
import re
import sys
from collections import Counter
from decimal import Decimal

import pypdfium2
from common import HERE, Record
from papers_other import SCAN_TEXT

VERDICTS = {"covered", "not_covered", "partially_covered", "needs_approval", "no_agreement", "unclear"}
RELATIONS = {
    "properties": {"client": "clients"},
    "quotes": {"client": "clients", "property": "properties"},
    "requests": {"client": "clients", "property": "properties"},
    "jobs": {"client": "clients", "property": "properties", "quote": "quotes", "request": "requests"},
    "visits": {"client": "clients", "job": "jobs", "property": "properties", "assignedUsers": "users"},
    "timeSheetEntries": {"user": "users", "client": "clients", "job": "jobs", "visit": "visits"},
    "expenses": {"linkedJob": "jobs", "enteredBy": "users"},
    "invoices": {"client": "clients", "jobs": "jobs", "visits": "visits"},
    "tasks": {"client": "clients", "property": "properties", "quote": "quotes", "request": "requests"},
}
MINIMUM = {"clients": 12, "jobs": 26, "notes": 64}

problems: list[str] = []


def check(good: bool, words: str) -> None:
    """Note a problem."""
    if not good:
        problems.append(words)


def squeeze(text: str) -> str:
    """Put one space for any run of white space."""
    return re.sub(r"\s+", " ", text).strip()


def pdf_text(name: str) -> str:
    """Text of a PDF; of the scan, the words it was drawn from."""
    if name == "scan_0043.pdf":
        return squeeze(SCAN_TEXT)
    document = pypdfium2.PdfDocument(HERE / "files" / name)
    return squeeze(" ".join(page.get_textpage().get_text_range() for page in document))


def mail_text(name: str) -> str:
    """Body of an e-mail: the plain part, or the words of the HTML one."""
    message = email.message_from_bytes((HERE / "communications" / name).read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    text = body.get_content()
    if body.get_content_subtype() == "html":
        text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return squeeze(text)


def record_text(account: Record, name: str) -> str:
    """Words of a record, an e-mail or the report."""
    if name.endswith(".eml"):
        return mail_text(name)
    if name.endswith(".csv"):
        return squeeze((HERE / "communications" / name).read_text(encoding="utf-8"))
    kind = {"note": "notes", "quote": "quotes"}[name.split("-")[0]]
    record = next(record for record in account[kind] if record["id"] == name)
    return squeeze(" ".join(str(record.get(key) or "") for key in ("message", "title", "contractDisclaimer")))


def by_id(account: Record) -> dict[str, dict[str, Record]]:
    """Records of each kind by id."""
    ids = {
        kind: {record["id"]: record for record in records}
        for kind, records in account.items()
        if isinstance(records, list)
    }
    for kind, records in ids.items():
        check(len(records) == len(account[kind]), f"{kind}: an id occurs twice")
    return ids


def check_relations(account: Record) -> None:
    """Every named record exists, and a property belongs to the client it is used with."""
    ids = by_id(account)
    for kind, fields in RELATIONS.items():
        for record in account[kind]:
            for field, target in fields.items():
                value = record.get(field)
                for id_ in value if isinstance(value, list) else [value] if value else []:
                    check(id_ in ids[target], f"{record['id']}.{field}: no {id_}")
            place = record.get("property")
            if place:
                check(
                    ids["properties"][place]["client"] == record["client"],
                    f"{record['id']}: property of another client",
                )
    for kind in ("clients", "properties", "jobs"):
        for record in account[kind]:
            for value in record.get("customFields", []):
                check(value["configuration"] in ids["customFieldConfigurations"], f"{record['id']}: custom field")


def check_notes(account: Record) -> None:
    """Every note has its parent and author, and every file its note."""
    ids = by_id(account)
    parents = {"Client": "clients", "Job": "jobs", "Quote": "quotes", "Request": "requests", "Invoice": "invoices"}
    attachments = set()
    for note in account["notes"]:
        kind = note["parent"]["__typename"]
        check(note["__typename"] == f"{kind}Note", f"{note['id']}: type")
        check(note["parent"]["id"] in ids[parents[kind]], f"{note['id']}: no {note['parent']['id']}")
        check(note["createdBy"] in ids["users"] or note["createdBy"] in ids["clients"], f"{note['id']}: author")
        for file in note["fileAttachments"]:
            path = HERE / "files" / file["path"]
            check(path.exists() and path.stat().st_size == file["fileSize"], f"{note['id']}: {file['path']}")
            if kind == "Job":
                check(
                    ids["jobs"][note["parent"]["id"]]["jobType"] == "RECURRING", f"{note['id']}: paper on a one-off job"
                )
            attachments.add(file["path"])
    check(attachments == {path.name for path in (HERE / "files").iterdir()}, "files and attachments differ")
    check(sum(name.endswith(".pdf") for name in attachments) >= 11, "too few PDFs")


def check_sums(account: Record) -> None:
    """Totals are the sums of their lines."""
    for kind in ("jobs", "invoices", "visits"):
        for record in account[kind]:
            total = Decimal(0)
            for line in record["lineItems"]:
                price = Decimal(str(line["quantity"])) * Decimal(str(line["unitPrice"]))
                check(price == Decimal(str(line["totalPrice"])), f"{line['id']}: {price}")
                total += price
            if kind == "jobs":
                check(total == Decimal(str(record["total"])), f"{record['id']}: total")
            if kind == "invoices":
                amounts = {name: Decimal(str(value)) for name, value in record["amounts"].items()}
                check(total == amounts["subtotal"], f"{record['id']}: subtotal")
                check(
                    amounts["total"] == total - amounts["discountAmount"] + amounts["taxAmount"],
                    f"{record['id']}: total",
                )
                check(
                    amounts["invoiceBalance"] == amounts["total"] - amounts["paymentsTotal"], f"{record['id']}: balance"
                )


def check_citations(account: Record, where: str, citations: list[Record]) -> None:
    """Every quote stands in its file or record."""
    for citation in citations:
        file, record = citation["file"], citation["record"]
        text = pdf_text(file) if file else record_text(account, record)
        check(squeeze(citation["quote"]) in text, f"{where}: not in {file or record}: {citation['quote']}")


def check_line(where: str, line: Record, item: Record) -> None:
    """A verdict and its amounts fit each other."""
    listed = Decimal(str(item["totalPrice"]))
    verdict, pays, would = line["verdict"], line["customer_pays"], line["if_approved_customer_pays"]
    check(verdict in VERDICTS, f"{where}: {verdict}")
    check((would is not None) == (verdict == "needs_approval"), f"{where}: if approved")
    check((pays is None) == (verdict in ("needs_approval", "unclear")), f"{where}: amount")
    for amount in (pays, would):
        check(amount is None or re.fullmatch(r"\d+\.\d\d", amount) is not None, f"{where}: {amount}")
    if verdict == "covered":
        check(Decimal(pays) == 0, f"{where}: covered but {pays}")
    if verdict == "no_agreement":
        check(Decimal(pays) == listed, f"{where}: {pays} is not list {listed}")
    if verdict == "partially_covered":
        check(0 < Decimal(pays) < listed, f"{where}: {pays} of {listed}")


def check_gold(account: Record, gold: Record) -> None:
    """Questions, verdicts and fields are complete and lead somewhere."""
    clients = {record["id"] for record in account["clients"]}
    jobs = {record["id"]: record for record in account["jobs"]}
    for ask in gold["questions"]:
        check(ask["client"] is None or ask["client"] in clients, f"{ask['id']}: client")
        check(ask["job"] is None or ask["job"] in jobs, f"{ask['id']}: job")
        check(bool(ask["required_facts"]) == bool(ask["citations"]) == ask["answerable"], f"{ask['id']}: facts")
        check_citations(account, ask["id"], ask["citations"])
    answerable = sum(ask["answerable"] for ask in gold["questions"])
    check(answerable >= 28 and len(gold["questions"]) - answerable >= 12, "too few questions")
    check(len(gold["coverage"]) >= 20, "too few jobs")
    seen: Counter[str] = Counter()
    for entry in gold["coverage"]:
        items = {item["id"]: item for item in jobs[entry["job"]]["lineItems"]}
        check([line["line_item_id"] for line in entry["lines"]] == list(items), f"{entry['job']}: lines")
        for line in entry["lines"]:
            where = line["line_item_id"]
            seen[line["verdict"]] += 1
            check_line(where, line, items[where])
            check_citations(account, where, line["citations"])
    check(set(seen) == VERDICTS, f"verdicts {set(seen)}")
    for entry in gold["fields"]:
        check(entry["client"] in clients and (HERE / "files" / entry["file"]).exists(), entry["file"])
    print(f"{answerable} answerable and {len(gold['questions']) - answerable} unanswerable questions,")
    print(
        f"{len(gold['coverage'])} jobs with {sum(seen.values())} lines {dict(seen)}, {len(gold['fields'])} papers with fields"
    )


def check_communications(account: Record) -> None:
    """Enough e-mails and rows, and every row's client exists."""
    folder = HERE / "communications"
    check(len(list(folder.glob("*.eml"))) >= 16, "too few e-mails")
    with (folder / "client-communications.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    check(len(rows) >= 15, "too few rows")
    names = {record["companyName"] or f"{record['firstName']} {record['lastName']}" for record in account["clients"]}
    addresses = {mail["address"] for record in account["clients"] for mail in record["emails"]}
    for row in rows:
        check(row["Client name"] in names, f"row of {row['Client name']}")
    for path in sorted(folder.glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        heads = " ".join(str(message.get(name, "")) for name in ("From", "To", "Cc"))
        check(any(address in heads for address in addresses), f"{path.name}: no client's address")


def main() -> int:
    """Run all checks; 1 where something is wrong."""
    account = json.loads((HERE / "account.json").read_text(encoding="utf-8"))
    gold = json.loads((HERE / "gold.json").read_text(encoding="utf-8"))
    print({kind: len(records) for kind, records in account.items() if isinstance(records, list)})
    for kind, least in MINIMUM.items():
        check(len(account[kind]) >= least, f"{kind}: {len(account[kind])}")
    check_relations(account)
    check_notes(account)
    check_sums(account)
    check_communications(account)
    check_gold(account, gold)
    for words in problems:
        print("WRONG", words)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
