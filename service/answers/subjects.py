"""What a question asks for by name: which of its words are the thing, and which only point at a paper or at coverage."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.answers.vocabulary import Word, canon, stems

_WORDS_OF_COVERAGE = "free extra charge pay bill cover include exclude cost owe"
SAID_OF_COVERAGE = frozenset(canon(word) for word in _WORDS_OF_COVERAGE.split())

# "which brand of salt", "what make is the furnace": the answer names the sort asked for.
_SORT = re.compile(
    r"\b(?:what|which)(?:'s)? (?:[a-z]+ ){0,2}?(?P<sort>[a-z]+)(?= (?:of|is|are|was|were|do|does|did|has|have|must|should|can|could|will|would|for|at|in|to)\b)",
    re.I,
)
_NO_SORT_WORDS = """
are is was were do does did day date time year month hour happens happened else exactly kind sort one ones about
if we he she they it this that the you i part parts amount sum total number share percent percentage
building house place address unit site property job person customer client visit point case way reason extent
"""
_NO_SORT = frozenset(_NO_SORT_WORDS.split())
# By these a thing is told from others of its kind: whoever asks for one wants it by its name.
_IDENTITY = re.compile(r"\b(?P<sort>brand|make|model|serial|colou?r)\b(?! sure)(?= (?:number|no|name|of|is|does|do|are)\b)", re.I)  # fmt: skip
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])|[_.\d-]+")


# The clause of the question word; what follows an "if" or a "when" is the situation, and names are nobody's things.
_ASKING = re.compile(r"\b(?:how|what|which)\b(?P<said>.*?)(?=[,;:.?]|\b(?:if|when|once|after|while|where|unless|before|until|that|who)\b|$)", re.I)  # fmt: skip
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]\w*")
# What tells a thing from its like: "Plan C", "unit 3", "RTU-1", "3/4".
_LABEL = re.compile(
    r"\b(?i:plan|level|option|tier|class|phase|item|zone|unit|building|schedule|number|no\.) (?P<of>[A-Z]|\d+)\b"
    r"|\b(?P<code>[A-Z]{1,4}-?\d+)\b|\b(?P<part>\d/\d)\b"
)
_UNIT = re.compile(r"\bhow many (?P<unit>minute|hour|day|week|month|year)s?\b", re.I)
_CODE = re.compile(r"\b(?P<code>code|combination|password|pin)s?\b(?! of)", re.I)


def sort_asked(question: str) -> frozenset[str]:
    """The comparable form of the noun after "what" or "which", or of the code asked for; empty where any statement would
    do. What is told by its own name, as places and people are, is no sort.
    """
    code = _CODE.search(question)
    if code:
        return frozenset((canon(code["code"]),))
    found = _IDENTITY.search(question) or _SORT.search(question)
    sort = found["sort"].lower() if found else ""
    return frozenset((canon(sort),)) if sort and sort not in _NO_SORT else frozenset()


def thing_asked(question: str) -> frozenset[str]:
    """The comparable forms of the words in the clause of the question word: of what a value is asked, without the situation."""
    return frozenset(stems(_NAME.sub(" ", _asking(question))))


def labels_asked(question: str) -> frozenset[str]:
    """The labels by which that clause tells its thing from others of the kind, as they are written."""
    return frozenset(found["of"] or found["code"] or found["part"] for found in _LABEL.finditer(_asking(question)))


def _asking(question: str) -> str:
    found = _ASKING.search(question)
    return found["said"] if found else question


def unit_asked(question: str) -> str:
    """The unit in which a length of time is asked for; "" where none is."""
    found = _UNIT.search(question)
    return found["unit"].lower() if found else ""


def without_titles(words: Sequence[Word], files: Sequence[str]) -> tuple[Word, ...]:
    """Without the capitalised words that stand in a file's name: they call a paper, and say nothing of what it says.

    Where nothing else is left they are kept.
    """
    titles = set().union(*(stems(_JOINED.sub(" ", file)) for file in files))
    left = tuple(word for word in words if not (word.proper and word.stem in titles))
    return left or tuple(words)
