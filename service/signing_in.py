"""How people sign in, put together from the settings: with one issuer, or not at all."""

from __future__ import annotations

from sqlalchemy import Engine

from service.access import Access
from service.api.signin import SigningIn
from service.auth.oidc import Issuer, NoIssuer
from service.auth.sign_ins import SignIns
from service.settings import Settings


def signing_in_with(settings: Settings, engine: Engine, access: Access) -> SigningIn:
    public = settings.public_url.rstrip("/")
    secret, returns = settings.oidc_client_secret.get_secret_value(), f"{public}/auth/callback"
    url = settings.oidc_issuer
    issuer = Issuer(url, settings.oidc_client_id, secret, returns) if url else NoIssuer()
    return SigningIn(issuer, SignIns(engine), access, secure=public.startswith("https:"))
