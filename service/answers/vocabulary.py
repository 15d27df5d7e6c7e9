"""The words of questions and contracts made comparable: stems, and one spelling for what the trade calls alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.agreements.stem import stem

_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?<![\w/])(?:{spelled})(?!\w)", re.I), one)
    for spelled, one in (
        (r"a/c|ac|air[- ]?con(?:dition(?:er|ers|ing))?|cooling (?:system|unit|equipment)", "airconditioner"),
        (r"(?:hot[- ])?water (?:heater|tank|cylinder)s?|hot water (?:unit|plant)", "waterheater"),
        (r"after[- ]?h(?:ou)?rs?|out of (?:office )?hours|off[- ]hours|(?:outside|other than) (?:of )?(?:the )?(?:regular|business|normal|working|office)(?: business| working)? hours|at (?:any|all) other times?|overtime", "offhours"),
        (r"tune[- ]?ups?", "tuneup"),
        (r"(?:regular|business|normal|working|office)(?: business| working)? hours|straight time", "officehours"),
        (r"trip (?:charge|fee)s?|call[- ]?out (?:charge|fee)s?|travel(?:ing|ling)?|mileage|dispatch (?:fee|charge)s?", "travel"),
        (r"purchase orders?|po number|p\.?o\.?", "purchaseorder"),
        (r"go[- ]ahead|sign[- ]?off|say[- ]so", "approval"),
        (r"sub-?contract(?:or|ors|ing)?", "subcontractor"),
        (r"lock ?box(?:es)?|key ?pads?|key ?safes?", "access"),
        (r"e-?mails?|electronic mails?", "email"),
        (r"goners?|(?:past|beyond) (?:\w+ )?(?:saving|repair(?:ing)?|fixing)|not worth (?:fixing|repairing|saving)|(?:cannot|can't|can not) be (?:repaired|fixed|mended|saved)|irreparable|uneconomic(?:al)? to repair", "beyondrepair"),
        (r"rats?|mice|mouse|rodents?", "rodent"),
        (r"lightning|power surges?|voltage (?:spikes?|surges?)|surges?", "surge"),
        (r"algae(?: blooms?)?|green (?:pool|water)", "greenpool"),
        (r"vandal(?:s|ism|ized|ised)?|smash(?:ed|es)?|graffiti", "vandal"),
        (r"light ?bulbs?|bulbs?|lamps?", "lamp"),
        (r"garbage disposals?|disposers?", "disposal"),
        (r"roach(?:es)?|cockroach(?:es)?", "roach pest"),
        (r"re-?treat(?:ment|ments|ed|s)?|re-?spray(?:s|ed)?", "spray"),
        (r"fall(?:s|ing)? due", "due"),
        (r"no[- ]?shows?|nobody (?:is |was )?(?:home|there|in)|no one (?:is |was )?(?:home|there|in)|not (?:at )?home", "nobodyhome"),
        (r"work[- ]orders?", "workorder"),
        (r"cell ?phones?|cell(?= (?:number|no\b))|tele?phones?(?: numbers?)?|phone numbers?", "phone"),
        (r"(?:guy|man|tech(?:nician)?|mechanic|plumber|electrician|crew|girl)s?['’]s? time|(?:our|your|my) (?:full )?time", "labor"),
        (r"no (?:extra |additional |further )?(?:charge|cost)|free of charge|without (?:a |any )?(?:extra |further |additional )?(?:charge|cost|bill)|for free|at no (?:extra |additional |further )?(?:charge|cost)|for nothing|on the house|w/o (?:pay(?:ing)?|charge)|without (?:paying|being charged)|gratis|complimentary", "free"),
    )
)  # fmt: skip

# Words that mean the same to this trade. The first of a line is what the others count as.
_ALIKE = """
price pay paid charge cost bill fee due dues owe rate amount compensate invoice
agreement contract plan paper certificate letter membership sheet club program programme leaflet slip order card
labor labour time workmanship
part material component fitting
approve approval authorize authorization ok okay okayed permission consent assent permit
discount reduction reduced less off minus percent markdown
cap limit ceiling maximum max most exceed
warranty guarantee guaranteed warrant
cancel terminate termination withdraw
renew renewal extend extension prolong rollover
end expire expiration expiry finish
start begin commence effective
rise raise increase escalate escalation escalator
respond response attend attendance arrive arrival
spray spraying treat treatment application
plow plowing plough ploughing
wash washing cleaning clean
guest visitor
irrigation sprinkler sprinklers
tree limb limbs branch branches
range stove oven cooker
refrigerator fridge refrigerators
buyer purchaser
lamp light lighting
furnace boiler heater heating
fix repair mend
break breakdown broke broken fail failed failure quit quits die dies died dead
replace replacement substitute swap exchange
maintenance maintain service upkeep
check inspection inspect checkup
weekend saturday sunday
night nights evening overnight
autumn fall
toilet bowl wc
faucet tap
drain drains drainage sewer
clog clogged unclog clearing clear blockage blocked
leak leaking leaky drip dripping puddle
freeze frozen froze freezing cold
refrigerant freon r410a 410a coolant
thermostat tstat
exclude exclusion excluded
include inclusion included cover covered coverage
key keys
code codes pin
tenant renter occupant
owner landlord homeowner
visit call trip appointment
yearly annual annually year yr
monthly month months
dog dogs pet
pest pests insect bug
mow mowing cut cutting
tech technician mechanic journeyman
apprentice helper
electric electrical electrician
boss manager
late overdue behind delinquent
dispute disagreement arbitration
law governing govern jurisdiction
transfer assign assignment sell
insurance insured insure liability
damage damaged
house home dwelling residence
building site property premises
prepay prepaid upfront deposit
limit limited
spring springtime
pound pounds lb lbs
"""

_FILLER_WORDS = """
buck bucks dollar dollars past old these those also ours yours hers theirs time times knock knocks knocked tack tacks add adds bounce bounced run runs ran
climb climbs burn burned eat eats swallow went left good enough fine like liked happy complain ring rang sure
pocket noon want wants tuesday monday wednesday thursday friday
a about above according actually after again agree agreement all allowed alone already also am an and another any anybody
anyone anything anyway applies apply are aren't as ask asked asks at away back be been before being below between
both bring but by can can't cannot claim claimed claims client co come comes contract contracts could cover
coverage covered covers current currently customer day days deal dear deep did didn't do does doesn't doing don't done
dr during each early either else even ever every everything exact exactly exclude excluded exist far father few
folk folks for fr from gave get gets getting give given go goes going got guy guys had happen happened happens has
have having he he'll hear her here hers him his holder how however i i'll if in include included includes instead
into is isn isn't it it's its job just keep kind know last let like long look looking make many matter may maybe me
mean means member membership might mine miss more mr mrs ms much must my need needed needs new next no nobody nor
not now number of often on once one only op or other our out over own party per phone plan plans please put quick past buck bucks dollar dollars old these really
right force said same say says season see send set shall she she'll should show since sir so some somebody someone
something soon staff stand state stated still such supposed swear swears swore take taken takes tell term terms
than that that's the their them then there there's they they'll thing things think thinks this those though thought
through to today told too under until up upon us use used using want wanted wants was wasn't way we well were what
what's whatever when whenever where whether which while who who's whoever whom whose why will with within without won't
wonder work working works would yes yet you your moment nowadays presently meanwhile
"""
FILLER = frozenset(_FILLER_WORDS.split())
# Words of a question that name no thing, beyond those that say nothing in a contract either.
_TALK_WORDS = """
fast long ahead itself money free extra pm am
add adds added additional amounts anymore apply asking bad begin belong belongs besides big biggest bought bring brought buy buys change changed changes
carry carries chip chips common couple cough decide decides drag dragging drop easy end ends exact exceed extra
fall falls feel fellow fellows figure figures find first fork forward full gal gals general girl girls gotten grown guys hand hands
handle handled handles happens hard heard hear hit hold holds idea instead jump kid kids lady large larger later least leave less lets
little lot lots machine man mind minimum mention mentions move moves note notes okay ordinary others outfit pass people person planned plenty
point pricey process quick quickly quite reach remember remind rest rule rules run sell
sent several short show shows small special spend spent standing straight stuff sum supply talk talks thank
thanks then thing total totally trying turn turns turned unit units unless usual usually wait wish wondering words worth write writes writing written wrong
"""

_WORD = re.compile(r"<[A-Z][A-Z_]*_[a-z0-9]+>|[^\W_]+(?:['’][^\W_]+)*|°[CF]", re.UNICODE)


@dataclass(frozen=True)
class Word:
    """A content word: its comparable form, whether the question wrote it as a name (capital or digits), and whether
    it stands in the sentence that asks.
    """

    stem: str
    proper: bool
    core: bool = True


_CANON = {stem(word): stem(line.split()[0]) for line in _ALIKE.split("\n") for word in line.split()}
_FILLER_STEMS = frozenset(stem(word) for word in FILLER if len(word) > 3)


TALK = frozenset(map(stem, _TALK_WORDS.split())) - _CANON.keys()
_AGREEMENT = _CANON[stem("agreement")]


def is_everyday(word: str) -> bool:
    """Whether a word is talk, or what the trade calls a thing by: no name unless it is written as one."""
    return word in FILLER or stem(word) in _CANON


def canon(word: str) -> str:
    stemmed = stem(word)
    return _CANON.get(stemmed, stemmed)


def one_spelling(text: str) -> str:
    for pattern, one in _PHRASES:
        text = pattern.sub(one, text)
    return text


def stems(text: str) -> set[str]:
    """Every word of a passage in its comparable form, fillers too."""
    return {canon(found.group()) for found in _WORD.finditer(one_spelling(text))}


def content(question: str) -> Iterator[Word]:
    """The question's words that could be looked for, each once."""
    seen: set[str] = set()
    for position, found in enumerate(_WORD.finditer(one_spelling(question))):
        word = found.group()
        low = re.sub(r"['’](?:s|d|ll|re|ve|t)?$", "", word.lower())
        if (
            low in FILLER
            or stem(low) in _FILLER_STEMS
            or canon(low) == _AGREEMENT
            or (len(low) < 2 and not low.isdigit())
        ):
            continue
        form = canon(word)
        if form not in seen:
            seen.add(form)
            yield Word(form, any(c.isdigit() for c in word) or (position > 0 and word[0].isupper()))
