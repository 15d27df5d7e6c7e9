"""A clause cut into passages (a sentence, a list item, a table row, a form line), each in a plain spelling.

The plain spelling has single spaces, straight quotes and hyphens, no list marks, no option left unchosen and no old
value an amendment takes away; `at` leads every character back to the clause, so quotes stay verbatim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import zip_longest

from ingest.injection import injected, without_injected
from service.agreements.clause import ClauseText
from service.agreements.struck import ON, blanked, chosen_column, old_columns, unchosen
from service.agreements.terms import Pin

CELL = " | "
_PLAIN = str.maketrans({
    "“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "‐": "-",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "\r": " ", "\n": " ", "×": "x", "£": "$", "€": "$",
})  # fmt: skip
_MARK = re.compile(
    r"^\s*(?:[•●○◦▪■‣∙·*★☆✗✘>]\s*|[-–—]\s+|☒\s*|☑\s*|[✓✔]\s*|\[[xX]\]\s*|(?:\( ?)?(?:[ivx]{1,4}|[a-zA-Z]|\d{1,2}) ?\)\s+"
    r"|(?:§ ?)?(?:\d{1,2}\.)+(?:\d{1,2}\.?)?\s+(?=[A-Z\"“<☐☒])|[A-Z]\.?(?:\d{1,2}\.)+(?:\d{1,2}\.?)?\s+|[A-Z]\.(?:\d{1,2}\.?)+\s+|[A-Z]\d{1,2}[.)]?\s+(?=[A-Z][a-z])|[A-Z]\.\s+(?=[A-Z][a-z]+,? [a-z])|\d{1,2}\.\s+(?=[a-z])|\d{1,2} (?=[A-Z][\w /&'-]{2,40}: )|[a-z]\.\s+(?=[A-Z0-9$])"
    r"|(?:section|article)\s+[\divx.]+[.:]\s+(?=[A-Z]))",
)
_PLACE = re.compile(r"\s*\d{1,2}[.)]?\s+(?=\S)")
_CODE = re.compile(r"(?:[A-Z]{1,3}[-. ]?)?\d{1,4}(?:[.-]\d{1,3})*[a-z]?|[A-Z]{1,2}")
_PLACED = re.compile(r"(?:zone|area|location|where|room|site)s? \| (?:work|service|task|job|item)s?\b", re.I)
_FIELDS = re.compile(
    r"(?<=[\w.,>)\]]) (?=(?:(?:print(?:ed)? )?name|address|contact|date|signature|signed|phone|tel|e-?mail|price|term|starts?|ends?|expires|first day|last day|"
    r"renews|renewal|billing|billed|(?-i:By|BY)|title|for us|for the (?:customer|company)|customer|client|owner|provider|contractor|premises|property|site|city|account|plan|effective|payment|technician)\b(?-i:[\w /()'-]{0,26}): )",
    re.I,
)
_NUMBERED = re.compile(r"\s*(?:§|\d+\.|[A-Z]\.|section|article)", re.I)
_ABBREVIATED = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|fr|rev|prof|hon|mt|ln|ct|hwy|ste|bldg|st|ave|rd|blvd|nos|inc|co|corp|ltd|dept|approx|vs|etc|sec|art|ext|min|max|hrs?|lbs?|"
    r"ft|e\.g|i\.e|a\.m|p\.m|u\.s|u\.s\.a|n\.a|jr|sr|apt|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|(?<!item )(?<!part )(?<!unit )(?<!zone )(?<!section )(?<!schedule )(?<!exhibit )(?<!building )(?<![\w'’])(?-i:[A-Z]))\.$",
    re.I,
)
_SENTENCE_END = re.compile(r"(?<!\.\.)[.!?][\"')\]]*\s+(?=[\"'(<\[]?[A-Z0-9$<☐☒]|\(?[a-z]\)\s+[A-Z])")
_RUN_IN = re.compile(r"\((?:[ivx]{1,4}|[a-z]|\d{1,2})\)\s+(?=[A-Z])")
"""The letter of a sentence in a numbered row of them: "(b) All chemicals."."""
_LABEL = re.compile(
    r"^(?P<label>[A-Z0-9#](?:[^:.;!?|]|(?<=incl)\.){0,58}?|[a-z]+(?: [a-z]+)?)\s*(?::(?![\d/])|\s[-–—]{1,2}\s|\.{3,}|_{2,})\s*(?=\S)"
)
_BULLET = re.compile(r"\s*(?P<mark>[•●○◦▪■‣∙·*★☆✗✘>]) ")
_FORM_LINE = re.compile(r"\s*[A-Z][\w /'&()-]{1,40}:\s")
_VERB = re.compile(
    r"\b(?:is|are|was|will|shall|must|may|can|has|have|does|do|pays?|covers?|includes?|we|you|i|it|call|tell|please|appl\w+|govern\w*|stays?|remains?|runs?|starts?|ends?|goes|comes?)\b",
    re.I,
)


@dataclass(frozen=True)
class Cell:
    """A table cell with its column's header ("" where the table has none); offsets in the passage's text."""

    header: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Passage:
    """`start` and `end` are offsets in the clause's text. `lead` is the intro line right above it, `before_text` and
    `next_text` the plain text of the passages beside it, all inside the clause; `topic` is the thing the sentences before speak of.
    """

    clause: ClauseText = field(repr=False)
    document_id: str
    start: int
    end: int
    text: str
    at: tuple[int, ...] = field(repr=False)
    is_item: bool = False
    lead: str = ""
    before_text: str = ""
    next_text: str = ""
    topic: str = ""
    columns: tuple[str, ...] = ()

    @cached_property
    def low(self) -> str:
        return self.text.lower()

    @cached_property
    def heading(self) -> str:
        """The heading path and the intro line, lower case, innermost last, parts joined by " > "."""
        return " > ".join(part for part in (plain(self.clause.heading), self.lead) if part).lower()

    @cached_property
    def header(self) -> tuple[str, ...]:
        """Column headers: the heading path's last part where it is a header row, else the table's first row."""
        last = plain(self.clause.heading).rsplit(" > ", 1)[-1]
        return cells_of(chosen_column(last, last)) if "|" in last else self.columns

    def holds_place(self, at: int) -> bool:
        """Whether an offset in the document lies in the passage."""
        if not self.at:
            return False
        start, end = self.clause.in_document(self.at[0], self.at[-1] + 1)
        return start <= at < end

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        if "|" not in self.text:
            return ()
        found, begin = [], 0
        for i, part in enumerate(self.text.split("|")):
            inner = part.strip()
            start = begin + len(part) - len(part.lstrip())
            header = self.header[i] if i < len(self.header) else ""
            found.append(Cell(header, inner, start, start + len(inner)))
            begin += len(part) + 1
        return tuple(found)

    @cached_property
    def item(self) -> str:
        """What a row is about: its first cell, or the next one where that is a code; a row that goes on names its item too."""
        if not self.cells:
            return ""
        named = [cell.text for cell in self.cells if cell.text][:2]
        placed = _PLACED.match(CELL.join(self.header))
        own = named[-1] if named and (placed or _CODE.fullmatch(named[0])) else "".join(named[:1])
        return f"{self.clause.of_row}: {own}" if self.clause.of_row else own

    @cached_property
    def label(self) -> str:
        """The words before the colon of a form line ("Term: 12 months"), or ""."""
        match = _LABEL.match(self.text)
        return match["label"].strip().lower() if match and len(match["label"].split()) <= 7 else ""

    @property
    def value_start(self) -> int:
        match = _LABEL.match(self.text)
        return match.end() if match and self.label else 0

    def pin(self, start: int = 0, end: int | None = None, confidence: float = 0.9) -> Pin:
        """A pin on part of the passage's plain text, given back as the clause's own words."""
        stop = len(self.text) if end is None else end
        first, last = self.at[start], self.at[max(start, stop - 1)] + 1
        raw_start, raw_end = self.clause.in_document(first, last)
        return Pin(
            self.document_id, self.clause.id, self.clause.heading, self.clause.text[first:last], raw_start, raw_end,
            self.clause.page, confidence, self.clause.number,
        )  # fmt: skip


def cells_of(row: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in row.split("|"))


def is_header_row(row: str, below: str) -> bool:
    """A row of names above a row of as many cells, without amounts, codes or states; two cells where the last names a price
    or a limit, which also tells that "Covered" is a name and no state, or where the names alone are in capitals."""
    priced = re.search(
        r"\| (?:[\w ]{0,20})(?:rates?|prices?|charges?|costs?|fees?|you pay|limits?|maximum|caps?|we pay|at most)\b[^|]{0,20}$",
        row,
        re.I,
    ) and re.search(r"\$ ?\d|\d ?%", below)
    states = r"excluded|yes|no" if priced else r"covered|excluded|yes|no"
    told = re.search(rf"[$%]|\d{{3,}}|\b(?:{states})\b(?! (?:items?|parts|from|to)\b)", row, re.I)
    capitals = in_capitals(row) and not below.isupper()
    return row.count(CELL) >= (1 if priced or capitals else 2) and row.count(CELL) == below.count(CELL) and not told


def in_capitals(row: str) -> bool:
    return re.sub(r"\([^)]*\)", "", row).isupper()


def is_marked(clause: ClauseText) -> bool:
    """Whether a clause is a member of a list by its number or its bullet."""
    return bool(clause.number) or _MARK.match(clause.text) is not None


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_PLAIN)).strip()


def passages(clause: ClauseText, document_id: str) -> list[Passage]:
    """The clause's passages in order; blank ones, a repeated run-in title and orders to software are left out."""
    if clause.by_column:
        return list(_columns(clause, document_id))
    title = plain(clause.heading).rsplit(" > ", 1)[-1].strip(" .:").lower()
    void = _speaking_to_software(clause.text)
    found = [
        one
        for one in _cut(clause, document_id)
        if (one.low.strip(" .:") != title or re.match(r"(?:the|an?|any|all) ", title))
        and not any(one.start < end and start < one.end for start, end in void)
    ]
    texts = ["", *(one.text for one in found), ""]
    return [replace(one, before_text=texts[at], next_text=texts[at + 2]) for at, one in enumerate(found)]


@lru_cache(maxsize=8192)
def _speaking_to_software(masked: str) -> tuple[tuple[int, int], ...]:
    return tuple((one.start, one.end) for one in injected(masked))


def whole(clause: ClauseText, document_id: str) -> Passage:
    """The clause as a single passage, uncut but for orders to software."""
    readable = replace(clause, text=without_injected(clause.text))
    text, at = _plain_with_offsets(readable, 0, len(clause.text))
    return Passage(clause, document_id, 0, len(clause.text), text, at)


def _cut(clause: ClauseText, document_id: str) -> Iterator[Passage]:
    lead, columns = "", ()  # type: str, tuple[str, ...]
    blocks = list(_blocks(clause.text))
    for (start, end), below in zip_longest(blocks, blocks[1:]):
        block = clause.text[start:end]
        if below and is_header_row(block, clause.text[slice(*below)]) and not columns:
            columns = cells_of(plain(block))
            continue
        columns = columns if CELL in block else ()
        mark = _PLACE.match(block) if clause.counted else _MARK.match(block)
        bullet = bool(mark) and not clause.counted and not _NUMBERED.match(block)
        title = ""
        spans = list(_sentences(clause.text, start + (mark.end() if mark else 0), end))
        for nth, (first, last) in enumerate(spans):
            run_in = _RUN_IN.match(clause.text, first, last) if nth else None
            first = run_in.end() if run_in else first
            text, at = _plain_with_offsets(clause, first, last)
            if _titles(text) and nth + 1 < len(spans) and (nth == 0 or text.endswith("?")):
                title = text
            elif text.strip(" |.,;:-_"):
                yield Passage(
                    clause,
                    document_id,
                    first,
                    last,
                    text,
                    at,
                    bullet or run_in is not None,
                    title or (lead if bullet or lead.endswith("?") else ""),
                    columns=columns,
                )
        if block.rstrip().endswith((":", "?")):
            lead = plain(block)
        elif not bullet:
            lead = ""


def _columns(clause: ClauseText, document_id: str) -> Iterator[Passage]:
    """ "[X] Gold | $30 | 4" under "Plan | A month | Visits a year" as the rows "A month | $30" and "Visits a year | 4"."""
    above, _, header = clause.heading.rpartition(" > ")
    begin = len(clause.text.split("|", 1)[0]) + 1
    for name, cell in zip(cells_of(plain(header))[1:], clause.text.split("|")[1:], strict=False):
        first = begin + len(cell) - len(cell.lstrip())
        text, at = _plain_with_offsets(replace(clause, heading=""), first, first + len(cell.strip()))
        begin += len(cell) + 1
        if text:
            label = f"{name}{CELL}"
            yield Passage(
                replace(clause, heading=above),
                document_id,
                0,
                first + len(cell.strip()),
                label + text,
                (0,) * len(label) + at,
            )


def _titles(sentence: str) -> bool:
    """ "Outside the plan." or "What isn't covered?" in front of other sentences is their title."""
    asks = re.search(r"\?$|^(?:when|where|what|who|how)\b.*\.$", sentence, re.I) and len(sentence.split()) <= (
        12 if sentence.endswith("?") else 6
    )
    if re.match(r"(?:the|an?|any|all|no|your|our|every|each)\b", sentence, re.I):
        return bool(asks)
    return bool(asks) or (
        sentence.endswith(".")
        and len(sentence.split()) <= 5
        and not _VERB.search(sentence)
        and not re.search(r"[\d$,]", sentence)
    )


_LINES = re.compile(r"(?:(?! {4,}[A-Z][\w ]{2,30}: )[^\n])+")  # two form fields side by side are two lines


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, list items, rows: lines, with wrapped lines of one paragraph joined."""
    lines = [span for m in _LINES.finditer(text) if m.group().strip() for span in _fields(text, m.start(), m.end())]
    widest = max((end - start for start, end in lines), default=0)
    at = 0
    while at < len(lines):
        start, end = lines[at]
        at += 1
        while at < len(lines) and _wrapped(text, (start, end), lines[at], lines[at - 1], widest):
            end = lines[at][1]
            at += 1
        yield start, end


def _fields(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The fields of a form line ("Name: … Address: … Date: …") and the members of a line of bullets ("* … * …"), each a line
    of its own; any other line whole."""
    begin = start
    first = _FORM_LINE.match(text, start, end) or re.search(r"[!.] (?:print(?:ed)? )?name: ", text[start:end], re.I)
    if bullet := _BULLET.match(text, start, end):
        for match in re.finditer(rf"(?<=\S) (?={re.escape(bullet['mark'])} \S)", text[start:end]):
            yield begin, start + match.start()
            begin = start + match.end()
        start = begin
    for match in _FIELDS.finditer(text, start, end) if first and CELL not in text[start:end] else ():
        yield start, match.start()
        start = match.end()
    yield start, end


_UNFINISHED = re.compile(
    r"(?:,|\b(?:than|of|the|and|or|to|for|with|by|in|an?|at|from|on|any|each|that|which|is|are|not))\s*$"
)
"""No sentence ends so: it goes on after a page's end."""


def _wrapped(text: str, block: tuple[int, int], following: tuple[int, int], last: tuple[int, int], widest: int) -> bool:
    above, below = text[slice(*last)], text[slice(*following)]
    if _UNFINISHED.search(above) and CELL not in f"{above}{below}" and re.match(r"\s*[a-z]", below):
        return True
    if re.search(r"\blist\s*$", above) and re.match(r"\s*(?:price|rate)s?\b", below):
        return True
    if (
        "\n\n" in text[block[1] : following[0]]
        or CELL in above
        or CELL in below
        or _MARK.match(below)
        or _FORM_LINE.match(below)
    ):
        return False
    if above.rstrip().endswith((":", ".", "!", "?", ";")):
        return last[1] - last[0] > 0.75 * widest and widest > 55 and not above.rstrip().endswith(":")
    starts_low = bool(re.match(r"\s*[a-z(,$%&]", below))
    return starts_low or (widest > 55 and last[1] - last[0] > 0.7 * widest)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    if CELL not in text[start:end]:
        for match in _SENTENCE_END.finditer(text, start, end):
            if _abbreviated(text, begin, match) or _numbering(text[begin : match.start() + 1]):
                continue
            yield begin, match.end()
            begin = match.end()
    if begin < end:
        yield begin, end


def _abbreviated(text: str, begin: int, match: re.Match[str]) -> bool:
    """ "No." before a number and "in." after one are abbreviations; at a sentence's end they are words."""
    said = text[begin : match.start() + 1]
    if re.search(r"\b(?:item|exhibit|schedule|part|unit|zone|building|class|option|plan|list) [A-Z]\.$", said, re.I):
        return False
    if re.search(r"\bno\.$", said, re.I):
        return bool(re.match(r"\S*\d", text[match.end() :]))
    return bool(_ABBREVIATED.search(said) or re.search(r"\d in\.$", said))


def _numbering(sentence: str) -> bool:
    return bool(re.fullmatch(r"\s*(?:(?:section|article|exhibit|§)\s*)?[\dA-Z]{1,3}(?:\.\d+)*\.", sentence, re.I))


_GAP = re.compile(
    r"[ \t]*(?P<label>[A-Z][A-Za-z' /&-]{1,38}?[A-Za-z)]) {3,}(?=[^\s|]\S*)(?=[^\n]{0,70}(?:\n|$))(?![^\n]* {3,})"
)
"""A form's label and its value, set apart by a gap and by nothing else in the line."""


_AFTER_TICK = re.compile(rf"{ON}\s*$")


def _plain_with_offsets(clause: ClauseText, start: int, end: int) -> tuple[str, tuple[int, ...]]:
    if unchosen(clause.text):
        return "", ()
    source = blanked(
        clause.text[start:end].translate(_PLAIN), ticked=_AFTER_TICK.search(clause.text[:start]) is not None
    )
    header = plain(clause.heading).rsplit(" > ", 1)[-1]
    source = chosen_column(old_columns(source, header), header)
    letters: list[str] = []
    at: list[int] = []
    gap = _GAP.match(clause.text, start, end)
    for i, letter in enumerate(source):
        if gap and start + i == gap.end("label"):
            letter = ":"  # the gap of a form line stands for a colon
        if letter == " " and (not letters or letters[-1] == " "):
            continue
        letters.append(letter)
        at.append(start + i)
    while letters and letters[-1] == " ":
        letters.pop()
        at.pop()
    return "".join(letters), tuple(at)
