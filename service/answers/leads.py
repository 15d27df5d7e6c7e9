"""The first word of an answer to a yes-or-no question, read the way it was asked.

"Is the motor covered?" and "do we charge her for the motor?" have opposite answers. Where the words found do not settle
the question no word is said: the quote stands alone, which is honest, and a wrong yes or no is the worst that can be said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.agreements import terms
from service.agreements.quantities import money, percents
from service.answers.aspects import PRICE
from service.answers.evidence import Evidence, is_place, things_asked
from service.answers.figures import figures, missing_figures
from service.answers.kinds import Asked, Kind
from service.answers.polarity import CARRIED, REFUSED, Verdict, by_heading, of_coverage
from service.answers.propositions import BY_WORD, is_of_an_agreement, settled
from service.answers.standing import State
from service.answers.vocabulary import Word, stems

OF_COVERAGE = {
    Verdict.YES: "Yes, this is covered.",
    Verdict.NO: "No, this is not covered.",
    Verdict.PARTLY: "Partly: it is carried only as far as these words say.",
    Verdict.OPEN: "",
}
OF_CHARGES = {
    Verdict.YES: "No, there is no charge for this.",
    Verdict.NO: "Yes, this is charged: it is not covered.",
    Verdict.PARTLY: OF_COVERAGE[Verdict.PARTLY],
    Verdict.OPEN: "",
}
# Questions for a thing's being there at all, whatever it comes to.
_IS_THERE = re.compile(
    r"\b(?:is|are|was|were) there\b|\b(?:do|does|did|can|could|may|will|would|should)\b.{0,60}\b(?:have|has|get|gets|give|gives|charge|charges|bill|add|raise|carry|offer|owe|owes|pay|pays|save|cancel|end|leave|stop|quit|get out|any|anything|something)\b",
    re.I,
)
_NONE = re.compile(r"\b(?:no|none|nothing|without|never|nil|free|waived?|not)\b|n't\b", re.I)
_IF = re.compile(r"\b(?:if|unless|except|only|other than|provided|where|when)\b", re.I)
_IN_FORCE = re.compile(
    r"\b(?:in force|in effect|active|current|valid|under contract|a member|members|still running|signed up|up to date)\b",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:next|until|till|by|after|in (?:january|february|march|april|may|june|july|august|september|october|november|december))\b",
    re.I,
)
_EITHER = re.compile(r"\bor\b(?! not\b)", re.I)
_STILL = re.compile(r"\b(?:still|now|currently|today|these days)\b", re.I)
_FORMS = {
    "phone": BY_WORD,
    "email": re.compile(r"\be-?mails?\b", re.I),
    "text": re.compile(r"\b(?:texts?|sms)\b", re.I),
}
_WRITTEN = re.compile(r"\b(?:writ\w+|signed|signature|purchase order|p\.?o\.?)\b", re.I)


def lead(asked: Asked, question: str, evidence: Sequence[Evidence], words: Sequence[Word]) -> str:
    """A sentence that says yes or no, or "" where the best of the evidence does not settle it.

    A figure in the question ("do they get 15% off") is not settled by words with another.
    """
    if not asked.yes_no or not evidence or _LEFT.search(question):
        return ""
    first = evidence[0]
    if first.is_contract and first.state is State.ENDED and _STILL.search(question):
        return "No."
    if asked.kind is Kind.APPROVED and not first.is_contract:
        return _of_assent(question, first, words)
    known = _by_what_is_known(asked, question, evidence, words)
    if not known and asked.kind is Kind.COVERAGE and _DO_WE.search(question):
        return "No." if settled(question, asked, evidence, words) is Verdict.NO else ""
    if known or not is_of_an_agreement(asked) or _EITHER.search(question):
        return known
    said = _SAID[settled(question, asked, evidence, words)]
    approval = any(aspect.name == "approval" for aspect in asked.aspects)
    if approval and _NEEDS.search(question):
        return said if said == "Yes." else ""
    denied = approval and _cannot(first.passage.text)
    return said or ("No." if denied else "")


def unsettled(asked: Asked, question: str) -> str:
    """What is said before words that are near, but give neither yes nor no."""
    settles = asked.yes_no and asked.kind not in (Kind.LIST, Kind.CHANGE, Kind.TOLD) and not _EITHER.search(question)
    return "The documents don't say yes or no outright." if settles else ""


_SAID = {Verdict.YES: "Yes.", Verdict.NO: "No.", Verdict.PARTLY: "", Verdict.OPEN: ""}


def _by_what_is_known(asked: Asked, question: str, evidence: Sequence[Evidence], words: Sequence[Word]) -> str:
    """By coverage, by the threshold and form of an approval, or by the terms read from the best passage."""
    if asked.kind is Kind.COVERAGE:
        return _of_coverage(asked, evidence, words)
    if any(aspect.name == "approval" for aspect in asked.aspects):
        return _of_approval(question, evidence[0], words)
    return "" if _EITHER.search(question) else _of_term(question, asked, evidence[0], words)


def _of_term(question: str, asked: Asked, one: Evidence, words: Sequence[Word]) -> str:
    """By the renewal a passage has, by the one place it holds for, and by its having a fee, discount or the like at all."""
    renewals = [term for term in one.terms if isinstance(term, terms.Renewal)]
    if renewals and isinstance(renewals[0], asked.leading_terms) and not _ALLOWED.search(question):
        return "Yes." if renewals[0].auto else "No."
    elsewhere = any(aspect.name == "served" for aspect in asked.aspects) and one.tells
    if elsewhere and _ONLY.search(one.passage.text):
        return "No."
    if _is_in_force(question, asked, one, words):
        return "Yes."
    return "" if _tells_other_figures(question, one) else _of_existence(question, asked, one, words)


def _tells_other_figures(question: str, one: Evidence) -> bool:
    return bool(missing_figures(figures(question), figures(one.words)))


_EXISTING = (
    "discount", "travel", "fee", "diagnostic", "late_fee", "missed", "replacement", "warranty", "escalator", "termination",
    "penalty", "refund", "transfer", "deposit",
)  # fmt: skip


def _of_existence(question: str, asked: Asked, one: Evidence, words: Sequence[Word]) -> str:
    """Whether there is a fee, discount, warranty or the like at all: where the contract's passage that settles it names
    everything asked about, by whether it gives one or none. Of a fee it has to name a sum."""
    settles = any(aspect.name in _EXISTING for aspect in asked.aspects) and one.is_contract and one.narrowly
    if not (settles and _IS_THERE.search(question) and _names_it(one, asked, words)):
        return ""
    text = one.passage.text
    if _NONE.search(text):
        return "" if any(aspect.name == "termination" for aspect in asked.aspects) else "No."
    summed = bool(money(text) or percents(text))
    given = summed or (one.matched and not PRICE.asks.search(question))
    return "Yes." if given and not _IF.search(text) else ""


def _is_in_force(question: str, asked: Asked, one: Evidence, words: Sequence[Word]) -> bool:
    """Whether nothing but an agreement's being in force today is asked about, of one that is."""
    of_time = any(aspect.name == "term" for aspect in asked.aspects) and _IN_FORCE.search(question)
    only = all(is_place(word.stem) for word in words) and not figures(question) and not _AHEAD.search(question)
    return bool(of_time and only and one.is_contract and one.state is State.IN_FORCE)


def lead_of(verdict: Verdict, asked: Asked) -> str:
    """A verdict on coverage, said the way the question was asked."""
    return (OF_CHARGES if asked.of_charges else OF_COVERAGE)[verdict]


def _of_coverage(asked: Asked, evidence: Sequence[Evidence], words: Sequence[Word]) -> str:
    """What the contract's passages that name the thing agree on; where they do not agree nothing is said for them."""
    agreed = [one for one in evidence if one.is_contract and not one.replaced and _names_it(one, asked, words)]
    settling = [one for one in agreed if one.is_amending] or agreed
    settling = [one for one in settling if _is_headed(one, words)] or settling
    if asked.of_charges and asked.hours is None and any(_charges(one) for one in settling[:1]):
        return "Yes."
    verdicts = {of_coverage([one], words) for one in settling} - {Verdict.OPEN}
    if len(verdicts) == 1:
        return lead_of(verdicts.pop(), asked) + _under(settling)
    priced = asked.of_charges and not verdicts and any(one.narrowly and money(one.said) for one in settling[:1])
    return "Yes." if priced else ""


def _charges(one: Evidence) -> bool:
    """Whether a passage by its own words sets the very charge asked about, and under no condition."""
    text = one.passage.text
    return one.narrowly and bool(money(text)) and not (CARRIED.search(text) or REFUSED.search(text) or _IF.search(text))


def _is_headed(one: Evidence, words: Sequence[Word]) -> bool:
    """Whether a passage begins with the thing, as a row or an entry of a list does; another only mentions it."""
    things = things_asked(words)
    return bool(things) and things <= stems(" ".join(one.passage.text.split()[: len(things) + 1]))


def _under(settling: Sequence[Evidence]) -> str:
    """The heading a passage stands under, where that and not its own words decides."""
    one = settling[0]
    heading = one.kept.clause.heading.text.rsplit(" > ", 1)[-1].strip(" .:")
    deciding = len(settling) == 1 and by_heading(one) and heading and "|" not in heading
    return f" It stands under “{heading}”." if deciding else ""


def _of_assent(question: str, one: Evidence, words: Sequence[Word]) -> str:
    """Whether a note or message that names everything asked about says yes to it, or no."""
    things = {word.stem for word in words if not is_place(word.stem)} - _ASSENTING
    lacking = {form for form in one.missing if form in things or form.startswith("<")}
    open_still = "?" in one.words or _tells_other_figures(question, one)
    if not things or lacking or open_still or _PENDING.search(one.words):
        return ""
    if _REFUSES.search(one.words):
        return "No."
    return "Yes." if _ASSENTS.search(one.words) and not _IF.search(one.words) else ""


_ASSENTING = stems("approve agree")
_PENDING = re.compile(
    r"\b(?:wait(?:ing|s)?|pending|await\w*|needs?|asked|asking|has to|must|until|before|to (?:ok|okay|approve|authori[sz]e)|will (?:ask|call|check|decide)|let (?:us|me) know)\b",
    re.I,
)
_ASSENTS = re.compile(
    r"\b(?:ok(?:ay)?(?:'?d|ed)?|yes|go(?:es)? ahead|approv\w+|agreed?|fine|do it|sure|authori[sz]e\w*|signed off|proceed)\b",
    re.I,
)
_REFUSES = re.compile(
    r"\b(?:do not|don't|dont|not (?:ok|okay|approved|authori[sz]ed|going)|hold off|declined?|said no|says no|^no\b|never|refus\w+|won't|cannot|can't)\b",
    re.I,
)
# What is left of an allowance no paper tells.
_LEFT = re.compile(r"\b(?:left|remaining|used up|used so far)\b(?! (?:out|on|off|over))", re.I)
_DO_WE = re.compile(r"^\W*(?:do|will|would|should) (?:we|our)\b", re.I)
# "Can they renew" asks whether they may, not whether it does so by itself.
_ALLOWED = re.compile(r"^\W*(?:can|may|could|must|do we have to)\b", re.I)
_ONLY = re.compile(r"\b(?:only|nowhere else|no other (?:house|place|property|address|building|site|home))\b", re.I)


def _names_it(one: Evidence, asked: Asked, words: Sequence[Word]) -> bool:
    """Whether a passage has every word of the thing that the asking sentence names, or speaks of the very aspect."""
    things = things_asked(words)
    return not things & one.missing if things else one.narrowly and bool(asked.narrow)


def _of_approval(question: str, one: Evidence, words: Sequence[Word]) -> str:
    """By the sum in the question where it names one, and by the form asked about."""
    by_sum = _by_sum(question, one)
    if by_sum:
        return by_sum
    asked = {form for form, said in _FORMS.items() if said.search(question)}
    if asked and _suffices(asked, one, words):
        return "Yes."
    wanted = " ".join(term.form for term in one.terms if isinstance(term, terms.ApprovalThreshold) and term.form)
    allowed = {form for form, said in _FORMS.items() if said.search(wanted)}
    if asked and wanted and not asked & allowed and (allowed or (asked == {"phone"} and _WRITTEN.search(wanted))):
        return "No."
    return ""


def _suffices(asked: set[str], one: Evidence, words: Sequence[Word]) -> bool:
    """Whether the clause says that the form asked about is enough, and names whomever the question names."""
    clause = one.kept.clause.text.text
    people = {word.stem for word in words if word.stem.startswith("<")}
    if not all(person in clause.lower() for person in people):
        return False
    sentences = re.split(r"(?<=[.;])\s", clause)
    return any(_ENOUGH.search(each) and all(_FORMS[form].search(each) for form in asked) for each in sentences)


_ENOUGH = re.compile(
    r"\b(?:is|are) (?:plenty|enough|fine|sufficient|good enough|all (?:we|i) need)\b|\bwill do\b|\bsuffic\w+|\bcounts?\b(?! not)",
    re.I,
)


def _by_sum(question: str, one: Evidence) -> str:
    """ "Do we need an OK for a $400 part?": whether the sum passes the one threshold; "can we put in a $400 part?" the
    other way round, where the passage names no other way to go ahead."""
    sums = [each.value for each in money(question)]
    thresholds = {term.amount for term in one.terms if isinstance(term, terms.ApprovalThreshold | terms.NotToExceed)}
    if len(sums) != 1 or len(thresholds) != 1 or _IF.search(one.passage.text):
        return ""
    above = sums[0] > thresholds.pop()
    if _NEEDS.search(question):
        return "Yes." if above else "No."
    return ("No." if above else "Yes.") if _GOES_AHEAD.search(question) else ""


_NEEDS = re.compile(r"\b(?:needs?|have to|has to|must|require[sd]?)\b", re.I)
_GOES_AHEAD = re.compile(
    r"^\W*(?:can|may|could) (?:we|i|(?:the|our) (?:crews?|tech\w*|guys?|men|plumbers?)) (?:just |go ahead|start|do|put|fit|install|replace|spend)",
    re.I,
)


def _cannot(text: str) -> bool:
    return bool(
        re.search(r"\b(?:cannot|can not|may not|is not|are not|no authority|not authori[sz]ed|nor)\b", text, re.I)
    )
