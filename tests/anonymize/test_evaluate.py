from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from anonymize.detect import PresidioDetector
from anonymize.evaluate import Score, character_recall, character_score, span_lines, spans
from tests.fakes.detector import WordDetector

SHARED = Path(os.environ.get("FINEPRINT_SHARED", "../shared"))
PUBLIC = SHARED / "evaluation" / "presidio-research" / "synth_dataset_v2_first500.json"
ROSA = WordDetector({"Rosa": "PERSON", "Rosa Delgado": "PERSON"})


def test_spans_are_what_would_be_masked() -> None:
    assert spans(["Call Rosa Delgado.", "Nobody."], ROSA) == [[(5, 17, "PERSON")], []]


def test_lines_in_give_lines_out_in_order() -> None:
    lines = [json.dumps({"doc_id": n, "text": "Rosa" * (n % 2)}) for n in range(130)] + ["", "  \n"]
    out = [json.loads(line) for line in span_lines(lines, ROSA)]
    assert [line["doc_id"] for line in out] == list(range(130))
    assert out[1]["spans"] == [[0, 4, "PERSON"]]
    assert out[2]["spans"] == []


def test_what_was_seen_and_stays_is_told_apart_from_what_is_masked() -> None:
    line = json.dumps({"doc_id": 1, "text": "Rosa had a Lennox furnace put in in 2024."})
    out = json.loads(next(span_lines([line], ROSA)))
    assert out["spans"] == [[0, 4, "PERSON"]]
    assert out["kept"] == [[11, 17, "BRAND"], [36, 40, "DATE"]]


@pytest.mark.parametrize("line", ["{", "[]", '{"text": "a"}', '{"doc_id": 1}', '{"doc_id": 1, "text": 2}'])
def test_a_line_of_another_shape_is_named_and_not_quoted(line: str) -> None:
    with pytest.raises(ValueError, match=r"line 2: expected"):
        list(span_lines(['{"doc_id": 0, "text": ""}', line], ROSA))


def test_characters_are_counted_whatever_the_type() -> None:
    gold = [[(0, 10, "PERSON"), (20, 24, "DATE")]]
    found = [[(5, 12, "ORGANIZATION"), (20, 22, "PERSON")]]
    assert character_recall(gold, found)["PERSON"] == Score(5, 10, 5)
    total = character_score(gold, found, frozenset({"PERSON"}))
    assert (total.hit, total.labelled, total.found) == (5, 10, 7)
    assert total.recall == 0.5
    assert total.f2 == pytest.approx(5 * (5 / 7) * 0.5 / (4 * 5 / 7 + 0.5))


def test_nothing_labelled_and_nothing_found_is_perfect() -> None:
    assert character_score([[]], [[]], frozenset()).f2 == 1.0


@pytest.mark.skipif(not PUBLIC.exists(), reason="FINEPRINT_SHARED holds no evaluation/presidio-research")
def test_public_texts_lose_most_of_their_personal_characters() -> None:
    items = json.loads(PUBLIC.read_text(encoding="utf-8"))[:150]
    gold = [[(s["start_position"], s["end_position"], s["entity_type"]) for s in item["spans"]] for item in items]
    stays = {"GPE", "DATE_TIME", "TITLE", "AGE", "NRP"}
    kinds = frozenset(kind for labels in gold for _, _, kind in labels) - stays
    score = character_score(gold, spans([item["full_text"] for item in items], PresidioDetector()), kinds)
    assert score.recall > 0.80
    assert score.precision > 0.85
