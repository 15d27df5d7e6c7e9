"""Whole runs over a real installation: what they propose, what they skip, and what one bad document does to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from anonymize.boundary import Scope
from ingest.jobber.records import Address, Client, CustomFieldConfiguration, CustomFieldValue, Property
from ingest.tables import page_texts
from service.approvals.proposal import Because
from service.approvals.rollout import Mode, Policy
from service.auth.roles import Principal, Role
from service.desk import Desk
from service.extraction.field_map import FieldMapFaulty
from service.extraction.fingerprints import same_until
from service.extraction.runs import DONE, PAUSED, RUNNING
from service.extraction.work import clients_with_contracts
from tests.fakes.branch import ACCOUNT, Branch, open_branch
from tests.fakes.contracts import PEST, POOL

WHOLE = Scope(ACCOUNT)
OKAFOR = Client(id="c-1", first_name="Denise", last_name="Okafor")
YOO = Client(id="c-3", first_name="Martin", last_name="Yoo")
FIELDS = (
    CustomFieldConfiguration("f-1", "Billing", "ALL_CLIENTS", "TEXT"),
    CustomFieldConfiguration("f-2", "Contract value", "ALL_CLIENTS", "NUMERIC", unit="$"),
    CustomFieldConfiguration("f-3", "Effective date", "ALL_CLIENTS", "TEXT"),
)


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    """Two clients with an agreement each, three custom fields, and everything proposed."""
    anchor = tmp_path / "anchor.json"
    with open_branch(tmp_path, audit_anchor=anchor) as branch:
        home = Property(id="p-1", client_id="c-1", address=Address(street1="88 Larch Court", city="Mesa"))
        branch.know(OKAFOR, YOO, home, *FIELDS)
        branch.file(OKAFOR, "okafor.pdf", PEST)
        branch.file(YOO, "pool.pdf", POOL)
        branch.queue.rollout.set(ACCOUNT, Policy("set_custom_field", mode=Mode.GUIDED), by="owner")
        yield branch


@pytest.fixture
def desk(branch: Branch) -> Desk:
    return branch.desk_for(Principal("ada", Role.MANAGER, WHOLE))


def test_a_run_reads_every_contract_and_proposes_what_jobber_lacks(branch: Branch, desk: Desk) -> None:
    run = desk.extract(None, dry_run=False)
    assert (run["state"], run["counts"]["contracts"], run["counts"]["waiting"]) == ("done", 2, 0)
    assert {contract["client_id"] for contract in run["contracts"]} == {"c-1", "c-3"}
    assert {contract["contract_type"] for contract in run["contracts"]} == {"pest", "pool"}
    assert run["counts"]["proposed"] == len(run["proposals"]) == run["counts"]["writes"] > 2
    proposals = branch.queue.list(WHOLE)
    assert {each.draft.target.id for each in proposals} == {"c-1", "c-3"}
    assert all(each.draft.evidence[0]["verified"] for each in proposals)
    assert desk.extraction(run["id"]) == run


def test_a_second_run_reads_nothing_that_did_not_change_and_shows_all_the_same(desk: Desk) -> None:
    first = desk.extract(None, dry_run=False)
    second = desk.extract(None, dry_run=False)
    assert (second["counts"]["unchanged"], second["counts"]["proposed"]) == (2, 0)
    assert second["contracts"] == first["contracts"]
    anew = desk.extract(None, dry_run=False, anew=True)
    assert (anew["counts"]["unchanged"], sorted(anew["proposals"])) == (0, sorted(first["proposals"]))


def test_a_client_whose_record_changed_is_read_again_and_nobody_else(branch: Branch, desk: Desk) -> None:
    desk.extract(None, dry_run=False)
    branch.records.put(
        ACCOUNT, [replace(YOO, custom_fields=(CustomFieldValue("f-3", "Effective date", "2020-01-01"),))], run="x"
    )
    run = desk.extract(None, dry_run=False)
    assert (run["counts"]["unchanged"], run["counts"]["clients"]) == (1, 2)
    proposals = [desk.proposal(id) for id in run["proposals"]]
    [changed] = [each for each in proposals if each["before"]["value"] == "2020-01-01"]
    assert changed["client_id"] == "c-3"


def test_a_contract_that_cannot_be_read_is_told_and_the_others_go_on(branch: Branch, desk: Desk) -> None:
    with branch.engine.begin() as connection:
        connection.execute(update(page_texts).where(page_texts.c.client_id == "c-3").values(sealed=b"garbage" * 9))
    run = desk.extract(None, dry_run=False)
    assert (run["state"], run["counts"]["failed"], run["counts"]["contracts"]) == ("done", 1, 1)
    assert [contract["client_id"] for contract in run["contracts"]] == ["c-1"]
    [note] = [note for note in run["notes"] if "could not be read" in note]
    assert "Tampered" in note
    assert {each.draft.client_id for each in branch.queue.list(WHOLE)} == {"c-1"}
    again = desk.extract(None, dry_run=False)
    assert (again["counts"]["unchanged"], again["counts"]["failed"]) == (1, 1)


def test_a_run_can_be_paused_and_goes_on_with_what_is_left(branch: Branch, desk: Desk) -> None:
    work, clients = branch.extraction_of(ACCOUNT), clients_with_contracts(branch.engine, WHOLE)
    id = branch.extractions.begin(ACCOUNT, clients, dry_run=False, sees_all=True, by="ada")
    waiting = work.plan(id)
    assert work.read(id, waiting[:1])
    assert desk.writing.pause(id)
    assert not work.read(id, waiting[1:])
    paused = branch.extractions.run(ACCOUNT, id)
    assert paused is not None
    assert (paused.state, branch.extractions.waiting(ACCOUNT, id)) == (PAUSED, waiting[1:])
    assert desk.writing.resume(id)
    found = desk.extraction(id)
    assert (found["state"], found["counts"]["waiting"], found["counts"]["contracts"]) == (DONE, 0, 2)
    assert not desk.writing.resume(id)


def test_a_step_that_a_crash_repeats_proposes_nothing_twice(branch: Branch) -> None:
    work, clients = branch.extraction_of(ACCOUNT), clients_with_contracts(branch.engine, WHOLE)
    id = branch.extractions.begin(ACCOUNT, clients, dry_run=False, sees_all=True, by="ada")
    waiting = work.plan(id)
    work.read(id, waiting)
    before = len(branch.queue.list(WHOLE))
    assert work.plan(id) == []
    assert work.read(id, waiting)
    found = branch.extractions.run(ACCOUNT, id)
    assert found is not None
    assert (found.state, len(branch.queue.list(WHOLE))) == (RUNNING, before)


def test_a_dry_run_proposes_nothing_and_a_real_one_after_it_does(branch: Branch, desk: Desk) -> None:
    dry = desk.extract(None, dry_run=True)
    assert (dry["counts"]["proposed"], branch.queue.list(WHOLE)) == (0, [])
    assert desk.extract(None, dry_run=False)["counts"]["proposed"] == dry["counts"]["writes"]


def test_read_only_reads_and_proposes_nothing(branch: Branch, desk: Desk) -> None:
    branch.queue.rollout.set(ACCOUNT, Policy("set_custom_field"), by="owner")
    run = desk.extract(None, dry_run=False)
    assert (run["counts"]["writes"] > 2, run["counts"]["proposed"]) == (True, 0)
    branch.queue.rollout.set(ACCOUNT, Policy("set_custom_field", contract_type="pest", mode=Mode.GUIDED), by="owner")
    assert {desk.proposal(id)["contract_type"] for id in desk.extract(None, dry_run=False)["proposals"]} == {"pest"}


def test_an_edited_map_is_used_and_one_that_no_longer_fits_stops_a_run_before_it_begins(
    branch: Branch, desk: Desk
) -> None:
    desk.writing.save_field_map("fields:\n  - {contract_field: effective_date, custom_field: Billing, of: clients}\n")
    run = desk.extract(None, dry_run=True)
    assert {write["field"] for contract in run["contracts"] for write in contract["writes"]} == {"Billing"}
    branch.records.put(ACCOUNT, [replace(FIELDS[0], archived=True)], run="x")
    with pytest.raises(FieldMapFaulty, match="archived"):
        desk.extract(None, dry_run=True)


def test_a_rejected_value_is_not_proposed_again_and_an_expired_one_is(branch: Branch, desk: Desk) -> None:
    first = [desk.proposal(id) for id in desk.extract(None, dry_run=False)["proposals"]]
    desk.reject(first[0]["id"], note="no", because=Because.WRONG_VALUE)
    rejected = (first[0]["target"], first[0]["after"])
    second = [desk.proposal(id) for id in desk.extract(None, dry_run=False)["proposals"]]
    assert rejected not in [(each["target"], each["after"]) for each in second]


def test_a_reader_narrowed_to_a_client_sees_its_part_of_a_run_alone(branch: Branch, desk: Desk) -> None:
    run = desk.extract(None, dry_run=False)
    narrow = branch.extractions.get(Scope(ACCOUNT, frozenset({"c-3"})), run["id"])
    assert narrow is not None
    assert [contract["client_id"] for contract in narrow["contracts"]] == ["c-3"]
    assert narrow["counts"]["clients"] == 1
    assert set(narrow["proposals"]) < set(run["proposals"])


def test_a_value_holds_until_the_next_day_that_the_agreement_speaks_of(branch: Branch) -> None:
    agreements = branch.agreements.of_client(WHOLE, "c-3")  # from May 1, 2026 to April 30, 2027
    assert same_until(agreements, date(2026, 4, 1)) == date(2026, 4, 30)
    assert same_until(agreements, date(2026, 8, 20)) == date(2027, 4, 29)
    assert same_until(agreements, date(2027, 6, 1)) is None
    assert same_until([], date(2026, 8, 20)) is None


def test_undoing_a_written_value_needs_something_to_go_back_to(desk: Desk) -> None:
    [id, *_] = desk.extract(None, dry_run=False)["proposals"]
    with pytest.raises(Exception, match="only what was written can be undone"):
        desk.undo(id)
