"""What masking costs search: character recall raw, masked, and masked where the account knows whom a question names.

    python -m benchmarks.masked_retrieval CORPUS BENCHMARK.json… [--questions 300]

Benchmarks are of the LegalBench-RAG format; their questions are asked over all their texts together. All three runs index
the same passages at the same places with the same model, and mask (titles, headings, passages, questions) or not:
"nobody known" by the product's masking with an empty account, "parties known" with one whose clients are the parties that
the questions name. Each run is scored twice: searching everything, and searching the documents that the question names,
as the product does once it has resolved the customer.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from anonymize.known import KnownEntity, organisation
from retrieval.evaluate import BUDGET, HYBRID, PRODUCT, Case, Report, read_cases
from service.offline import masking, measured_retrieval

SEED = 20240819
_BETWEEN = re.compile(r" between (?:the )?(?P<parties>[^;]+?)(?: for [^;]+)?;")
_QUOTED = re.compile(r"^Consider \"(?P<party>[^\"]+)\"")
_NEXT_PARTY = re.compile(r",? and (?:the )?|(?:(?<=Inc\.)|(?<=LLC)), (?=[A-Z])")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("benchmarks", type=Path, nargs="+")
    arguments.add_argument("--questions", type=int, default=300, help="drawn from all benchmarks where they have more")
    options = arguments.parse_args()
    cases = [case for benchmark in options.benchmarks for case in read_cases(benchmark)]
    if len(cases) > options.questions:
        cases = random.Random(SEED).sample(cases, options.questions)
    raw = measured_retrieval(cases, options.corpus)
    print(f"{raw.questions} questions, {raw.files} files, {raw.clauses} passages")
    runs = {"nobody known": (), "parties known": tuple(_parties(cases))}
    for name, known in runs.items():
        with masking(known) as mask:
            _print(name, raw, measured_retrieval(cases, options.corpus, mask))


def _parties(cases: Sequence[Case]) -> Iterator[KnownEntity]:
    """The companies the questions name, each the client of an account."""
    named = sorted({party for case in cases for party in _named(case.query)})
    return (organisation(party) for party in named)


def _named(query: str) -> list[str]:
    if quoted := _QUOTED.match(query):
        return [quoted["party"]]
    between = _BETWEEN.search(query)
    return _NEXT_PARTY.split(between["parties"]) if between else []


def _print(name: str, raw: Report, masked: Report) -> None:
    for where, before, after in (
        ("everything", raw.run(HYBRID).rows, masked.run(HYBRID).rows),
        ("documents named", raw.run(PRODUCT).rows, masked.run(PRODUCT).rows),
    ):
        for then, now in zip(before, after, strict=True):
            cut = f"@{then.k}" if then.k is not None else f" in {BUDGET} characters"
            print(
                f"{name}, {where}: recall{cut} raw {then.recall:.3f}, masked {now.recall:.3f}, "
                f"difference {now.recall - then.recall:+.3f}"
            )


if __name__ == "__main__":
    main()
