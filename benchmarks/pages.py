"""How fast the pages come: first contentful paint and weight of each, and how soon an answer's first words stand there.

    python -m benchmarks.pages [LOADS]

Serves the synced sample account and opens each page in headless Chromium, every time with an empty cache. Ends with 1
when a page paints later than 300 ms (the median of its loads) or weighs 300 kB or more, or an answer's first words come
later than 700 ms after the question was sent (the median). Seconds mean something on a quiet machine only.
"""

from __future__ import annotations

import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from service.auth.roles import Role
from tests.e2e.installation import HARBORLINE, Installation, simulated, stopped_after
from tests.e2e.pages.conftest import FLAGS
from tests.e2e.pages.every_page import MOST_BYTES, Weighed, every_page

PAINTED_WITHIN, ANSWERED_WITHIN = 300.0, 700.0  # milliseconds
QUESTIONS = (
    "how expensive may a part be before Mrs O'Brien has to say yes in writing?",
    "Is the compressor covered for Kowalczyk?",
    "What does an after-hours visit cost Northgate?",
    "Which agreements have a parts discount above 10 %?",
    "How often does somebody come to Harold Tveit?",
)
FIRST_PAINT = """new Promise(tell => {
  const found = list => list.find(entry => entry.name === "first-contentful-paint");
  const known = found(performance.getEntriesByType("paint"));
  if (known) return tell(known.startTime);
  new PerformanceObserver((seen, self) => {
    const one = found(seen.getEntries());
    if (one) { self.disconnect(); tell(one.startTime); }
  }).observe({ type: "paint", buffered: true });
})"""
FIRST_WORDS = """question => new Promise(tell => {
  const field = document.querySelector("#question"), said = document.querySelector("#conversation");
  const begun = performance.now(), before = said.querySelectorAll(".answer:not(:empty)").length;
  new MutationObserver((_, self) => {
    if (said.querySelectorAll(".answer:not(:empty)").length > before) { self.disconnect(); tell(performance.now() - begun); }
  }).observe(said, { childList: true, subtree: true, characterData: true });
  field.value = question;
  field.form.requestSubmit();
})"""


def main(loads: int = 5) -> int:
    """How many things are not as asked for."""
    with serving() as (url, key), browsing() as browser, httpx.Client(base_url=url, headers=_bearer(key)) as client:
        wrong = [words for path in every_page(client) for words in _page(browser, url, key, path, loads)]
        wrong += _answers(browser, url, key, loads)
    for words in wrong:
        print(f"not good enough: {words}", file=sys.stderr)
    return len(wrong)


def _page(browser: Browser, url: str, key: str, path: str, loads: int) -> Iterator[str]:
    paints, weight = [], 0
    for _ in range(loads):
        with opened(browser, url, key) as page:
            weighed = Weighed(page)
            page.goto(path, wait_until="networkidle")
            paints.append(float(page.evaluate(FIRST_PAINT)))
            weight = weighed.total
    told, paint = re.sub(r"[\w%-]{24,}", "…", path), statistics.median(paints)
    print(f"{told:32} first paint {paint:6.0f} ms (slowest {max(paints):6.0f})  {weight / 1000:6.1f} kB", flush=True)
    if paint >= PAINTED_WITHIN:
        yield f"{told} paints after {paint:.0f} ms"
    if weight >= MOST_BYTES:
        yield f"{told} weighs {weight / 1000:.0f} kB"


def _answers(browser: Browser, url: str, key: str, rounds: int) -> Iterator[str]:
    """The first question of a process loads models and is not counted."""
    with opened(browser, url, key) as page:
        page.goto("/")
        page.evaluate(FIRST_WORDS, QUESTIONS[0])
        took = [float(page.evaluate(FIRST_WORDS, each)) for _ in range(rounds) for each in QUESTIONS]
    median = statistics.median(took)
    print(f"an answer's first words after    {median:6.0f} ms (slowest {max(took):6.0f}) of {len(took)} questions")
    if median >= ANSWERED_WITHIN:
        yield f"an answer's first words come after {median:.0f} ms"


@contextmanager
def serving() -> Iterator[tuple[str, str]]:
    """The address of a service over the synced sample account, and an admin's key."""
    with tempfile.TemporaryDirectory() as folder, simulated(HARBORLINE) as jobber:
        installation = Installation.new(Path(folder) / "installation", jobber)
        installation.connect()
        installation.run("sync", "--communications", HARBORLINE / "communications")
        key = installation.json("api-keys", "create", "--role", Role.ADMIN.value)["key"]
        process = installation.start("serve", "--port", "0")
        with stopped_after(process):
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found
            yield found.group(), key


@contextmanager
def browsing() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        raise SystemExit("no Chromium or Chrome is installed; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, url: str, key: str) -> Iterator[Page]:
    """A page in a browser that has nothing kept."""
    context = browser.new_context(base_url=url, extra_http_headers=_bearer(key))
    page = context.new_page()
    page.set_default_timeout(120_000)
    yield page
    context.close()


def _bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


if __name__ == "__main__":
    sys.exit(1 if main(*(int(each) for each in sys.argv[1:])) else 0)
