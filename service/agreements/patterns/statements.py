"""What a sentence says of its object: that the agreement carries it, or that it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from service.agreements.patterns.polarity import Polarity, of_words
from service.agreements.patterns.words import DEAL, FAILS, LIST, NOT, US, WITH_YOU, YOU, any_of

_ADVERBS = r"(?:(?:also|specifically|expressly|generally|always|only|further|hereby|fully|both|then|each|therefore|automatically|normally|together|in full) )*"
_BE = r"(?:is|are|was|were|will be|shall be|would be|'s|'re|remains?|stays?|falls|fall(?= (?:to|on|upon|under|outside|beyond|within|inside|in|into|due)\b)|lies?|rests?|comes?|stands?(?= (?:outside|apart|with)\b)|carr(?:y|ies)|has|have|gets?|costs?|counts?|needs?|forms?|makes?|goes|go(?= to\b)|belongs?|sits?|rides?|runs?(?! (?:over|into|out)\b)|is not|lies)"
_WILL = r"(?:'ll| will| shall| agrees? to| can| do| does| must| would)?"
_WILL_NOT = any_of(
    r"(?: will| shall| do| does| can| may| would) (?:not|never)", r"(?: wo| do| does| ca|ca)n't", " cannot", r" (?:is|are) (?:not|never)", r" (?:is|are)n't",
    r" (?:has|have|assumes?|accepts?|shall have) no (?:obligation|responsibility|duty|liability)", r" never",
)  # fmt: skip

_MAIN = "".join(
    rf"(?<!\b{word})"
    for word in ("if", "when", "before", "until", "unless", "where", "once", "after", "that", "what", "should")
)
"""In a main clause: what we do is no condition of something else."""

# Each pattern names the words of its object; the ones without a polarity take it from their predicate.
NO_CHARGE = re.compile(
    any_of(
        rf"\b{YOU}(?:'ll| will| shall)? (?:never |do not |don't |does not |won't |not )(?:have to |need to )?pay(?: anything| us| extra)?(?: for| an?| any)?",
        rf"\b(?:{YOU}(?:'ll| will| shall)? (?:pays?|owes?)|{US}(?:'ll| will| shall)? (?:asks?|charges?)|ask|asks|there(?:'s| is)) nothing(?: at all| more| extra)?(?: to pay| owed| due)? for",
        rf"\b(?:{US} (?:never|do not|don't|won't|will not) (?:bill|charge|invoice)(?: you)?|{YOU}(?: are|'re| will)? (?:never|not|won't)(?: be)? (?:billed|charged|invoiced)) for",
        rf"\b{US}(?:'ll| will| shall)? (?:asks?|charges?|bills?)(?: you| for)? no(?! (?:more|less|fewer)\b)",
        r"\b(?:there (?:is|are|will be) |there's |with |at )?no (?:additional |added |extra |further )?(?:charge|cost|fee)s? (?:(?:is|are|will be|shall be) (?:made|asked|due) )?(?:for|on)\b(?! any| the (?:first|next))",
        rf"\b(?:{US} )?(?:waives?|will waive|(?:do not|don't|never|won't|will not) charge(?: you)?(?: for| an?| any)?)(?: for| the| our)?",
    )
    + r" (?P<object>(?!(?:it|this|that|these|those|them)\b)[^.;]+)", re.I,
)  # fmt: skip
NO_FEE = re.compile(r"(?:^|\b(?:with|and|there (?:is|are|will be|'s)|you'll (?:pay|see|have)|pay|carry|carries|:|,)) ?(?:no|never (?:an?|any)|without(?: an?)?) (?P<object>(?:[\w-]+ ){0,4}(?:fees?|charges?|surcharges?|supplements?|premiums?|mark-?ups?|deductibles?)\b(?: (?:is|are|will be) (?:made|asked|charged|added|due))?(?: (?:for|on|during|after|at)[^.;]+)?)", re.I)  # fmt: skip
WE_DO_NOT = re.compile(
    rf"(?:\b{US}|\b{DEAL}|^|[,;] (?:and|or|but)|\bbut)(?: (?:under this \w+|hereunder))?,?{_WILL_NOT}(?: under (?:this|the|section|article|paragraph)[^,;]{{0,30}}?)? {_ADVERBS}(?:be )?(?:cover|include|provide|pay(?: for)?|bear|extend to|apply to|handle|service|repair|replace|perform|touch|reach|do|treat|haul|move|remove|clean(?: up)?(?: after)?|take on|look after|work on|undertake|"
    r"responsible for|answerable for|concerned with|obliged|obligated|liable for|required|good for|valid for|for|to)\b(?: to (?:perform|provide|repair|replace|do|supply|cover|make|pay for))?:? (?P<object>.+)", re.I,
)  # fmt: skip
PLAN_DOES_NOT = re.compile(
    r"^(?-i:[A-Z][a-z]+)(?: (?:plan|care|club|cover))? (?:does not|doesn't|won't|will not) (?:do|cover|include|carry|take in) (?P<object>.+)",
    re.I,
)
"""A plan by its name: "Silver doesn't do ductwork"."""
NOTHING_IN = re.compile(rf"^nothing (?:in|under) (?:this|the|that|section|article|paragraph)\b[^,;]{{0,40}}? (?:reaches|covers|includes|extends to|applies to|obliges {US} to|requires {US} to|takes in|touches) (?P<object>[^;]+?)(?=, (?:whose|which|where|and)\b|$)", re.I)  # fmt: skip
NO_COVERAGE = re.compile(r"\b(?:there is |there's )?no (?:coverage|credit|allowance|provision|cover) (?:is provided |exists |applies )?(?:for|on|of):? (?P<object>.+)", re.I)  # fmt: skip
EXCLUDES = re.compile(rf"(?:{DEAL}|{US}|^) {_ADVERBS}(?:excludes?|leaves? out|does without):? (?P<object>.+)", re.I)
FULL_PRICE = re.compile(rf"\b(?:{YOU}{_WILL} pays?|at|plus|and)\b[^.;]{{0,60}}?\bthe full (?:price|cost|charge|amount|rate) (?:of|for) (?P<object>[^.;,]+)", re.I)  # fmt: skip
YOU_PAY = re.compile(rf"^(?:otherwise,? |then,? )?{YOU}{_WILL} (?:also )?(?:pays? (?:extra |separately |the full (?:price|cost) )?(?:for|of)|bears? (?:the (?:cost|price) of)?|(?:be |is |are )?(?:responsible|billed|charged|invoiced) (?:extra |separately )?for|provides?|suppl(?:y|ies))\b:? (?P<object>(?!\$|half|a third|thirty|\d).+)", re.I)  # fmt: skip
WE_CARRY = re.compile(
    rf"(?:\b{DEAL}(?: of)?(?: \$[\d,.]*\d)?(?: (?:an?|per|each|every|for the) (?:month|quarter|year|season|winter))?(?: plus [\w ]{{2,12}})?|^(?:this|that|these|\$[\d,.]*\d[^.;:]{{0,30}})(?= (?:takes? in|means|covers?|buys?|gets? you|gives? you|brings? you|includes?|pays? for)\b)|\b{US}(?:'m|'re| am| are)?|^(?-i:[A-Z][\w&'-]+)(?= (?:bears|pays|covers|provides|supplies|includes|carries|looks after|takes care of)\b))(?: (?:under this agreement|hereunder))?{_WILL} {_ADVERBS}(?:covers?|includes?|provides?|supply|supplies|furnish(?:es)?|pays? for|bears?|carry|carries|comes? with|entitles? {YOU} to|gets? you|takes? care of|takes? on|looks? after|handles?|"
    r"picks? up|throws? in|throwing in|takes? in|means|has in it|buys?|comprises?|contains?|consists? of|repairs?|puts? right|maintains?|sees? to|absorbs?|gives?|extends? to|applies to|do(?:es)?(?= (?:the|all|every|each|both|your) )|(?:stands?|answers?) (?:good )?for|makes? good)\b(?: you with| for you)?(?:,? (?:without (?:any )?(?:additional |added |extra |further )?(?:charge|cost)|at no (?:additional |added |extra |further )?(?:charge|cost)|free of charge),?)?:? (?P<object>(?!\$|for\b|that\b|up the|you\b|notice).+)", re.I,
)  # fmt: skip
YOU_GET = re.compile(rf"\b{YOU}{_WILL} (?:also )?(?:get|gets|receive|receives|enjoy|enjoys|(?:is|are|be) entitled to)\b:? (?P<object>(?!\$).+)", re.I)  # fmt: skip
TASKS = any_of(
    "inspect", "clean", "check", r"test\b", r"lubricat\w*", "oil", "adjust", r"replac\w*", r"chang\w*", "repair", "fix", r"calibrat\w*", "tighten", "flush", r"measur\w*", "(?:re-?)?treat", "mow", "trim", "edge", r"fertili[sz]\w*", "apply", r"remov\w*", "skim", "brush", "vacuum",
    r"balanc\w*", "backwash", r"winteri[sz]\w*", "open", "close", "monitor", "maintain", "service", "program", r"examin\w*", "rod", "cable", "descale", "prune", "blow", r"aerat\w*", "seed", "plow", "salt", "shovel", "spray", "bait", "set", "install", "empty", "refill", "top off",
    "sweep", "mop", "dust", "wash", "wipe", r"sanitiz\w*", "disinfect", "drain", "verify", r"evaluat\w*", "tune", "pump", "haul", "rake", "mulch", "weed", "water", "start[- ]?up", "shut[- ]?down", "perform", "respond to", r"diagnos\w*", "pull", "look (?:over|at|after)", "go over",
    "touch up", "reseal", "seal", "caulk", "scrub", "defrost", "purge", "charge", "add", "re-?light", "exercise", "record", "log", "inject", "dethatch", "clear", "walk", "rinse", "come and", "put (?:it )?right", "see to", "attend to", "test-?run", "fire", "scoop", "net", "shock", "scan", "prove", "swap", "mend", "rebuild", "reset", "load-?test",
    "plough", "hand-?clear", "grit", "cut", "clip", "hoe", "dead-?head", "hoover", "feed", "overseed", "dig", "hand-?weed", "grease", "bleed", "top up", "top-?dress", "shampoo", "steam", "polish", "wax", "buff", "strip", "degrease", "snake", "(?:hydro-?)?jet", "auger", "un(?:clog|block)", "sand", "de-?ice", "stake", "squeegee", "launder", "renew", "re-?bait", "trap", "grind", "fell", "chip", "restring", "re-?fasten",
)  # fmt: skip
WE_DO = re.compile(rf"(?:(?:^|{_MAIN}[\s,;(]){US}(?: (?:under this agreement|hereunder))?(?:'ll| will| shall| agrees? to| must)?(?:, [^,;:]{{3,40}},)?|(?:^|, |; )(?-i:(?!The |All |Any |If |No )(?:[A-Z][\w&'.-]+|<ORGANIZATION_\w+>)(?: (?:[A-Z][\w&'.-]+|&|and)){{0,4}}) (?:shall|will))(?: also| then| \([a-z\d]\)| (?!gladly)\w+ly| (?:come|visit|stop|send) [^,.;]{{0,60}}?(?: and| to))? (?P<object>{TASKS}s?\b.+)", re.I)  # fmt: skip
TASK = re.compile(rf"^(?:thorough(?:ly)? |visually |fully |complete(?:ly)? |annual(?:ly)? )?{TASKS}\b", re.I)
OBJECT_FIRST = re.compile(rf"^(?P<object>(?!{US}\b|if\b|when\b).+?),? {US}{any_of(_WILL_NOT, '(?: would| will| shall| do| must)?(?: have to)? (?:charge|bill|invoice|price|leave|skip|pass on)')}(?! (?:no\b|nothing|(?:you|the \w+) (?:no\b|nothing)|ring|call|ask|phone|text|need|wait|disturb|bother|trouble|tell|require|contact|write)\b) ?(?P<tail>.*)", re.I)  # fmt: skip
PREDICATE = re.compile(rf"^(?P<object>(?!(?:we|you|i|it|they|he|she|there|this|that|these|if|when|unless|where|once|after|before|as|in case|except|until|while|my|his|her|their|no|nothing|neither|discounts?|prices?)\b)[^;]+?)(?<! that)(?<! which)(?<! who),?(?: also| both| all)? (?P<predicate>{_BE}(?:n't|'t)?\b .+)", re.I)  # fmt: skip
FREE = re.compile(r"^(?P<object>.+?),? (?:at no (?:additional |added |extra |further )?(?:charge|cost)|free of charge|without (?:any )?(?:extra |additional |further )?(?:charge|cost|limit|a bill))(?P<tail>.*)", re.I)  # fmt: skip

AT_LIST = re.compile(rf"^(?P<object>(?!{US}\b|{YOU}\b|if\b|when\b|otherwise\b|\$)[^;:$%]{{3,90}}?)(?: themselves| itself)?,? (?:(?:at|for) (?:our |the |your |its )?{LIST}(?: [\w-]+)? (?:prices?|rates?|charges?)|(?<!billed )(?<!charged )(?<!invoiced )(?<!priced )(?<!sold )(?<!done )(?<! is )(?<! are )at (?:our )?(?:list|book)\b)(?P<tail>.*)", re.I)  # fmt: skip
CANNOT = re.compile(rf"^(?P<object>(?!{US}\b|{YOU}\b|it\b|this\b|that\b|if\b|when\b)[^;:$]{{3,120}}?),? (?:cannot|can't|can not) be (?:promised|guaranteed|included|covered|warranted|taken on|undertaken)\b(?P<tail>.*)", re.I)  # fmt: skip
YOU_LAST = re.compile(rf"^(?P<object>(?!{US}\b|{YOU}\b|it\b|this\b|that\b|if\b|when\b|what\b)[^;:$]{{3,120}}?),? {YOU} (?:must|have to|has to|need to|shall|will|should) (?:supply|provide|bring|buy|furnish|see to|pay for)(?: (?:yourself|yourselves|themselves))?\.?$", re.I)  # fmt: skip
NOT_COUNTED = re.compile(r"^(?P<object>(?!that\b|this\b|it\b)[^;]{3,140}?)(?: -|,)? (?:do|does|is|are|will)(?: not|n't) (?:come out of|count(?:ed)? (?:as|toward|towards|against|in|among)|draw(?:n)? on|use up|eat into|be taken from|taken from)\b(?! (?:[\w']+ ){0,4}(?:limit|cap|maximum|\$|amount|dollars|sum|figure))", re.I)  # fmt: skip
GIVEN = re.compile(rf"^(?P<object>(?!{US}\b|if\b|when\b|on\b|in\b).+?),? {YOU}(?:'ll| will)? (?:get|have|receive)s?(?: from us)? (?:as a (?:present|gift|courtesy|bonus|thank[- ]you)|for (?:free|nothing)|free|on the house|at no \w+|without (?:charge|a bill))(?P<tail>.*)", re.I)  # fmt: skip
WHEN_FAILS = re.compile(rf"^(?:if|when|whenever|where|should|in case|once|as soon as) (?P<object>(?!{US}\b|you\b|it\b|this\b|that\b|they\b|someone|something|anything|nobody)(?:[^,.;:](?!\bor\b you))+?) {FAILS}\b(?P<tail>[^;]*?), (?:(?:then|\S+ \S+(?: \S+){{0,3}},?) )??(?:{US}|(?:\S+ ){{1,6}}?\(\x22[\w ]+\x22\))(?:'ll| will| shall| agrees? to)? (?:also |then |come and |come out and )?(?:repairs?|mends?|fix(?:es)?|replaces?|puts?|makes?|gets?|swaps?|restores?|see to|take care|handle|bears?|cover|carry|clears?|do\b)(?! (?:an? )?(?:quote|estimate|offer))", re.I)  # fmt: skip
"""A thing that fails and our word to mend it: "Should the pump quit, we put it right"."""
TOPIC = re.compile(rf"^(?P<object>(?!{US}\b|you\b|if\b|when\b)[^:;]{{4,140}}?): {US}(?:'ll| will| shall)? (?:also )?(?:repair|fix|cover|carry|look after|handle|do|replace|put right|take care of|treat|service|clear|maintain|include|swap|change|renew|clean|refill)s? (?:it|them|these|those|that)\b(?P<tail>.*)", re.I)  # fmt: skip
"""A topic and what we do with it: "A leaking pipe or valve inside the house: we repair it, parts and labor"."""
TOPIC_YOURS = re.compile(rf"^(?P<object>(?!{US}\b|you\b|if\b|when\b)[^:;]{{4,140}}?): {YOU}(?:'ll| will| shall| must)? (?:also )?(?:handle|do|buy|pay for|look after|take care of|see to|keep|supply|provide|arrange|replace)s? (?:it|them|these|those|that)\b(?P<tail>.*)", re.I)  # fmt: skip
"""A topic and what the customer does with it: "The softener: you handle that with the dealer"."""
NOT_OURS = re.compile(rf"^(?P<object>(?!it\b|this\b|that\b|these\b|those\b|{US}\b|you\b)[^;:$]{{3,90}}?),? (?:is |are )?not (?:us|ours|me|mine|by us)(?: \([^)]*\))?$", re.I)  # fmt: skip
FREE_LAST = re.compile(r"^(?P<object>(?!we\b|you\b|i\b|it\b|this\b|these\b|those\b|that\b|they\b)(?:(?! and (?:we|you|i)\b)[^;:$])+?)(?:,? (?:whenever|any time|as often as|as many|however|always)\b[^,;:]{0,40})?,? (?:(?:is|are|come|comes|costs?(?: you| the \w+)?|gets? done) )?(?:always |entirely |completely )?(?:free|gratis|nothing|for nothing|(?:at )?no charge|no cost|no extra|n/c|same money|(?:won't|will not|does not|doesn't|do not|don't) cost(?: you| the \w+)?(?: anything| a \w+| extra| more)?|(?<!not )(?<!n.t )(?<!never )(?:built|rolled|baked|folded|bundled) into (?:the|your|our) [\w -]{3,24}|(?<!not )(?<!n.t )(?<!no )(?<!never )part of (?:the|your|our) (?:[\w-]+ )?(?:rate|price|fee|dues|deal)|on us|on the house|free of charge|(?<!labor )(?<!labour )(?<!parts )(?<!travel )(?<!materials )(?<!mileage )(?<!tax )(?<!not )(?<!never )(?<!n.t )incl(?:uded)?\.?)(?: (?:either|too|as well))?(?: with (?:an?|any|each|every|all|the|your|our) [^,;:$]{3,30})?$", re.I)  # fmt: skip
FRONTED = re.compile(rf"^(?P<object>(?!{US}\b|you\b|if\b|when\b|where\b|while\b|once\b|that\b|this\b|it\b|the rest\b|the same\b|what\b|in\b|on\b|at\b|for\b|each\b|every\b|after\b|before\b|from\b|to\b|with\b|as\b|then\b|here\b|thus\b|and\b|or\b|but\b|once\b|twice\b|during\b|until\b|anything further)(?:(?!\b(?:times|twice|once)\b)[^,;:$]){{3,90}}),?(?: however,| though,| too,)? {US}(?:'ll| will| shall| agrees? to)? (?:treat|count|regard|consider|carry|bear|cover|clear|mend|fix|repair|replace|handle|clean|absorb|swallow|see to|look after|take care of|put right|service|maintain|keep|do)s?\b(?=$|[,.]| (?:as|like|in|for|free|without|once|twice|each|every|until|up to|when|if|too|whenever|on (?:us|those|these|each|every|any)|with|by|during|ourselves|even|at no)\b)(?P<tail>.*)", re.I)  # fmt: skip
"""The object before who carries it: "A bird's nest in a vent, however, we treat as if a squirrel had built it"."""
WITHOUT_CHARGE = re.compile(rf"^{US}(?:'ll| will| shall)? (?:bring|supply|provide|furnish|carry|use)s? (?P<object>[^,;:$]{{3,60}}?),? (?:and|;) (?:there (?:is|are)|we make|we ask|at) no (?:extra |additional )?(?:charge|cost) for (?:it|them|that|these|those)\b", re.I)  # fmt: skip
"""What is brought and not charged: "We bring our own ladders and there is no charge for them"."""
FOR_THE_FEE = re.compile(r"^(?:in (?:return|exchange) )?for (?:that|this)(?: (?:money|fee|price|sum))?,? (?:you(?:'ll| will)? get:? )?(?P<object>(?!\$)(?:(?<=get )|(?<=get: )|<PERSON_\w+> |[A-Z][a-z]+ |we |i ).+)", re.I)  # fmt: skip
"""What is done for what is paid: "For that June comes every April, and checks the tank"."""
NONE_CHARGED = re.compile(r"(?:^|, |\band )no (?P<object>(?!\w+ (?:shall|will|may)\b)(?:[\w-]+,? ){0,6}?[\w-]+) (?:is|are|will be|shall be) (?:charged|billed|invoiced|asked for|paid|payable|due|owed|added)(?: (?:for|under|on|at|with|in) [^,;.]{3,30})?\.?$", re.I)  # fmt: skip
UNDERTAKES = re.compile(rf"\b{US} (?:undertakes?|engages?|promises?|agrees?|binds? \w+)\b(?:[ ,](?!not\b)[^.;]{{0,160}}?)? to (?P<object>(?:attend\b[^.;]*? and to )?{TASKS}\b.+)", re.I)  # fmt: skip
"""What is promised in so many words: "the Gardeners undertake, from April on, to mow the lawns"."""
FEE_IS_FOR = re.compile(r"\b(?:fee|price|dues|retainer|payment|monthly|annual|premium)(?: of \$[\d,.]+)?(?:'s| is| are) (?:(?:the )?(?:full|whole|entire|complete|sole|total|all the) )?(?:compensation|payment|consideration|price|pay) for (?P<object>.+)", re.I)  # fmt: skip
_GRAMMAR: tuple[tuple[re.Pattern[str], Polarity | None], ...] = (
    (WITHOUT_CHARGE, "included"),
    (TOPIC, "included"),
    (TOPIC_YOURS, "excluded"),
    (NOT_OURS, "excluded"),
    (WHEN_FAILS, "included"),
    (NOT_COUNTED, "excluded"),
    (GIVEN, "included"),
    (NO_CHARGE, "included"),
    (NO_COVERAGE, "excluded"),
    (FREE_LAST, "included"),
    (NOTHING_IN, "excluded"),
    (NO_FEE, "included"),
    (NONE_CHARGED, "included"),
    (UNDERTAKES, "included"),
    (CANNOT, "excluded"),
    (YOU_LAST, "excluded"),
    (WE_DO_NOT, "excluded"),
    (PLAN_DOES_NOT, "excluded"),
    (FOR_THE_FEE, "included"),
    (FEE_IS_FOR, "included"),
    (EXCLUDES, "excluded"),
    (YOU_PAY, "excluded"),
    (FULL_PRICE, "excluded"),
    (OBJECT_FIRST, "excluded"),
    (PREDICATE, None),
    (FRONTED, "included"),
    (WE_CARRY, "included"),
    (YOU_GET, "included"),
    (WE_DO, "included"),
    (FREE, "included"),
    (AT_LIST, "excluded"),
)
LEGAL = re.compile(
    r"\b(?:consequential|incidental|indirect|special damages|punitive|lost profits?|loss of use|delays?|notices?\b|invoices?|insurance|certificate|licen[cs]es?|permits?(?! (?:fees?|costs?|charges?|and\b)|$)|written(?! (?:quote|estimate|report|record|summary|log))|copy|copies|"
    r"unused|minimum|access|employees?|subcontract\w*|assign|confidential|payments?|interest|(?:\d+|ten|fourteen|thirty|sixty|ninety) (?:\(\d+\) )?(?:[\w-]+ )?days'?|terminat\w*|cancel\w*|renews?\b|renewals?\b|renewed (?:for|at|on|by)\b|warranty (?:of|for) merchant|laws?|court|modif\w*|amend\w*|agreement (?:may|shall)|increase|approval|consent|authori[sz]\w*|"
    r"responsib\w* (?:to|of)|reasonable care|obligations?|professional manner|workmanlike|standards|customer's (?:name|signature)|phone|telephone|refund\w*|transfer\w*|supersed\w*|part(?:y|ies)\b|arrange|tell|tenants?(?= (?:shall|will|must|may|is|are|who|moves?|agrees?|and)\b|[,.]|$)|member number)\b",
    re.I,
)


_WHATEVER = re.compile(
    r"(?:what(?:ever)?|damage|anything|loss) (?:a|an|any|the|his|their|your|somebody|someone|\w+s) "
    r"|damage (?:by|from|of) |(?:\w+ )?(?:damage|repairs?|work|calls?|problems?|breakdowns?|failures?|replacements?|stoppages?|leaks?|labou?r)\b[^.;,]{0,30}"
    r"\b(?:caused|made necessary|necessitated|due to|resulting|required|needed|occasioned)\b",
    re.I,
)
_NO_OBJECT = re.compile(
    r"(?:for|under|within|as (?:a )?part of|in|on|with) (?:it|that|(?:the|this|your|our) [\w-]+(?: [\w-]+)?)$", re.I
)
"""What follows the verb is where, not what: "relining we cannot take on for the monthly"."""


KINDS_ALONE = re.compile(
    r"(?:(?:additional |added |extra |further )?(?:charge|cost|fee)s? (?:for|on) )?(?:(?:any |the |either |our )?(?:parts?|materials?|labou?r|time|work)(?:,? (?:and|or|nor|&) |/)?)+",
    re.I,
)
"""After a thing that is mended "with no charge for part or labor", these are that thing's."""
_RELATIVE = re.compile(r"\b(?:which|that|who|whose|whom)(?: \w+)?$", re.I)
"""An object that ends so belongs to a clause inside the sentence: "refrigerant, except …, which is supplied …"."""


_FIRST_SUM = re.compile(r"\bfirst \$ ?\d|^\W*\$ ?\d", re.I)
"""So much of a bill that falls to the customer is his fee; it leaves nothing out."""


class Reading(NamedTuple):
    """What a segment says of its object: the object's words, and what follows them."""

    said: Polarity | None = None
    object_: str = ""
    tail: str = ""


def stated(segment: str) -> Reading:
    """What the segment itself says of its object, by the first pattern that fits."""
    return next(readings(segment), Reading())


def readings(segment: str) -> Iterator[Reading]:
    """Every way to read the segment, the surest first: a sentence with two predicates ("… is paid for by the fee and carries
    no further charge") may name its object in either."""
    for pattern, told in _GRAMMAR:
        match = pattern.search(segment)
        if match and told == "excluded" and _NO_OBJECT.match(match["object"]) and match.start() > 2:
            continue
        if match is None:
            continue
        groups = match.groupdict()
        said = told or _told_by(match["object"], groups["predicate"])
        if LEGAL.search(_told_first(match["object"], said)) and not _WHATEVER.match(match["object"]):
            continue
        if _RELATIVE.search(match["object"]):
            continue
        if pattern in (NO_CHARGE, NO_FEE) and match.start() and KINDS_ALONE.fullmatch(match["object"].strip(" .")):
            continue
        said = "excluded" if said == "included" and pattern is WE_CARRY and _NEITHER.match(segment) else said
        if said is not None:
            if said == "excluded" and _FIRST_SUM.search(match["object"]):
                continue
            if said == "included" and _CHARGED.search(match["object"]):
                continue
            named = _of_case(match["object"], segment) if pattern in (WE_DO, WE_CARRY) else match["object"]
            named = _IS_MADE.sub("", named) if pattern is NO_FEE else named
            object_ = _fronted(named, said, groups.get("predicate", ""))
            tail = groups.get("tail") or groups.get("predicate") or ""
            yield Reading(said, object_, tail)


_CHARGED = re.compile(
    r"\b(?:charged|billed|invoiced|priced) at\b|\b(?:is|are) at (?:the |your )?[\w-]+(?:'s|s')? (?:own )?(?:cost|expense)\b|\b\d+ ?(?:%|per ?cent) (?:off|below|under)\b|(?<!up to )(?<!first )(?<!and )(?<!or )\$ ?[\d.,]*\d (?:per|an?|each|every)\b(?! (?:month|year|season|quarter))",
    re.I,
)
"""An object that tells its own price is no gift."""
_BUT_PART = re.compile(
    r",? (?:save|except|but)(?: that| only)?(?: for)? (?:the |your )?first\b.*$|, (?:plant|fitt?|install|deliver)(?:ed|ing|y|ation)? free\b.*$",
    re.I,
)
"""A first part that is free does not make free what the sentence prices: "charged at $90 an hour, save that the first two …"."""
_NEITHER = re.compile(r"(?:neither|nor|none of)\b", re.I)
"""Of a subject that is denied, the verb says nothing: "Neither section 2 nor section 3 extends to tanks"."""


def _told_first(object_: str, told: Polarity | None) -> str:
    """The words that may make a sentence one of law: of what is left out the first member, in whose list permits may stand."""
    return object_.split(",")[0][:90] if told == "excluded" else object_[:90]


_YOURS = re.compile(
    r"\b(?:is|are)(?: also)? yours(?: (?:with|under|as part of|on) [\w ]{3,30}| (?:free|for nothing|at no (?:\w+ )?(?:charge|cost)))?$",
    re.I,
)
_YOURS_FOR_LESS = re.compile(r"\byours (?:at|for) (?:an? )?(?:\d|half|\$|third|quarter|reduced|member)", re.I)
_COUNTED = re.compile(
    r"(?:an?|one|two|three|four|five|six|\d+|your (?:first|annual|yearly|free))\b|.*\b(?:once|twice|(?:one|two|three|four|\d+) times) (?:an?|each|every|per)\b",
    re.I,
)


def _told_by(object_: str, predicate: str) -> Polarity | None:
    """The side a predicate puts its object on; none where it is the customer's for less."""
    said = _yours(object_, predicate) or of_words(_BUT_PART.sub("", predicate))
    return None if said == "excluded" and _YOURS_FOR_LESS.search(predicate) else said


def _yours(object_: str, predicate: str) -> Polarity | None:
    """ "One tune-up a year is yours" gives so many; "mowing is yours" leaves it to the customer."""
    return "included" if _YOURS.search(predicate) and _COUNTED.match(object_) else None


_IS_MADE = re.compile(r" (?:is|are|will be) (?:made|asked|charged|added|due)\b", re.I)
_ANAPHORIC = re.compile(r"\b(?:they|them|it|its|their)\b", re.I)
_IN_CASE = re.compile(
    rf"^(?:if|when|whenever|where|should|in case|once) (?P<what>(?!{US}\b|you\b|it\b|this\b|that\b|they\b|someone|something|anything|anybody|nobody|there\b)(?:(?!\b(?:we|i|you)\b)[^;])+?) (?:gets?|comes?|turns?|makes?|appears?|builds?|moves?|nests?|{FAILS})\b",
    re.I,
)


def _of_case(object_: str, segment: str) -> str:
    """ "If squirrels get in, we close the way they came": work on what the condition speaks of."""
    case = _IN_CASE.match(segment) if _ANAPHORIC.search(object_) else None
    return case["what"] if case else object_


_UNCHARGED = re.compile(
    r",? (?:all |both )?(?:(?:without|at no) (?:any )?(?:\w+ )?(?:charge|cost)|free of charge|for nothing|and asks? nothing|at (?:its|our|his|their|my) own (?:expense|cost))(?=$|, labou?r\b)",
    re.I,
)
_AND_SHALL = re.compile(r",? and (?:shall|will) (?:also )?(?=[a-z])", re.I)
"""The same doer's next task: "shall test the lights and shall scan the panel"."""
_THERE = re.compile(rf"(?P<where>(?:at|in|on) [^,;:]{{2,40}}?) {US} (?:also |then |will )*(?P<done>{TASKS}\b.+)", re.I)
"""A place before who does what there: "At the lodge we also drain the pond"."""


def _fronted(words: str, said: Polarity, predicate: str) -> str:
    """The object without an introduction; a fee the object carries is what is charged, not the object itself."""
    words = re.sub(r"^(?:provided|except|save|however)(?:,? (?:however|further|that))*,? ", "", words, flags=re.I)
    if said == "included" and (there := _THERE.match(words)):
        words = f"{there['done']} {there['where']}"
    words = _AND_SHALL.sub(", ", _UNCHARGED.sub("", words))
    words = re.sub(r", (?:whatever|whichever|no matter|regardless of|day or night|at any)\b.*$", "", words)
    words = (
        re.sub(rf",? (?:but |and )?{YOU}{_WILL} (?:pays?|bears?|owes?)\b.*$", "", words, flags=re.I)
        if said == "included"
        else words
    )
    words = re.sub(r", (?:both|each|all|either) (?:of them )?at [^,]+(?=,|$)", "", words)
    words = re.sub(r", (?:all|each|any|none|both|some) of (?:which|them)\b.*$", "", words)
    words = re.sub(
        r"^(?:if|when|where|because|since|for|in|under|during|at|as|with|after|before|between|notwithstanding|except as|subject to|unless|otherwise)\b[^,]{0,80}, ",
        "",
        words,
        flags=re.I,
    )
    words = re.sub(r"^.*?\b(?:that|agrees?|means) (?=\w+ \w+)", "", words) if len(words) > 160 else words
    fee = re.match(
        r"(?:carr(?:y|ies)|costs?|has|have) .*?\b(?P<fee>[\w-]+ (?:fees?|charges?|surcharges?))\b", predicate, re.I
    )
    return f"{fee['fee']} for {words}" if fee and said == "excluded" else words


def merely_priced(segment: str) -> bool:
    """A price or a reduced price is a rate or a discount; only "not covered" besides makes it an exclusion too."""
    return bool(
        re.search(
            r"\$ ?\d|\d ?(?:%|percent)|\bpercent\b|\bhalf\b(?!-)|\b(?:quarter|third) off\b|\bdollars\b|\b(?:times|double|twice)\b[^.;]*\brate"
            r"|\bat (?:the |our )?(?:base|agreed|contract|hourly|fixed|above|following|same|stated) rates?\b|\bat no (?:fewer|less) than\b",
            segment,
            re.I,
        )
    ) and not re.search(rf"{NOT}|n't|exclu|outside|owner pays|^extras?:|{WITH_YOU}", segment, re.I)
