"""Work that is not begun before somebody agrees to it, whatever it costs: "The well is not opened until you have signed"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.agreements.passages import Passage
from service.agreements.patterns.amounts import amounts
from service.agreements.patterns.ceilings import approver_of, form_of
from service.agreements.patterns.listing import trimmed
from service.agreements.patterns.words import any_of
from service.agreements.terms import Permission, Term

AGREES = any_of(
    r"(?:written |prior |express |signed )*(?:consent|approval|authori[sz]ation|permission|blessing|say-so|go-?ahead|signature|sign-?off)\b", r"(?:counter)?sign(?:s|ed)?\b(?! (?:of|for rent))", r"\bin (?:his|her|their|your) own hand", r"under (?:his|her|their|your) (?:own )?hand\b",
    r"(?:written|signed) (?:instructions?|orders?|requests?|yes|ok|quotes?|quotations?|estimates?|change orders?)", r"(?:purchase|change) orders?\b", r"\bp\.?o\.? (?:number|no\b|#)", r"(?:majority )?vote of\b", r"(?:has|have|must|needs? to|has to|have to|shall) (?:first )?(?:consent|approve|authori[sz]e|agree|ok\b|okay|book it in writing)",
    r"\bapproves?\b", r"\bapproved\b", r"\bauthori[sz]ed\b", r"\bconsented\b", r"\bagreed (?:to (?:it|that|them|this)|in writing|by|first|beforehand)", r"\bsa(?:ys?|id) (?:yes|ok|so|go)\b", r"(?:your|his|her|their|an?) (?:yes|ok|okay|word|nod)\b", r"\bok(?:'?s|'?d|ays|ayed)\b", r"(?:told|tells?) us to (?:go ahead|proceed|do (?:it|so))",
    r"(?:has|have) (?:e-?mailed|texted|written|answered|accepted|ordered|confirmed)\b", r"in writing\b", r"by (?:e-?mail|letter|text)\b", r"\baccept(?:s|ed)\b", r"(?:signed|written) (?:[\w-]+ )?(?:forms?|slips?|tickets?|papers?)\b", r"says\b(?= so\b|[.,]|$)",
)  # fmt: skip
"""Words of somebody's agreeing, as contracts and offices write them."""
_OURS = re.compile(
    r"\b(?:my|our|contractor'?s|company'?s|provider'?s|vendor'?s|installer'?s) (?:prior |written |express )*(?:consent|approval|permission|say-so|signature|authori[sz]ation|ok)\b",
    re.I,
)
_NO_WORK = re.compile(
    r"\b(?:agreement|contract|plan|assign\w*|transfer\w*|amend\w*|modif\w*|renew\w*|terminat\w*|cancel\w*|waive[rd]?|disclos\w*|information|confidential\w*|subcontract\w*|keys?|photo\w*|payments?|pay\b|paid|invoice[sd]?|rent\b|prices?|rates?|raise[sd]?|increase[sd]?|fees?\b|warrant(?:y|ies)|refund\w*|dues|insurance|legal|binding|valid|effective|notice|liab\w*|promise|coverage|cover|member(?:ship)?|bond|program(?:me)?|term|includ\w*|optional\w*|larger|bigger|better)\b",
    re.I,
)
_OF_YOURS = re.compile(
    r"^(?:please |(?:you|customer|owner|client|member|tenants?|anyone|nobody else)\b(?! (?:want|wish|need)))", re.I
)
_UNTIL = re.compile(
    rf"(?P<what>[^;]*?(?:\b(?:not|never|no|none|nothing|neither|cannot)|n't)\b[^;]*?),? (?:until|unless|before|till|without) (?P<by>[^;]*?\b{AGREES}[^;]*)",
    re.I,
)
_ONLY = re.compile(
    rf"(?P<what>[^;:]*?),? only (?:once|when|if|after|with|on|upon|by)(?: and (?:if|when))? (?P<by>[^;]*?\b{AGREES}[^;]*)",
    re.I,
)
_NEEDS = re.compile(
    rf"(?P<what>[^;:]*?) (?:first )?(?:needs?|requires?|wants|calls? for|must have|(?:has|have) to have|takes) (?P<by>(?!to\b)[^;]*?\b{AGREES}[^;]*)",
    re.I,
)
_MUST_BE = re.compile(
    r"(?P<what>[^;:]*?),? (?:must|has to|have to|needs to|need to|is to|are to|shall|to) (?:first )?be (?P<by>(?:approved|authori[sz]ed|agreed(?: to)?|(?:counter)?signed|ok'?d|okayed|consented to|accepted)\b[^;]*)",
    re.I,
)
_BEFORE_WE = re.compile(
    rf"(?P<by>[^;:]*?\b{AGREES}[^;:]*?),? before (?:(?:we|i|contractor|company|provider|our [\w-]+|anything is|work is) |(?=any [\w -]+ (?:is|are) ))(?P<what>[^;]+)",
    re.I,
)
_FIRST = re.compile(
    rf"(?P<by>[^;:]*?\b{AGREES}[^;:]*? first\b[^;]*|[^;:]*\b(?:must|has to|have to|needs to) (?:ok|okay|book|order|approve|authori[sz]e|agree|consent)\b[^;]*)",
    re.I,
)
_IF_WANTED = re.compile(
    rf"(?:if|should) you (?:want|wish|would like|need|ask for|order) (?P<what>[^,;]+?),? (?P<by>\b(?:we|i) (?:must|need to|have to) have [^;]*?{AGREES}[^;]*)",
    re.I,
)
_WAITS = re.compile(
    rf"(?P<what>[^;:]*?),? (?:waits? (?:for|until|till)|and wait (?:for|until)|we (?:stop and )?wait (?:for|until)) (?P<by>[^;]*?\b{AGREES}[^;]*)",
    re.I,
)
_NEGATED = re.compile(
    r"^.*?\b(?:(?:(?:do|does|did|will|shall|can|could|may|must|is|are|be) not|(?:do|does|wo|ca|is|are|should)n't|cannot|never)\b|(?:no|nothing)\b(?! (?:work|part)\b))(?: be)?(?: \w+ly)? ?",
    re.I,
)
_BEING = re.compile(
    r" (?:shall|will|may|must|can|is|are|be|gets?|goes?|go|proceeds?)(?: not| be| in| ahead| begun| done| made| started| ordered| carried out| performed| proceed| an? extra| and is)*\b|^(?:is|are|be) ",
    re.I,
)
_ASIDE = re.compile(r",? (?:be it|however|whatever|whether|no matter|as opposed to|that|which|who)\b.*$", re.I)
_WHERE = re.compile(r"^(?:if|should|when|where) (?P<case>[^,]+?)(?:,| (?:we|i|it|that|this)\b|$)", re.I)
_BARE = re.compile(
    r"(?:.*\b(?:we|i) do (?:it|that|so)|start|begin|proceed|go ahead|go on|cut|dig|climb|order|work|move|do (?:it|that|this|so|them|any|anything)|it|them|that)\b(?: (?:metal|anything|it|them|over|in))?$",
    re.I,
)
_LONGEST = 14  # words; what is longer is a sentence of its own, and names no work


_SUM = re.compile(r"(?:over|above|than|exceed\w*|excess of|beyond|>) ?\$", re.I)


def read(passage: Passage) -> Iterator[Term]:
    """The permission a sentence asks for its own work; none where a sum is what asks for it."""
    summed = any(one.role in ("approval", "not_to_exceed", "termination") for one in amounts(passage))
    if summed or _SUM.search(passage.text):
        return
    for pattern in (_IF_WANTED, _UNTIL, _ONLY, _MUST_BE, _NEEDS, _BEFORE_WE, _WAITS, _FIRST):
        match = _in_its_part(pattern, passage.text)
        if match is None or _OURS.search(match["by"]) or re.match(r"(?:no|our|my)\b", match["by"], re.I):
            continue
        said = (match.groupdict().get("what") or "").strip()
        what = _work(said) or _named_beside(passage)
        if what and not _NO_WORK.search(what) and not _OF_YOURS.match(said):
            yield Permission(
                passage.pin(confidence=0.85), what=what, approver=approver_of(passage), form=form_of(passage)
            )
        return


def _in_its_part(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Where a sentence, or what follows a colon or semicolon in it, matches from its beginning: a pattern that may begin with
    anything is not tried again from each letter on. "If you want" alone stands where it stands."""
    if pattern is _IF_WANTED:
        return pattern.search(text)
    begins = (0, *(mark.end() for mark in re.finditer(r"[;:]", text)))
    return next((match for at in begins if (match := pattern.match(text, at))), None)


def _work(said: str) -> str:
    """The work that waits: what is not done ("re-line the flue"), what is done only then, or the case in which it is."""
    case = _WHERE.match(said)
    told = case["case"] if case else _ASIDE.sub("", _NEGATED.sub("", said))
    told = re.sub(r"^.*[.!?:] (?=[A-Z])|^[A-Z]\d+ (?=[A-Z])", "", told)
    told = re.split(r"(?: -|:)? \$", told)[0]
    told = _BEING.sub(
        " ", re.sub(r"^(?:we|i|you|our \w+|contractor|company|provider)(?:'ll| will| shall)? ", "", told, flags=re.I)
    )
    named = trimmed(re.sub(r"^(?:it|them|this|that) ", "", " ".join(told.split())))
    return "" if _BARE.match(named) or len(named.split()) > _LONGEST else named


def _named_beside(passage: Passage) -> str:
    """ "Controllers - always quoted first. We start only when you have signed": the line's name, or the question above it."""
    label = passage.label or (passage.item if passage.cells else "")
    before = re.match(r"([A-Z][^:.;!?|]{2,58}?)(?:: | - )", passage.before_text)
    asked = re.search(r"\bwhat about (?:the |an? |my )?([^?>]+)\?", passage.heading, re.I)
    return label or (before[1] if before else asked[1] if asked else "")
