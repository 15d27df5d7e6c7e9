"""`agreements`: what applied to a client on a day, term by term, and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from service.auth.roles import Role
from service.cli.app import AccountId, AsJson, cli

if TYPE_CHECKING:
    from rich.console import Console

Json = dict[str, Any]


@cli.command()
def agreements(
    client: Annotated[str, typer.Argument(help="Client's id or name.")],
    place: Annotated[str | None, typer.Option("--property", help="At this property.")] = None,
    on: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="On this day; default today.")
    ] = None,
    as_role: Annotated[Role, typer.Option("--as", help="Role to answer for.")] = Role.STAFF,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """What was agreed with a client on a day: every term with its words, why it applied, and what was set aside."""
    from service.cli.desk import records_desk
    from service.cli.show import tell

    with records_desk(account, as_role) as desk:
        found = desk.archive.agreements_on(client, place, on.date() if on else desk.today)
    tell(found, _show, json=json)


def _show(found: list[Json], out: Console) -> None:
    from rich.markup import escape

    if not found:
        out.print("No agreement was in force.")
    for one in found:
        out.print(f"\n[bold]{escape(one['title'] or one['file'] or one['document_id'])}[/]  {_span(one)}")
        for kind, terms in one["terms"].items():
            out.print(f"\n[bold]{kind}[/]")
            for term in terms:
                _show_term(term, out)
        for term in one["set_aside"]:
            out.print("\n[dim]set aside[/]")
            _show_term(term, out)
        _show_twice(one["conflicts"], out)
        _show_doubts(one["doubts"], out)


def _show_term(term: Json, out: Console) -> None:
    from rich.markup import escape

    citation = term["citation"]
    if citation is None:
        return
    page = f", page {citation['page']}" if citation["page"] else ""
    out.print(f"  “{escape(' '.join(citation['quote'].split()))}”  [dim]{escape(citation['file'] or '')}{page}[/]")
    out.print(f"  [dim]{escape(term['why'])}[/]")
    if beside := [_named(each) for each in term.get("see_also", ())]:
        out.print(f"  [dim]see also {escape('; '.join(beside))}[/]")


def _named(beside: Json) -> str:
    """A clause by its number and the last part of its heading, and why it is to be seen."""
    heading = beside["heading"].split(" > ")[-1]
    return f"{' '.join(part for part in (beside['number'], heading) if part) or 'another clause'} ({beside['why']})"


def _show_twice(conflicts: list[Json], out: Console) -> None:
    """What the document says twice, and which of the two prevails where it tells that."""
    from rich.markup import escape

    for one in conflicts:
        shown = sorted((term for term in one["terms"] if term["citation"]), key=lambda term: term["prevails"])
        quotes = [_quoted(term["citation"]) for term in shown]
        if not one["settled"] and quotes:
            out.print(f"\n[yellow]![/] the document says {escape(' and '.join(quotes))}, and not which prevails")
        elif len(quotes) == len(one["terms"]) and one["resolved_by"]:
            by = _quoted(one["resolved_by"])
            out.print(f"\nthe document says {escape(' and '.join(quotes))}; the latter prevails: {escape(by)}")


def _show_doubts(doubts: list[Json], out: Console) -> None:
    """Fields for which another reading stands beside the value."""
    from rich.markup import escape

    for one in doubts:
        said = " or ".join(f"{_plain(each['value'])} ({_quoted(each['citation'])})" for each in one["readings"])
        out.print(f"\n[yellow]![/] {one['field'].replace('_', ' ')}: {escape(said)}; a person decides")


def _quoted(citation: Json) -> str:
    return f"“{' '.join(citation['quote'].split())}”"


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(str(each) for each in value.values())
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)


def _span(one: Json) -> str:
    return f"[dim]{one['from'] or '…'} to {one['to'] or 'no stated end'}[/]"
