from __future__ import annotations

import base64

import pytest

from ingest.jobber.ids import is_named, opaque_id, short_id, type_of


@pytest.mark.parametrize(
    ("type_name", "short", "gid"),
    [
        ("Client", "client-7", "gid://Jobber/Client/7"),
        ("Job", "job-1001", "gid://Jobber/Job/1001"),
        ("Visit", "visit-1001-2", "gid://Jobber/Visit/visit-1001-2"),
        ("Client", "rosa", "gid://Jobber/Client/rosa"),
        ("TimeSheetEntry", "time-sheet-4", "gid://Jobber/TimeSheetEntry/4"),
    ],
)
def test_short_ids_become_the_base64_of_a_gid(type_name: str, short: str, gid: str) -> None:
    assert opaque_id(type_name, short) == base64.b64encode(gid.encode()).decode()
    assert type_of(opaque_id(type_name, short)) == type_name


def test_the_readable_end_of_an_opaque_id_is_shown() -> None:
    assert short_id(opaque_id("Job", "job-1001")) == "1001"
    assert short_id(opaque_id("Visit", "visit-1001-2")) == "visit-1001-2"


@pytest.mark.parametrize("unusual", ["MQ==", "not base64!", "", "Z2lk"])
def test_an_id_of_another_form_is_shown_as_it_is(unusual: str) -> None:
    assert short_id(unusual) == unusual
    assert type_of(unusual) is None


@pytest.mark.parametrize("written", ["job-1001", "1001", opaque_id("Job", "job-1001")])
def test_a_person_may_write_any_form_of_an_id(written: str) -> None:
    assert is_named(opaque_id("Job", "job-1001"), written)


@pytest.mark.parametrize("written", ["job-1002", "100", "1", ""])
def test_another_id_is_not_meant(written: str) -> None:
    assert not is_named(opaque_id("Job", "job-1001"), written)
