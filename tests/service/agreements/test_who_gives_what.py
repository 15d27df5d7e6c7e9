"""What a paper gives and leaves out, in the many ways offices put it."""

from __future__ import annotations

import pytest

from service.agreements.compile import compile_text
from service.agreements.terms import Allowance, Exclusion, Inclusion

TITLE = "CARILLON CARE\n\n"


def given(paper: str) -> list[str]:
    return [one.what for one in compile_text(f"{TITLE}{paper}").terms if isinstance(one, Inclusion)]


def left_out(paper: str) -> list[str]:
    return [one.what for one in compile_text(f"{TITLE}{paper}").terms if isinstance(one, Exclusion)]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("The ropes, the wheels and the clappers are in the $90 a month.", ["ropes", "clappers"]),
        ("$540 for the season covers greasing the bearings, one tuning, and an oil change.", ["greasing the bearings", "oil change"]),
        ("The fixed price of $480 plus HST covers: straightening the frame, hauling away the old wood.", ["straightening the frame", "hauling away the old wood"]),
        ("This takes in clapper springs, stays, and pivot pins.", ["clapper springs", "pivot pins"]),
        ("I'm throwing in one spare rope this year.", ["one spare rope this year"]),
        ("No storage is charged.", ["storage"]),
        ("Clapper springs come with the yearly visit.", ["Clapper springs"]),
        ("The pendulum: we swap it, no charge.", ["pendulum"]),
        ("Tower ladder, hoist and pulley refinished, incl.", ["Tower ladder"]),
        ("The Gardeners undertake, from April on, to trim the ivy, sweep the steps, and rake the yard.", ["trim the ivy", "sweep the steps"]),
        ("Chime Brothers will:\n(i) oil the wheels;\n(ii) tune the bells.", ["oil the wheels", "tune the bells"]),
        ("SCHEDULE A - WORK WITHIN THE ANNUAL FEE OF $300\n\nA1 Ropes, stays\nA2 Clapper springs", ["Ropes", "stays", "Clapper springs"]),
        ("- clapper spring: swapped when bad, no charge", ["clapper spring: swapped"]),
        ("Ropes, stays: parts and labor within the sum.", ["Ropes", "stays"]),
        ("Ladder, hoist, and callers by phone: free.", ["Ladder", "hoist"]),
        ("Clock face dusting free with any visit.", ["Clock face dusting"]),
        ("The retainer pays for: one greasing; leaking supply pipes, ropes and stays; retying of knots.", ["one greasing", "leaking supply pipes", "ropes", "stays", "retying of knots"]),
        ("$24 a month gets you a spring tuning, dry wheels, and new ropes.", ["spring tuning", "dry wheels", "new ropes"]),
        ("You pay nothing for the new bell.", ["new bell"]),
        ("No charge shall be made for greasing, or for pins and washers.", ["greasing", "pins", "washers"]),
        ("Tools, rope and carriage are the Company's own affair.", ["Tools", "rope", "carriage"]),
        ("Belfry Works shall test the bells and shall carefully scan the frame.", ["test the bells"]),
        ("We shall, before Easter, sweep the tower, dust the bells.", ["sweep the tower", "dust the bells"]),
        ("The tower steps are swept by hand each week.", ["tower steps"]),
        ("What we do\n- At each visit grease the wheels, check the ropes.", ["grease the wheels", "check the ropes"]),
        ("Each visit: ropes exchanged for dry ones; wheels greased.", ["visit: ropes exchanged for dry ones", "wheels greased"]),
        ("What the annual charge of $90 buys\n1.1 A tuning in spring.\n\n2. What it does not buy\n2.1 Gilding.", ["tuning in spring"]),
        ("New ropes, pins and knots on them are changed as wanted.", ["New ropes", "pins", "knots"]),
        ("Bell wax costs you nothing.", ["Bell wax"]),
        ("Should bats be found, the Obligor will re-treat the loft at its own expense.", ["re-treat the loft"]),
        ("BMSE shall (1) test the bells daily; (2) wash the frame.", ["test the bells daily", "wash the frame"]),
        ("After a storm, the first sweeping is on us.", ["first sweeping"]),
        ("No ladder time, rope hire or bell tax will be paid under any item.", ["ladder time", "rope hire", "bell tax"]),
        ("I charge no service call when the tower is open.", ["service call"]),
        ("In the clocks I stand good for springs, hands and dials.", ["springs", "hands", "dials"]),
        ("We bring our own ropes and there is no charge for them.", ["own ropes"]),
        ("We shall bear the first $300.00 of rope.", ["rope"]),
        ("Washers are included until their list price amounts to $90.00 in a year.", ["Washers"]),
        ("At each visit we do the frame, the ropes and all the wheels.", ["frame", "ropes", "all the wheels"]),
        ("Bats, swifts, and moths: all in.", ["Bats", "swifts", "moths"]),
        ("Each March the wheels are greased. Both are in the price, with sweeping.", ["sweeping"]),
        ("One tuning, in May or June, is part of it.", ["One tuning"]),
        ("OUR PLAN GIVES, NO CHARGE:\ngreasing · tuning · new ropes", ["greasing", "tuning", "new ropes"]),
    ],
)  # fmt: skip
def test_what_is_given(words: str, what: list[str]) -> None:
    assert set(what) <= set(given(words))


@pytest.mark.parametrize(
    "words",
    [
        "You must have the bells tuned once a year.",
        "This certificate asks you to have the bells tuned once each calendar year.",
    ],
)
def test_what_the_customer_has_to_do_is_no_allowance(words: str) -> None:
    assert not [one for one in compile_text(f"{TITLE}{words}").terms if isinstance(one, Allowance)]


def test_the_letters_of_a_row_of_sentences_part_them() -> None:
    found = given("Scope. (a) Tuning of the bells. (b) All ropes, stays. (c) Cleaning of the tower.")
    assert {"All ropes", "stays"} <= {one.removeprefix("(b) ") for one in found}


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Things we leave alone: the clock face, the weathercock.", {"clock face", "weathercock"}),
        ("OUT\n- the clock face\n- the weathercock", {"clock face", "weathercock"}),
        ("The clock face and the weathercock stay out of this.", {"clock face and the weathercock"}),
        ("Gilding, lamps, and the hatch fall outside.", {"Gilding", "lamps", "hatch"}),
        ("The organ blower is the organ dealer's affair.", {"organ blower"}),
        ("The clock itself is serviced by its maker.", {"clock itself"}),
        ("The clock's weights go to the clock company.", {"clock's weights"}),
        ("Clock hands, dials: not restored.", {"Clock hands", "dials"}),
        ("Hatch, ladder: the parish's own handyman.", {"Hatch", "ladder"}),
        ("Lamps: no.", {"Lamps"}),
        ("Not bells: the clock, the lamps.", {"clock", "lamps"}),
        ("This bond does not reach: ropes, stays; gilding; the hatch.", {"ropes", "stays", "gilding", "hatch"}),
        (
            "New ladders, hatches, and anything by a roofer are by separate contract.",
            {"New ladders", "hatches", "anything by a roofer"},
        ),
        ("Gilding cracks isn't guaranteed.", {"Gilding cracks"}),
        ("Not included in either plan: the clock, the lamps.", {"clock", "lamps"}),
        ("WE DON'T PROMISE\n- dry floors\n- quiet bells", {"dry floors", "quiet bells"}),
        ("Organ in the loft & the blower: you handle those with the dealer.", {"Organ in the loft & the blower"}),
        ("Clock chimes NOT us (Baker's).", {"Clock chimes"}),
        ("Card readers and coin boxes are the vending company's.", {"Card readers and coin boxes"}),
        ("The crypt is a separate matter.", {"crypt"}),
        ("Gilding, fees of the county are outside every plan.", {"Gilding", "fees of the county"}),
        ("Bells of the annex are not under this contract.", {"Bells of the annex"}),
        ("Moths, swifts, and jackdaws are not subjects of this bond.", {"Moths", "swifts", "jackdaws"}),
        ("NOT CARILLON'S\n- pews, lamps", {"pews", "lamps"}),
        ("Plaster, gilding, and paint are by the owner.", {"Plaster", "gilding", "paint"}),
        ("Neither section 2.2 nor section 2.3 extends to: (a) gilding; (b) the vane.", {"gilding", "vane"}),
        ("Bats and bees are other animals altogether: regular menu prices.", {"Bats and bees"}),
        (
            "If the cause turns out to be mice, hail, or moths, the whole call is billed in full. The same goes for the vane.",
            {"damage", "vane"},
        ),
        (
            "What the plan leaves to you\n(i) Gilding. (ii) The vane, and lamps. (iii) Panes.",
            {"Gilding", "vane", "lamps", "Panes"},
        ),
        ("We are not answerable for the vane, the lightning rod.", {"vane"}),
        ("Full price\n- gilding\n- lamps", {"gilding", "lamps"}),
    ],
)
def test_what_is_left_out(words: str, what: set[str]) -> None:
    assert what <= set(left_out(words))


@pytest.mark.parametrize(
    "words",
    [
        "Sold to: St. Odo, 12 Tower Lane, Troy NY 12180",
        "In: 5 March 2026. Out: 4 March 2027.",
        "What you get money off\n- new ropes, 20%",
        "Winter bell: you buy the rope, fitting free.",
        "The vicar must agree before we replace a bell.",
        "If we come and find a rope cut, it is a $95 call.",
        "A wheel is changed only after the maker has sent a number.",
    ],
)
def test_what_is_no_object_of_a_grant_is_not_given(words: str) -> None:
    found = [one for one in given(f"SERVICE LETTER\n\n{words}") if one != "charge for the hours"]
    assert not found


@pytest.mark.parametrize(
    "words",
    ["The bell is not in the plan; work on it is billed at list.", "This runs on until the year is out, or so.", "Late calls cost $60. We bear no part of it."],
)  # fmt: skip
def test_what_is_said_of_a_thing_by_a_pronoun_sweeps_nothing_in_or_out(words: str) -> None:
    assert set(given(words) + left_out(words)) <= {"bell"}


def test_what_the_customer_supplies_is_left_out_as_a_part_alone() -> None:
    (one,) = [one for one in compile_text(f"{TITLE}Ropes are supplied by you.").terms if isinstance(one, Exclusion)]
    assert one.part == "parts"


def test_a_list_that_ends_in_how_many_is_counted_and_not_given_without_limit() -> None:
    assert not given("What the charge of $90 buys\n- New ropes for the bells, four per year of cover.")


def test_hours_behind_a_label_are_those_of_the_label_alone() -> None:
    assert given("SCHEDULE A - WORK WITHIN THE ANNUAL FEE OF $300\n\nA1 Alarm calls, any hour: first hour") == [
        "Alarm calls: first hour"
    ]


def test_a_quantity_at_a_lists_end_is_its_last_members() -> None:
    found = [
        one
        for one in compile_text(f"{TITLE}The plan covers greasing, tuning and varnish up to 10 quarts.").terms
        if isinstance(one, Inclusion)
    ]
    assert [one.condition for one in found] == ["", "", "up to 10 quarts"]


@pytest.mark.parametrize(
    "words",
    [
        "Up to $75 for such things in one visit we don't ring you.",
        "We keep the tower tidy, labor and materials for the work.",
        "The rental ends on Labor Day.",
    ],
)
def test_what_is_no_work_is_neither_given_nor_left_out(words: str) -> None:
    assert not [one for one in given(words) + left_out(words) if one.startswith(("labor", "Up to", "Labor"))]


def test_what_is_not_paid_is_left_out() -> None:
    assert left_out("Bells that were cracked before day 31 are not paid.") == ["Bells that were cracked before day 31"]


def test_a_thing_cleaned_and_a_visit_to_a_thing_mend_nothing_of_it() -> None:
    paper = "SCHEDULE A - WORK WITHIN THE ANNUAL FEE OF $300\n\nA1 Clapper cleaned in spring\nA2 Two visits a year to the tower"
    assert [one.upkeep for one in compile_text(f"{TITLE}{paper}").terms if isinstance(one, Inclusion)] == [True, True]


def test_what_something_makes_necessary_is_left_out_for_that_cause() -> None:
    paper = "What the plan leaves out\nWork that lightning makes necessary is at list, with no plan benefit."
    (found,) = (one for one in compile_text(f"{TITLE}{paper}").terms if isinstance(one, Exclusion))
    assert (found.what, found.causes, found.at_list) == ("Work", ("lightning",), True)


def test_what_the_agreement_costs_is_no_part_of_what_it_gives() -> None:
    assert given("The Company shall maintain the bells for $300 a quarter.") == ["bells"]


def test_water_that_names_a_good_is_no_task() -> None:
    paper = "What the fee buys\n- Water chemicals\n- Water the beds"
    assert [one.upkeep for one in compile_text(f"{TITLE}{paper}").terms if isinstance(one, Inclusion)] == [False, True]


def test_a_plan_that_does_not_do_a_thing_leaves_it_out() -> None:
    terms = compile_text("CARE PLAN\n\nBronze doesn't do looms, kilns or the barn press.\n").terms

    assert [one.what for one in terms if isinstance(one, Exclusion)] == ["looms", "kilns", "barn press"]


def test_an_exception_from_a_price_that_is_free_gives() -> None:
    terms = compile_text(
        "CARE PLAN\n\nLooms are checked in the base; fixes run $66 an hour, except that what our own carts broke is free.\n"
    ).terms

    assert "what our own carts broke" in [one.what for one in terms if isinstance(one, Inclusion)]
    assert not [one for one in terms if isinstance(one, Exclusion)]


def test_planting_free_gives_no_plants() -> None:
    terms = compile_text("CARE PLAN\n\nSpring bulbs are at the Parish's cost, planted free.\n").terms

    assert not [one for one in terms if isinstance(one, Inclusion) and "bulb" in one.what.lower()]


def test_unticked_boxes_under_a_heading_that_says_what_a_tick_means_are_left_out() -> None:
    text = "ORDER FORM\nTicked boxes are in your season price of $900\n[X] Moss raking\n[ ] Edge cutting        if wanted: $80\nUnticked items are done only when you ask.\n"

    assert [one.what for one in compile_text(text).terms if isinstance(one, Exclusion)][-1:] == ["Edge cutting"]


@pytest.mark.parametrize(
    "words",
    [
        '"Extra Work" means any labor or material that Article 3 does not bring within the Base Fee.',
        "Whatever is not named in Part II is Additional Work, including without limitation gilding and ladders.",
        "NOT ON THIS SHEET: our list",
    ],
)
def test_a_rule_for_all_the_rest_is_read_however_it_names_the_rest(words: str) -> None:
    found = [one for one in compile_text(f"{TITLE}{words}").terms if isinstance(one, Exclusion)]
    assert [one.everything_else for one in found][:1] == [True]


def test_anything_else_that_was_harmed_is_no_rule_for_all_the_rest() -> None:
    words = "Not covered: frames, trim or anything else that bats have harmed."
    found = [one for one in compile_text(f"{TITLE}{words}").terms if isinstance(one, Exclusion)]
    assert [(one.causes, one.everything_else) for one in found][-1] == (("bats",), False)


def test_goods_that_a_clause_only_reduces_are_not_left_out() -> None:
    paper = "Materials are a separate matter. Whatever part we leave behind goes on your bill at our shelf price less 20 pct."
    assert left_out(paper) == []
