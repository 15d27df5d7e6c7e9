from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from retrieval import packed
from retrieval.embed import SentenceTransformerEmbedder

TEXTS = ["Fee.", "The diagnostic fee is $129. " * 9, "Parts over $500 need approval.", "Renews each May. " * 4] * 16


@pytest.fixture(scope="module")
def model() -> Any:
    return SentenceTransformerEmbedder.bundled()._model


def test_texts_side_by_side_get_the_vectors_that_each_gets_alone(model: Any) -> None:
    pieces = [model.tokenizer(text)["input_ids"] for text in TEXTS]
    assert sum(map(len, pieces)) > packed.ROOM
    alone = model.encode(TEXTS, batch_size=1, output_value=None, show_progress_bar=False)
    for ours, theirs in zip(packed.encode(model, pieces), alone, strict=True):
        for name in ("sentence_embedding", "token_embeddings"):
            assert np.allclose(ours[name], theirs[name], atol=1e-2)
            assert float(np.square(np.asarray(ours[name]) - np.asarray(theirs[name])).mean()) < 1e-5


def test_a_text_comes_out_the_same_whatever_stands_beside_it(model: Any) -> None:
    pieces = [model.tokenizer(text)["input_ids"] for text in TEXTS]
    (alone,), together = packed.encode(model, pieces[1:2]), packed.encode(model, pieces)
    assert np.allclose(alone["token_embeddings"], together[1]["token_embeddings"], atol=1e-2)


def test_a_model_that_was_packed_takes_a_padded_batch_as_before(model: Any) -> None:
    packed.encode(model, [model.tokenizer(TEXTS[0])["input_ids"]])
    batch = model.encode(TEXTS[:4], batch_size=4, show_progress_bar=False)
    alone = model.encode(TEXTS[:4], batch_size=1, show_progress_bar=False)
    assert np.allclose(batch, alone, atol=1e-2)


def test_a_model_that_makes_its_own_positions_is_not_packed() -> None:
    config = SimpleNamespace(model_type="mpnet", _attn_implementation="sdpa")
    assert not packed.is_packable([SimpleNamespace(auto_model=SimpleNamespace(config=config))])
    assert not packed.is_packable([SimpleNamespace()])
