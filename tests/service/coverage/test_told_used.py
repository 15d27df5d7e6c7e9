"""What a line or a note says was used of an allowance before."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from service.agreements.terms import Allowance
from service.coverage.told_used import told_before
from tests.fakes.terms import agreement, allowance, discount, included, judged, line, note, part, pin, rate, work
from tests.service.coverage.test_matching import read
from tests.service.coverage.test_verdicts import told

GRAVEL = Allowance(pin("Gravel, up to 20 bags a season."), what="gravel", count=Decimal(20), unit="bag", per="season")
ANY = Allowance(pin("Four a year."), what="clearings", count=Decimal(4), unit="time", per="year")


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("Drain clearing, fifth of the year", 4),
        ("Second descale this plan year", 1),
        ("Softener salt (nos. 9–12)", 8),
        ("Labor, hours 11 to 13 of the year", 10),
        ("Third cartridge rinse", 2),
        ("Spill call, fourth", 3),
        ("Leaf haul, visit 3", 2),
        ("Second floor rinse", 0),
        ("Valve, 1 to 2 in", 0),
        ("Biweekly visit", 0),
    ],
)
def test_a_line_may_say_how_many_came_before_it(name: str, before: int) -> None:
    assert told_before(read(name), ANY, ()) == before


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("Gravel log stands at 17 bags, walks done twice.", 17),
        ("12 bags of gravel used so far.", 12),
        ("Gravel count 18.5 before today, loads 6 before today.", Decimal("18.5")),
        ("4 bags left of the season's gravel.", 16),
        ("It is the third gravel round.", 2),
        ("5 bags of gravel put down.", 0),
        ("9 loads hauled so far.", 0),
    ],
)
def test_a_note_tells_of_the_allowance_whose_words_it_uses(words: str, before: Decimal | int) -> None:
    assert told_before(read("Gravel, bags"), GRAVEL, [note(words)]) == before


def test_what_a_note_says_was_used_leaves_the_rest_and_its_own_price_goes_on() -> None:
    given = allowance("gravel", 20, "bag", "season", "Gravel, up to 20 bags in the season; each bag past that $8.")
    plan = agreement(given, replace(rate("each bag past that", "8", "each"), pin=given.pin))
    job = work(part("Gravel", "11", "5"), notes=[note("Gravel log stands at 17 bags.")])

    assert told(judged(job, plan)) == [("partially_covered", "16.00")]


def test_what_comes_once_in_the_term_is_eased_the_second_time() -> None:
    quote = "Rugs are beaten once in the term without charge; a second time is at 30% off."
    plan = agreement(included("rugs", quote), discount("30", what="second time", quote=quote))
    job = work(line("Rugs beaten, second this term", price="200", category="SERVICE"))

    assert told(judged(job, plan)) == [("partially_covered", "140.00")]
