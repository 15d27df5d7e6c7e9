"""The signed certificate of an erasure: what was deleted, what was looked for afterwards, and what was found.

Ed25519 (RFC 8032) over the certificate's JSON without `signature`, keys sorted, no blanks, UTF-8. The signing key comes
from the account's secret, so it stays the same through rotations; the certificate carries the public key. The client
stands in it as a keyed hash only.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from anonymize.keys import Keyring

Json = dict[str, Any]
KIND = "Fineprint erasure certificate, version 1"


class NotACertificate(ValueError):
    """What was given is not a certificate of ours, or cannot be read."""


@dataclass(frozen=True)
class Verification:
    """`valid`: nothing was changed since it was signed. `ours`: signed by this installation; None where it cannot tell.

    `names_client`: it is about the client that was asked for; None where none was asked for.
    """

    valid: bool
    public_key: str
    ours: bool | None = None
    names_client: bool | None = None

    def as_json(self) -> Json:
        return {
            "valid": self.valid,
            "public_key": self.public_key,
            "signed_by_this_installation": self.ours,
            "names_client": self.names_client,
        }


class Notary:
    """Signs and checks for one account."""

    def __init__(self, keyring: Keyring, account: str) -> None:
        self._secret = keyring.account_secret(account, "name who was erased")
        self._key = Ed25519PrivateKey.from_private_bytes(keyring.account_secret(account, "sign erasure certificates"))

    @property
    def public_key(self) -> str:
        return self._key.public_key().public_bytes_raw().hex()

    def client_hash(self, client_id: str) -> str:
        return hmac.new(self._secret, client_id.encode(), hashlib.sha256).hexdigest()

    def signed(self, statement: Json) -> Json:
        body = {"kind": KIND, **statement, "public_key": self.public_key}
        return body | {"signature": self._key.sign(_canonical(body)).hex()}

    def verify(self, certificate: Json, client_id: str | None = None) -> Verification:
        found = verify(certificate)
        return Verification(
            valid=found.valid,
            public_key=found.public_key,
            ours=found.valid and found.public_key == self.public_key,
            names_client=None if client_id is None else certificate.get("client") == self.client_hash(client_id),
        )


def verify(certificate: Json) -> Verification:
    """Against the public key that it carries: needs no installation. Raises `NotACertificate`."""
    try:
        body = {name: value for name, value in certificate.items() if name != "signature"}
        public_key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(certificate["public_key"]))
        signature = bytes.fromhex(certificate["signature"])
    except (KeyError, ValueError, TypeError, AttributeError):
        raise NotACertificate(
            "this is no erasure certificate; give the JSON file that `fineprint erase` wrote"
        ) from None
    try:
        public_key.verify(signature, _canonical(body))
    except InvalidSignature:
        return Verification(False, certificate["public_key"])
    return Verification(body.get("kind") == KIND, certificate["public_key"])


def parse(text: str) -> Json:
    try:
        certificate = json.loads(text)
    except json.JSONDecodeError:
        certificate = None
    if not isinstance(certificate, dict):
        raise NotACertificate("this is no erasure certificate; give the JSON file that `fineprint erase` wrote")
    return certificate


def readable(certificate: Json) -> str:
    """The certificate in words, for whoever asked to be forgotten."""
    deleted = [f"  {name.replace('_', ' ')}: {count}" for name, count in certificate["deleted"].items()]
    probes = [
        f"  {'ok ' if probe['passed'] else 'FOUND'} {probe['probe']}: looked for {probe['looked_for']}, "
        f"found {probe['found_before']} before and {probe['found']} after"
        for probe in certificate["probes"]
    ]
    held = "Nothing of the person was found." if certificate["passed"] else "Something was found; see the probes above."
    return "\n".join(
        [
            f"Erasure certificate {certificate['id']}",
            f"Account {certificate['account']}, client (keyed hash) {certificate['client']}",
            f"Begun {certificate['begun_at']}, ended {certificate['ended_at']}",
            "The key that sealed what the client's records, texts and files said was destroyed.",
            "Deleted:",
            *deleted,
            "Looked for afterwards:",
            *probes,
            held,
            *[f"Note: {note}" for note in certificate["notes"]],
            f"Signed with the Ed25519 key {certificate['public_key']}",
        ]
    )


def _canonical(body: Json) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
