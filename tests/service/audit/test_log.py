"""What the audit log holds, and that nothing can be done to it unseen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from service.audit.anchor import Anchors, Head
from service.audit.event import Subject
from service.audit.log import AuditLog
from service.audit.verify import verify
from tests.fakes.auditing import audit_of
from tests.fakes.databases import everything_stored

WHOLE = Scope("acme")
ROSA = Subject("prop_1", "client-1")
UNLOCK = {
    "sqlite": ["DROP TRIGGER audit_events_no_update", "DROP TRIGGER audit_events_no_delete"],
    "postgresql": ["DROP TRIGGER audit_events_no_change ON audit_events"],
}


@pytest.fixture
def log(engine: Engine, keyring: Keyring, tmp_path: Path) -> AuditLog:
    return audit_of(engine, keyring, tmp_path)


@pytest.fixture
def forge(engine: Engine) -> Callable[..., None]:
    """Somebody who holds the database does what he likes with it."""

    def do(*statements: str) -> None:
        with engine.begin() as connection:
            for statement in (*UNLOCK[engine.dialect.name], *statements):
                connection.exec_driver_sql(statement)

    return do


def five(log: AuditLog) -> None:
    for number in range(5):
        log.add("acme", "proposal.approved", "ada", ROSA, number=number)


def faults(log: AuditLog) -> list[str]:
    return list(verify(log, "acme").faults)


def test_events_are_kept_in_order_and_found_by_kind_and_by_what_they_are_about(log: AuditLog) -> None:
    five(log)
    log.add("acme", "signin.done", "user_1", Subject("user_1"))
    log.add("rival", "signin.done", "user_2")
    assert [event.seq for event in log.events(WHOLE)] == [1, 2, 3, 4, 5, 6]
    assert [event.detail["number"] for event in log.events(WHOLE, kind="proposal", newest=2)] == [3, 4]
    assert [event.kind for event in log.events(WHOLE, about="user_1")] == ["signin.done"]
    assert len(log.events(WHOLE, about="prop_1")) == 5
    assert log.events(Scope("acme", frozenset({"client-2"})), about="prop_1") == []


def test_a_whole_log_verifies_and_says_where_it_ends(log: AuditLog) -> None:
    five(log)
    verdict = verify(log, "acme")
    assert (verdict.whole, verdict.rows, verdict.anchored) == (True, 5, True)
    assert verdict.head.startswith("5:")
    assert verify(log, "nobody").whole


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        (["UPDATE audit_events SET actor = 'eve' WHERE seq = 3"], "row 3 is not what was written"),
        (["UPDATE audit_events SET detail = '{\"number\":9}' WHERE seq = 2"], "row 2 is not what was written"),
        (["UPDATE audit_events SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 1"], "row 1 is not what was written"),
        (["DELETE FROM audit_events WHERE seq = 3"], "row 3 is missing"),
        (["DELETE FROM audit_events WHERE seq < 3"], "rows 1 to 2 are missing"),
        (
            [
                "UPDATE audit_events SET seq = 99 WHERE seq = 2",
                "UPDATE audit_events SET seq = 2 WHERE seq = 3",
                "UPDATE audit_events SET seq = 3 WHERE seq = 99",
            ],
            "row 2 is not what was written, or not where it was",
        ),
        (["DELETE FROM audit_events WHERE seq > 3"], "the database's own note says 5"),
    ],
)
def test_a_row_edited_deleted_or_moved_is_found(
    log: AuditLog, forge: Callable[..., None], statements: list[str], told: str
) -> None:
    five(log)
    forge(*statements)
    assert told in " ".join(faults(log))


def test_a_cut_off_end_is_found_against_the_anchor_although_the_database_agrees_with_itself(
    log: AuditLog, forge: Callable[..., None]
) -> None:
    five(log)
    [_, _, third, *_] = log.events(WHOLE)
    forge("DELETE FROM audit_events WHERE seq > 3", f"UPDATE audit_heads SET seq = 3, hash = '{third.hash}'")
    [fault] = faults(log)
    assert "row 5, which the anchor file has, is not in the log" in fault
    for number in range(4):  # nothing that is added later covers it up
        log.add("acme", "proposal.approved", "eve", number=number)
    [fault] = faults(log)
    assert "row 5, which the anchor file has" in fault


def test_a_log_without_its_anchor_says_that_its_end_cannot_be_checked(
    engine: Engine, keyring: Keyring, tmp_path: Path
) -> None:
    five(audit_of(engine, keyring, tmp_path / "here"))
    [fault] = faults(audit_of(engine, keyring, tmp_path / "elsewhere"))
    assert "no anchor" in fault


def test_somebody_may_trust_a_restored_log_for_a_reason_that_is_kept(log: AuditLog, forge: Callable[..., None]) -> None:
    five(log)
    [_, _, third, *_] = log.events(WHOLE)
    forge("DELETE FROM audit_events WHERE seq > 3", f"UPDATE audit_heads SET seq = 3, hash = '{third.hash}'")
    log.anchor_anew("acme", "owner", "restored the backup of Monday")
    assert faults(log) == []
    assert log.events(WHOLE)[-1].detail == {"reason": "restored the backup of Monday"}


def test_the_database_itself_refuses_to_change_or_delete_an_event(engine: Engine, log: AuditLog) -> None:
    five(log)
    for statement in ("UPDATE audit_events SET actor = 'eve'", "DELETE FROM audit_events"):
        with pytest.raises(DatabaseError, match="only added to"), engine.begin() as connection:
            connection.execute(text(statement))
    assert faults(log) == []


def test_another_installation_s_key_makes_no_row_that_fits(engine: Engine, log: AuditLog, keyring: Keyring) -> None:
    five(log)
    key = keyring.account_secret("rival", "audit chain")
    assert key != log.key("acme")
    assert log.anchored_as("acme") != log.anchored_as("rival")


def test_an_event_and_the_change_it_tells_of_stand_or_fall_together(log: AuditLog) -> None:
    def change_that_fails() -> None:
        with log.transaction("acme") as entries:
            entries.add("proposal.approved", "ada", ROSA)
            raise RuntimeError("the change failed")

    with pytest.raises(RuntimeError):
        change_that_fails()
    assert log.events(WHOLE) == []
    assert verify(log, "acme").whole


def test_those_who_add_at_once_make_one_chain(log: AuditLog) -> None:
    log.add("acme", "begun", "ada")
    gate = threading.Barrier(4)

    def add() -> None:
        gate.wait()
        for number in range(5):
            log.add("acme", "proposal.approved", "ada", ROSA, number=number)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = verify(log, "acme")
    assert (verdict.whole, verdict.rows) == (True, 21)


def test_what_belongs_to_a_client_is_called_by_a_pseudonym_and_told_by_digests(engine: Engine, log: AuditLog) -> None:
    with log.transaction("acme") as entries:
        entries.add("proposal.proposed", "ada", ROSA, after=entries.digest(ROSA, "Zwetschgenweg 7"))
        same = entries.digest(ROSA, "Zwetschgenweg 7")
        assert entries.digest(Subject("prop_2", "client-1"), "Zwetschgenweg 7") != same
    [event] = log.events(WHOLE)
    assert event.detail["after"] == same
    assert str(event.about).startswith("ref_")
    assert log.subject(WHOLE, str(event.about)) == "prop_1"
    assert log.subject(Scope("acme", frozenset({"client-2"})), str(event.about)) is None
    assert b"Zwetschgenweg" not in everything_stored(engine)


def test_anchors_only_move_on_and_keep_one_another_s_logs(tmp_path: Path) -> None:
    anchors = Anchors(tmp_path / "anchor.json")
    for head in (Head(2, "b"), Head(1, "a"), Head(5, "e")):
        anchors.advance("log-1", head, lambda _: True)
    anchors.advance("log-2", Head(1, "x"), lambda _: True)
    assert (anchors.of("log-1"), anchors.of("log-2")) == (Head(5, "e"), Head(1, "x"))
    anchors.advance("log-1", Head(9, "z"), lambda _: False)  # the log no longer holds what is anchored
    assert anchors.of("log-1") == Head(5, "e")
    assert (tmp_path / "anchor.json").stat().st_mode & 0o777 == 0o600
