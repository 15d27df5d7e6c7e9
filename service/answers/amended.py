"""Words of an amendment that point at words of the agreement: by number, by the row or phrase they name, by the value."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.answers.evidence import Evidence
from service.answers.verify import one_line
from service.answers.vocabulary import stems

SAME_THING = 0.45
"""The share of the question's telling words from which an amendment speaks of what the agreement's passage does."""
# What an amendment says of itself: between whom it is made, and to which agreement.
_PREAMBLE = re.compile(r"\b(?:amendment|addendum|rider|instrument|supplement)\b.{0,60}\bto (?:the|that|our|their|its)\b.{0,120}\b(?:between|dated|made|signed)\b", re.I | re.S)  # fmt: skip
_NUMBER = re.compile(
    r"(?:\b(?:sections?|clauses?|paragraphs?|articles?|items?|rows?|lines?|boxe?s?|nos?\.?|numbers?|sub-?sections?)|§+) ?(?P<number>[A-Z]{0,2}-?\d+(?:\.\d+)*(?:\([a-z\d]+\))*)",
    re.I,
)
_QUOTED = re.compile(r"[“\"](?P<words>[^”\"]{3,80})[”\"]")
_OLD = re.compile(
    r"(?:(?:in|take[sn]?|put in) (?:the )?(?:place|stead) of|instead of|\bno longer|\bfrom|\bnot|\bthe figure|\breplac\w+) (?P<old>\$ ?[\d,]+(?:\.\d\d)?|\d+(?:\.\d+)? ?%)",
    re.I,
)
_FOR = re.compile(
    r"(?:\bfor|\bin (?:the )?(?:place|stead) of|\binstead of|\breplac\w+|\bstrike|\bstrik(?:es|ing)|\bdelet\w+) [“\"](?P<old>[^”\"]*\d[^”\"]*)[”\"]",
    re.I,
)
# The words or the figure of a section that others are put in place of: the rest of it stands.
_OLD_WORDS = re.compile(r"\b(?:words?|figures?|phrase|amount|sum) [“\"](?P<old>[^”\"]{2,80})[”\"]", re.I)
_ADDS = re.compile(r"\b(?:is|are|shall be|hereby) added\b|\badds?\b|\b(?:is|are) extended by\b", re.I)
_LETTER = re.compile(r"\b[Ss]ection (?P<letter>[A-Z])\b")
_LEADING_NUMBER = re.compile(r"\W*(?P<number>[A-Z]{0,2}-?\d+(?:\.\d+)*)\b")


def with_amendments(chosen: Sequence[Evidence], amending: Sequence[Evidence]) -> list[Evidence]:
    """The chosen passages, before them what changes them: the words that hold today stand first, and alone where they
    state what is asked for."""
    changes = [one for one in amending if any(changes_words(one, other) for other in chosen if _is_other(one, other))]
    fresh = [one for one in changes if not any(other.span == one.span for other in chosen if not _is_other(one, other))]
    instead = [one for one in fresh[:2] if one.holds and not _ADDS.search(one.said)]
    changed = [one for one in chosen if any(_is_other(one, new) and changes_words(new, one) for new in instead)]
    return [*fresh[:2], *(one for one in chosen if one not in changed)]


def forms_changed(change: Evidence, read: Sequence[Evidence]) -> set[str]:
    """The forms of the words it takes out: an amendment that names a section by its number speaks of what stands there."""
    if not change.is_amending:
        return set()
    taken = (one for one in read if one.replaced and _is_other(change, one) and _points_at(change, one))
    return set().union(*(stems(one.passage.text) for one in taken))


def changes_words(change: Evidence, words: Evidence) -> bool:
    """Whether an amendment's passage names the number, the label or the old value of an agreement's passage, or speaks
    of the same thing as fully.
    """
    to_the_point = change.on_aspect or not words.on_aspect
    if to_the_point and _names_as_much(change, words) and not _PREAMBLE.search(change.words):
        return True
    return _points_at(change, words)


def _names_as_much(change: Evidence, words: Evidence) -> bool:
    return change.named and not change.borrows and change.shared >= max(SAME_THING, words.shared)


def _points_at(change: Evidence, words: Evidence) -> bool:
    text = change.words if _NUMBER.search(change.words) else change.kept.clause.text.text
    old = _OLD_WORDS.search(text)
    if old and one_line(old["old"]).lower() not in one_line(words.words).lower():
        return False
    number = words.kept.clause.number or _leading_number(words.words)
    if number and number in {found["number"].rstrip(".") for found in _NUMBER.finditer(text)}:
        return True
    quoted = any(_calls(found["words"], words) for found in _QUOTED.finditer(text))
    return quoted or _reads_anew(text, words) or _had(text, words)


def _reads_anew(text: str, words: Evidence) -> bool:
    """Whether a passage has the old words of: read "forty (40)" for "twenty-five (25)"."""
    low = one_line(words.words).lower()
    return any(one_line(found["old"]).lower() in low for found in _FOR.finditer(text))


def _is_other(one: Evidence, other: Evidence) -> bool:
    return one.document.id != other.document.id and one.document.client_id == other.document.client_id


def _leading_number(words: str) -> str:
    found = _LEADING_NUMBER.match(words)
    return found["number"] if found else ""


def _calls(label: str, words: Evidence) -> bool:
    """A quoted label that the passage begins with, or a quoted phrase of several words that stands in it."""
    low, text = one_line(label).lower().rstrip(".:,;"), one_line(words.words).lower()
    return bool(stems(label)) and (text.startswith(low) or (len(low.split()) > 2 and low in text))


def _had(text: str, words: Evidence) -> bool:
    """The old value stands in the passage, and the two speak of one thing or of one section."""
    common = {form for form in stems(text) & stems(words.words) if len(form) > 4}
    lettered = {found["letter"].lower() for found in _LETTER.finditer(text)}
    same_section = any(re.search(rf"\bsection {letter}\b", words.passage.heading) for letter in lettered)
    return (bool(common) or same_section) and any(found["old"].strip() in words.words for found in _OLD.finditer(text))
