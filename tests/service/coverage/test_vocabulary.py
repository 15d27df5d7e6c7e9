"""The trade words hold together, and a contractor can add to them."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from service.coverage.reading import subjects
from service.coverage.vocabulary import VocabularyUnreadable, extended, standard
from service.coverage.vocabulary.contradictions import contradictions


def test_the_vocabulary_that_ships_has_six_hundred_terms_and_contradicts_itself_nowhere() -> None:
    assert sum(len(one.words) + 1 for one in standard().concepts.values()) >= 600
    assert contradictions(standard()) == []


def test_a_condenser_fan_motor_is_part_of_the_outdoor_unit_and_no_compressor() -> None:
    known = standard()
    ((motor,),) = [one.things for one in subjects("condenser fan motor", known)]
    assert known.relation(motor, "outdoor-unit") is not None
    assert known.relation(motor, "compressor") is None


def test_a_contractor_s_own_words_are_found_beside_the_standard_ones(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text('trade = "pool"\n[concepts]\nflo-jet = { words = ["flojet booster"], kind_of = ["pump"] }\n')
    known = extended(own)
    assert [one.things for one in subjects("Flojet booster", known)] == [("flo-jet",)]
    assert known.relation("flo-jet", "pump") is not None
    assert known.digest != standard().digest


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('a = { words = ["zorbel"], kind_of = ["no-such"] }', "“no-such” is no concept"),
        ('a = { words = ["zorbel"], kind_of = ["b"] }\nb = { part_of = ["a"] }', "a kind or part of itself"),
        ('a = { words = ["zorbel"] }\nb = { words = ["zorbel"] }', "“zorbel” names a and b"),
        ('a = { words = ["zorbel"], kind_of = ["pump"], part_of = ["pump"] }', "both a kind and a part"),
        ('a = { words = ["zorbel", "zorbels"] }', "“zorbel” stands twice"),
        ('a = { words = ["ATS"] }', "“ATS” is read as a word like"),
        ('a = { words = ["zorbel"], sort = "gadget" }', "sort “gadget” is none of"),
    ],
)
def test_contradictions_are_told_with_how_to_mend_them(tmp_path: Path, written: str, told: str) -> None:
    own = tmp_path / "ours.toml"
    own.write_text(f'trade = "ours"\n[concepts]\n{written}\n')
    assert any(told in one for one in contradictions(extended(own)))


def test_a_file_that_is_no_vocabulary_says_how_to_write_one(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text("words = [")
    with pytest.raises(VocabularyUnreadable, match="write it like"):
        extended(own)


def test_what_is_billed_for_itself_is_part_of_no_service_that_is_promised_whole() -> None:
    known = standard()
    assert known.relation("pool-salt", "pool-chemicals") is None
    assert known.relation("stump-grinding", "tree-work") is None
    assert known.relation("tree-injection", "tree-feeding") is None


def test_no_two_files_hold_the_same_id() -> None:
    folder = Path(str(files("service.coverage.vocabulary")))
    read = {file.name: tomllib.loads(file.read_text("utf-8")).get("concepts", {}) for file in folder.glob("*.toml")}
    ids = Counter(id for concepts in read.values() for id in concepts)
    assert [id for id, times in ids.items() if times > 1] == []


@pytest.mark.parametrize(
    ("written", "known"), [("Shutoff-valve", "shut off valve"), ("GlassBreak sensor", "glass break sensor")]
)
def test_a_word_is_the_same_whether_written_as_one_or_as_two(written: str, known: str) -> None:
    assert subjects(written, standard())[0].things == subjects(known, standard())[0].things != ()


def test_lone_letters_and_shortened_verbs_make_no_word_with_their_neighbor() -> None:
    assert [one.tasks for one in subjects("by 6 p.m.", standard())] == [()]
    assert [one.things for one in subjects("we'll come", standard())] == [()]
