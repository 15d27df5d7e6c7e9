"""Jobber's ids: opaque `EncodedId`s, in practice base64 of `gid://Jobber/<Type>/<end>`.

Nothing but what is shown to people may look inside one; a real id that is no `gid` is shown as it is.
"""

from __future__ import annotations

import base64
import binascii
import re

_GID = re.compile(r"gid://Jobber/(?P<type>\w+)/(?P<end>.+)")
_NUMBERED = re.compile(r"[A-Za-z]+(?:[-_][A-Za-z]+)*[-_](?P<number>\d+)")


def opaque_id(type_name: str, short: str) -> str:
    """The opaque form of an account folder's id: `client-7` of a Client is `gid://Jobber/Client/7` in base64."""
    return encoded(type_name, numeric_end(short) or short)


def encoded(type_name: str, end: str) -> str:
    return base64.b64encode(f"gid://Jobber/{type_name}/{end}".encode()).decode()


def numeric_end(short: str) -> str | None:
    """`7` of `client-7`; None for ids such as `visit-1001-2`, which are kept whole."""
    match = _NUMBERED.fullmatch(short)
    return match["number"] if match else short if short.isdigit() else None


def short_id(opaque: str) -> str:
    """The readable end of an opaque id (`1001`, or `visit-1001-2` where it has no plain number)."""
    decoded = _decode(opaque)
    return decoded[1] if decoded else opaque


def record_name(type_name: str, opaque: str) -> str:
    """A record as people call it: "job note 57", "time sheet entry 1014"."""
    return f"{re.sub(r'(?<=[a-z])(?=[A-Z])', ' ', type_name).lower()} {short_id(opaque)}"


def type_of(opaque: str) -> str | None:
    """The GraphQL type an opaque id names, None when it is not of the usual form."""
    decoded = _decode(opaque)
    return decoded[0] if decoded else None


def is_named(opaque: str, text: str) -> bool:
    """Whether a person who writes `text` (`job-1001`, `1001`, or the opaque id itself) can mean this record."""
    end = short_id(opaque)
    return text in (opaque, end) or numeric_end(text) == end


def _decode(opaque: str) -> tuple[str, str] | None:
    try:
        text = base64.b64decode(opaque, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    match = _GID.fullmatch(text)
    return (match["type"], match["end"]) if match else None
