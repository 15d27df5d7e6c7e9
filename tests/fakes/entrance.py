"""How people and programs come in, over a real database."""

from __future__ import annotations

from sqlalchemy import Engine

from anonymize.keys import Keyring
from ingest.records import Records
from service.access import Access
from service.api.signin import SigningIn, SignsIn
from service.auth.api_keys import ApiKeys
from service.auth.oidc import NoIssuer
from service.auth.sessions import Sessions
from service.auth.sign_in_links import SignInLinks
from service.auth.sign_ins import SignIns
from service.auth.users import Users
from tests.fakes.auditing import audit_of


def access_of(engine: Engine, keyring: Keyring, *accounts: str) -> Access:
    users = Users(engine, keyring)
    return Access(
        ApiKeys(engine),
        users,
        Sessions(engine, users),
        SignInLinks(engine),
        audit_of(engine, keyring),
        Records(engine, keyring),
        lambda: accounts or ("acme",),
    )


def signing_in_of(
    engine: Engine, keyring: Keyring, issuer: SignsIn | None = None, *, secure: bool = False
) -> SigningIn:
    return SigningIn(issuer or NoIssuer(), SignIns(engine), access_of(engine, keyring), secure)
