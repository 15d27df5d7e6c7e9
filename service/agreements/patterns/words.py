"""The vocabulary the families share: who speaks, what carries work, what makes somebody pay; lower-case alternations."""

from __future__ import annotations

import re


def any_of(*phrases: str) -> str:
    return f"(?:{'|'.join(phrases)})"


LIST = r"(?:list|book|shelf|tag|catalog(?:ue)?|sticker|retail|published|posted|counter|menu|standard|usual|regular|normal|full|current|prevailing|everyday|walk-in|non-member)"
"""What contractors call the price everybody pays."""
US = any_of(
    "we", "i", r"(?:the |our |your )?(?:contractor|company|provider|vendor|service provider|supplier|seller|servicer)(?:'s)?",
    r"(?:the |said |undersigned )+(?:firm|gardeners?|landscaper|installer|warrantor|lessor|engineer|plumber|electrician|cleaner|seller|obligor)",
    r"(?:our|the|a|your) (?:service )?(?:team|crew|technicians?|techs?|plumber|electrician|people|office|members|cleaners|gardeners?|men|staff)", r"(?:one|two|some|all) of us",
)  # fmt: skip
YOU = any_of(
    "you", r"(?:the |our |each |any |a )?(?:customer|client|owner|homeowner|member|subscriber|buyer|tenant|resident|landlord|(?:plan ?|policy ?|card ?|bond ?)?holder|"
    r"contract ?holder|agreement ?holder|cooperative|co-op|association|parish|church|building|property manager|manager|purchaser|user|household|family)s?",
    r"<(?:person|organization)_\w+>",
)  # fmt: skip
DEAL = any_of(
    r"(?:monthly|annual|yearly|quarterly|seasonal) (?:fee|charge|dues|sum|price|retainer|payment)",
    r"(?:this|the|your|our|each|both|all|such|a|every) (?:[\w'-]+ ){0,3}?(?:agreement|plan|contract|program|membership|coverage|cover|policy|bond|pledge|guarantee|rental|services?|fee|price|visits?|order|sheet|card|club|letter|retainer|undertaking|obligations?|promise|commitment|"
    r"tune-?ups?|maintenance|package|rider|warranty|dues|charge|inspections?|treatments?|check-?ups?|table|bargain|arrangement|discounts?)",
    r"(?:plan|club|member(?:ship)?) (?:pricing|prices?|rates?|discounts?|savings)", "coverage", "services?", "it", "that", "membership", "maintenance", "discounts?", "discounts?", r"(?:this )?(?:section|article|paragraph|exhibit)s?(?: [\d.]+)?(?:,? (?:and|or|to) [\d.]+)*",
)  # fmt: skip
NOT = any_of(
    r"not\b", r"n't\b", r"no\b", r"never\b", r"without\b", r"nothing\b", r"none\b", r"neither\b", r"nor\b", r"nowhere\b", r"cannot\b", r"\bcan't\b", r"no longer\b",
)  # fmt: skip

OURS = r"(?:(?:the )?(?:contractor|company|provider|vendor)|the (?:said )?(?:firm|gardener|landscaper|engineer|seller))s?'s?(?: own)? (?:affair|cost|expense|concern|business|job|responsibility|account|charge|risk|problem)"
"""Whose side it is on that falls to our own name."""
ANOTHER = any_of(
    "others", r"your (?:own )?(?:plumber|electrician)", r"(?!our\b)(?:the |its |their |your |an? )(?:[\w'-]+ ){0,3}?(?:fitter|mechanic|handyman|installer|vendor|electrician|plumber|carpenter|mason|housekeeper|supplier|maker|manufacturer|dealer|landlord|utility|city|council|insurer|specialist|roofer|hauler|builder|factory|(?:[\w-]+ )(?<!the )company|cleaners)s?",
)  # fmt: skip
"""Who is neither we nor the customer."""
CARRY = any_of(
    "cover(?:s|ed|ing|age)?", "includ(?:e|es|ed|ing)", "inclusive", "part of", r"(?<!no )matter\b", "reach(?:es|ed)?", "concerned with", "in scope", "guarantee[sd]?", "compensated", "reimbursed", "restored", r"subjects? of", r"(?:in(?:side)?|under) (?:(?:the|this|your|our|that|any|either|every) (?:[\w-]+ )?(?:club|block|bundle|base|form|bond|total|rate|order|sheet|schedule|card|monthly|retainer|letter|subscription|plan|price|fee|agreement|contract|cover|coverage|dues|program|list|package|deal|bargain|service|membership)|it|(?:the|that) \$[\d,.]*\d)\b", "provid(?:e|es|ed)", "carry", "carries", "carried", "bear", "bears",
    "borne", "absorb(?:s|ed)?", "look(?:s|ed)? after", "looked after", "take(?:s|n)? (?:care of|on)", "undert(?:ake|akes|aken|ook)", "handle[sd]?", "see to", "attend to", "extend(?:s|ed)? to", "appl(?:y|ies) to",
    "repair(?:s|ed)?", "fix(?:es|ed)?", "serviced?", "maintain(?:s|ed)?", "treat(?:s|ed)?", "do(?:ne)?", "perform(?:s|ed)?", "work(?:ed)? on", "replace[sd]?", "protect(?:s|ed)?", "warrant(?:s|ed)?",
    "responsib(?:le|ility)", "obliged", "obligated", "liable", "required", r"(?:our|my) (?:job|business|work|problem|concern|part|side|affair|duty)\b", "ours", "belong(?:s|ing)? (?:to|in|with)", "buys?", "bought", "eligible", "entitled", "(?:meant |good |valid |intended )?for\\b(?! (?:part|the (?:month|year)))", "supply", "supplied", "furnish(?:es|ed)?", "touch(?:ed)?",
)  # fmt: skip
PAY = any_of(
    "charges?", "charged", "bill(?:s|ed|able|ing)?", "costs?", "fees?", "pay(?:s|able|ments?)?", "paid", "extra", "invoice[sd]?", "list prices?", "prices?", "priced", "owe[sd]?", "expense", "quoted?", "surcharges?",
    "supplements?", "deductibles?", "chargeable", "rates?", "premiums?",
)  # fmt: skip
LEFT_OUT = any_of(
    rf"(?:serviced|repaired|maintained|done|handled|supplied|provided|furnished|guaranteed|kept|bought|paid(?: for)?|cleaned) by (?:{ANOTHER}|{YOU})\b", rf"(?:is|are) by (?:{ANOTHER}|{YOU})\b", rf"(?:goes?|go|falls?|left|belongs?) to {ANOTHER}\b", rf"(?:is|are) (?:\w+ly )?{ANOTHER}'s?'? (?:own )?(?:affair|concern|matter|business|job|responsibility|problem|lookout)\b", rf"(?:is|are) {ANOTHER}'s(?=$|[,.;])",
    r"(?:(?:stays?|remains?|falls?|lies?) out|(?:stays?|remains?|falls?|lies?|stands?|is|are) outside)(?: of (?:this|it))?(?= ?(?:[,.;]|$))",
    r"(?:in|to|under|by|on|of) no (?:[\w-]+ )?(?:plan|club|agreement|contract|program|membership|package|fee)\b",
    r"not in (?:ln|lines?|items?|sections?|nos?\.?) ?[\d.]+", r"exclu(?:ded?|des|ding|sions?)", r"outside (?:of )?(?:it\b|(?:the |this |our |your |any |each |every |all )?(?:[A-Z]\.?\d|sections?|scope|plan|cover|agreement|contract|policy|coverage|service|program|fee|price|warranty|dues|schedule|order|sheet|card|club|letter|retainer|monthly|membership|package|deal|list))", r"\bby others\b", r"beyond (?:the|this|our) (?:scope|plan|agreement|cover)",
    r"(?:left|leave[sd]?|leaving) out", r"out of scope", r"no part of", r"off the (?:plan|list|table)", r"uncovered", r"non-?covered", r"ineligible", r"separate (?:quote|estimate|agreement|contract|charge|price|job|order|matter|program(?:me)?|rider)", r"(?:quoted|priced|billed|charged|invoiced|sold) (?:separately|extra|apart|on its own|as (?:an )?extra)",
    r"(?:extra|additional|other)[ -](?:charges?|costs?|work|services)", "at (?:an )?(?:extra|additional) (?:charge|cost|fee)", "extras?", "add-?ons?", r"what(?: is not|'s not| isn't|n't)\??$", r"not offered", r"passed (?:through|along|on to)", r"the exceptions?\b(?=[^.;]*\blist\b)",
)  # fmt: skip
WITH_YOU = any_of(
    rf"(?:stays?|remains?|rests?|falls?|left|lies?|is|are|kept|belongs?)(?: \w+)? (?:with|to|on|upon|up to|for) {YOU}\b", rf"{YOU}(?:'s|s')(?: own| sole)? (?:responsibilit\w*|expense|cost|account|job|side|matter|to pay|business|part|risk)\b",
    r"your(?: own| sole)? (?:responsibilit\w*|expense|cost|account|job|side|matter|risk|look-?out|affair|worry|duty)\b", r"\byours\b", rf"(?:leave|leaves|left) (?:\w+ )?(?:to|with|up to) {YOU}\b", rf"\bwhat {YOU} (?:handles?|takes? care|does|do|provides?|suppl(?:y|ies)|looks? after|keeps?)\b", rf"(?:responsibilit\w*|obligation|expense|account|cost) of {YOU}\b", rf"{YOU} pays?\b(?! (?:us|\$|monthly|annual|in advance|for (?:the|this|your) (?:plan|agreement)))",
    rf"(?:is|are) (?:the )?{YOU}'s\b", rf"\bat {YOU}'s (?:sole |own )?(?:cost|expense)", r"\bon your (?:own )?(?:dime|tab|nickel|account)",
)  # fmt: skip
BUILT_IN = r"(?:(?:built|rolled|baked|folded|wrapped|bundled|figured) (?:right )?into|(?:goes|go) with|rides? (?:along )?(?:on|with|in)) (?:the|your|our|this|each|every|that)\b"
"""What is in the price without a price of its own: "rolled into the monthly fee", "it rides on the rounds"."""
PAID_BY_US = any_of(
    rf"{OURS}\b",
    rf"{NOT}(?: (?!and\b|but\b|plan\b|are\b|is\b|part\b)\w+){{0,3}} {PAY}\b(?! (?:for |at )?(?:less|fewer|under)\b)", r"\bfree\b(?! (?:of (?:debris|ice|leaks|defects)|from|to\b(?! (?:members?|customers?|subscribers?|holders?|owners?)\b)))", r"\bcomplimentary", r"\bon us\b", r"\bon the house", r"\b(?:is|are) (?:mine|ours)\b", r"\b(?:is|are|come|comes) (?:out of|from) (?:my|our) (?:own )?pockets?\b", r"\bour (?:treat|dime|cost|expense)\b", r"(?:paid|discharged|met|covered|carried|borne|included)(?: for)? (?:by|in|with|within|under) (?:the |your |that |this )?(?:[\w-]+ )?(?:fee|charge|dues|price|plan|premium|subscription|payment|membership|rate)\b",
    r"\b(?:thrown in|no strings|waived)\b", r"(?:do|does|will|shall|need|have)(?:n't| not) (?:have to )?pay\b", r"at no (?:additional |added |extra |further )?(?:charge|cost|fee)", rf"\b{BUILT_IN}", r"within (?:the|your|our|this) (?:flat |fixed |monthly |annual |yearly |contract |seasonal )?(?:fee|price|dues|sum|charge|rent|retainer|total)",
)  # fmt: skip
GRANTED = r"(?<!not )(?<!n't )(?<!never )(?:free(?: of charge)?|all in\b|gratis|included|incl\.?|covered|n/?c|(?:at )?no (?:extra |additional |added |further )?(?:charge|cost)|no extra|same (?:money|price)|on us|on the house|ours|(?<=: )in|(?<=, )in|(?<=- )in|(?:with)?in (?:the|this|our|your) (?:[\w-]+ )?(?:fee|sum|price|deal|plan|rent|rental|retainer|dues|total|package|payment|rate|program(?:me)?)|(?<!no )part of (?:the|this|our|your) (?:[\w-]+ )?(?:fee|sum|price|rate|deal|plan|rent|retainer|dues|package))"
"""What answers for a thing that it is carried."""
REFUSED = any_of(
    r"(?:always )?(?:charged|billed|extra)", r"not (?:ours|us|by us|\w+ed)", r"(?:at )?(?:your|the owner's|the customer's) (?:own )?(?:cost|expense)", rf"(?:at )?{LIST}(?: price)?", "by others", "yours", "nobody's", "never", "no",
    r"(?:off|outside|not (?:with)?in|not on|not under|(?:not|no) part of) (?:the|this|our|your|any) [\w ]{3,24}", r"(?:the )?[\w-]+'s(?: own)?(?: (?:handyman|landlord|supplier|dealer|installer|insurer|contractor))?",
)  # fmt: skip
"""What answers for a thing that it is not carried."""
NOT_REDUCED = re.compile(
    r"\b(?:no|without|not|never|(?:excepted|excluded|exempt) from|outside)\b(?: (?:the|any|our|this|that|foregoing|such|a|an|of))* (?:[\w-]+ )?(?:reduc|discount)\w*",
    re.I,
)
"""Words of a reduction that say there is none."""
FAILS = r"(?:fails?|lets? (?:you|us) down|breaks?(?: down)?|stops?|quits?|gives? (?:out|up|way)|dies|goes (?:out|bad|wrong|down)|leaks?|clogs?|wears? out|acts? up|malfunctions?|burns? out|needs? (?:repair|fixing|replac\w+|mending|cleaning|work)|will not|won't|does not|doesn't|no longer|is (?:\w+ )?(?:damaged|broken|found|lost|blocked|clogged|stuck))"
"""What a thing does that wants mending."""
VISITS = r"(?:visits?|attendances?|tune-?ups?|inspections?|check-?ups?|services?|servicings?|maintenances?|cleanings?|treatments?|mowings?|cuts?|applications?|appointments?|trips?|checks?|start-?ups?|shut-?downs?|fertili[sz]ations?|aerations?|winteri[sz]ations?|openings?|closings?|pump-?outs?|pumpings?|sprays?|blow-?outs?|walk-?throughs?|look-?overs?)"
"""What contractors call a coming of theirs."""
ROUND = re.compile(
    rf"(?:once|twice|(?:two|three|four|\d+) times) (?:an?|each|every|per) (?:week|month|quarter|season|year)|(?:(?:on|at|during|for|with) )?(?:each|every|per|once an?|twice an?) (?:[\w-]+ ){{0,2}}?(?:day|night|week|weeks|month|months|quarter|season|year|spring|summer|fall|autumn|winter|{VISITS})\b[^:$]{{0,40}}"
    rf"|(?:nightly|daily|weekly|bi-?weekly|monthly|bi-?monthly|quarterly|annual(?:ly)?|yearly|semi-?annual(?:ly)?|seasonal(?:ly)?|spring|summer|fall|autumn|winter)\b[^:$]{{0,40}}"
    rf"|(?:(?:the|your|our) )?(?:[\w-]+ ){{0,2}}{VISITS}(?: (?:no\.? ?)?\d)?(?:,? (?:in )?(?:early |late )?(?:spring|summer|fall|autumn|winter))?(?: includes?)?"
    rf"|(?:one|two|three|four|five|six|\d+) (?:[\w-]+ ){{0,2}}?{VISITS} (?:an?|each|every|per|in) (?:\w+ )?(?:week|month|quarter|season|year|spring|summer|fall|autumn|winter)\b[^:$]{{0,40}}",
    re.I,
)
"""A line's name that tells when we come: "Nightly, Monday to Friday", "Each visit", "Opening"."""
BOUGHT = re.compile(
    r"(?:your|the|this|our) (?:[\w-]+ ){0,2}?(?:plan|program(?:me)?|membership|package|club|coverage|pass|subscription)(?: includes?| covers?| gives you| gets you| buys)?",
    re.I,
)
"""A line's name that tells what is bought: "Your program"."""
