from __future__ import annotations

from anonymize.recognizers.rule import Recognizer


def found(recognizer: Recognizer, text: str) -> set[str]:
    """What a recognizer finds, less what it finds inside a longer find."""
    spans = {(finding.start, finding.end) for finding in recognizer.find(text)}
    outer = {s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)}
    return {text[start:end] for start, end in outer}
