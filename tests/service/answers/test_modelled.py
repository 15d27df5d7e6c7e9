"""Answers a language model writes: what it proves is shown, what it does not is dropped, and without it we answer still."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from anonymize.boundary import Scope
from service.answers.answer import Answerer
from service.answers.model import Answer
from service.answers.modelled import NOTHING_PROVEN, ModelWriter
from service.answers.verify import one_line
from service.llm.errors import CircuitOpen, ModelError, ModelTimedOut, OverBudget
from service.llm.model import NoModel
from service.llm.prompt import Prompt
from service.llm.tally import Tally
from tests.fakes.contracts import LAWN, PEST, POOL
from tests.fakes.language_model import Script, ScriptedModel, saying
from tests.fakes.office import ACCOUNT, Office

TODAY = date(2026, 8, 20)
PRICE = "What is the quarterly price for Okafor?"
PRICE_SAID = ("The price is $129 each quarter.", "$129 each quarter, charged to the card on file")
FEE_SAID = ("The first visit carries a start-up fee of $79.", "The first visit carries a start-up fee of $79.")
WRONG = ("The price is $99 each quarter.", "$129 each quarter, charged to the card on file")


def answerer(office: Office, model: ScriptedModel, tally: Tally | None = None) -> Answerer:
    return replace(office.answerer, writer=ModelWriter(model, tally or Tally()))


def ask(office: Office, script: Script, question: str = PRICE, **more: Any) -> Answer:
    return answerer(office, ScriptedModel(script)).answer(question, office.scope, today=TODAY, **more)


def without_model(office: Office, question: str = PRICE) -> Answer:
    return office.answerer.answer(question, office.scope, today=TODAY)


def test_sentences_that_are_proven_are_shown_with_their_citations(office: Office) -> None:
    answer = ask(office, saying(PRICE_SAID, FEE_SAID))
    assert answer.answer == "The price is $129 each quarter. [1] The first visit carries a start-up fee of $79. [2]"
    assert answer.composed_by == "llm"
    assert answer.notes == ()
    assert not answer.abstained
    for citation in answer.citations:
        assert citation.file == "okafor.pdf"
        assert citation.quote == one_line(PEST[citation.start : citation.end])


def test_the_same_quote_is_cited_once(office: Office) -> None:
    answer = ask(office, saying(PRICE_SAID, ("The card on file is charged.", PRICE_SAID[1])))
    assert re.findall(r"\[\d\]", answer.answer) == ["[1]", "[1]"]
    assert len(answer.citations) == 1


def test_what_is_not_proven_is_left_out_counted_and_told(office: Office) -> None:
    tally = Tally()
    model = ScriptedModel(saying(WRONG, PRICE_SAID))
    answer = answerer(office, model, tally).answer(PRICE, office.scope, today=TODAY)
    assert answer.answer == "The price is $129 each quarter. [1]"
    assert answer.notes == ("A sentence of the model was left out, not being in the documents.",)
    assert tally.counts() == {"sentences_dropped_figure": 1, "sentences_shown": 1}


@pytest.mark.parametrize(
    "lie",
    [
        WRONG,
        ("The price is $129 each quarter.", "$129 every quarter, charged to the card"),
        ("The price is $129 each quarter.", "$129"),
        ("The price is waived.", "$129 each quarter, charged to the card on file"),
    ],
    ids=["a wrong sum", "a quote that does not stand there", "a quote too short", "a promise"],
)
def test_where_nothing_is_proven_the_answer_without_the_model_stands_and_says_so(
    office: Office, lie: tuple[str, str]
) -> None:
    answer, ours = ask(office, saying(lie)), without_model(office)
    assert (answer.answer, answer.composed_by) == (ours.answer, ours.composed_by)
    assert answer.citations == ours.citations
    assert answer.notes == (NOTHING_PROVEN,)


def test_a_quote_under_the_id_of_another_source_proves_nothing(office: Office) -> None:
    def swapped(prompt: Prompt[Any]) -> str:
        honest = saying(PRICE_SAID)(prompt)
        ids = [each.id for each in prompt.passages]
        used = next(id for id in ids if f'"{id}"' in honest)
        return honest.replace(used, next(id for id in ids if id != used))

    assert ask(office, swapped).notes == (NOTHING_PROVEN,)


@pytest.mark.parametrize(
    "error",
    [
        ModelTimedOut("the language model took longer than 30 s"),
        OverBudget("today's budget for the language model is spent"),
        CircuitOpen("the language model failed repeatedly"),
    ],
)
def test_without_a_reply_the_answer_without_the_model_stands_and_says_why(office: Office, error: ModelError) -> None:
    model = ScriptedModel(saying(PRICE_SAID), fails=error)
    answer = answerer(office, model).answer(PRICE, office.scope, today=TODAY)
    assert answer.answer == without_model(office).answer
    assert answer.notes == (f"The language model was not used to the end: {error}.",)


def test_a_reply_that_is_no_json_is_told_like_any_other_failure(office: Office) -> None:
    answer = ask(office, lambda _: "It costs $129, I think.")
    assert answer.answer == without_model(office).answer
    assert "form" in answer.notes[0]


def test_what_was_proven_before_a_reply_broke_off_is_kept(office: Office) -> None:
    model = ScriptedModel(
        saying(PRICE_SAID, FEE_SAID, FEE_SAID), fails=ModelTimedOut("it took too long"), fails_after=9
    )
    answer = answerer(office, model).answer(PRICE, office.scope, today=TODAY)
    assert answer.answer.startswith("The price is $129 each quarter. [1]")
    assert answer.composed_by == "llm"
    assert answer.notes == ("The language model was not used to the end: it took too long.",)


def test_an_installation_without_a_model_answers_as_ever_and_says_nothing_of_it(office: Office) -> None:
    quiet = replace(office.answerer, writer=ModelWriter(NoModel(), Tally()))
    answer, ours = quiet.answer(PRICE, office.scope, today=TODAY), without_model(office)
    assert (answer.answer, answer.notes) == (ours.answer, ())


def test_a_model_that_finds_nothing_leaves_the_answer_to_us_without_a_word(office: Office) -> None:
    answer = ask(office, saying())
    assert (answer.answer, answer.notes) == (without_model(office).answer, ())


def test_pieces_are_told_as_they_are_proven_and_make_up_the_answer(office: Office) -> None:
    told: list[str] = []
    answer = ask(office, saying(PRICE_SAID, WRONG, FEE_SAID), tell=told.append)
    assert told == ["The price is $129 each quarter. [1]", " The first visit carries a start-up fee of $79. [2]"]
    assert "".join(told) == answer.answer


def test_the_model_reads_masked_clauses_and_the_masked_question_only(office: Office) -> None:
    model = ScriptedModel(saying())
    answerer(office, model).answer(PRICE, office.scope, today=TODAY)
    (prompt,) = model.prompts
    everything = str(prompt.messages())
    assert "Okafor" not in everything
    assert "Larch" not in everything
    assert "<PERSON_" in everything
    assert "$129 each quarter" in everything
    assert office.ledger.documents(office.scope)[0].id not in everything


def test_names_of_the_question_come_back_as_far_as_the_reader_may_see(office: Office) -> None:
    def with_name(prompt: Prompt[Any]) -> str:
        assert prompt.question is not None
        name = re.search(r"<PERSON_\w+>", prompt.question.text)
        assert name
        return saying((f"The price for {name.group()} is $129 each quarter.", PRICE_SAID[1]))(prompt)

    assert ask(office, with_name).answer == "The price for Denise Okafor is $129 each quarter. [1]"


def test_a_reader_of_one_client_has_the_model_read_nothing_of_another(office: Office) -> None:
    model = ScriptedModel(saying(PRICE_SAID))
    narrowed = Scope(ACCOUNT, frozenset({"c-3"}))
    answer = answerer(office, model).answer("What is the quarterly price?", narrowed, today=TODAY)
    assert "$129" not in answer.answer
    assert all("$129" not in str(prompt.messages()) for prompt in model.prompts)


def test_words_an_amendment_took_out_are_not_given_to_the_model(office: Office) -> None:
    model = ScriptedModel(saying())
    answerer(office, model).answer("What's our hourly for extra work at Brookhaven?", office.scope, today=TODAY)
    read = [each for each in model.prompts[0].passages if "man-hour" in each.text.text]
    assert {each.kind for each in read} == {"amendment"}
    assert "$58" in LAWN


def test_an_agreement_that_has_ended_is_named_as_such(office: Office) -> None:
    said = ("The monthly price is $185.", "Monthly price | $185")
    model = ScriptedModel(saying(said))
    answer = answerer(office, model).answer("What is the monthly price for Yoo?", office.scope, today=date(2028, 1, 10))
    assert answer.answer.startswith("The monthly price is $185. [1] ")
    assert "no longer in force" in answer.answer
    assert "Monthly price | $185" in POOL


def test_no_model_turns_a_verdict_that_the_terms_give(office: Office) -> None:
    question = "Are termites covered for Okafor?"
    ours = without_model(office, question)
    assert ours.answer.startswith("No")
    lie = (
        "Yes, termites are covered.",
        "Termites, bed bugs, rodents and wood-boring beetles need a separate agreement.",
    )
    assert ask(office, saying(lie), question).answer == ours.answer


def test_where_our_own_answer_abstains_the_model_has_to_quote_what_was_asked_for(office: Office) -> None:
    question = "What is the late fee on the Okafor agreement?"
    assert without_model(office, question).abstained
    beside = ask(office, saying(PRICE_SAID), question)
    assert beside.abstained
    assert beside.notes == (NOTHING_PROVEN,)


def test_a_model_that_talks_without_end_is_cut_short(office: Office) -> None:
    model = ScriptedModel(saying(*[PRICE_SAID] * 30))
    answer = answerer(office, model).answer(PRICE, office.scope, today=TODAY)
    assert answer.answer.count("$129") == 4
