from __future__ import annotations

import importlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from anonymize.leaving_out import left_out


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "burdensome.py").write_text("WEIGHT = 7\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "burdensome", raising=False)
    return "burdensome"


def test_a_package_left_out_is_not_found_until_the_block_ends(package: str) -> None:
    with left_out(package), pytest.raises(ImportError):
        importlib.import_module(package)
    assert importlib.import_module(package).WEIGHT == 7


def test_other_threads_find_it_meanwhile(package: str) -> None:
    with left_out(package), ThreadPoolExecutor(1) as elsewhere:
        assert elsewhere.submit(importlib.import_module, package).result().WEIGHT == 7


def test_the_detector_loads_no_library_of_language_models() -> None:
    code = (
        "import sys; from anonymize.detect import PresidioDetector; PresidioDetector().find(['Call Maria Lopez.']);"
        "print('presidio_analyzer' in sys.modules, {'torch', 'transformers'} & sys.modules.keys())"
    )
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout.split() == ["True", "set()"]
