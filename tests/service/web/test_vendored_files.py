from __future__ import annotations

import hashlib
import re

from service.web.assets import STATIC

VENDOR = STATIC / "vendor"


def test_every_vendored_file_is_the_one_its_package_published() -> None:
    listed = dict(
        re.findall(r"^\| `([^`]+)` \|.*\| ([0-9a-f]{64}) \|$", (VENDOR / "README.md").read_text("utf-8"), re.M)
    )
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and not path.name.startswith(("LICENSE", "README"))
    }
    assert found == listed


def test_no_stylesheet_or_page_names_another_host() -> None:
    ours = [*STATIC.rglob("*.css"), *STATIC.glob("*.js"), *STATIC.parent.rglob("*.html")]
    pattern = re.compile(r"https?://(?!www\.w3\.org/)")
    assert [path.name for path in ours if pattern.search(path.read_text("utf-8"))] == []
