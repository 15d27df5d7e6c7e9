"""Which lines fall under which words."""

from __future__ import annotations

import pytest

from service.coverage.lines import Line, LineKind, read_lines
from service.coverage.matching import DECIDES, HINTS, Match, Matcher
from service.coverage.reading import wording
from service.coverage.vocabulary import standard
from tests.fakes.terms import line


def read(name: str, category: str = "", description: str = "", title: str = "") -> Line:
    return read_lines([line(name, category=category, description=description)], standard(), title)[0]


def match(
    name: str, what: str, category: str = "", description: str = "", title: str = "", matcher: Matcher | None = None
) -> Match:
    vocabulary = standard()
    return (matcher or Matcher(vocabulary)).best(
        read(name, category, description, title), wording(what, vocabulary).subjects
    )


@pytest.mark.parametrize(
    ("name", "category", "what"),
    [
        ("Condenser fan motor", "PRODUCT", "all parts of the outdoor unit"),
        ("Condenser fan motor", "PRODUCT", "repairs to the central air conditioner"),
        ("R-410A refrigerant", "PRODUCT", "freon"),
        ("Furnace filter 16x25x4", "PRODUCT", "furnace filters of the one-inch size"),
        ("Drain clearing", "SERVICE", "One clearing per dwelling per calendar quarter"),
        ("AC tune-up", "SERVICE", "two precision tune-ups per year"),
        ("Preventive maintenance visit", "SERVICE", "planned maintenance inspections and visits"),
        ("Pop-up head replacement", "SERVICE", "replacement of broken sprinkler heads"),
        ("Salt cell", "PRODUCT", "repairs of pool equipment"),
        ("GFCI outlet", "PRODUCT", "outlets, switches and breakers"),
        ("Bake element", "PRODUCT", "the kitchen range"),
    ],
)
def test_a_line_falls_under_words_that_name_its_thing_its_kind_or_what_it_is_part_of(
    name: str, category: str, what: str
) -> None:
    assert match(name, what, category).score >= DECIDES


@pytest.mark.parametrize(
    ("name", "category", "what"),
    [
        ("Condenser fan motor", "PRODUCT", "compressor"),
        ("Condenser coil replacement", "SERVICE", "clean the condenser coil"),
        ("Gas valve", "PRODUCT", "replacement of the complete furnace"),
        ("Sump pump", "PRODUCT", "pool pump"),
        ("Trip charge", "SERVICE", "diagnostic fee"),
        ("Labor", "SERVICE", "no trip charge"),
        ("Interior window washing", "SERVICE", "exterior windows"),
        ("Termite treatment", "SERVICE", "quarterly pest control"),
        ("Mowing", "SERVICE", "heating season"),
    ],
)
def test_and_under_no_others(name: str, category: str, what: str) -> None:
    assert match(name, what, category).score < HINTS


def test_the_nearer_word_weighs_more() -> None:
    scores = [match("Inducer motor", what, "PRODUCT").score for what in ("inducer motor", "furnace", "all parts")]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1.0


def test_a_line_broader_than_the_clause_only_hints() -> None:
    assert match("Motor", "condenser fan motor", "PRODUCT").hints


def test_a_qualifier_the_line_does_not_show_weakens_the_match() -> None:
    assert (
        match("Copper pipe", "underground pipes", "PRODUCT").score
        < match("Underground pipe", "underground pipes", "PRODUCT").score
    )


def test_what_stands_before_a_colon_is_context_and_no_subject() -> None:
    assert match("Ice maker", "Refrigerator: ice maker", "PRODUCT").decides
    assert not match("Evaporator fan", "Refrigerator: ice maker", "PRODUCT", "Refrigerator").decides


@pytest.mark.parametrize(
    ("name", "category", "description", "kind"),
    [
        ("HVAC labor", "SERVICE", "", LineKind.LABOUR),
        ("Technician hours", "", "", LineKind.LABOUR),
        ("Run capacitor", "PRODUCT", "", LineKind.PART),
        ("Diagnostic fee", "SERVICE", "", LineKind.FEE),
        ("Trip charge", "SERVICE", "Truck to the door", LineKind.FEE),
        ("Seasonal tune-up", "SERVICE", "", LineKind.SERVICE),
        ("Faucet replacement", "SERVICE", "", LineKind.BUNDLE),
        ("Circulator", "SERVICE", "parts and labor", LineKind.BUNDLE),
        ("Weekly mowing", "", "", LineKind.SERVICE),
    ],
)
def test_lines_are_hours_parts_fees_services_or_both_in_one(
    name: str, category: str, description: str, kind: LineKind
) -> None:
    (read,) = read_lines([line(name, category=category, description=description)], standard())
    assert read.kind is kind


def test_fitting_is_labour_where_its_part_is_a_line_of_its_own() -> None:
    lines = read_lines(
        [line("Blower motor", category="PRODUCT"), line("Blower motor replacement", category="SERVICE")], standard()
    )
    assert [one.kind for one in lines] == [LineKind.PART, LineKind.LABOUR]


def test_every_parent_in_the_vocabulary_exists() -> None:
    concepts = standard().concepts
    assert [(one.id, up) for one in concepts.values() for up, _ in one.parents if up not in concepts] == []


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("Switch plates wiped", "wiping the switch plates"),
        ("Bleed radiators", "bleeding of the radiators"),
        ("Blow down the boiler", "blowing down the boiler"),
        ("Delime the ice machine", "descaling of the ice machine"),
        ("Exercise the generator", "exercising the generator"),
    ],
)
def test_a_verb_of_upkeep_is_the_task_a_clause_promises_and_never_the_thing_renewed(name: str, what: str) -> None:
    assert match(name, what, "SERVICE").decides
    assert not match(f"Replace {what.rpartition(' the ')[2]}", what, "SERVICE").decides


@pytest.mark.parametrize("what", ["wiping", "brushing", "skimming", "vacuuming"])
def test_one_way_of_cleaning_does_not_promise_all_cleaning(what: str) -> None:
    assert not match("Cleaning, whole shop", what, "SERVICE").decides
