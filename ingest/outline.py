"""Where in a contract's outline one is: which headings, numbers and list introductions a block stands under.

The outline is a stack. Numbers find their place by style and sequence (after 5 comes 6; 5.1 stands under 5; a list that
starts again at 1 under an introduction is a list of its own), headings without numbers by how much they stand out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from ingest.numbering import Enumerator, begins

LISTED = ("bullet", "(", "digit)", "a)", "A)", "a.", "A.")
LETTERED = frozenset({"A.", "a.", "A)", "a)"})
ATTACHED = frozenset({"schedule", "exhibit", "appendix", "annex", "attachment", "addendum", "rider"})
LONGEST_ITEM = 150  # characters: longer blocks without a mark are no items of a list
SHORT_ITEM = 60
DIVIDING = frozenset({"section", "article", "part"})  # a number that says by its word what it divides
Prominence = tuple[float, bool]
PLAIN: Prominence = (0.0, False)


@dataclass(frozen=True)
class Level:
    """One step of the outline. `title` is what it is called in the heading path, "" where it has none.

    An introduction is `taken` once something stands under it: items that are open phrases, or sentences. `reading` is
    how its number counts: (i) is a letter after (h), and a Roman numeral where it begins a list.
    """

    title: str
    prominence: Prominence = PLAIN
    number: Enumerator | None = None
    intro: bool = False
    taken: Literal["", "open", "sentence"] = ""
    reading: str = ""

    @property
    def value(self) -> int | None:
        return dict(self.number.values).get(self.reading) if self.number is not None else None

    @property
    def in_list(self) -> bool:
        """Whether it ends with the next paragraph: a list's item, or what introduces a list."""
        if self.intro:
            return True
        return self.number is not None and self.prominence == PLAIN and self.number.style.startswith(LISTED)


@dataclass
class Outline:
    _levels: list[Level] = field(default_factory=list)
    _last: dict[str, Level] = field(default_factory=dict)
    _suspended: list[Level] = field(default_factory=list)
    _divided: list[Level] = field(default_factory=list)

    def path(self) -> tuple[str, ...]:
        return tuple(level.title for level in self._levels if level.title)

    def parents(self) -> tuple[str, ...]:
        """The path without the step that was entered last."""
        return tuple(level.title for level in self._levels[:-1] if level.title)

    def number(self) -> str:
        """The current step's number with those it hangs on: "5.1(a)"."""
        label = ""
        for level in reversed(self._levels):
            if level.number is not None and level.number.label:
                label = level.number.label + label
                if not level.number.label.startswith("("):
                    break
        return label

    def accepts(self, number: Enumerator) -> bool:
        """Letters with a dot or bracket are numbers only where they begin a list or go on with one."""
        if number.style not in LETTERED or begins(number):
            return True
        before = [*self._levels, *([self._last[number.style]] if number.style in self._last else [])]
        return any(_follows(level, number, exactly=True) for level in before)

    def heading(self, title: str, prominence: Prominence) -> None:
        self._suspended = []
        while self._levels and self._levels[-1].prominence <= prominence:
            self._levels.pop()
        self._levels.append(Level(title, prominence))

    def numbered(self, number: Enumerator, title: str, prominence: Prominence) -> None:
        """Enter a numbered block; `prominence` is `PLAIN` where it is no heading."""
        self._resume(number)
        reading = self._reading(number)
        self._make_room(number, prominence)
        self._take_intro("open")
        self._levels.append(Level(title, prominence, number, reading=reading))
        self._last[number.style] = self._levels[-1]
        if number.style in DIVIDING:
            self._divided = list(self._levels)

    def paragraph(self, length: int, *, ended: bool, introduces: bool = False) -> None:
        """Enter a block without number: lists before it are over, unless it is an item of one without marks."""
        if self._levels and self._levels[-1].intro:
            taken = self._levels[-1].taken
            alike = length <= SHORT_ITEM or not ended or taken == "sentence"
            if not taken or (length <= LONGEST_ITEM and alike and not introduces):
                self._take_intro("sentence" if ended else "open")
                return
        self._suspended = list(self._levels)
        while self._levels and self._levels[-1].in_list:
            self._levels.pop()

    def row(self) -> None:
        """Enter a table row; what introduced the table stays."""
        self._take_intro("open")

    def introduce(self, sentence: str) -> None:
        """What was just said introduces what comes next."""
        if self._levels and self._levels[-1].number is not None and not self._levels[-1].title:
            self._levels[-1] = replace(self._levels[-1], title=sentence, intro=True)
        else:
            self._levels.append(Level(sentence, intro=True))

    def close_intro(self) -> None:
        """An introduction whose items are over."""
        while self._levels and self._levels[-1].intro and self._levels[-1].taken:
            self._levels.pop()

    def _take_intro(self, by: Literal["open", "sentence"]) -> None:
        if self._levels and self._levels[-1].intro and not self._levels[-1].taken:
            self._levels[-1] = replace(self._levels[-1], taken=by)

    def _resume(self, number: Enumerator) -> None:
        """Go on with a lettered list that a paragraph stood in, (b) after (a) and a remark on (a), or with Section 13 after
        what stood out in Section 12 and was no heading (the name above an address)."""
        if any(_same_style(level, number) for level in self._levels):
            return
        if number.style in DIVIDING and self._divided and _follows(self._divided[-1], number, exactly=True):
            self._levels, self._suspended = self._divided, []
            return
        if any(_follows(level, number, exactly=True) for level in self._suspended):
            self._levels = self._suspended
        self._suspended = []

    def _reading(self, number: Enumerator) -> str:
        """How the number counts: as what it goes on with, else as what it begins; else "(c)" is a letter, "(ii)" Roman."""
        before = [*self._levels[::-1], *([self._last[number.style]] if number.style in self._last else [])]
        goes_on = (level.reading for level in before if _follows(level, number, exactly=True))
        first = (reading for reading, value in number.values if value == 1)
        single = number.values[:1] if dict(number.values).get("alpha", 27) <= 26 else number.values[-1:]
        return next(goes_on, None) or next(first, None) or next((reading for reading, _ in single), "")

    def _make_room(self, number: Enumerator, prominence: Prominence) -> None:
        place = self._place(number, prominence)
        if place is not None:
            del self._levels[place:]
            return
        while self._levels and prominence > PLAIN and self._levels[-1].prominence < prominence:
            self._levels.pop()
        if not number.bullet and not number.style.startswith("("):
            self.close_intro()

    def _place(self, number: Enumerator, prominence: Prominence) -> int | None:
        """From where on the stack gives way to the number; None where it opens a list of its own."""
        if number.style in ATTACHED:
            return self._outermost(prominence)
        if number.depth > 1:
            return self._below_parent(number)
        same = [at for at in range(len(self._levels))[::-1] if _same_style(self._levels[at], number)]
        if number.bullet:
            return same[0] if same else None
        for at in same:
            if _follows(self._levels[at], number, exactly=True):
                return at
        if same and self._counts_otherwise(self._levels[same[0]], number):
            return None
        if begins(number):
            return same[0] if same and (prominence > PLAIN or not self._introduced_above(same[0])) else None
        return next((at for at in same if _follows(self._levels[at], number)), same[0] if same else None)

    def _counts_otherwise(self, level: Level, number: Enumerator) -> bool:
        """Roman numerals below letters, or letters below Roman numerals: a list inside the level."""
        return level.reading != "" and self._reading(number) != level.reading

    def _outermost(self, prominence: Prominence) -> int:
        """Schedules and exhibits stand under nothing but the document's title."""
        titles = (at for at, level in enumerate(self._levels) if level.number or level.prominence <= prominence)
        return next(titles, len(self._levels))

    def _below_parent(self, number: Enumerator) -> int | None:
        for at in range(len(self._levels))[::-1]:
            if _parent(self._levels[at], number):
                return at + 1
        decimals = [at for at, level in enumerate(self._levels) if level.number is not None and level.number.depth]
        return decimals[0] if decimals else None

    def _introduced_above(self, at: int) -> bool:
        """Whether something says "the following:" above the level, or the level itself does."""
        return any(level.intro for level in self._levels[at:]) or self._levels[at].title.endswith(":")


def _same_style(level: Level, number: Enumerator) -> bool:
    return level.number is not None and level.number.style == number.style


def _follows(level: Level, number: Enumerator, *, exactly: bool = False) -> bool:
    if not _same_style(level, number) or level.number is None:
        return False
    value = dict(number.values).get(level.reading)
    if value is None or level.value is None:
        return False
    return value - level.value == 1 if exactly else value > level.value


def _parent(level: Level, number: Enumerator) -> bool:
    """Whether a decimal number hangs on the level: 5.1 on 5, 4.01 on Article IV."""
    if level.number is None:
        return False
    if level.number.depth or level.number.style == "section":
        return number.label.startswith(f"{level.number.label}.")
    first = number.label.split(".")[0]
    if not first.isdigit():
        return level.number.label == f"{first}."
    return level.number.style in ("article", "part") and any(value == int(first) for _, value in level.number.values)
