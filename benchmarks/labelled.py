"""Labelled texts: the presidio-research format, and notes with marks like `{C:4471#}` around what is personal."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from anonymize.evaluate import Labelled

_MARK = re.compile(r"\{(?P<kind>[A-Z]):(?P<value>[^}]*)\}")
_MARKS = {"C": "ACCESS_CODE", "A": "STREET_ADDRESS", "P": "PERSON", "T": "PHONE_NUMBER", "E": "EMAIL_ADDRESS"}


@dataclass(frozen=True)
class LabelledText:
    """`held` texts are scored beside the others and never looked at while rules are written."""

    text: str
    labels: tuple[Labelled, ...]
    held: bool


def presidio_research(file: Path) -> list[LabelledText]:
    """A JSON list of `{"full_text", "spans": [{"entity_type", "start_position", "end_position"}], "template_id"}`, the
    format of github.com/microsoft/presidio-research. Half of the templates, by a digest of their ids, are held."""
    items = json.loads(file.read_text(encoding="utf-8"))
    return [LabelledText(item["full_text"], _labels(item["spans"]), _is_held(item["template_id"])) for item in items]


def notes(file: Path, held: bool) -> list[LabelledText]:
    """One note a line; a backslash and n break a line, # starts a comment."""
    lines = (line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return [_note(line.replace("\\n", "\n"), held) for line in lines]


def _labels(spans: list[dict[str, object]]) -> tuple[Labelled, ...]:
    return tuple((int(str(s["start_position"])), int(str(s["end_position"])), str(s["entity_type"])) for s in spans)


def _is_held(template: int) -> bool:
    return hashlib.sha256(str(template).encode()).digest()[0] % 2 == 1


def _note(line: str, held: bool) -> LabelledText:
    text, labels, position = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[position : mark.start()]
        labels.append((len(text), len(text) + len(mark["value"]), _MARKS[mark["kind"]]))
        text, position = text + mark["value"], mark.end()
    return LabelledText(text + line[position:], tuple(labels), held)
