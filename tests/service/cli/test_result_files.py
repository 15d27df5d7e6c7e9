from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from service.cli.result_files import check_all, write_run
from service.desk import Desk
from tests.fakes.desks import ReadyDesk


def judge(desk: ReadyDesk, output: Path | None, as_of: date | None = None) -> None:
    check_all(cast(Desk, desk), output, as_of=as_of)


def jobs(output: Path) -> list[str]:
    return named_in(output.read_text(encoding="utf-8"))


def named_in(lines: str) -> list[str]:
    return [json.loads(line)["job_id"] for line in lines.removesuffix("\n").split("\n")]


def test_every_job_is_a_line(tmp_path: Path) -> None:
    judge(ReadyDesk("job-1", "job-2"), tmp_path / "verdicts.jsonl")
    assert jobs(tmp_path / "verdicts.jsonl") == ["job-1", "job-2"]
    assert "“job-1”" in (tmp_path / "verdicts.jsonl").read_text(encoding="utf-8")


def test_without_a_file_the_lines_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    judge(ReadyDesk("job-1", "job-2"), None, as_of=date(2026, 11, 16))
    assert named_in(capsys.readouterr().out) == ["job-1", "job-2"]


def test_a_later_run_judges_only_what_is_missing(tmp_path: Path) -> None:
    judge(ReadyDesk("job-1"), tmp_path / "verdicts.jsonl")
    later = ReadyDesk("job-1", "job-2")
    judge(later, tmp_path / "verdicts.jsonl", as_of=date(2026, 11, 16))
    assert later.judged == [("job-2", date(2026, 11, 16))]
    assert jobs(tmp_path / "verdicts.jsonl") == ["job-1", "job-2"]


def test_a_line_that_a_crash_cut_short_is_judged_again(tmp_path: Path) -> None:
    output = tmp_path / "verdicts.jsonl"
    judge(ReadyDesk("job-1", "job-2"), output)
    output.write_text(output.read_text(encoding="utf-8")[:-9], encoding="utf-8")
    judge(ReadyDesk("job-1", "job-2"), output)
    assert jobs(output) == ["job-1", "job-2"]


def test_fields_are_one_row_each(tmp_path: Path) -> None:
    field = {
        "value": {"count": 2, "per": "year"},
        "quote": "two\nvisits",
        "page": 3,
        "confidence": 0.9,
        "needs_review": True,
    }
    contract = {
        "file": "a.pdf",
        "document_id": "doc-1",
        "client_id": "client-1",
        "contract_type": "hvac",
        "fields": {"included_visits": field},
    }
    write_run(tmp_path / "fields.csv", {"contracts": [contract]})
    with (tmp_path / "fields.csv").open(newline="", encoding="utf-8") as file:
        [row] = csv.DictReader(file)
    assert row == {
        "file": "a.pdf",
        "document_id": "doc-1",
        "client_id": "client-1",
        "contract_type": "hvac",
        "field": "included_visits",
        "value": "2 year",
        "quote": "two visits",
        "page": "3",
        "confidence": "0.9",
        "review": "yes",
    }
