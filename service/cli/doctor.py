"""`doctor`: checks the installation and says how to mend it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.app import AccountId, AsJson, cli, print_json

if TYPE_CHECKING:
    from service.doctor.finding import Reported

MARKS = {"ok": "ok", "warning": "WARN", "failed": "FAIL", "skipped": "-"}


@cli.command()
def doctor(
    account: AccountId = None,
    rehearse: Annotated[
        bool,
        typer.Option("--rehearse", help="Also put a made-up client through masking and indexing, and look for it."),
    ] = False,
    json: AsJson = False,
) -> None:
    """Check the installation; exits 1 where something failed."""
    from service.cli.desk import settings_for
    from service.doctor import examine
    from service.doctor.premises import Premises

    with closing(Premises(settings_for(account))) as premises:
        found = []
        for reported in examine(premises, rehearse=rehearse):
            found.append(reported)
            if not json:
                _show(reported)
    if json:
        print_json([reported.as_json() for reported in found])
    if any(reported.finding.state == "failed" for reported in found):
        raise typer.Exit(1)


def _show(reported: Reported) -> None:
    found = reported.finding
    print(f"{MARKS[found.state.value]:<4}  {reported.name}: {found.what}", flush=True)
    if found.mend is not None:
        print(f"      → {found.mend}", flush=True)
