from __future__ import annotations

from retrieval.routing import Routed, Titles

TITLES = Titles(
    {
        "supply": "Acme Bolt SUPPLY AGREEMENT between Acme Chemicals, Inc. and Bolt Works LLC",
        "lease": "Okafor LEASE between Denise Okafor and Bolt Works LLC",
        "amendment": "Okafor LEASE first amendment between Denise Okafor and Bolt Works LLC",
        "policy": "Days: To Do List, Planner PRIVACY POLICY",
    }
)


def test_a_document_named_by_title_and_parties_is_searched_for_what_is_asked_of_it() -> None:
    question = "Consider the Supply Agreement between Acme Chemicals, Inc. and Bolt Works LLC; who insures the goods?"
    assert TITLES.route(question) == Routed(("supply",), "who insures the goods?")


def test_an_agreement_and_its_amendment_are_searched_together() -> None:
    routed = TITLES.route("For the lease between Denise Okafor and Bolt Works: what is the rent?")
    assert routed == Routed(("amendment", "lease"), "what is the rent?")


def test_a_title_with_a_colon_in_it_is_taken_off_whole() -> None:
    routed = TITLES.route('Consider "Days: To Do List, Planner"\'s privacy policy; is my data sold, and to whom?')
    assert routed == Routed(("policy",), "is my data sold, and to whom?")


def test_a_question_that_names_no_document_is_left_as_it_is() -> None:
    for question in (
        "who insures the goods?",
        "When it rains, who pays; us or them?",
        "Consider Zephyr's plan; who pays?",
    ):
        assert TITLES.route(question) == Routed((), question)


def test_masked_names_point_as_names_do() -> None:
    titles = Titles({"a": "<ORGANIZATION_aaaaaa> agreement", "b": "<ORGANIZATION_bbbbbb> agreement"})
    assert titles.route("Consider <ORGANIZATION_bbbbbb>'s agreement; who pays?") == Routed(("b",), "who pays?")
