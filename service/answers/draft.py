"""An answer while a language model writes it: each sentence proven, cited and revealed, or dropped and counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from anonymize.boundary import SanitizedText
from anonymize.pseudonyms import PSEUDONYM
from ingest.injection import injected
from ingest.ledger import Document, KeptClause
from service.answers.compose import Composed, Page, named
from service.answers.evidence import Evidence
from service.answers.held import holds
from service.answers.kinds import Kind
from service.answers.model_task import ModelAnswer, ModelQuote, ModelSentence, prompt_of
from service.answers.quoting import Quoted, find_quote
from service.answers.standing import told_state
from service.answers.support import Claims, Dropped, Grounds, claimed, why_dropped
from service.answers.writing import Matter
from service.llm.prompt import Prompt, opaque_ids

MOST_CLAUSES = 12
MOST_CHARACTERS = 9_000
RUN_OF_CLAUSES = 3
"""Through how many clauses a quote may run."""


@dataclass
class Draft:
    """`otherwise` is the answer composed without the model, None where that abstains."""

    matter: Matter
    otherwise: Composed | None
    shown: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    def __post_init__(self) -> None:
        page = self.matter.page
        self._page = Page(page.sources, page.scope, page.masking)
        chosen = _best_clauses(self.matter.found.evidence)
        self._sources = dict(zip(opaque_ids(len(chosen)), chosen, strict=True))
        self._kept: dict[str, list[KeptClause]] = {}
        self._marks: dict[tuple[str, int, int], int] = {}
        self._documents: dict[str, Document] = {}

    @cached_property
    def question(self) -> SanitizedText:
        clients = self.matter.subject.clients
        one_client = clients[0].id if len(clients) == 1 else None
        return self._page.masking.mask(self.matter.question, client_id=one_client, ours=True).text

    @property
    def has_sources(self) -> bool:
        return bool(self._sources)

    def prompt(self) -> Prompt[ModelAnswer]:
        return prompt_of(self.question, self._sources, self.matter.subject.on)

    def take(self, sentence: ModelSentence) -> str | None:
        """The sentence as it is shown, with its marks; None for one that is dropped."""
        said = self._proven(sentence)
        if isinstance(said, Dropped):
            self.dropped.append(said)
            return None
        self.shown.append(said)
        return said

    def notices(self) -> Iterator[str]:
        """Words from agreements that are not in force on the day are said to be so."""
        for document in self._documents.values():
            standing = self.matter.standings.get(document.client_id or "")
            notice = told_state(standing, document.id, named(self._page, document)) if standing else ""
            if notice:
                yield notice

    def composed(self, notices: list[str]) -> Composed:
        return Composed(" ".join([*self.shown, *notices]), tuple(self._page.citations), "llm")

    def _proven(self, sentence: ModelSentence) -> str | Dropped:
        if not sentence.quotes:
            return Dropped.NO_QUOTE
        quoted = [self._find(quote) for quote in sentence.quotes]
        found = [each for each in quoted if each is not None]
        if len(found) < len(quoted):
            return Dropped.NOT_QUOTED
        grounds = self._grounds(found)
        if not self._answers(grounds):
            return Dropped.ASIDE
        return why_dropped(sentence.text, grounds, self._claims) or self._cite(sentence.text.strip(), found)

    def _find(self, quote: ModelQuote) -> Quoted | None:
        one = self._sources.get(quote.source)
        found = find_quote(self._run_from(one), quote.quote) if one else None
        return found if found and not injected(found.words) else None

    def _run_from(self, one: Evidence) -> list[KeptClause]:
        """The clause and those right after it in its document."""
        kept = self._kept.get(one.document.id)
        if kept is None:
            kept = list(self._page.sources.ledger.clauses(self._page.scope, one.document.id))
            self._kept[one.document.id] = kept
        begin = next((i for i, each in enumerate(kept) if each.clause.id == one.kept.clause.id), len(kept))
        return kept[begin : begin + RUN_OF_CLAUSES]

    def _grounds(self, quoted: list[Quoted]) -> Grounds:
        """The passages the quotes touch; orders to software are none."""
        spans = [(each.clauses[0].clause.source.document_id, each.span) for each in quoted]
        touched = tuple(
            one
            for one in self.matter.found.evidence
            if not one.replaced and any(one.document.id == id and one.span.overlaps(span) for id, span in spans)
        )
        return Grounds(touched, all(one.is_contract for one in touched))

    def _answers(self, grounds: Grounds) -> bool:
        """Where nothing composed answers, the model's words have to hold what was asked for."""
        asked = self.matter.asked
        if self.otherwise is not None:
            return True
        quoted = [one for one in grounds.quoted if isinstance(one, Evidence)]
        tells = not asked.aspects or any(one.tells for one in quoted)
        return tells and (not asked.data or any(holds(one.said, datum) for one in quoted for datum in asked.data))

    @cached_property
    def _claims(self) -> Claims:
        asked, composed = self.matter.asked, self.otherwise
        of_coverage = asked.kind is Kind.COVERAGE and asked.yes_no
        charges = of_coverage and asked.of_charges
        first = composed.text.split(".")[0] if of_coverage and composed else ""
        settled = claimed(first, to_yes_no=True, of_charges=charges)
        return Claims(frozenset(PSEUDONYM.findall(self.question.text)), of_coverage, charges, settled)

    def _cite(self, sentence: str, quoted: list[Quoted]) -> str | Dropped:
        before = len(self._page.citations)
        numbers = [self._mark(each) for each in quoted]
        if None in numbers:
            del self._page.citations[before:]
            self._marks = {key: number for key, number in self._marks.items() if number <= before}
            return Dropped.NOT_SHOWN
        marks = "".join(f"[{number}]" for number in dict.fromkeys(numbers))
        return f"{self._page.reveal(sentence)} {marks}"

    def _mark(self, quoted: Quoted) -> int | None:
        """The number of a quote's citation, made where it is new; None where its document does not bear it out."""
        clause = quoted.clauses[0].clause
        key = (clause.source.document_id, quoted.span.start, quoted.span.end)
        if key not in self._marks:
            document = next(one.document for one in self._sources.values() if one.document.id == key[0])
            if self._page.quote(document, clause.heading.text, quoted.span, quoted.words) is None:
                return None
            self._documents[document.id] = document
            self._marks[key] = len(self._page.citations)
        return self._marks[key]


def _best_clauses(evidence: tuple[Evidence, ...]) -> list[Evidence]:
    """One passage of each of the best clauses; words an amendment took out are not among them."""
    chosen: dict[str, Evidence] = {}
    length = 0
    for one in evidence:
        if one.replaced or one.kept.clause.id in chosen:
            continue
        length += len(one.kept.clause.text.text)
        if len(chosen) == MOST_CLAUSES or (chosen and length > MOST_CHARACTERS):
            break
        chosen[one.kept.clause.id] = one
    return list(chosen.values())
