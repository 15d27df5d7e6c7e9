"""The command group and what all commands share: settings, output as text or JSON, progress on stderr."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

cli = typer.Typer(
    name="fineprint",
    help="Answers what a service agreement says, cited, for companies that run on Jobber.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
AccountId = Annotated[str | None, typer.Option("--account", help="Jobber account id, where several are connected.")]


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_line(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)
