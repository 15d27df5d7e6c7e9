"""What a developer turns on the simulator, below `/simulator/`: faults, conditions, points, and the folder read again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from ingest.jobber.simulator.account import Fields
from ingest.jobber.simulator.exchange import Asked, Reply, in_json
from ingest.jobber.simulator.faults import Conditions, Fault, FaultKind
from ingest.jobber.simulator.load import AccountFolderError, load_account
from ingest.jobber.simulator.simulator import Simulator

ROOT = "/simulator/"


def control(simulator: Simulator, asked: Asked) -> Reply:
    """422 with what is wrong for a body that names no such fault or condition."""
    act = _ACTS.get((asked.method, asked.path.removeprefix(ROOT)))
    if act is None:
        return in_json({"message": f"there are {', '.join(f'{m} {ROOT}{n}' for m, n in _ACTS)}"}, 404)
    try:
        given = json.loads(asked.body or b"{}")
        return in_json(act(simulator, given))
    except AccountFolderError as error:
        return in_json({"problems": error.problems}, 422)
    except (ValueError, TypeError, AttributeError) as error:
        return in_json({"problems": [str(error)]}, 422)


def _faults(simulator: Simulator, _: Fields) -> Fields:
    blocked = simulator.blocked_until
    return {
        "waiting": [asdict(fault) for fault in simulator.faults.waiting],
        "struck": dict(simulator.faults.struck),
        "blocked_until": blocked.isoformat() if blocked else None,
    }


def _add_fault(simulator: Simulator, given: Fields) -> Fields:
    options: Fields = {name: value for name, value in given.items() if name != "kind"}
    simulator.faults.add(Fault(FaultKind(str(given.get("kind"))), **options))
    return _faults(simulator, {})


def _clear_faults(simulator: Simulator, given: Fields) -> Fields:
    """Also ends a block; `seed` begins the random numbers anew."""
    simulator.faults.clear(given.get("seed"))
    simulator.blocked_until = None
    return _faults(simulator, {})


def _conditions(simulator: Simulator, _: Fields) -> Fields:
    plain = asdict(simulator.conditions)
    return plain | {name: sorted(value) for name, value in plain.items() if isinstance(value, frozenset)}


def _change_conditions(simulator: Simulator, given: Fields) -> Fields:
    sets = {name: frozenset(value) for name, value in given.items() if isinstance(value, list)}
    simulator.conditions = replace(simulator.conditions, **(given | sets))
    return _conditions(simulator, {})


def _reset_conditions(simulator: Simulator, _: Fields) -> Fields:
    simulator.conditions = Conditions()
    return _conditions(simulator, {})


def _take_points(simulator: Simulator, given: Fields) -> Fields:
    """As another app of the account would, all at once."""
    simulator.bucket.take(float(given["take"]) if "take" in given else 0.0)
    return simulator.bucket.status()


def _journal(simulator: Simulator, _: Fields) -> list[Fields]:
    return simulator.journal.entries


def _reload(simulator: Simulator, _: Fields) -> Fields:
    """Read the folder again, as if somebody had worked in Jobber; writes in memory are dropped."""
    account = load_account(simulator.folder)
    with simulator.lock:
        simulator.account = account
    return {"reloaded": True}


_ACTS: dict[tuple[str, str], Callable[[Simulator, Fields], Any]] = {
    ("GET", "faults"): _faults,
    ("POST", "faults"): _add_fault,
    ("DELETE", "faults"): _clear_faults,
    ("GET", "conditions"): _conditions,
    ("POST", "conditions"): _change_conditions,
    ("DELETE", "conditions"): _reset_conditions,
    ("POST", "points"): _take_points,
    ("GET", "journal"): _journal,
    ("POST", "reload"): _reload,
}
