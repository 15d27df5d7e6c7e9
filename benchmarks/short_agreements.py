"""Many short agreements, each of one client: how the engine does on wording, not on one contractor's habits.

    python -m benchmarks.short_agreements [opened|held_out …] [--wrong] [--verdicts] [--folder FOLDER]

`samples/short/*.json` hold the papers as printed, line by line, with jobs, questions and what a right answer is. They are
set as PDFs and laid out as one account folder; verdicts are made straight from it (`tests.service.coverage.folder`, the
way without masking), questions go through the whole product (simulator, sync, masking, index). `--wrong` lists what went
wrong with the opened ones; `held_out.json` is not opened by those who write the engine and its failures are never listed.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from reportlab.platypus import Flowable, Spacer
from rich.console import Console
from rich.table import Table

from benchmarks.sample_scores import synced
from service.answers.evaluate import AnswerScores
from service.auth.roles import Role
from service.coverage.evaluate import Scores, score
from service.scoring import Gold, scored_answers
from tests.ingest import papers
from tests.service.coverage.folder import Folder, checked

Json = dict[str, Any]
SHORT = Path(__file__).parents[1] / "samples/short"
HELD_OUT = "held_out"
TODAY, ZONE = "2026-12-01", "America/New_York"
USER = {"id": "user-1", "name": {"first": "Office", "last": "Desk", "full": "Office Desk"},
        "email": {"raw": "office@example.com"}, "isAccountAdmin": True}  # fmt: skip
EMPTY = ("products", "quotes", "requests", "timeSheetEntries", "expenses", "invoices", "customFieldConfigurations", "tasks")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="*", default=["opened", HELD_OUT])
    parser.add_argument("--wrong", action="store_true", help="list what went wrong with the opened ones")
    parser.add_argument("--verdicts", action="store_true", help="ask no questions")
    parser.add_argument("--folder", type=Path, help="keep the account folders here")
    arguments = parser.parse_args()
    columns = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name in arguments.sets:
            folder = account_folder(SHORT / f"{name}.json", (arguments.folder or Path(scratch)) / name)
            judged = verdicts(folder)
            answered = None if arguments.verdicts else answers(folder, Path(scratch) / f"{name}-data")
            columns[name] = _rows(judged, answered)
            if arguments.wrong and name != HELD_OUT:
                _list(judged, answered)
    table = Table("", *columns, box=None)
    for row in next(iter(columns.values())):
        table.add_row(row, *(column[row] for column in columns.values()))
    Console(width=120).print(table)


def verdicts(folder: Path) -> Scores:
    gold, account = Gold.read(folder / "gold.json"), Folder(folder, ZoneInfo(ZONE))
    return score(gold.coverage, {job["job"]: checked(account, job["job"])[0].to_json() for job in gold.coverage})


def answers(folder: Path, place: Path) -> AnswerScores:
    with synced(folder, place) as (app, _, _):
        return scored_answers(app.desk_for(app.owner_principal(Role.STAFF)), Gold.read(folder / "gold.json"))


def account_folder(file: Path, to: Path) -> Path:
    """The papers of one file as an account folder (format: samples/README.md and docs/simulator.md), a client each."""
    (to / "files").mkdir(parents=True, exist_ok=True)
    (to / "communications").mkdir(exist_ok=True)
    entries = json.loads(file.read_text(encoding="utf-8"))
    account: Json = {"account": {"id": "account-1", "name": "Short agreements"}, "users": [USER]}
    account |= {name: [] for name in (*EMPTY, "clients", "properties", "jobs", "visits", "notes")}
    gold: Json = {"today": TODAY, "timezone": ZONE, "questions": [], "coverage": [], "fields": []}
    for number, entry in enumerate(entries, 1):
        paper = f"{entry['id']} {entry['file']}"
        size = (to / "files" / paper).write_bytes(papers.document(list(_set(entry["lines_of_paper"]))))
        _client(account, number, entry, paper, size)
        for at, job in enumerate(entry["jobs"], 1):
            gold["coverage"].append(_job(account, number, at, job, paper))
        gold["questions"] += [_question(entry, number, at, one, paper) for at, one in enumerate(entry["questions"], 1)]
    (to / "account.json").write_text(json.dumps(account), encoding="utf-8")
    (to / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return to


def _set(printed: Sequence[str]) -> Iterator[Flowable]:
    for kind, group in groupby(
        printed, lambda line: "table" if " | " in line else "gap" if not line.strip() else "text"
    ):
        lines = [papers.escaped(line) for line in group]
        if kind == "table":
            rows = [[cell.strip() for cell in line.split(" | ")] for line in lines]
            width = max(len(row) for row in rows)
            yield papers.table([row + [""] * (width - len(row)) for row in rows], [468 / width] * width)
        elif kind == "gap":
            yield Spacer(1, 8)
        else:
            yield from (papers.text(line) for line in lines)


def _client(account: Json, number: int, entry: Json, paper: str, size: int) -> None:
    client, words = entry["client"], entry["client"]["name"].split()
    home = _property(f"property-{number}", number, client["address"])
    account["properties"].append(home)
    made = "2025-01-02T15:00:00Z"
    account["clients"].append({
        "id": f"client-{number}", "isCompany": client["company"], "companyName": client["name"] if client["company"] else None,
        "firstName": "" if client["company"] else " ".join(words[:-1]), "lastName": "" if client["company"] else words[-1],
        "emails": [{"address": f"client{number}@example.com", "primary": True}], "phones": [],
        "billingAddress": home["address"], "createdAt": made, "updatedAt": made,
    })  # fmt: skip
    attached = {"id": f"file-{number}", "fileName": paper, "contentType": "application/pdf", "fileSize": size, "status": "READY",
                "createdAt": made, "path": paper}  # fmt: skip
    account["notes"].append(_note(f"note-{number}", "Client", f"client-{number}", "agreement", made, [attached]))


def _property(id: str, number: int, address: Json) -> Json:
    whole = {"street2": None, "country": "United States"} | address
    return {"id": id, "client": f"client-{number}", "name": "", "address": whole}


def _job(account: Json, number: int, at: int, job: Json, paper: str) -> Json:
    """Adds the job with its visit and notes to the account; returns the gold of its lines."""
    id = f"job-{number * 10 + at}"
    start = datetime.fromisoformat(f"{job['date']}T15:00:00+00:00")
    begun, ended, before = (
        f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (start, start + timedelta(hours=2), start - timedelta(hours=20))
    )
    place = f"property-{number}"
    if elsewhere := job.get("property"):
        place = f"property-{number}-{at}"
        account["properties"].append(_property(place, number, elsewhere))
    own = {"id": id, "client": f"client-{number}", "property": place, "title": job["title"]}
    lines = [
        {
            "id": f"li-{number * 10 + at}-{row}", "name": line["name"], "description": line.get("description") or "",
            "category": line["category"], "quantity": line["quantity"], "unitPrice": line["unit_price"],
            "totalPrice": round(line["quantity"] * line["unit_price"], 2),
        }
        for row, line in enumerate(job["line_items"], 1)
    ]  # fmt: skip
    account["jobs"].append(own | {
        "quote": None, "request": None, "jobNumber": number * 10 + at, "instructions": job["instructions"], "jobType": "ONE_OFF",
        "jobStatus": "archived", "billingType": "VISIT_BASED", "startAt": begun, "endAt": ended, "completedAt": ended,
        "createdAt": before, "updatedAt": ended, "total": sum(line["totalPrice"] for line in lines), "lineItems": lines,
        "invoiceSchedule": None, "visitSchedule": None,
    })  # fmt: skip
    account["visits"].append({
        "id": f"visit-{number * 10 + at}", "client": own["client"], "job": id, "property": own["property"], "assignedUsers": [],
        "title": job["title"], "instructions": "", "startAt": begun, "endAt": ended, "completedAt": ended,
        "visitStatus": "COMPLETED", "createdAt": before, "lineItems": lines,
    })  # fmt: skip
    for row, note in enumerate(job.get("notes", ()), 1):
        account["notes"].append(_note(f"note-{id}-{row}", "Job", id, note, before, []))
    return {"job": id, "as_of": None, "lines": [_gold(line["id"], wanted, paper) for line, wanted in zip(lines, job["line_items"], strict=True)]}  # fmt: skip


def _gold(line: str, wanted: Json, paper: str) -> Json:
    return {
        "line_item_id": line, "verdict": wanted["verdict"], "customer_pays": wanted["customer_pays"],
        "if_approved_customer_pays": wanted.get("if_approved_customer_pays"), "why": wanted["why"],
        "citations": _citations(wanted, paper),
    }  # fmt: skip


def _question(entry: Json, number: int, at: int, one: Json, paper: str) -> Json:
    """Asked with the client on the screen: that some of eighty strangers share a name is not what is measured."""
    answerable = one["answerable"]
    return {
        "id": f"{entry['id']}-{at}", "question": one["question"], "client": f"client-{number}", "job": None, "as_of": None,
        "answerable": answerable, "yes_no": one.get("yes_no"),
        "required_facts": [[fact] for fact in one.get("facts", ())] if answerable else [],
        "citations": _citations(one, paper) if answerable else [],
    }  # fmt: skip


def _citations(told: Json, paper: str) -> list[Json]:
    """Of a line or question, the words that decide it first; none where the paper is silent."""
    quotes = told["quotes"] if "quotes" in told else [told.get("quote")]
    return [{"file": paper, "record": None, "quote": quote} for quote in quotes if quote]


def _note(id: str, of: str, parent: str, message: str, at: str, files: list[Json]) -> Json:
    return {
        "id": id, "__typename": f"{of}Note", "createdBy": USER["id"], "parent": {"__typename": of, "id": parent},
        "message": message, "createdAt": at, "lastEditedAt": at, "pinned": False, "fileAttachments": files,
    }  # fmt: skip


def _rows(judged: Scores, answered: AnswerScores | None) -> dict[str, str]:
    shown = {
        "lines": str(len(judged.lines)), "verdicts right": f"{judged.verdicts:.1%}", "amounts right": f"{judged.amounts:.1%}",
        "wrongly called covered": str(judged.wrongly_covered), "wrongly called not covered": str(judged.wrongly_not_covered),
        "left unclear": str(judged.unclear),
    }  # fmt: skip
    if answered is None:
        return shown
    said = {name.replace("_", " "): value for name, value in answered.to_json().items() if name != "wrong"}
    return shown | {name: f"{value:.1%}" if isinstance(value, float) else str(value) for name, value in said.items()}


def _list(judged: Scores, answered: AnswerScores | None) -> None:
    for line in judged.to_json()["wrong"]:
        print(
            f"{line['job']} {line['line']} {line['name']}: {line['wanted']} given {line['given']}\n    {line['said']}"
        )
    for question in answered.to_json()["wrong"] if answered else ():
        print(f"{question['id']} {question['question']}\n    {question['why']}")


if __name__ == "__main__":
    main()
