"""How far to trust a verdict: how often such verdicts were right on contracts the engine had and had not seen.

The shares are of 777 gold lines of six accounts, two of them not looked at by whoever wrote the engine at the time (`make
bench-coverage` prints how they hold, by account and by band). Within a kind the nearer match counts for more. Shares learned on
four accounts and tried on the fifth did worse (Brier score 0.18 against 0.15): what a strange contract costs shows only where
strange contracts are among those learned on. How much of a contract's words the vocabulary knows told nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from service.coverage.settling import Outcome
from service.coverage.verdict import Verdict

RIGHT: Mapping[tuple[str, str], float] = {
    ("allowance", "covered"): 0.90, ("allowance", "not_covered"): 0.65, ("allowance", "partially_covered"): 0.85,
    ("cap", "covered"): 0.80, ("cap", "partially_covered"): 0.80,
    ("discount", "partially_covered"): 0.68, ("discount", "not_covered"): 0.68, ("discount", "needs_approval"): 0.52,
    ("exclusion", "not_covered"): 0.66, ("exclusion", "partially_covered"): 0.75, ("exclusion", "needs_approval"): 0.75,
    ("exclusion", "unclear"): 0.90,
    ("inclusion", "covered"): 0.87, ("inclusion", "partially_covered"): 0.70, ("inclusion", "not_covered"): 0.65,
    ("rate", "not_covered"): 0.75, ("rate", "needs_approval"): 0.52,
    ("servicefee", "not_covered"): 0.80, ("servicefee", "partially_covered"): 0.88,
    ("no_agreement", "no_agreement"): 0.93, ("warranty", "covered"): 0.93, ("credit", "not_covered"): 0.95,
    ("silence", "unclear"): 0.10, ("silence", "not_covered"): 0.40,
}  # fmt: skip
OTHERWISE = 0.55
USUAL = 0.8  # the sureness around which matches lie; by so much a nearer or farther one moves the share:
SLOPE = 0.4


def confidence(outcome: Outcome) -> float:
    """0..1; 0 where the deciding clause could not be found again."""
    if not outcome.sure:
        return 0.0
    kind = outcome.rules[0].kind if outcome.rules else "silence"
    share = RIGHT.get((kind, outcome.verdict.value), 0.2 if outcome.verdict is Verdict.UNCLEAR else OTHERWISE)
    return round(min(0.98, max(0.05, share + SLOPE * (min(1.0, outcome.sure) - USUAL))), 2)
