"""Text that gives orders to software instead of saying something to people.

Whoever writes a contract, a note or a mail speaks to people; words that speak to a program that reads them (an
assistant, its instructions, what it is to reply) are found here, also where they are spelled to be overlooked:
letters of other alphabets, digits for letters, letters apart, backwards, base64. What is found is reported, is not
read as a term and answers nothing; nothing depends on it being found, since no text can start anything here.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """What gives the text away."""

    OVERRIDE = "tells a program to set its instructions aside"
    ADDRESSED = "speaks to a program that reads it"
    ROLE = "gives a program a role or writes in its protocol"
    REPLY = "tells a program what to reply"
    DISCLOSE = "asks for what is kept from readers"
    MARKUP = "holds markup that would act when shown"
    HIDDEN = "holds characters that hide text"


@dataclass(frozen=True)
class Injected:
    """`[start, end)` in the text: from the sentence that gives it away to the end of its paragraph."""

    start: int
    end: int
    sign: Sign


_PROGRAM = r"(?:(?:(?:ai|a\.i\.|virtual|digital|automated|chat|language|coverage|contract) ?-?(?:assistants?|agents?|models?|systems?|bots?|readers?|reviewers?|checkers?|tools?|engines?|parsers?|software|programs?))|large language models?|llms?|chat ?bots?|chat-?gpt|gpt-?\d\w*|openai|anthropic|claude|gemini|copilot|artificial intelligence|neural network|(?:machine|automated|automatic) (?:readers?|systems?|processing)|sprachmodell|ki-(?:assistent|system)|mod[eè]le de langage|modelo de lenguaje|(?:asistente|assistant) (?:de )?ia|the (?:assistant|chatbot|bot|parser|model|crawler|summari[sz]er|extraction script|retrieval system)|fineprint)"
_INSTRUCTIONS = r"(?:instructions?|prompts?|directives?|guard ?rails?|safety (?:rules?|filters?|polic\w+)|system (?:rules?|messages?|settings?)|programming|training|constraints?|anweisungen|instrucciones|consignes)"


@dataclass(frozen=True)
class _Rule:
    """`needs` are pieces of words of which the text must hold one: looking for them first is what makes this fast."""

    sign: Sign
    needs: tuple[str, ...]
    pattern: re.Pattern[str]

    def finds(self, text: str, low: str) -> bool:
        return any(piece in low for piece in self.needs) and bool(self.pattern.search(text))


def _rule(sign: Sign, needs: str, pattern: str) -> _Rule:
    return _Rule(sign, tuple(needs.split(",")), re.compile(pattern, re.I))


# A verb that orders: at the start, after a comma or the like, or after a word that leads to it.
_ORDER = r"(?:^[\W\d]*|[,;:.!?\"'(\]-] *|\b(?:please|now|then|also|must|should|shall|instead|and|or|to|you|just|simply|first|next|finally|immediately|kindly) )"
_OTHERS = r"(?:all|every|each|any|other|another)(?: of)? (?:the |your |our )?(?:other )?(?:clients?|customers?|tenants?|accounts?|households?|homeowners?)"
_RULES = (
    _rule(
        Sign.OVERRIDE, "ignor,disregard,forget,overrid,overrul,bypass,discard,drop,set aside,follow,attention,olvid,oubli,vergiss,missacht",
        rf"\b(?:ignor\w*|disregard\w*|forget|override|overrule|bypass|discard|drop|set aside|stop following|do not follow|pay no attention to|olvid\w+|oubliez|vergiss|missachte)\b.{{0,50}}?\b(?:{_INSTRUCTIONS}|(?:rules?|everything|anything|all|what) (?:you (?:were|have been|are)|above (?:this|and)|that came before)|your (?:rules?|orders?|task|role|guidelines?|polic\w+|sources?|citations?))",
    ),
    _rule(
        Sign.OVERRIDE, "instruct,prompt,directive,guard,safety,system,programming,training,constraint,anweisung,instruccion,consigne",
        rf"\b(?:new|updated|revised|real|actual|hidden|secret|system|developer) {_INSTRUCTIONS}\b.{{0,30}}(?::|follow|apply|are\b|from\b|supersede|replace)|\b(?:(?:previous|prior|earlier|above|initial|original) {_INSTRUCTIONS}|{_INSTRUCTIONS} (?:above|before this))\b.{{0,40}}\b(?:void|cancel\w*|expired?|obsolete|no longer|superseded|invalid|suspended|revoked|replaced)",
    ),
    _rule(
        Sign.ADDRESSED, "assistant,agent,model,system,bot,reader,reviewer,checker,tool,engine,parser,software,program,llm,gpt,openai,anthropic,claude,gemini,copilot,intelligence,network,script,crawler,summari,fineprint,asistente",
        rf"(?:^|[\"'(\[*#>.:;!?-]|\b(?:to|dear|attention|attn|note (?:to|for)|notice (?:to|for)|message (?:to|for)|for|hey|hello|if|when|any|every|all|as)\b,?) *(?:an? |the |any |all |every |this |you are (?:an? )?)*{_PROGRAM}(?:(?: only| alone)?[:,;]|\b.{{0,60}}\b(?:must|shall|should|will|is to|are to|please|needs? to|has to|have to|reading|reads?|read|process\w*|pars\w+|summari[sz]\w+|analy[sz]\w+|answer\w*|respond\w*|repl\w+|treat\w*|mark\w*|cit\w+))",
    ),
    _rule(
        Sign.ADDRESSED, "program,software,system,machine,algorithm,script,model,tool,process",
        r"\b(?:whoever|whatever|whichever|any|the|every|each) (?:\w+ )?(?:program|software|system|machine|algorithm|script|model|tool|process)s? (?:that |which |now |currently )*(?:reads?|reading|process(?:es|ing)|pars(?:es|ing)|summari[sz](?:es|ing)|index(?:es|ing)|scann?(?:s|ing)|analy[sz](?:es|ing)|interpret(?:s|ing)|evaluat(?:es|ing)) (?:this|the|these)\b",
    ),
    _rule(
        Sign.ROLE, "you are,you're,pretend,imagine,as if,as though,act as,respond as,behave as,answer as, mode,jail,role,prompt,context window,chain of,your ",
        r"\byou(?: are|'re) (?:now |henceforth |from now on |no longer )+(?:an? |in |the |bound|restricted|free|required)|\b(?:pretend|imagine|act as if|behave as though) (?:that )?(?:you|to be)\b|\b(?:act|respond|behave|answer) as (?:an?|the|my) (?:\w+ ){0,3}(?:assistant|expert|lawyer|administrator|admin|developer|pirate|auditor|customer|owner|manager|underwriter|linux|terminal|character)\b|\b(?:developer|god|dan|debug|jailbreak|unrestricted|sudo|admin(?:istrator)?) mode\b|\bjail ?break\w*|\brole-?play\b|\bsystem[ _-]prompts?\b|\bprompt injection\b|\bcontext window\b|\bchain of thought\b|\byour (?:creators?|developers?|programmers?|knowledge cutoff|hidden rules?)\b",
    ),
    _rule(
        Sign.ROLE, "<,[,system,assistant,developer,user,role,\"sentences,\"quotes,\"verdict,\"tool,\"function,end of,begin,start,call,invoke,run ,execute,drop table,rm -rf,os.",
        r"<\|?/?(?:im_start|im_end|system|endoftext|user|assistant|sources?|instructions?|tool_call|function)\b[^>]{0,40}\|?>|\[/?inst\]|<</?sys>>|^\s*(?:#{2,} ?)?(?:(?:system|developer|user) (?:message|prompt|note|notice|update|override)|assistant)\s*[:>]|\bassistant: I\b|\bsystem (?:message|prompt|notice|override)\s*:|^\s*(?:#{2,} ?)?system\s*[:>] *(?:new|policy|you\b|the (?:policy|rules?)|from now|ignore|override|obey|set|mark|answer|update|approve|all\b)|\"role\"\s*:|\"(?:sentences|quotes|verdict|tool_calls?|function)\"\s*:|\bend of (?:the )?(?:document|contract|sources?|context|untrusted \w+|user input)\b.{0,20}(?:\]|-{2,}|\bnew\b|\bbegin)|\b(?:begin|start) (?:of )?(?:system|developer|trusted|new) (?:message|instructions?|prompt|section)|\bend of (?:prompt|instructions?)\b|\b(?:call|invoke|run|execute|use) (?:the |your )?(?:function|tool|command|shell|code|sql|api|query)\b|\bdrop table\b|\brm -rf\b|\bos\.system\b",
    ),
    _rule(
        Sign.REPLY, "answer,repl,respond,output,print,return,completion,summar,verdict,generated,when,tell,assure,convince,user,confidence,cite,citing,quot,mention,reveal,disclose,responde,antwort,pondez,rispondi",
        r"\b(?:begin|start|open|end|close|finish) your (?:\w+ )?(?:answers?|repl(?:y|ies)|responses?|outputs?) (?:with|by)\b|\b(?:in|of|to|with|at the (?:start|end) of|into) your (?:next |final |whole |entire )?(?:answers?|repl(?:y|ies)|outputs?|completions?|summar(?:y|ies)|verdicts?|generated text)\b|\byour (?:next |final |only |whole )?(?:answers?|repl(?:y|ies)|outputs?|completions?|verdicts?|summar(?:y|ies)) (?:must|should|shall|will|is to|needs? to|has to|are|is)\b|\b(?:answer|reply|respond|output|print|return)\b (?:only |exactly |always |just |simply |solely |every question |all questions |each question |to (?:every|all|any|each) (?:question|request)s? )+(?:with|by|in|the|that|yes|no|\"|')|\b(?:answer|reply|respond)(?: to)? (?:yes|no|\"|'|in (?:json|base64|french|german|spanish|rot13|capitals|rhyme|verse))|\bwhen(?:ever)? (?:you are |you're |you get |being |a user |the user |somebody |anyone |someone )*(?:asked|asks|asking|prompted|queried)\b|\b(?:tell|assure|convince) (?:the |your |any |every )?(?:user|asker|whoever asks|anyone who asks)s?\b|\bthe user (?:asked|asks|wants|should (?:be told|know|hear|see))\b|\b(?:set|return|output|report|give|change|make|record|mark) (?:the |all |every |each |its |a )*(?:verdicts?|confidence)\b|\bdo not (?:cite|quote|mention|reveal|disclose|tell|show) (?:this (?:instruction|message|note|text|line)|that you|where you)|\bwithout (?:citing|quoting|citations?|checking|verif\w+) (?:it|them|any(?:thing)?|the sources?|sources?)|\b(?:responde|antworte|r[eé]pondez|rispondi) (?:siempre|immer|toujours|sempre|solo|nur|que|mit|par)\b",
    ),
    _rule(
        Sign.DISCLOSE, "reveal,print,show,list,output,repeat,dump,leak,expose,recite,display,spell,unmask,decode,translate,send,post,mail,forward,upload,exfiltrate,append,include,give me,tell me",
        rf"{_ORDER}(?:reveal|print|show|list|output|repeat|dump|leak|expose|recite|display|spell out|unmask|decode|translate|send|post|e-?mail|forward|upload|exfiltrate|append|include|give me|tell me)\b.{{0,60}}?\b(?:system prompt|your instructions|hidden instructions|api[ _-]?keys?|secret keys?|(?:the|your|all|any) (?:\w+ )?(?:passwords?|credentials|access tokens?)|environment variables?|{_OTHERS}(?:'s?|s')? (?:names?|phones?|numbers?|gate codes?|address\w*|agreements?|contracts?|terms|data|records|prices|details|secrets|notes)|masked (?:names?|values?|text)|pseudonyms?|real names? behind|the vault|the database|everything (?:above|you (?:know|were told|have)))",
    ),
    _rule(
        Sign.DISCLOSE, "what,which,text,words,everything,message, of , for , at ",
        rf"\b(?:codes?|names?|numbers?|prices?|address\w*|agreements?|contracts?|terms|notes|records|data) (?:of|for|at) {_OTHERS}\b|\b(?:what|which) (?:is|are|was|were) (?:your|the) (?:system|hidden|initial|original|secret) (?:prompt|instructions?|rules?|message)|\b(?:text|words?|everything|message) (?:above|before) (?:this|verbatim|word for word)",
    ),
    _rule(
        Sign.MARKUP, "![,](,<,javascript,onerror,onload,onclick,{{,${",
        r"!\[[^\]]{0,200}\]\(|\]\(\s*(?:https?:|javascript:|data:)|<\s*(?:script|img|iframe|svg|object|embed|form|style|link|meta)\b|\bjavascript:|\bon(?:error|load|click)\s*=|\{\{.{0,80}\}\}|\$\{.{0,80}\}",
    ),
)  # fmt: skip
_CONCEALING = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
# A sentence ends with its mark, or with its line where the next one does not go on in small letters.
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s|$)|\n(?=\s*[^\sa-z])|$")
_PARAGRAPH_END = re.compile(r"\n\s*\n|\Z")
_LOOKALIKE = str.maketrans("аеорсухіѕԁһԛԝкмтвнАЕОРСУХІЅКМТВНαβεικνορτυχΑΒΕΙΚΜΝΟΡΤΥΧ", "aeopcyxisdhqwkmtbhAEOPCYXISKMTBHabeiknoptuxABEIKMNOPTYX")  # fmt: skip
_LEET = (str.maketrans("013457@$!|", "oieastasii"), str.maketrans("013457@$!|", "oleastasil"))
_SQUASHED = re.compile(r"(ignore|disregard|forget|override)\w{0,30}(instructions|rules|prompt)", re.I)
_LEET_WORD = re.compile(r"(?<![\w$])(?=[\w@$!|]*[a-z])(?=[\w@$!|]*[013457@$!|])[\w@$!|]{3,}", re.I)
_APART = re.compile(r"\b(?:\w[ ._*-]){4,}\w\b")
_BACKWARDS = re.compile(r"snoitcurtsni|tpmorp|erongi|tnatsissa|rewsna|ylper", re.I)
_BASE64 = re.compile(r"(?<![\w+/])[A-Za-z0-9+/]{24,}={0,2}(?![\w+/])")


def injected(text: str) -> list[Injected]:
    """Stretches of a text that speak to software, in order; they do not overlap."""
    found: list[Injected] = []
    for start, end in _sentences(text):
        sign = None if found and start < found[-1].end else sign_in(text[start:end])
        if sign is not None:
            paragraph = _PARAGRAPH_END.search(text, end)
            found.append(Injected(start, paragraph.start() if paragraph else len(text), sign))
    return found


def without_injected(text: str) -> str:
    """The text with such stretches blanked out, every other character where it was."""
    for one in injected(text):
        text = f"{text[: one.start]}{' ' * (one.end - one.start)}{text[one.end :]}"
    return text


def sign_in(text: str) -> Sign | None:
    """What in a text speaks to software, or None."""
    if _CONCEALING.search(text):
        return Sign.HIDDEN
    for reading in _readings(text):
        low = reading.lower()
        for rule in _RULES:
            if rule.finds(reading, low):
                return rule.sign
    return None


def notice_of(text: str) -> str:
    """What a person should know of a document's text; "" where nothing speaks to software."""
    found = injected(text)
    if not found:
        return ""
    signs = ", ".join(dict.fromkeys(one.sign.value for one in found))
    read = (f"{len(found)} passages read", "count") if len(found) > 1 else ("a passage reads", "counts")
    return f"{read[0]} like orders to software and {read[1]} for nothing: {signs}"


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if text[start : match.end()].strip():
            yield start, match.end()
        start = match.end()


def _readings(text: str) -> Iterator[str]:
    """The text as it is meant to be read, and as it may have been disguised."""
    spaced = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_LOOKALIKE)
    plain = re.sub(r"\s+", " ", spaced).strip()
    yield plain
    if _LEET_WORD.search(plain):
        yield from (_LEET_WORD.sub(lambda word, as_=as_: word.group().translate(as_), plain) for as_ in _LEET)  # type: ignore[misc]
    if _APART.search(plain):
        joined = re.sub(r"(?<=\b\w)[ ._*-](?=\w\b)", "", spaced)
        yield re.sub(r"\s+", " ", joined)
        yield _SQUASHED.sub(r"\1 \2", re.sub(r"[\W_]", "", plain))
    if _BACKWARDS.search(plain):
        yield plain[::-1]
    yield from (decoded for token in _BASE64.findall(plain) if (decoded := _decoded(token)))


def _decoded(token: str) -> str:
    """Base64 that decodes to readable text, else ""."""
    try:
        text = base64.b64decode(token + "=" * (-len(token) % 4), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return text if sum(letter.isalpha() or letter == " " for letter in text) > 0.8 * len(text) else ""
