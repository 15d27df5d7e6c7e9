"""The words of an HTML message as a reader sees them."""

from __future__ import annotations

import re
from typing import Any

from ingest.quoting import quoted

BLOCKS = re.compile(
    r"address|article|blockquote|br|div|dl|dt|dd|footer|h[1-6]|header|hr|li|ol|p|pre|section|table|ul", re.IGNORECASE
)
UNSEEN = re.compile(r"head|script|style|template|title|noscript", re.IGNORECASE)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|max-height\s*:\s*0|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?:^|;)\s*color\s*:\s*(?:#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))", re.IGNORECASE
)


def html_text(html: str) -> str:
    """One line for each block, cells of a row set apart by " | ", quoted messages marked, hidden elements left out."""
    from bs4 import BeautifulSoup

    text = _rendered(BeautifulSoup(html, "html.parser")).replace("\xa0", " ")
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _rendered(element: Any) -> str:
    from bs4 import Comment, Tag
    from bs4.element import NavigableString

    if isinstance(element, Comment) or (isinstance(element, Tag) and _unseen(element)):
        return ""
    if isinstance(element, NavigableString):
        return re.sub(r"\s+", " ", str(element))
    inner = "".join(_rendered(child) for child in element.children)
    if element.name in ("td", "th"):
        return inner.strip() + (" | " if element.find_next_sibling(["td", "th"]) else "")
    if element.name == "li":
        inner = f"• {inner.strip()}"
    if _quotes(element):
        return f"\n{quoted(inner.strip())}\n"
    if element.name == "p":
        return f"\n\n{inner.strip()}\n\n"
    if element.name == "tr":
        return f"{inner.strip()}\n"
    return f"\n{inner}\n" if BLOCKS.fullmatch(element.name) else inner


def _quotes(element: Any) -> bool:
    return element.name == "blockquote" or "gmail_quote" in (element.get("class") or ())


def _unseen(element: Any) -> bool:
    style = str(element.get("style") or "")
    white = bool(_WHITE.search(style)) and "background" not in style
    return bool(UNSEEN.fullmatch(element.name)) or element.has_attr("hidden") or bool(_HIDING.search(style)) or white
