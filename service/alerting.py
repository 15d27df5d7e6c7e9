"""Alerts put together from the settings: Slack and mail where they are set, to the people who may approve."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import httpx
from sqlalchemy import Engine

from service.alerts.channels import Channel, Mail, Slack
from service.alerts.outbox import Outbox
from service.alerts.sending import Alerts
from service.audit.log import AuditLog
from service.auth.roles import PERMISSIONS, Permission
from service.auth.users import Users
from service.settings import Settings


def alerts_with(
    settings: Settings,
    engine: Engine,
    audit: AuditLog,
    users: Users,
    http: httpx.Client,
    accounts: Callable[[], Iterable[str]],
) -> Alerts | None:
    """None where neither Slack nor a mail server is set."""
    slack, server = (url and url.get_secret_value() for url in (settings.slack_webhook_url, settings.smtp_url))
    if not slack and not server:
        return None

    def channels(account: str) -> list[Channel]:
        found: list[Channel] = [Slack(slack, http)] if slack else []
        for user in users.all(account) if server else ():
            if server and not user.disabled and Permission.APPROVE in PERMISSIONS[user.role]:
                found.append(Mail(server, settings.alerts_from, user.id, user.email, user.role))
        return found

    return Alerts(Outbox(engine, audit), channels, accounts, settings.public_url)
