"""Why a language model gave no reply. Messages are for people and hold nothing of what was asked."""

from __future__ import annotations


class ModelError(Exception):
    """`retry` says whether the same call may succeed later; `outcome` is its name where calls are counted."""

    retry = False
    outcome = "failed"


class NoModelConfigured(ModelError):
    outcome = "none"


class ModelTimedOut(ModelError):
    retry = True
    outcome = "timed_out"


class ModelUnreachable(ModelError):
    """Not reached, overloaded, or failing on its side."""

    retry = True
    outcome = "unreachable"


class ModelRefused(ModelError):
    """The endpoint does not take the call as it is: a wrong key, an unknown model, too long a prompt."""

    outcome = "refused"


class OverBudget(ModelError):
    retry = True
    outcome = "over_budget"


class CircuitOpen(ModelError):
    retry = True
    outcome = "circuit_open"


class BadReply(ModelError):
    """The model replied with something else than the JSON that was asked for."""

    outcome = "bad_reply"
