"""Words that stand in a document but are not what it says: values an amendment replaces, options left unchosen.

They are overwritten with spaces of the same length before any reader sees the text, so an old value never becomes a
term and offsets stay true.
"""

from __future__ import annotations

import re

_QUANTITY = r"(?:\$ ?[\d,.]*\d|[\d,.]*\d ?%|\d[\d,./:-]*|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|sixty|ninety)\b|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b)"
_VALUE = r"(?:\$ ?[\d,.]*\d|[\d,.]*\d ?%|(?:\w+ )?\(?\d+\)?[ -](?:hours?|days?|visits?|percent))"
_CHANGE = r"(?:increas|decreas|reduc|rais|lower|chang|amend|revis|adjust|extend|go(?:es)? (?:up|down)|go(?:es)?(?= from)|dropp?|mov|replac|updat|shorten|expand|cut|modif)\w*"
_OLD_WORD = r"(?:current|old|previous|prior|existing|original|former|earlier)"

_OLD_VALUES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        # changed ... from OLD to NEW
        rf"\b{_CHANGE}\b[^.;|]{{0,90}}?\b(?P<old>from (?:the |an? |our |your )?(?:{_OLD_WORD} )?(?:[\w$-]+ ){{0,4}}?{_QUANTITY}[^.;|]{{0,60}}?) (?:to|up to|down to)\b(?! (?:the |its |their )?(?:end|time))",
        rf"(?P<old>\bfrom (?:the |an? |our |your )?(?:{_OLD_WORD} )?(?:[\w$-]+ ){{0,2}}?{_QUANTITY}[^.;|]{{0,40}}?) to (?:[\w$-]+ ){{0,2}}?{_QUANTITY}[^.;|]{{0,40}}\b(?<!may be )(?<!can be )(?<!not be ){_CHANGE}",
        # instead of OLD, up from OLD, (was OLD)
        rf"(?P<old>\b(?:instead of|rather than|in place of|in lieu of|replac(?:es|ing)|up from|down from|previously|formerly|used to be|no longer)(?: at)? (?:the |an? |our |your )?(?:{_OLD_WORD} )?(?:[\w-]+ ){{0,3}}?{_QUANTITY}(?: (?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{{4}})?| ?(?:percent|%|hours?|days?|visits?|per \w+|\w+ days?))?(?:,? (?:19|20)\d\d\b)?)",
        rf"(?P<old>\((?:was|were|now|currently|previously|formerly|{_OLD_WORD}(?:ly)?)[^)]*{_QUANTITY}[^)]*\))",
        # "OLD" is deleted and replaced with "NEW"; replace "OLD" with "NEW"
        r"(?P<old>\"[^\"]{1,300}\") (?:(?:is|are|shall be|will be|in section [\d.]+ is) )?(?:hereby )?(?:deleted|struck|stricken|removed|replaced|changed)\b",
        r"\b(?:replac\w*|delet\w*|strik\w*|remov\w*|chang\w*) (?:the )?(?:words?|phrase|figure|amount|sentence|text|number)?,? ?(?P<old>\"[^\"]{1,300}\") (?:and |in [^\"]{0,60}|wherever [^\"]{0,40})?(?:with|by|to|replac\w+|substitut\w+|insert\w*)",
        # the OLD fee is increased to NEW; OLD becomes NEW
        rf"(?P<old>{_VALUE}(?: ?(?:percent|per \w+))?)(?= [^.;|]{{0,50}}?\b(?:becomes?|goes (?:up|down) to|chang\w+ to|(?:is|are|shall be|will be) (?:hereby )?{_CHANGE} (?:to|with|by)) )",
    )
)  # fmt: skip
_RECITED = re.compile(
    r"^(?=.{0,120}\b(?:currently|presently|previously|originally|formerly) (?:reads?|provides?|states?|says?|sets?|requires?|allows?))",
    re.I,
)
OFF = r"(?:☐|□|▢|❏|❑|\[ ?_? ?\]|\( \))"
ON = r"(?:☒|☑|✓|✔|\[[xX✓]\]|\([xX✓]\))"
_FIELD = r"(?<=\S) (?=[A-Z][\w /'-]{1,24}: )"
_UNCHOSEN = re.compile(rf"{OFF} ?(?:(?!{_FIELD})[^☐□▢❏❑☒☑✓✔\[\n|])*")
_CHOSEN = re.compile(rf"{ON}(?! *(?:\||$))")
_OLD_HEADER = re.compile(rf"\b(?:{_OLD_WORD}|was|from|before|now)\b", re.I)
_NEW_HEADER = re.compile(r"\b(?:new|revised|amended|becomes|to|after|updated|changed)\b", re.I)


def blanked(text: str, ticked: bool = False) -> str:
    """`text` (one sentence, plain spelling) with old values and unchosen options overwritten by spaces; `ticked` where a
    ticked box stands right before it."""
    if _RECITED.search(text):
        return " " * len(text)
    for pattern in _OLD_VALUES:
        for match in pattern.finditer(text):
            text = _wipe(text, match.start("old"), match.end("old"))
    if ticked or re.search(ON, text) or re.match(rf"\s*{OFF}", text):
        for match in [*_UNCHOSEN.finditer(text), *_CHOSEN.finditer(text)]:
            text = _wipe(text, match.start(), match.end())
    return text


def unchosen(option: str) -> bool:
    """A whole clause that opens with an empty box and holds no other: every sentence of it is of the option left out."""
    return re.match(rf"\s*{OFF}", option) is not None and len(re.findall(rf"{OFF}|{ON}", option)) == 1


def old_columns(row: str, header: str) -> str:
    """A row of an amendment's old-and-new table with the cells of the old column overwritten."""
    names = header.split("|")
    if "|" not in row or len(names) < 2 or not any(_NEW_HEADER.search(name) for name in names):
        return row
    cells = row.split("|")
    for i, name in enumerate(names[: len(cells)]):
        if _OLD_HEADER.search(name) and not _NEW_HEADER.search(name):
            cells[i] = " " * len(cells[i])
    return "|".join(cells)


def chosen_column(row: str, header: str) -> str:
    """A row of a table whose header has one box ticked, with the cells of the other columns overwritten, bars and all."""
    boxes = [bool(re.search(ON, name)) for name in header.split("|") if re.search(rf"{ON}|{OFF}", name)]
    cells = row.split("|")
    labels = len(cells) - len(boxes)
    if len(boxes) < 2 or boxes.count(True) != 1 or labels < 1 or len(header.split("|")) - len(boxes) > labels:
        return row
    kept = labels + boxes.index(True)
    return "".join(
        (f"|{cell}" if at else cell) if at < labels or at == kept else " " * (len(cell) + 1)
        for at, cell in enumerate(cells)
    )


def _wipe(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]
