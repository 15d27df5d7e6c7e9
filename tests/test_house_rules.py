"""What holds for the whole repository: sizes, imports, and that everything a person can set or type is documented."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer

from service.cli import cli
from service.settings import Settings

ROOT = Path(__file__).parent.parent
PACKAGES = ("anonymize", "retrieval", "ingest", "service")
LONGEST = 400
LONGER_FOR_A_REASON: dict[str, str] = {}
"""Path below the repository → why this file may be longer."""


def python_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "*.py", ":!samples"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


def commands(group: typer.Typer = cli, before: str = "") -> Iterator[tuple[str, Callable[..., object]]]:
    """Every command as it is typed, `approvals list` for one of a group, and the function behind it."""
    for info in group.registered_commands:
        assert info.callback is not None
        yield before + (info.name or info.callback.__name__), info.callback
    for inner in group.registered_groups:
        assert inner.typer_instance is not None
        alone = inner.typer_instance.registered_callback
        if alone is not None and alone.callback is not None:
            yield f"{before}{inner.name}", alone.callback
        yield from commands(inner.typer_instance, f"{before}{inner.name} ")


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lines = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in python_files()}
    too_long = {path: count for path, count in lines.items() if count > LONGEST and path not in LONGER_FOR_A_REASON}
    assert too_long == {}, f"split these, or say in {Path(__file__).name} why they are longer than {LONGEST} lines"


def test_every_reason_for_a_long_file_is_still_needed() -> None:
    for path in LONGER_FOR_A_REASON:
        assert len((ROOT / path).read_text("utf-8").splitlines()) > LONGEST


def test_nothing_is_mocked_or_patched() -> None:
    pattern = re.compile(r"unittest\.mock|from unittest import mock|monkeypatch\.setattr|\bmocker\b")
    found = [path.name for path in python_files() if path != Path(__file__) and pattern.search(path.read_text("utf-8"))]
    assert found == []


def test_nothing_is_left_to_do() -> None:
    pattern = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
    found = [path.name for path in python_files() if path != Path(__file__) and pattern.search(path.read_text("utf-8"))]
    assert found == []


def test_no_module_carries_a_name_that_says_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "base"}
    ours = [path for path in python_files() if path.relative_to(ROOT).parts[0] in PACKAGES]
    assert [path.name for path in ours if path.stem in nothing] == []


def test_packages_look_one_way() -> None:
    checked = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


def test_the_command_starts_without_loading_models() -> None:
    heavy = ("torch", "spacy", "sentence_transformers", "llama_index", "pypdfium2", "presidio_analyzer", "sqlalchemy")
    code = f"import sys, service.cli; print([name for name in {heavy} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_what_serves_nothing_and_asks_jobber_nothing_loads_no_web_framework_and_no_graphql() -> None:
    code = "import sys, service.app; print({'fastapi', 'authlib', 'starlette', 'graphql'} & sys.modules.keys())"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "set()"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_explained_where_it_stands_and_in_the_readme(name: str) -> None:
    assert Settings.model_fields[name].description
    assert f"FINEPRINT_{name.upper()}" in readme()


COMMANDS = dict(commands())


def test_the_commands_are_found() -> None:
    assert {"ask", "check", "sync", "approvals list"} <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    """A group's commands may share a line: `fineprint approvals list`, `show`, `approve`."""
    group, _, inner = command.rpartition(" ")
    line = rf"fineprint {re.escape(group)} .*\b{inner}\b" if group else rf"fineprint {inner}(?![\w-])"
    assert re.search(line, readme())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does(command: str) -> None:
    assert COMMANDS[command].__doc__
