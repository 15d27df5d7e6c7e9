"""The canary through the real pipeline: masked, sealed, indexed, and nowhere in clear."""

from __future__ import annotations

from pathlib import Path

import pytest

from anonymize.canary import Canary
from service.rehearsal import rehearse
from service.settings import Settings


@pytest.mark.parametrize("secret", [b"one account", b"another"])
def test_a_canary_comes_through_the_pipeline_and_stands_nowhere_in_clear(secret: bytes, tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path / "data")
    done = rehearse(settings, Canary.of(secret))
    assert done.indexed
    assert done.points > 0
    assert done.leaks == ()
    assert list((settings.data_dir / "tmp").iterdir()) == []
