"""The one composition root: every part of an installation, made when first needed, from its settings."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

import httpx

from anonymize.anonymizer import Anonymizer
from anonymize.boundary import Scope
from anonymize.detect import Detector, PresidioDetector
from ingest.ahead import Threads
from ingest.intake import Intake
from ingest.jobber.client import JobberClient
from ingest.jobber.connection import client_of, connect, disconnect
from ingest.jobber.connection_state import Disconnection
from ingest.jobber.errors import Disconnected, Refused
from ingest.jobber.files import AttachmentFiles
from ingest.jobber.oauth import JobberApp
from ingest.jobber.reader import JobberReader
from ingest.jobber.receiving import Receiver
from ingest.jobber.records import Account
from ingest.jobber.subscriptions import Subscriptions
from ingest.jobber.writer import JobberWriter
from ingest.known_names import PAST, NameBook
from ingest.parsing import Parser
from ingest.sync import AccountSync
from ingest.watermarks import Watermarks
from service.agreements.precedence import effective
from service.answers.answer import Answerer
from service.answers.meaning import Meanings
from service.answers.modelled import ModelWriter
from service.answers.sources import Sources
from service.answers.writing import AsComposed
from service.approvals.actions import actions_of
from service.approvals.execution import Executor
from service.auth.roles import Principal, Role
from service.citing import Citer
from service.compiling import AccountCompiler
from service.desk import Desk, Parts
from service.erasure.erase import AccountErasure
from service.erasure.erase import Parts as ErasureParts
from service.extraction.pages_once import PagesOnce
from service.extraction.reading import Cite
from service.extraction.work import AccountExtraction, ExtractionParts
from service.llm.model import LanguageModel, NoModel
from service.process import Process
from service.settings import Settings
from service.telling import told_decisions
from service.webhooks import WebhookWork
from service.writing import CarryOut, Extract, WritingParts

if TYPE_CHECKING:
    from ingest.pipeline import DocumentPipeline
    from service.api.signin import SigningIn
    from service.auth.bearer import Doorkeeper
    from service.index import IndexRoom
    from service.llm.guarded import Guards
    from service.model_process import ModelProcess
    from service.workflows.durable import DurableWorkflows


class App(Process):
    """An installation: its stores and what works on them. Only the owner of the data folder may use `index` and
    `workflows`."""

    def __init__(self, settings: Settings, *, models_apart: bool = False) -> None:
        """`models_apart` runs the models of a sync in a child process, for who answers HTTP meanwhile."""
        super().__init__(settings)
        self._models_apart = models_apart
        self._syncs: dict[str, AccountSync] = {}
        self._anonymizers: dict[str, tuple[str, Anonymizer]] = {}

    @cached_property
    def receiver(self) -> Receiver:
        return Receiver(self.inbox, self.settings.jobber_client_secret.get_secret_value(), self.tokens.accounts)

    @cached_property
    def http(self) -> httpx.Client:
        return httpx.Client(timeout=30.0)

    @cached_property
    def parser(self) -> Parser:
        return Parser(self.settings.data_dir / "tmp")

    @cached_property
    def ahead(self) -> Threads:
        return Threads()

    @cached_property
    def detector(self) -> PresidioDetector:
        return PresidioDetector()

    @cached_property
    def index(self) -> IndexRoom:
        from service.index import IndexRoom

        models = self.models if self._models_apart else None
        return IndexRoom(self.settings, self.seal_for, models, was_made=self.was_synced)

    @cached_property
    def meanings(self) -> Meanings:
        return Meanings(self.index.embedder)

    @cached_property
    def models(self) -> ModelProcess:
        from service.model_process import ModelProcess

        return ModelProcess(self.settings.embedding_model)

    def language_model(self, account: str) -> LanguageModel:
        """The configured model for one account's masked text, or the one that says that there is none."""
        if self.settings.llm_url is None:
            return NoModel()
        from service.llm.guarded import GuardedModel

        return GuardedModel(self._llm_guards, self.seal_for(account))

    @cached_property
    def _llm_guards(self) -> Guards:
        from service.llm.configured import guards_of

        return guards_of(self.settings, self.engine, self.tally)

    @cached_property
    def workflows(self) -> DurableWorkflows:
        from service.workflows.durable import DurableWorkflows

        return DurableWorkflows(
            self.settings.workflows_url,
            sync_of=self.sync_of,
            executor_of=self.executor_of,
            extraction_of=self.extraction_of,
            compile_documents=self.compiler.compile,
            webhooks_of=self.webhooks_of,
            executor_id=self.process_name,
            tracing=self.tracing,
        )

    @cached_property
    def compiler(self) -> AccountCompiler:
        return AccountCompiler(
            self.records,
            self.ledger,
            self.agreements,
            reveal=lambda account, masked: self.anonymizer(account).reveal(masked, Scope(account)),
            model=self.language_model,
        )

    @property
    def jobber_app(self) -> JobberApp:
        settings, secret = self.settings, self.settings.jobber_client_secret.get_secret_value()
        return JobberApp(settings.jobber_url, settings.jobber_client_id, secret, settings.redirect_uri)

    def connect(self, code: str, only: str | None = None) -> Account:
        """Exchange an OAuth code, for this account only where one is given; keep tokens and the account's name sealed."""
        version = self.settings.jobber_version
        account = connect(self.http, self.jobber_app, self.tokens, code, version=version, only=only)
        self.records.put(account.id, [account], run="connect")
        return account

    def disconnect(self, account: str) -> None:
        """Ask Jobber to end the permission and forget the tokens; what was read stays. Raises `JobberError`."""
        disconnect(self._client_of(account), self.tokens, account)

    @property
    def webhook_url(self) -> str:
        """Where Jobber sends webhooks. Raises `Refused` for an address that Jobber cannot reach."""
        url = self.settings.public_url.rstrip("/")
        if self.settings.jobber_url.startswith("https://") and not url.startswith("https://"):
            raise Refused("set FINEPRINT_PUBLIC_URL to the https address at which Jobber reaches `fineprint serve`")
        return f"{url}/webhooks/jobber"

    def subscriptions(self, account: str) -> Subscriptions:
        """The webhook endpoints that were made for an account; raises `Disconnected` where it has none to make any."""
        state = self.tokens.state(account)
        if state is None or not state.connected:
            raise Disconnected(state.ended() if state else "this Jobber account was never connected")
        return Subscriptions(self.engine, account, lambda: self._client_of(account), connected_at=state.connected_at)

    def desk_for(self, principal: Principal, carry_out: CarryOut | None = None, extract: Extract | None = None) -> Desk:
        parts = Parts(
            settings=self.settings,
            records=self.records,
            ledger=self.ledger,
            pages=self.pages,
            originals=self.originals,
            agreements=self.agreements,
            anonymizer=self.anonymizer,
            answerer=partial(self.answerer, principal.scope.account),
            decisions=told_decisions(self, self.tally, principal.name),
            erasure=self.erasure,
            writing=self.writing,
            pace=self.pace,
            reviews=self.reviews,
            similar=lambda phrase, wordings: self.index.likeness(phrase, wordings),
            held=self.held,
        )
        return Desk(parts, principal, carry_out, extract)

    @cached_property
    def writing(self) -> WritingParts:
        actions = partial(actions_of, records=self.records)
        kept = self.engine, self.records, self.queue, self.extractions, self.field_maps, self.audit
        return WritingParts(*kept, actions=actions, extraction=self.extraction_of)

    def extraction_of(self, account: str) -> AccountExtraction:
        return AccountExtraction(
            account,
            ExtractionParts(
                engine=self.engine,
                records=self.records,
                ledger=self.ledger,
                agreements=self.agreements,
                queue=self.queue,
                maps=self.field_maps,
                runs=self.extractions,
                cites=self._cites,
                reveals=lambda scope: partial(self.anonymizer(scope.account).reveal, scope=scope),
                today=self.settings.business_day,
                public_url=self.settings.public_url,
            ),
        )

    def erasure(self, account: str) -> AccountErasure:
        """Raises when used by any but the owner of the data folder: it opens the index."""
        from service.workflows.forgetting import WorkflowHistory

        in_use = "workflows" in self.__dict__ or self.engine.dialect.name != "sqlite"
        parts = ErasureParts(
            engine=self.engine,
            data_dir=self.settings.data_dir,
            keyring=self.keyring,
            register=self.erasure_register,
            records=self.records,
            ledger=self.ledger,
            originals=self.originals,
            decisions=self.decisions,
            reviews=self.reviews,
            vault=self.vault,
            indexes=lambda: self.index.everywhere(),
            history=WorkflowHistory(self.settings.workflows_url, in_use=in_use),
            forget_names=self._forget_names,
        )
        return AccountErasure(parts, account)

    def keep_erased(self) -> int:
        """Clear what a restored backup has brought back of clients that were erased, and erasures a crash stopped;
        returns how many clients that were."""
        if not self.erasure_register.count()[0]:
            return 0
        return sum(self.erasure(account).finish_others() for account in self.tokens.accounts())

    def pipeline(self, account: str) -> DocumentPipeline:
        """Writes the wanted generation of the index, with the names the account has now."""
        return self._pipeline(self.anonymizer(account))

    def doorkeeper(self, owner_token: str) -> Doorkeeper:
        from service.auth.bearer import Doorkeeper

        return Doorkeeper(self.api_keys, owner_token, self.clients_of_technician, self.sessions)

    @cached_property
    def signing_in(self) -> SigningIn:
        from service.signing_in import signing_in_with

        return signing_in_with(self.settings, self.engine, self.access)

    def extract_durably(self, account: str, run: str) -> None:
        """Read a run to its end, by the workflows of the owner of the data folder."""
        found = self.extractions.run(account, run)
        self.workflows.extract(account, run, found.tries if found else 0)

    def owner_principal(self, role: Role, jobber_user: str | None = None) -> Principal:
        """Whoever sits at this machine, in the role he asks for."""
        return self.doorkeeper("").principal("owner", self.account(), role, jobber_user, None)

    def anonymizer(self, account: str) -> Anonymizer:
        """The account's anonymizer with the names its records hold now; made anew after each sync."""
        last = self.runs.last_done(Scope(account))
        webhooks = self.inbox.settled_until(account) if self.settings.is_shared else None  # of other processes
        made = f"{last.id if last else ''} {webhooks or ''}"
        known = self._anonymizers.get(account)
        if known is None or known[0] != made:
            names = NameBook.of(self.records, Scope(account))
            self._anonymizers[account] = known = (made, self._anonymizer_with(account, names, self.detector))
        return known[1]

    def answerer(self, account: str) -> Answerer:
        writer = ModelWriter(self.language_model(account), self.tally) if self.settings.llm_url else AsComposed()
        return Answerer(
            Sources(
                records=self.records,
                ledger=self.ledger,
                pages=self.pages,
                searcher=self.index.searcher(),
                masking=self.anonymizer,
                agreements=self.agreements,
                effective=effective,
                zone_name=self.settings.timezone or "UTC",
                guess=self.meanings,
                other_words=self.trade_words,
                tally=self.tally,
            ),
            writer,
        )

    def sync_of(self, account: str) -> AccountSync:
        if account not in self._syncs:
            self._syncs[account] = self._sync_of(account)
        return self._syncs[account]

    def webhooks_of(self, account: str) -> WebhookWork:
        def disconnect(at: datetime) -> bool:
            self.tokens.disconnect(account, Disconnection.WEBHOOK, at=at)
            return self.tokens.load(account) is None

        def renew() -> None:
            self._anonymizers.pop(account, None)

        return WebhookWork(account, self.inbox, lambda: self.sync_of(account), disconnect=disconnect, renew=renew)

    def executor_of(self, account: str) -> Executor:
        actions = actions_of(account, self.records)
        return Executor(self.queue, lambda: JobberWriter(self._client_of(account)), actions)

    def _cites(self, scope: Scope) -> Cite:
        anonymizer = self.anonymizer(scope.account)
        pages = PagesOnce(self.pages)
        return Citer(scope, ledger=self.ledger, pages=pages, records=self.records, anonymizer=anonymizer).pin

    def close(self) -> None:
        """Close what was opened, the workflows first: they use all the rest."""
        for name in ("receiver", "workflows", "ahead", "parser", "models", "index", "http", "tracing", "seat"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()
        if "engine" in self.__dict__:
            self.engine.dispose()

    def _sync_of(self, account: str) -> AccountSync:
        intake = Intake(
            account,
            keyring=self.keyring,
            files=lambda: AttachmentFiles(self._client_of(account), self.http),
            read_pdf=self.parser.read,
            originals=self.originals,
            pages=self.pages,
        )
        return AccountSync(
            account,
            reader=lambda: JobberReader(self._client_of(account)),
            records=self.records,
            ledger=self.ledger,
            runs=self.runs,
            watermarks=Watermarks(self.engine),
            intake=intake,
            anonymizer=lambda names: self._anonymizer_with(
                account, names, self.models if self._models_apart else self.detector
            ),
            pipeline=self._pipeline,
            settle=self.settle_index,
            zone=self.settings.zone,
            erased=partial(self.erasure_register.knows, account),
            ahead=self.ahead,
        )

    def _pipeline(self, anonymizer: Anonymizer) -> DocumentPipeline:
        from ingest.pipeline import DocumentPipeline

        room = self.index
        return DocumentPipeline(anonymizer, room.building_searcher(), room.writing(), self.ledger, room.wanted.name)

    def settle_index(self, *, made_again: bool = False) -> None:
        """Deleted points are physically gone, and a complete new generation is switched to. In place of a lost index
        only what was `made_again` from SQL is: a sync passes over what has not changed."""
        self.index.writing().purge()
        if made_again if self.index.is_lost() else self.ledger.behind(self.index.wanted.name) == 0:
            self.index.switch()

    def _anonymizer_with(self, account: str, names: NameBook, detector: Detector) -> Anonymizer:
        vault = self.vault(account)
        known = names.with_past(vault.owned(PAST))
        return Anonymizer(account, detector, known.gazetteer, vault, self.seal_for(account))

    def _forget_names(self, account: str) -> None:
        """What is held in memory knows an erased client's names; it is made anew when next needed."""
        self._anonymizers.pop(account, None)
        self._syncs.pop(account, None)
        self.held.forget(account)

    def _client_of(self, account: str) -> JobberClient:
        """Every client of an account shares its throttle."""
        throttle = self.throttle_of(account)
        return client_of(
            self.http, self.jobber_app, self.tokens, account, throttle, version=self.settings.jobber_version
        )
