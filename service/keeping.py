"""Backing up, restoring and reindexing an installation, put together from its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from anonymize.boundary import Scope
from service.app import App
from service.audit.anchor import Head
from service.audit.log import AuditLog
from service.audit.verify import verify_as_anchored
from service.backup.making import Kept, back_up
from service.backup.reading import BackupFile
from service.backup.restoring import join_register, restore_originals, restore_rows
from service.reindexing import Reindexing
from service.settings import Settings


def back_up_to(app: App, target: Path) -> dict[str, Any]:
    """Returns the manifest. Raises `BackupFailed`."""
    kept = Kept(app.originals.folder, app.erasure_register.path, app.audit.anchor_path)
    return back_up(app.engine, kept, _masters(app), target)


def restore_from(app: App, backup: BackupFile, *, replace: bool) -> dict[str, Any]:
    """Rows, originals and the register; then whoever was erased since is erased again. The index is left to `reindex`.

    The audit log goes on from its end in the backup, and says that it was put back, and what was wrong with it: in
    `audit_faults` stand the rows that were changed or cut off before the backup was made. Raises `BackupFailed`.
    """
    backup.check()
    joined = join_register(app.erasure_register, backup)
    rows = restore_rows(app.engine, backup, _masters(app), replace=replace)
    told: dict[str, Any] = {"rows": rows, "originals": restore_originals(app.originals.folder, backup)}
    app.index.forget()
    told |= {"made_at": backup.manifest["made_at"], "register_lines": joined}
    return told | _settled(app.settings, told["made_at"], backup.anchors())


def _settled(settings: Settings, made_at: str, anchors: Mapping[str, Head]) -> dict[str, Any]:
    """With nothing in memory of what stood there before: who is erased again, and whether the logs are whole."""
    app = App(settings)
    try:
        faults = [fault for account in app.tokens.accounts() for fault in _faults(app.audit, account, anchors)]
        erased = app.keep_erased()
        for account in app.tokens.accounts():
            wrong = f"; {len(faults)} faults in what was backed up" if faults else ""
            app.audit.anchor_anew(account, "owner", f"restored from the backup of {made_at}{wrong}")
        return {"erased_again": erased, "audit_faults": faults}
    finally:
        app.close()


def _faults(log: AuditLog, account: str, anchors: Mapping[str, Head]) -> Iterator[str]:
    for fault in verify_as_anchored(log, account, anchors.get(log.anchored_as(account))):
        yield f"audit log of {account}: {fault}"


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
    app.settle_index(made_again=True)


def _masters(app: App) -> list[str]:
    return [master.fingerprint for master in app.erasure_register.masters.all()]
