from __future__ import annotations

import math
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.embed import SentenceTransformerEmbedder, embedded_text, embedder_of
from retrieval.errors import ModelRefused
from tests.fakes.clauses import masked_clause


@pytest.fixture(scope="module")
def minilm() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder.bundled()


def _cosine(left: tuple[float, ...], right: tuple[float, ...]) -> float:
    return math.fsum(a * b for a, b in zip(left, right, strict=True))


def test_the_bundled_model_has_its_known_shape(minilm: SentenceTransformerEmbedder) -> None:
    assert (minilm.dimension, minilm.window) == (384, 256)


def test_the_dimension_is_known_without_loading_the_model() -> None:
    code = "import sys; from retrieval.embed import SentenceTransformerEmbedder as E; print(E.bundled().dimension, 'torch' in sys.modules)"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout.split() == ["384", "False"]


def test_the_models_files_say_the_dimension_that_comes_out(minilm: SentenceTransformerEmbedder) -> None:
    assert len(minilm.embed(["a clause"])[0]) == minilm.dimension


def test_a_question_is_nearer_to_its_clause_than_to_another(minilm: SentenceTransformerEmbedder) -> None:
    question, fee, leak = minilm.embed(
        [
            "What do we charge for coming out on a holiday?",
            "Holiday service calls are billed at double the regular hourly rate.",
            "The customer shall keep the area around the unit free of snow.",
        ]
    )
    assert _cosine(question, fee) > _cosine(question, leak) + 0.2


def test_vectors_have_length_one_and_keep_the_order(minilm: SentenceTransformerEmbedder) -> None:
    texts = ["first clause", "second clause " * 300, "third clause"]
    together = minilm.embed(texts)
    for text, vector in zip(texts, together, strict=True):
        assert _cosine(vector, vector) == pytest.approx(1.0, abs=1e-4)
        assert _cosine(vector, minilm.embed([text])[0]) == pytest.approx(1.0, abs=1e-3)


def test_words_beyond_the_window_still_count(minilm: SentenceTransformerEmbedder) -> None:
    filler = "The contractor keeps records of each visit. " * 60
    plain, with_tail, tail = minilm.embed(
        [filler, filler + "Swimming pool heaters are excluded. " * 30, "pool heaters"]
    )
    assert _cosine(with_tail, tail) > _cosine(plain, tail) + 0.1


def test_a_pseudonym_counts_as_what_it_is_not_by_its_code(minilm: SentenceTransformerEmbedder) -> None:
    one, other, place = minilm.embed(
        ["<PERSON_7f3kq2> approves parts.", "<PERSON_abcde2> approves parts.", "<ADDRESS_7f3kq2> approves parts."]
    )
    assert one == other
    assert one != place


def test_no_texts_give_no_vectors(minilm: SentenceTransformerEmbedder) -> None:
    assert minilm.embed([]) == []


def test_changed_weights_are_refused(tmp_path: Path, minilm: SentenceTransformerEmbedder) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"not the weights")
    with pytest.raises(ModelRefused, match="not the ones checked"):
        SentenceTransformerEmbedder(folder, "changed", "0" * 64).embed(["a"])
    shutil.rmtree(folder)
    with pytest.raises(ModelRefused, match=r"no model\.safetensors"):
        SentenceTransformerEmbedder(folder, "absent").embed(["a"])


def test_a_larger_model_is_used_only_with_the_weights_that_were_checked(tmp_path: Path) -> None:
    folder = tmp_path / "all-mpnet-base-v2"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"not the weights")
    with pytest.raises(ModelRefused, match="all-mpnet-base-v2 are not the ones checked"):
        embedder_of(folder).embed(["a"])


def test_only_heading_and_text_of_a_clause_are_embedded() -> None:
    clause = masked_clause("The fee is $89.", heading="Fees > Diagnostics", document="secret-file-name", number="7.2")
    assert embedded_text(clause) == "Fees > Diagnostics\nThe fee is $89."
