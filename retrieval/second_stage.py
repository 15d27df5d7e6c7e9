"""The second look at what search found: late interaction by default, a cross-encoder by setting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from retrieval.embed import embedded_text
from retrieval.errors import ModelRefused
from retrieval.late import Asked, nearness
from retrieval.model import Hit, Span

# What nearness by word pieces adds to a first stage's score; measured on LegalBench-RAG-mini and the sample accounts.
LATE = 0.3
WHOLE_CLAUSE = Span(0, 1_000_000)


class SecondStage(Protocol):
    def rescored(self, question: str, asked: Asked, hits: Sequence[Hit]) -> list[Hit]:
        """The hits with their scores after a second look, in no particular order."""


class LateInteraction:
    """Reads the sketches that lie at the points: nothing but the question is embedded."""

    def rescored(self, question: str, asked: Asked, hits: Sequence[Hit]) -> list[Hit]:
        del question
        return [replace(hit, score=hit.score + LATE * _near(asked, hit)) for hit in hits]


class FirstStageOnly:
    """Leaves every hit as it was found."""

    def rescored(self, question: str, asked: Asked, hits: Sequence[Hit]) -> list[Hit]:
        del question, asked
        return list(hits)


class CrossEncoder:
    """A sentence-transformers cross-encoder from a folder, offline: it reads the question together with each clause.

    Its score, from 0 to 1, takes the place of the first stage's. It is the one thing that has a model read clauses when a
    question is asked: some 30 ms each on a processor's core.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def rescored(self, question: str, asked: Asked, hits: Sequence[Hit]) -> list[Hit]:
        del asked
        pairs = [(question, embedded_text(hit.clause)) for hit in hits]
        scores = self._model.predict(pairs, show_progress_bar=False) if pairs else ()
        return [replace(hit, score=float(score)) for hit, score in zip(hits, scores, strict=True)]

    @cached_property
    def _model(self) -> Any:
        if not (self._folder / "model.safetensors").is_file():
            raise ModelRefused(f"no model.safetensors in {self._folder.name}; set FINEPRINT_RERANKER to its folder")
        import torch
        from sentence_transformers import CrossEncoder as Encoder
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call] # stderr is for errors
        torch.set_num_threads(1)
        model = Encoder(str(self._folder), device="cpu", local_files_only=True, activation_fn=torch.nn.Sigmoid())
        if model.num_labels != 1:
            raise ModelRefused(f"the cross-encoder in {self._folder.name} gives no single score; set another")
        return model


def second_stage_of(reranker: Path | None) -> SecondStage:
    """The cross-encoder in this folder, or late interaction."""
    return CrossEncoder(reranker) if reranker else LateInteraction()


def _near(asked: Asked, hit: Hit) -> float:
    if hit.sketch is None:
        return hit.arm("dense")
    return nearness([asked], hit.sketch, [WHOLE_CLAUSE])[0][0]
