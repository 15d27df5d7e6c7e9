"""Notes with their attachments."""

from clock import utc
from layout import FILES
from note_rows import ROWS


def _type_of(file_name: str) -> str:
    return "application/pdf" if file_name.endswith(".pdf") else "image/png"


def notes() -> list[dict]:
    """One record per row; file sizes are read from what was just drawn."""
    rows, attachment = [], 900
    for number, kind, parent, author, local, message, files, pinned in ROWS:
        held = []
        for name in files:
            attachment += 1
            held.append({"id": f"attachment-{attachment}", "fileName": name, "contentType": _type_of(name),
                         "fileSize": (FILES / name).stat().st_size, "status": "READY", "createdAt": utc(local), "path": name})
        rows.append({"id": f"note-{number}", "__typename": f"{kind}Note", "message": message, "createdAt": utc(local),
                     "lastEditedAt": utc(local), "pinned": pinned, "fileAttachments": held, "createdBy": f"user-{author}",
                     "parent": {"__typename": kind, "id": parent}})
    return rows
