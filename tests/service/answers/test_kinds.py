from __future__ import annotations

import pytest

from service.agreements.terms import Rate
from service.answers.aspects import Datum
from service.answers.held import holds, holds_length
from service.answers.kinds import Kind, interrogative, understand


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How much is the diagnostic fee?", Kind.VALUE),
        ("Is the water softener covered?", Kind.COVERAGE),
        ("do we fix faucets for her?", Kind.COVERAGE),
        ("Who pays for parts?", Kind.COVERAGE),
        ("compressor - do we pay or does she", Kind.COVERAGE),
        ("Which agreements renew on their own?", Kind.LIST),
        ("Who approved the new motor?", Kind.APPROVED),
        ("Did he ok the heater?", Kind.APPROVED),
        ("What did the rider change?", Kind.CHANGE),
        ("What did she write about the motor?", Kind.TOLD),
        ("What did we promise her about the deck?", Kind.TOLD),
        ("what did we charge for a filter in May?", Kind.VALUE),
        ("The belt snapped. Do we bill him?", Kind.COVERAGE),
        ("are squirrels in their order?", Kind.COVERAGE),
        ("hail cracked the lid, on us?", Kind.COVERAGE),
        ("Are the gauges ours to mend?", Kind.COVERAGE),
        ("What's the trip charge under the new plan?", Kind.VALUE),
        ("Do we thaw the pipes in the barn?", Kind.COVERAGE),
        ("Does the order take in the boathouse?", Kind.COVERAGE),
        ("How soon did we promise to come for a jammed gate?", Kind.VALUE),
        ("What did he pay for the hail rider?", Kind.VALUE),
        ("Who pays if a courier slips on the steps?", Kind.VALUE),
    ],
)
def test_the_kind_of_a_question_is_read_from_its_words(question: str, kind: Kind) -> None:
    assert understand(question).kind is kind


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("How fast do we have to be there?", "response"),
        ("What is the late fee?", "late_fee"),
        ("what if they want out early, how do they cancel?", "termination"),
        ("Does it renew?", "renewal"),
        ("how long do we stand behind a repair", "warranty"),
        ("above what sum do we need a PO", "approval"),
        ("what do they get off parts", "discount"),
        ("when is the agreement up?", "term"),
        ("where is the key?", "access"),
        ("how much insurance must we carry", "insurance"),
        ("whose okay do we need above a thousand?", "approval"),
        ("can the janitor say yes to a repair?", "approval"),
        ("does her membership roll over?", "renewal"),
        ("they are behind on the July invoice, what do we add?", "late_fee"),
        ("nobody was there to open, do we charge?", "missed"),
        ("the washer is beyond repair, what do we give?", "replacement"),
        ("what if our patch goes bad?", "warranty"),
        ("how long are they locked in?", "term"),
        ("does whoever buys the house get the plan?", "transfer"),
        ("If nobody writes, do they stay on with us?", "renewal"),
        ("what do they send us each quarter?", "price"),
        ("who is allowed to release the bigger orders?", "approval"),
        ("which of his shops do we look after?", "served"),
        ("what is added when the July part is late?", "late_fee"),
        ("do unused mowing hours go over into spring?", "carryover"),
        ("which contracts stop in June?", "term"),
    ],
)
def test_the_aspect_asked_for_is_recognised(question: str, aspect: str) -> None:
    assert aspect in [one.name for one in understand(question).aspects]


def test_what_happened_before_the_question_is_not_what_is_asked() -> None:
    assert interrogative("The furnace quit last night. Is labor included?") == "Is labor included?"
    aspects = [one.name for one in understand("She wants to cancel. What is the hourly rate?").aspects]
    assert "rate" in aspects
    assert "termination" not in aspects


@pytest.mark.parametrize("question", ["How soon can she cancel?", "How quickly must we give a refund?"])
def test_how_soon_something_else_may_be_done_is_no_time_to_come(question: str) -> None:
    assert "response" not in [one.name for one in understand(question).aspects]


def test_a_yes_and_a_value_may_be_asked_for_at_once() -> None:
    asked = understand("Does she get a break on fittings, and how large?")
    assert asked.yes_no
    assert Datum.PERCENT in asked.data


def test_the_year_and_the_last_day_asked_about_are_told() -> None:
    assert understand("What is the fee in 2031?").year == 2031
    assert understand("When does the plan end?").ending
    assert not understand("When does the plan start and end?").ending


def test_a_question_for_a_case_needs_no_day() -> None:
    assert not understand("When does she need to sign off?").data
    assert Datum.DATE in understand("When does the plan expire?").data


def test_a_how_many_names_what_is_counted_but_not_a_unit_of_time() -> None:
    assert understand("How many tune-ups are included?").counted
    assert not understand("How many days do we have to respond?").counted


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("a trade call fee of $75.00", Datum.MONEY),
        ("carries no further charge", Datum.MONEY),
        ("list price less fifteen percent", Datum.PERCENT),
        ("bears half of the list price", Datum.PERCENT),
        ("within four hours", Datum.DURATION),
        ("through March 31, 2027", Datum.DATE),
        ("at the end of any month", Datum.DATE),
        ("two visits", Datum.COUNT),
        ("ask <PERSON_7f3kq2>", Datum.PERSON),
        ("call <PHONE_7f3kq2>", Datum.CONTACT),
        ("<PERSON_7f3kq2> chairs the board", Datum.NAME),
        ("twelve man-hours of raking", Datum.DURATION),
        ("done by 7 am", Datum.CLOCK),
        ("every Tuesday", Datum.WEEKDAY),
        ("once 5 cm lie on the drive", Datum.LENGTH),
        ("the rent for two months", Datum.MONEY),
        ("cleaned in the spring", Datum.DATE),
        ("£48 a visit", Datum.MONEY),
        ("at regular menu prices", Datum.MONEY),
        ("swept before 6 on Mondays", Datum.CLOCK),
        ("by noon the day before", Datum.DATE),
    ],
)
def test_a_datum_is_seen_where_it_stands(text: str, datum: Datum) -> None:
    assert holds(text, datum)


@pytest.mark.parametrize("datum", [Datum.MONEY, Datum.PERCENT, Datum.DURATION, Datum.DATE, Datum.CONTACT])
def test_plain_words_hold_no_datum(datum: Datum) -> None:
    assert not holds("The contractor keeps the boiler clean and safe.", datum)


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("gravel is $38 per yard", Datum.COUNT),
        ("the winter kit", Datum.DATE),
        ("two visits", Datum.DURATION),
        ("the manager signs", Datum.NAME),
        ("<ORGANIZATION_7f3kq2>'s own painter", Datum.NAME),
        ("within two days", Datum.CLOCK),
        ("before 3 visits are used", Datum.CLOCK),
    ],
)
def test_a_near_datum_is_another_one(text: str, datum: Datum) -> None:
    assert not holds(text, datum)


@pytest.mark.parametrize(
    ("text", "unit", "held"),
    [
        ("within two days", "hour", True),
        ("sixty days' notice", "month", True),
        ("twelve man-hours of raking", "hour", True),
        ("replaced every three years", "hour", False),
        ("for five years", "day", False),
    ],
)
def test_a_length_of_time_is_told_in_a_like_unit(text: str, unit: str, held: bool) -> None:
    assert holds_length(text, unit) is held


@pytest.mark.parametrize(
    ("question", "data"),
    [
        ("At what hour is the yard swept by?", {Datum.CLOCK}),
        ("Which day of the week do we mow?", {Datum.WEEKDAY}),
        ("Who is the treasurer?", {Datum.NAME}),
        ("Who is allowed to sign?", {Datum.PERSON}),
        ("How deep must the leaves lie?", {Datum.LENGTH}),
        ("How many hours do we have to get there?", {Datum.DURATION}),
        ("In which months are the gutters cleaned?", {Datum.DATE, Datum.DURATION}),
        ("What does she pay for a new valve?", {Datum.MONEY, Datum.PERCENT}),
    ],
)
def test_what_a_question_asks_for_is_told_apart(question: str, data: set[Datum]) -> None:
    assert understand(question).data == data


def test_a_title_ends_no_sentence() -> None:
    assert interrogative("How soon are we at Mrs. Alder's place?") == "How soon are we at Mrs. Alder's place?"


@pytest.mark.parametrize(
    ("question", "charged"),
    [
        ("Do we charge for the hinge?", True),
        ("Is the visit charge waived?", False),
        ("Is the hinge free?", False),
        ("Is the hinge changed without further charge?", False),
        ("Is there a surcharge on Mondays?", True),
    ],
)
def test_a_yes_means_a_charge_only_where_one_is_asked_for(question: str, charged: bool) -> None:
    assert understand(question).of_charges is charged


def test_the_makers_word_is_asked_for_by_name() -> None:
    assert understand("How long is the manufacturer's warranty on the pump?").by_maker
    assert not understand("How long is the warranty on the pump?").by_maker


def test_which_plan_one_client_has_lists_no_clients() -> None:
    assert understand("Which plans are there?").kind is Kind.LIST
    assert understand("Which plan did they pick?", of_one=True).kind is not Kind.LIST


def test_the_hour_asked_about_has_no_terms_but_what_is_priced_by_it_has() -> None:
    assert Rate in understand("what is our hourly rate on a Sunday?").leading_terms
    assert understand("what interest do we charge when they pay late?").leading_terms == ()


def test_what_comes_of_an_end_or_a_sale_is_asked_for_alone() -> None:
    asked = understand("Can she cancel in June and get her money back?")
    assert [aspect.name for aspect in asked.leading] == ["refund"]


def test_a_question_told_by_somebody_is_one_all_the_same() -> None:
    assert understand("Ida asks if she pays the lift fee").yes_no
    assert not understand("Ida asks what the lift fee is").yes_no


def test_how_tall_asks_for_a_measure_and_not_whether_it_is_covered() -> None:
    assert understand("how tall do we cut the grass?").kind is Kind.FACT
