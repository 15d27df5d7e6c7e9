"""The aspects home-service agreements settle, how questions name them and how contracts speak of them.

An aspect is what keeps an answer honest: words near to a question that do not speak of the aspect asked for answer
nothing. So `tells` is narrow, and what one contract calls a fee and another a dispatch charge stands side by side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from service.agreements import terms


class Datum(StrEnum):
    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    DATE = "date"
    COUNT = "count"
    PERSON = "person"
    NAME = "name"
    CONTACT = "contact"
    CLOCK = "clock"
    WEEKDAY = "weekday"
    LENGTH = "length"


@dataclass(frozen=True)
class Aspect:
    """One thing agreements settle. `gloss` is what the aspect is about in plain words, to be near to in meaning.

    `data` are the datum kinds of which its answer holds at least one; `terms` the compiled types that hold it.
    """

    name: str
    gloss: str
    asks: re.Pattern[str]
    tells: re.Pattern[str]
    data: frozenset[Datum] = frozenset()
    terms: tuple[type[terms.Term], ...] = ()

    @property
    def leads(self) -> bool:
        """Whether nothing else can stand in for it: a rate may answer a question for a price, but no notice period
        answers one for a response time.
        """
        return self.name not in _LOOSE

    @property
    def is_particular(self) -> bool:
        """Whether a contract either settles it or is silent, however many sums and days it names."""
        return self.name not in _BROAD


_BROAD = frozenset(("price", "allowance", "served", "change", "rate", "discount", "off_hours", "repeat", "fee"))
_LOOSE = frozenset(("price", "allowance", "rate", "fee", "discount", "cap", "hours", "billing", "term", "repeat"))


def _aspect(
    name: str, gloss: str, asks: str, tells: str, *data: Datum, types: tuple[type[terms.Term], ...] = ()
) -> Aspect:
    return Aspect(name, gloss, re.compile(asks, re.I), re.compile(tells, re.I), frozenset(data), types)


M, P, D, T, N, W, C = (
    Datum.MONEY, Datum.PERCENT, Datum.DURATION, Datum.DATE, Datum.COUNT, Datum.PERSON, Datum.CONTACT,
)  # fmt: skip

ASPECTS: tuple[Aspect, ...] = (
    _aspect(
        "response", "how soon we come after a call, response time",
        r"\brespon[ds]|response time|\bSLAs?\b|\bpriority service\b|\bwhen (?:do|must|should) we (?:have|need|got) to be\b|\bwhen must we be\b|how (?:fast|quick(?:ly)?|soon|promptly)\b|how (?:long|many (?:hours|days)).{0,40}\b(?:get there|to come|come out|show up|arriv|on site|be there|we have|do we have|wait|answer|to answer)|\bon[- ]site (?:within|time)|same[- ]day|turnaround|\bdeadline|\bhow (?:many (?:days|hours)|long)\?|\bhow (?:many|much) (?:hours|days|time|long).{0,40}\b(?:reach|to be|get (?:to|out|over))|\bby when.{0,40}(?:be there|come|arriv|show)|have to be (?:there|on site)|\b(?:wait|waiting) (?:time )?for (?:us|a tech|someone|somebody)",
        r"\brespon[ds]e?\b.{0,60}\b(?:hour|day|minute)|\battendance|\battend\b|\bon[- ]site\b|\bat the (?:site|house|home|property|premises) within|\barriv\w* .{0,30}\b(?:hours?|days?)\b|\b(?:same|next)[- ](?:business |working )?day\b|\bwe (?:are|will be|come|get|aim) (?:there|out|on|for)|\bdispatch\w* .{0,30}within|\bthere within|\b(?:with)?in(?:side)? (?:of )?\S+ (?:\(\d+\) )?(?:business |working )?(?:hours?|days?|minutes) (?:of|for|after|from)\b|\bresponse (?:time|target|window)|\brepl(?:y|ies|ied)\b.{0,40}\b(?:hour|day|minute)|\bno(?:t)? later than \S+ (?:\(\d+\) )?(?:business |working )?(?:hours?|days?|minutes)|\bcrew\b.{0,20}\b(?:in|within)\b|\bwe come\b|\bcomes? (?:with)?in\b|\binside (?:a|one|two|three|the same) (?:hour|day|week|working|business)|(?:^|[.;>|] ?)[^.:;|>]{3,50}: (?:same day|(?:\S+ )?\(?\d+\)? (?:clock |working |business )?hours?)(?=[.;,]|$)|\b(?:first|next) (?:thing|morning)\b|\bby the (?:next|following|end of)\b",
        D, T, types=(terms.ResponseTime,),
    ),
    _aspect(
        "escalator", "by how much the price rises each year",
        r"\bincreas|\bescalat|\bgo(?:es)? up\b|\brises?\b|\brais(?:e|ed|ing)\b|\bbump(?:s|ed)?\b|\bclimb|\bcreep|\bjump(?:s|ed)?\b|\bgo(?:es)? higher|\bhike\b|\bgets? (?:dearer|pricier)|price (?:change|adjust)|\bfrom \w+ on\b|next year'?s? (?:price|charge|fee|rate)",
        r"\bincreas|\bescalat|\bgo(?:es)? up\b|\brises?\b|\braise|\badjust|over that of the year before|\b(?:greater|higher|dearer) (?:in|from|each|every|per|than|by|next)\b|\bmore (?:in 20\d\d|each year|every year|than the year)", M, P, types=(terms.Escalator,),
    ),
    _aspect(
        "renewal", "whether the agreement renews or goes on by itself when its term ends",
        r"\brenew|\bextend|\bextension|\bprolong|\broll(?:s|ed)? over|\bcontinu(?:e|es)\b|\bautomatic|\bcarr(?:y|ies) on|keep(?:s)? (?:going|running|rolling)|\broll(?:s|ing)? (?:on|over|into)|\bre-?up\b|\blapse|\bdie(?:s)? (?:out|by)|\bsign(?:s|ing)? (?:up )?(?:again|anew)|\bnew (?:order|contract|agreement|form|paper) (?:needed|for)|\bgo(?:es)? on (?:by|after|auto)|\b(?:by itself|by themselves|on (?:its|their) own)\b|after (?:it|the (?:plan|contract|agreement|term)) (?:ends|expires)|\bstay(?:s|ing)? (?:on )?with us\b|\bstay(?:s|ing)? on\b|\bstarts? (?:over|again|anew)\b|\bfor (?:another|one more|a further) (?:year|term|season)\b|\bif (?:nobody|no one|neither)\b.{0,30}\b(?:says?|writes?|does|do|lifts?|signs?|stops?)\b",
        r"\brenew|\bextends?\b|\bextended\b|\bextension|\bprolong|\broll(?:s|ed)? over|\bcontinu(?:e|es|ing)\b|from year to year|\bgoes on\b|another (?:year|term)|\bends? (?:by itself|on its own|automatically|then)|new certificate|sign again|year-to-year|month-to-month|\bit is over\b|without notice|\b(?:on|at) (?:its|their) own\b|\ba (?:year|month|season|term|quarter) at a time\b|\byear (?:by|after|to) year|\blike (?:periods?|terms?)|\bsuccessive\b|\bnew (?:order|form|agreement|contract|plan|paper|card|sheet)\b|\blapses?\b|\bmonth to month|\bby itself|\bafter the (?:last|final) day|\bkeeps? (?:going|running)",
        types=(terms.Renewal,),
    ),
    _aspect(
        "late_fee", "fee or interest on late payment",
        r"\blate (?:fee|charge|payment|sum|penalt)|\b(?:payment|part|instal\w*|rent|check|money|fee|bill|invoice)\b.{0,20}\bis late\b|\bbehind (?:on|with|in)\b|\b(?:card|check|cheque|payment|draft) (?:was |is |gets? |got )?(?:declined|bounced|returned|refused)|\bbounc(?:e|es|ed|ing)\b|\b(?:late|overdue)\b.{0,30}\b(?:invoice|bill|payment)|\bslow to pay|\b(?:is|are) \w+ (?:days|weeks|months?) late|\bpay(?:s|ing)? (?:\w+ )?late|\bpaid late|\boverdue|\bpast due|\bunpaid|\binterest\b|\bbounc(?:e|es|ed|ing)\b",
        r"\blate\b.{0,40}(?:fee|charge|sum|payment|interest|%)|\blate: |\bnot paid\b|\bdeclined|\bbounced|\breturned (?:check|cheque|payment)|\bpaid late|\bwhat is late\b|\bpayment (?:is|comes|arrives)\b.{0,30}\blate|\bafter (?:its|the) due date|\bthen \d+(?:\.\d+)?%|\beach month past|\boverdue|\bpast[- ]due|\bunpaid|\binterest\b|finance charge|\bbear \d", M, P,
    ),
    _aspect(
        "termination", "ending or cancelling the agreement, notice to be given",
        r"\bcancel|\bterminat|\bget(?:s|ting)? out\b|\bwants? out\b|\b(?:to|wants|may|can|could) leave\b|\bleaving\b|\bcall (?:it|this) off|\b(?:to|wants to|can|may|could|when can) (?:\w+ )?quit\b|\bstops? (?:the|their|his|her|its|our) (?:\w+ )?(?:plan|service|agreement|contract|membership|club|order|cover)|\bstops? (?:early|mid-?\w*)|\bin the middle of the (?:year|term|season)|\bmid-?(?:year|term|season)|\b(?:to|could|can|may) end (?:the|their|its|our|this|it|with)|\bnotice\b|\bwithdraw|\bwalk away|\bback out|\bearly exit|\bdrop (?:the|their|his|her) (?:plan|contract|service)|\bdrop (?:it|us|out)\b|\bbail\b|\bditch\b|\bpull out\b|\bends? early|\bfire us\b|^(?:is|are|am)\b.{0,30}\block(?:ed)? in\b",
        r"\bcancel|\bterminat|\bleav(?:e|es|ing) (?:the|this|at|early)\b|\bmay leave|\bcall (?:it|this) off|\bend(?:s|ed|ing)? (?:the|this|it)\b|\bstop (?:this|it|the (?:plan|agreement|contract|service))\b|\bends (?:it|this)\b|\b(?:stop|end|leave|quit)s? (?:early|in mid-?\w+|mid-?\w+|before (?:the|its) (?:end|term))|\bnotice\b|\bwithdraw|\bwishes to end|tells? us to stop|\bword, by\b|\bmay (?:also )?end\b|\bto leave\b|\bmonth to month\b|\bsays? stop\b|\b(?:go|quit|drop it|call it a day)\b.{0,20}\bany ?time\b|\bwhenever you like|\bsend us a line|\bwants? out\b",
        types=(terms.Termination, terms.Renewal),
    ),
    _aspect(
        "missed", "charge when nobody is home, or when a visit is put off or cancelled late",
        r"\bcancel\w*\b.{0,40}\b(?:today|this morning|(?:the )?same (?:day|morning)|last[- ]minute|visit|appointment|day before|late|short notice|on the day|hour before)|\b(?:today|visit|appointment|this morning)\b.{0,30}\bcancel|\bno[- ]?show|\b(?:nobody|no one|noone)\b.{0,30}\b(?:home|there|opened|answer\w*|let|around|came)|\blocked out|\b(?:not|wasn't|weren't|isn't) (?:at )?home\b|\b(?:couldn't|could not|can't|cannot) get in\b|\bput(?:s|ting)? us off|\breschedul|\bpostpone|\bstood us up|\bwasted trip|\bturned (?:us )?away|\bskip(?:s|ped|ping)? (?:a|an|the|this|one) \w+",
        r"\bnobody\b.{0,20}\b(?:home|there|in)\b|\bno one\b.{0,20}\b(?:home|there|in)\b|\bno[- ]?show|\bnot (?:at )?home|\bcannot get in|\bno access|\blocked out|\bmissed (?:visit|appointment)|\bput (?:us|me|it|a visit) off|\bcancel\w*\b.{0,60}\b(?:visit|appointment|hours?|day)\b|\b(?:visit|appointment)\w*\b.{0,40}\bcancel|\bday ahead|\b(?:put|called?) off\b|\bcancel by\b|\bless than \S+ (?:hours?|days?)['’]? ?(?:notice|warning)|\bresched|\bpostpone|\bturned away|\bwasted\b|\bagreed time|\bskipped",
    ),
    _aspect(
        "replacement", "money toward a new unit when the old one is beyond repair",
        r"\bgoner|\b(?:past|beyond) (?:\w+ )?(?:saving|repair|fixing)|\bnot worth fixing|\b(?:toward|towards|on) a (?:new|replacement) \w+|\bfor a (?:new|replacement) (?:one|unit|machine|system)\b|\bbuy(?:s|ing)? a new|\btowards? (?:a |the )?(?:new|replac)|\btrade[- ]?in|\b(?:can't|cannot|can not) be (?:fixed|repaired|saved)|\bfor the scrap",
        r"\btowards? (?:a|an|the|its|your) (?:new|replacement)|\b(?:past|beyond) (?:\w+ )?(?:saving|repair|fixing)|\btrade-?in|\b(?:cannot|can't|can not|not) be (?:repaired|mended|fixed|saved)|\bnew (?:one|unit|machine|system|equipment)\b|\breplacement\b|\breplaces? (?:it|the)\b",
    ),
    _aspect(
        "warranty", "warranty or guarantee on repairs and parts, how long it lasts",
        r"\bwarrant|\bguarant|\bcomes? back to fix|\bstand(?:s|ing)? behind|\bredo\b|\bre-?do|\bgo(?:es)? bad\b|\bif (?:our|the|your) (?:\w+ ){0,3}(?:fix|repair|work|job)\b|\bmake (?:it )?good\b|\b(?:not|isn\'t|wasn\'t|un)[ -]?(?:happy|satisfied)|\bdid(?:n\'t| not) like|\bcomplain|\bwent (?:again|bad)|\b(?:good|on us|on the hook) for\b.{0,30}\brepair|\brepairs? (?:good|last|hold)|\b(?:lets?|let) go\b|\b(?:fail|break|quit|die)(?:s|ed)? again",
        r"\bwarrant|\bguarant|\brepeats? it|\bfails? (?:again )?within|\bredo\b|\bcome back\b|\bwithin \S+ (?:\(\d+\) )?days because|\bon material, .* on labou?r|\bdefective\b|\bto your liking|\bsatisf|\bdo it again\b|\b(?:your|our|the) work fails|\bpromised for\b|\bma[kd]e good\b|\b(?:within|inside)\b.{0,60}\bput (?:it|that|this) right\b|\bstand behind|\bfix (?:it|that) again|\bdo (?:it|that) (?:over|again)|\blets? go within|\bon us for\b|\b(?:is|comes) back within|\bsame fault", D, types=(terms.Warranty,),
    ),
    _aspect(
        "repeat", "a repair or service that has to be done a second time",
        r"\btwice\b|\bsecond (?:time|one)\b|\bagain\b|\bcomes? back\b|\breturned\b",
        r"\bwarrant|\bguarant|\brepeat|\bsecond\b|\bfurther\b|\bagain\b|\breturn\b|\bfirst\b.{0,40}\b(?:free|no charge|each)|\bonce\b", types=(terms.Warranty,),
    ),
    _aspect(
        "approval", "approval the customer has to give before costly work, and who may give it",
        r"\bapprov|\bauthori[sz]|\bpermission|\bconsent|\bsign(?:ed)?[- ]?off|\bgo[- ]ahead|\bneed.{0,24}\b(?:ok|okay|po|purchase order)\b|\bwithout (?:asking|a po|an ok)|\bask (?:them |him |her |the customer |the owner )?(?:first|before)|\bbefore (?:we|she|he|they|you) (?:have to|has to|must|need to|should) (?:ask|say|call)|\bhow much (?:can|may) we (?:do|spend)|\bhow high (?:can|may) we|\bspend(?:ing)? limit|\bnot[- ]to[- ]exceed|\bnte\b|\bp\.?o\.? (?:number|needed|required)|\bneed a p\.?o\b|\bsays? yes\b|\bsay-so|who (?:can|may|is allowed to) (?:order|ok|agree|decide|say)|\bcount as an? (?:ok|approval|yes)|\bgives? the (?:order|go|word)\b|\btake (?:his|her|their) word|\bvouch|\bgood enough\b|\b(?:says?|said) (?:fine|ok|okay|yes|sure|go)\b|\bokay (?:a|an|any|the|this|that|it)\b|\bwho (?:can|may|must|should|gets to|is to) (?:\w+ ){0,2}sign\b|\b(?:can|may|could) .{0,40}\b(?:ok|okay|approve|authori[sz]e|agree to|say yes)\b|\bwhose (?:ok|okay|word|approval|permission|yes|say|signature|nod|authority)\b|\bcheck with\b|\brun (?:it|this|that) (?:by|past)\b|\bgreen ?light|\bnod\b|\b(?:tell|tells|told|give|gives|gave) us (?:a |the )?(?:yes|ok|okay)\b|\bsay(?:ing)? (?:yes|ok)\b|\bwho (?:has|needs|do we need|must|should) (?:to )?(?:ok|sign|agree|say|approve)|\bneed a (?:signature|p\.?o|word)|\bverbal|\bok'?(?:d|ed)\b|\b(?:an?|his|her|their|the) ok\b|\bfrom (?:what|which) (?:total|amount|sum|price|figure|bill)\b|\bunless \w+ (?:writes?|e-?mails?|says?|oks?|okays?|approves?|signs?)\b|\b(?:e-?mail|write|text|tell|ask|call) us first\b|\bgreen-lights?\b|\bgo ahead (?:without|on|with)\b|\b(?:can|may|could) we run up\b|\bwho\b.{0,50}\b(?:is|are) allowed to\b|\bbefore we (?!\w+ (?:to )?(?:charg|bill))(?:start|begin|go ahead)\b",
        r"\bapprov|\bauthori[sz]|\bpermission|\bconsent|\bassent|\bgo[- ]ahead\b|\b(?:written|an?|the owner's|his|her|your|an) ok\b|^(?:ok|okay|yes)\b|\bok for\b|\bin writing|\bpurchase order|\bpo\b|\bagreed to it|\bagree to (?:any )?charges|\bbeforehand|\bsay-so|\bnot incur charges|\bmay charge|\bcan ok|\bnot decide|\bnever an order|\bcannot order|\bokay\b|\bcustomer(?:\'s)? ok\b|\b\'?s? word on it\b|\bwithout .{0,40} word\b|\bsa(?:ys?|id) yes\b|\bget your\b|\bask(?:ed|ing)? (?:you|first)|\bcheck with\b|\bgreen ?light|\bsigned by\b|\bask before\b|\bproceed\b|\bplease do not|\bdo replace|\bleave to proceed|\bgive (?:this|such|that) leave|\bproceed at once|\bwithout an? e-?mail",
        types=(terms.ApprovalThreshold, terms.Permission, terms.NotToExceed),
    ),
    _aspect(
        "discount", "discount off list price on parts or labor",
        r"\bdiscount|\bpercent|%|\boff\b.{0,20}\b(?:parts|labou?r|list|repairs?)\b|\b(?:take|knock|get|gets|give|shave) (?:\w+ ){0,3}off\b|\bwhat (?:share|portion|part|cut) of\b|\bbreak on\b|\bdeal on\b|\bmember(?:\'s|s)? price|\bmark-?up|\breduction|\bcheaper|\bhow (?:are|do we (?:price|charge|bill)) .{0,20}(?:parts|material)|\bpric(?:e|es|ing) (?:of|for|on) (?:the )?(?:parts|material)|\bparts? pric|\bcost-?plus|\bfor (?:the )?(?:parts|materials?)\b",
        r"\d ?%|\bper ?cent|\bdiscount|\bbelow list|\breduced by|\bhalf of the list|\bhalf the list|\blist (?:price )?(?:less|minus|plus)|\blist price of each part|\bplus \d+ ?%|\bat cost\b|\bcents on the dollar|\boff (?:each|every|the) (?:hundred|dollar)|\bknock\b.{0,20}\boff|\btake\b.{0,20}\boff|\b(?:a )?(?:half|third|quarter|fifth|tenth) off|\b(?:off|of) (?:the |our |your )?(?:book|list|shelf|tag|catalog(?:ue)?|shop|standard)\b", P, M, types=(terms.Discount,),
    ),
    _aspect(
        "cap", "the most the agreement pays or carries, its limit or ceiling",
        r"\bcap(?:ped)?\b|\bceiling|\bmax(?:imum)?\b|\bthe most\b|\blimit\b|\bat most|\bup to how much|\bhow much (?:do|does|will) (?:we|the plan|her plan|his plan) (?:cover|carry|bear|swallow|eat|absorb)|\bhow much of the\b.{0,30}\b(?:we|plan)\b|\bhow much do we put into\b|\bwhere (?:does|do) our (?:share|part|money)\b|\bbefore (?:he|she|they|we|the (?:customer|owner)) (?:has to |have to |starts? (?:to )?|begins? (?:to )?)?(?:pay(?:s|ing)?|charg(?:e|ing)|bill(?:ing)?)\b",
        r"\bcap(?:ped)?\b|\bceiling|\bmax(?:imum)?\b|\bthe most\b|\blimit(?:ed)?\b|\bat most|\bup to \$|\bnot (?:to )?exceed|\bfirst (?:\$|\d+ (?!hours?)|\w+ \(\d)|\b(?:not|no) more than|\bin excess|\bis on us\b|\buntil\b.{0,40}\b(?:reach|come|add up|amount|total)\w*\b", M, N, D,
        types=(terms.Cap, terms.NotToExceed),
    ),
    _aspect(
        "travel", "trip charge, travel time, mileage",
        r"\btrip (?:charge|fee)|\btravel|\bmileage|\bdriv(?:e|ing) (?:out|there|over|to)|\bcall-?out (?:fee|charge)|\bfuel\b|\b(?:her|his|their|the|a|our|no|any) dispatch\b(?! (?:office|desk|number|log|board|team))|\bdispatch (?:fee|charge)|\btruck (?:fee|charge)|\bshow-?up (?:fee|charge)",
        r"\btrip\b|\btravel|\bmileage|\bdriv(?:e|ing)\b.{0,30}(?:charge|fee|\$|free)|\bcall-?out|\bfuel\b|\bdispatch\b|\btruck (?:fee|charge|rolls?)\b|\bshow-?up", types=(terms.ServiceFee,),
    ),
    _aspect("diagnostic", "fee for finding the fault, diagnostic fee", r"\bdiagnos|\btroubleshoot|\bestimate fee", r"\bdiagnos|\btroubleshoot|\bestimate"),
    _aspect("deposit", "deposit or prepayment", r"\bdeposit|\bprepa(?:y|id)|\bupfront|\bup front|\bdown payment", r"\bdeposit|\bprepa(?:y|id)|\bin advance|\bpaid ahead|\bin one sum|\bbeforehand in full|\bup ?front|\bdown payment|\bbefore we order"),
    _aspect("refund", "what is paid back when the agreement ends early", r"\brefund|\bmoney back|\bpaid back|\breturned\b", r"\brefund|\breturned|\bpaid back|\bpro ?rat"),
    _aspect(
        "allowance", "how many visits, hours or calls are included in each period",
        r"\bhow many|\bhow often|\bnumber of (?:visits|hours|calls|tune|treatments|cuts|clean)|\bincluded (?:visits|hours)|\bfree (?:visits?|hours?|calls?|clearings?)|\bhow much (?:[\w-]+ ){0,2}time\b.{0,40}\b(?:gets?|has|have|left|comes? with|without paying|free|included)\b",
        r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|sixteen|twenty|once|twice|thrice|each|every|monthly|weekly|quarterly|annual(?:ly)?|unlimited|without limit)\b", N,
        types=(terms.Allowance,),
    ),
    _aspect(
        "carryover", "whether unused hours or visits carry over",
        r"\b(?:unused|left ?over|skipped)\b.{0,40}\b(?:over|carr|into|next|lost|expire|keep|roll|bank)\w*|\b(?:roll|carry|carries|carried|bank|save)\w*\b.{0,30}\b(?:unused|hours|visits|calls|punches|credits)\b|\b(?:hours|visits|calls|punches|credits)\b.{0,30}\b(?:roll|carry|carries|carried)\w*\b",
        r"\bnot used\b|\bunused\b|\bcarr(?:y|ied|ies) (?:over|forward|into)\b|\broll(?:s|ed)? (?:over|into|forward)\b|\blapses?\b|\bis gone\b|\bforfeit|\b(?:is|are) lost\b|\bbanked?\b|\bunspent\b",
    ),
    _aspect(
        "hours", "which hours and days count as regular",
        r"\b(?:business|regular|office|normal|working) hours|\bwhat (?:hours|times)|\bafter[- ]hours (?:start|begin|mean)|\bcounts? as (?:after|a weekend|overtime|regular)|\bwhen (?:does|do|is) (?:overtime|after)",
        r"\bhours\b.{0,60}\b\d{1,2}(?::\d\d)?(?: ?[ap]\.?m|:\d\d| ?(?:to|-) ?\d)|\b\d{1,2}(?::\d\d)? ?[ap]\.?m|\b\d\d:\d\d|\bmonday|\bmon\b|\bweekday", types=(terms.BusinessHours,),
    ),
    _aspect(
        "off_hours", "work at night, on weekends or holidays",
        r"\bholiday|\bchristmas|\bthanksgiving|\bnew year's (?:day|eve)|\b(?:labor|memorial|independence) day|\b(?:fourth of july|july (?:4|fourth))|\bweekend|\bsaturday|\bsunday|\bafter[- ]hours|\bnights?\b|\bevening|\bovernight|\bovertime|\b\d{1,2} ?(?:pm|p\.m)|\bmultipl|\bhow (?:do|does) (?:those|that|it|they) count",
        r"\bholiday|\bchristmas|\bthanksgiving|\bweekend|\bsaturday|\bsunday|\bnights?\b|\bevening|\bafter[- ]hours|\bany (?:other )?(?:time|hour)|\b(?:every |all |any )?other times?\b|\bafter (?:five|six|seven|\d)\b|\bat any hour|around the clock|24/7|whatever the (?:hour|day)|\boutside (?:of )?(?:regular|business|normal)|\bx ?\d|\bovertime|\btime and a half|\bdouble",
    ),
    _aspect(
        "rate", "hourly labor rate",
        r"\bhourly|\bper hour|\b\d+(?:st|nd|rd|th) (?:\w+ )?hour|\b(?:hour|technician|tech|plumber|electrician)(?: \w+){0,4},? (?:what|which) rate|\ban hour\b|\blabou?r rates?|\b(?:our|the|what|which) rates?\b|\b(?:current|old|new|present|going|overtime|night|weekend|holiday|emergency|regular) rates?\b|\brate for\b|\bhow much (?:is|do we charge for|for) (?:the |our )?labou?r|\bmultipl|\btime and a half|\bdouble time|\b(?:next|extra|additional|further) (?:one|hour)\b|\bour hour\b|\bhour for (?:a|an|our|the)\b|\b(?:per|an|a) \w+ hour\b",
        r"\bhour\b.{0,30}\$|\$.{0,40}\b(?:hour|hr)\b|/ ?hr\b|\bper hour|\ban hour|\bx ?\d|\bmultiple|\btimes the|\bdouble|\bone and a half|\bhour\w* .{0,60}costs?\b|\blabou?r .{0,60}(?:list price|%|\$)|\bcount one for one", M, P, N, types=(terms.Rate,),
    ),
    _aspect(
        "new_rates", "when new rates are offered or announced", r"\bnew (?:rates?|prices?)\b|\bnext year'?s rates?|\brates? (?:change|expire|due)", r"\bnew (?:rates?|prices?)\b|\brates? (?:are|is) (?:to be )?(?:offered|reviewed|announced)", T, D,
    ),
    _aspect(
        "billing", "when and how often it is billed and due",
        r"\bhow often.{0,30}(?:bill|invoic|pay|charge)|\bhow (?:long|many days).{0,40}\b(?:to pay|pay us|payment)|\bwhen.{0,30}\b(?:money|check)\b|\bpayment due|\bwhen.{0,30}(?:bill|invoice|pay|due|charged)\b|\bbilling|\b(?:are|is|do we|get) (?:they |it )?(?:invoiced|billed)\b|\bpayment terms|\bnet \d|\bpaid (?:monthly|quarterly|yearly)|\binstal|\bhow (?:do|does|did) (?:\S+ ){1,3}(?:choose to |want to )?pay\b|\bdue date",
        r"\bbilled\b|\binvoic|\bpay(?:able|s|ment)?\b|\bpaid\b|\bdue\b|\bnet \d|\bin (?:advance|arrears)|\bby card|\bfrom your bank", types=(terms.Billing,),
    ),
    _aspect(
        "term", "when the agreement starts and ends, how long it runs",
        r"\b(?:when|what date|what day|how long).{0,50}\b(?:start|begin|end|expire|run|over|valid|in force|good for|up|in effect|effective)s?\b|\bexpir|\bsince when|\bwhen does\b.{0,40}\bstop\b|\block(?:ed)? in\b|\bhow long (?:am|are|is|does|do) .{0,40}\b(?:in\?|with us|bound|committed|tied|good|last|stuck|signed)|\bhow long.{0,20}\b(?:contract|agreement|order|plan|sheet|term|deal)\b|\b(?:agreements?|contracts?|plans?|orders?|terms?)\b.{0,20}\b(?:ends?|ending|stops?|run(?:s|ning)? out|are up|come up)\b|\bend date|\bstart date|\bterm of\b|\bhow long is (?:the|their|this|her|his) (?:agreement|contract|plan|term)|\buntil when|\b(?:still|already) (?:in force|active|valid|a member|members|covered|under)|\brun(?:s|ning)? out|\bin force\b|\bstill have\b|\bwere they (?:members|on|covered)",
        r"\bfrom\b.{0,60}\b(?:until|to|through|till)\b|\bthrough\b|\buntil\b|\bends\b|\bexpir|\bterm\b.{0,40}\b(?:is|of|commence|begin|month|year)|\bbegins?\b|\bstarts?\b|\bcommenc|\bvalid\b|\bperiod\b|\bran out|\bis over\b|\beffective as of|\bbeginning\b|\bstops\b|\blength\b|\bduration\b|\bwith us for\b|\b(?:first|last|final) day\b|\b(?:continues?|remains?|runs?|good) (?:in force )?for\b|\bup to and including|\bplan year|\d ?(?:-|–|to) ?\d", T, D,
        types=(terms.ContractTerm,),
    ),
    _aspect(
        "contact", "telephone number or person to call",
        r"(?<!on the )(?<!by )(?<!over the )(?<!a )\b(?:(?:tele)?phone\b(?: (?:number|no\b))?|cell (?:phone|number)|(?:her|his|their|the) cell\b)|\bcontact\b|\b(?:how|where) (?:do|can|should) (?:we|i) reach|\bwho (?:do|should|can) (?:we|i) (?:call|ask)|\bwh(?:ich|at) number|\bemail address|\bcall first",
        r"<PHONE|<EMAIL|\d{3}[-. /)]+\d{3}[-. ]\d{4}|\bcall\b|\breach|\bask for|@", W, C,
    ),
    _aspect(
        "access", "key, lockbox, gate or alarm code, how to get in",
        r"\b(?:gate|door|alarm|lockbox|keypad|entry|garage|access) (?:code|number)|\bcode\b|\bkeys?\b|\block ?box|\bkeypad|\bhow (?:do|can) (?:we|i|the tech(?:nician)?|they) get in|\baccess\b|\blet (?:us|me|them) in|\bfob\b",
        r"\bkeys?\b|\bcodes?\b|\block ?box|\bkey ?pad|\bgate\b|\balarm|\bfob\b|\blets? (?:us|you|them) in|\baccess\b",
    ),
    _aspect("animals", "dogs and other animals on the site", r"\bdogs?\b|\bcats?\b|\banimal|\bpets?\b", r"\bdogs?\b|\bcats?\b|\banimal|\bpets?\b|\bterrier|\bfriendly"),
    _aspect("law", "governing law, disputes and arbitration", r"\blaws?\b|\bgovern(?:ing|ed)|\bjurisdiction|\bvenue|\bwh(?:ich|at) (?:state'?s )?laws?|\bdispute|\barbitrat|\bin court\b|\bsue us", r"\blaws?\b|\bgovern|\bvenue|\barbitrat|\bdispute|\bcourt", types=(terms.Jurisdiction,)),
    _aspect("insurance", "insurance to be carried, liability", r"\binsur|\bliab|\bindemn|\b(?:slips|falls) (?:on|off|over|down)\b|\b(?:gets?|is|was) (?:hurt|injured)\b|\binjur|\bsues?\b", r"\binsur|\bliab|\bindemn"),
    _aspect("penalty", "credit or penalty when we are late", r"\bpenalt|\bif we(?:'re| are) late|\bmiss(?:ed|es)? (?:the |a )?(?:response|deadline)|\blate response|\b(?:a|any|the|what) credit\b(?! card)", r"\bcredit\b|\bpenalt"),
    _aspect("transfer", "transfer to a buyer of the house", r"\btransfer|\bassign(?:ed|able)?\b|\bbuys? (?:the|her|his|their|a) (?:house|home|place|property)|\bhand(?:s|ed)? (?:it|(?:the|their|his|her) (?:\w+ )?(?:plan|contract|agreement|membership|club|paper))(?: over| on)? to\b|\bpass(?:es|ed)? (?:\w+ ){0,3}(?:on to|to (?:the|a|whoever))\b|\bmov(?:es?|ed|ing) (?:house|out|away)\b|\bwhoever buys|\b(?:sells?|sold|buyer|new owner)\b|\bmove (?:the|their|his|her) (?:contract|plan|agreement|membership)\b|\bnext owner", r"\btransfer|\bassign|\bpurchaser|\bbuyer|\bnew owner|\bgoes with the|\bpass(?:es)? (?:on )?to\b|\b(?:on|upon|after|at|with) (?:a |the )?sale\b|\bsale of\b|\b(?:is|are|be|been|being|gets?|house|home|property|premises|place) sold\b"),
    _aspect(
        "served", "the properties and equipment that are served",
        r"\b(?:other|second|another|mom\'?s|mother\'?s|dad\'?s|parents\'?|sister\'?s|brother\'?s|lake|rental|vacation|guest|beach) (?:house|home|place|address|property|garage|cabin|unit|building|pool)\b|\bwhich (?:properties|sites|buildings|units|houses|homes|addresses|equipment|systems|locations|appliances)|\bwhat (?:equipment|systems|appliances|properties|sites)|\bwhich (?:of (?:\S+ ){1,3})?(?:rentals|doors|places|stores|shops|branches|lots|suites|rooms|floors|machines)\b|\blisted equipment",
        r"\bequipment|\bpremises|\bsites?\b|\bdwelling|\baddress|\bproperty|\bunits?\b|<(?:ADDRESS|LOCATION|STREET)|\bplant\b|\bsystem|\bplan is for\b",
        types=(terms.CoveredProperty, terms.CoveredEquipment),
    ),
    _aspect(
        "fee", "fee or deductible the customer pays each visit",
        r"\b(?:service|trade|call|visit) ?(?:fee|charge)|\bdeductible|\bco-?pay|\beach time (?:we|you|a tech|somebody|someone)|\b(?:per|a|each|every) visit\b|\bwhen(?:ever)? we come",
        r"\bfee\b|\bcharge\b|\bdeductible|\bco-?pay|\beach visit|\bper visit", M, types=(terms.ServiceFee,),
    ),
    _aspect(
        "schedule", "in which month, season or on which day the visits are",
        r"\b(?:what|which) (?:month|season|week|day|weekday)s?\b.{0,40}\b(?:we|visits?|come|clean|service|tune-?up|treat|mow)|\bwhen (?:do|are|will|should) we (?:come|clean|service|due|there|supposed|scheduled|spray|treat|mow)\b|\bwhen(?:'s| is| are) (?:the|their|his|her) (?:next |spring |fall |yearly |annual )?(?:tune-?up|visits?|cleaning|inspection|service)\b",
        r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b(?:spring|summer|autumn|fall|winter)\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:each|every|per|once a) (?:month|quarter|season|week)", T,
    ),
    _aspect(
        "plan", "which plan, level or package was chosen",
        r"\b(?:what|which) (?:plan|level|tier|package|option|membership|program(?:me)?)s?\b.{0,30}\b(?:on|have|has|got|get|gets|pick\w*|cho[os]\w*|take|took|bought|buy|sign\w*|is|are)\b",
        r"\[x\]|[☒☑✓✔]|\bplan (?:chosen|selected|level|type)|\b(?:chosen|selected|picked)\b|^[^.:]{0,20}\b(?:plan|level|package|membership):",
    ),
    _aspect(
        "change", "what an amendment or rider changed, struck out or replaced",
        r"\bamend|\brider\b|\baddend|\bsupplement\b|\bwhat (?:\w+ ){0,4}change|\bused to be\b|\bdifference between",
        r"\bstruck|\bin (?:the|its) place|\breplac\w+ (?:section|clause|paragraph|by)|\bamend(?:ed|s)\b|\bdelet|\binstead\b|\bsupersed|\bnow reads?|\bis changed|\bas (?:it|they) first stood|\bread as follows",
    ),
)  # fmt: skip

PRICE = _aspect(
    "price", "what the customer pays",
    r"\bhow much|\bthe (?:monthly|yearly|quarterly|annual)\b(?! \w)|\bthe (?:monthly|yearly|quarterly|annual) (?:on|for|at)\b|\bminimum\b|\bmoney\b|\bbudget|\bwhat(?:\'s| does| would| will| is).{0,40}\b(?:run|set)\b|\bwhat(?:\'s| is| are)\b.{0,40}\b(?:plan|membership|club|agreement|contract|dues) (?:an?|per|each|every) (?:month|quarter|season|year)\b|\bset (?:her|him|them|us) back|\bout of (?:(?:her|his|their) )?pocket|\bwhat do we add\b|\bhands? over\b|\bforks? (?:over|out)\b|\bchips? in\b|\bcoughs? up\b|\bfalls? to (?:her|him|them|mrs|mr|ms|the (?:customer|owner|tenant))\b|\bshells? out\b|\bwhat (?:does|do|did|will|would|is|are|'s).{0,60}\b(?:pay|cost|charge|owe|price|bear)\b|\bprice|\bcost|\bdues\b|\bfee\b|\bcharge[sd]?\b|\bpays?\b|\bowes?\b|^what\b.{0,40}\bsends? us\b|\bworth\b|\bgoes on .{0,30}\bbill|\b(?:his|her|their|the|july|\w+ly) bill\b|\bbill(?:ed)?\b",
    r"\$|\bdollars?\b|\bfree\b|\bno (?:\w+ )?(?:charge|cost|fee)|\blist price|\d ?%|\bper ?cent|\bnothing extra|\bincluded|\bhalf\b|\busual prices?|\b(?:at|our|full|regular|standard|shop|shelf|tag|catalog(?:ue)?) (?:book|list|rates?|prices?|charges?)\b|\b(?:menu|posted|published|walk-in) prices?\b|\bextra\b|\bthrow in\b|\bon (?:us|the house)\b|\bdeductible|\bnil\b|\bnone\b|\| ?(?:book|list)\b|\bwithout (?:a |any )?(?:charge|bill)|\b(?:do|does) not pay|\bpays?\b",
    M, P, types=(terms.ContractValue, terms.ServiceFee, terms.Rate, terms.Discount),
)  # fmt: skip
