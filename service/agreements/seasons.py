"""Parts of the year told by their months: "from May to September", "between October and the end of April"."""

from __future__ import annotations

import calendar
import re
from datetime import date

MONTHS = tuple(calendar.month_name[number].lower() for number in range(1, 13))
_MONTH = rf"(?:{'|'.join(name[:3] + f'(?:{name[3:]})?' if name != 'may' else 'may' for name in MONTHS)})\b\.?"
_SEASON = re.compile(
    rf"\b(?:between (?:the (?:beginning|start|middle) of )?(?P<low>{_MONTH})(?! \d)\s*and|(?:the (?:beginning|start|middle) of )?(?P<first>{_MONTH})(?! \d)\s*(?:-|–|to|through|until|till))"
    rf"\s*(?:the (?:end|middle|beginning) of )?(?P<last>{_MONTH})(?! \d)",
    re.I,
)


def seasons_hold(text: str, day: date) -> list[bool]:
    """For each part of the year a text names by its months, whether the day's month is in it."""
    found = ((_month(each["low"] or each["first"]), _month(each["last"])) for each in _SEASON.finditer(text))
    return [(day.month - first) % 12 <= (last - first) % 12 for first, last in found]


def _month(text: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(text.lower().rstrip(".")[:3]))
