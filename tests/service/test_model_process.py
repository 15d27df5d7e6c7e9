"""The models in a child process give what they give here, and a child that dies is replaced."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from anonymize.detect import PresidioDetector
from retrieval.embed import SentenceTransformerEmbedder
from service.model_process import ModelProcess, RemoteEmbedder

TEXTS = ["Call Maria Gomez at 512-555-0199 before noon.", "Two tune-ups a year are included."]


@pytest.fixture(scope="module")
def models() -> Iterator[ModelProcess]:
    models = ModelProcess(None)
    yield models
    models.close()


def test_findings_and_vectors_are_those_of_this_process(models: ModelProcess) -> None:
    embedder = SentenceTransformerEmbedder.bundled()
    remote = RemoteEmbedder(embedder, models)
    assert models.find(TEXTS) == PresidioDetector().find(TEXTS)
    assert remote.embed(TEXTS) == embedder.embed(TEXTS)
    assert (remote.name, remote.dimension) == (embedder.name, embedder.dimension)


def test_a_child_that_was_killed_gets_a_successor(models: ModelProcess) -> None:
    before = models.find(TEXTS)
    first = models.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert models.find(TEXTS) == before
    assert models.process_id not in (None, first)


def test_a_child_yields_and_knows_no_secret(models: ModelProcess) -> None:
    models.find(TEXTS)
    assert models.process_id is not None
    assert os.getpriority(os.PRIO_PROCESS, models.process_id) >= 10
    environment = Path(f"/proc/{models.process_id}/environ")
    if environment.exists():
        assert b"FINEPRINT" not in environment.read_bytes()


def test_an_idle_child_ends_and_comes_back() -> None:
    models = ModelProcess(None, idle_seconds=0.2)
    found = models.find(TEXTS)
    deadline = time.monotonic() + 60
    while models.process_id is not None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert models.process_id is None
    assert models.find(TEXTS) == found
    models.close()


def test_a_fault_of_the_model_is_raised_here(tmp_path: Path) -> None:
    models = ModelProcess(tmp_path / "no-model")
    try:
        with pytest.raises(Exception, match=r"model\.safetensors"):
            models.embed(TEXTS)
    finally:
        models.close()


def test_the_child_ends_with_a_parent_that_is_killed() -> None:
    code = (
        "import os; from service.model_process import ModelProcess; models = ModelProcess(None); "
        "models.find(['x']); print(models.process_id, flush=True); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    child, deadline = int(killed.stdout), time.monotonic() + 60
    while _lives(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _lives(child)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"
