"""How many words of contracts that should stay are masked.

    python -m benchmarks.over_masking [FOLDER…] [--show 40]

Texts are the .txt files and the PDFs with a text layer below each folder (default: the sample accounts). Which words should
stay is decided mechanically, so that anybody can count again. A word should stay where it is
  - written with a small first letter, and in WordNet's English lemmas or in words/trade.txt, in any form; or
  - capitalised and in words/trade.txt; or
  - an amount, a percentage, a date or a count of days, hours, months, years, visits, business or working days; or
  - capitalised, in WordNet, and neither a given nor a family name of our lists.
Words of a gold or known name do not count: clients, companies, users and properties of a folder's account.json, "Parties"
of its labels.jsonl (the CUAD format), and capitalised words in a row that ends in a legal form (LLC, Inc., Corp., …).
Other words may be names and are counted on neither side, nor are words inside addresses ("Street" is an English word, and
goes with the address) and numbers.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from anonymize.detect import PresidioDetector
from anonymize.evaluate import Labelled, spans
from anonymize.vocabulary import vocabulary

SAMPLES = Path(__file__).parent.parent / "samples"
_WORD = re.compile(r"(?<![\w@.'’-])[^\W\d_]{2,}(?![\w@'’-])")
_AMOUNT = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}\b|\b(?:19|20)\d{2}-\d{2}-\d{2}\b|\$\s?\d[\d,]*(?:\.\d+)?|\d+(?:\.\d+)?\s?%|\b\d+(?=\)?[ \n](?:business |working |calendar )?(?:days?|hours?|months?|years?|visits?|weeks?)\b)"
)
_COMPANY = re.compile(
    r"(?:[A-Z][\w'’.&-]*,?[ \n]{1,2}|(?:and|of|the|&)[ \n]){1,7}(?:LLC|L\.L\.C|Inc|INC|LLP|LP|L\.P|Ltd|LTD|Corp|CORP|Corporation|"
    r"CORPORATION|Company|COMPANY|Co|CO|Association|ASSOCIATION)\b"
)
_ADDRESSES = frozenset(("STREET_ADDRESS", "EMAIL_ADDRESS", "URL"))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folders", type=Path, nargs="*", default=[SAMPLES])
    arguments.add_argument("--show", type=int, default=0, help="print this many of the words most often masked")
    options = arguments.parse_args()
    detector = PresidioDetector()
    for folder in options.folders:
        texts, names = list(_texts(folder)), _names(folder)
        counted, masked = 0, Counter[str]()
        for text, found in zip(texts, spans(texts, detector), strict=True):
            words = _words_that_stay(text, names)
            counted += len(words)
            masked.update(text[start:end] for start, end in words if _is_hidden(start, end, found))
        share = masked.total() / counted if counted else 0.0
        print(f"{folder}: {len(texts)} texts, {counted} words that should stay, {masked.total()} masked: {share:.2%}")
        if options.show:
            print(", ".join(f"{word} {times}" for word, times in masked.most_common(options.show)))


def _words_that_stay(text: str, names: re.Pattern[str]) -> list[tuple[int, int]]:
    taken = {n for pattern in (names, _COMPANY) for match in pattern.finditer(text) for n in range(*match.span())}
    words = (match for match in _WORD.finditer(text) if match.start() not in taken)
    amounts = [match.span() for match in _AMOUNT.finditer(text)]
    return [*amounts, *(match.span() for match in words if _should_stay(match.group()))]


def _names(folder: Path) -> re.Pattern[str]:
    """Any gold or known name, however its words are spaced and capitalised; a pattern that fits nothing where none are."""
    told = {name for file in folder.rglob("account.json") if "second" not in file.parts for name in _of_account(file)}
    for file in [*folder.glob("labels.jsonl"), *folder.parent.glob("labels.jsonl")]:
        lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        told |= {
            re.sub(r"\(.*?\)", "", party) for line in lines for party in line["answers"].get("Parties", "").split(";")
        }
    words = (re.findall(r"\w+", name) for name in told)
    return re.compile("|".join(r"\b" + r"\W+".join(each) + r"\b" for each in words if each) or r"(?!)", re.IGNORECASE)


def _of_account(file: Path) -> Iterator[str]:
    account = json.loads(file.read_text(encoding="utf-8"))
    yield account["account"]["name"]
    for client in account["clients"]:
        yield from (
            client["companyName"] or "",
            f"{client['firstName']} {client['lastName']}",
            client["lastName"] or "",
        )
    yield from (named["name"] if isinstance(named["name"], str) else "" for named in account["properties"])
    yield from (user["name"]["full"] if isinstance(user["name"], dict) else user["name"] for user in account["users"])


def _should_stay(word: str) -> bool:
    known = vocabulary()
    if not word[0].isupper():
        return known.is_trade(word) or known.is_ordinary(word)
    named = known.may_be_given(word) or known.is_surname(word)
    return known.is_trade(word) or (known.is_ordinary(word) and not named)


def _is_hidden(start: int, end: int, found: list[Labelled]) -> bool:
    return any(s < end and start < e for s, e, kind in found if kind not in _ADDRESSES)


def _texts(folder: Path) -> Iterator[str]:
    for file in sorted(folder.rglob("*")):
        if "second" in file.parts or not file.is_file():
            continue
        if file.suffix == ".txt":
            yield file.read_text(encoding="utf-8", errors="replace")
        elif file.suffix == ".pdf":
            yield _pdf_text(file)


def _pdf_text(file: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    try:
        return "\n\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


if __name__ == "__main__":
    main()
