"""Which sentences of somebody else are supported by the clauses they cite, tried on contracts of four trades."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.agreements.clause import ClauseText
from service.agreements.passages import passages
from service.answers.polarity import Verdict
from service.answers.support import Claims, Dropped, Grounds, Said, claimed, why_dropped

TREAT = (
    "What we treat",
    "We treat the inside and outside of the house for ants, roaches, silverfish, earwigs and spiders.\n"
    "Wasp nests below the eaves are knocked down at each regular visit.",
)
NOT_TREATED = (
    "What we do not treat",
    "Termites, bed bugs, rodents and wood-boring beetles need a separate agreement. "
    "Attics and crawl spaces are not entered.",
)
VISITS = (
    "Visits",
    "You get four regular visits a year, one in every quarter. If the bugs come back between visits, we return within "
    "48 hours of your call and treat again at no cost.",
)
PRICE = (
    "Price",
    "$129 each quarter, charged to the card on file on the day of the visit. The first visit carries a start-up fee of $79.",
)
EXTRA = (
    "",
    "Extra work is charged at $58 per man-hour plus material at cost plus 12%. Anything above $400 needs the e-mailed "
    "approval of the board president before we begin.",
)
COMPRESSOR = (
    "Exclusions",
    "The following are not covered: compressors, heat exchangers and damage by lightning. The customer pays for them.",
)
TUNE_UP = ("Included", "Two tune-ups a year are included. Filters are replaced at each tune-up at no charge.")
RENEWAL = ("", "The contract does not renew by itself. It ends on December 31, 2026.")
LETTER = ("", f"Mail goes to <EMAIL_a2b3c4>, calls to {'<PERSON_a2b3c4>'}.")


def grounds(clause: tuple[str, str], quoted: str = "") -> Grounds:
    """Of one clause; `quoted` are words of the passage that is quoted, by default all of it is."""
    found = [Said(one) for one in passages(ClauseText("c", 0, "", clause[0], clause[1]), "d")]
    touched = [one for one in found if quoted in one.passage.text] if quoted else found
    assert touched
    return Grounds(tuple(touched))


SUPPORTED = [
    (VISITS, "You get four regular visits a year."),
    (VISITS, "We return within 48 hours of the call."),
    (PRICE, "The price is $129 each quarter."),
    (PRICE, "The first visit carries a start-up fee of $79."),
    (PRICE, "The card on file is charged 129 dollars on the day of the visit."),
    (EXTRA, "Extra work costs $58 per man-hour plus material at cost plus 12 percent."),
    (EXTRA, "Anything above $400 needs approval by e-mail of the board president before work begins."),
    (NOT_TREATED, "Termites need a separate agreement."),
    (NOT_TREATED, "Attics are not entered."),
    (COMPRESSOR, "No, compressors are not covered."),
    (TUNE_UP, "Yes, two tune-ups a year are included."),
    (RENEWAL, "The contract ends on December 31, 2026."),
    (RENEWAL, "It does not renew by itself."),
    (RENEWAL, "The contract ends on 12/31/2026."),
    (LETTER, "Calls go to <PERSON_a2b3c4>."),
]  # fmt: skip
UNSUPPORTED = [
    (PRICE, "The price is $99 each quarter.", Dropped.FIGURE),
    (PRICE, "The price is 129% each quarter.", Dropped.FIGURE),
    (EXTRA, "Extra work is charged at $400 per man-hour.", Dropped.FIGURE),
    (EXTRA, "Anything above $58 needs the approval of the board president.", Dropped.FIGURE),
    (VISITS, "We return within 24 hours of your call.", Dropped.FIGURE),
    (RENEWAL, "The contract ends on December 31, 2027.", Dropped.FIGURE),
    (RENEWAL, "The contract renews by itself.", Dropped.DENIAL),
    (TREAT, "We do not treat ants.", Dropped.DENIAL),
    (TREAT, "We treat every house for ants, roaches and spiders, always.", Dropped.PROMISE),
    (VISITS, "You get unlimited regular visits a year.", Dropped.PROMISE),
    (PRICE, "The fee for the visit is waived.", Dropped.PROMISE),
    (PRICE, "The first visit is free.", Dropped.PROMISE),
    (COMPRESSOR, "Yes, compressors are covered.", Dropped.VERDICT),
    (COMPRESSOR, "Yes, compressors.", Dropped.VERDICT),
    (COMPRESSOR, "The compressor is included.", Dropped.VERDICT),
    (COMPRESSOR, "The new agreement covers lightning.", Dropped.VERDICT),
    (TUNE_UP, "No, tune-ups are not covered.", Dropped.VERDICT),
    (TUNE_UP, "No.", Dropped.WORDS),
    (COMPRESSOR, "The customer pays for compressors.", Dropped.WORDS),
    (PRICE, "Call our partner garage for a better quote on tires.", Dropped.WORDS),
    (NOT_TREATED, "The owner owes us an apology and a bottle of wine.", Dropped.WORDS),
    (PRICE, "See https://example.com/pay for the price of the visit.", Dropped.MARKUP),
    (PRICE, "![price](price of the visit)", Dropped.MARKUP),
    (PRICE, "Mail the price of the visit to office@example.com", Dropped.MARKUP),
    (PRICE, "<img src=x> the price of the visit", Dropped.MARKUP),
    (LETTER, "Calls go to <PERSON_x2y3z4>.", Dropped.NAME),
    (PRICE, "The visit is s1 and s2.", Dropped.FIGURE),
    (PRICE, "It is what it is.", Dropped.WORDS),
]


@pytest.mark.parametrize(("clause", "sentence"), SUPPORTED)
def test_what_the_cited_clause_says_is_supported(clause: tuple[str, str], sentence: str) -> None:
    assert why_dropped(sentence, grounds(clause), Claims()) is None


@pytest.mark.parametrize(("clause", "sentence", "why"), UNSUPPORTED)
def test_what_it_does_not_say_is_dropped_for_its_reason(clause: tuple[str, str], sentence: str, why: Dropped) -> None:
    assert why_dropped(sentence, grounds(clause), Claims(of_coverage=True)) == why


def test_a_yes_is_held_against_the_quoted_words_not_against_others_of_the_clause() -> None:
    mixed = ("", "Filters are included. Compressors are not covered by the plan.")
    assert why_dropped("Yes, filters are included.", grounds(mixed, "Filters"), Claims(of_coverage=True)) is None
    wrong = why_dropped("Yes, compressors are covered.", grounds(mixed, "Compressors"), Claims(of_coverage=True))
    assert wrong is Dropped.VERDICT


def test_passages_do_not_add_up_to_what_none_of_them_says() -> None:
    prices = ("", "The plan costs $228 a year. A call after hours costs $95.")
    assert why_dropped("The plan costs $95 a year.", grounds(prices), Claims()) is Dropped.FIGURE
    assert why_dropped("A call after hours costs $95.", grounds(prices), Claims()) is None


def test_what_is_covered_is_settled_by_agreements_alone() -> None:
    told = replace(grounds(TUNE_UP), agreed=False)
    assert why_dropped("Yes, two tune-ups a year are included.", told, Claims(of_coverage=True)) is Dropped.VERDICT


def test_nothing_is_said_against_what_the_terms_settle() -> None:
    claims = Claims(of_coverage=True, settled=Verdict.PARTLY)
    assert why_dropped("Yes, two tune-ups a year are included.", grounds(TUNE_UP), claims) is Dropped.VERDICT


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Yes, this is covered.", Verdict.YES),
        ("No, this is not covered.", Verdict.NO),
        ("Partly: it is carried only as far as these words say.", Verdict.PARTLY),
        ("The price is $129.", Verdict.OPEN),
        ("No charge is made for filters.", Verdict.YES),
        ("Rollers are $8 each, no free ones.", Verdict.NO),
    ],
)
def test_what_a_sentence_claims(text: str, verdict: Verdict) -> None:
    assert claimed(text, to_yes_no=True) is verdict
