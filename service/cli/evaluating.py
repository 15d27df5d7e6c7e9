"""`eval`: how well answers, verdicts, search, masking and fields do against labelled data."""

from __future__ import annotations

import typer

from service.cli.app import cli

evaluation = typer.Typer(help="Score the product against labelled data.", no_args_is_help=True)
cli.add_typer(evaluation, name="eval")
