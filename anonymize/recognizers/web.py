"""Web addresses, bare domain names and IP addresses: a client's own site names the client."""

from __future__ import annotations

import re

from anonymize.recognizers.rule import Match, Recognizer, Rule

_URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"')\]]{3,500}(?<![.,;:])", re.IGNORECASE)
_DOMAIN = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}"
    r"(?:com|org|net|edu|gov|us|ca|io|biz|info|co|dev|app|church|example)\b(?:/[^\s<>\"')\]]{0,200}(?<![.,;:]))?",
    re.IGNORECASE,
)
_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)")


def _is_address(match: Match) -> bool:
    """Four numbers below 256, and no clause number: those have no part of three digits."""
    parts = [int(part) for part in match.group().split(".")]
    return max(parts) < 256 and max(parts) > 99


RECOGNIZER = Recognizer("web", (Rule("URL", _URL), Rule("URL", _DOMAIN), Rule("IP_ADDRESS", _IPV4, _is_address)))
