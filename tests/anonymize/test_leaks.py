from __future__ import annotations

import base64
import gzip
import json
import quopri
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from anonymize.leaks import LeakScan, digest_of, find_leaks
from anonymize.lz4_blocks import lz4_blocks

NAME, CODE, PHONE = "Maeve O'Brien-Núñez", "4471#", "(218) 555-0142"
VALUES = [NAME, CODE, PHONE, "12 Elm Street, Ely"]
AROUND = "note: %s, thanks"


def as_base64(text: str) -> bytes:
    return base64.b64encode(text.encode())


DISGUISES: dict[str, Callable[[str], bytes]] = {
    "plain": lambda text: text.encode(),
    "upper case": lambda text: text.upper().encode(),
    "lower case": lambda text: text.lower().encode(),
    "UTF-16 little": lambda text: text.encode("utf-16-le"),
    "UTF-16 big": lambda text: text.encode("utf-16-be"),
    "base64": as_base64,
    "base64 shifted by one": lambda text: as_base64("x" + text),
    "base64 shifted by two": lambda text: as_base64("xy" + text),
    "base64 for URLs": lambda text: base64.urlsafe_b64encode(text.encode()),
    "hex": lambda text: text.encode().hex().encode(),
    "upper hex": lambda text: text.encode().hex().upper().encode(),
    "JSON escapes": lambda text: json.dumps({"text": text}).encode(),
    "percent escapes": lambda text: quote(text).encode(),
    "HTML escapes": lambda text: text.replace("'", "&#39;").replace("ú", "&uacute;").encode(),
    "quoted-printable": lambda text: quopri.encodestring(text.encode()),
    "zlib": lambda text: b"\0junk" + zlib.compress(text.encode()) + b"junk",
    "gzip": lambda text: gzip.compress(text.encode()),
    "gzip inside base64": lambda text: base64.b64encode(gzip.compress(text.encode())),
    "zlib inside URL base64": lambda text: b"state=" + base64.urlsafe_b64encode(zlib.compress(text.encode())),
    "escapes among binary": lambda text: bytes(range(256)) + json.dumps(text).encode() + bytes(range(256)),
    "base64 inside gzip": lambda text: gzip.compress(as_base64(text)),
    "broken lines": lambda text: text.replace(" ", "\n").encode(),
    "typographic apostrophe": lambda text: text.replace("'", "’").encode(),
    "no diacritics": lambda text: text.replace("ú", "u").replace("ñ", "n").encode(),
    "in binary": lambda text: bytes(range(256)) + text.encode() + bytes(range(256)),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_name_is_found_in_every_disguise(disguise: str, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file.bin").write_bytes(DISGUISES[disguise](AROUND % NAME))
    leaks = find_leaks(tmp_path, VALUES)
    assert {leak.path for leak in leaks} == {"deep/file.bin"}
    assert {leak.value_digest for leak in leaks} == {digest_of(NAME)}


@pytest.mark.parametrize("written", ["(218) 555-0142", "2185550142", "+12185550142", "218.555.0142"])
def test_a_phone_number_is_found_by_its_digits(written: str, tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text(f"called {written} twice")
    assert {leak.value_digest for leak in find_leaks(tmp_path, VALUES)} == {digest_of(PHONE)}


def test_a_short_value_counts_as_a_word_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("sha 9f4471#e0")
    assert find_leaks(tmp_path, [CODE]) == []
    (tmp_path / "a.txt").write_text("gate 4471# works")
    assert [leak.value_digest for leak in find_leaks(tmp_path, [CODE])] == [digest_of(CODE)]


def test_file_and_folder_names_are_read(tmp_path: Path) -> None:
    (tmp_path / "Maeve O'Brien-Nunez 2025").mkdir()
    (tmp_path / "12_elm_street_ely.pdf").write_bytes(b"")
    leaks = find_leaks(tmp_path, VALUES)
    assert {leak.path for leak in leaks} == {"Maeve O'Brien-Nunez 2025", "12_elm_street_ely.pdf"}
    assert {leak.where.split(",")[0] for leak in leaks} == {"name"}


def test_sqlite_cells_are_read_though_pages_cut_them_and_the_log_holds_them(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "app.sqlite")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA wal_autocheckpoint=0")
    database.execute("CREATE TABLE notes (id INTEGER, text TEXT, packed BLOB)")
    packed = gzip.compress((AROUND % PHONE).encode())
    cut_by_pages = "".join(f"{n:07d} " + NAME + " " for n in range(600))
    database.execute("INSERT INTO notes VALUES (1, ?, ?)", (cut_by_pages, packed))
    database.commit()
    leaks = find_leaks(tmp_path, VALUES)
    database.close()
    cells = {(leak.where.split(",")[0], leak.value_digest) for leak in leaks if leak.where.startswith("SQLite")}
    assert cells == {("SQLite notes.text", digest_of(NAME)), ("SQLite notes.packed", digest_of(PHONE))}


def test_zip_entries_and_their_names_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "backup.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{NAME}.txt", "nothing")
        archive.writestr("b.txt", AROUND % PHONE)
    assert {leak.value_digest for leak in find_leaks(tmp_path, VALUES)} == {digest_of(NAME), digest_of(PHONE)}


def test_payloads_are_read_though_the_index_packs_them(tmp_path: Path) -> None:
    """Two Gridstore values, the second with its name as a repetition of the first part of itself."""
    first = b'{"text":"Maeve "}'
    packed = b"".join((len(first).to_bytes(4, "little"), bytes([0xF0, len(first) - 15]), first))
    literal = b"O'Brien-N"
    second = b"".join(
        ((27).to_bytes(4, "little"), bytes([0x92]), literal, (9).to_bytes(2, "little"), bytes([0xC0]), b"unez, Maeve ")
    )
    page = packed.ljust(128, b"\0") + b"\0" * 8192 + second.ljust(128, b"\0")
    assert [*lz4_blocks(page)] == [first, b"O'Brien-NO'Brieunez, Maeve "]
    (tmp_path / "page_0.dat").write_bytes(page)
    assert {leak.where for leak in find_leaks(tmp_path, ["-NO'Brieunez"])} == {"payload, text", "payload, folded text"}


def test_a_value_on_the_border_of_two_pieces_of_a_large_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "large.log").write_bytes(b"." * (32 * 1024 * 1024 - 5) + NAME.encode() + b"." * 1000)
    assert [leak.value_digest for leak in find_leaks(tmp_path, [NAME])][:1] == [digest_of(NAME)]


def test_phrases_are_looked_for_as_words_of_readable_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("12  Elm St., twice")
    (tmp_path / "b.txt").write_text("512 elm street")
    scan = LeakScan([], ["12 elm st"])
    found = {leak.path for path in tmp_path.iterdir() for leak in scan.in_path(tmp_path, path)}
    assert found == {"a.txt"}


def test_masked_and_random_data_hold_nothing(tmp_path: Path) -> None:
    (tmp_path / "masked.txt").write_text("Mrs <PERSON_7f3kq2> at <ADDRESS_abc234>, 50 % off, a=b & c \\u00e9 78 01")
    (tmp_path / "random.bin").write_bytes(bytes(n * 7919 % 251 for n in range(200_000)))
    (tmp_path / "broken.sqlite").write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    assert find_leaks(tmp_path, VALUES) == []


def test_a_report_never_says_the_value(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NAME)
    assert "Brien" not in repr(find_leaks(tmp_path, VALUES))


def test_nothing_to_look_for_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NAME)
    assert find_leaks(tmp_path, ["", "  "]) == []
