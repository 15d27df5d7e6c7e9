"""Write the Harborline sample account: ``python samples/harborline/build.py``."""

from __future__ import annotations

import json

import notes
import people
import work
from common import HERE, TODAY, ZONE, Record
from gold_coverage import coverage
from gold_fields import fields
from gold_questions import questions
from mail import write_communications
from papers import write_papers


def write_json(name: str, content: object) -> None:
    """Write readable JSON."""
    (HERE / name).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def account() -> Record:
    """Collect all records of the account."""
    return {
        "account": people.ACCOUNT,
        "users": people.users(),
        "clients": people.clients(),
        "properties": people.properties(),
        "products": people.products(),
        "quotes": work.quotes(),
        "requests": work.requests(),
        "jobs": work.jobs(),
        "visits": work.visits(),
        "timeSheetEntries": work.time_sheets(),
        "expenses": work.expenses(),
        "invoices": work.invoices(),
        "notes": notes.notes(HERE / "files"),
        "customFieldConfigurations": people.configurations(),
        "tasks": work.tasks(),
    }


def gold() -> Record:
    """Collect what right answers are."""
    return {
        "today": TODAY,
        "timezone": ZONE.key,
        "questions": questions(),
        "coverage": coverage(),
        "fields": fields(),
    }


def main() -> None:
    """Write attachments, communications, account and gold."""
    write_papers(HERE / "files")
    write_communications(HERE / "communications")
    write_json("account.json", account())
    write_json("gold.json", gold())


if __name__ == "__main__":
    main()
