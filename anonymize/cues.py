"""What the words around a name say: whether it is somebody's there, or an ordinary word."""

from __future__ import annotations

import re

from anonymize.name_cues import goes_on_to_trade, is_named, is_of_the_calendar, is_somebody
from anonymize.postal import UNIT_WORDS
from anonymize.vocabulary import vocabulary, word_set

_VIEW = 40  # characters looked at on either side
_TITLE_BEFORE = re.compile(r"(?:\b(?:mrs?|ms|miss|mx|dr|prof|rev|fr|sr|pastor|father|sister)\.?)\s+$", re.IGNORECASE)
_GIVEN_BEFORE = re.compile(r"([^\W\d_]+)\s+(?:[A-Z]\.?\s+)?$")
_JOINED_BEFORE = re.compile(r"(?<![\w-])([^\W\d_]{2,20})\s{0,2}(?:&|\+|/|and)\s{0,2}$")
_WORD_BEFORE = re.compile(r"([\w'’/&]+)[\s(]{1,3}$")
_WORD_AFTER = re.compile(r"(?:['’]s?)?[\s,:]{1,3}([\w'’]+)")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_UNIT_AFTER = re.compile(
    rf"\.?[\s,]{{1,4}}(?:(?:{'|'.join(UNIT_WORDS)})\b\.?\s?#?|#)\s?(?:\d{{1,5}}-?[a-z]?|[a-z]-?\d{{0,4}})\b(?!['’])",
    re.IGNORECASE,
)
_EXTENSION_AFTER = re.compile(r"[\s,;]{0,3}(?:x|ext\.?|extension)[\s#:]{0,2}\d{1,6}\b", re.IGNORECASE)
_SMALL = word_set("and of the at s de la las los del della di da do dos du le van von der den ten ter y e bin al el")

# A verb or noun that only somebody can have, and words that only somebody can stand behind.
_SOMEBODY_DOES = word_set(
    "called calls says said told texted emailed signed asked asks approved okd oked declined confirmed agreed wants "
    "prefers paid owes thinks insists complained cancelled renewed family household residence"
)
_DONE_TO_SOMEBODY = word_set("call called tell told text texted email emailed met client customer homeowner mr mrs")
# Behind these "call summer" is still said of somebody.
_GOES_ON = word_set("after before when if about at on for and to with not but again in once until")
_DETERMINERS = word_set("the a an this that each any such every no its our your their said purchase unit sale lump")
_SAID_TO_SOMEBODY = word_set("call called tell told text texted email emailed met mr mrs")
# Names that begin an order or a plan as often as they name somebody: "Will call before", "Bill the tenant".
_BEGINNINGS = word_set("will may bill mark grant chase drew rob pat hope spring summer august april june frank")
_PLACE_AFTER = word_set(
    "house home place property rental duplex cottage cabin job site residence building unit apartment apt condo "
    "location address project account bldg"
)


def titled(text: str, start: int) -> bool:
    """ "Mrs. Lennox" """
    return bool(_TITLE_BEFORE.search(text[max(0, start - _VIEW) : start]))


def given_before(text: str, start: int) -> tuple[int, str] | None:
    """Where a capitalised given name before a family name starts, and the name."""
    first_in_view = max(0, start - _VIEW)
    given = _GIVEN_BEFORE.search(text[first_in_view:start])
    if given is None or not given[1][0].isupper() or not vocabulary().may_be_given(given[1]):
        return None
    return first_in_view + given.start(1), given[1]


def joined_before(text: str, start: int) -> tuple[int, str] | None:
    """ "Terrence & Lucille Voss": the name that an "and" ties to the one at `start`, whether or not it is known."""
    first_in_view = max(0, start - _VIEW)
    joined = _JOINED_BEFORE.search(text[first_in_view:start])
    if joined is None or not joined[1][0].isupper() or vocabulary().is_trade(joined[1]):
        return None
    return first_in_view + joined.start(1), joined[1]


def capitals(surface: str) -> bool:
    """Every word starts with a capital, small joining words aside."""
    words = _WORD.findall(surface)
    return all(word[0].isupper() or word in _SMALL for word in words)


def names_somebody(text: str, start: int, end: int) -> bool:
    """Whether an ordinary word in a client's own text is that client's name, as far as the words on either side tell."""
    surface, before, after = text[start:end], _before(text, start), _after(text, end)
    goes_on = vocabulary().is_trade(after or "x") and after not in _GOES_ON
    done_to = before in (_DONE_TO_SOMEBODY if capitals(surface) else _SAID_TO_SOMEBODY) and not goes_on
    if vocabulary().is_trade(surface):
        return _trade_word_names(text, start, end, done_to)
    if after in _SOMEBODY_DOES or done_to or after in _PLACE_AFTER or _POSSESSIVE.match(text, end):
        return True
    if is_somebody(text, start, end):
        return True
    return (not _starts_a_heading(text, end) or before == "per") and capitals(surface)


def _trade_word_names(text: str, start: int, end: int, done_to: bool) -> bool:
    """ "Price paid" names somebody, "the price paid" and "the Price paid" do not; "call bill" does, "call price" does not."""
    surface, before = text[start:end], _before(text, start)
    if not capitals(surface):
        return done_to and vocabulary().may_be_given(surface) and not is_of_the_calendar(surface)
    if is_somebody(text, start, end) or is_named(text, start, end) or before == "per":
        return True
    says = _after(text, end) in _SOMEBODY_DOES and not (before in _DETERMINERS or vocabulary().is_trade(before or "x"))
    return says or (done_to and not goes_on_to_trade(text, end))


def begins_a_plan(text: str, start: int, end: int) -> bool:
    """ "Will call before arrival", at the start of a sentence and with nothing after it that only somebody does."""
    if text[start:end].lower() not in _BEGINNINGS or re.search(
        r"[^\s.!?:•*-]\s+$", text[max(0, start - _VIEW) : start]
    ):
        return False
    return bool(re.match(r"\s+[a-z]", text[end : end + 3])) and _after(text, end) not in _SOMEBODY_DOES


def is_a_place(text: str, end: int) -> bool:
    """ "the Tamarack house" """
    return _after(text, end) in _PLACE_AFTER


def end_with_unit(text: str, end: int) -> int:
    """Where an address that reads up to `end` stops, with the unit that stands behind it."""
    unit = _UNIT_AFTER.match(text, end, end + _VIEW)
    return unit.end() if unit else end


def end_with_extension(text: str, end: int) -> int:
    """Where a telephone number that reads up to `end` stops, with its extension."""
    extension = _EXTENSION_AFTER.match(text, end, end + _VIEW)
    return extension.end() if extension else end


def is_amount(text: str, start: int, end: int) -> bool:
    return bool(re.search(r"\$\s?$|\d[,.]$", text[max(0, start - 2) : start])) or "," in text[start:end]


def _before(text: str, start: int) -> str:
    found = _WORD_BEFORE.search(text[max(0, start - _VIEW) : start])
    return found[1].lower() if found else ""


def _after(text: str, end: int) -> str:
    found = _WORD_AFTER.match(text[end : end + _VIEW])
    return re.sub(r"['’]", "", found[1]).lower() if found else ""


def _starts_a_heading(text: str, end: int) -> bool:
    """ "Price List" """
    following = re.match(r"\s([^\W\d_]+)", text[end : end + _VIEW])
    return following is not None and following[1][0].isupper() and vocabulary().is_ordinary(following[1])
