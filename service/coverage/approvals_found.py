"""Approvals and refusals people wrote: who said what, when, in which form, up to which sum, and about what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from service.agreements.stem import stem
from service.coverage.money import ceiling_in
from service.coverage.reading import subjects
from service.coverage.vocabulary import Vocabulary, tokens, word_list
from service.coverage.work import Place, RecordQuote, Statement

_YES = re.compile(
    r"\bgo(?:es)?[- ]ahead\b|\bapproved?\b|\bapproves\b|\b(?:ok|okay)(?:'?e?d\b|[ ,.!]|$)|\bo\.k\.|\bproceed\b|\bauthori[sz](?:e|ed|es)\b|\bgreen light\b|\b(?:says?|said) (?:go|yes|ok|fine|do it)\b|\b(?:I|we) (?:extend|raise)\b"
    r"|\b(?:that'?s|it'?s|is|sounds) (?:fine|good|all right|alright)\b|\bfine (?:with|by) me\b|\b(?:please|pls) (?:do|fix|replace|install|repair|go|order|schedule)\b|\bdo it\b|\byes[,.! ]+(?:please|do|go|that|we|it|you|put|order|get|install|replace|fix|send|to (?:the|it|all|both)|up to|for \$?\d|at \$?\d)\b|\b(?:say|says|said) yes\b"
    r"|\bI agree\b|\bagreed\b|\bgo for it\b|\bP\.?O\.?\s?(?:number|no\.?|#)?\s?:?\s?[A-Z]*-?\d{2,}|\bsigned off\b|\bmay spend\b|\bpermission\b|\byou (?:can|may) (?:spend|do|go|replace|fix|proceed)\b|\bthumbs up\b|\bha(?:ve|s) (?:my|our|his|her|their) (?:\w+ )?(?:consent|approval|permission|blessing|ok(?:ay)?)\b",
    re.I,
)
_NO = re.compile(
    r"\b(?:please|pls)? ?(?:do not|don'?t) (?:do|go|start|proceed|replace|install|want|order|touch|spend|put|come|fix|repair|authori[sz]e|begin)\b|\bplease don'?t\b|\bhold off\b|\bhold on\b|\bwait\b(?! for the (?:tech|plumber))|\bnot (?:approved|authori[sz]ed|yet|now|ready|going)\b"
    r"|\bdeclin\w+|\brefus\w+|\bSTOP\b|\bcancel(?:led)?\b|\bno thank|\bleave it\b|\btoo (?:much|expensive|dear)\b|\bnever (?:approved|authori[sz]ed|ok'?d|agreed)|\b(?:did not|didn'?t) (?:approve|authori[sz]e|ok|agree)|\bnot without (?:my|our)\b|\bhave to think\b|\bthink(?:ing)? (?:about|it over)\b|\bnot for this\b",
    re.I,
)
_ASKS = re.compile(
    r"\?|\bplease approve\b|\bneeds? (?:your |an? |the |written |his |her )*(?:approval|ok|okay|authori[sz]ation|po)\b|\b(?:can|could|would|will) you\b|\b(?:waiting|wait) (?:for|on)\b|\bawait\w*|\b(?:once|if|when|until|unless) (?:you|he|she|they|it|we|i)?\b[^.]{0,30}\b(?:approv|ok|authori|agree)"
    r"|\bmay we\b|\bapproval (?:is )?(?:required|needed|pending)|\bshall we\b|\bshould we\b|\blet us know\b|\bno answer\b|\bto approve\b|\bask (?:him|her|them|first)\b|\bhas not (?:approved|answered)|\bwithout (?:approval|an ok|authori)|\b(?:can|may|to) (?:ok|approve|agree)\b",
    re.I,
)  # fmt: skip
_STANDING = re.compile(
    r"\bstanding (?:approval|authori[sz]ation|ok|order)|\b(?:any|all|every) (?:repairs?|jobs?|calls?|work)\b|\bfrom now on\b|\balways\b|\bwithout (?:asking|calling) (?:me|us|first)\b",
    re.I,
)
_RELATES = re.compile(
    r"\b(?:she|he|they|customer|client|owner|tenant|mr|mrs|ms|dr|says?|said|wants?|told|asked|refused|declined)\b", re.I
)
_ORDER_NUMBER = re.compile(r"\bP\.?O\.?\s?(?:number|no\.?|#)?\s?:?\s?[A-Z]*-?\d{2,}", re.I)
_SPOKEN = re.compile(
    r"\b(?:by phone|on the phone|over the phone|phoned|called|call(?:ed)? (?:her|him|them)|verbal(?:ly)?|voice ?mail|told (?:me|us)|in person|on site|said|says|spoke)\b",
    re.I,
)
_CALL_TOLD = re.compile(
    r"\bnotes? (?:of|on|from) (?:the|a|our|her|his) (?:phone )?call\b|\b(?:by|on the|over the) (?:tele)?phone\b", re.I
)
"""A message of ours that tells of a call writes down what was spoken."""
_WRITTEN = re.compile(
    r"\b(?:e-?mail(?:ed)?|by mail|mailed|texted|text message|by text|in writing|signed|wrote|sms)\b", re.I
)
_REPLIED = re.compile(r"^\s*(?:>|On .{5,80} wrote:|-{2,} ?Original Message|From: )", re.I | re.M)
_OTHERS = re.compile(
    r"\b(?P<who>secretary|secy|shift (?:manager|mgr|lead)|(?:branch|assistant|community|store|bar) (?:manager|mgr)|concierge|tenants?|caretaker|super(?:intendent)?|janitor|bar ?(?:manager|tender)|receptionist|front desk|neighbou?r|son|daughter|husband|wife|nanny|baby ?sitter|house ?keeper|employee|cashier|staff|site manager|resident|occupant|renter|guest|maintenance guy|gardener|landscaper|cook|chef|clerk|foreman)\b",
    re.I,
)
_STREET = frozenset(
    [
        "street",
        "st",
        "avenue",
        "ave",
        "road",
        "rd",
        "drive",
        "dr",
        "lane",
        "ln",
        "court",
        "ct",
        "west",
        "east",
        "north",
        "south",
        "place",
        "way",
        "boulevard",
        "blvd",
        "highway",
        "unit",
        "apt",
        "suite",
    ]
)
_JOB_NUMBER = re.compile(r"\b(?:job|wo|work order|ticket)\s?#?\s?(?P<n>\d{3,})\b|#(?P<h>\d{3,})\b", re.I)
_UNIT = re.compile(
    r"\b(?P<kind>suite|unit|apartment|apt|room|building|station|floor|zone|lot)\.? #?(?P<id>\w{0,3}\d\w{0,2})\b", re.I
)
_OBJECT = re.compile(
    r"\b(?:yes|ok(?:ay)?|go|go[- ]ahead|approved?|fine) (?:to|on|with|for) (?P<what>[^,.;!?]{3,60})", re.I
)
_SHORT_FOR = frozenset({"heater", "tank", "unit", "machine"})  # people say the heater for the water heater
_SAYING_LITTLE = (
    word_list("stop") | word_list("general") | frozenset({"new", "old", "just", "today", "tomorrow", "repair"})
)
_RECENT = timedelta(days=60)


@dataclass(frozen=True)
class Consent:
    """One approval (`given`) or refusal. `amount` is None where no sum was named; `form` written, spoken or unknown.

    `first_hand` says the customer's side wrote it; otherwise one of ours reports it. `standing` ones hold for any job.
    """

    given: bool
    amount: Decimal | None
    who: str
    at: datetime | None
    form: str
    first_hand: bool
    standing: bool
    other_person: str
    order: bool
    source: RecordQuote


@dataclass(frozen=True)
class Matter:
    """What an approval must be about to count: the job's number, its place, its things, its `words`, and when work began."""

    number: str
    property_id: str | None
    places: tuple[Place, ...]
    things: frozenset[str]
    began: datetime
    ends: datetime
    job_id: str | None
    words: frozenset[str] = frozenset()


def consents(statements: Sequence[Statement], matter: Matter, vocabulary: Vocabulary) -> tuple[Consent, ...]:
    """Every consent about this matter, oldest first; only what was said before the work began counts.

    A report by one of ours counts to the end of the day, since it is written down after the call it tells of.
    """
    found = [
        consent
        for statement in statements
        if _about(statement, matter, vocabulary)
        for consent in _in(statement, statements)
        if _in_time(consent, statement, matter)
    ]
    return tuple(sorted(found, key=lambda one: one.at.timestamp() if one.at else 0.0))


def _in(statement: Statement, others: Sequence[Statement]) -> Iterator[Consent]:
    own = _own_words(statement.text)
    for match in re.finditer(
        r"[^.!?\n]+(?:(?:\.(?=\d)|(?<=\b[A-Z])\.|(?<=\bM[rs])\.|(?<=\bMrs)\.|(?<=\bDr)\.)[^.!?\n]+)*[.!?]*", own
    ):
        sentence = match.group()
        refused, agreed = _NO.search(sentence), _YES.search(sentence)
        if (_ASKS.search(sentence) and not refused) or not (refused or agreed):
            continue
        given = not refused
        if refused and statement.ours and not _RELATES.search(sentence):
            continue
        said = refused or agreed
        clause = _clause_with(sentence, said.start()) if said else sentence
        other = _OTHERS.search(sentence)
        yield Consent(
            given=given,
            amount=_amount(statement, match.group(), own, others) if given else None,
            who=clause if statement.ours else f"{statement.author} {own[-60:]}",
            at=statement.at,
            form=_form(statement, sentence),
            first_hand=not statement.ours,
            standing=bool(_STANDING.search(sentence)),
            other_person=other["who"].lower() if other else "",
            order=_ORDER_NUMBER.search(own) is not None,
            source=statement.quote(match.start(), match.end()),
        )


def _clause_with(sentence: str, at: int) -> str:
    """The part of a sentence that holds the word at `at`: "Kip said go" of "Kip said go, could not reach Dana"."""
    begin = max(sentence.rfind(mark, 0, at) for mark in ",;") + 1
    ends = [found for mark in ",;" if (found := sentence.find(mark, at)) >= 0]
    return sentence[begin : min(ends, default=len(sentence))]


def _own_words(text: str) -> str:
    """A reply without the letter it answers."""
    match = _REPLIED.search(text)
    return text[: match.start()] if match and match.start() > 0 else text


def _amount(statement: Statement, sentence: str, own: str, others: Sequence[Statement]) -> Decimal | None:
    """The sum agreed to: named beside the consent, elsewhere in the letter, in the letter answered, or asked shortly before."""
    for text in (sentence, own, statement.text):
        allowed = ceiling_in(text)
        if allowed is not None:
            return allowed
    if statement.ours or statement.at is None:
        return None
    asked = [one for one in others if one.ours and one.at and _ASKS.search(one.text) and one.record_type == "Message"
             and timedelta(0) <= statement.at - one.at <= timedelta(days=7)]  # fmt: skip
    last = max(asked, key=lambda one: one.at or datetime.min, default=None)
    return ceiling_in(last.text) if last else None


def _form(statement: Statement, sentence: str) -> str:
    told = _CALL_TOLD.search(statement.text) is not None
    if not statement.ours or (statement.record_type == "Message" and not told) or _WRITTEN.search(sentence):
        return "written"
    return "spoken" if _SPOKEN.search(sentence) else "unknown"


def _in_time(consent: Consent, statement: Statement, matter: Matter) -> bool:
    if consent.at is None:
        return True
    latest = matter.ends if statement.ours and statement.record_type != "Message" else matter.began
    recent = consent.standing or statement.job_id == matter.job_id or consent.at >= matter.began - _RECENT
    return consent.at <= latest and recent


def _about(statement: Statement, matter: Matter, vocabulary: Vocabulary) -> bool:
    if statement.job_id is not None:
        return statement.job_id == matter.job_id
    if statement.property_id and matter.property_id and statement.property_id != matter.property_id:
        return False
    text = f"{statement.subject}. {statement.text}"
    numbers = {match["n"] or match["h"] for match in _JOB_NUMBER.finditer(text)}
    if matter.number and matter.number in numbers:
        return True
    return _same_place(text, matter) and _same_unit(text, matter) and _same_things(text, matter, vocabulary)


def _same_place(text: str, matter: Matter) -> bool:
    said = set(tokens(text))
    marks = {place.id: _marks(place) for place in matter.places}
    shared = frozenset[str]().union(*(a & b for x, a in marks.items() for y, b in marks.items() if x != y))
    named = {id for id, words in marks.items() if (words - shared) & said}
    return not named or matter.property_id in named


def _same_unit(text: str, matter: Matter) -> bool:
    """Not where it names another suite, building or station than the job does."""
    named = {match["id"].lower() for match in _UNIT.finditer(text) if match["kind"].lower() in matter.words}
    return not named or bool(named & matter.words)


def _marks(place: Place) -> frozenset[str]:
    return frozenset(word for word in tokens(f"{place.street} {place.name}") if word not in _STREET and len(word) > 3)


def _same_things(text: str, matter: Matter, vocabulary: Vocabulary) -> bool:
    named = {
        id
        for one in subjects(text, vocabulary)
        for id in (*one.things, *one.context)
        if vocabulary.concepts[id].sort != "task"
    }
    if not named or not matter.things:
        return _same_words(text, matter)
    if {vocabulary.concepts[id].name.split()[-1] for id in matter.things} & set(tokens(text)) & _SHORT_FOR:
        return True
    mine = frozenset[str]().union(*(vocabulary.above(id).keys() for id in matter.things))
    return bool(named & mine) or any(matter.things & vocabulary.above(id).keys() for id in named)


def _same_words(text: str, matter: Matter) -> bool:
    """Where no trade word tells: what was said yes to is in the job's words, or nothing in particular."""
    said = {word for match in _OBJECT.finditer(text) for word in tokens(match["what"])}
    telling = {word for word in said if len(word) > 2 and not word[0].isdigit()} - _SAYING_LITTLE
    return not telling or not matter.words or bool(set(map(stem, telling)) & set(map(stem, matter.words)))


def latest(found: Iterable[Consent]) -> Consent | None:
    """What stands at last: the youngest word, the customer's own before a report of it."""
    every = list(found)
    own = [one for one in every if one.first_hand]
    return (own or every)[-1] if every else None
