"""A cross-encoder by setting. No package holds the weights of one, so it is a tiny real one of random weights: how it is
loaded, asked and listened to is tested here, not how well one ranks."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import ModelRefused
from retrieval.late import Asked
from retrieval.model import Hit
from retrieval.second_stage import CrossEncoder, LateInteraction, second_stage_of
from tests.fakes.clauses import masked_clause
from tests.fakes.embedding import HashingEmbedder

VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "terms",
    "fee",
    "parts",
    "diagnostic",
    "is",
    "the",
    "covered",
]
ASKED = Asked((1.0,), HashingEmbedder().ask(["fee"])[0].tokens)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two layers of 16 numbers with one output, saved as a cross-encoder."""
    import torch
    from sentence_transformers import CrossEncoder as Encoder
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    place = tmp_path_factory.mktemp("cross-encoder")
    torch.manual_seed(5)
    config = BertConfig(
        vocab_size=len(VOCABULARY),
        initializer_range=1.0,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
    )
    config.num_labels = 1
    BertForSequenceClassification(config).save_pretrained(place)
    BertTokenizer(vocab={word: n for n, word in enumerate(VOCABULARY)}, model_max_length=64).save_pretrained(place)
    assert Encoder(str(place), device="cpu", local_files_only=True).num_labels == 1
    return place


def _hits() -> list[Hit]:
    texts = ["the diagnostic fee", "parts is covered", "the fee is covered"]
    return [Hit(masked_clause(text, document=f"d{n}", ordinal=n), 1.0 - n) for n, text in enumerate(texts)]


def test_a_cross_encoders_score_takes_the_place_of_the_first(folder: Path) -> None:
    encoder = CrossEncoder(folder)
    rescored = encoder.rescored("the diagnostic fee", ASKED, _hits())
    assert [hit.clause for hit in rescored] == [hit.clause for hit in _hits()]
    assert all(0 <= hit.score <= 1 for hit in rescored)
    assert len({round(hit.score, 6) for hit in rescored}) == 3
    again = encoder.rescored("the diagnostic fee", ASKED, _hits())
    assert [hit.score for hit in again] == [hit.score for hit in rescored]
    assert encoder.rescored("fee", ASKED, []) == []


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match="FINEPRINT_RERANKER"):
        CrossEncoder(tmp_path).rescored("fee", ASKED, _hits())


def test_without_a_setting_nothing_but_the_question_is_read(folder: Path) -> None:
    assert isinstance(second_stage_of(None), LateInteraction)
    assert isinstance(second_stage_of(folder), CrossEncoder)


def test_a_point_without_a_sketch_keeps_its_cosine(folder: Path) -> None:
    del folder
    [hit] = LateInteraction().rescored("fee", ASKED, [Hit(_hits()[0].clause, 0.5, scores=(("dense", 0.4),))])
    assert hit.score == pytest.approx(0.5 + 0.3 * 0.4)
