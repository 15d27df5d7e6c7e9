"""The heading each clause stands under, where a line, a lead or a row of names heads what follows whatever its print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from service.agreements.clause import ClauseText
from service.agreements.passages import CELL, in_capitals, is_header_row, is_marked, plain
from service.agreements.patterns.polarity import of_words
from service.agreements.patterns.sides import of_sides
from service.agreements.rows import in_rows


def under_headings(clauses: Sequence[ClauseText]) -> Iterator[ClauseText]:
    """The same clauses, each under every line that heads it; rows know their place, their item and their header."""
    listed = list(_run_on(_past_lists(in_rows(clauses))))
    yield from _with_headers(_under_parts(listed))


def _past_lists(clauses: Iterable[ClauseText]) -> Iterator[ClauseText]:
    """What stands unmarked below a list's marked members no longer stands under its lead ("The fee pays for:")."""
    above, marked, past = "", False, False
    for clause in clauses:
        if clause.heading != above:
            above, marked, past = clause.heading, False, False
        own = is_marked(clause)
        past = past or (marked and not own)
        marked = marked or own
        out = past and above.endswith(":")
        yield replace(clause, heading=above.rpartition(" > ")[0]) if out else clause


_RUNS_ON = re.compile(r"(?:^|[.;] )(?P<label>[A-Z][^.:;]{2,60}): [^:]*;\s*$", re.S)


def _run_on(clauses: Iterable[ClauseText]) -> Iterator[ClauseText]:
    """A list whose last line was split off ("Not covered: a; b;" then "anything else") goes on under its own label."""
    before = None
    for clause in clauses:
        label = _RUNS_ON.search(before.text) if before and before.heading.startswith(clause.heading) else None
        if before and label and clause.text[:1].islower():
            clause = replace(clause, heading=" > ".join(part for part in (before.heading, label["label"]) if part))
        before = clause
        yield clause


_PART = re.compile(r"(?:part|section|chapter|exhibit|schedule|appendix) [\dA-Z]{1,3}\s*[-–—:.]\s*\S.{2,70}", re.I)


def _under_parts(clauses: Sequence[ClauseText]) -> Iterator[ClauseText]:
    """A line "Part B - What is not covered", or another that tells a side, heads the clauses after it that have its heading,
    as far as the next line that is a title over a paragraph."""
    above, part, marked = "", "", False
    for clause, below in zip_longest(clauses, clauses[1:]):
        if clause.heading != above or (marked and not is_marked(clause)):
            above, part, marked = clause.heading, "", False
        line = _NUMBER.sub("", clause.text.strip())
        if part and below and _is_title(line) and below.text.rstrip().endswith("."):
            part = ""
        yield replace(clause, heading=" > ".join(one for one in (above, part) if one)) if part else clause
        if (_PART.fullmatch(line) and not line.endswith(".")) or _tells_a_side(line):
            part, marked = line, False
        marked = marked or (part != line and is_marked(clause))


_NUMBER = re.compile(r"(?:\d{1,2}|[A-Z])[.)] ")


def _is_title(line: str) -> bool:
    return len(line.split()) <= MOST_TITLE_WORDS and not re.search(r"[.:;|]|\n", line)


def _tells_a_side(line: str) -> bool:
    """A line of a few words that puts what follows on a side, whatever its print ("What $185 a month gets you")."""
    asks = re.match(
        r"(?:what|which|not|our|your|beyond|outside|included|excluded|free (?:to|for|with)|in the|for (?:it|that|this)$)\b",
        line,
        re.I,
    ) or re.fullmatch(
        r"(?:we|you)(?:'ll| will| do| also)*(?: not|n't)? (?:look after|cover|do|pay(?: for)?|get|take care of|handle|provide)|(?:we|they|he|she) do|(?:\w+ ){1,3}(?:gives?|gets?|buys?|brings?) (?:you|me)|(?:never|in|out)|.* (?:means|buys|covers|includes)",
        plain(line),
        re.I,
    )
    told = of_sides(plain(line)) or of_words(line)
    return _is_title(line) and asks is not None and told in ("included", "excluded")


MOST_TITLE_WORDS = 8


def _with_headers(found: Iterable[ClauseText]) -> Iterator[ClauseText]:
    """Rows of a table whose header was not told apart take the row of names above them as theirs."""
    clauses = list(found)
    header = ""
    for clause, below in zip_longest(clauses, clauses[1:]):
        if CELL not in clause.text or CELL in clause.heading:
            header = ""
        elif header and _first_line(clause).count(CELL) == header.count(CELL) and not _heads_anew(clause, below):
            clause = replace(clause, heading=" > ".join(part for part in (clause.heading, header) if part))
        else:
            alone = below is not None and "\n" not in clause.text
            header = clause.text if alone and is_header_row(clause.text, _first_line(below)) else ""
        yield clause


def _heads_anew(clause: ClauseText, below: ClauseText | None) -> bool:
    """A row of names in capitals below other rows heads those after it: forms set one such pair under the other."""
    return below is not None and in_capitals(clause.text) and is_header_row(clause.text, _first_line(below))


def _first_line(clause: ClauseText) -> str:
    return clause.text.split("\n", 1)[0]
