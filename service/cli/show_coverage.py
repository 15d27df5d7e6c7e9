"""Verdicts, cards and explanations as a person reads them in a terminal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.markup import escape

from service.cli.show import show_citations, show_proposal, where
from service.cli.show_writing import show_events
from service.coverage.verdict import Verdict

Json = dict[str, Any]

COLOURS = {
    Verdict.COVERED: "green",
    Verdict.PARTIALLY_COVERED: "yellow",
    Verdict.NOT_COVERED: "red",
    Verdict.NEEDS_APPROVAL: "magenta",
    Verdict.NO_AGREEMENT: "red",
    Verdict.UNCLEAR: "cyan",
}
MOST_CITED = 3
PARTS = {
    "covered": "Covered",
    "limits": "Limits, and what is left",
    "not_covered": "Not covered",
    "billable": "Billable at",
    "hours": "Hours",
    "call_the_manager": "Call the manager",
}


def show_coverage(coverage: Json, out: Console) -> None:
    out.print(f"[bold]{escape(coverage['summary'])}[/]  [dim]as of {coverage['as_of']} · {coverage['id']}[/]")
    for warning in coverage["warnings"]:
        out.print(f"[yellow]![/] {escape(warning)}")
    for line in coverage["lines"]:
        out.print(f"\n• {escape(line['name'])}  {_money(line['list_amount'])}  {_verdict(line)}{_pays(line)}")
        out.print(f"  {escape(line['reason'])}")
        if line["what_if"]:
            out.print(f"  [dim]{escape(line['what_if'])}[/]")
        _show_first(line["citations"], coverage["id"], out)
    for noted in coverage["work_in_notes"]:
        out.print(f"\n• [italic]in the notes, on no line:[/] {escape(noted['name'])}  {_verdict(noted)}")
        out.print(f"  {escape(noted['reason'])}")
        _show_first(noted["citations"], coverage["id"], out)


def _show_first(citations: list[Json], id: str, out: Console) -> None:
    """The clauses that decided; what they lean on stands in the explanation."""
    show_citations(citations[:MOST_CITED], out)
    if (more := len(citations) - MOST_CITED) > 0:
        out.print(f"  [dim]and {more} more it leans on: fineprint audit explain {id}[/]")


def show_card(card: Json, out: Console) -> None:
    out.print(f"[bold]{escape(card['client_name'] or card['client_id'])}[/]  [dim]as of {card['as_of']}[/]")
    for warning in card["warnings"]:
        out.print(f"[yellow]![/] {escape(warning)}")
    if not card["agreements"]:
        out.print("No agreement is in force: all work is billable at list.")
    for agreement in card["agreements"]:
        out.print(
            f"\n[bold]{escape(agreement['title'] or agreement['document_id'])}[/]  {_span(agreement['in_force'])}"
        )
        for part, title in PARTS.items():
            _show_rows(title, agreement[part], out)


def show_explained(decision: Json, out: Console) -> None:
    """A decision with the way to it: each line's steps, facts, and the clauses that were set aside."""
    if decision["kind"] == "write":
        show_proposal(decision["proposal"], out)
        show_events(decision["events"], out)
        return
    kept = decision["decision"]
    out.print(f"[bold]{decision['kind']} {decision['id']}[/]  [dim]made {decision['made_at']}[/]")
    if decision["kind"] == "coverage":
        show_coverage(kept, out)
        for line in kept["lines"]:
            _show_way(line, out)
            show_citations(line["citations"][MOST_CITED:], out)
        _show_inputs(kept["inputs"], out)
    else:
        out.print(escape(str(kept.get("answer", ""))))
        show_citations(kept.get("citations", []), out)
    same = {True: "[green]replayed, the same bytes[/]", False: "[red]replayed, NOT the same[/]"}
    out.print(f"\n{same.get(decision['replay']['same'], 'not replayed')}: {escape(decision['replay']['why'])}")


def _show_way(line: Json, out: Console) -> None:
    out.print(f"\n[bold]How “{escape(line['name'])}” came about[/]  [dim]confidence {line['confidence']}[/]")
    if line["match"]:
        out.print(f"  matched ({line['match']['kind']}, {line['match']['score']}): {escape(line['match']['why'])}")
    for fact in line["facts"]:
        source = f"  [dim]{escape(where(fact['source']))}[/]" if fact["source"] else ""
        out.print(f"  fact: {escape(fact['value'])}{source}")
    for rule in line["rules"]:
        out.print(f"  rule ({rule['kind']}): {escape(rule['summary'])}")
    for step in line["steps"]:
        out.print(f"  {escape(step['what'])}: {escape(step['calculation'])} = {_money(step['amount'])}")
    for one in line["considered"]:
        out.print(f"  set aside: “{escape(' '.join(one['quote'].split()))}”, because {escape(one['why'])}")
    if line["question"]:
        out.print(f"  to ask: {escape(line['question'])}")


def _show_inputs(inputs: Json, out: Console) -> None:
    out.print(
        f"\n[dim]engine {inputs['engine']} · vocabulary {inputs['vocabulary'][:12]} · work {inputs['work'][:12]}[/]"
    )
    for document, found in inputs["agreements"].items():
        out.print(f"[dim]agreement {document} {found[:12]}[/]")


def _show_rows(title: str, rows: list[Json], out: Console) -> None:
    if rows:
        out.print(f"  [bold]{title}[/]")
    for row in rows:
        left = f"  [green]{escape(row['left'])} left[/]" if row["left"] else ""
        until = f" [dim]until {row['until']}[/]" if row["until"] else ""
        source = f"  [dim]{escape(where(row['citation'] | {'section': ''}))}[/]" if row["citation"] else ""
        out.print(f"    · {escape(' '.join(row['text'].split()))}{left}{until}{source}")


def _span(days: list[str | None]) -> str:
    return f"[dim]{days[0] or 'no first day'} to {days[1] or 'no last day'}[/]"


def _verdict(one: Json) -> str:
    verdict = Verdict(one["verdict"])
    return f"[{COLOURS[verdict]}]{verdict.said}[/]"


def _pays(line: Json) -> str:
    if line["customer_pays"] is not None:
        return f" · customer pays {_money(line['customer_pays'])}"
    if line["if_approved_customer_pays"] is not None:
        return f" · if approved the customer pays {_money(line['if_approved_customer_pays'])}"
    return ""


def _money(money: Json) -> str:
    sign = "$" if money["currency"] == "USD" else f"{money['currency']} "
    return f"{sign}{Decimal(money['amount']):,}"
