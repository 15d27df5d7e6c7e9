from __future__ import annotations

from datetime import date

import pytest

from service.answers.history import history_asked
from tests.fakes.office import Office

TODAY = date(2026, 8, 20)


@pytest.mark.parametrize(
    "question",
    [
        "When did we last clean the filter at Martin Yoo's?",
        "when were we last at Yoo's for the filter",
        "How long ago was our last filter visit to Martin Yoo?",
    ],
)
def test_the_last_visit_on_which_the_thing_was_done_is_told_with_its_job(office: Office, question: str) -> None:
    answer = office.answerer.answer(question, office.scope, today=TODAY)
    assert "July 3, 2026" in answer.answer
    assert "job 307" in answer.answer
    assert answer.citations[0].kind == "job"


def test_the_day_bounds_what_was_last(office: Office) -> None:
    answer = office.answerer.answer("When did we last clean Yoo's filter?", office.scope, today=date(2026, 6, 1))
    assert "May 3, 2026" in answer.answer


def test_what_the_last_one_came_to_is_told(office: Office) -> None:
    answer = office.answerer.answer("What did we charge Yoo for the filter last time?", office.scope, today=TODAY)
    assert "$95.00" in answer.answer


def test_work_no_job_names_has_no_last_time(office: Office) -> None:
    answer = office.answerer.answer("When did we last repair the heater at Yoo's?", office.scope, today=TODAY)
    assert "July 3" not in answer.answer


@pytest.mark.parametrize("question", ["When is the last day of the agreement?", "How long does the warranty last?"])
def test_the_end_of_an_agreement_is_no_history(question: str) -> None:
    assert not history_asked(question)
