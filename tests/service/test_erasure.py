"""Forgetting a client in a real database and index: what goes, what stays, and what brings nobody back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from anonymize.boundary import Scope
from anonymize.erasure_register import ErasureRegister
from anonymize.keys import Keyring
from anonymize.master_key import MasterKeys
from anonymize.pseudonyms import PSEUDONYM
from anonymize.vault import Vault
from ingest.jobber.records import Client, Job, Note
from ingest.ledger import Ledger
from ingest.originals import Originals
from ingest.records import Records
from service.approvals.proposal import Because
from service.audit.verify import verify as verify_log
from service.decisions import Decisions
from service.erasure.certificate import NotACertificate, Notary, parse, readable, verify
from service.erasure.erase import AccountErasure, Parts
from service.erasure.rows import ClientRows
from service.extraction.runs import ExtractionRuns, Part
from service.reviews import Reviews, Verdict
from service.store.sealed_json import SealedJson
from tests.fakes.auditing import audit_of, queue_of
from tests.fakes.databases import MASTER, everything_stored, keyring_of
from tests.fakes.office import ACCOUNT, SEAL, Office
from tests.fakes.proposals import draft

OBRIEN = Client(id="client-1", first_name="Maeve", last_name="O'Brien", emails=("maeve.obrien@example.com",))
ROSSI = Client(id="client-2", first_name="Marco", last_name="Rossi")
CONTRACT = """Service Agreement

1. Coverage. Two tune-ups a year for Maeve O'Brien are included, with filters and belts as needed.

2. Approval. Parts above $150.00 need the written approval of Maeve O'Brien before the work is begun.
"""
EVERYTHING = Scope(ACCOUNT)


@dataclass
class NoRuns:
    """A history of workflows that is kept in memory: `kept` are their cells."""

    kept: list[str] = field(default_factory=list)

    def wait_until_idle(self) -> None:
        """Nothing runs here."""

    def forget(self, mentions: Callable[[str], bool]) -> int:
        before = len(self.kept)
        self.kept = [cell for cell in self.kept if not mentions(cell)]
        return before - len(self.kept)

    def compact(self) -> None:
        """Nothing lies in a file."""


@dataclass
class Place:
    office: Office
    register: ErasureRegister
    history: NoRuns
    contract: str
    names_forgotten: list[str]
    run: str = ""

    @property
    def keyring(self) -> Keyring:
        return Keyring(self.office.engine, MASTER, erased=self.register.holds, cache_seconds=0)

    def erasure(self) -> AccountErasure:
        engine, keyring = self.office.engine, self.keyring
        sealed = SealedJson(keyring)
        parts = Parts(
            engine=engine,
            data_dir=self.office.folder,
            keyring=keyring,
            register=self.register,
            records=Records(engine, keyring),
            ledger=Ledger(engine, keyring, lambda _: SEAL),
            originals=Originals(self.office.folder / "originals", keyring),
            decisions=Decisions(engine, sealed),
            reviews=Reviews(engine, sealed, audit_of(engine, keyring)),
            vault=lambda account: Vault(engine, keyring, account),
            indexes=lambda: [self.office.index],
            history=self.history,
            forget_names=self.names_forgotten.append,
        )
        return AccountErasure(parts, ACCOUNT)


@pytest.fixture
def place(engine: Engine, tmp_path: Path) -> Iterator[Place]:
    office = Office(engine, tmp_path, (OBRIEN, ROSSI, Job(id="job-1", client_id="client-1", title="No heat")))
    contract = office.file(OBRIEN, "agreement.pdf", CONTRACT)
    office.file(ROSSI, "rossi.pdf", CONTRACT.replace("Maeve O'Brien", "Marco Rossi"))
    office.note(OBRIEN, "note-1", "Mrs O'Brien wants us after five, the compressor rattles in the evening hours.")
    office.note(ROSSI, "note-2", "Marco Rossi is the neighbour of Maeve O'Brien and has her keys over the winter.")
    originals = Originals(tmp_path / "originals", keyring_of(engine))
    originals.put(contract, b"%PDF Maeve O'Brien", account=ACCOUNT, client_id="client-1")
    register = ErasureRegister(tmp_path.parent / f"{tmp_path.name}-config" / "erasures.jsonl", MasterKeys.only(MASTER))
    history = NoRuns(["sync of everybody", f'["{contract}"]', "Client client-1 cursor", "Client client-10 cursor"])
    yield Place(office, register, history, contract, [])
    office.close()


def runs_of(place: Place) -> ExtractionRuns:
    engine, keyring = place.office.engine, place.keyring
    return ExtractionRuns(engine, SealedJson(keyring), audit_of(engine, keyring))


def reviews_of(place: Place) -> Reviews:
    engine, keyring = place.office.engine, place.keyring
    return Reviews(engine, SealedJson(keyring), audit_of(engine, keyring))


def decided(place: Place) -> tuple[str, str]:
    """An answer about both clients, and one about Rossi alone."""
    sealed = SealedJson(place.keyring)
    kept = Decisions(place.office.engine, sealed)
    citation = {"document_id": place.contract}
    for id, citations in (("ans_both", [citation]), ("ans_rossi", [])):
        kept.keep(ACCOUNT, "answer", id, {"question": "?", "citations": citations}, client_id=None)
    reviews = reviews_of(place)
    for answer, note, by in (("ans_both", "", "ada"), ("ans_rossi", "as client-1", "ada"), ("ans_rossi", "", "bea")):
        reviews.give(ACCOUNT, answer, Verdict.BAD, note, by=by, client_id=None)
    reviews.give(ACCOUNT, "ans_own", Verdict.GOOD, "", by="ada", client_id="client-1")
    runs, notes = (
        runs_of(place),
        {"client-1": "Maeve O'Brien: two agreements", "client-2": "Marco Rossi: no field fits"},
    )
    place.run = runs.begin(ACCOUNT, notes, dry_run=False, sees_all=True, by="owner")
    contract = {"document_id": place.contract, "client_id": "client-1", "fields": {}}
    for client, note in notes.items():
        runs.keep(ACCOUNT, place.run, client, Part([contract] if client == "client-1" else [], notes=[note]), None)
    return "ans_both", "ans_rossi"


def test_everything_of_the_client_goes_and_the_certificate_says_so(place: Place) -> None:
    both, rossi = decided(place)
    erasure = place.erasure()
    assert erasure.preview("client-1")["records"] == 3
    certificate = erasure.erase("client-1", by="owner")
    assert certificate["passed"] is True
    deleted = certificate["deleted"]
    assert (deleted["records"], deleted["documents"], deleted["original_files"]) == (3, 2, 1)
    assert (deleted["answers_about_several_clients"], deleted["extracted_contracts"]) == (1, 1)
    assert deleted["reviews_of_such_answers"] == 3
    assert [review.answer_id for review in reviews_of(place).all(EVERYTHING, None)] == ["ans_rossi"]
    assert deleted["index_points"] > 1
    assert deleted["workflow_runs"] == 2
    assert place.history.kept == ["sync of everybody", "Client client-10 cursor"]
    assert place.names_forgotten == [ACCOUNT]
    assert erasure.preview("client-1") == {}
    kept = Decisions(place.office.engine, SealedJson(place.keyring))
    assert kept.get(EVERYTHING, both) is None
    assert kept.get(EVERYTHING, rossi) is not None
    run = runs_of(place).get(EVERYTHING, place.run)
    assert run is not None
    assert (run["notes"], run["contracts"]) == (["Marco Rossi: no field fits"], [])


def test_the_audit_log_stays_whole_and_its_pseudonyms_mean_nothing(place: Place) -> None:
    queue = queue_of(place.office.engine, place.keyring, [ACCOUNT])
    log = audit_of(place.office.engine, place.keyring)
    drafts = [replace(draft(), evidence=({"document_id": place.contract, "quote": "Maeve O'Brien pays", "page": 1},))]
    [proposal] = queue.propose(ACCOUNT, drafts, created_by="owner")
    queue.decide(EVERYTHING, proposal.id, approve=False, by="ada", note="not yet", because=Because.WRONG_VALUE)
    [proposed, rejected] = log.events(EVERYTHING, about=proposal.id)
    assert (proposed.kind, rejected.kind) == ("proposal.proposed", "proposal.rejected")
    assert log.subject(EVERYTHING, str(proposed.about)) == proposal.id
    certificate = place.erasure().erase("client-1", by="owner")
    assert certificate["passed"] is True
    assert verify_log(log, ACCOUNT).faults == ()
    assert log.events(EVERYTHING, about=proposal.id) == []
    assert [event.kind for event in log.events(EVERYTHING, about=str(proposed.about))] == [proposed.kind, rejected.kind]
    assert log.subject(EVERYTHING, str(proposed.about)) is None


def test_the_probes_found_before_what_they_no_longer_find_after(place: Place) -> None:
    probes = place.erasure().erase("client-1", by="owner")["probes"]
    found = {probe["probe"].split(",")[0]: (probe["found_before"], probe["found"]) for probe in probes}
    in_rows, in_points = found["rows of the client in the database"], found["points of the client in the index"]
    assert in_rows[0] > 5
    assert in_points[0] > 1
    assert found["masked lines of the client's documents"][0] > 0
    assert {after for _, after in found.values()} == {0}


def test_what_is_left_over_is_found_and_told(place: Place) -> None:
    (place.office.folder / "export.txt").write_text("for Maeve O'Brien")
    certificate = place.erasure().erase("client-1", by="owner")
    assert certificate["passed"] is False
    [left] = [probe for probe in certificate["probes"] if not probe["passed"]]
    assert left["places"] == ["export.txt"]
    assert place.erasure().erasures()[0]["state"] == "residue"


def test_other_clients_are_untouched_and_their_texts_stay_masked(place: Place) -> None:
    before = place.office.ledger.documents(EVERYTHING, client_id="client-2")
    place.erasure().erase("client-1", by="owner")
    assert place.office.ledger.documents(EVERYTHING, client_id="client-2") == before
    note = next(document for document in before if document.record_id == "note-2")
    [clause] = place.office.ledger.clauses(EVERYTHING, note.id)
    masked = clause.clause.text.text
    assert "Brien" not in masked
    shown = place.office.anonymizer.reveal(masked, EVERYTHING)
    assert "Marco Rossi" in shown
    assert "Brien" not in shown
    assert len(PSEUDONYM.findall(shown)) == 1, "the erased client's pseudonym has no meaning any more"


def test_nothing_of_it_is_left_in_the_database_files(place: Place) -> None:
    ids = [place.contract, "client-1", "note-1"]
    assert all(id.encode() in everything_stored(place.office.engine) for id in ids)
    place.erasure().erase("client-1", by="owner")
    left = everything_stored(place.office.engine)
    assert [id for id in ids if id.encode() in left] == []


def test_what_the_mail_of_the_client_is_known_by_stays_in_the_register_hashed(place: Place) -> None:
    place.office.message(OBRIEN, "message-7", "", "Please come after five.")
    place.erasure().erase("client-1", by="owner")
    for mark in ("mailbox maeve.obrien@example.com", "name maeve o'brien", "name o'brien maeve", "message message-7"):
        assert place.register.knows(ACCOUNT, [mark]), mark
    assert not place.register.knows(ACCOUNT, ["name marco rossi"])
    assert "brien" not in place.register.path.read_text().casefold()


def test_a_later_sync_does_not_bring_the_client_back(place: Place) -> None:
    place.erasure().erase("client-1", by="owner")
    records = Records(place.office.engine, place.keyring)
    again = [OBRIEN, Job(id="job-1", client_id="client-1"), Note(id="note-1", client_id="client-1"), ROSSI]
    records.put(ACCOUNT, again, run="second")
    assert [client.id for client in records.all(EVERYTHING, Client)] == ["client-2"]
    assert records.all(EVERYTHING, Job) == []
    assert ClientRows(place.office.engine, ACCOUNT).count("client-1", {"client-1"}) == {}


def test_a_restored_backup_opens_nothing_of_the_client_and_is_cleared(place: Place) -> None:
    """The register is all that knows of the erasure: everything else is as before."""
    place.register.add(ACCOUNT, "client-1", at=datetime.now(UTC))
    records = Records(place.office.engine, place.keyring)
    assert records.one(EVERYTHING, Client, "client-1") is None
    assert records.one(EVERYTHING, Client, "client-2") == ROSSI
    ledger = Ledger(place.office.engine, place.keyring, lambda _: SEAL)
    assert {document.client_id for document in ledger.documents(EVERYTHING)} == {"client-2"}
    assert ledger.document(EVERYTHING, place.contract) is None
    assert ledger.clauses(EVERYTHING, place.contract) == []
    assert place.contract in ledger.ids(EVERYTHING, client_id="client-1")
    assert place.erasure().finish_others() == 1
    assert ledger.ids(EVERYTHING, client_id="client-1") == set()
    assert place.erasure().preview("client-1") == {}
    assert place.office.index.point_ids(Scope(ACCOUNT, frozenset({"client-1"}))) == set()
    assert place.erasure().finish_others() == 0


def test_a_client_may_be_erased_again_after_a_crash(place: Place) -> None:
    place.register.add(ACCOUNT, "client-1", at=datetime.now(UTC))
    place.keyring.shred(ACCOUNT, "client-1")
    certificate = place.erasure().erase("client-1", by="owner")
    assert certificate["passed"] is True
    assert certificate["deleted"]["records"] == 3


def test_a_certificate_can_be_checked_by_anybody_and_names_nobody(place: Place) -> None:
    certificate = place.erasure().erase("client-1", by="owner")
    text = json.dumps(certificate)
    assert verify(parse(text)).valid
    assert "client-1" not in text + readable(certificate)
    assert "Brien" not in text
    assert place.erasure().certificate(certificate["id"]) == certificate
    checked = place.erasure().verify(certificate, "client-1")
    assert (checked.valid, checked.ours, checked.names_client) == (True, True, True)
    assert place.erasure().verify(certificate, "client-2").names_client is False


def test_a_changed_certificate_does_not_hold(place: Place) -> None:
    certificate = Notary(place.keyring, ACCOUNT).signed({"client": "x", "passed": False, "deleted": {"records": 3}})
    assert verify(certificate).valid
    for changed in ({"passed": True}, {"deleted": {"records": 4}}, {"client": "y"}, {"kind": "another"}, {"more": 1}):
        assert not verify(certificate | changed).valid


def test_another_installations_certificate_is_told_from_ours(place: Place) -> None:
    theirs = Notary(place.keyring, "account-2").signed({"client": "x"})
    checked = place.erasure().verify(theirs)
    assert (checked.valid, checked.ours) == (True, False)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"public_key": "zz", "signature": "00"}', "not JSON"])
def test_what_is_no_certificate_is_refused_with_what_to_give(text: str) -> None:
    with pytest.raises(NotACertificate, match="fineprint erase"):
        verify(parse(text))
