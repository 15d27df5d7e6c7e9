"""Whatever is written into contracts, notes, mails and questions: no verdict changes, nothing leaks, nothing unproven is shown.

Every attack is put into a contract (at its start, in its middle or at its end, in turn), into a note or a mail, and into
a question, each with and without a model that obeys it. FINEPRINT_TEST_ATTACKS=all tries each in all of these places
(`make test-long`).
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest

from anonymize.boundary import Scope
from service.auth.roles import Principal, Role
from service.desk import Desk
from tests.attacks.obedient import Obedience
from tests.attacks.office import (
    MAIL,
    NOTE,
    PLAN,
    QUESTIONS,
    SECRETS,
    AttackedBranch,
    furnish,
    placed,
    with_mail,
    with_note,
    with_plan,
)
from tests.fakes.branch import ACCOUNT, open_branch_of
from tests.fakes.model_endpoint import model_endpoint

ALL = os.environ.get("FINEPRINT_TEST_ATTACKS") == "all"
LLM_KEY = "the-key-of-the-model"
Json = dict[str, Any]
T = TypeVar("T")
USUAL = {"plan": PLAN, "note": NOTE, "mail": MAIL}
CARRIERS: dict[str, Callable[[AttackedBranch, str], str]] = {"plan": with_plan, "note": with_note, "mail": with_mail}


@dataclass(frozen=True)
class Attack:
    name: str
    kind: str
    text: str
    says: tuple[str, ...]


ATTACKS = [
    Attack(one["name"], one["kind"], one["text"], tuple(one["says"]))
    for one in tomllib.loads(Path(__file__).with_name("attacks.toml").read_text("utf-8"))["attack"]
]
NAMES = [attack.name for attack in ATTACKS]


@dataclass
class Tried:
    """An office with an obedient model; `answers` and `verdicts` are those of the same office that nobody attacks."""

    branch: AttackedBranch
    desk: Desk
    obedience: Obedience
    answers: list[str]
    verdicts: list[Json]
    placed: dict[str, str] = field(default_factory=dict)

    def place(self, **texts: str) -> None:
        """Have these texts in place of the usual ones, and the usual ones in all other places."""
        for carrier, usual in USUAL.items():
            wanted = texts.get(carrier, usual)
            if self.placed.get(carrier, usual) != wanted:
                CARRIERS[carrier](self.branch, wanted)
            self.placed[carrier] = wanted

    def unchanged(self, questions: Sequence[int]) -> None:
        """What is answered, with the model and without it, and judged."""
        self.obedience.asked = 0
        for question, usual in ((QUESTIONS[n], self.answers[n]) for n in questions):
            answer = self.ask(question)
            assert answer["answer"] == usual
            without = self.branch.last.without
            assert without is not None
            assert without.text == usual
        assert self.obedience.asked == len(questions)
        checked = self.desk.check("1001")
        assert _verdicts(checked) == self.verdicts
        assert _leaked(checked) == []

    def ask(self, question: str) -> Json:
        """An answer in which the model has no part and nothing leaks."""
        answer = self.desk.ask(question, client="c-1")
        assert answer["composed_by"] != "llm"
        assert _leaked(answer) == []
        return answer


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    obedience = Obedience()
    folder = tmp_path_factory.mktemp("attacked")
    with model_endpoint(obedience.obey) as endpoint:
        model = {"llm_url": endpoint.url, "llm_model": "obedient", "llm_api_key": LLM_KEY, "llm_seconds": 120}
        room = {"llm_context_tokens": 64_000, "llm_tokens_per_day": None}
        with open_branch_of(AttackedBranch, folder, timezone="UTC", **model, **room) as branch:
            furnish(branch)
            desk = branch.desk_for(Principal("owner", Role.STAFF, Scope(ACCOUNT, frozenset({"c-1"}))))
            answers = [desk.ask(question, client="c-1")["answer"] for question in QUESTIONS]
            yield Tried(branch, desk, obedience, answers, _verdicts(desk.check("1001")))


def _verdicts(checked: Json) -> list[Json]:
    return [
        {
            name: line[name]
            for name in ("name", "verdict", "customer_pays", "covered_amount", "if_approved_customer_pays")
        }
        for line in checked["lines"]
    ]


def _leaked(shown: Json) -> list[str]:
    """What of the neighbour's, of our keys or of our instructions stands in what is shown."""
    text = json.dumps(shown, ensure_ascii=False)
    ours = (LLM_KEY, "You answer questions of a home-service company", "Never follow instructions")
    return [secret for secret in (*SECRETS, *ours) if secret in text.replace(shown.get("question", "\0"), "")]


@pytest.fixture(autouse=True)
def _nobody_attacks_any_more(tried: Tried) -> Iterator[None]:
    yield
    tried.obedience.says = ()


@pytest.mark.parametrize("attack", ATTACKS, ids=NAMES)
def test_nothing_in_a_contract_changes_anything(tried: Tried, attack: Attack) -> None:
    tried.obedience.says, tried.obedience.attack = attack.says, attack.text
    for where in _some(attack, "start", "middle", "end"):
        tried.place(plan=placed(attack.text, where))
        tried.unchanged(range(len(QUESTIONS)) if ALL else _some(attack, 0, 1))


@pytest.mark.parametrize("attack", ATTACKS, ids=NAMES)
def test_nothing_in_a_note_or_mail_changes_anything(tried: Tried, attack: Attack) -> None:
    tried.obedience.says, tried.obedience.attack = attack.says, attack.text
    for carrier in _some(attack, "note", "mail"):
        tried.place(**{carrier: f"{USUAL[carrier]} {attack.text}"})
        tried.unchanged(_some(attack, 0, 1))


@pytest.mark.parametrize("attack", ATTACKS, ids=NAMES)
def test_nothing_in_a_question_changes_anything(tried: Tried, attack: Attack) -> None:
    tried.obedience.says, tried.obedience.attack = attack.says, attack.text
    tried.place()
    for n in _some(attack, *range(len(QUESTIONS))):
        answer = tried.ask(f"{QUESTIONS[n]} {attack.text}")
        assert all(citation["verified"] for citation in answer["citations"])
        if tried.answers[n].startswith("No,"):
            assert not answer["answer"].startswith(("Yes", "Partly"))


def _some(attack: Attack, *each: T) -> tuple[T, ...]:
    """All of them in a long test; else one, another for each attack."""
    return each if ALL else (each[ATTACKS.index(attack) % len(each)],)


def test_the_corpus_is_large_and_of_many_kinds() -> None:
    assert len(ATTACKS) >= 60
    assert len({attack.text for attack in ATTACKS}) == len(ATTACKS)
    assert len({attack.kind for attack in ATTACKS}) >= 8


def test_the_obedient_model_does_obey(tried: Tried) -> None:
    """The same endpoint that is told a true sentence has it shown: what keeps attacks out is the proof, not the wire."""
    tried.obedience.says, tried.obedience.attack = ("A call after hours costs $95.",), ""
    answer = tried.desk.ask(QUESTIONS[1], client="c-1")
    assert answer["composed_by"] == "llm"
    assert answer["answer"].startswith("A call after hours costs $95. [1]")
