"""Capitalised words that no list has: not English, not the trade, no maker. In a contract they are names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonymize.findings import Certainty, Finding
from anonymize.recognizers.rule import Recognizer, Rule
from anonymize.vocabulary import vocabulary

_CAPITALISED = re.compile(r"(?<![\w'’.@/-])[A-ZÀ-Þ](?:[a-zà-ÿ]|['’](?=[A-Za-z]))[\w'’]{1,22}(?<!['’])(?![\w@/-])")
_POSSESSIVE = re.compile(r"['’]s$")
_INITIAL_BETWEEN = re.compile(r" (?:[A-Z]\.? )?")
_PUBLIC_PLACE_AFTER = re.compile(r"\s(?:County|Parish|Township|Borough|Counties|Court|Judicial)\b")
_PUBLIC_PLACE_BEFORE = re.compile(r"\b(?:County|City|Cities|State|Town|Township|Village|Commonwealth|Province) of $")
_MODEL_AFTER = re.compile(r"[®™]|[ ](?!\(?\d{3}\)?[ ./-]{1,2}\d{3})[A-Z]{0,4}-?\d")


class UnheardName(Rule):
    """Neighbouring words make one name; given and family names next to an unheard word belong to it."""

    def find(self, text: str) -> Iterator[Finding]:
        run: list[re.Match[str]] = []
        for word in self.pattern.finditer(text):
            joined = run and _INITIAL_BETWEEN.fullmatch(text, run[-1].end(), word.start())
            if run and (not joined or _POSSESSIVE.search(run[-1].group())):
                yield from self._name(run, text)
                run = []
            run = [*run, word] if _may_belong(word, text) else []
        yield from self._name(run, text)

    def _name(self, run: list[re.Match[str]], text: str) -> Iterator[Finding]:
        if any(_is_unheard(word) for word in run) and not _is_public_place(run, text):
            possessive = _POSSESSIVE.search(run[-1].group())
            end = run[-1].end() - (2 if possessive else 0)
            yield Finding(run[0].start(), end, self.entity, self.certainty)


def _bare(word: re.Match[str]) -> str:
    return re.sub(r"['’]s$", "", word.group())


def _is_unheard(word: re.Match[str]) -> bool:
    return len(_bare(word)) >= 4 and not vocabulary().is_ordinary(_bare(word))


def _may_belong(word: re.Match[str], text: str) -> bool:
    """Names do; an ordinary word does where no sentence begins, as its capital then says that it is a name here."""
    known, bare = vocabulary(), _bare(word)
    if known.is_trade(bare):
        return False
    mid_sentence = re.search(r"[a-z,] $", text[max(0, word.start() - 2) : word.start()])
    return bool(mid_sentence) or not known.is_ordinary(bare) or known.may_be_given(bare) or known.is_surname(bare)


def _is_public_place(run: list[re.Match[str]], text: str) -> bool:
    """Governing law and jurisdiction stay, and so does what a model number follows."""
    before = text[max(0, run[0].start() - 16) : run[0].start()]
    after = run[-1].end()
    return bool(
        _PUBLIC_PLACE_AFTER.match(text, after) or _PUBLIC_PLACE_BEFORE.search(before) or _MODEL_AFTER.match(text, after)
    )


RECOGNIZER = Recognizer("unheard name", (UnheardName("PERSON", _CAPITALISED, certainty=Certainty.GUESSED),))
