from __future__ import annotations

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from anonymize.errors import MissingMasterKey, UnsafeMasterKey
from anonymize.master_key import MasterKeyPlace, MasterKeys, default_key_file, fingerprint, parse_master_key

KEY, NEXT = bytes(range(200, 232)), bytes(range(100, 132))


def current(place: MasterKeyPlace) -> str:
    return place.keys(may_create=True).current.fingerprint


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
    assert parse_master_key(written) == KEY
    assert current(MasterKeyPlace(tmp_path / "data", written)) == fingerprint(KEY)


@pytest.mark.parametrize("written", ["hunter2", "zz" * 32, "AAAA", "a" * 63, "é" * 44])
def test_a_malformed_key_is_refused_without_showing_it(written: str, tmp_path: Path) -> None:
    with pytest.raises(UnsafeMasterKey) as refused:
        MasterKeyPlace(tmp_path, written).keys(may_create=True)
    assert written not in str(refused.value)


def test_a_key_file_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    file, data = tmp_path / "config" / "master.key", tmp_path / "data"
    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(lambda _: current(MasterKeyPlace(data, file=file)), range(8)))
    assert len(keys) == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_key_file_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "master.key"
    file.write_text(KEY.hex())
    file.chmod(0o640)
    with pytest.raises(UnsafeMasterKey, match="chmod 600"):
        MasterKeyPlace(tmp_path / "data", file=file).keys(may_create=True)


def test_a_key_file_below_the_data_folder_is_refused_even_through_a_link(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "link").symlink_to(data)
    for file in (data / "master.key", tmp_path / "link" / "master.key"):
        with pytest.raises(UnsafeMasterKey, match="data folder"):
            MasterKeyPlace(data, file=file).keys(may_create=True)
    assert list(data.iterdir()) == []


def test_the_default_file_lies_in_the_users_configuration_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert default_key_file() == tmp_path / "fineprint" / "master.key"


def test_a_key_file_that_is_away_is_named_and_not_replaced(tmp_path: Path) -> None:
    place = MasterKeyPlace(tmp_path / "data", file=tmp_path / "master.key")
    with pytest.raises(MissingMasterKey, match=r"master\.key is missing.*FINEPRINT_MASTER_KEY_FILE"):
        place.keys(may_create=False)
    assert not (tmp_path / "master.key").exists()


def test_a_key_nobody_has_is_asked_for_by_its_fingerprint() -> None:
    with pytest.raises(MissingMasterKey, match=f"{fingerprint(NEXT)} is missing.* holds {fingerprint(KEY)}"):
        MasterKeys.only(KEY).named(fingerprint(NEXT))


def test_a_rotated_file_stays_beside_the_new_one_until_somebody_removes_it(tmp_path: Path) -> None:
    place = MasterKeyPlace(tmp_path / "data", file=tmp_path / "master.key")
    masters = place.keys(may_create=True)
    before = masters.current.fingerprint
    following = place.next()
    assert place.next() == following, "an interrupted rotation finds the key it began with"
    assert masters.named(fingerprint(following)).fingerprint != before
    old = place.put_next_in_place()
    assert old is not None
    masters.refresh()
    assert masters.current.fingerprint == fingerprint(following)
    assert masters.named(before).fingerprint == before
    old.unlink()
    masters.refresh()
    with pytest.raises(MissingMasterKey):
        masters.named(before)
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_a_key_from_the_settings_is_rotated_to_one_from_the_settings(tmp_path: Path) -> None:
    place = MasterKeyPlace(tmp_path / "data", KEY.hex(), file=tmp_path / "master.key")
    with pytest.raises(MissingMasterKey, match="FINEPRINT_NEXT_MASTER_KEY"):
        place.next()
    place = MasterKeyPlace(tmp_path / "data", KEY.hex(), NEXT.hex(), tmp_path / "master.key")
    assert place.next() == NEXT
    assert [each.fingerprint for each in place.keys(may_create=True).all()] == [fingerprint(KEY), fingerprint(NEXT)]
    assert place.put_next_in_place() is None
    assert list(tmp_path.iterdir()) == []
