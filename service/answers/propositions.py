"""Whether a sentence of the documents says or denies what a yes-or-no question asks.

The sentence is looked for that names most of the question, in the words of the thing and in those of the aspect. What denies
the whole of it makes a no; what says it under no condition but the question's own makes a yes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.agreements.passages import CELL
from service.agreements.quantities import money
from service.agreements.stem import stem
from service.answers.evidence import Evidence, things_asked
from service.answers.figures import figures, missing_figures
from service.answers.kinds import SITUATIONS, Asked, Kind
from service.answers.polarity import CARRIED, REFUSED, Verdict
from service.answers.vocabulary import FILLER, Word, stems

# Negations of a measure or a price deny nothing of what is asked.
_OF_MEASURE = re.compile(
    r"\b(?:not|no) (?:less|more|later|fewer|earlier|sooner) than\b|\bnot (?:to )?exceed\w*|\bwhether or not\b|\bif not\b|\bnot only\b|\bno matter\b",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:not|never|cannot|neither|nor|no|none|nothing|nobody|nowhere|no one)\b|n't\b|\bexcept(?:ed|ing)\b|\b(?:expires?|lapses?|forfeit\w*|void)\b|\b(?:leave|left|leaves)\b.{0,30}\bto (?:the|your|his|her|their|others|somebody|someone|you)\b|\bby others\b|\bsomebody else['’]s\b",
    re.I,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|only|except|provided|where|when|once(?![,.;]| (?:an?|each|every|in|per)\b)|after|in case|should|up to|(?:the|your|each) first|first (?:two|three|four|five|\$))\b(?! (?:be|not|any questions)\b)",
    re.I,
)
_CUSTOMER_PAYS = re.compile(
    r"\b(?:you|customer|owner|client|member|tenant|holder|subscriber|association|landlord)s? (?:shall |will |must |then )?(?:pays?|owes?|bears?)\b(?! nothing| no\b)|\b(?:fee|charge) of\b|\bfalls? to (?:you|the)\b|\b(?:yours|theirs|['’]s) to pay\b|\bpaid by (?:you|the)\b",
    re.I,
)
_WE_PAY = re.compile(r"\b(?:we|us|contractor|company|provider|crew) (?:shall |will |must )?(?:pays?|bears?|covers?)\b|\bours to pay\b|\bat our (?:own )?(?:cost|expense)\b", re.I)  # fmt: skip
_DO_WE_PAY = re.compile(r"^\W*(?:do|did|will|must|should) we (?:have to |need to )?pay\b", re.I)
_NOT_CHARGED = re.compile(r"\b(?:is |are |be )?(?:not|never) (?:\w+ and not )?(?:be )?(?:charged|billed|invoiced)\b|\bwaive[sd]?\b", re.I)  # fmt: skip
BY_WORD = re.compile(r"\b(?:phone|telephone|call|spoken|verbal\w*|oral\w*|word of mouth|in person)\b", re.I)
# A box ticked on a form, and the word with which a paper answers its own question.
_TICKED = re.compile(r"(?:\[ ?[xX✓] ?\]|☒|☑) ?(?P<said>yes|no)\b", re.I)
_OWN_WORD = re.compile(r"^\W*(?:A[.:] ?)?(?:yes|no)\b\W*", re.I)
# What a paper says of these by itself settles no question of yes or no.
_TELLS_NO_YES = ("term", "termination", "billing", "response", "contact", "schedule")
_NEXT = re.compile(r"\s(?:and|but)\s(?=(?:is|are|forms?|does?|has|have|will|shall|may|must|can)\b)")


def settled(question: str, asked: Asked, evidence: Sequence[Evidence], words: Sequence[Word]) -> Verdict:
    """Yes or no to the question as it was put; open where no sentence quoted settles it."""
    speaking = _speaking(question, asked, evidence, words)
    if speaking is None:
        return Verdict.OPEN
    heading, sentence = speaking
    ticked = _TICKED.search(sentence)
    if ticked:
        return Verdict(ticked["said"].lower())
    if _DO_WE_PAY.search(question):
        return _of_our_paying(sentence)
    if asked.of_charges:
        return _of_charges(sentence)
    if _DENIED.search(heading.rsplit(" > ", 1)[-1]):
        return Verdict.NO if things_asked(words) <= stems(sentence) and not CARRIED.search(sentence) else Verdict.OPEN
    if _denies(sentence, things_asked(words)):
        return Verdict.NO
    conditional = _CONDITION.search(sentence) and not _CONDITION.search(question)
    other = missing_figures(figures(question), figures(sentence))
    return Verdict.OPEN if conditional or other else Verdict.YES


def _of_our_paying(sentence: str) -> Verdict:
    """Whether we pay, by whom the sentence names; open where it names nobody, or both."""
    theirs = bool(_CUSTOMER_PAYS.search(CARRIED.sub(" ", sentence)))
    ours = bool(CARRIED.search(sentence) or _WE_PAY.search(sentence))
    return Verdict.OPEN if theirs is ours else Verdict.YES if ours else Verdict.NO


def _denies(sentence: str, things: set[str]) -> bool:
    """Whether it denies; where a part of it names everything asked about, whether that part does."""
    naming = [part for part in _NEXT.split(sentence) if things and things <= stems(part)]
    return any(_DENIED.search(_OF_MEASURE.sub(" ", CARRIED.sub(" ", part))) for part in naming or [sentence])


def _of_charges(sentence: str) -> Verdict:
    without = _NOT_CHARGED.sub(" ", CARRIED.sub(" ", sentence))
    carried = without != sentence
    paid = bool(money(without) or REFUSED.search(without) or _CUSTOMER_PAYS.search(without))
    return Verdict.OPEN if carried is paid else Verdict.NO if carried else Verdict.YES


def _speaking(
    question: str, asked: Asked, evidence: Sequence[Evidence], words: Sequence[Word]
) -> tuple[str, str] | None:
    """The heading and sentence of the quoted contracts that names most of the question; None where the best lacks a thing
    asked about, or, of a question that names none, speaks of another aspect."""
    things = things_asked(words)
    people = {word.stem for word in words if word.stem.startswith("<person")}
    settling = tuple(aspect for aspect in asked.narrow if aspect.name not in SITUATIONS) or asked.narrow
    if not things and all(aspect.name in _TELLS_NO_YES for aspect in settling):
        return None
    by_word, literal = bool(BY_WORD.search(question)), _literal(question)
    best: tuple[float, tuple[str, str], set[str]] | None = None
    for one, sentence in _sentences(evidence, things):
        forms = stems(f"{one.passage.heading} {sentence}")
        told = any(aspect.tells.search(sentence) for aspect in settling)
        named = things & forms
        score = len(named) + 3 * len(people & forms) + 0.9 * told + (by_word and bool(BY_WORD.search(sentence)))
        score += 0.1 * len(literal & _literal(sentence)) if score else 0
        if best is None or score > best[0]:
            lacking = things | (people if not people & forms else set())
            best = (
                score,
                (one.passage.heading, sentence),
                set() if told and (named or not things) else lacking - forms,
            )
    return best[1] if best and best[0] > 0 and not best[2] else None


def _literal(text: str) -> set[str]:
    """Its words but for their endings; "Saturday" and "Sunday" count alike, but not here."""
    return {stem(word) for word in re.findall(r"\w+", text) if word.lower() not in FILLER}


def _sentences(evidence: Sequence[Evidence], things: set[str]) -> Iterator[tuple[Evidence, str]]:
    """Of each clause as it is quoted; a table row is one."""
    for one in evidence:
        if one.is_contract and not one.replaced:
            text = _as_said(one, things)
            ends = r"\n" if CELL in text else r"(?<=[.;!])\s+"
            yield from ((one, part) for part in re.split(ends, text) if part.strip())


def _as_said(one: Evidence, things: set[str]) -> str:
    """With the paper's own question, where it is the one asked; else without the yes or no that answers it alone."""
    text, own = one.quoted(whole=True)[1].replace("’", "'"), " ".join(one.head)
    if not own.endswith("?"):
        return text
    return f"{own} {text}" if things and things <= stems(own) else _OWN_WORD.sub("", text)


def is_of_an_agreement(asked: Asked) -> bool:
    """Whether the words of an agreement settle the question by saying or denying it: of cover only who is charged."""
    return asked.yes_no and (
        asked.kind in (Kind.VALUE, Kind.FACT) or (asked.kind is Kind.COVERAGE and asked.of_charges)
    )
