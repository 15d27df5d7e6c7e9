"""What an installation keeps on disk, each store made when first needed: the database, the keys and all that they seal."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Engine

from anonymize.boundary import Scope, Seal
from anonymize.canary import Canary
from anonymize.erasure_register import FILE_NAME, ErasureRegister
from anonymize.keys import Keyring
from anonymize.master_key import MasterKeyPlace
from anonymize.policy import POLICY_VERSION
from anonymize.vault import Vault
from anonymize.wrapped_keys import keys_exist
from ingest.jobber.authorization import Authorizations
from ingest.jobber.inbox import Inbox
from ingest.jobber.token_store import SqlTokenStore
from ingest.ledger import Ledger
from ingest.originals import Originals
from ingest.pages import Pages
from ingest.records import Records
from ingest.runs import SyncRuns
from service.access import Access
from service.agreements.store import AgreementStore
from service.approvals.queue import ApprovalQueue
from service.audit.anchor import FILE_NAME as ANCHOR_FILE
from service.audit.anchor import Anchors
from service.audit.log import AuditLog
from service.auth.api_keys import ApiKeys
from service.auth.sessions import Sessions
from service.auth.sign_in_links import SignInLinks
from service.auth.users import Users
from service.decisions import Decisions
from service.directory import Directories
from service.extraction.field_maps import FieldMaps
from service.extraction.runs import ExtractionRuns
from service.file_names import FileNames
from service.held import Held
from service.reviews import Reviews
from service.settings import Settings
from service.store.engine import make_engine, migrate
from service.store.sealed_json import SealedJson


class NotConnected(RuntimeError):
    """No Jobber account, or not the one asked for, has given its permission."""


class Stores:
    """Opens nothing but what is asked for; makes the data folder."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)

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
        return ApprovalQueue(self.engine, self.sealed, self.audit)

    @cached_property
    def audit(self) -> AuditLog:
        anchor = self.settings.audit_anchor or self.master_key_place.path.with_name(ANCHOR_FILE)
        return AuditLog(self.engine, self.keyring, Anchors(anchor))

    @cached_property
    def decisions(self) -> Decisions:
        return Decisions(self.engine, self.sealed)

    @cached_property
    def reviews(self) -> Reviews:
        return Reviews(self.engine, self.sealed, self.audit)

    @cached_property
    def extractions(self) -> ExtractionRuns:
        return ExtractionRuns(self.engine, self.sealed, self.audit)

    @cached_property
    def field_maps(self) -> FieldMaps:
        return FieldMaps(self.engine, self.records, self.audit)

    @cached_property
    def api_keys(self) -> ApiKeys:
        return ApiKeys(self.engine)

    @cached_property
    def users(self) -> Users:
        return Users(self.engine, self.keyring)

    @cached_property
    def sessions(self) -> Sessions:
        return Sessions(self.engine, self.users)

    @cached_property
    def access(self) -> Access:
        return Access(
            self.api_keys,
            self.users,
            self.sessions,
            SignInLinks(self.engine),
            self.audit,
            self.records,
            self.tokens.accounts,
        )

    @cached_property
    def tokens(self) -> SqlTokenStore:
        return SqlTokenStore(self.engine, self.keyring)

    @cached_property
    def authorizations(self) -> Authorizations:
        return Authorizations(self.engine)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.engine)

    def vault(self, account: str) -> Vault:
        return Vault(self.engine, self.keyring, account)

    def clients_of_technician(self, account: str, user_id: str) -> frozenset[str]:
        """The clients of the visits assigned to a Jobber user."""
        return self.held.directories.of(Scope(account)).clients_of_user(user_id)

    @cached_property
    def held(self) -> Held:
        return Held(Directories(self.records, self._records_stand_at, self.settings.zone), FileNames(self.ledger))

    def _records_stand_at(self, account: str) -> str:
        """Other for each run and each batch of webhooks that has ended, and for each stage of a run, by whatever process."""
        runs, settled = self.runs.recent(Scope(account), 1), self.inbox.settled_until(account)
        return " ".join(f"{run.id} {run.state} {run.stage}" for run in runs) + f" {settled or ''}"

    def was_synced(self) -> bool:
        """Whether a sync of any account ever came to its end."""
        return any(self.runs.last_done(Scope(account)) for account in self.tokens.accounts())

    def canary(self, account: str) -> Canary:
        return Canary.of(self.keyring.account_secret(account, "canary"))

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

    def seal_for(self, account: str) -> Seal:
        return Seal(account, self.keyring.seal_key(account), POLICY_VERSION)
