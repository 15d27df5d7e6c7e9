"""The listener of `fineprint connect`: what it takes for the redirect, and what it passes over."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlalchemy import Engine

from ingest.jobber.authorization import Authorizations
from ingest.jobber.errors import Disconnected
from ingest.jobber.oauth import JobberApp
from service.cli.callback import CannotListen, wait_for_code
from tests.fakes.databases import USUAL, database


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with database(USUAL, tmp_path) as engine:
        yield engine


@pytest.fixture
def app() -> JobberApp:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return JobberApp("http://jobber.test", "id", "secret", f"http://127.0.0.1:{port}/callback")


@pytest.fixture
def waiting(
    engine: Engine, app: JobberApp, capfd: pytest.CaptureFixture[str]
) -> Iterator[tuple[Future[str], httpx.Client, str]]:
    """The listener at work, a browser, and the state it was sent with."""
    with ThreadPoolExecutor(1) as pool, httpx.Client(timeout=20) as browser:
        future = pool.submit(wait_for_code, app, Authorizations(engine))
        printed = ""
        while "state=" not in printed:
            printed += capfd.readouterr().out
        yield future, browser, parse_qs(urlsplit(printed.split()[-1]).query)["state"][0]
        if not future.done():
            browser.get(app.redirect_uri)


def test_the_redirect_brings_the_code(waiting: tuple[Future[str], httpx.Client, str], app: JobberApp) -> None:
    code, browser, state = waiting
    assert browser.get(app.redirect_uri, params={"code": "code-1", "state": state}).status_code == 200
    assert code.result(20) == "code-1"


def test_redirects_that_are_not_ours_are_passed_over(
    waiting: tuple[Future[str], httpx.Client, str], app: JobberApp
) -> None:
    code, browser, state = waiting
    assert browser.get(app.redirect_uri, params={"code": "theirs", "state": "made up"}).status_code == 400
    assert browser.get(app.redirect_uri.replace("callback", "favicon.ico")).status_code == 404
    browser.get(app.redirect_uri, params={"code": "code-1", "state": state})
    assert code.result(20) == "code-1"


def test_a_start_from_the_marketplace_is_begun_again_with_our_state(
    waiting: tuple[Future[str], httpx.Client, str], app: JobberApp
) -> None:
    code, browser, state = waiting
    again = browser.get(app.redirect_uri, params={"code": "theirs"})
    assert (again.status_code, again.headers["location"]) == (302, app.authorize_url(state))
    browser.get(app.redirect_uri, params={"code": "code-1", "state": state})
    assert code.result(20) == "code-1"


def test_a_redirect_without_parameters_is_a_denial(
    waiting: tuple[Future[str], httpx.Client, str], app: JobberApp
) -> None:
    code, browser, _ = waiting
    browser.get(app.redirect_uri)
    with pytest.raises(Disconnected, match="denied"):
        code.result(20)


def test_a_redirect_to_another_machine_cannot_be_waited_for(engine: Engine) -> None:
    elsewhere = JobberApp("http://jobber.test", "id", "secret", "https://fineprint.example.com/oauth/jobber/callback")
    with pytest.raises(CannotListen, match="--code"):
        wait_for_code(elsewhere, Authorizations(engine))
