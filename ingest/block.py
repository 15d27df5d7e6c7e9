"""A block of text: the words of one paragraph, list item, heading or table row, and how they are joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.document_text import CELL_BREAK, MarkKind
from ingest.hyphens import Hyphens
from ingest.words import Row, Word


class Token(NamedTuple):
    """A word of a block, what separates it from the word before, and its text (a hyphen at a line's end may be gone)."""

    before: str
    text: str
    word: Word


@dataclass(frozen=True)
class Block:
    tokens: tuple[Token, ...]
    kind: MarkKind | None = None

    @property
    def text(self) -> str:
        return "".join(token.before + token.text for token in self.tokens)

    @property
    def run_in(self) -> int:
        """How many characters of bold words the block begins with (after its number), 0 where it has no others."""
        bold = [token.word.bold for token in self.tokens]
        first = 0 if bold[0] else 1
        length = next((at for at, face in enumerate(bold[first:]) if not face), 0)
        if not length or len(bold) < first + length + 3 or length > 10:
            return 0
        return sum(len(token.before) + len(token.text) for token in self.tokens[: first + length])

    @property
    def weight(self) -> float:
        """The type's weight that at least nine tenths of the block have, else that of its plainest word."""
        weights = sorted(token.word.weight for token in self.tokens)
        return weights[len(weights) // 10]


def tokens(lines: Sequence[Row], hyphens: Hyphens) -> Iterator[Token]:
    glued = False
    for at, line in enumerate(lines):
        for place, word in enumerate(line):
            first = at == 0 and place == 0
            token = Token("" if first or glued else " ", word.text, word)
            glued = False
            if place == len(line) - 1 and at + 1 < len(lines) and word.text.endswith("-"):
                joint = hyphens.joint(word.text, lines[at + 1][0].text)
                if joint is not None:
                    token, glued = token._replace(text=word.text[:-1] + joint), True
            yield token


def row_tokens(row: Sequence[Sequence[Row]], hyphens: Hyphens) -> tuple[Token, ...]:
    """The cells of a row, each given as its lines, set apart by the cell separator."""
    found: list[Token] = []
    for cell in row:
        own = list(tokens(cell, hyphens))
        if own and found:
            own[0] = own[0]._replace(before=CELL_BREAK)
        found.extend(own)
    return tuple(found)
