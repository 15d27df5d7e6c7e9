from __future__ import annotations

import pytest

from service.answers.papers import papers_named
from tests.fakes.office import Office
from tests.service.answers.test_answer import ask


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("what did her e-mail say about the windows?", "message"),
        ("is the hose in the quote?", "quote"),
        ("who is to be called, according to the notes?", "note"),
        ("what does the rider say about mulch?", "amendment"),
        ("does she need to ok it by e-mail?", None),
        ("can he approve over the phone or in a text?", None),
        ("is the motor covered?", None),
    ],
)
def test_the_kind_of_paper_a_question_is_asked_of(question: str, name: str | None) -> None:
    papers = papers_named(question)
    assert (papers.name if papers else None) == name


def test_only_papers_of_that_kind_answer(office: Office) -> None:
    answer = ask(office, "What did Julia Brandt's e-mail say about the windows?")
    assert {citation.kind for citation in answer.citations} == {"communication"}
    assert ask(office, "What did Julia Brandt's e-mail say about the hose?").abstained
