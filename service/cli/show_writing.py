"""Rollout, lessons and the audit log as a person reads them in a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from service.extraction.report import words as plain

Json = dict[str, Any]


def show_rollout(policies: list[Json], out: Console) -> None:
    table = _table("action", "contracts", "mode", "alone up to", "agreements", "four eyes above")
    for policy in policies:
        table.add_row(
            policy["action"],
            "any" if policy["contract_type"] == "*" else policy["contract_type"],
            policy["mode"],
            policy["limit"],
            f"{policy['agreements']} of {policy['agreements_needed']}",
            policy["four_eyes_above"] or "never",
        )
    out.print(table)


def show_learned(lessons: list[Json], out: Console) -> None:
    table = _table("id", "learned", "field", "read", "use", "from")
    for each in lessons:
        read, use = escape(plain(each["read"])), escape(plain(each["use"])) or "nothing"
        table.add_row(each["id"], each["kind"], each["field"], read, use, each["learned_from"])
    out.print(table if lessons else "nothing was learned yet")


def show_events(events: list[Json], out: Console) -> None:
    for event in events:
        about = event["subject"] or event["about"] or ""
        out.print(f"{event['seq']:>6}  {event['at'][:19]}  [bold]{event['kind']}[/]  {event['actor']}  {escape(about)}")


def show_verdict(verdict: Json, out: Console) -> None:
    whole = verdict["whole"]
    out.print(f"{verdict['rows']} events, the last is {verdict['head']}")
    out.print("[green]The log is whole.[/]" if whole else "[red]The log is not whole:[/]")
    for fault in verdict["faults"]:
        out.print(f"  {escape(fault)}")


def _table(*headings: str) -> Table:
    table = Table(box=None)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
