from __future__ import annotations

import pytest

from anonymize.boundary import Seal
from anonymize.masked import Masked
from ingest.ledger import Document, KeptClause
from retrieval.model import Clause, DocumentKind, DocumentRole, Source, Span
from service.agreements.clause import ClauseText
from service.agreements.passages import passages
from service.answers.evidence import Evidence
from service.answers.kinds import understand
from service.answers.polarity import Verdict
from service.answers.propositions import settled
from service.answers.standing import State
from service.answers.weighing import telling

SEAL = Seal("acme", b"k" * 32, "test-policy")
PAPER = Document("d-1", "acme", DocumentKind.FILE, "client", "c-1", "c-1", "doors.pdf", DocumentRole.AGREEMENT)


def said(text: str, question: str, under: str = "") -> Verdict:
    """What one clause says to a question; `under` is the question the paper asks before it."""
    source, sealed = Source("d-1", "acme", "c-1", DocumentKind.FILE), SEAL.sign(text)
    clause = Clause("clause-1", source, 0, "", SEAL.sign(""), sealed, 1, Span(0, len(text)))
    passage = next(iter(passages(ClauseText("clause-1", 0, "", "", text, 1), "d-1")))
    head = (under,) if under else ()
    one = Evidence(PAPER, KeptClause(clause, Masked(sealed, ())), passage, State.IN_FORCE, head=head)
    asked = understand(question, of_one=True)
    return settled(question, asked, [one], telling(question, asked))


@pytest.mark.parametrize(
    ("text", "question", "verdict"),
    [
        ("Calls on Sundays carry no surcharge.", "Is there a surcharge for Sunday calls?", Verdict.NO),
        ("The elevator permit is the owner's to pay for.", "Do we pay the elevator permit?", Verdict.NO),
        ("We pay the elevator permit.", "Do we pay the elevator permit?", Verdict.YES),
        ("The chapel we leave to the sexton.", "Is the chapel ours?", Verdict.NO),
        ("Unused punches don’t roll over.", "Do unused punches roll over?", Verdict.NO),
        ("Start: May 1, 2026.", "Is she locked in?", Verdict.OPEN),
    ],
)
def test_who_pays_and_what_is_left_to_others_is_read_from_the_words(text: str, question: str, verdict: Verdict) -> None:
    assert said(text, question) is verdict


@pytest.mark.parametrize(
    ("text", "question", "verdict"),
    [
        ("Second opener: add $12 a visit? [ ] yes [x] no", "Does he pay $12 for the second opener?", Verdict.NO),
        ("Second opener: add $12 a visit? ☒ yes ☐ no", "Does he pay $12 for the second opener?", Verdict.YES),
    ],
)
def test_a_box_that_is_ticked_on_a_form_answers(text: str, question: str, verdict: Verdict) -> None:
    assert said(text, question) is verdict


def test_of_days_that_count_alike_the_one_asked_about_is_read() -> None:
    text = "On Saturdays the crew works until noon. We do not work Sundays."
    assert said(text, "Do we work Sundays?") is Verdict.NO


def test_a_denial_counts_in_the_part_that_names_what_is_asked() -> None:
    text = "A spring in a rented door is the renter's cost and is never billed to anybody else."
    assert said(text, "Is a spring in a rented door the renter's cost?") is Verdict.YES
    assert said("A rented door is never painted.", "Is a rented door painted?") is Verdict.NO


def test_the_word_with_which_a_paper_answers_its_own_question_is_no_word_on_another() -> None:
    own = "Do you bill me every month?"
    assert said("No, it was paid in one sum at signing.", "Was the plan paid at signing?", own) is Verdict.YES
    assert said("No, that is our part.", "Must he oil the rollers?", "Do I have to oil the rollers?") is Verdict.NO


def test_how_often_a_thing_is_done_is_no_condition() -> None:
    text = "The lock is oiled once each year by us or another licensed firm."
    assert said(text, "May the lock be oiled by another licensed firm?") is Verdict.YES
    text = "The lock is oiled by another licensed firm once we have said yes."
    assert said(text, "May the lock be oiled by another licensed firm?") is Verdict.OPEN


def test_the_sentence_that_tells_what_is_asked_goes_before_the_one_that_tells_the_hour() -> None:
    text = "Work on a Sunday costs half as much again. No club discount is given then."
    assert said(text, "Does he get his discount on a Sunday?") is Verdict.NO
