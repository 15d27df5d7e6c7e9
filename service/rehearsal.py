"""Puts the account's canary through the whole pipeline, in an installation of its own that is gone afterwards.

Nothing of it touches the account: the scratch folder has its own key, database and index, and nobody is known there, so
that name, address, number and code have to be found by what they look like.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from anonymize.boundary import Scope
from anonymize.canary import Canary
from anonymize.leaks import find_leaks
from anonymize.master_key import new_master_key
from ingest.jobber.records import Note
from ingest.ledger import State
from service.app import App
from service.settings import Settings

ACCOUNT, CLIENT, RUN = "rehearsal", "rehearsal-client", "rehearsal-run"


@dataclass(frozen=True)
class Rehearsal:
    """`indexed` whether the canary's note came through; `leaks` in which files below the folder it stood in clear."""

    indexed: bool
    points: int
    leaks: tuple[str, ...]


def rehearse(settings: Settings, canary: Canary) -> Rehearsal:
    """Masks, seals and indexes the canary's note with the real models, then looks for it in what was written."""
    with _scratch(settings.data_dir / "tmp") as folder:
        with closing(App(_apart(settings, folder))) as app:
            note = Note("rehearsal-note", client_id=CLIENT, parent_id=CLIENT, message=canary.note)
            app.records.put(ACCOUNT, [note], run=RUN)
            sync = app.sync_of(ACCOUNT)
            states = [sync.process(RUN, id) for id in sync.plan(RUN, full=True, communications=False)]
            points = len(app.index.writing().point_ids(Scope(ACCOUNT)))
        leaks = {leak.path for leak in find_leaks(folder, canary.values)}
        return Rehearsal(states == [State.INDEXED], points, tuple(sorted(leaks)))


def _apart(settings: Settings, folder: Path) -> Settings:
    apart = {
        "data_dir": folder,
        "database_url": None,
        "qdrant_url": None,
        "account": None,
        "master_key": SecretStr(new_master_key()),
        "master_key_file": None,
        "erasure_register": folder / "erased",
    }
    return settings.model_copy(update=apart)


@contextmanager
def _scratch(parent: Path) -> Iterator[Path]:
    parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = Path(tempfile.mkdtemp(dir=parent, prefix="rehearsal-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
