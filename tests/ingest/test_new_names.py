"""When the account learns a name, the documents that hold it are masked anew, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from anonymize.keys import Keyring
from ingest.jobber.records import Address, Client, Property, Record, User
from tests.fakes.jobber import JobberInMemory
from tests.fakes.workplace import Workplace, workplace
from tests.ingest.test_sync import ACCOUNT, GATE, GATE_ID, ROSA, TERMS

HOME = Property("property-9", client_id="client-1", address=Address("12 Elm St", "Apt 4", "Duluth", "MN", "55801"))


@pytest.fixture
def work(engine: Engine, keyring: Keyring, tmp_path: Path) -> Iterator[Workplace]:
    with workplace(JobberInMemory(*ACCOUNT, files={"file-1": TERMS}), engine, keyring, tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("words", "learned"),
    [
        ("Otto Ruisdael has the key", Client("client-9", first_name="Otto", last_name="Ruisdael")),
        ("ring at #4, then wait", HOME),
        ("apt 4 is upstairs", HOME),
        ("roslyn lets us in", replace(ROSA, first_name="Roslyn")),
        ("permit is for 55801", HOME),
    ],
)
def test_a_note_that_holds_a_new_name_is_masked_anew(work: Workplace, words: str, learned: Record) -> None:
    work.jobber.keep(replace(GATE, message=words))
    work.run("run-1")
    assert work.words(GATE_ID) == words
    work.jobber.keep(learned)
    assert GATE_ID in work.plan("run-2")
    work.sync.process("run-2", GATE_ID)
    work.sync.finish("run-2")
    assert "<" in work.words(GATE_ID)
    assert work.plan("run-3") == []


@pytest.mark.parametrize(
    ("words", "learned"),
    [
        ("Otto Ruisdael has the key", Client("client-9", first_name="Otto", last_name="Ruisdael")),
        ("apt 4 is upstairs", HOME),
        ("Otto Ruisdael has the key", User("user-9", first="Otto", last="Ruisdael")),
    ],
)
def test_a_name_that_a_webhook_brings_is_masked_at_once(work: Workplace, words: str, learned: Record) -> None:
    work.jobber.keep(replace(GATE, message=words))
    work.run("run-1")
    work.jobber.keep(learned)
    items = [(learned.type_name, learned.id)]
    assert GATE_ID in work.sync.refetch("hook-1", items)
    work.sync.process("hook-1", GATE_ID)
    assert "<" in work.words(GATE_ID)
    assert work.sync.refetch("hook-2", items) == []


def test_a_webhook_that_changes_no_name_masks_nothing_anew(work: Workplace) -> None:
    work.run("run-1")
    work.jobber.keep(replace(GATE, message="Ring three times"))
    assert work.sync.refetch("hook-1", [("Client", "client-1"), ("Job", "job-1")]) == [GATE_ID]


def test_a_new_name_that_no_document_holds_makes_no_work(work: Workplace) -> None:
    work.run("run-1")
    work.jobber.keep(Client("client-9", first_name="Otto", last_name="Ruisdael"))
    assert work.plan("run-2") == []


def test_a_name_that_is_gone_from_the_account_stays_masked(work: Workplace) -> None:
    work.jobber.keep(replace(GATE, message="Ask Kurt Okonkwo next door"))
    work.run("run-1")
    masked = work.words(GATE_ID)
    assert "Okonkwo" not in masked
    work.jobber.drop("client-2")
    assert GATE_ID not in work.plan("run-2")
    assert work.words(GATE_ID) == masked
