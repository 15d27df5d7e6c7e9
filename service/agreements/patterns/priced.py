"""What an amount is for: the row's name, the words before it, or those after it."""

from __future__ import annotations

import re

from service.agreements.passages import Passage
from service.agreements.patterns.amounts import Amount
from service.agreements.patterns.statements import TASK

_LEADING = re.compile(
    r"^(?:[\s,;:.()\"'-]|\b(?:and|or|but|our|the|your|a|an|any|all|each|every|if|then|we'll|we|you'll|you|will|shall|is|are|plus|pay|pays?|charge[sd]?|bill(?:ed)?|it|that|this|for|of|with|also|customer|client|contractor|company|owner|there|member'?s?|members|when|such|us|be|just|costs?|provided|i|i'll|have to|must|takes?|bears?|asks? for|adds?|gladly)\b)+",
    re.I,
)
_TRAILING = re.compile(
    r"(?:[\s,;:.()|\"'+-]|\b(?:plus|is|are|will be|shall be|be|at|of|for|a|an|the|to|only|just|flat|costs?|charged|billed|invoiced|done|runs?|set|rate|priced|currently|from|by|up|maximum|limited|than|more|over|above|under|exceed(?:ing|s)?|goes|go|come[sd]?|carr(?:y|ies)|costs?|additional|extra|and|or|us|usd|you|pay|we|it|our|in|amount|sum|excess|first|equal|charge|on|with|per|fixed|not|no|will|shall|may|that|which)\b)+$",
    re.I,
)


def subject(amount: Amount, passage: Passage) -> str:
    """What the amount is for: the row's name, the words before it, or the words after "for"."""
    if passage.cells and amount.who:
        return amount.who
    if told := _IT_IS.match(passage.text[: amount.start]):
        return _noun(told["what"])
    if named := _named_after(amount, passage):
        return named
    if listed := _LISTED.match(passage.text[: amount.start]):
        return _noun(listed["what"])
    if named := _labelled(amount, passage):
        return named
    start = amount.start - len(amount.before)
    said = passage.text[start : amount.start]
    leads = _TOLD.search(passage.label) or _ONLY_LED.search(passage.label)
    said = said if passage.label and not leads else _LIST_LEAD.sub("", said)
    words = re.split(rf";|\. |, (?:and|but|or|plus|with) |,(?= )|{NEXT_CLAUSE}", said)
    if later := _LATER_ONES.fullmatch(_PREDICATE.sub("", words[-1].strip())):
        return f"{passage.label or named_first(passage.text, passage.before_text)}: {later[0]}"
    before = _noun(words[0]) if _PREDICATE.fullmatch(f" {words[-1].strip()}") and len(words) > 2 else _noun(words[-1])
    before = before or (_noun(words[-2]) if len(words) > 1 else "")
    if before and passage.label and not _TOLD.search(passage.label) and TASK.fullmatch(before):
        return f"{passage.label}: {before}"
    if before:
        return _ANAPHOR.sub(lambda _: named_first(passage.before_text) or "one", before)
    after = re.search(
        r"^(?:(?! and |,|;).){0,30}?\bfor (?P<what>[^,.;()$]{3,60})",
        passage.text[amount.end : amount.end + len(amount.after)],
        re.I,
    )
    return _noun(after["what"]) if after else passage.label


_ONLY_LED = re.compile(
    r"(?:\b(?:list|price[sd]?|rates?|charges?|extras?|costs?|demand|request|add-?ons?|options?|menu)\b)", re.I
)


def _labelled(amount: Amount, passage: Passage) -> str:
    """The whole name in front of a colon or a dash where nothing but the price follows ("2nd floor panes, outside: $6")."""
    said = passage.text[passage.value_start : amount.start] if passage.label else "-"
    name = passage.text[: passage.value_start].rstrip(" :-")
    named = not _noun(said) and not _TOLD.search(name) and not _ONLY_LED.search(name)
    return _noun(name) if named and amount.start >= passage.value_start else ""


_LIST_LEAD = re.compile(r"^.*[a-z)]: (?=[a-z])", re.S)
"""What leads up to a list of prices is none of their names: "We add when you ask: laundry at $12 a load"."""
NEXT_CLAUSE = r"(?<= fee)(?: and )(?=each|every|an?\b|the\b)|(?<= price) and (?=\w+ (?:is|are|costs?)\b)|(?<= free) and (?=each|every|an?\b|the\b)"
_LATER_ONES = re.compile(
    r"(?:(?:any |each |every |all )?(?:later|further|next|other|subsequent|more)(?: ones?)?|(?:the )?(?:second|third|fourth|fifth|\w+th) (?:and|or) (?:later|further|subsequent|every later|each later)(?: ones?)?|from the \w+(?: on)?(?: they| it'?s?)?)",
    re.I,
)
"""What counts on from things named before: "later ones", "the fourth and later", "from the seventh"."""
_PAIR = re.compile(
    r"^(?:(?: per|/| an?) ?[\w-]+(?: hour)?)? for (?:an?|the|our|each|every|any)? ?(?P<what>(?!it\b|them\b|this\b|that\b)[a-z][\w' -]{3,50}?)(?=$|[,;.)]| and (?=\$)| and $)",
    re.I,
)


_LISTED = re.compile(
    r"(?P<what>(?:(?!\b(?:is|are|we|you|i|it|they|if|when|that|which|where)\b)[^.;:$])+,(?:(?!\b(?:is|are|we|you|i|it|they|if|when|that|which|where)\b)[^.;:$])+) (?:is|are|will be|shall be) (?:each )?(?:billed|charged|priced|done|sold|had|invoiced)(?: to [\w ]{3,20})? (?:at|for)(?: an?)?(?: flat)? ?$",
    re.I,
)
"""Several things of one price: "Clogs from toys, wipes or grease are billed at $135"."""
_PREDICATE = re.compile(
    r"^(?:and|but|then) |(?: (?:is|are|will be|costs?|comes? to|runs?|at|goes? (?:at|for)|they|it|'s))+$", re.I
)
_TOLD = re.compile(r"\b(?:we|you|i)\b", re.I)
_ANAPHOR = re.compile(r"(?<=\w )(?:one|it|them)$", re.I)


def _named_after(amount: Amount, passage: Passage) -> str:
    """In "$99 for a journeyman and $62 for an apprentice" each price's name comes after it, as in "$50 for our handling of it";
    "$90 for it" is for what was spoken of before."""
    text = passage.text
    after = text[amount.end : amount.end + len(amount.after)]
    if re.match(r" for (?:it|them|this|that)\b", after, re.I):
        return named_first(passage.before_text)
    own = _PAIR.match(after)
    beside = (
        re.match(r" for (?:our|each|every|any)\b", after, re.I)
        or _PAIR.match(amount.before)
        or re.search(r"(?:,| and) ?\$ ?[\d,.]+\d(?:(?: per|/| an?) ?[\w-]+(?: hour)?)? for ", text[amount.end :])
    )
    return _noun(own["what"]) if own and beside else ""


def named_first(*texts: str) -> str:
    """What the first text that names something speaks of first."""
    for text in texts:
        first = re.match(
            r"(?:up to |the |an? |any |each |every |one |two |three |four |five |six |seven |eight |nine |ten |\d+ )*(?P<what>[\w' -]{3,60}?)(?:,| -|:| (?:is|are|was|were|will|shall|cost|per|each|a) )",
            text,
            re.I,
        )
        if first and _noun(first["what"]) and not _LATER_ONES.match(first["what"]):
            return _noun(first["what"])
    return ""


_IT_IS = re.compile(
    r"^(?:an?|any|each|every|the) (?P<what>(?:(?!\b(?:is|are|does|do|will|shall|costs?|may|can|has|have)\b)[^;.]){4,90}) (?:is|are|does|do|will|shall|may|can|has|have)\b.*\b(?:it|that|this|they)(?:'s| is| are| costs?| will be) ?$",
    re.I,
)
_PRONOUN = re.compile(
    r"^(?:(?:any |each |every )?(?:one|more|further ones?|another)(?: (?:after|more|beyond|over)(?: (?:that|those|them))?)?$|those|that|these|it|this|they|them|we|you|then|otherwise|(?:the )?(?:first|second|third|last|every) \w+days?|'?s)\b(?: (?:we|is|are|you))?|^as (?=separate)",
    re.I,
)
_SECTION = re.compile(r" ?\b(?:in|of|under) (?:section|paragraph|article|exhibit) [\w.]+", re.I)


def _noun(words: str) -> str:
    noun = _TRAILING.sub("", _LEADING.sub("", _SECTION.sub("", words.strip()))).strip()
    noun = f"{noun})" if noun.count("(") > noun.count(")") else noun
    return (
        ""
        if noun.lower().startswith("per ") or (_PRONOUN.match(noun) and len(noun.split()) <= 5) or len(noun) < 3
        else noun
    )
