"""Whether the files of an installed package are those it was installed with (its RECORD, PEP 376 and PEP 627)."""

from __future__ import annotations

import base64
import hashlib
from importlib.metadata import PackagePath, distribution


def altered_files(package: str, *, only: str = "*") -> list[str]:
    """The files that are gone or not what RECORD says; raises `PackageNotFoundError`."""
    files = distribution(package).files or []
    return [str(file) for file in files if file.match(only) and file.hash is not None and not _is_as_installed(file)]


def _is_as_installed(file: PackagePath) -> bool:
    path = file.locate()
    if file.hash is None or not path.is_file():  # type: ignore[attr-defined]
        return False
    with open(str(path), "rb") as opened:
        digest = hashlib.file_digest(opened, file.hash.mode).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == file.hash.value
