"""A real browser on real servers; every page that a test opens is watched until its end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from integration_db import Catalog
from integration_db.web import create_app

Open = Callable[..., Page]

PATIENCE = 60_000
"""Milliseconds after which something has come to a stop; no test is about less."""

ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is the same engine without the window that no test looks at, and twice as fast."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium without a window, as long as the tests of this folder run.

    Its driver keeps an event loop in this thread, in which no other test could have its own.

    `INTEGRATION_DB_TEST_BROWSER` names the program. Where there is none, the tests skip; with
    `INTEGRATION_DB_TEST_REQUIRE=browser` (as in CI) they fail.
    """
    named = os.environ.get("INTEGRATION_DB_TEST_BROWSER")
    program = named or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        reason = "no Chromium: install one, or name it in INTEGRATION_DB_TEST_BROWSER"
        if "browser" in os.environ.get("INTEGRATION_DB_TEST_REQUIRE", ""):
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield opened
        opened.close()


class Watch:
    """What goes wrong on pages: errors on the console (refused scripts too), foreign requests."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.seen: list[str] = []
        self.allowed: tuple[str, ...] = ()

    def over(self, context: BrowserContext) -> None:
        context.on("console", lambda m: self._note(m.text) if m.type == "error" else None)
        context.on("weberror", lambda e: self._note(f"uncaught {e.error}"))
        context.on("request", lambda r: self._request(r.url))

    def _note(self, text: str) -> None:
        if not any(part in text for part in self.allowed):
            self.seen.append(text)

    def _request(self, url: str) -> None:
        if not url.startswith((self.home, "data:", "blob:", "about:")):
            self.seen.append(f"asked for {url}")


def _opener(browser: Browser, home: str) -> Iterator[Open]:
    watch = Watch(home)
    contexts: list[BrowserContext] = []

    def open_page(path: str = "/", *, status: int = 200, **options: Any) -> Page:
        if status != 200:  # the browser itself writes such an answer to its console
            watch.allowed = (*watch.allowed, f"status of {status}")
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(base_url=home, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        watch.over(context)
        page = context.new_page()
        response = page.goto(path)
        assert response is None or response.status == status
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watch.seen == []


@pytest.fixture
def open_page(browser: Browser, api: httpx.Client) -> Iterator[Open]:
    """Open a page of the example seed; at the end nothing may have gone wrong on it."""
    yield from _opener(browser, str(api.base_url))


@pytest.fixture(scope="session")
def real_home(real_catalog: Catalog, serving: Any) -> Iterator[str]:
    """The address of a server with the seed that ships."""
    with serving(create_app(real_catalog)) as client:
        yield str(client.base_url)


@pytest.fixture
def open_real(browser: Browser, real_home: str) -> Iterator[Open]:
    """Open a page of the seed that ships; at the end nothing may have gone wrong on it."""
    yield from _opener(browser, real_home)
