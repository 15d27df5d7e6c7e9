"""From a contract's words to a custom field in Jobber and back: each approved value written once, and a second run quiet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from anonymize.boundary import Scope
from ingest.jobber.client import JobberClient
from ingest.jobber.reader import JobberReader
from ingest.jobber.records import Client, CustomFieldConfiguration, Job, Property
from ingest.jobber.writer import JobberWriter
from service.approvals.actions import actions_of
from service.approvals.execution import Executor
from service.approvals.filters import Filter
from service.approvals.proposal import Irreversible
from service.approvals.rollout import Mode, Policy
from service.auth.roles import Principal, Role
from service.desk import Desk
from tests.fakes.account import Served, served, write_account
from tests.fakes.branch import ACCOUNT, Branch, open_branch
from tests.fakes.contracts import PEST

WHOLE = Scope(ACCOUNT)
MAP = """\
fields:
  - {contract_field: effective_date, custom_field: Renewal date, of: clients}
  - {contract_field: contract_value, custom_field: Contract value, of: clients}
"""


@dataclass
class Company:
    """A simulated Jobber account, and an installation that reads and writes it."""

    jobber: Served
    client: JobberClient
    branch: Branch

    def refresh(self) -> None:
        """What a sync would bring."""
        reader = JobberReader(self.client)
        for kind in (CustomFieldConfiguration, Client, Property, Job):
            self.branch.records.put(ACCOUNT, reader.page(kind).records, run="refresh")

    @property
    def desk(self) -> Desk:
        writer = JobberWriter(self.client, sleep=lambda _: None)
        executor = Executor(self.branch.queue, lambda: writer, actions_of(ACCOUNT, self.branch.records))
        principal = Principal("ada", Role.ADMIN, WHOLE)
        return self.branch.desk_for(principal, carry_out=lambda account, id: _done(executor.execute(account, id)))

    @property
    def journal(self) -> list[dict[str, Any]]:
        return self.jobber.simulator.journal.entries


def _done(_: object) -> None:
    """The desk looks for itself how it ended."""


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    with (
        served(write_account(tmp_path / "account")) as jobber,
        httpx.Client(timeout=20) as http,
        open_branch(tmp_path, audit_anchor=tmp_path / "anchor.json") as branch,
    ):
        company = Company(jobber, jobber.client(http), branch)
        company.refresh()
        [first, *_] = branch.records.all(WHOLE, Client)
        branch.file(first, "agreement.pdf", PEST)
        branch.queue.rollout.set(ACCOUNT, Policy("set_custom_field", mode=Mode.GUIDED), by="owner")
        company.desk.writing.save_field_map(MAP)
        yield company


def written(company: Company) -> list[tuple[str, Any]]:
    return [(change["field"], change["after"]) for entry in company.journal for change in entry["customFields"]]


def test_exactly_what_was_approved_stands_in_jobber_once_and_a_second_run_proposes_nothing(company: Company) -> None:
    run = company.desk.extract(None, dry_run=False)
    assert len(run["proposals"]) == 2
    assert company.journal == []
    done = company.desk.writing.approve_all(Filter(), count=2)
    assert [each["state"] for each in done] == ["done", "done"]
    assert sorted(written(company)) == [("Contract value", 129.0), ("Renewal date", "2026-03-15")]
    company.refresh()
    again = company.desk.extract(None, dry_run=False)
    assert (again["counts"]["unchanged"], again["counts"]["writes"], again["proposals"]) == (0, 0, [])
    assert len(company.journal) == 2
    assert company.branch.writing.audit.events(WHOLE, kind="proposal.done")
    assert company.desk.writing.verify_audit()["whole"] is True


def test_a_written_value_can_be_undone_once_and_is_not_proposed_again(company: Company) -> None:
    run = company.desk.extract(None, dry_run=False)
    shown = {company.desk.proposal(id)["after"]["label"]: company.desk.proposal(id) for id in run["proposals"]}
    renewal = shown["Renewal date"]
    assert renewal["before"]["value"] is not None
    company.desk.approve(renewal["id"])
    undo = company.desk.undo(renewal["id"], note="the old date was right")
    assert (undo["state"], undo["after"]["value"]) == ("done", renewal["before"]["value"])
    assert company.desk.proposal(renewal["id"])["undone_by"] == undo["id"]
    with pytest.raises(Irreversible, match="undoes this already"):
        company.desk.undo(renewal["id"])
    company.refresh()
    again = company.desk.extract(None, dry_run=False)
    assert renewal["after"] not in [company.desk.proposal(id)["after"] for id in again["proposals"]]
    assert len(company.journal) == 2


def test_a_field_that_was_empty_cannot_be_emptied_again(company: Company) -> None:
    run = company.desk.extract(None, dry_run=False)
    empty = [id for id in run["proposals"] if company.desk.proposal(id)["before"]["value"] is None]
    for id in empty:
        company.desk.approve(id)
        with pytest.raises(Irreversible, match="by hand"):
            company.desk.undo(id)
