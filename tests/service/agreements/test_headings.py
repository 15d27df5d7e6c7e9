"""Which lines head what stands below them, whatever their print."""

from __future__ import annotations

from service.agreements.compile import compile_text
from service.agreements.terms import Exclusion, Inclusion, Term


def named(paper: str, kind: type[Inclusion | Exclusion]) -> list[str]:
    terms: tuple[Term, ...] = compile_text(f"TOWER CLOCK CARE\n\n{paper}").terms
    return [one.what for one in terms if isinstance(one, kind)]


def test_a_line_that_tells_a_side_heads_a_paragraph_as_far_as_the_next_title() -> None:
    paper = (
        "What is covered\nThe dial, its hands.\nExcess\nYou pay the first $80 of each repair.\n"
        "What is not covered\nGilding; the weathercock.\nGetting help\nRing the tower line."
    )
    assert named(paper, Inclusion) == ["dial", "its hands"]
    assert named(paper, Exclusion) == ["Gilding", "weathercock"]


def test_a_numbered_line_heads_the_numbers_below_it() -> None:
    paper = "2. What it does not buy\n2.1 Gilding, lamps, and anything needing a permit. These are quoted."
    assert named(paper, Exclusion) == ["Gilding", "lamps", "anything needing a permit"]


def test_a_line_that_ends_in_a_verb_heads_the_members_below_it_and_no_more() -> None:
    paper = "Complete package means\n1) Dial cleaned\n2) One winding in spring\n\nCharged if needed\n\nDial glass"
    assert named(paper, Inclusion) == ["Dial cleaned", "One winding in spring"]


def test_what_stands_unmarked_below_a_lists_members_is_none_of_them() -> None:
    paper = "Monthly fee of $16 pays for:\n1. winding of the clock\n2. dial lamps\n\nBeyond it, the verger by text."
    assert named(paper, Inclusion) == ["winding of the clock", "dial lamps"]


def test_an_exhibit_heads_the_clause_below_it() -> None:
    assert named("Exhibit C - Not undertaken\n\nGilding; lamps; bells.", Exclusion) == ["Gilding", "lamps", "bells"]


def test_what_is_said_to_be_done_so_often_is_done() -> None:
    assert named("Twice a month. Check 14 weights; oil the train.", Inclusion) == ["Check 14 weights", "oil the train"]


def test_the_number_of_a_schedule_is_no_part_of_its_name() -> None:
    paper = "SCHEDULE B - ROUTINE\n\nQuarterly winding of the clock in the tower. Dial oiling each visit.\n\nSCHEDULE C - NON-ROUTINE\n\nDial mending."
    assert named(paper, Inclusion) == ["Quarterly winding of the clock in the tower", "Dial oiling each visit"]


def test_a_month_is_no_leave_to_do_a_thing() -> None:
    assert named("Free with it\n\nShutters set in October and pulled in May; dial wax.", Inclusion) == [
        "Shutters set in October and pulled in May",
        "dial wax",
    ]


def test_beyond_a_schedule_is_left_out() -> None:
    assert named("Beyond this schedule\nGilding, lamps, moving of weights.", Exclusion) == [
        "Gilding",
        "lamps",
        "moving of weights",
    ]
