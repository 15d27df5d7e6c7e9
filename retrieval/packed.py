"""Texts of different lengths go through an encoder side by side in one sequence, each of which sees itself only.

A batch is padded to its longest text: of what a model computes for a contract's clauses in batches of 32, four tenths are
padding. In one sequence nothing is, and its matrices are large enough for the processor. Attention alone goes text by text:
over the whole sequence it would grow with its square. The vectors are the same but for the last digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

ROOM = 1024  # word pieces a sequence
ATTENTION = "text by text"


def is_packable(model: Any) -> bool:
    """Whether a sentence-transformers model reads positions and attends as it is told; MPNet, for one, makes its own."""
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    attention = getattr(config, "_attn_implementation", None)
    return getattr(config, "model_type", None) == "bert" and attention in ("sdpa", ATTENTION)


def encode(model: Any, texts: Sequence[Sequence[int]]) -> list[dict[str, Any]]:
    """For each text, given as its word pieces with those the model adds, what `SentenceTransformer.encode` gives with
    `output_value=None`: `sentence_embedding` (dimension) and `token_embeddings` (word pieces, dimension)."""
    import torch

    _attend_text_by_text(model[0].auto_model)
    with torch.inference_mode():
        return [output for pack in _packs(texts) for output in _encoded(model, pack)]


def _attend_text_by_text(encoder: Any) -> None:
    """Once an encoder, which takes padded batches as before."""
    from transformers import AttentionInterface, AttentionMaskInterface
    from transformers.masking_utils import sdpa_mask

    if encoder.config._attn_implementation != ATTENTION:
        AttentionInterface.register(ATTENTION, _attended)
        AttentionMaskInterface.register(ATTENTION, sdpa_mask)
        encoder.set_attn_implementation(ATTENTION)


def _attended(
    module: Any, query: Any, key: Any, value: Any, attention_mask: Any, *, lengths: Any = None, **more: Any
) -> tuple[Any, None]:
    """An attention function of transformers'; query, key and value have the shape (1, heads, word pieces, size), and
    `lengths` are those of the texts."""
    import torch
    from torch.nn.functional import scaled_dot_product_attention
    from transformers.integrations.sdpa_attention import sdpa_attention_forward

    if lengths is None:
        return sdpa_attention_forward(module, query, key, value, attention_mask, **more)
    texts = zip(*(each.split(lengths, dim=2) for each in (query, key, value)), strict=True)
    return torch.cat([scaled_dot_product_attention(*text) for text in texts], dim=2).transpose(1, 2), None


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
    hidden = model[0].auto_model(
        input_ids=torch.tensor([[piece for text in pack for piece in text]]),
        position_ids=torch.cat([torch.arange(length) for length in lengths])[None],
        lengths=lengths,
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
