"""Loaded by every Python process of an end-to-end test: notes each address it looks up or connects to.

What is not on this machine is refused, so that a test never leaves it.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

LOOPBACK = ("127.0.0.1", "::1", "localhost", "")
ADDRESS_AT = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}
NAME_AT = {"socket.getaddrinfo": 0, "socket.gethostbyname": 0, "socket.gethostbyaddr": 0}
LOG = os.environ.get("NETWORK_LOG")


def _host(event: str, arguments: tuple[Any, ...]) -> str | None:
    """Where the event goes; None for one that goes nowhere, such as a socket in the file system."""
    if event in NAME_AT:
        return str(arguments[NAME_AT[event]] or "")
    address = arguments[ADDRESS_AT[event]] if event in ADDRESS_AT else None
    return str(address[0]) if isinstance(address, tuple) else None


def _record(event: str, arguments: tuple[Any, ...]) -> None:
    if not event.startswith("socket."):
        return
    host = _host(event, arguments)
    if host is None or LOG is None:
        return
    with open(LOG, "a", encoding="utf-8") as log:
        log.write(json.dumps({"event": event, "host": host, "program": sys.argv[:3]}) + "\n")
    if host not in LOOPBACK:
        raise PermissionError(f"{event} beyond this machine")


if LOG is not None:
    sys.addaudithook(_record)
