"""How many of the values an account knows are found in its texts, per class; known values alone, no detector.

    python -m benchmarks.known_values [--seed 7] [--clients 500] [--misses 40] [--show-words]

The generated account's notes come from two files of templates. `note_templates_held.txt` is kept apart: its misses are
never listed. An ordinary word that stands alone ("hunter called") is counted by itself: it is no known value without
its context. A value is found when each of its letters and digits is.
"""

from __future__ import annotations

import argparse
import re
import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from anonymize.gazetteer import Gazetteer
from benchmarks.fresh_writings import WRITINGS as FRESH_WRITINGS
from benchmarks.generated_account import GeneratedAccount, Known, generated_account
from benchmarks.sample_known import SampleAccount, Search
from benchmarks.writings import WORD, WRITINGS, Piece, Writing, user_writing
from ingest.jobber.records import User
from ingest.known_names import NameBook

HERE = Path(__file__).parent
WRITTEN, HELD, FRESH = (HERE / f"note_templates{which}.txt" for which in ("", "_held", "_fresh"))
SLOT = re.compile(r"\{(user\.)?(\w+)(@?)\}")
PER_TEMPLATE = 30
TRIES = 400
SAMPLES = [HERE.parent / "samples" / name for name in ("harborline", "bluebonnet", "fennimore")]


@dataclass(frozen=True)
class Value:
    """Characters [start, end) of a note; `writing` is the template's slot."""

    start: int
    end: int
    kind: str
    writing: str


@dataclass(frozen=True)
class GeneratedNote:
    template: str
    text: str
    client_id: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Miss:
    kind: str
    template: str
    writing: str
    text: str


@dataclass(frozen=True)
class Recall:
    found: Counter[str]
    counted: Counter[str]
    misses: tuple[Miss, ...]

    def of(self, kind: str) -> float:
        return self.found[kind] / self.counted[kind] if self.counted[kind] else 1.0

    @property
    def overall(self) -> float:
        """Over all classes but ordinary words alone."""
        kinds = set(self.counted) - {WORD}
        return sum(self.found[kind] for kind in kinds) / max(1, sum(self.counted[kind] for kind in kinds))


def templates(file: Path) -> dict[str, str]:
    """By name: the file's first letters and the line's place."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    letter = {HELD: "h", FRESH: "f"}.get(file, "t")
    return {f"{letter}{n:03}": line.replace("\\n", "\n") for n, line in enumerate(lines, start=1)}


def notes(
    account: GeneratedAccount, file: Path, *, per_template: int = PER_TEMPLATE, seed: int = 7
) -> list[GeneratedNote]:
    """Each template filled for clients drawn by chance that have what it asks for."""
    chance, made = Random(f"{seed} {file.name}"), []
    for name, template in templates(file).items():
        filled = (
            _filled(name, template, account, chance, FRESH_WRITINGS if file == FRESH else WRITINGS)
            for _ in range(TRIES)
        )
        fitting = (note for note in filled if note is not None)
        made += [note for note, _ in zip(fitting, range(per_template), strict=False)]
    return made


def measured(book: Gazetteer, texts: Iterable[GeneratedNote]) -> Recall:
    found: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    misses = []
    for note in texts:
        covered = {
            n for finding in book.find(note.text, note.client_id or None) for n in range(finding.start, finding.end)
        }
        for value in note.values:
            counted[value.kind] += 1
            if all(n in covered for n in range(value.start, value.end) if note.text[n].isalnum()):
                found[value.kind] += 1
            else:
                around = note.text[max(0, value.start - 40) : value.end + 40]
                misses.append(Miss(value.kind, note.template, value.writing, around))
    return Recall(found, counted, tuple(misses))


def measured_sample(account: SampleAccount) -> Recall:
    """Each place where a search of `SampleAccount` finds something known, once."""
    searches, gazetteer = list(account.searches()), account.book.gazetteer
    texts = [
        GeneratedNote(each.where, each.text, each.client_id or "", tuple(_placed(searches, each.text)))
        for each in account.texts()
    ]
    return measured(gazetteer, texts)


def book_of(account: GeneratedAccount) -> NameBook:
    return NameBook.made(account.clients, account.properties, account.users, own_names=("Harrow & Tate Mechanical",))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--clients", type=int, default=500)
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--misses", type=int, default=0, help="print so many misses of the templates worked on")
    arguments.add_argument("--per-template", type=int, default=PER_TEMPLATE, help="notes made of each template")
    arguments.add_argument("--show-words", action="store_true", help="print missed ordinary words as well")
    arguments.add_argument("--sizes", type=int, nargs="*", default=(500, 5000), help="accounts whose cost is measured")
    arguments.add_argument("--accounts", type=Path, nargs="*", default=SAMPLES, help="account folders to measure on")
    options = arguments.parse_args()
    account = generated_account(options.clients, options.seed)
    gazetteer = book_of(account).gazetteer
    for title, file in (("templates worked on", WRITTEN), ("templates held apart", HELD), ("fresh templates", FRESH)):
        recall = measured(gazetteer, notes(account, file, per_template=options.per_template, seed=options.seed))
        print_recall(f"{title} ({len(templates(file))})", recall)
        if file == WRITTEN:
            _print_misses(recall.misses, options.misses, options.show_words)
    for folder in options.accounts:
        recall = measured_sample(SampleAccount(folder))
        print_recall(f"{folder.name}: all its texts", recall)
        _print_misses(recall.misses, options.misses, words=False)
    print_costs(options.sizes)


def print_recall(title: str, recall: Recall) -> None:
    print(f"\n{title:<34}{'n':>8}{'found':>8}{'recall':>9}  missed in templates")
    for kind in sorted(recall.counted, key=lambda kind: (kind == WORD, kind)):
        missed = Counter(miss.template for miss in recall.misses if miss.kind == kind)
        names = " ".join(f"{name}x{n}" for name, n in missed.most_common(12))
        print(f"  {kind:<32}{recall.counted[kind]:>8}{recall.found[kind]:>8}{recall.of(kind):>9.2%}  {names}")
    print(f"  {'all but ordinary words alone':<32}{'':>16}{recall.overall:>9.2%}")


def print_costs(sizes: Sequence[int]) -> None:
    """What a gazetteer costs, on the notes of the account it was built for."""
    print(f"\n{'gazetteer':<20}{'build s':>10}{'MB':>8}{'ms per 1,000 characters':>26}")
    for size in sizes:
        account = generated_account(size)
        started = time.perf_counter()
        gazetteer = book_of(account).gazetteer
        built = time.perf_counter() - started
        texts = notes(account, WRITTEN, per_template=5)
        started = time.perf_counter()
        for note in texts:
            gazetteer.find(note.text, note.client_id)
        took = time.perf_counter() - started
        characters = sum(len(note.text) for note in texts)
        print(f"{size:>6} clients      {built:>10.2f}{_megabytes(account):>8.1f}{1e6 * took / characters:>26.2f}")


def _megabytes(account: GeneratedAccount) -> float:
    """As Python counts them; the automaton's own memory is `Gazetteer.megabytes`."""
    tracemalloc.start()
    gazetteer = book_of(account).gazetteer
    held = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    return held + gazetteer.automaton_megabytes


def _print_misses(misses: Sequence[Miss], most: int, words: bool) -> None:
    by_writing: dict[str, list[Miss]] = defaultdict(list)
    for miss in misses:
        if words or miss.kind != WORD:
            by_writing[miss.writing].append(miss)
    shown = [miss for same in by_writing.values() for miss in same[: max(2, most // max(1, len(by_writing)))]]
    for miss in shown[:most]:
        print(f"    {miss.kind:<16}{miss.template} {miss.writing:<20}{miss.text!r}")


def _placed(searches: Iterable[Search], text: str) -> Iterator[Value]:
    found = {
        (match.span("value" if "value" in search.pattern.groupindex else 0), search.kind)
        for search in searches
        for match in search.pattern.finditer(text)
    }
    yield from (Value(start, end, kind, "search") for (start, end), kind in sorted(found))


def _filled(
    name: str, template: str, account: GeneratedAccount, chance: Random, writings: Mapping[str, Writing]
) -> GeneratedNote | None:
    own, other, user = chance.choice(account.known), chance.choice(account.known), chance.choice(account.users)
    pieces: list[tuple[Piece, str]] = []
    position = 0
    for slot in SLOT.finditer(template):
        written = _written(slot, own, other, user, writings)
        if written is None:
            return None
        pieces.append(((template[position : slot.start()], ""), ""))
        pieces += [(piece, slot[2]) for piece in written]
        position = slot.end()
    pieces.append(((template[position:], ""), ""))
    return GeneratedNote(name, "".join(text for (text, _), _ in pieces), own.client.id, tuple(_values(pieces)))


def _written(
    slot: re.Match[str], own: Known, other: Known, user: User, writings: Mapping[str, Writing]
) -> list[Piece] | None:
    if slot[1]:
        return user_writing(user, slot[2])
    return writings[slot[2]](other if slot[3] else own)


def _values(pieces: Iterable[tuple[Piece, str]]) -> Iterator[Value]:
    position = 0
    for (text, kind), writing in pieces:
        if kind:
            yield Value(position, position + len(text), kind, writing)
        position += len(text)


if __name__ == "__main__":
    main()
