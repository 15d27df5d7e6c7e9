"""Contracts read with a language model configured, over a served endpoint."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ingest.jobber.records import Client
from service.agreements.fields import fields_of
from service.agreements.terms import Agreement
from service.compiling import AccountCompiler
from service.llm.breaker import Breaker
from service.llm.endpoint import Endpoint
from service.llm.guarded import GuardedModel, Guards
from service.llm.spending import Budget, Spending
from service.llm.tally import Tally
from tests.fakes.model_endpoint import Asked, ModelEndpoint, model_endpoint
from tests.fakes.office import ACCOUNT, SEAL, Office

CLIENT = Client(id="client-1", first_name="Ada", last_name="Quill")
CONTRACT = """SERVICE PLAN
This plan for Ada Quill begins on March 1, 2026 and ends on February 28, 2027.

Parts are discounted 10%.

Gutters are beyond what we would ever look at for Ada Quill.
"""


def gutters(asked: Asked) -> str:
    """Lists what stands in the clause with the gutters, and something that stands nowhere."""
    source = next((one for one in asked.sources if "Gutters" in one["text"]), None)
    terms = [{"kind": "excluded", "source": source["id"], "what": "Gutters", "quote": source["text"]}] if source else []
    made_up = [{"kind": "excluded", "source": "s0000", "what": "roofs", "quote": "Roofs are excluded."}]
    return json.dumps({"terms": terms + made_up})


def guarded(engine: Engine, url: str, seconds: int) -> GuardedModel:
    endpoint = Endpoint(url, "scripted", "", seconds=seconds, most_tokens=500)
    spending = Spending(engine, Budget())
    guards = Guards(endpoint, spending, Breaker(), Tally(), seconds=seconds, context_tokens=16_000, reply_tokens=500)
    return GuardedModel(guards, SEAL)


def compiled(office: Office, endpoint: ModelEndpoint, id: str, seconds: int = 20) -> Agreement:
    model = guarded(office.engine, endpoint.url, seconds)
    reveal = office.anonymizer.reveal
    compiler = AccountCompiler(
        office.store, office.ledger, office.agreements, lambda _, masked: reveal(masked, office.scope), lambda _: model
    )
    compiler.compile(ACCOUNT, [])
    found = office.agreements.of_document(office.scope, id)
    assert found is not None
    return found


def test_a_contract_is_read_again_when_a_model_is_configured_and_its_proposals_are_kept(
    engine: Engine, tmp_path: Path
) -> None:
    office = Office(engine, tmp_path, (CLIENT,))
    id = office.file(CLIENT, "plan.pdf", CONTRACT)
    with model_endpoint(gutters) as endpoint:
        field = fields_of(compiled(office, endpoint, id))["exclusions"]
        assert (field.value, field.needs_review) == (["Gutters"], True)
        calls = len(endpoint.asked)
        compiled(office, endpoint, id)
        assert len(endpoint.asked) == calls
        assert "Quill" not in "".join(one.everything for one in endpoint.asked)


def test_a_model_that_is_not_reached_costs_no_term_and_is_asked_again(engine: Engine, tmp_path: Path) -> None:
    office = Office(engine, tmp_path, (CLIENT,))
    id = office.file(CLIENT, "plan.pdf", CONTRACT)
    before = office.agreements.of_document(office.scope, id)
    with model_endpoint(gutters) as endpoint:
        endpoint.status = 503
        without = compiled(office, endpoint, id)
        assert before is not None
        assert (without.terms, without.proposed) == (before.terms, ())
        endpoint.status = 200
        assert compiled(office, endpoint, id).proposed


@pytest.mark.skipif("FINEPRINT_TEST_LLM_URL" not in os.environ, reason="FINEPRINT_TEST_LLM_URL names no model to try")
def test_a_real_model_s_proposals_all_stand_in_the_contract(engine: Engine, tmp_path: Path) -> None:
    office = Office(engine, tmp_path, (CLIENT,))
    id = office.file(CLIENT, "plan.pdf", CONTRACT)
    with model_endpoint(gutters) as endpoint:
        endpoint.url = os.environ["FINEPRINT_TEST_LLM_URL"]
        found = compiled(office, endpoint, id, seconds=240)
    for one in found.proposed:
        assert office.anonymizer.reveal(one.pin.quote, office.scope) == CONTRACT[one.pin.start : one.pin.end]
