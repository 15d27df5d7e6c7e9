"""Nothing personal stands in clear below the data folder, however it is written, after everything was done once."""

from __future__ import annotations

import base64
import gzip
import json
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from anonymize.boundary import Scope
from anonymize.leaks import digest_of, find_leaks
from tests.e2e.conftest import Synced
from tests.e2e.installation import HARBORLINE, Installation, simulated, stopped_after, wait_until
from tests.e2e.personal import personal_values

CANARY = "Wilhelmina Featherstonehaugh"
QUESTIONS = (
    "Did Walter Lindgren ever OK the Garfield water heater, and how much?",
    "What is the gate code at Harold Tveit's?",
    "Who may approve work for eleanor.obrien@example.com at 418 Tamarack Lane?",
)
LONG_ENOUGH = 40  # characters from which a line of a contract is nobody else's


@pytest.fixture(scope="module")
def worked_with(synced: Synced, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Asked, checked, extracted, approved and rejected, by a service that is still running."""
    with simulated(HARBORLINE) as jobber:
        own = synced.installation.copy(tmp_path_factory.mktemp("worked") / "with", jobber)
        yield from _worked_with(own)


def _worked_with(own: Installation) -> Iterator[Installation]:
    with stopped_after(own.start("serve", "--port", "0")) as serving:
        wait_until(lambda: (own.data / "owner.json").exists(), serving)
        answers = [own.json("ask", question) for question in QUESTIONS]
        assert any(answer["citations"] for answer in answers)
        for job in ("1004", "1014", "1046"):
            own.run("check", job)
        first, second, *_ = own.json("extract")["proposals"]
        assert [done["state"] for done in own.json("approvals", "approve", first)] == ["done"]
        own.run("approvals", "reject", second, "--reason", "Eleanor O'Brien called 218-555-0142, she is against it")
        assert own.json("sync")["changed"] >= 0
        yield own


def test_no_file_below_the_data_folder_holds_a_personal_value(worked_with: Installation) -> None:
    values = personal_values()
    assert len(values) > 90
    assert any(path.name.endswith("-wal") for path in worked_with.data.iterdir()), "the log is looked through as well"
    assert find_leaks(worked_with.data, values) == []


def test_no_log_and_no_workflow_row_holds_words_of_a_contract_or_a_note(worked_with: Installation) -> None:
    lines = _lines_of_documents(worked_with)
    assert len(lines) > 300
    told = worked_with.folder / "told"
    told.mkdir()
    shutil.copy(worked_with.folder / "stderr.txt", told)
    for path in worked_with.data.glob("workflows.sqlite*"):
        (told / path.name).write_bytes(path.read_bytes())
    assert (told / "workflows.sqlite").stat().st_size > 0
    assert find_leaks(told, lines | personal_values()) == []


def _lines_of_documents(installation: Installation) -> set[str]:
    """What every document says, raw and masked, line by line."""
    with installation.opened() as app:
        scope = Scope(app.account())
        documents = [document.id for document in app.ledger.documents(scope)]
        raw = [text.text for id in documents if (text := app.pages.get(scope, id))]
        masked = [kept.clause.text.text for id in documents for kept in app.ledger.clauses(scope, id)]
    lines = {line.strip() for text in (*raw, *masked) for line in text.splitlines()}
    return {line for line in lines if len(line) >= LONG_ENOUGH}


def _in_sqlite(path: Path, value: str) -> None:
    """In the middle of a cell so long that it is scattered over the pages of the file."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE kept (cell BLOB)")
        connection.execute("INSERT INTO kept VALUES (?)", (f"{'x' * 5000}{value}{'y' * 5000}",))
    connection.close()


def _in_zip(path: Path, value: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.txt", value)


WRITINGS: dict[str, Callable[[Path, str], object]] = {
    "plain": lambda path, value: path.write_text(f"for {value}, thanks"),
    "upper case": lambda path, value: path.write_text(value.upper()),
    "UTF-16": lambda path, value: path.write_bytes(value.encode("utf-16")),
    "JSON": lambda path, value: path.write_text("".join(f"\\u{ord(char):04x}" for char in value)),
    "percent": lambda path, value: path.write_text("".join(f"%{ord(char):02X}" for char in value)),
    "base64": lambda path, value: path.write_bytes(base64.b64encode(f"to {value}.".encode())),
    "hex": lambda path, value: path.write_text(value.encode().hex()),
    "zlib": lambda path, value: path.write_bytes(b"\0\0" + zlib.compress(value.encode())),
    "gzip": lambda path, value: path.write_bytes(gzip.compress(json.dumps({"name": value}).encode())),
    "zip": _in_zip,
    "SQLite": _in_sqlite,
}


def test_a_name_written_in_clear_would_be_found_in_whatever_writing(synced: Synced, tmp_path: Path) -> None:
    data = synced.installation.copy(tmp_path / "copy").data
    planted = {name: data / "tmp" / f"canary {number}" for number, name in enumerate(WRITINGS)}
    for name, path in planted.items():
        WRITINGS[name](path, CANARY)
    found = {leak.path for leak in find_leaks(data, [CANARY])}
    assert found == {str(path.relative_to(data)) for path in planted.values()}


def test_the_sample_really_holds_what_is_looked_for(tmp_path: Path) -> None:
    """The same scan over the account's own files finds the values: it looks, and they are the right ones."""
    shutil.copy(HARBORLINE / "account.json", tmp_path)
    shutil.copytree(HARBORLINE / "communications", tmp_path / "communications")
    values = personal_values()
    found = {leak.value_digest for leak in find_leaks(tmp_path, values)}
    assert [value for value in values if digest_of(value) not in found] == []
