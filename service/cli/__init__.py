"""The `fineprint` command. Each module adds its commands; what they need is imported when they run."""

from __future__ import annotations

import gc
import sys

from service.cli.agreements import agreements
from service.cli.app import cli
from service.cli.asking import ask, card, check, documents
from service.cli.audit import audit
from service.cli.connecting import connect, disconnect, simulate
from service.cli.deciding import approvals
from service.cli.doctor import doctor
from service.cli.erase import erasure
from service.cli.evaluating import evaluation
from service.cli.extracting import extract
from service.cli.failing import explain
from service.cli.fields import fields
from service.cli.keeping import backup, reindex, restore
from service.cli.keys import keys
from service.cli.mcp import mcp
from service.cli.rollout import rollout
from service.cli.serving import api_keys, serve, worker
from service.cli.sync import sync
from service.cli.users import users
from service.cli.vocabulary import vocabulary
from service.cli.webhooks import webhooks

# Importing a module adds its commands to `cli`.
__all__ = [
    "agreements",
    "api_keys",
    "approvals",
    "ask",
    "audit",
    "backup",
    "card",
    "check",
    "cli",
    "connect",
    "disconnect",
    "doctor",
    "documents",
    "erasure",
    "evaluation",
    "extract",
    "fields",
    "keys",
    "main",
    "mcp",
    "reindex",
    "restore",
    "rollout",
    "serve",
    "simulate",
    "sync",
    "users",
    "vocabulary",
    "webhooks",
    "worker",
]


def main() -> None:
    """Run the command line; every expected failure is one line on stderr and exit status 1."""
    # What loading the models makes stays: looking for garbage among it costs a fifth of the time.
    gc.set_threshold(50_000, 20, 20)
    try:
        cli()
    except Exception as error:
        line = explain(error)
        if line is None:
            raise
        print(f"fineprint: {line}", file=sys.stderr)
        sys.exit(1)
