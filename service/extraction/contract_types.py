"""Which trade a contract is of, so that a pilot can start with one. Told from its services and its file name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

OTHER = "other"
TRADES: dict[str, tuple[str, ...]] = {
    "hvac": ("hvac", "heating", "cooling", "air condition", "furnace", "boiler", "heat pump", "refrigerat", "walk in"),
    "plumbing": ("plumb", "drain", "water heater", "sewer", "backflow", "sump", "well pump"),
    "septic": ("septic", "grease trap"),
    "pest": ("pest", "termite", "rodent", "mosquito", "exterminat", "bed bug"),
    "lawn": ("lawn", "landscap", "mow", "irrigation", "sprinkler", "tree", "snow"),
    "pool": ("pool", "spa service", "hot tub"),
    "electrical": ("electric", "generator", "lighting"),
    "cleaning": ("clean", "janitor", "window wash"),
    "appliance": ("appliance", "washer", "dryer", "dishwasher"),
    "handyman": ("handyman", "repair membership", "home maintenance"),
}
_PATTERNS = {trade: re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")") for trade, words in TRADES.items()}


def contract_type(services: Iterable[str], file: str | None) -> str:
    """The trade that most of the services, and the file's name, are of; of several the first; else `other`."""
    votes = Counter(trade for words in (*services, file or "") for trade in _trades(words))
    return next((trade for trade, _ in votes.most_common(1)), OTHER)


def _trades(words: str) -> list[str]:
    plain = re.sub(r"[\W_]+", " ", words.casefold())
    return [trade for trade, pattern in _PATTERNS.items() if pattern.search(plain)]
