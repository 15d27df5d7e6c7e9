"""What a language model may add to the terms, and what of it is dropped."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from anonymize.boundary import Seal
from service.agreements.clause import ClauseText, DocumentFacts
from service.agreements.compile import compile_document
from service.agreements.fields import fields_of
from service.agreements.proposed import Masked, Outcome, proposed, with_proposals
from service.agreements.serialize import dump, load
from service.agreements.terms import Agreement, Discount, Exclusion
from service.llm.errors import BadReply, ModelTimedOut
from service.llm.model import NoModel
from service.llm.prompt import Prompt
from tests.fakes.language_model import ScriptedModel

SEAL = Seal("acme", b"k" * 32, "test-policy")
TEXTS = (
    "Agreement between <ORGANIZATION_h1> and <PERSON_a1>, from March 1, 2026 through February 28, 2027.",
    "Parts are discounted 10%.",
    "Gutters are beyond what we\nwould ever look at.",
)


def clauses(*texts: str) -> list[Masked]:
    return [Masked(ClauseText(f"c{nth}", nth, "", "", text), SEAL.sign(text)) for nth, text in enumerate(texts)]


def read(*texts: str) -> Agreement:
    return compile_document(DocumentFacts("d", client_id="c"), [one.clause for one in clauses(*texts)])


def naming(*terms: Mapping[str, Any]) -> Callable[[Prompt[Any]], str]:
    """A model that lists these terms, each in the source that holds its quote."""

    def script(prompt: Prompt[Any]) -> str:
        return json.dumps({"terms": [{"source": source_of(prompt, str(one["quote"])), **one} for one in terms]})

    return script


def source_of(prompt: Prompt[Any], quote: str) -> str:
    begins = " ".join(quote.split()[:2])
    return next((one.id for one in prompt.passages if begins in one.text.text), prompt.passages[0].id)


def outcome(*terms: Mapping[str, Any], texts: tuple[str, ...] = TEXTS) -> Outcome:
    return proposed(ScriptedModel(naming(*terms)), "d", clauses(*texts))


MISSED = {"kind": "excluded", "what": "Gutters", "quote": "Gutters are beyond what we would ever look at."}


def test_a_term_the_patterns_missed_is_shown_for_review_with_the_clause_s_own_words() -> None:
    found = with_proposals(read(*TEXTS), outcome(MISSED))
    field = fields_of(found)["exclusions"]
    assert (field.value, field.needs_review) == (["Gutters"], True)
    assert field.pin.quote == "Gutters are beyond what we\nwould ever look at."


def test_what_a_model_proposes_is_no_term_that_verdicts_are_made_from() -> None:
    plain, found = read(*TEXTS), with_proposals(read(*TEXTS), outcome(MISSED))
    assert found.terms == plain.terms
    assert [type(one) for one in found.proposed] == [Exclusion]


@pytest.mark.parametrize(
    "term",
    [
        {"kind": "excluded", "what": "Gutters", "quote": "Gutters are not part of the plan."},
        {"kind": "parts_discount", "percent": 15, "quote": "Parts are discounted 10%."},
        {"kind": "ends", "day": "2028-02-28", "quote": "from March 1, 2026 through February 28, 2027"},
        {"kind": "excluded", "what": "chimneys", "quote": "Gutters are beyond what we would ever look at."},
        {"kind": "approval", "quote": "Parts are discounted 10%."},
        {"kind": "parts_discount", "percent": 10, "quote": "Parts are discounted 10%.", "source": "s9999"},
    ],
)
def test_what_its_quote_does_not_prove_is_dropped(term: Mapping[str, Any]) -> None:
    assert outcome(term) == Outcome((), dropped=1)


def test_of_a_reply_with_entries_of_another_form_the_rest_is_kept() -> None:
    assert [type(one) for one in outcome({"kind": "colour", "quote": "red and blue"}, MISSED).terms] == [Exclusion]


def test_where_model_and_patterns_disagree_both_are_shown_for_review() -> None:
    texts = ("Parts are discounted 10%.", "Members get a fifth (20%) knocked off all spares.")
    term = {"kind": "parts_discount", "percent": 20, "quote": "a fifth (20%) knocked off all spares"}
    patterns = compile_document(DocumentFacts("d"), [clauses(*texts)[0].clause])
    field = fields_of(with_proposals(patterns, outcome(term, texts=texts)))["parts_discount_percent"]
    assert (field.value, field.needs_review) == (10, True)
    assert [(one.value, one.pin.quote) for one in field.alternatives] == [(20, "a fifth (20%) knocked off all spares")]


def test_where_they_agree_nothing_is_doubted() -> None:
    term = {"kind": "parts_discount", "percent": 10, "quote": "Parts are discounted 10%."}
    assert fields_of(with_proposals(read(*TEXTS), outcome(term))) == fields_of(read(*TEXTS))


def test_proposals_are_kept_with_the_agreement() -> None:
    found = with_proposals(read(*TEXTS), outcome(MISSED))
    assert load(dump(found)) == found


def test_a_model_that_fails_leaves_what_it_gave_until_then_and_says_why() -> None:
    model = ScriptedModel(naming(MISSED, MISSED), fails=ModelTimedOut("it took longer than 30 s"), fails_after=6)
    found = proposed(model, "d", clauses(*TEXTS))
    assert found.again
    assert with_proposals(read(*TEXTS), found).warnings[-1] == (
        "the language model read only a part: it took longer than 30 s"
    )


def test_a_model_that_answers_something_else_is_not_asked_again() -> None:
    found = proposed(ScriptedModel(lambda _: "I would rather not."), "d", clauses(*TEXTS))
    assert (found.terms, found.again) == ((), False)
    assert found.trouble == str(BadReply("the language model did not reply in the form that was asked for"))


def test_without_a_model_nothing_is_proposed_and_nothing_said() -> None:
    assert proposed(NoModel(), "d", clauses(*TEXTS)) == Outcome((), 0)


def test_long_documents_are_read_in_parts() -> None:
    model = ScriptedModel(naming())
    proposed(model, "d", clauses(*(["Weekly mowing is included. " * 40] * 12)))
    sizes = [sum(len(one.text.text) for one in prompt.passages) for prompt in model.prompts]
    assert len(sizes) == 3
    assert max(sizes) <= 6_000
    assert sum(len(prompt.passages) for prompt in model.prompts) == 12


def test_two_figures_in_one_reading_do_not_hide_each_other() -> None:
    texts = ("Parts are discounted 10%.", "Labor on repairs is 15% off.")
    terms = [
        {"kind": "parts_discount", "percent": 10, "quote": texts[0]},
        {"kind": "labour_discount", "percent": 15, "quote": texts[1]},
    ]
    found = outcome(*terms, texts=texts)
    assert {(one.applies_to, int(one.percent)) for one in found.terms if isinstance(one, Discount)} == {
        ("parts", 10),
        ("labour", 15),
    }
