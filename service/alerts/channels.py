"""Slack by incoming webhook, and mail by SMTP. A channel that fails says so by its error's class alone."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import unquote, urlsplit

import httpx

from service.alerts.messages import Alert
from service.auth.roles import RANK, Role

TIMEOUT = 10.0  # seconds


class NotSent(RuntimeError):
    """The message may not have come; it is tried again."""


class Channel(Protocol):
    """Somewhere an alert goes. `reaches` says whether whoever reads it may decide what needs this role."""

    @property
    def name(self) -> str: ...
    def reaches(self, role: str) -> bool: ...
    def send(self, alert: Alert) -> None:
        """Raises `NotSent`."""


@dataclass(frozen=True)
class Slack:
    """A Slack incoming webhook. Anybody may read the channel, so a message holds counts and links only, and whoever
    follows a link has to sign in."""

    url: str
    http: httpx.Client
    name: str = "slack"

    def reaches(self, role: str) -> bool:  # noqa: ARG002
        return True

    def send(self, alert: Alert) -> None:
        links = [f"• {id}: <{approve}|approve> · <{reject}|reject>" for id, approve, reject in alert.links]
        text = "\n".join([f"*{alert.subject}*", *alert.lines, *links])
        try:
            self.http.post(self.url, json={"text": text}, timeout=TIMEOUT).raise_for_status()
        except httpx.HTTPError as error:
            raise NotSent(type(error).__name__) from None


@dataclass(frozen=True)
class Mail:
    """One person's mail, by an SMTP server: `smtp://` (with STARTTLS where the server offers it) or `smtps://`."""

    server: str
    sender: str
    user_id: str
    address: str
    role: Role

    @property
    def name(self) -> str:
        return f"mail:{self.user_id}"

    def reaches(self, role: str) -> bool:
        return RANK.index(self.role) >= RANK.index(Role(role))

    def send(self, alert: Alert) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, self.address, alert.subject
        message["Message-ID"] = f"<{alert.id}.{self.user_id}@fineprint>"  # the same for every try: a mailbox knows it
        links = [
            line for id, approve, reject in alert.links for line in (id, f"  approve: {approve}", f"  reject: {reject}")
        ]
        message.set_content("\n".join([*alert.lines, "", *links, ""]))
        try:
            with _connected(self.server) as server:
                server.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(type(error).__name__) from None


def _connected(url: str) -> smtplib.SMTP:
    parts, context = urlsplit(url), ssl.create_default_context()
    host = parts.hostname or "localhost"
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=TIMEOUT)
        if parts.username or server.has_extn("starttls"):
            server.starttls(context=context)
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


Channels = Callable[[str], list[Channel]]
