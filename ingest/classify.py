"""What a document is, from its title, its words and its structure; works on raw and on masked text.

Each role has words that speak for it, weighted by where they stand: the file's name and the first lines count most. The
role with the most wins if it has enough; a close second costs confidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.document_text import DocumentText
from retrieval.model import DocumentRole

TITLE_LINES = 4
ENOUGH = 2.0
TITLE_WEIGHT = 3.0
# A rider or an offer speaks in the words of the agreement it changes or offers, so what it calls itself weighs more.
NAMES_ITSELF = {DocumentRole.AMENDMENT: 7.0, DocumentRole.QUOTE_TERMS: 6.0}
MOST_OF_A_KIND = 3  # how often one phrase of the text counts


@dataclass(frozen=True)
class Classification:
    """`confidence` is 0 to 1; `reason` names the signs found, never the document's content."""

    role: DocumentRole
    reason: str
    confidence: float


@dataclass(frozen=True)
class Signs:
    """Patterns for one role: in the title, and in the text with the name each goes by in a reason."""

    title: re.Pattern[str]
    text: Mapping[str, re.Pattern[str]]


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = rf"(?:\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},?(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,?(?: \d{{4}})?)"

SIGNS: dict[DocumentRole, Signs] = {
    DocumentRole.AMENDMENT: Signs(
        _p(
            r"\b(?:rider|amendment|addendum|amending|endorsement|modification|supplement|side letter|change (?:slip|sheet|notice|letter)|codicil|"
            r"revision)\b|\bchange order\b(?=[\s\S]{0,200}\b(?:agreement|contract|plan|program|membership)\b)|\b(?:change|changes|update|adjustment) (?:to|of|in) (?:the|your|our)\b"
        ),
        {
            "replaces words": _p(
                r"\b(?:is|are) (?:hereby )?(?:amended|deleted|struck(?: out)?|replaced|revised|superseded)\b|\bput in its place\b|"
                r"\b(?:shall|will|to) (?:now )?read\b|\b(?:is|are) (?:changed|raised|lowered|increased|reduced) (?:to|from)\b|\binstead of\b|"
                r"\bin place of\b|\bstrike\b|\bgoes (?:up|down)? ?from\b|\bno longer\b|\b(?:is|are|becomes?) now\b"
            ),
            "leaves the rest": _p(
                r"\b(?:all|every) other (?:term|section|provision|part|paragraph)s?\b|\bremains? in (?:full )?(?:force|effect)\b|"
                r"\b(?:stays?|remains?|is|are) (?:the way|just as|as) (?:they|it) (?:are|is|were|was)\b|\b(?:remains?|stays?|is|are) (?:unchanged|the same)\b|"
                r"\beverything else\b|\bnothing else changes\b|\bno other changes?\b"
            ),
            "names the agreement it changes": _p(
                r"\b(?:to|of|in|our|your|the)\s[\w’' ]{0,40}(?:agreement|contract|plan|sheet|letter|order) (?:no|dated|of|with|signed)\b"
            ),
        },
    ),
    DocumentRole.INVOICE: Signs(
        _p(r"\binvoice\b|\bstatement of account\b|\breceipt\b|\bbill no\b"),
        {
            "amount due": _p(r"\b(?:amount|balance|total) due\b|\bplease (?:pay|remit)\b|\bremit to\b|\bpast due\b"),
            "sums up": _p(r"\bsub-?total\b|\bsales tax\b|\btax \("),
            "bills a party": _p(r"\b(?:bill|sold|ship) to\b|\binvoice (?:no|number|date|#)|\bpo (?:no|number)\b"),
            "lists quantities": _p(r"\bqty\b|\bunit price\b"),
        },
    ),
    DocumentRole.QUOTE_TERMS: Signs(
        _p(r"\b(?:quote|quotation|estimate|proposal|bid)\b"),
        {
            "open for acceptance": _p(
                r"\b(?:quote|quotation|estimate|proposal|price|offer)s? (?:is |are )?(?:valid|good|firm|open) (?:for|until|through)\b|"
                r"\bexpires? (?:in|on|after)\b|\bif not accepted\b|\bto accept\b|\bupon acceptance\b"
            ),
            "one job": _p(
                r"\bscope of work\b|\bdeposit\b|\bwe (?:propose|offer|quote)\b|\bchange order\b|\bupon completion\b"
            ),
        },
    ),
    DocumentRole.MANUAL: Signs(
        _p(
            r"\b(?:manual|booklet)\b|\b(?:user|owner|installation|service|operator)['’]?s? (?:guide|instructions|handbook)\b|\bdata ?sheet\b"
        ),
        {
            "instructs": _p(
                r"\b(?:troubleshooting|maintenance intervals?|specifications?|wiring diagram|(?:error|fault) codes?|before operating|"
                r"install(?:ation)? instructions|figure \d|see page \d)\b"
            ),
            "speaks for the maker": _p(
                r"\b(?:the maker|manufacturer)['’]?s? warranty\b|\bwarranty (?:by|of|from) the (?:maker|manufacturer)\b|\bpart (?:no|number|[A-Z]?\d)\b|\brev\.? \d"
            ),
            "orders steps": _p(
                r"(?m)^(?:\d+[.)]\s+)?(?:drain|wipe|replace|turn|press|remove|check|disconnect|clean)\b"
            ),
        },
    ),
    DocumentRole.AGREEMENT: Signs(
        _p(
            r"\bagreement\b|\bcontract\b|\b(?:service|care|maintenance|protection|dwelling|comfort|gold|silver|platinum|membership) plan\b|"
            r"\bplan document\b|\bmember(?:ship|s)?\b|\b(?:club|program|programme|subscription)\b|\bcertificate of service\b|\bterms (?:and|&) conditions\b|\bcover(?:age)? for\b|"
            r"\b(?:vendor|labor|labour|contract) rates\b|\b(?:warranty|guarantee) (?:plan|certificate)\b|\bmaster service\b|\bMSA\b|\bservice (?:terms|hours)\b|"
            r"\b(?:undertaking|retainer|standing order|sign-?up|rental|lease)\b|\b(?:service|heat|care|winter|summer) promise\b|"
            r"\b(?:extended|workmanship|plant|installation|labou?r) (?:warranty|guarantee)\b|\b(?:snow|pool|pest|lawn|tree|grounds|drain|gutter) service\b"
        ),
        {
            "binds two sides": _p(
                r"\b(?:between|by and between)\b|\b(?:contractor|provider|company|firm|gardeners?|we) (?:shall|will|agrees?|undertakes?)\b|\beither (?:party|side|of us)\b|"
                r"\bparties\b|\bboth (?:sign|parties)\b"
            ),
            "runs for a time": _p(
                r"\b(?:initial )?term\b[^.]{0,60}\b(?:years?|months?|seasons?)\b|\b(?:from|begins|starts?|commenc\w+|valid|effective)\b[^.]{0,160}"
                r"\b(?:to|through|until|ends|expir\w+|clos\w+)\b|"
                rf"{_DAY} ?(?:to|thru|through|until|till|[-–—]) ?{_DAY}|{_DAY} for (?:an?|\w+) (?:years?|months?|seasons?)\b|\b(?:until|till|through|thru|expir\w+|ends?):? {_DAY}|\buntil the \w+ day of\b|\buse by\b|\bgood for (?:a|one|two|three|\d+|twelve) (?:years?|months?|seasons?)\b|\bup to and including\b|\bplan (?:year|period)\b|\bcontract year\b|\bheating season\b"
            ),
            "renews or ends": _p(
                r"\brenew\w*\b|\bterminat\w+\b|\bcancel\w*\b|\bend (?:the|this) (?:contract|agreement|plan)\b|\bleave the plan\b|\bcall this off\b|"
                r"\bdays['’]? (?:written )?(?:notice|word)\b"
            ),
            "says what is carried": _p(
                r"\b(?:covered|included|no (?:extra |further )?charge|free of charge|without (?:charge|a bill)|at no charge|part of the (?:plan|fee|price)|"
                r"we (?:repair|come|take care of|look after|will look after|handle|throw in|carry|bring)|do(?:es)? not pay|pays? nothing|on the house|"
                r"on us|are ours|is ours|our (?:own )?(?:cost|expense|job|treat)|no bill|gratis|no limit|without further payment|asks? nothing|part of the retainer|"
                r"(?:in|within) (?:the|this) (?:\w+ )?(?:fee|price|sum|deal|dues|rent|program|retainer)|for nothing|waived|you get|comes with|free|\d+ ?% off|your dues cover|off (?:parts|labor|labour|our labor))\b"
            ),
            "says what is not": _p(
                r"\b(?:exclu\w+|(?:not|never) (?:covered|included|part of)|outside the|not (?:on|in) (?:this|the|your) (?:plan|club|program|price|fee)|does not (?:apply|cover|extend)|can(?:no|')t take on|"
                r"no part of|not (?:our job|ours|warranted|promised)|n't (?:in|part of|cover\w*)|(?:leaves?|left|stays?) out|(?:at )?full price|at list|"
                r"not undertaken|by others|at (?:the )?(?:owner|customer|client|member)['’]s (?:own )?(?:cost|expense)|is extra|are extra|billed (?:at|by|on)|"
                r"(?:list|usual|book|regular|shelf) prices?)\b"
            ),
            "asks a recurring price": _p(
                r"\b(?:a|an|per|every|each|the) (?:month|quarter|year|season|winter|visit|hour)\b|\b(?:seasonal|base|plan|contract) (?:fee|charge|price|sum)\b|\bretainer\b|\bpremium\b|\bprepaid\b|\b(?:monthly|yearly|annual(?:ly)?|quarterly|weekly)\b|/ ?(?:hr|mo|yr|visit)\b|"
                r"\bdues\b|\bevery other (?:week|month|\w+day)\b"
            ),
            "is signed": _p(r"\b(?:signed|agreed|accepted|in witness whereof|signature|sign (?:me|us) up)\b"),
            "asks for approval": _p(r"\b(?:written (?:ok|approval|consent)|authoriz\w+|not before|work orders?)\b"),
        },
    ),
}


def classify(text: DocumentText, file_name: str = "") -> Classification:
    """The document's role; `OTHER` where too little speaks for any."""
    title = _title(text, file_name)
    scored = {role: _score(role, signs, title, text.text) for role, signs in SIGNS.items()}
    ranked = sorted(scored.items(), key=lambda item: -item[1][0])
    (role, (best, found)), (_, (second, _)) = ranked[0], ranked[1]
    if best < ENOUGH:
        return Classification(DocumentRole.OTHER, "too little speaks for any kind of document we know", 0.5)
    if role in (DocumentRole.INVOICE, DocumentRole.QUOTE_TERMS) and _binds(role, title, scored):
        role, (best, found), second = DocumentRole.AGREEMENT, scored[DocumentRole.AGREEMENT], best
    return Classification(role, ", ".join(found), round(best / (best + second), 2))


_ACCEPTED = _p(rf"\baccepted,? (?:on |this |by )?(?:{_DAY}|<PERSON_)")


def _binds(role: DocumentRole, title: str, scored: Mapping[DocumentRole, tuple[float, Sequence[str]]]) -> bool:
    """Terms of care on the back of an invoice, and an offer that tells it was accepted, are the agreement itself."""
    _, found = scored[DocumentRole.AGREEMENT]
    terms = {"runs for a time", "says what is carried"} <= set(found)
    return terms and (role is DocumentRole.INVOICE or _ACCEPTED.search(title) is not None)


def _title(text: DocumentText, file_name: str) -> str:
    stem = re.sub(r"[_\-.]+", " ", re.sub(r"\.\w{2,4}$", "", file_name))
    lines = [line for line in text.text.splitlines() if line.strip()][:TITLE_LINES]
    return "\n".join((stem, text.title, *(line[:120] for line in lines)))


def _score(role: DocumentRole, signs: Signs, title: str, text: str) -> tuple[float, Sequence[str]]:
    found = ["its title says so"] if signs.title.search(title) else []
    score = NAMES_ITSELF.get(role, TITLE_WEIGHT) if found else 0.0
    for name, pattern in signs.text.items():
        times = min(MOST_OF_A_KIND, sum(1 for _ in pattern.finditer(text)))
        if times:
            score += 0.6 + 0.3 * times
            found.append(name)
    return score, found
