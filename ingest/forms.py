"""What pypdf tells of a PDF beside its pages' text: form fields and typed-on notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ingest.words import Word, word
from retrieval.model import Box

HIDDEN = 2 | 32  # annotation flags Hidden and NoView (PDF 32000-1, table 165)
PUSHBUTTON = 1 << 16
WHITE, SMALLEST = 0.95, 3.0
LARGEST = 11.0
WIDTH = 0.5  # of the type size: what one letter of a field takes
CHECKED, UNCHECKED = "☒", "☐"


@dataclass(frozen=True)
class Filled:
    """What stands in one form field or typed-on note, and where on its page."""

    text: str
    box: Box
    hidden: bool = False
    """Set in white or in a type too small to be read."""

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


class Form:
    """A PDF's form fields and typed-on notes. Read only once a page that has some asks for them: it takes a while."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.readable = True
        """False once pypdf could not follow the file's structure: then there are none."""

    def on(self, page: Any, index: int) -> tuple[Filled, ...]:
        """What stands on a pypdfium2 page, the document's `index`th counted from 0."""
        return self._fields.get(index, ()) if _filled_in(page) else ()

    @cached_property
    def _fields(self) -> dict[int, tuple[Filled, ...]]:
        found = _fields(self._data)
        self.readable = found is not None
        return found or {}


def _filled_in(page: Any) -> bool:
    """Whether a page has annotations of a kind that holds words; links and marks are none."""
    import pypdfium2.raw as pdfium

    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT):
            return True
    return False


def _fields(data: bytes) -> dict[int, tuple[Filled, ...]] | None:
    """By page index; None for a file that pypdf cannot follow."""
    import io

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            reader.decrypt("")
        return {index: tuple(_filled(page)) for index, page in enumerate(reader.pages) if "/Annots" in page}
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        return None


def _filled(page: Any) -> Iterator[Filled]:
    for reference in page["/Annots"] or ():
        annotation = reference.get_object()
        if int(annotation.get("/F", 0)) & HIDDEN or "/Rect" not in annotation:
            continue
        text = _value(annotation)
        if text.strip():
            x0, y0, x1, y1 = (float(value) for value in annotation["/Rect"])
            box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
            yield Filled(text.strip(), box, _unseen(annotation))


def _unseen(annotation: Any) -> bool:
    """Whether the field's own looks (its /DA, PDF 32000-1, 12.7.3.3) hide it: white type on no ground, or tiny type."""
    looks = str(_inherited(annotation, "/DA") or "")
    size = re.search(r"([\d.]+)\s+Tf\b", looks)
    colours = re.findall(r"((?:[\d.]+\s+){1,4})(?:g|rg)\b", looks)
    white = bool(colours) and all(float(part) >= WHITE for part in colours[-1].split())
    grounded = "/BG" in (annotation.get("/MK") or {})
    return (white and not grounded) or (size is not None and 0 < float(size.group(1)) < SMALLEST)


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
