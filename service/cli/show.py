"""Answers, verdicts, fields, documents and proposals as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ingest.jobber.ids import record_name
from service.cli.app import print_json
from service.extraction.report import words as plain

Json = dict[str, Any]
T = TypeVar("T")


def tell(value: T, show: Callable[[T, Console], None], *, json: bool) -> None:
    """As one JSON document, or in words."""
    if json:
        print_json(value)
    else:
        show(value, console())


def console() -> Console:
    return Console(highlight=False, soft_wrap=True)


class Streamed:
    """An answer that a terminal shows while a language model writes it; one composed at once is shown at the end."""

    def __init__(self, out: Console) -> None:
        self._out, self._said = out, ""

    def take(self, piece: str) -> None:
        """Pieces are shown on a terminal only: what is piped gets the whole answer."""
        if self._out.is_terminal:
            self._out.print(escape(piece), end="")
            self._said += piece

    def close(self, answer: Json, out: Console) -> None:
        """What of the answer has not been shown yet, and its sources."""
        whole = answer["answer"]
        if self._said:
            out.print()
        if whole != self._said:
            out.print(escape(whole.removeprefix(self._said).strip()))
        show_sources(answer, out)


def show_answer(answer: Json, out: Console) -> None:
    out.print(escape(answer["answer"]))
    show_sources(answer, out)


def show_sources(answer: Json, out: Console) -> None:
    show_citations(answer["citations"], out)
    for note in answer["notes"]:
        out.print(f"[dim]{escape(note)}[/]")
    searched = answer["searched"]
    out.print(
        f"[dim]searched {searched['documents']} documents · {escape(str(searched['scope']))} · as of {answer['as_of']}[/]"
    )


def show_citations(citations: list[Json], out: Console) -> None:
    for citation in citations:
        out.print(f"  [bold]\\[{citation['n']}][/] {escape(where(citation))}")
        out.print(f"      [italic]“{escape(' '.join(citation['quote'].split()))}”[/]")


def where(citation: Json) -> str:
    """The source of a citation in words: file, page and section, or the record and its kind."""
    name = citation["file"] or _named(citation["record"])
    page = f", page {citation['page']}" if citation["page"] else ""
    section = f", {citation['section']}" if citation["section"] else ""
    return f"{name}{page}{section}"


def _named(record: Json) -> str:
    return record_name(record["type"], record["id"])


def show_fields(contract: Json, out: Console) -> None:
    table = Table(title=escape(contract["file"] or contract["document_id"]), title_justify="left", box=None)
    for heading in ("field", "value", "page", "quote"):
        table.add_column(heading, overflow="fold")
    for name, field in contract["fields"].items():
        mark = " [yellow](review)[/]" if field["needs_review"] else ""
        quote = " ".join(field["quote"].split())
        table.add_row(name, escape(plain(field["value"])) + mark, str(field["page"] or ""), escape(_short(quote)))
    out.print(table)


def show_extraction(run: Json, out: Console) -> None:
    for contract in run["contracts"]:
        show_fields(contract, out)
        show_writes(contract["writes"], out)
    counts = run["counts"]
    done = f"would propose {counts['writes']}" if run["dry_run"] else f"proposed {counts['proposed']}"
    out.print(f"\n{counts['contracts']} contracts read · {done} custom field values")
    if not run["dry_run"] and (held := counts["writes"] - counts["proposed"]):
        out.print(
            f"[yellow]![/] {held} custom field values differ from Jobber's and are not proposed, since an admin has not turned "
            "that on: `fineprint rollout set guided`"
        )
    for note in run["notes"]:
        out.print(f"[yellow]![/] {escape(note)}")


def show_writes(writes: list[Json], out: Console) -> None:
    for write in writes:
        before = plain(write["before"]) or "empty"
        out.print(
            f"  {write['target']['type']} {escape(write['target_name'])} · {escape(write['field'])}: "
            f"{escape(before)} → [bold]{escape(plain(write['after']))}[/]"
        )


def show_documents(documents: list[Json], out: Console) -> None:
    table = Table(box=None)
    for heading in ("state", "kind", "role", "document", "reason"):
        table.add_column(heading, overflow="fold")
    for document in documents:
        name = document["file"] or _named(document["record"])
        cells = (
            document["state"],
            document["kind"],
            document["role"] or "",
            name,
            document["reason"] or "; ".join(document["notices"]),
        )
        table.add_row(*(escape(cell) for cell in cells))
    out.print(table)


def show_proposals(proposals: list[Json], out: Console) -> None:
    for proposal in proposals:
        show_proposal(proposal, out)
    if not proposals:
        out.print("nothing waits")


def show_proposal(proposal: Json, out: Console) -> None:
    before, after = proposal["before"], proposal["after"]
    out.print(
        f"[bold]{proposal['id']}[/] {proposal['state']} · {proposal['action']} on {escape(_named(proposal['target']))}"
    )
    field = f"{after['label']}: " if isinstance(after, dict) and "label" in after else ""
    out.print(f"  {escape(field + _side(before))} → [bold]{escape(_side(after))}[/]")
    if proposal["first_approved_by"] and proposal["state"] == "pending":
        out.print(f"  approved by {proposal['first_approved_by']}; a second person has to approve it, too")
    if proposal["result"]:
        out.print(f"  {escape(proposal['result'])}")
    show_citations(proposal["evidence"], out)


def _side(value: Any) -> str:
    """What stands or will stand in Jobber: a field's value, or what a new thing is made of."""
    if not isinstance(value, dict):
        return plain(value) or "nothing"
    if "label" in value:
        return plain(value["value"]) or "nothing"
    parts = {name: plain(part) for name, part in value.items()}
    return ", ".join(f"{name.replace('_', ' ')}: {part}" for name, part in parts.items() if part)


def _short(text: str, limit: int = 110) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
