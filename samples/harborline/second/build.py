"""Writes the second sample account: account.json, files/, communications/ and gold.json, the same bytes each time."""

import json
import shutil
from pathlib import Path

import gold_coverage
import gold_fields
import gold_questions
import messages
import pdf_articles
import pdf_prose
import pdf_scan
import pdf_sheets
import pdf_tables
import people
import work
from clock import TODAY, ZONE
from layout import FILES
from notes import notes

HERE = Path(__file__).parent
DRAWERS = [
    pdf_prose.mondragon_letter, pdf_prose.barraza_understanding, pdf_prose.pool_old, pdf_prose.pool_new,
    pdf_articles.master_agreement, pdf_articles.amendment, pdf_tables.dental_rates, pdf_tables.landlord_plan,
    pdf_sheets.pest_flyer, pdf_sheets.plant_form, pdf_sheets.school_proposal, pdf_sheets.thermostat_manual,
    pdf_scan.scanned_memo,
]


def write_json(name: str, content: object) -> None:
    """Readable JSON with a fixed layout."""
    (HERE / name).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def build_files() -> None:
    """Draw every attachment afresh."""
    shutil.rmtree(FILES, ignore_errors=True)
    FILES.mkdir()
    for draw in DRAWERS:
        draw()
    (FILES / "west-unit.png").write_bytes(pdf_scan.site_photo())


def build_communications() -> None:
    """E-mails and the exported report."""
    folder = HERE / "communications"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in messages.emails().items():
        (folder / name).write_bytes(content)
    (folder / "client-communications.csv").write_text(messages.report(), encoding="utf-8", newline="")


def build_account() -> None:
    """All Jobber records."""
    visits, sheets = work.visits_and_sheets()
    write_json("account.json", {
        "account": people.ACCOUNT, "users": people.users(), "clients": people.clients(), "properties": people.properties(),
        "products": people.products(), "quotes": people.quotes(), "requests": people.requests(), "jobs": work.jobs(),
        "visits": visits, "timeSheetEntries": sheets, "expenses": work.expenses(), "invoices": work.invoices(visits),
        "notes": notes(), "customFieldConfigurations": people.custom_fields(), "tasks": people.tasks(),
    })


def main() -> None:
    """Build everything."""
    build_files()
    build_communications()
    build_account()
    write_json("gold.json", {
        "today": TODAY, "timezone": ZONE, "questions": gold_questions.questions(), "coverage": gold_coverage.coverage(),
        "fields": gold_fields.fields(),
    })
    print("wrote account.json, files/, communications/ and gold.json")


if __name__ == "__main__":
    main()
