"""A job's work drawn from Jobber's records."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ingest.jobber.records import Job, Message, Note, Quote, TimeSheetEntry, User, Visit
from service.coverage.client_file import NO_ZONE, ClientFile
from service.coverage.work import NothingToJudge
from tests.fakes.terms import line

CHICAGO = ZoneInfo("America/Chicago")
EVENING = datetime(2026, 6, 11, 1, 30, tzinfo=UTC)  # 20:30 on the 10th in Chicago


def job(id: str = "job-1", **more: Any) -> Job:
    return Job(
        id,
        client_id="client-1",
        property_id="property-1",
        number="1001",
        title="No heat",
        line_items=(line("Labor", "2", "130"),),
        **more,
    )


def visit(
    job_id: str = "job-1", start: datetime = EVENING, done: bool = True, id: str = "visit-1", **more: Any
) -> Visit:
    return Visit(id, client_id="client-1", job_id=job_id, start_at=start, completed_at=start if done else None, **more)


def test_the_day_is_the_first_visits_in_the_accounts_zone() -> None:
    file = ClientFile(
        "client-1", jobs=(job(),), visits=(visit(start=datetime(2026, 6, 15, 15, tzinfo=UTC), id="visit-2"), visit())
    )
    work = file.work("job-1", zone=CHICAGO)
    assert (work.day, work.start, work.warnings) == (date(2026, 6, 10), time(20, 30), ())


def test_without_a_zone_utc_is_taken_and_said() -> None:
    work = ClientFile("client-1", jobs=(job(),), visits=(visit(),)).work("job-1", zone=None)
    assert (work.day, work.warnings) == (date(2026, 6, 11), (NO_ZONE,))


def test_as_of_moves_the_day_and_keeps_the_hour() -> None:
    work = ClientFile("client-1", jobs=(job(),), visits=(visit(),)).work("job-1", zone=CHICAGO, as_of=date(2025, 1, 2))
    assert (work.day, work.start) == (date(2025, 1, 2), time(20, 30))


def test_the_jobs_lines_are_judged_and_the_visits_only_where_it_has_none() -> None:
    copied = visit(line_items=(line("Labor", "2", "130", id="copy"),))
    assert [one.id for one in ClientFile("c", jobs=(job(),), visits=(copied,)).work("job-1", zone=CHICAGO).lines] == [
        "Labor"
    ]
    bare = Job("job-1", client_id="c", number="1001")
    assert [one.id for one in ClientFile("c", jobs=(bare,), visits=(copied,)).work("job-1", zone=CHICAGO).lines] == [
        "copy"
    ]


def test_earlier_work_is_what_was_finished_before_a_recurring_job_once_a_visit() -> None:
    weekly = job("job-0", job_type="RECURRING")
    visits = [visit("job-0", datetime(2026, 6, day, 15, tzinfo=UTC), id=f"visit-0{day}") for day in (1, 8, 15)]
    missed = visit("job-0", datetime(2026, 6, 5, 15, tzinfo=UTC), done=False, id="visit-05")
    file = ClientFile("client-1", jobs=(job(), weekly), visits=(visit(), *visits, missed))
    assert [one.day.day for one in file.work("job-1", zone=CHICAGO).earlier] == [1, 8]


def test_notes_instructions_and_time_sheets_speak_about_the_job_and_letters_of_the_client() -> None:
    file = ClientFile(
        "client-1", jobs=(job(instructions="call first"),), visits=(visit(),),
        time_sheets=(TimeSheetEntry("sheet-1", job_id="job-1", note="froze"),),
        notes=(Note("note-1", note_type="JobNote", parent_id="job-1", job_id="job-1", message="split"), Note("note-2", parent_id="client-1", message="plan filed")),
        messages=(Message("mail-1", sender="Pat <pat@example.net>", text="go ahead"), Message("mail-2", sender="Kim <kim@harbor.example.org>", text="ok?")),
        users=(User("user-1", full="Kim Ode", email="kim@harbor.example.org"),),
    )  # fmt: skip
    work = file.work("job-1", zone=CHICAGO)
    assert [one.text for one in work.statements if one.text] == ["call first", "froze", "split"]
    assert [(one.text, one.ours) for one in work.correspondence] == [
        ("plan filed", True),
        ("go ahead", False),
        ("ok?", True),
    ]


def test_an_approved_quote_comes_with_its_total() -> None:
    quote = Quote("quote-1", client_id="client-1", status="approved", line_items=(line("Heater", "1", "900"),))
    work = ClientFile("client-1", jobs=(job(quote_id="quote-1"),), visits=(visit(),), quotes=(quote,)).work(
        "job-1", zone=CHICAGO
    )
    assert work.quote is not None
    assert (work.quote.total, work.quote.approved) == (Decimal(900), True)


@pytest.mark.parametrize(
    "file",
    [ClientFile("c"), ClientFile("c", jobs=(job(),)), ClientFile("c", jobs=(Job("job-1"),), visits=(visit(),))],
    ids=["no such job", "no date", "no lines"],
)
def test_what_cannot_be_judged_says_what_is_missing(file: ClientFile) -> None:
    with pytest.raises(NothingToJudge):
        file.work("job-1", zone=CHICAGO)


def test_planned_work_has_a_day_and_no_hour() -> None:
    work = ClientFile("client-1").planned([line("Tune-up")], property_id=None, day=date(2026, 7, 1), zone=CHICAGO)
    assert (work.day, work.start, work.job_id) == (date(2026, 7, 1), None, None)
