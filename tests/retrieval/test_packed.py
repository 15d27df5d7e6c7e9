from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer

from retrieval import packed
from retrieval.embed import MINILM_PACKAGE, package_folder

FOLDER = package_folder(MINILM_PACKAGE) / "model"
TEXTS = ["Fee.", "The diagnostic fee is $129. " * 9, "Parts over $500 need approval.", "Renews each May. " * 4] * 16


@pytest.fixture(scope="module")
def model() -> packed.PackedBert:
    return packed.PackedBert(FOLDER)


@pytest.fixture(scope="module")
def pieces() -> list[list[int]]:
    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return [tokenizer.encode(text).ids for text in TEXTS]


def test_texts_side_by_side_get_the_vectors_that_sentence_transformers_gives_each_alone(
    model: packed.PackedBert, pieces: list[list[int]]
) -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(FOLDER), device="cpu", local_files_only=True)
    alone: Sequence[Any] = theirs.encode(TEXTS, batch_size=1, output_value=None, show_progress_bar=False)
    assert sum(map(len, pieces)) > packed.ROOM
    for ours, its in zip(model.encode(pieces), alone, strict=True):
        assert np.allclose(_unit(ours["sentence_embedding"]), its["sentence_embedding"], atol=1e-4)
        assert np.allclose(ours["token_embeddings"], its["token_embeddings"], atol=1e-4)


def _unit(vector: Any) -> Any:
    return vector / np.linalg.norm(vector)


def test_a_text_comes_out_the_same_whatever_stands_beside_it(model: packed.PackedBert, pieces: list[list[int]]) -> None:
    (alone,), together = model.encode(pieces[1:2]), model.encode(pieces)
    assert np.allclose(alone["token_embeddings"], together[1]["token_embeddings"], atol=1e-4)


def test_the_model_is_read_without_what_trains_models() -> None:
    code = (
        "import sys; from retrieval.embed import SentenceTransformerEmbedder as E; E.bundled().embed(['a']);"
        "print('torch' in sys.modules, 'transformers' in sys.modules)"
    )
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout.split() == ["True", "False"]


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        ("config.json", {"model_type": "mpnet"}),
        ("config.json", {"hidden_act": "relu"}),
        ("config.json", {"position_embedding_type": "relative_key"}),
        ("1_Pooling/config.json", {"pooling_mode_mean_tokens": False, "pooling_mode_cls_token": True}),
        ("sentence_bert_config.json", {"max_seq_length": None}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
def test_a_model_of_another_make_is_left_to_sentence_transformers(
    tmp_path: Path, file: str, changed: dict[str, Any]
) -> None:
    assert packed.is_packable(FOLDER)
    for name in ("config.json", "modules.json", "1_Pooling/config.json", "sentence_bert_config.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(FOLDER / name, tmp_path / name)
    assert packed.is_packable(tmp_path)
    (tmp_path / file).write_text(json.dumps(json.loads((tmp_path / file).read_text()) | changed))
    assert not packed.is_packable(tmp_path)
    assert not packed.is_packable(tmp_path / "nowhere")
