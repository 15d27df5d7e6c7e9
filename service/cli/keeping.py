"""`backup`, `restore` and `reindex`: keeping an installation, and making again what can be made again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.app import AsJson, cli, print_json

if TYPE_CHECKING:
    from service.app import App


@cli.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it; a .tar that is not there yet.")],
    json: AsJson = False,
) -> None:
    """Write all that cannot be made again into one sealed file; works beside whoever serves."""
    from service.app import App
    from service.keeping import back_up_to
    from service.settings import Settings

    app = App(Settings())
    try:
        made = back_up_to(app, file)
    finally:
        app.close()
    told = {"file": str(file), "rows": sum(made["rows"].values()), "originals": made["originals"]}
    if json:
        return print_json(told | {"masters": made["masters"]})
    print(f"{told['rows']} rows and {told['originals']} originals in {file}")
    print(f"It opens with the master key {' or '.join(made['masters'])} only: keep that somewhere else.")
    return None


@cli.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.", exists=True, dir_okay=False)],
    replace: Annotated[
        bool, typer.Option("--replace", help="Also where something stands already: it is lost.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Put a backup in place and make its index; who was erased stays erased."""
    from service.backup.reading import BackupFile
    from service.cli.desk import own_installation
    from service.keeping import restore_from

    with BackupFile(file) as opened, own_installation() as app:
        told = restore_from(app, opened, replace=replace)
    with own_installation() as app:
        documents = _reindexed(app, anew=True, quiet=json)
    if json:
        return print_json(told | {"indexed": documents})
    print(f"{told['rows']} rows and {told['originals']} originals of {told['made_at']}; {documents} documents indexed")
    print(f"erased again: {told['erased_again']}")
    for fault in told["audit_faults"]:
        print(f"not whole when it was backed up: {fault}")
    return None


@cli.command()
def reindex(
    anew: Annotated[bool, typer.Option("--all", help="Also what this generation of the index has already.")] = False,
    json: AsJson = False,
) -> None:
    """Make the index again from what SQL keeps, beside the old one, and switch to it; goes on where it was stopped."""
    from service.cli.desk import own_installation

    with own_installation() as app:
        written = _reindexed(app, anew=anew, quiet=json)
        generation, behind = app.index.active(), app.ledger.behind(app.index.wanted.name)
    if json:
        return print_json({"indexed": written, "generation": generation, "behind": behind})
    print(f"{written} documents indexed; generation {generation}")
    if behind:
        print(f"{behind} documents have to be read anew: run `fineprint sync`")
    return None


def _reindexed(app: App, *, anew: bool, quiet: bool) -> int:
    from rich.console import Console
    from rich.progress import track

    from service.keeping import reindex as reindexed

    steps = reindexed(app, anew=anew)
    console = Console(stderr=True)
    shown = steps if quiet or not console.is_terminal else track(steps, "documents", console=console, transient=True)
    return sum(shown)
