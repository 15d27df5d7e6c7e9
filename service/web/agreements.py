"""Agreements: which hold and until when, and one with its terms, each linked to its words."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from service.auth.roles import Permission
from service.web.leafing import MOST_SHOWN, After, Leaf, Named
from service.web.visit import Visit, visiting

router = APIRouter(prefix="/agreements")
Reading = Annotated[Visit, visiting(Permission.SEE_DOCUMENTS)]
Json = dict[str, Any]
YEARS_SHOWN = timedelta(days=3 * 365)


@router.get("", response_class=HTMLResponse)
def agreements_page(visit: Reading, named: Named = "", after: After = 0) -> HTMLResponse:
    today = visit.desk.today
    shown, found = visit.desk.archive.contracts(today, named, MOST_SHOWN, after)
    for one in shown:
        one["bar"] = bar(one["from"], one["to"], today)
    return visit.page(
        "agreements.html",
        contracts=shown,
        leaf=Leaf("/agreements", found, after, len(shown), {"named": named}),
        named=named,
        not_ready=visit.not_ready,
    )


@router.get("/{document_id}", response_class=HTMLResponse)
def agreement_page(visit: Reading, document_id: str) -> HTMLResponse:
    today = visit.desk.today
    contract = visit.desk.archive.contract(document_id, today)
    contract["why"] = said_once(contract["terms"])
    return visit.page("agreement.html", contract=contract, bar=bar(contract["from"], contract["to"], today))


@router.get("/card/{client}", response_class=HTMLResponse)
def card_page(visit: Annotated[Visit, visiting(Permission.CHECK)], client: str) -> HTMLResponse:
    """What a technician needs to know before he starts, for his telephone."""
    card = visit.desk.card(client)
    return visit.page("card.html", card=card, name=card["client_name"])


def said_once(groups: dict[str, list[Json]]) -> str:
    """Why most of the terms apply, where two or more share it; it is taken out of what each of them says."""
    terms = [term for group in groups.values() for term in group]
    why, count = Counter(term["why"].partition("; ")[0] for term in terms).most_common(1)[0] if terms else ("", 0)
    if count < 2:
        return ""
    for term in terms:
        own, _, besides = term["why"].partition("; ")
        term["why"] = besides if own == why else term["why"]
    return why


def bar(first: str | None, last: str | None, today: date) -> Json:
    """Where an agreement lies in the three years around today, in hundredths of the drawn width."""
    begin, end = today - YEARS_SHOWN / 2, today + YEARS_SHOWN / 2

    def at(day: date) -> float:
        return round(100 * min(1.0, max(0.0, (day - begin) / (end - begin))), 1)

    left = at(date.fromisoformat(first)) if first else 0.0
    right = at(date.fromisoformat(last)) if last else 100.0
    return {
        "left": left,
        "width": max(right - left, 0.5),
        "today": at(today),
        "past": bool(last and date.fromisoformat(last) < today),
    }
