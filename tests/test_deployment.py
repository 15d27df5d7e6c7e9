"""What the server profile is deployed with: the image and the compose file. No engine is needed to read them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.size import LIMIT_GB, MODELS, needed, size
from service.settings import Settings
from tests.test_house_rules import COMMANDS

ROOT = Path(__file__).parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("app", "worker")


@pytest.mark.parametrize("file", ["docker-compose.yml", ".env.example", "Dockerfile"])
def test_every_variable_that_is_set_is_a_setting(file: str) -> None:
    names = set(re.findall(r"\bFINEPRINT_([A-Z_]+)", (ROOT / file).read_text())) - {"IMAGE"}
    assert names, file
    assert {name.lower() for name in names} <= set(Settings.model_fields)


@pytest.mark.parametrize("name", SERVICES)
def test_no_container_has_root_privileges_or_a_file_system_to_write(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "unprivileged" in service["image"] or int(service["user"].split(":")[0]) > 0


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "traces"])  # its image holds no other program
def test_every_container_says_how_it_is(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]


def test_nothing_is_published_beyond_this_machine() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert ports == ["127.0.0.1:8000:8000"]


def test_the_stores_are_reached_by_no_other_network() -> None:
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert {tuple(SERVICES[name]["networks"]) for name in ("postgres", "qdrant", "model")} == {("inside",)}


def test_the_vector_server_tells_nobody_and_asks_for_a_key() -> None:
    environment = SERVICES["qdrant"]["environment"]
    assert environment["QDRANT__TELEMETRY_DISABLED"] == "true"
    assert environment["QDRANT__SERVICE__API_KEY"].startswith("${QDRANT_API_KEY:?")


def test_the_model_and_the_collector_run_only_where_they_are_asked_for() -> None:
    assert {name for name, service in SERVICES.items() if "profiles" in service} == {"model", "traces"}


@pytest.mark.parametrize("name", OURS)
def test_the_containers_run_commands_there_are(name: str) -> None:
    assert SERVICES[name]["command"][0] in COMMANDS


def test_the_image_installs_torch_together_with_what_needs_it_and_runs_as_nobody_special() -> None:
    image = (ROOT / "Dockerfile").read_text()
    (installing,) = re.findall(r"RUN \S+/pip install (.*?)\n(?!\s)", image, re.DOTALL)
    assert re.search(r"--constraint constraints\.txt torch==2\.13\.0 \.$", installing)
    assert re.search(r"^USER 10001:10001$", image, re.MULTILINE)
    assert image.count("\nFROM ") == 2


def test_a_container_that_was_given_no_master_key_keeps_the_one_it_makes_in_a_volume() -> None:
    image = (ROOT / "Dockerfile").read_text()
    (file,) = re.findall(r"FINEPRINT_MASTER_KEY_FILE=(\S+)", image)
    (data,) = re.findall(r"FINEPRINT_DATA_DIR=(\S+)", image)
    (volumes,) = re.findall(r"^VOLUME (\[.*\])$", image, re.MULTILINE)
    assert str(Path(file).parent) in json.loads(volumes)
    assert not Path(file).is_relative_to(data)


def test_an_installation_with_its_models_is_small_enough() -> None:
    sizes = {name: size(one) for name, one in needed().items()}
    assert all(sizes[model] > 1_000_000 for model in MODELS)
    assert sum(sizes.values()) <= LIMIT_GB * 1e9


def test_the_compose_file_keeps_to_the_compose_specification() -> None:
    """By the specification's own schema, which `check-jsonschema` brings along; what one name means to another is below."""
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        "docker-compose.yml",
    ]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_the_compose_file_names_nothing_that_it_does_not_have() -> None:
    for name, service in SERVICES.items():
        assert set(service.get("networks", ())) <= set(COMPOSE["networks"]), name
        assert set(service.get("depends_on", ())) <= set(SERVICES), name
        volumes = {volume.partition(":")[0] for volume in service.get("volumes", ())}
        assert {volume for volume in volumes if volume.isidentifier()} <= set(COMPOSE["volumes"]), name
        assert {each["source"] for each in service.get("configs", ())} <= set(COMPOSE["configs"]), name


def test_what_has_to_be_set_for_the_compose_file_stands_in_the_example() -> None:
    required = set(re.findall(r"\$\{([A-Z_]+):\?", (ROOT / "docker-compose.yml").read_text()))
    assert required == {"POSTGRES_PASSWORD", "QDRANT_API_KEY", "FINEPRINT_MASTER_KEY"}
    assert required <= set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def test_docker_compose_takes_the_file() -> None:
    if shutil.which("docker") is None:
        pytest.skip("there is no docker client")
    if subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode != 0:
        pytest.skip("the docker client has no compose")
    secrets = dict.fromkeys(("POSTGRES_PASSWORD", "QDRANT_API_KEY", "FINEPRINT_MASTER_KEY"), "0123456789abcdef")
    read = subprocess.run(
        ["docker", "compose", "--profile", "*", "config", "--quiet"],
        cwd=ROOT,
        env=os.environ | secrets,
        capture_output=True,
        text=True,
        check=False,
    )
    assert read.returncode == 0, read.stderr
