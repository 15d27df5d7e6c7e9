from __future__ import annotations

import json

import numpy as np

from retrieval.embed import SentenceTransformerEmbedder
from retrieval.late import Sketch, nearness
from retrieval.model import Span
from tests.fakes.embedding import HashingEmbedder

TEXT = "Parts are discounted by fifteen percent. The visit fee is eighty-nine dollars."
PARTS, FEE = Span(0, 40), Span(41, len(TEXT))


def test_the_stretch_that_has_the_question_words_is_nearer() -> None:
    embedder = HashingEmbedder()
    ((_, sketch),) = embedder.sketch([TEXT])
    about_fee, about_parts = nearness(embedder.ask(["visit fee", "parts discounted"]), sketch, [PARTS, FEE])
    assert about_fee[1] > about_fee[0]
    assert about_parts[0] > about_parts[1]


def test_a_sketch_comes_back_from_its_stored_form_and_keeps_a_bit_a_number() -> None:
    ((_, sketch),) = HashingEmbedder().sketch([TEXT])
    assert Sketch.read(json.loads(json.dumps(sketch.stored()))) == sketch
    assert len(sketch.signs) == len(sketch.places) * HashingEmbedder.dimension // 8


def test_a_part_of_a_sketch_counts_its_places_from_the_start_of_the_part() -> None:
    ((_, sketch),) = HashingEmbedder().sketch([TEXT])
    part = sketch.within(FEE)
    assert TEXT[FEE.start :][slice(*part.places[0])] == "The"
    assert np.array_equal(part.vectors, sketch.vectors[-len(part.places) :])


def test_a_text_without_tokens_is_near_to_nothing() -> None:
    assert nearness(HashingEmbedder().ask(["fee"]), Sketch(64, (), b""), [Span(0, 9)]) == [[0.0]]


def test_the_model_places_its_tokens_in_the_text_with_pseudonyms_as_they_stand() -> None:
    text = "Call <PERSON_7f3kq2> before the <ADDRESS_abc234> gate is opened."
    longer = f"{TEXT} {text}"  # what stands beside it in a batch changes nothing
    (vector, sketch), _ = SentenceTransformerEmbedder.bundled().sketch([text, longer])
    assert len(sketch.signs) == len(sketch.places) * 48
    words = [text[start:end] for start, end in sketch.places]
    assert words[0] == "Call"
    assert words[-4:] == ["gate", "is", "opened", "."]
    assert "".join(words) == "Call<PERSON>beforethe<ADDRESS>gateisopened."
    assert sketch.places[3] == (text.index(" before") - 1, text.index(" before"))
    assert np.allclose(vector, SentenceTransformerEmbedder.bundled().embed([text])[0], atol=0.02)
    assert sketch.dimension == len(vector)
