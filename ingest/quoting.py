"""Reply chains: which lines of a message quote an earlier one. Every quoted line is made to begin with "> "."""

from __future__ import annotations

import re

QUOTE = "> "
_WROTE = re.compile(
    r"^(?:on|le|am|el)\b.{6,200}?\b(?:wrote|a écrit|schrieb|escribió)\s*:\s*$", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
_ORIGINAL = re.compile(
    r"^[-_ ]{2,}\s*(?:original message|forwarded message|reply message)\s*[-_ ]*$|^begin forwarded message:\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADERS = re.compile(
    r"^(?:_{8,}\s*\n\s*)?\*?from:\*?[^\n]+\n(?:\*?(?:sent|date|to|cc|subject):\*?[^\n]*\n?){2,}",
    re.IGNORECASE | re.MULTILINE,
)


def marked(text: str) -> str:
    """The text with everything that is quoted marked as such; what is marked already stays as it is."""
    begin = _chain_begins(text)
    return text if begin is None else text[:begin] + quoted(text[begin:])


def quoted(text: str) -> str:
    return "\n".join(line if line.startswith(">") else f"{QUOTE}{line}".rstrip() for line in text.splitlines())


def _chain_begins(text: str) -> int | None:
    """Where the first line that introduces an earlier message stands."""
    starts = [match.start() for match in (_ORIGINAL.search(text), _HEADERS.search(text), _wrote(text)) if match]
    return min(starts, default=None)


def _wrote(text: str) -> re.Match[str] | None:
    """ "On <day> <somebody> wrote:", which mail programs break over two lines at most."""
    return next((match for match in _WROTE.finditer(text) if match.group().strip().count("\n") <= 1), None)
