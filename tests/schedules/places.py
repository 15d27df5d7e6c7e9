"""What all schedules start from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.schedules.installation import empty_template


def made_places(folder: Path) -> dict[str, Any]:
    """An empty database, the account's folder and some files to attach."""
    (folder / "template").mkdir()
    files = []
    for number, words in enumerate(("Two visits a year are included.", "Parts are 15 % off.", "Leaks are excluded.")):
        file = folder / f"paper-{number}.pdf"
        file.write_bytes(b"%PDF-1.4 " + words.encode())
        files.append(file)
    return {
        "template": empty_template(folder / "template"),
        "account": folder / "account",
        "files": files,
    }
