"""The kind of paper a question asks of: "what did her e-mail say", "in the quote", "according to the notes"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.ledger import Document
from retrieval.model import DocumentKind, DocumentRole
from service.answers.evidence import Found

_KINDS: tuple[tuple[str, str, frozenset[DocumentKind], frozenset[DocumentRole]], ...] = (
    ("message", r"e-?mails?|mails?|messages?|texts?|text messages?|letters? she sent", frozenset((DocumentKind.COMMUNICATION,)), frozenset()),
    ("note", r"(?:job |client |office )?notes?", frozenset((DocumentKind.NOTE,)), frozenset()),
    ("quote", r"quotes?|quotation|estimate|bid|proposal", frozenset((DocumentKind.QUOTE,)), frozenset((DocumentRole.QUOTE_TERMS,))),
    ("invoice", r"invoices?|receipt", frozenset((DocumentKind.INVOICE,)), frozenset((DocumentRole.INVOICE,))),
    ("amendment", r"amendments?|riders?|addend(?:um|a)|supplement", frozenset(), frozenset((DocumentRole.AMENDMENT,))),
    ("manual", r"manual|owner's guide", frozenset(), frozenset((DocumentRole.MANUAL,))),
)  # fmt: skip
_OWN = r"(?:the|her|his|their|our|that|this|my|\w+['’]s)"
_IN = r"(?:in|from|according to|per|on|inside)"
_SAYS = r"(?:says?|said|mentions?|mentioned|reads?|lists?|promises?|includes?|tells?|states?)"


@dataclass(frozen=True)
class Papers:
    """Documents of one kind; `called` is how the question names it."""

    name: str
    kinds: frozenset[DocumentKind]
    roles: frozenset[DocumentRole]
    called: str

    def of(self, found: Found) -> Found:
        """What stands in such documents."""
        kept = (one for one in found.evidence if self._holds(one.document))
        return replace(found, evidence=tuple(kept))

    def without(self, words: str) -> str:
        """The question without the name of the paper, which stands in no paper."""
        return re.sub(rf"\b{re.escape(self.called)}\b", " ", words)

    def _holds(self, document: Document) -> bool:
        return document.kind in self.kinds or document.role in self.roles

    @property
    def are_records(self) -> bool:
        """Whether they are what people wrote to each other rather than papers that bind."""
        return self.kinds <= {DocumentKind.NOTE, DocumentKind.COMMUNICATION} and bool(self.kinds)


def papers_named(question: str) -> Papers | None:
    """The one kind of paper the question is asked of; None where it names none, or several."""
    found = []
    for name, words, kinds, roles in _KINDS:
        within = re.search(rf"\b{_IN} {_OWN} (?:last |latest |first )?(?P<called>{words})\b", question, re.I)
        saying = re.search(
            rf"\b{_OWN} (?:last |latest )?(?P<called>{words}) (?:of \w+ \d+ )?(?:\w+ )?{_SAYS}\b", question, re.I
        )
        named = within or saying
        if named:
            found.append(Papers(name, kinds, roles, named["called"]))
    return found[0] if len(found) == 1 else None
