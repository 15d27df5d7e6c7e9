"""A database of workflows in which DBOS knows the queues: in an empty one it takes a second to find them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from service.workflows.durable import DurableWorkflows

FILE = "workflows.sqlite"


def database_with_queues(folder: Path) -> str:
    """The address of the one in this folder; what is there already stays."""
    if not (folder / FILE).exists():
        (folder / FILE).write_bytes(_launched_once())
    return f"sqlite:///{folder / FILE}"


@cache
def _launched_once() -> bytes:
    def nothing(*_: Any) -> Any:
        raise AssertionError("nothing runs here")

    with TemporaryDirectory() as folder:
        DurableWorkflows(
            f"sqlite:///{folder}/{FILE}",
            sync_of=nothing,
            executor_of=nothing,
            extraction_of=nothing,
            compile_documents=nothing,
            webhooks_of=nothing,
        ).close()
        return (Path(folder) / FILE).read_bytes()
