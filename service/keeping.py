"""Backing up, restoring and reindexing an installation, put together from its parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from anonymize.boundary import Scope
from service.app import App
from service.backup.making import back_up
from service.backup.reading import BackupFile
from service.backup.restoring import join_register, restore_originals, restore_rows
from service.reindexing import Reindexing
from service.settings import Settings


def back_up_to(app: App, target: Path) -> dict[str, Any]:
    """Returns the manifest. Raises `BackupFailed`."""
    return back_up(app.engine, app.originals.folder, app.erasure_register.path, _masters(app), target)


def restore_from(app: App, backup: BackupFile, *, replace: bool) -> dict[str, Any]:
    """Rows, originals and the register; then whoever was erased since is erased again. The index is left to `reindex`.

    The audit log goes on from its end in the backup, and says that it was put back. Raises `BackupFailed`.
    """
    backup.check()
    joined = join_register(app.erasure_register, backup)
    rows = restore_rows(app.engine, backup, _masters(app), replace=replace)
    told: dict[str, Any] = {"rows": rows, "originals": restore_originals(app.originals.folder, backup)}
    app.index.forget()
    told |= {"made_at": backup.manifest["made_at"], "register_lines": joined}
    return told | {"erased_again": _settled(app.settings, told["made_at"])}


def _settled(settings: Settings, made_at: str) -> int:
    """With nothing in memory of what stood there before; returns how many clients were erased again."""
    app = App(settings)
    try:
        erased = app.keep_erased()
        for account in app.tokens.accounts():
            app.audit.anchor_anew(account, "owner", f"restored from the backup of {made_at}")
        return erased
    finally:
        app.close()


def reindex(app: App, *, anew: bool) -> Iterator[bool]:
    """Yields for each live document whether it was written; ends by switching to the finished generation."""
    pipelines = {account: app.pipeline(account) for account in app.tokens.accounts()}
    index = app.index.writing()
    yield from Reindexing(
        app.ledger,
        app.pages,
        pipelines.__getitem__,
        lambda document: len(index.point_ids(Scope(document.account), document.id)),
        app.compiler.compile,
    ).run(pipelines, anew=anew)
    app.settle_index()


def _masters(app: App) -> list[str]:
    return [master.fingerprint for master in app.erasure_register.masters.all()]
