"""A question to an answer with verified quotes, or to an abstention that says what was searched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from uuid import uuid4

from anonymize.boundary import Scope
from ingest.jobber.records import Client, Quote
from ingest.ledger import LIVE, Document
from retrieval.model import AGREED, DocumentKind
from service.answers.compose import Composed, Page, compose, compose_state
from service.answers.evidence import CONTRACTS, Evidence, Found
from service.answers.gathering import gather
from service.answers.history import answer_history, history_asked
from service.answers.judged import Check, Judged, check_nothing
from service.answers.kinds import IN_NOTES, Asked, Kind, understand
from service.answers.model import Answer, Searched
from service.answers.overview import answer_changes, answer_overview
from service.answers.papers import papers_named
from service.answers.parts import joined, parts
from service.answers.portfolio import answer_across
from service.answers.scope import Missing, Resolver, Subject, Unclear
from service.answers.served import answer_having, answer_served
from service.answers.sources import Sources
from service.answers.standing import Standing, State, standing
from service.answers.vocabulary import canon, stems
from service.answers.writing import AsComposed, Matter, Tell, Writer, tell_nobody

MISSING = {
    "client": "There is no client of that name among those you may see.",
    "property": "There is no such property among those you may see.",
    "job": "There is no such job among those you may see.",
}

_OFFER = re.compile(
    r"\b(?:quot(?:e[ds]?|ation)|offer(?:ed)?|estimate|bid|proposal|invoice|manual|warranty card)\b", re.I
)


@dataclass(frozen=True)
class Answerer:
    """Answers for one account's readers; `sources` is everything it may look at, `writer` may write better than we,
    `check` is the coverage check, made last and inside the reader's scope."""

    sources: Sources
    writer: Writer = field(default_factory=AsComposed)
    check: Check = check_nothing

    def answer(
        self,
        question: str,
        scope: Scope,
        *,
        client: str | None = None,
        place: str | None = None,
        job: str | None = None,
        as_of: date | None = None,
        today: date,
        tell: Tell = tell_nobody,
    ) -> Answer:
        """`scope` bounds everything read; `client`, `place` and `job` narrow it to what the person has on the screen.

        `tell` is given pieces of a text while a writer writes it, and nothing of one that is composed at once.
        """
        resolved = Resolver(self.sources.records, scope, self.sources.zone_name).resolve(
            question, client=client, place=place, job=job, today=as_of or today
        )
        if isinstance(resolved, Missing):
            return _abstention(question, MISSING[resolved.what], Searched("nothing", 0), as_of or today)
        if isinstance(resolved, Unclear):
            asked_back = f"Which one do you mean: {' or '.join(resolved.choices)}?"
            silent = _abstention(question, asked_back, Searched("client names", 0), as_of or today)
            return replace(silent, choices=resolved.choices)
        subject = replace(resolved, on=as_of, dated=True) if as_of else resolved
        return self._in_parts(question, scope, subject, tell) or self._about(question, scope, subject, tell)

    def _in_parts(self, question: str, scope: Scope, subject: Subject, tell: Tell) -> Answer | None:
        """The answers to the questions joined in this one, about one client and what else it is about; None where it is but
        one, or none of them is answered."""
        asked = parts(question)
        if len(asked) == 1 or len(subject.clients) != 1:
            return None
        resolver = Resolver(self.sources.records, scope, self.sources.zone_name)
        given: list[Answer] = []
        for part in asked:
            own = resolver.resolve(part, client=subject.clients[0].id, today=subject.on)
            if not isinstance(own, Subject):
                return None
            about = replace(subject, words=own.words, sentence=own.sentence)
            given.append(self._about(part, scope, about, tell))
        return joined(question, given) if any(not one.abstained for one in given) else None

    def _about(self, question: str, scope: Scope, subject: Subject, tell: Tell) -> Answer:
        subject = self._with_owner(subject, scope)
        asked = self._understood(scope, subject)
        page = Page(self.sources, scope, self.sources.masking(scope.account), partial(self._checked, subject))
        if asked.kind is Kind.LIST and not subject.clients:
            listed = answer_across(page, subject.words, asked, subject.on)
            if listed:
                return _answer(
                    question, listed, Searched("every agreement in force", len(listed.citations)), subject.on
                )
        standings = {client.id: standing(self.sources, scope, client.id, subject.on) for client in subject.clients}
        done = self._history(page, scope, subject)
        if done is not None:
            return _answer(question, done, Searched(_where(subject), 1, (subject.clients[0].id,)), subject.on)
        papers = papers_named(question)
        if papers is not None:
            subject = replace(subject, words=papers.without(subject.words), sentence="")
            asked = replace(asked, kind=Kind.TOLD, aspects=()) if papers.are_records else asked
        found = gather(self.sources, scope, subject, asked, standings)
        found = papers.of(found) if papers else self._agreed(scope, _of_place(_current(found, subject), subject), asked)
        if history_asked(subject.words):
            found = _of_records(found)
        searched = Searched(_where(subject), found.documents, tuple(client.id for client in subject.clients))
        own = standings.get(subject.clients[0].id) if len(subject.clients) == 1 else None
        composed = (
            self._state(page, found, asked, subject, standings)
            or answer_served(page, found, asked, subject, own, self.sources.effective)
            or answer_having(page, found, asked, own)
            or answer_overview(page, found, asked, own)
            or answer_changes(page, found, asked)
        )
        if composed is not None:
            return _answer(question, composed, searched, subject.on)
        matter = Matter(question, page, subject, asked, found, standings)
        written = self.writer.write(matter, compose(page, found, asked, standings), tell)
        if written.composed is None:
            silent = _abstention(question, _does_not_say(subject, asked, searched, own), searched, subject.on)
            return replace(silent, notes=written.notes)
        return replace(_answer(question, written.composed, searched, subject.on), notes=written.notes)

    def _checked(self, subject: Subject, thing: str) -> Judged | None:
        """What the coverage check of the one client in question finds; of several, or none, there is no check."""
        if len(subject.clients) != 1:
            return None
        return self.check(subject.clients[0].id, subject.property.id if subject.property else None, subject.on, thing)

    def _agreed(self, scope: Scope, found: Found, asked: Asked) -> Found:
        """Where a term is asked for, without what only offers one: open quotes, and papers that are no agreement."""
        of_terms = asked.kind in (Kind.VALUE, Kind.COVERAGE) and any(one.name not in IN_NOTES for one in asked.narrow)
        if not of_terms or _OFFER.search(found.question):
            return found
        kept = (one for one in found.evidence if not self._only_offers(scope, one.document))
        return replace(found, evidence=tuple(kept))

    def _only_offers(self, scope: Scope, document: Document) -> bool:
        if document.kind is DocumentKind.QUOTE:
            quote = self.sources.records.one(scope, Quote, document.record_id)
            return quote is None or quote.status.lower() not in ("approved", "converted")
        return document.kind is DocumentKind.FILE and document.role not in AGREED

    def _history(self, page: Page, scope: Scope, subject: Subject) -> Composed | None:
        if len(subject.clients) != 1 or not history_asked(subject.words):
            return None
        masked = self.sources.masking(scope.account).mask(subject.words, client_id=subject.clients[0].id, ours=True)
        return answer_history(page, subject, masked.text.text)

    def _understood(self, scope: Scope, subject: Subject) -> Asked:
        asked = understand(subject.sentence or subject.words, of_one=bool(subject.clients))
        if not asked.is_open:
            return asked
        one_client = subject.clients[0].id if len(subject.clients) == 1 else None
        masked = self.sources.masking(scope.account).mask(subject.words, client_id=one_client, ours=True).text
        return self.sources.guess.guess(asked, masked.text)

    def _with_owner(self, subject: Subject, scope: Scope) -> Subject:
        """With the client whose agreement the question calls by its own name ("the Silver Shield plan")."""
        if subject.clients or not _plan_names(subject.words):
            return subject
        files = self.sources.ledger.documents(scope, states=LIVE)
        owners = {one.client_id for one in files if _calls_by_name(one, subject.words)}
        clients = tuple(one for one in self.sources.records.all(scope, Client) if one.id in owners)
        return replace(subject, clients=clients) if len(clients) == 1 else subject

    def _state(
        self, page: Page, found: Found, asked: Asked, subject: Subject, standings: dict[str, Standing]
    ) -> Composed | None:
        """A yes-or-no question that names an agreement not in force is answered by its dates."""
        if not asked.yes_no or asked.leading:
            return None
        idle = (one for one in found.evidence if one.state in (State.ENDED, State.COMING) and _is_called(one, subject))
        one = next((one for one in idle if not _others_called(one, found)), None)
        own = standings.get(one.document.client_id or "") if one else None
        return compose_state(page, one.document, own) if one and own else None


def _current(found: Found, subject: Subject) -> Found:
    """Without the words of agreements not in force, unless the question names them or nothing else is there."""
    contracts = [one for one in found.evidence if one.document.role in CONTRACTS]
    called = {one.document.id for one in found.evidence if _calls_by_name(one.document, subject.words)}
    if called:
        return _only(found, called)
    living = {one.document.id for one in contracts if one.state in (State.IN_FORCE, State.UNKNOWN)}
    others = {one.document.id: one for one in contracts if one.document.id not in living}
    if not living:
        return found
    named = {id for id, one in others.items() if _is_named(one, subject) and not _others_called(one, found)}
    kept = (one for one in found.evidence if one.document.id not in others or one.document.id in named)
    return replace(found, evidence=tuple(kept))


def _of_place(found: Found, subject: Subject) -> Found:
    """Without the words of files that hang on another property of the client's, where others are left."""
    if subject.property is None:
        return found
    here = (None, subject.property.id)
    kept = tuple(one for one in found.evidence if one.document.property_id in here)
    return replace(found, evidence=kept) if kept else found


def _of_records(found: Found) -> Found:
    """Without the agreements: none of them tells when we last came."""
    return replace(found, evidence=tuple(one for one in found.evidence if not one.is_contract))


def _is_named(one: Evidence, subject: Subject) -> bool:
    """Whether the question calls a document by a word of its file name."""
    return bool(_file_words(one.document) & ({word for word in stems(subject.words) if len(word) > 3} - _KINDS))


def _others_called(one: Evidence, found: Found) -> bool:
    """Whether another paper, of one in force, has the same words in its name: then the question may mean that one."""
    living = (other for other in found.evidence if other.is_contract and other.state is State.IN_FORCE)
    return any((_file_words(other.document) & _file_words(one.document)) - _KINDS for other in living)


def _is_called(one: Evidence, subject: Subject) -> bool:
    """Whether the question calls a document by its file's name as a name: with a capital, or beside the word for a paper."""
    words = _file_words(one.document) - _KINDS
    said = " ".join(found["proper"] or found["beside"] for found in _AS_NAMED.finditer(subject.words))
    return bool(words & stems(said))


_AS_NAMED = re.compile(
    r"(?<!^)\b(?P<proper>[A-Z][a-z]+)\b|\b(?P<beside>\w+) (?:plan|agreement|contract|rider|amendment|letter|card|paper|membership|deal|club)\b"
)


def _only(found: Found, called: set[str]) -> Found:
    """Of the files those called by name; notes and messages as they are."""
    kept = (one for one in found.evidence if one.document.kind is not DocumentKind.FILE or one.document.id in called)
    return replace(found, evidence=tuple(kept))


def _calls_by_name(document: Document, words: str) -> bool:
    """Whether the name of a plan is the file's too."""
    file = re.sub(r"[^a-z]", "", (document.file or "").lower())
    return any(re.sub(" ", "", name).lower() in file for name in _plan_names(words))


def _plan_names(words: str) -> list[str]:
    """Names of two capitals ("ComfortPlus", "Gold Shield"), as plans have."""
    return re.findall(r"\b[A-Z][a-z]+ ?[A-Z][a-zA-Z]+\b", words)


def _file_words(document: Document) -> set[str]:
    return stems(re.sub(r"(?<=[a-z])(?=[A-Z])|[_.\d-]+", " ", document.file or ""))


_KIND_WORDS = "plan agreement contract rider amendment maintenance service signed letter card scan copy final"
_KINDS = frozenset(canon(word) for word in _KIND_WORDS.split())


def _where(subject: Subject) -> str:
    names = ", ".join(client.name for client in subject.clients)
    return f"documents of {names}" if names else "all documents you may see"


def _does_not_say(subject: Subject, asked: Asked, searched: Searched, own: Standing | None) -> str:
    whose = (
        f"The documents of {', '.join(client.name for client in subject.clients)}"
        if subject.clients
        else "The documents"
    )
    looked = f"I searched {searched.documents} {'document' if searched.documents == 1 else 'documents'}."
    if own is not None and not own.agreements:
        return f"{whose} do not say: no agreement is among them. {looked}"
    covered = " whether that is covered: it is named neither as covered nor as left out"
    return f"{whose} do not say{covered if asked.kind is Kind.COVERAGE else ''}. {looked}"


def _answer(question: str, composed: Composed, searched: Searched, on: date) -> Answer:
    return Answer(str(uuid4()), question, composed.text, False, composed.citations, searched, composed.by, on)


def _abstention(question: str, text: str, searched: Searched, on: date) -> Answer:
    return Answer(str(uuid4()), question, text, True, (), searched, "extract", on)
