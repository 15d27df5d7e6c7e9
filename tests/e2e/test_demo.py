"""The demo is a promise: one command, no settings, and everything it quotes stands where it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from email import message_from_bytes, policy
from pathlib import Path

from tests.e2e.installation import HARBORLINE, REPOSITORY
from tests.e2e.quotes import run_together

# "  [1] OBrien_Rider_1.pdf, page 1, RIDER NO. 1 > First" and below it the quote
CITED = re.compile(r"^  \[\d+\] (?P<source>.+)\n +“(?P<quote>.+)”$", re.MULTILINE)
RECORDS = (HARBORLINE / "account.json").read_text()  # what notes, jobs and time sheets say
PAGED = re.compile(r"(?P<file>[^,]+\.pdf), page (?P<page>\d+)")


def test_the_demo_tells_the_main_job_and_every_quote_of_it_stands_in_the_sample(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [sys.executable, "-m", "service.cli", "demo", "--folder", str(tmp_path / "demo")],
        env=environment,
        cwd=tmp_path,
        text=True,
        capture_output=True,
        timeout=240,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"Done in \d+ s", done.stdout)
    quoted = [(found["source"], found["quote"]) for found in CITED.finditer(done.stdout)]
    assert len(quoted) >= 8
    assert [pair for pair in quoted if not _stands(*pair)] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo"], "nothing is left beside the demo's folder"


def _stands(source: str, quote: str) -> bool:
    paged = PAGED.match(source)
    words = _page(paged["file"], int(paged["page"])) if paged else _mail(source) if source.endswith(".eml") else RECORDS
    return run_together(quote) in run_together(words)


def _page(file: str, number: int) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(HARBORLINE / "files" / file) as pdf:
        return str(pdf[number - 1].get_textpage().get_text_bounded())


def _mail(file: str) -> str:
    mail = message_from_bytes((HARBORLINE / "communications" / file).read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    return f"{mail['Subject']} {body.get_content()}"
