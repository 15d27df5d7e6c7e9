"""What the checks look over: the installation as its settings describe it, without making any of it."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from anonymize.errors import AnonymizeError
from ingest.jobber.connection import client_of
from ingest.jobber.connection_state import ConnectionState
from ingest.jobber.errors import JobberError
from ingest.jobber.throttle import Throttle
from service.app import App
from service.doctor.finding import NotYet
from service.owner import OwnerAddress, serving_owner
from service.settings import Settings
from service.store.engine import make_engine, revisions

if TYPE_CHECKING:
    from ingest.jobber.client import JobberClient


class Premises:
    """Works beside the process that serves, and where nothing was set up yet."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._asked: dict[str, JobberClient | JobberError] = {}

    @cached_property
    def revisions(self) -> tuple[str | None, str | None]:
        """The database's revision and the one this version wants. Raises `SQLAlchemyError`, and `NotYet` for no file."""
        url = self.settings.sql_url
        if self.settings.database_url is None and not (self.settings.data_dir / "fineprint.sqlite").exists():
            raise NotYet("nothing is stored yet")
        engine = make_engine(url)
        try:
            return revisions(engine)
        finally:
            engine.dispose()

    @cached_property
    def app(self) -> App:
        """The installation's parts. Raises `NotYet` where the database is not one this version can read as it is."""
        try:
            found, wanted = self.revisions
        except SQLAlchemyError:
            raise NotYet("the database cannot be read") from None
        if found != wanted:
            raise NotYet("the database is not set up for this version yet")
        return App(self.settings)

    @cached_property
    def accounts(self) -> list[str]:
        """The accounts to look at: the one asked for, or all that were ever connected."""
        with suppress(NotYet, AnonymizeError):
            known = self.app.tokens.accounts()
            wanted = self.settings.account
            return known if wanted is None else [account for account in known if account == wanted]
        return []

    @cached_property
    def owner(self) -> OwnerAddress | None:
        """The process that serves this data folder, where there is one."""
        return serving_owner(self.settings.data_dir)

    def state(self, account: str) -> ConnectionState:
        state = self.app.tokens.state(account)
        if state is None:
            raise NotYet("the account was never connected")
        return state

    def connected(self, account: str) -> ConnectionState:
        """The state of an account whose permission stands; raises `NotYet` for one that is disconnected."""
        state = self.state(account)
        if not state.connected:
            raise NotYet("the account is disconnected")
        return state

    def jobber(self, account: str) -> JobberClient:
        """A client of an account for which Jobber answers; raises the `JobberError` it answers with. Asks once."""
        if account not in self._asked:
            client = self._client(account)
            try:
                client.execute("Account", {})
                self._asked[account] = client
            except JobberError as error:
                self._asked[account] = error
        asked = self._asked[account]
        if isinstance(asked, JobberError):
            raise asked
        return asked

    def _client(self, account: str) -> JobberClient:
        """It keeps to the limits by itself: a few small calls beside those of the serving process."""
        app, settings = self.app, self.settings
        throttle = Throttle(settings.jobber_reserve)
        return client_of(app.http, app.jobber_app, app.tokens, account, throttle, version=settings.jobber_version)

    def close(self) -> None:
        if "app" in self.__dict__:
            self.app.close()
