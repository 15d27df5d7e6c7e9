"""`vocabulary`: the trade words by which work is matched to contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from service.cli.app import AsJson, cli

if TYPE_CHECKING:
    from service.coverage.vocabulary import Vocabulary

vocabulary = typer.Typer(help="The trade words by which work is matched to contracts.", no_args_is_help=True)
cli.add_typer(vocabulary, name="vocabulary")


def _known() -> Vocabulary:
    from service.coverage.vocabulary import extended, standard
    from service.settings import Settings

    own = Settings().vocabulary
    return extended(own) if own else standard()


@vocabulary.command("check")
def check_vocabulary(json: AsJson = False) -> None:
    """Look for contradictions: words that name two things, rings, parents that do not exist. Exits 1 where there are any."""
    from service.cli.app import print_json
    from service.coverage.vocabulary.contradictions import contradictions

    known = _known()
    found = contradictions(known)
    words = sum(len(one.words) + 1 for one in known.concepts.values())
    if json:
        print_json({"concepts": len(known.concepts), "words": words, "contradictions": found})
    else:
        print(*found, f"{len(known.concepts)} concepts, {words} words, {len(found)} contradictions", sep="\n")
    if found:
        raise typer.Exit(1)


@vocabulary.command("find")
def find_words(words: str, json: AsJson = False) -> None:
    """What the vocabulary makes of some words: the things and tasks they name, and what those belong to."""
    from service.cli.app import print_json
    from service.coverage.reading import subjects

    known = _known()
    found = [
        (one.text, id, {up: how.kind for up, how in known.above(id).items() if up != id})
        for one in subjects(words, known)
        for id in (*one.things, *one.tasks)
    ]
    if json:
        print_json([{"words": text, "names": id, "above": above} for text, id, above in found])
        return
    for text, id, above in found:
        print(f"{text}: {id}", *(f"{how} {up}" for up, how in above.items()), sep=", ")
    if not found:
        print("no word of it is known; add it to your vocabulary file")
