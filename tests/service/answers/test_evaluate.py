from __future__ import annotations

from typing import Any

from retrieval.gold import overlaps
from service.answers.evaluate import missing_facts, score_answers

GOLD: list[dict[str, Any]] = [
    {
        "id": "q1",
        "question": "fee?",
        "answerable": True,
        "required_facts": [["$1,200.00", "$1,200"], ["per visit", "each visit"]],
        "citations": [{"file": "a.pdf", "record": None, "quote": "the fee is $1,200 for each visit"}],
    },
    {"id": "q2", "question": "late fee?", "answerable": False, "required_facts": [], "citations": []},
]
CITED = {
    "file": "a.pdf",
    "record": {"type": "ClientNote", "id": "n"},
    "quote": "fee is $1,200 for each",
    "verified": True,
}


def _given(text: str, abstained: bool = False, citations: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"answer": text, "abstained": abstained, "citations": list(citations)}


def test_a_right_answer_and_a_right_abstention_score_full() -> None:
    scores = score_answers(GOLD, {"q1": _given("It is $1200 each  Visit", citations=(CITED,)), "q2": _given("", True)})
    assert (scores.answered, scores.abstained, scores.verified) == (1.0, 1.0, 1.0)
    assert (scores.citation_precision, scores.citation_recall, scores.needless) == (1.0, 1.0, 0.0)
    assert scores.to_json()["wrong"] == []


def test_a_missing_fact_is_named() -> None:
    wrong = score_answers(GOLD[:1], {"q1": _given("It is $1,200")}).to_json()["wrong"]
    assert wrong == [{"id": "q1", "question": "fee?", "why": "the answer lacks 'per visit'"}]


def test_answering_what_the_documents_do_not_say_is_wrong() -> None:
    assert score_answers(GOLD[1:], {"q2": _given("$35")}).abstained == 0.0


def test_an_unanswered_question_counts_as_wrong() -> None:
    assert score_answers(GOLD, {}).answered == 0.0


def test_a_citation_of_another_file_does_not_count() -> None:
    assert not overlaps(GOLD[0]["citations"][0], CITED | {"file": "b.pdf"})


def test_a_record_is_matched_by_its_id_or_its_mail_file() -> None:
    wanted = {"file": None, "record": "mail.eml", "quote": "go ahead"}
    assert overlaps(wanted, {"file": "mail.eml", "record": {"id": "x"}, "quote": "please go ahead now"})


def test_spellings_are_compared_without_case_spaces_and_separators() -> None:
    assert missing_facts([["$1,500"], ["Ninety Days"]], "up to $1500, ninety  days") == []


def test_precision_counts_citations_and_recall_questions() -> None:
    aside = CITED | {"quote": "payable in thirty days of the date of the invoice"}
    given = {"q1": _given("It is $1200 each visit", citations=(CITED, aside)), "q3": _given("", True)}
    scores = score_answers([GOLD[0], GOLD[0] | {"id": "q3"}], given)
    assert (scores.citation_precision, scores.citation_recall, scores.answers_cited) == (0.5, 0.5, 1.0)
    assert scores.needless == 0.5


def test_a_yes_or_no_question_is_judged_on_the_yes_or_no() -> None:
    asked = GOLD[0] | {"required_facts": [["$1,200"]], "yes_no": "no"}
    said = {word: score_answers([asked], {"q1": _given(f"{word}. It is $1,200.")}) for word in ("No", "Yes", "Then")}
    assert [scores.answered for scores in said.values()] == [1.0, 0.0, 1.0]
    assert [scores.yes_no for scores in said.values()] == [1.0, 0.0, 0.0]
    assert said["Yes"].to_json()["wrong"][0]["why"] == "the answer says yes where it is no"


def test_where_no_yes_or_no_is_told_there_is_no_share_of_them() -> None:
    assert score_answers(GOLD, {}).to_json()["yes_or_no_right"] is None
