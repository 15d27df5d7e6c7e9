"""Candidates of both arms made comparable: each with its exact score in either arm, ordered by their weighted sum.

Reciprocal ranks would put a clause that shares the question's politeness before one that answers it, and a clause that
one arm alone found has no score in the other until it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from retrieval.index import Query

# (arm, only these points or None for all) to (point id, score), best first
Wanted = tuple[str, Sequence[str] | None]
Ask = Callable[[Sequence[Wanted]], Sequence[Sequence[tuple[str, float]]]]
ByArm = dict[str, dict[str, float]]


def candidates(ask: Ask, query: Query) -> ByArm:
    """Scores by arm and point: what each arm finds, then what it says of those only the other found; two round trips."""
    found = {arm: dict(best) for arm, best in zip(query.arms, ask([(arm, None) for arm in query.arms]), strict=True)}
    everyone = set().union(*found.values())
    lacking = [(arm, sorted(everyone - scores.keys())) for arm, scores in found.items() if everyone - scores.keys()]
    for (arm, _), more in zip(lacking, ask(lacking) if lacking else (), strict=True):
        found[arm].update(more)
    return found


def fused(found: ByArm, query: Query) -> list[tuple[str, float]]:
    """Point ids by cosine plus `query.words` times the share of the best match by words; ties go by point id."""
    dense, sparse = found.get("dense", {}), found.get("sparse", {})
    best = max(sparse.values(), default=0.0) or 1.0
    scores = {id: dense.get(id, 0.0) + query.words * sparse.get(id, 0.0) / best for id in dense.keys() | sparse.keys()}
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[: query.limit]
