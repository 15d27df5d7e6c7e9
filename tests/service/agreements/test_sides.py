"""Whose side a heading puts things on, and what sentences without the usual words say."""

from __future__ import annotations

import pytest

from service.agreements.compile import compile_text
from service.agreements.patterns.polarity import of_title
from service.agreements.terms import Allowance, Exclusion, Inclusion, Term

OURS = """
What you get
On us
On the house
Our part
We take care of
Yours with the plan
What the dues buy
Comes with it
Comes with your membership
Part of the deal
Your monthly fee covers
Work in the price
Taken care of
No bill for
We handle
For the Fee the Contractor shall
For the Fee the Contractor shall, on the Commons:
What's in
What is in the price
The plan pays for
What do I get for that?
Free of charge
Thrown in
We carry
At every visit we
Duties of the Contractor
Members enjoy
Protected items
Covered components
Included at no extra cost
We'll fix
Paid by your dues
What we do each month
Treats
Yours for the fee
What we look after
No charge for
Our job
Looked after
What my money buys
What is covered?
What's included?
Does the plan cover repairs?
In exchange for the fee we will
Contractor's obligations
In the package
Included services
What do you do for me?
What happens on a visit?
Each visit we will
Scope of services
Services provided
Benefits
Membership perks
What your $29 buys
Within the fee
In the retainer
Our side of the bargain
What we promise
We pay
Without charge
Standard with every plan
Things we keep running
What belongs to the pass
We have you covered for
Your visits
Each spring we
Work we do at no bill
Ours to mend
What comes out of our pocket
What the club does
Included with the rent
Things that are already paid for
Already in your fee
Promised work
Our commitments
What to expect at each visit
During the visit
Standard tasks
In return we
Your pass gets you:
Per-unit fee of $16 monthly pays for
Schedule B - Routine
"""
YOURS = """
Not our problem
Extra
Extras
Your side
You pay
On you
On your dime
What do I always pay myself?
Out of the Circle
What is left out
Left with the customer
We don't do
Outside the plan
Not in the price
Off the list
Billed separately
Sold apart
What costs more
Not part of this
Customer's account
By others
Beyond the plan
At additional cost
Things we won't touch
What this does not buy
Chargeable work
What is billed
Billable
Owner's responsibility
Additional services
What's not included
Not included
What we leave to you
What stays yours
Yours to pay
You take care of
Work at extra cost
What isn't in it
Optional extras
Charged on top
What we bill for
What is not our job
The fee does not cover
Exclusions
No coverage for
What do I pay extra for?
What will I have to pay for?
What is not covered?
Our plan stops here
Things that cost extra
Paid by you
On your account
At your expense
We cannot help with
Excluded items
Items at list price
Work outside the agreement
Not our job
Not for us
Separately quoted work
What comes out of your pocket
Not promised
Things you buy separately
Work we invoice
For which you are billed
Where the plan does not reach
What we won't do
No-go items
Not for the monthly price
You supply
You are responsible for
Someone else's job
Repairs at your cost
Paid extras
Left out
Off limits
The rest is yours
Gaps in cover
Limitations and exclusions
Ordered separately
What nobody stands behind
What stays with others
By separate arrangement
Full price
Beyond this schedule
We don't promise
Our Plan B does not give
"""
NEITHER = """
How long
Price
Term
Payment
Signature
Notices
Rank
Service fee
Rates
Refrigerant
Evenings and weekends
Which pool?
Saturdays
Will you ask me first?
May I call late?
And if your repair does not hold?
Meaning of words
Leave to proceed
Plants
Asking first
Ending and renewal
Duration
Exhibit A
Labor rates
What does it cost?
How long does it run?
Our promise to answer the phone
Billing and payment
Hours of operation
What if I move?
How do I cancel?
Definitions
General conditions
Your details
Insurance
Warranty
Response times
Access to the premises
Who we are
What does a visit cost?
Approvals
Schedule of rates
Privacy
Service area
The customer will
Customer duties
What you need to do
What you get money off
Half price off our list
"""


def lines(words: str) -> list[str]:
    return words.strip().splitlines()


@pytest.mark.parametrize("heading", lines(OURS))
def test_a_heading_that_puts_things_on_our_side_includes(heading: str) -> None:
    assert of_title(heading) == "included"


@pytest.mark.parametrize("heading", lines(YOURS))
def test_a_heading_that_puts_things_on_the_customers_side_excludes(heading: str) -> None:
    assert of_title(heading) == "excluded"


@pytest.mark.parametrize("heading", lines(NEITHER))
def test_a_heading_about_something_else_says_neither(heading: str) -> None:
    assert of_title(heading) is None


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("What will you not pay for?", "excluded"),
        ("What won't you fix?", "excluded"),
        ("What do you leave out?", "excluded"),
        ("What will you pay for?", "included"),
        ("What do you fix?", "included"),
        ("What do I not get?", "excluded"),
    ],
)
def test_a_customers_question_is_answered_in_the_contractors_voice(heading: str, said: str) -> None:
    assert of_title(heading) == said


def terms(text: str, kind: type[Term], heading: str = "SERVICE AGREEMENT") -> list[str]:
    found = compile_text(f"{heading}\n{text}\n").terms
    return [str(vars(one)["what"]) for one in found if isinstance(one, kind)]


@pytest.mark.parametrize(
    ("said", "of"),
    [
        ("If the water heater stops working, we repair it.", "water heater"),
        ("Should the pump quit, we mend it.", "pump"),
        ("When a covered appliance fails, the Contractor will repair or replace it at no charge.", "covered appliance"),
        ("The inside of the fridge, whenever you like, free.", "inside of the fridge"),
        ("If wasps, ants or mice get into the house, we close the way they came.", "wasps"),
    ],
)
def test_what_we_put_right_is_included(said: str, of: str) -> None:
    assert of in terms(said, Inclusion)


def test_parts_and_labor_are_those_of_the_thing_the_sentence_before_speaks_of() -> None:
    said = "If a listed furnace stops heating, we repair it. We bear the parts and the labor, both at list price, up to $900."
    assert "listed furnace: parts and the labor" in terms(said, Inclusion)


def test_what_belongs_to_no_plan_is_excluded_but_for_what_is_excepted() -> None:
    said = "Bed bugs and termites belong to no plan and are charged at list price, carpenter ants excepted."
    [out] = [one for one in compile_text(f"SERVICE AGREEMENT\n{said}\n").terms if isinstance(one, Exclusion)]
    assert out.what == "Bed bugs and termites"
    assert out.exceptions == ("carpenter ants",)


def test_what_does_not_use_up_a_limit_is_not_excluded() -> None:
    assert not terms("If it fails again, its parts and labor do not use up the limit.", Exclusion)


def test_a_share_of_the_bill_that_falls_to_the_customer_leaves_nothing_out() -> None:
    assert not terms("Of the work of each visit the first $75 falls to you.", Exclusion)


@pytest.mark.parametrize(
    ("said", "what", "count", "per"),
    [
        ("One rescue in the season is free.", "rescue", 1, "season"),
        (
            "Ten window panes at each cleaning free, and a quarter off for the panes after those.",
            "window panes",
            10,
            "visit",
        ),
        ("As many as forty (40) cubic yards of mulch in a calendar year are included.", "mulch", 40, "year"),
    ],
)
def test_so_many_given_in_a_period_are_an_allowance(said: str, what: str, count: int, per: str) -> None:
    found = [one for one in compile_text(f"SERVICE AGREEMENT\n{said}\n").terms if isinstance(one, Allowance)]
    assert f"{what} {count} {per}" in [f"{one.what} {one.count} {one.per}" for one in found]


def test_what_is_said_of_more_than_is_given_is_no_grant() -> None:
    said = "(1) prune the shrubs two times in a calendar year, any further pruning being at list price;"
    text = f"1. For the fee we shall:\n{said}\n"
    assert not [what for what in terms(text, Inclusion) if "further" in what or "list" in what]


def test_a_priced_member_is_not_carried_by_its_heading() -> None:
    assert terms("- Gutter cleaning\n- Parts billed at our list price\n", Inclusion, "WHAT YOU GET") == [
        "Gutter cleaning"
    ]
