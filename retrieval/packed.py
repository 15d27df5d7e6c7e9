"""A BERT sentence encoder whose texts of different lengths go side by side in one sequence, each of which sees itself only.

A batch is padded to its longest text: of what a model computes for a contract's clauses in batches of 32, four tenths are
padding. In one sequence nothing is, and its matrices are large enough for the processor. Attention alone goes text by text:
over the whole sequence it would grow with its square.

The encoder is read from its folder with torch alone. sentence-transformers gives the same vectors but for the last digits,
and takes three seconds longer to begin: it brings along what trains models.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

ROOM = 1024  # word pieces a sequence
_BERT = {"model_type": "bert", "hidden_act": "gelu"}
_MODULES = (["Transformer", "Pooling", "Normalize"], ["Transformer", "Pooling"])
_MEAN = {"word_embedding_dimension", "pooling_mode_mean_tokens"}


def is_packable(folder: Path) -> bool:
    """Whether a sentence-transformers model is a BERT whose tokens' mean is the text's vector; MPNet, for one, counts its
    positions otherwise."""
    config, pooling = _json(folder / "config.json"), _json(folder / "1_Pooling" / "config.json")
    modules = [module["type"].rpartition(".")[2] for module in _json(folder / "modules.json") or ()]
    return (
        all(config.get(name) == value for name, value in _BERT.items())
        and config.get("position_embedding_type", "absolute") == "absolute"
        and modules in _MODULES
        and {name for name, value in pooling.items() if value} == _MEAN
        and window_of(folder) is not None
    )


def window_of(folder: Path) -> int | None:
    """The most word pieces of a text that a model reads, as its files say."""
    said = _json(folder / "sentence_bert_config.json").get("max_seq_length")
    return int(said) if said else None


class PackedBert:
    """The encoder of a folder that `is_packable`. Its weights are read when the first texts come."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        config = _json(folder / "config.json")
        self._heads, self._layers = int(config["num_attention_heads"]), int(config["num_hidden_layers"])
        self._epsilon = float(config["layer_norm_eps"])

    def encode(self, texts: Sequence[Sequence[int]]) -> list[dict[str, Any]]:
        """For each text, given as its word pieces with those the model adds, what `SentenceTransformer.encode` gives with
        `output_value=None`: `sentence_embedding` (dimension) and `token_embeddings` (word pieces, dimension)."""
        import torch

        with torch.inference_mode():
            return [output for pack in _packs(texts) for output in self._encoded(pack)]

    @cached_property
    def _weights(self) -> dict[str, Any]:
        from safetensors.torch import load_file

        return load_file(self._folder / "model.safetensors")

    def _encoded(self, pack: Sequence[Sequence[int]]) -> Iterator[dict[str, Any]]:
        import torch

        lengths = [len(text) for text in pack]
        hidden = self._embedded(
            torch.tensor([piece for text in pack for piece in text]),
            torch.cat([torch.arange(length) for length in lengths]),
        )
        for layer in range(self._layers):
            hidden = self._through(f"encoder.layer.{layer}", hidden, lengths)
        for tokens in hidden.split(lengths):
            yield {
                "token_embeddings": tokens,
                "attention_mask": torch.ones(len(tokens), dtype=torch.int64),
                "sentence_embedding": tokens.float().mean(0),
            }

    def _embedded(self, pieces: Any, positions: Any) -> Any:
        """Shape: word pieces, dimension; as all that goes from layer to layer."""
        words, places, kinds = (
            self._weights[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")
        )
        return self._normal("embeddings.LayerNorm", words[pieces] + kinds[0] + places[positions])

    def _through(self, layer: str, hidden: Any, lengths: list[int]) -> Any:
        from torch.nn.functional import gelu

        attended = self._linear(f"{layer}.attention.output.dense", self._attended(layer, hidden, lengths))
        hidden = self._normal(f"{layer}.attention.output.LayerNorm", attended + hidden)
        wide = gelu(self._linear(f"{layer}.intermediate.dense", hidden))
        return self._normal(f"{layer}.output.LayerNorm", self._linear(f"{layer}.output.dense", wide) + hidden)

    def _attended(self, layer: str, hidden: Any, lengths: list[int]) -> Any:
        import torch
        from torch.nn.functional import scaled_dot_product_attention

        parts = (self._linear(f"{layer}.attention.self.{name}", hidden) for name in ("query", "key", "value"))
        by_head = (part.view(1, len(hidden), self._heads, -1).transpose(1, 2) for part in parts)
        texts = zip(*(part.split(lengths, dim=2) for part in by_head), strict=True)
        attended = torch.cat([scaled_dot_product_attention(*text) for text in texts], dim=2)
        return attended.transpose(1, 2).reshape(len(hidden), -1)

    def _linear(self, name: str, hidden: Any) -> Any:
        from torch.nn.functional import linear

        return linear(hidden, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _normal(self, name: str, hidden: Any) -> Any:
        from torch.nn.functional import layer_norm

        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return layer_norm(hidden, weight.shape, weight, bias, self._epsilon)


def _packs(texts: Sequence[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    pack: list[Sequence[int]] = []
    for text in texts:
        if pack and sum(map(len, pack)) + len(text) > ROOM:
            yield pack
            pack = []
        pack.append(text)
    if pack:
        yield pack


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}
