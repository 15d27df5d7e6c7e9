"""What pypdf tells of a PDF beside its pages' text: title, form fields, typed-on notes, files embedded in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.words import Word, word
from retrieval.model import Box

HIDDEN = 2 | 32  # annotation flags Hidden and NoView (PDF 32000-1, table 165)
PUSHBUTTON = 1 << 16
LARGEST = 11.0
WIDTH = 0.5  # of the type size: what one letter of a field takes
CHECKED, UNCHECKED = "☒", "☐"


@dataclass(frozen=True)
class Filled:
    """What stands in one form field or typed-on note, and where on its page."""

    text: str
    box: Box

    def words(self, rotation: int) -> Iterator[Word]:
        """The field's words set out on its box, line by line."""
        lines = self.text.splitlines() or [""]
        step = (self.box[3] - self.box[1]) / len(lines)
        for at, line in enumerate(lines):
            x, top = self.box[0], self.box[3] - at * step
            size = min(LARGEST, 0.8 * step)
            for text in line.split():
                end = min(x + len(text) * size * WIDTH, max(self.box[2], x + 1))
                yield word(text, (x, top - step, end, top), size=size, rotation=rotation)
                x = end + 0.25 * size


@dataclass(frozen=True)
class Extras:
    """`fields` by page index; `readable` is False where pypdf could not follow the file's structure."""

    title: str = ""
    fields: dict[int, tuple[Filled, ...]] = field(default_factory=dict)
    attachments: int = 0
    readable: bool = True


def extras(data: bytes) -> Extras:
    """Never raises for a broken file: what cannot be followed is left out and said."""
    import io

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            reader.decrypt("")
        fields = {index: tuple(_filled(page)) for index, page in enumerate(reader.pages) if "/Annots" in page}
        title = str(reader.metadata.title or "") if reader.metadata else ""
        return Extras(title, {index: found for index, found in fields.items() if found}, len(reader.attachments))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        return Extras(readable=False)


def _filled(page: Any) -> Iterator[Filled]:
    for reference in page["/Annots"] or ():
        annotation = reference.get_object()
        if int(annotation.get("/F", 0)) & HIDDEN or "/Rect" not in annotation:
            continue
        text = _value(annotation)
        if text.strip():
            x0, y0, x1, y1 = (float(value) for value in annotation["/Rect"])
            yield Filled(text.strip(), (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def _value(annotation: Any) -> str:
    if annotation.get("/Subtype") == "/FreeText":
        return str(annotation.get("/Contents") or "")
    if annotation.get("/Subtype") != "/Widget":
        return ""
    kind, value = _inherited(annotation, "/FT"), _inherited(annotation, "/V")
    if kind == "/Btn":
        if int(_inherited(annotation, "/Ff") or 0) & PUSHBUTTON:
            return ""
        return UNCHECKED if annotation.get("/AS", "/Off") == "/Off" else CHECKED
    if kind in ("/Tx", "/Ch") and value is not None:
        return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)
    return ""


def _inherited(annotation: Any, key: str) -> Any:
    """A field's value may stand on one of its parents."""
    for _ in range(16):
        if key in annotation:
            return annotation[key].get_object() if hasattr(annotation[key], "get_object") else annotation[key]
        if "/Parent" not in annotation:
            return None
        annotation = annotation["/Parent"].get_object()
    return None
