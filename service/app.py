"""The one composition root: every part of an installation, made when first needed, from its settings."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

import httpx
from sqlalchemy import Engine

from anonymize.anonymizer import Anonymizer
from anonymize.boundary import Scope, Seal
from anonymize.detect import Detector, PresidioDetector
from anonymize.erasure_register import FILE_NAME, ErasureRegister
from anonymize.keys import Keyring
from anonymize.master_key import MasterKeyPlace
from anonymize.policy import POLICY_VERSION
from anonymize.vault import Vault
from anonymize.wrapped_keys import keys_exist
from ingest.intake import Intake
from ingest.jobber.authorization import Authorizations
from ingest.jobber.client import JobberClient
from ingest.jobber.connection import client_of, connect, disconnect
from ingest.jobber.connection_state import Disconnection
from ingest.jobber.errors import Disconnected, Refused
from ingest.jobber.files import AttachmentFiles
from ingest.jobber.ids import is_named
from ingest.jobber.inbox import Inbox
from ingest.jobber.oauth import JobberApp
from ingest.jobber.reader import JobberReader
from ingest.jobber.receiving import Receiver
from ingest.jobber.records import Account, Visit
from ingest.jobber.subscriptions import Subscriptions
from ingest.jobber.throttle import Throttle
from ingest.jobber.token_store import SqlTokenStore
from ingest.jobber.writer import JobberWriter
from ingest.known_names import NameBook
from ingest.ledger import Ledger
from ingest.originals import Originals
from ingest.pages import Pages
from ingest.parsing import Parser
from ingest.records import Records
from ingest.runs import SyncRuns
from ingest.sync import AccountSync
from ingest.watermarks import Watermarks
from service.agreements.precedence import effective
from service.agreements.store import AgreementStore
from service.answers.answer import Answerer
from service.answers.sources import Sources
from service.approvals.actions import actions_of
from service.approvals.execution import Executor
from service.approvals.queue import ApprovalQueue
from service.auth.api_keys import ApiKeys
from service.auth.bearer import Doorkeeper
from service.auth.roles import Principal, Role
from service.compiling import AccountCompiler
from service.decisions import Decisions, ExtractionRuns
from service.desk import CarryOut, Desk, Parts
from service.erasure.erase import AccountErasure
from service.erasure.erase import Parts as ErasureParts
from service.settings import Settings
from service.store.engine import make_engine, migrate
from service.store.sealed_json import SealedJson
from service.webhooks import WebhookWork

if TYPE_CHECKING:
    from ingest.pipeline import DocumentPipeline
    from service.index import IndexRoom
    from service.model_process import ModelProcess
    from service.workflows.durable import DurableWorkflows


class NotConnected(RuntimeError):
    """No Jobber account, or not the one asked for, has given its permission."""


class App:
    """An installation. Only the owner of the data folder may use `index` and `workflows`."""

    def __init__(self, settings: Settings, *, models_apart: bool = False) -> None:
        """`models_apart` runs the models of a sync in a child process, for who answers HTTP meanwhile."""
        self.settings, self._models_apart = settings, models_apart
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._throttles: dict[str, Throttle] = {}
        self._syncs: dict[str, AccountSync] = {}
        self._anonymizers: dict[str, tuple[str, Anonymizer]] = {}

    @cached_property
    def engine(self) -> Engine:
        engine = make_engine(self.settings.sql_url)
        migrate(engine)
        return engine

    @property
    def master_key_place(self) -> MasterKeyPlace:
        settings = self.settings
        given, following = (
            key.get_secret_value() if key else None for key in (settings.master_key, settings.next_master_key)
        )
        return MasterKeyPlace(settings.data_dir, given, following, settings.master_key_file)

    @cached_property
    def erasure_register(self) -> ErasureRegister:
        place = self.master_key_place
        masters = place.keys(may_create=not keys_exist(self.engine))
        return ErasureRegister(self.settings.erasure_register or place.path.with_name(FILE_NAME), masters)

    @cached_property
    def keyring(self) -> Keyring:
        """Raises `MissingMasterKey` where what is stored needs a master key that is not at hand."""
        keyring = Keyring(self.engine, self.erasure_register.masters, erased=self.erasure_register.holds)
        keyring.check_master()
        return keyring

    @cached_property
    def sealed(self) -> SealedJson:
        return SealedJson(self.keyring)

    @cached_property
    def records(self) -> Records:
        return Records(self.engine, self.keyring)

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.engine, self.keyring, self.seal_for)

    @cached_property
    def pages(self) -> Pages:
        return Pages(self.engine, self.keyring)

    @cached_property
    def originals(self) -> Originals:
        return Originals(self.settings.data_dir / "originals", self.keyring)

    @cached_property
    def runs(self) -> SyncRuns:
        return SyncRuns(self.engine)

    @cached_property
    def agreements(self) -> AgreementStore:
        return AgreementStore(self.engine)

    @cached_property
    def queue(self) -> ApprovalQueue:
        return ApprovalQueue(self.engine, self.sealed)

    @cached_property
    def api_keys(self) -> ApiKeys:
        return ApiKeys(self.engine)

    @cached_property
    def tokens(self) -> SqlTokenStore:
        return SqlTokenStore(self.engine, self.keyring)

    @cached_property
    def authorizations(self) -> Authorizations:
        return Authorizations(self.engine)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.engine)

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
    def detector(self) -> PresidioDetector:
        return PresidioDetector()

    @cached_property
    def index(self) -> IndexRoom:
        from service.index import IndexRoom

        return IndexRoom(self.settings, self.seal_for, self.models if self._models_apart else None)

    @cached_property
    def models(self) -> ModelProcess:
        from service.model_process import ModelProcess

        return ModelProcess(self.settings.embedding_model)

    @cached_property
    def workflows(self) -> DurableWorkflows:
        from service.workflows.durable import DurableWorkflows

        return DurableWorkflows(
            self.settings.workflows_url,
            sync_of=self.sync_of,
            executor_of=self.executor_of,
            compile_documents=self.compiler.compile,
            webhooks_of=self.webhooks_of,
        )

    @cached_property
    def compiler(self) -> AccountCompiler:
        return AccountCompiler(
            self.records,
            self.ledger,
            self.agreements,
            reveal=lambda account, masked: self.anonymizer(account).reveal(masked, Scope(account)),
        )

    @property
    def jobber_app(self) -> JobberApp:
        settings = self.settings
        return JobberApp(
            url=settings.jobber_url,
            client_id=settings.jobber_client_id,
            client_secret=settings.jobber_client_secret.get_secret_value(),
            redirect_uri=settings.redirect_uri,
        )

    def account(self) -> str:
        """The Jobber account asked for, or the only one connected. Raises `NotConnected`."""
        connected = self.tokens.accounts()
        wanted = self.settings.account
        if wanted is not None and wanted in connected:
            return wanted
        if wanted is None and len(connected) == 1:
            return connected[0]
        if not connected:
            raise NotConnected("no Jobber account is connected yet; run `fineprint connect`")
        raise NotConnected(f"say which account: --account {' or --account '.join(connected)}")

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

    def desk_for(self, principal: Principal, carry_out: CarryOut | None = None) -> Desk:
        parts = Parts(
            settings=self.settings,
            records=self.records,
            ledger=self.ledger,
            pages=self.pages,
            originals=self.originals,
            agreements=self.agreements,
            anonymizer=self.anonymizer,
            answerer=self.answerer,
            queue=self.queue,
            decisions=Decisions(self.engine, self.sealed),
            extractions=ExtractionRuns(self.engine, self.sealed),
            erasure=self.erasure,
        )
        return Desk(parts, principal, carry_out)

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
            decisions=Decisions(self.engine, self.sealed),
            extractions=ExtractionRuns(self.engine, self.sealed),
            vault=lambda account: Vault(self.engine, self.keyring, account),
            indexes=lambda: self.index.everywhere(),
            history=WorkflowHistory(self.settings.workflows_url, in_use=in_use),
            forget_names=self._forget_names,
        )
        return AccountErasure(parts, account)

    def keep_erased(self) -> None:
        """Clear what a restored backup has brought back of clients that were erased, and erasures a crash stopped."""
        if self.erasure_register.count()[0]:
            for account in self.tokens.accounts():
                self.erasure(account).finish_others()

    def doorkeeper(self, owner_token: str) -> Doorkeeper:
        return Doorkeeper(self.api_keys, owner_token, self.clients_of_technician)

    def owner_principal(self, role: Role, jobber_user: str | None = None) -> Principal:
        """Whoever sits at this machine, in the role he asks for."""
        return self.doorkeeper("").principal("owner", self.account(), role, jobber_user, None)

    def clients_of_technician(self, account: str, user_id: str) -> frozenset[str]:
        """The clients of the visits assigned to a Jobber user."""
        visits = self.records.all(Scope(account), Visit)
        return frozenset(
            visit.client_id for visit in visits if any(is_named(id, user_id) for id in visit.assigned_user_ids)
        )

    def seal_for(self, account: str) -> Seal:
        return Seal(account, self.keyring.seal_key(account), POLICY_VERSION)

    def anonymizer(self, account: str) -> Anonymizer:
        """The account's anonymizer with the names its records hold now; made anew after each sync."""
        last = self.runs.last_done(Scope(account))
        made = last.id if last else ""
        known = self._anonymizers.get(account)
        if known is None or known[0] != made:
            names = NameBook.of(self.records, Scope(account))
            self._anonymizers[account] = known = (made, self._anonymizer_with(account, names, self.detector))
        return known[1]

    def answerer(self) -> Answerer:
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
            )
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

    def close(self) -> None:
        """Close what was opened, the workflows first: they use all the rest."""
        for name in ("receiver", "workflows", "parser", "models", "index", "http"):
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
            settle=self._settle_index,
            zone=self.settings.zone,
        )

    def _pipeline(self, anonymizer: Anonymizer) -> DocumentPipeline:
        from ingest.pipeline import DocumentPipeline

        room = self.index
        return DocumentPipeline(anonymizer, room.building_searcher(), room.writing(), self.ledger, room.wanted.name)

    def _settle_index(self) -> None:
        """After a sync: deleted points are physically gone, and a complete new generation is switched to."""
        self.index.writing().purge()
        if self.ledger.behind(self.index.wanted.name) == 0:
            self.index.switch()

    def _anonymizer_with(self, account: str, names: NameBook, detector: Detector) -> Anonymizer:
        vault = Vault(self.engine, self.keyring, account)
        return Anonymizer(account, detector, names.gazetteer, vault, self.seal_for(account))

    def _forget_names(self, account: str) -> None:
        """What is held in memory knows an erased client's names; it is made anew when next needed."""
        self._anonymizers.pop(account, None)
        self._syncs.pop(account, None)

    def _client_of(self, account: str) -> JobberClient:
        """Every client of an account shares its throttle."""
        throttle = self._throttles.setdefault(account, Throttle(self.settings.jobber_reserve))
        return client_of(
            self.http, self.jobber_app, self.tokens, account, throttle, version=self.settings.jobber_version
        )
