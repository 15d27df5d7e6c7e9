"""Checks the built account and its gold: relations, counts, quotes, amounts, verdicts. Exits 1 on any complaint."""

import csv
import email
import email.policy
import json
import sys
from decimal import Decimal
from email.utils import parsedate_to_datetime
from pathlib import Path

import pypdfium2
from pdf_scan import OAKES

HERE = Path(__file__).parent
VERDICTS = {"covered", "partially_covered", "not_covered", "needs_approval", "no_agreement", "unclear"}
FIELD_NAMES = {
    "customer_name", "service_types", "billing_frequency", "contract_value", "hourly_rate", "effective_date",
    "end_date", "renewal_date", "auto_renews", "renewal_notice_days", "slas", "included_visits", "included_hours",
    "parts_discount_percent", "labour_discount_percent", "approval_threshold", "coverage_cap", "exclusions",
    "parties", "jurisdiction", "term",
}
PER = {"visit", "month", "quarter", "season", "year", "term"}
FREQUENCIES = {"per_visit", "monthly", "quarterly", "semi-annual", "annual", "one_time"}
RELATIONS = {"client", "property", "quote", "request", "job", "visit", "user", "linkedJob", "enteredBy", "createdBy"}
LISTS = {"jobs", "visits", "assignedUsers"}
COMPLAINTS: list[str] = []


def check(good: bool, words: str) -> None:
    """Remember a complaint unless all is well."""
    if not good:
        COMPLAINTS.append(words)


def flat(text: str) -> str:
    """Whitespace-normalised text."""
    return " ".join(text.split())


def pdf_text(path: Path) -> str:
    """Text as pypdfium2 extracts it; the scan's comes from the words it was drawn with."""
    if path.name == "oakes_memo_scan.pdf":
        return flat(" ".join(OAKES))
    document = pypdfium2.PdfDocument(str(path))
    return flat(" ".join(page.get_textpage().get_text_range() for page in document))


def load_sources(account: dict) -> dict[str, str]:
    """Everything a quote may stand in, by the name gold uses."""
    sources = {path.name: pdf_text(path) for path in (HERE / "files").glob("*.pdf")}
    for path in (HERE / "communications").glob("*.eml"):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        day = parsedate_to_datetime(mail["Date"])
        check(day.strftime("%a") == str(mail["Date"])[:3], f"{path.name}: weekday of its date")
        check(path.name.startswith(day.strftime("%Y-%m-%d")), f"{path.name}: name and date differ")
        text = mail.get_body(("plain", "html")).get_content()
        sources[path.name] = flat(text.replace("<b>", "").replace("</b>", ""))
    report = HERE / "communications" / "client-communications.csv"
    rows = list(csv.DictReader(report.open(encoding="utf-8", newline="")))
    check(list(rows[0]) == ["Client name", "Date", "Type", "Subject", "Message", "Opened", "To"], "CSV columns")
    check(len(rows) >= 10, "CSV rows")
    sources[report.name] = flat(" ".join(row["Message"] for row in rows))
    for note in account["notes"]:
        sources[note["id"]] = flat(note["message"])
    return sources


def check_account(account: dict) -> None:
    """Unique ids, relations, attachments, totals and how much there is of each."""
    records = [row for value in account.values() if isinstance(value, list) for row in value]
    ids = [row["id"] for row in records]
    known = set(ids)
    check(len(ids) == len(known), "ids repeat")
    for row in records:
        wanted = [row[key] for key in RELATIONS if row.get(key)] + [x for key in LISTS for x in row.get(key, [])]
        wanted += [item["configuration"] for item in row.get("customFields", [])]
        wanted += [row["parent"]["id"]] if "parent" in row else []
        for other in wanted:
            check(other in known, f"{row['id']}: {other} does not exist")
        for item in row.get("lineItems", []):
            check(abs(item["quantity"] * item["unitPrice"] - item["totalPrice"]) < 0.005, f"{row['id']}: line total")
        for held in row.get("fileAttachments", []):
            path = HERE / "files" / held["path"]
            check(path.is_file() and path.stat().st_size == held["fileSize"], f"{row['id']}: {held['path']}")
    homes = {row["id"]: row["client"] for row in account["properties"]}
    for row in account["jobs"] + account["visits"] + account["quotes"] + account["requests"]:
        check(homes[row["property"]] == row["client"], f"{row['id']}: property of another client")
    for row in account["invoices"]:
        check(row["amounts"]["total"] == round(sum(x["totalPrice"] for x in row["lineItems"]), 2), f"{row['id']}: total")
    attached = {held["path"] for row in account["notes"] for held in row["fileAttachments"]}
    check(attached == {path.name for path in (HERE / "files").iterdir()}, "files and attachments differ")
    floors = {"clients": 10, "properties": 12, "jobs": 22, "notes": 40, "invoices": 10, "customFieldConfigurations": 6}
    for key, floor in floors.items():
        check(len(account[key]) >= floor, f"too few {key}")
    check({row["jobType"] for row in account["jobs"]} == {"ONE_OFF", "RECURRING"}, "job types")


def check_citations(where: str, citations: list[dict], sources: dict[str, str]) -> None:
    """Every quote stands in its source."""
    for item in citations:
        name = item["file"] or item["record"]
        check((item["file"] is None) != (item["record"] is None), f"{where}: file or record, not both")
        check(name in sources and flat(item["quote"]) in sources[name], f"{where}: not in {name}: {item['quote']}")


def check_coverage(gold: dict, account: dict, sources: dict[str, str]) -> None:
    """Line ids, verdicts, and amounts that fit their verdict and list amount."""
    jobs = {row["id"]: row for row in account["jobs"]}
    used = set()
    for row in gold["coverage"]:
        items = {item["id"]: Decimal(str(item["totalPrice"])) for item in jobs[row["job"]]["lineItems"]}
        check(set(items) == {line["line_item_id"] for line in row["lines"]}, f"{row['job']}: lines differ")
        for line in row["lines"]:
            name, verdict, listed = line["line_item_id"], line["verdict"], items[line["line_item_id"]]
            pays = None if line["customer_pays"] is None else Decimal(line["customer_pays"])
            later = line["if_approved_customer_pays"]
            used.add(verdict)
            check(verdict in VERDICTS, f"{name}: {verdict}")
            check((later is not None) == (verdict == "needs_approval"), f"{name}: amount if approved")
            check((pays is None) == (verdict in {"needs_approval", "unclear"}), f"{name}: amount")
            check(verdict != "covered" or pays == 0, f"{name}: covered means nothing to pay")
            check(verdict != "no_agreement" or pays == listed, f"{name}: list price")
            check(verdict != "partially_covered" or 0 < pays < listed, f"{name}: a part of {listed}")
            check(verdict != "not_covered" or pays >= listed, f"{name}: below list {listed}")
            check(bool(line["citations"]) or verdict == "no_agreement", f"{name}: no citation")
            check_citations(name, line["citations"], sources)
    check(used == VERDICTS, "a verdict is never used")
    check(len(gold["coverage"]) >= 16, "too few jobs in gold")


def check_fields(gold: dict, sources: dict[str, str]) -> None:
    """Names and value ranges."""
    for row in gold["fields"]:
        values = row["fields"]
        check(row["file"] in sources, f"fields: {row['file']}")
        check(set(values) <= FIELD_NAMES, f"{row['file']}: {set(values) - FIELD_NAMES}")
        check(values.get("billing_frequency", "monthly") in FREQUENCIES, f"{row['file']}: frequency")
        for key in ("contract_value", "coverage_cap", "included_visits", "included_hours"):
            check(values.get(key, {"per": "month"})["per"] in PER, f"{row['file']}: {key}")
        low = sources[row["file"]].lower()
        for words in values.get("exclusions", []):
            check(words.lower() in low, f"{row['file']}: exclusion not verbatim: {words}")


def main() -> None:
    """Run all checks and print the counts."""
    account = json.loads((HERE / "account.json").read_text(encoding="utf-8"))
    gold = json.loads((HERE / "gold.json").read_text(encoding="utf-8"))
    sources = load_sources(account)
    check_account(account)
    answerable = [row for row in gold["questions"] if row["answerable"]]
    silent = [row for row in gold["questions"] if not row["answerable"]]
    check(len(answerable) >= 22 and len(silent) >= 10, "too few questions")
    for row in answerable:
        check(bool(row["required_facts"]) and bool(row["citations"]), f"{row['id']}: empty")
        check_citations(row["id"], row["citations"], sources)
    for row in silent:
        check(not row["required_facts"] and not row["citations"], f"{row['id']}: must be empty")
    check_coverage(gold, account, sources)
    check_fields(gold, sources)
    counts = {key: len(value) for key, value in account.items() if isinstance(value, list)}
    print(counts)
    print({"pdf": len(list((HERE / "files").glob("*.pdf"))), "eml": len(list((HERE / "communications").glob("*.eml"))),
           "answerable": len(answerable), "unanswerable": len(silent), "coverage jobs": len(gold["coverage"]),
           "coverage lines": sum(len(row["lines"]) for row in gold["coverage"]), "fields": len(gold["fields"])})
    for words in COMPLAINTS:
        print("WRONG", words)
    sys.exit(1 if COMPLAINTS else 0)


if __name__ == "__main__":
    main()
