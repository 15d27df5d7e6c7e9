"""Both halves of the sample account through the whole product, their scores side by side.

    python -m benchmarks.sample_scores [--all] [--keep FOLDER]

Each half is served by the simulator, connected over OAuth, synced, asked, checked and extracted. `--all` adds the other
accounts the engine is widened on, and those that are held out: whoever works on the engine does not open them.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr
from rich.console import Console
from rich.table import Table

from anonymize.master_key import new_master_key
from service.agreements.evaluate import totals
from service.app import App
from service.auth.roles import Role
from service.demo import CLIENT_ID, CLIENT_SECRET, SAMPLE, authorize, simulator
from service.scoring import Gold, scored_answers, scored_coverage, scored_fields
from service.settings import Settings

HALVES = {"first": SAMPLE, "second": SAMPLE / "second"}
WIDENED_ON = {
    name: SAMPLE.parent / name
    for name in ("bluebonnet", "fennimore", "kestrel", "juniper", "quarry", "tamarack", "osprey")
}
ALSO_HELD_OUT = {f"{name} (held out)": SAMPLE.parent / name for name in ("wexford", "ardmore")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", type=Path, help="keep the data folders below this folder and reuse them")
    parser.add_argument("--all", action="store_true", help="add the accounts beside harborline")
    arguments = parser.parse_args()
    chosen = HALVES | (WIDENED_ON | ALSO_HELD_OUT if arguments.all else {})
    with tempfile.TemporaryDirectory() as scratch:
        root = arguments.keep or Path(scratch)
        columns = {name: scores(folder, root / name.split()[0]) for name, folder in chosen.items()}
    table = Table("", *columns, box=None)
    for row in next(iter(columns.values())):
        table.add_row(row, *(column[row] for column in columns.values()))
    Console(width=220).print(table)


def scores(folder: Path, place: Path) -> dict[str, str]:
    """The printed rows of one half, by name."""
    gold = Gold.read(folder / "gold.json")
    with synced(folder, place) as (app, _, seconds):
        return _rows(app, gold) | {"sync, seconds": f"{seconds:.0f}"}


@contextmanager
def synced(folder: Path, place: Path) -> Iterator[tuple[App, str, float]]:
    """An installation that has read the account folder from the simulator: the app, the account's id, seconds it took."""
    gold = Gold.read(folder / "gold.json")
    with simulator(folder) as url:
        app = App(settings_of(place, url, gold))
        try:
            account = app.connect(authorize(app))
            began = time.monotonic()
            app.workflows.sync(
                account.id, f"run-{began:.0f}", full=False, communications=str(folder / "communications")
            )
            yield app, account.id, time.monotonic() - began
        finally:
            app.close()


def _rows(app: App, gold: Gold) -> dict[str, str]:
    desk = app.desk_for(app.owner_principal(Role.STAFF))
    began = time.monotonic()
    answers = scored_answers(desk, gold).to_json()
    per_question = (time.monotonic() - began) / max(1, len(gold.questions))
    coverage = scored_coverage(desk, gold).to_json()
    fields = totals(scored_fields(desk, gold))
    shown = {name.replace("_", " "): _shown(value) for name, value in answers.items() if name != "wrong"}
    return shown | {
        "seconds per question": f"{per_question:.2f}",
        "coverage lines": str(coverage["lines"]),
        "verdicts right": _shown(coverage["verdict_accuracy"]),
        "amounts right": _shown(coverage["amounts_exact"]),
        "verdict citations right": _shown(coverage["citations_right"]),
        "wrongly called covered": str(coverage["wrongly_covered"]),
        "wrongly called not covered": str(coverage["wrongly_not_covered"]),
        "left unclear": str(coverage["unclear"]),
        "fields precision": _shown(fields.precision),
        "fields recall": _shown(fields.recall),
        "fields F1": _shown(fields.f1),
    }


def _shown(value: float | None) -> str:
    """A count, a share in percent, or a dash where there was nothing to judge."""
    if value is None:
        return "—"
    return str(value) if isinstance(value, int) else f"{value:.1%}"


def settings_of(place: Path, url: str, gold: Gold) -> Settings:
    place.mkdir(parents=True, exist_ok=True)
    key = place / "master.key"
    if not key.exists():
        key.write_text(new_master_key())
    return Settings(
        data_dir=place / "data",
        jobber_url=url,
        jobber_client_id=CLIENT_ID,
        jobber_client_secret=SecretStr(CLIENT_SECRET),
        master_key=SecretStr(key.read_text()),
        timezone=gold.timezone,
        today=gold.today,
    )


if __name__ == "__main__":
    main()
