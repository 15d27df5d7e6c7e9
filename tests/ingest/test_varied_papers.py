"""Papers as contractors really have them: flyers, forms with boxes to tick, tables with merged cells, typed and scanned."""

from __future__ import annotations

from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.platypus import Spacer, Table, TableStyle

from ingest.clauses import clause_text, split
from ingest.document_text import DocumentText
from ingest.pdf import read
from tests.ingest import papers


def headings(document: DocumentText) -> dict[str, tuple[str, ...]]:
    return {clause_text(document, clause): clause.heading for clause in split(document)}


def flyer(page: Any) -> None:
    """Light type on a dark band, and two plans side by side on cards."""
    page.setFillColor(colors.darkblue)
    page.rect(0, 680, 612, 112, stroke=0, fill=1)
    page.setFillColor(colors.white)
    page.setFont("Helvetica-Bold", 26)
    page.drawCentredString(306, 730, "Comfort Club Membership")
    plans = {50: ("SILVER", "One tune-up a year", "10% off repairs", "Priority calls", "$14 / month")}
    plans |= {320: ("GOLD", "Two tune-ups a year", "20% off repairs", "No overtime", "$24 / month")}
    for x, (name, *items, price) in plans.items():
        page.setFillColor(colors.HexColor("#eeeeee"))
        page.roundRect(x, 470, 240, 190, 8, stroke=0, fill=1)
        page.setFillColor(colors.black)
        page.setFont("Helvetica-Bold", 16)
        page.drawCentredString(x + 120, 630, name)
        page.setFont("Helvetica", 11)
        for at, item in enumerate(items):
            page.drawString(x + 20, 600 - 20 * at, f"• {item}")
        page.setFont("Helvetica-Bold", 14)
        page.drawCentredString(x + 120, 490, price)


def form(page: Any) -> None:
    page.setFont("Helvetica-Bold", 14)
    page.drawString(72, 740, "PEST CONTROL SERVICE AGREEMENT")
    page.setFont("Helvetica", 10)
    page.drawString(72, 710, "Customer: Ada Crane")
    page.drawString(330, 710, "Phone: 555-0100")
    page.drawString(72, 660, "Frequency (check one):")
    for at, (label, chosen) in enumerate({"Monthly": False, "Quarterly": True, "One time": False}.items()):
        _option(page, 190 + 90 * at, 660, label, chosen=chosen)
    page.drawString(72, 630, "Pests covered:")
    pests = {"Ants": True, "Roaches": True, "Termites": False, "Bed bugs": False, "Mice": True, "Wasps": True}
    for at, (label, chosen) in enumerate(pests.items()):
        _option(page, 72 + 150 * (at % 3), 610 - 18 * (at // 3), label, chosen=chosen)
    page.drawString(72, 560, "Price per visit: $95.00")
    page.drawString(330, 560, "Term: 12 months")


def _option(page: Any, x: float, y: float, label: str, *, chosen: bool) -> None:
    page.rect(x, y - 2, 9, 9)
    page.drawString(x + 13, y, label)
    if chosen:
        page.line(x, y - 2, x + 9, y + 7)
        page.line(x, y + 7, x + 9, y - 2)


def test_plans_side_by_side_on_a_flyer_are_read_one_after_the_other() -> None:
    found = headings(read(papers.drawn(flyer)))
    assert found["• 10% off repairs"] == ("Comfort Club Membership", "SILVER")
    assert found["$14 / month"] == ("Comfort Club Membership", "SILVER")
    assert found["$24 / month"] == ("Comfort Club Membership", "GOLD")


@pytest.mark.parametrize(
    "scanned", [None, (1.0, 150), (-1.5, 150), (0.5, 200)], ids=["typed", "askew", "askew the other way", "finer"]
)
def test_options_of_a_form_stay_with_what_is_asked(scanned: tuple[float, int] | None) -> None:
    pdf = papers.drawn(form)
    found = headings(read(papers.scanned(pdf, turn=scanned[0], dpi=scanned[1]) if scanned else pdf))
    assert "Frequency (check one): ☐ Monthly | ☒ Quarterly | ☐ One time" in found
    assert found["☒ Ants | ☒ Roaches | ☐ Termites"][-1] == "Pests covered:"
    assert found["☐ Bed bugs | ☒ Mice | ☒ Wasps"][-1] == "Pests covered:"
    assert "Pests covered:" not in found["Price per visit: $95.00 | Term: 12 months"]


def test_a_table_under_a_caption_keeps_its_header_and_its_groups() -> None:
    cells = [["Coverage Schedule", "", ""], ["Item", "Parts", "Labor"], ["HEATING", "", ""], ["Furnace", "Yes", "Yes"]]
    cells += [["COOLING", "", ""], ["Condenser", "Up to $500", "Yes"]]
    table = Table(cells, [150, 120, 120])
    spans = [("SPAN", (0, row), (2, row)) for row in (0, 2, 4)]
    bold = ("FONTNAME", (0, 0), (-1, 1), "Helvetica-Bold")
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), bold, *spans]))
    found = headings(read(papers.document([table])))
    assert found["Furnace | Yes | Yes"] == ("Item | Parts | Labor", "HEATING")
    assert found["Condenser | Up to $500 | Yes"] == ("Item | Parts | Labor", "COOLING")


def test_what_goes_on_beside_a_merged_cell_belongs_to_its_row() -> None:
    cells = [["Visit", "Month", "Tasks"], ["Spring", "April", "Clean coils,"], ["", "", "check the charge"]]
    table = Table([*cells, ["Fall", "October", "Inspect burner"]], [100, 100, 150])
    spans = [("SPAN", (0, 1), (0, 2)), ("SPAN", (1, 1), (1, 2))]
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), *spans]))
    story = [
        papers.text("Visits are made as follows:"),
        Spacer(1, 10),
        table,
        papers.text("All visits are on weekdays."),
    ]
    found = headings(read(papers.document(story)))
    header = ("Visits are made as follows:", "Visit | Month | Tasks")
    assert found["Spring | April | Clean coils, check the charge"] == header
    assert found["Fall | October | Inspect burner"] == header
    assert found["All visits are on weekdays."] == ()
