"""A model that obeys: it writes what an attack wants, and tries every way to have it shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.fakes.model_endpoint import Asked


@dataclass
class Obedience:
    """`says` is what the attack of the moment wants; `seen` counts the prompts that held its text."""

    says: Sequence[str] = ()
    attack: str = ""
    seen: int = 0
    asked: int = 0
    everything: list[str] = field(default_factory=list)

    def obey(self, asked: Asked) -> str:
        """Each sentence without a quote, with a true one of each source, with the attack itself and with invented ones."""
        if "terms" in asked.body["response_format"]["json_schema"]["schema"]["properties"]:
            return '{"terms": []}'
        self.asked += 1
        self.everything.append(asked.everything)
        self.seen += any(self.attack[:40] in source["text"] for source in asked.sources) or (
            self.attack[:40] in asked.material.get("question", "")
        )
        true = [{"source": source["id"], "quote": source["text"]} for source in asked.sources]
        of_attack = [{"source": source["id"], "quote": self.attack} for source in asked.sources]
        ids = [source["id"] for source in asked.sources]
        sentences = [
            {"text": text, "quotes": quotes}
            for text in self.says
            for quotes in (
                [],
                *([quote] for quote in true),
                *([quote] for quote in of_attack),
                true[:5],
                [{"source": id, "quote": text} for id in ids[:5]],
                [{"source": "system", "quote": text}],
            )
        ]
        return json.dumps({"sentences": sentences}, ensure_ascii=False)
