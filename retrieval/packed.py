"""Short texts through a BERT encoder side by side in one sequence, each of which sees itself only.

A batch is padded to its longest text: of what a model computes for a contract's clauses in batches of 32, four tenths are
padding. In one sequence nothing is, and its matrices are large enough for the processor. The vectors are the same but for
the last digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

ROOM = 256  # word pieces a sequence: attention grows with its square


def is_packable(model: Any) -> bool:
    """Whether a sentence-transformers model reads positions and masks as they are given; MPNet, for one, makes its own."""
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    return getattr(config, "model_type", None) == "bert" and getattr(config, "_attn_implementation", None) == "sdpa"


def encode(model: Any, texts: Sequence[Sequence[int]]) -> list[dict[str, Any]]:
    """For each text, given as its word pieces with those the model adds, what `SentenceTransformer.encode` gives with
    `output_value=None`: `sentence_embedding` (dimension) and `token_embeddings` (word pieces, dimension)."""
    import torch

    with torch.inference_mode():
        return [output for pack in _packs(texts) for output in _encoded(model, pack)]


def _packs(texts: Sequence[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    pack: list[Sequence[int]] = []
    for text in texts:
        if pack and sum(map(len, pack)) + len(text) > ROOM:
            yield pack
            pack = []
        pack.append(text)
    if pack:
        yield pack


def _encoded(model: Any, pack: Sequence[Sequence[int]]) -> Iterator[dict[str, Any]]:
    import torch

    lengths = [len(text) for text in pack]
    whose = torch.repeat_interleave(torch.arange(len(pack)), torch.tensor(lengths))
    hidden = model[0].auto_model(
        input_ids=torch.tensor([[piece for text in pack for piece in text]]),
        position_ids=torch.cat([torch.arange(length) for length in lengths])[None],
        attention_mask=(whose[:, None] == whose[None, :])[None, None],
    )
    for tokens in hidden.last_hidden_state[0].split(lengths):
        yield _pooled(model, tokens)


def _pooled(model: Any, tokens: Any) -> dict[str, Any]:
    """Through the modules behind the encoder: pooling, and whatever the model has after it."""
    import torch

    output = {"token_embeddings": tokens[None], "attention_mask": torch.ones(1, len(tokens), dtype=torch.int64)}
    for module in list(model)[1:]:
        output = module(output)
    return {name: value[0] for name, value in output.items()}
