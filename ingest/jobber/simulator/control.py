"""What a developer turns on the simulator, below `/simulator/`: faults, conditions, points, changes and webhooks."""

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
from ingest.jobber.simulator.world import World
from ingest.jobber.topics import APP_DISCONNECT

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
    if given.get("kind") not in list(FaultKind):
        raise ValueError(f"kind is one of {', '.join(FaultKind)}")
    options: Fields = {name: value for name, value in given.items() if name != "kind"}
    simulator.faults.add(Fault(FaultKind(given["kind"]), **options))
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


def _webhooks(simulator: Simulator, _: Fields) -> Fields:
    webhooks = simulator.webhooks
    return {
        "url": webhooks.app_url,
        "endpoints": list(webhooks.endpoints.values()),
        "disorder": asdict(webhooks.disorder),
        "made": [delivery.as_json() for delivery in webhooks.made],
    }


def _emit(simulator: Simulator, given: Fields) -> Fields:
    """`{"topic", "item"}`; an APP_DISCONNECT also takes the permission back."""
    topic, item = str(given.get("topic")), str(given.get("item") or simulator.account.account["id"])
    deliveries = simulator.webhooks.emit(topic, item)
    if topic == APP_DISCONNECT:
        simulator.tokens.disconnect()
    simulator.webhooks.send_soon(deliveries)
    return {"deliveries": len(deliveries)}


def _set_webhooks(simulator: Simulator, given: Fields) -> Fields:
    """`url` is the app's own address for every topic; `disorder` and `seed` as in the answer's `disorder`."""
    webhooks = simulator.webhooks
    if "url" in given:
        webhooks.app_url = given["url"]
    if "seed" in given:
        webhooks.seed(int(given["seed"]))
    webhooks.disorder = replace(webhooks.disorder, **given.get("disorder", {}))
    return _webhooks(simulator, {})


def _change(simulator: Simulator, given: Fields) -> Fields:
    """`{"what": "CREATE" | "UPDATE" | "DESTROY", "type", "id", "fields"}`, as somebody working in Jobber; webhooks follow."""
    world, what, type_name = World(simulator.account, simulator.clock), given.get("what"), str(given.get("type"))
    if what not in ("CREATE", "UPDATE", "DESTROY"):
        raise ValueError("what is CREATE, UPDATE or DESTROY")
    id, fields = str(given.get("id")), given.get("fields", {})
    with simulator.lock:
        if what == "CREATE":
            changes = world.create(type_name, fields)
        else:
            changes = world.change(type_name, id, fields) if what == "UPDATE" else world.delete(type_name, id)
        deliveries = simulator.webhooks.tell(changes, simulator.account)
    simulator.webhooks.send_soon(deliveries)
    return {"changes": [asdict(change) for change in changes], "deliveries": len(deliveries)}


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
    ("POST", "change"): _change,
    ("GET", "webhooks"): _webhooks,
    ("POST", "webhooks"): _emit,
    ("POST", "webhooks/settings"): _set_webhooks,
}
