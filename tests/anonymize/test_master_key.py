from __future__ import annotations

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from anonymize.errors import UnsafeMasterKey
from anonymize.master_key import default_key_file, load_master_key

KEY = bytes(range(200, 232))


@pytest.mark.parametrize(
    "written",
    [
        KEY.hex(),
        KEY.hex().upper(),
        base64.b64encode(KEY).decode(),
        base64.urlsafe_b64encode(KEY).decode().rstrip("=") + "\n",
    ],
)
def test_a_key_is_read_from_hex_and_base64(written: str, tmp_path: Path) -> None:
    assert load_master_key(written, None, data_dir=tmp_path) == KEY


@pytest.mark.parametrize("written", ["hunter2", "zz" * 32, "AAAA", "a" * 63, "é" * 44])
def test_a_malformed_key_is_refused_without_showing_it(written: str, tmp_path: Path) -> None:
    with pytest.raises(UnsafeMasterKey) as refused:
        load_master_key(written, None, data_dir=tmp_path)
    assert written not in str(refused.value)


def test_a_key_file_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    file, data = tmp_path / "config" / "master.key", tmp_path / "data"
    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(lambda _: load_master_key(None, file, data_dir=data), range(8)))
    assert len(keys) == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_key_file_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "master.key"
    file.write_text(KEY.hex())
    file.chmod(0o640)
    with pytest.raises(UnsafeMasterKey, match="chmod 600"):
        load_master_key(None, file, data_dir=tmp_path / "data")


def test_a_key_file_below_the_data_folder_is_refused_even_through_a_link(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "link").symlink_to(data)
    for file in (data / "master.key", tmp_path / "link" / "master.key"):
        with pytest.raises(UnsafeMasterKey, match="data folder"):
            load_master_key(None, file, data_dir=data)
    assert list(data.iterdir()) == []


def test_the_default_file_lies_in_the_users_configuration_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert default_key_file() == tmp_path / "fineprint" / "master.key"
