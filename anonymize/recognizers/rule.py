"""A rule: words around a value, the value, and a check the pattern itself cannot make."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from anonymize.findings import Certainty, Finding

Match = re.Match[str]


def _always(_: Match) -> bool:
    return True


@dataclass(frozen=True)
class Rule:
    """Finds `value` (a named group, else the whole match) of `pattern` where `holds`.

    `again` looks within a match that does not hold for one that begins later ("Meet Carl-Taucher-Platz 3").
    Patterns have bounded repeats only: texts come from outside, and a crafted one must not make them slow.
    """

    entity: str
    pattern: re.Pattern[str]
    holds: Callable[[Match], bool] = _always
    certainty: Certainty = Certainty.PATTERN
    again: bool = False

    def find(self, text: str) -> Iterator[Finding]:
        group: str | int = "value" if "value" in self.pattern.groupindex else 0
        for match in self._matches(text):
            start, end = match.span(group)
            if end > start and self.holds(match):
                yield Finding(start, end, self.entity, self.certainty)

    def _matches(self, text: str) -> Iterator[Match]:
        if not self.again:
            yield from self.pattern.finditer(text)
            return
        match = self.pattern.search(text)
        while match is not None:
            yield match
            match = self.pattern.search(text, match.end() if self.holds(match) else match.start() + 1)


@dataclass(frozen=True)
class Recognizer:
    """The rules for one kind of value."""

    name: str
    rules: tuple[Rule, ...]

    @property
    def entities(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(rule.entity for rule in self.rules))

    def find(self, text: str) -> Iterator[Finding]:
        for rule in self.rules:
            yield from rule.find(text)


def digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def luhn(number: str) -> bool:
    """ISO/IEC 7812-1, annex B: the check digit of cards and of Canadian social insurance numbers."""
    doubled = (int(d) * 2 if place % 2 else int(d) for place, d in enumerate(reversed(number)))
    return bool(number) and sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
