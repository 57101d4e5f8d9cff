"""Pages of 10,000 cameras beside static files of the same bytes: over the wire, and in a browser.

No page is asked for twice. Both servers are uvicorn; the files are a page as it was answered, and
what it loads. What a browser paints needs Playwright and a Chromium.
"""

from __future__ import annotations

import re
import shutil
import statistics
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from benchmarks.measure import Ratio, output
from benchmarks.serving import server
from benchmarks.synthetic import maker_of, model_name, write_seed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ANSWERED: Final = 10
PAINTED: Final = 2
"""How many times as long as its file a page may take until it is there, and until it is seen."""

WEIGHT: Final = 150
"""The kB that a list may weigh, as it is sent without compression."""


def _list(number: int) -> str:
    return "/?" + urlencode({"https": "yes", "offset": number})


def _camera(number: int) -> str:
    return f"/cameras/{maker_of(number, hard=False)}/{quote(model_name(number), safe='')}"


def _predict(number: int) -> str:
    asked = {"manufacturer": maker_of(number, hard=False), "model": model_name(number)}
    return "/predict?" + urlencode({**asked, "firmware": "7.10.1"})


PAGES: Final[Mapping[str, Callable[[int], str]]] = {
    "list": _list,
    "camera": _camera,
    "predict": _predict,
}
"""Every page, by the address of one more of its kind."""


def results(folder: Path, quick: bool) -> tuple[list[Ratio], list[str]]:
    models, rounds = (600, 5) if quick else (10_000, 40)
    write_seed(folder / "seed", models, hard=False)
    output(sys.executable, "-m", "benchmarks.build_once", str(folder / "seed"), str(folder / "c"))
    database = folder / "catalogue.sqlite"
    shutil.copy(next((folder / "c").rglob("*.sqlite")), database)
    files = folder / "files"
    ours = ("-m", "integration_db_cli", "--database", str(database), "serve", "--port")
    static = ("-m", "uvicorn", "benchmarks.static_server:app", "--log-level", "warning", "--port")
    found: list[Ratio] = []
    with server(*ours) as port:
        weights = _keep(port, files)
        numbers = {what: count(1) for what in PAGES}
        with server(*static, BENCHMARK_FOLDER=str(files)) as floor:
            for what, address in PAGES.items():
                asked = map(address, numbers[what])
                found += _over_the_wire(
                    f"{what} page of {models:,}", port, floor, what, asked, rounds
                )
            if find_spec("playwright") is None:
                notes = ["Playwright is not installed, so nothing was painted"]
            else:
                with _chromium() as browser:
                    notes = []
                    for what, address in PAGES.items():
                        asked = map(address, numbers[what])
                        painted, shifted = _painted(browser, what, port, floor, asked, rounds // 2)
                        found.append(painted)
                        notes.append(f"layout shift of the {what} page: {shifted:.4f} (target 0)")
    weighs = ", ".join(f"{what} {size / 1000:.0f} kB" for what, size in weights.items())
    notes.append(f"weight of a page, not compressed: {weighs} (target of the list: {WEIGHT} kB)")
    return found, notes


def _keep(port: int, files: Path) -> dict[str, int]:
    """Write a page of each kind and what it loads as files; return what the pages weigh."""
    (files / "static").mkdir(parents=True)
    weights = {}
    for what, address in PAGES.items():
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}{address(0)}").read()
        weights[what] = len(page)
        (files / f"{what}.html").write_bytes(page)
        for name in re.findall(rb'(?:href|src)="/static/([^"]+)"', page):
            loaded = f"http://127.0.0.1:{port}/static/{name.decode()}"
            (files / "static" / name.decode()).write_bytes(urllib.request.urlopen(loaded).read())
    return weights


def _over_the_wire(
    said: str, port: int, floor: int, what: str, asked: Iterator[str], rounds: int
) -> list[Ratio]:
    """Return the times to the first byte and of the whole page beside those of the file."""
    ours, theirs = (HTTPConnection("127.0.0.1", one) for one in (port, floor))
    pairs = []
    for turn in range(rounds + 1):
        pair = _asked(ours, next(asked)), _asked(theirs, f"/{what}.html")
        if turn:  # the first one loads what answers
            pairs.append(pair)
    return [
        _beside(f"first byte of the {said}", [(a[0], b[0]) for a, b in pairs]),
        _beside(f"the whole {said}", [(a[1], b[1]) for a, b in pairs]),
    ]


def _asked(connection: HTTPConnection, target: str) -> tuple[float, float]:
    """Return the seconds to the first byte of an answer and to its last one."""
    start = time.perf_counter()
    connection.request("GET", target)
    answer = connection.getresponse()
    first = time.perf_counter() - start
    answer.read()
    assert answer.status == 200, (target, answer.status)
    return first, time.perf_counter() - start


def _beside(what: str, pairs: list[tuple[float, float]], target: float = ANSWERED) -> Ratio:
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    return Ratio(what, ours, "a static file of the same bytes", theirs, ratio, target)


@contextmanager
def _chromium() -> Iterator[Browser]:
    """Run a Chromium without a window: Playwright's own, or that of the machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path).exists()
        machine = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=None if own else machine)
        try:
            yield browser
        finally:
            browser.close()


def _painted(
    browser: Browser, what: str, port: int, floor: int, asked: Iterator[str], rounds: int
) -> tuple[Ratio, float]:
    """Return when a page is first painted beside its file, and its most layout shift."""
    pairs, shifted = [], 0.0
    for turn in range(rounds + 1):
        painted, shift = _seen(browser, f"http://127.0.0.1:{port}{next(asked)}")
        file, _ = _seen(browser, f"http://127.0.0.1:{floor}/{what}.html")
        if turn:
            pairs.append((painted, file))
        shifted = max(shifted, shift)
    return _beside(f"first contentful paint of the {what} page", pairs, PAINTED), shifted


def _seen(browser: Browser, address: str) -> tuple[float, float]:
    """Return the seconds to the first contentful paint in a new profile, and the layout shift."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    try:
        page.goto(address, wait_until="networkidle")
        painted, shift = page.evaluate(_PAINTED)
    finally:
        page.close()
    return painted / 1000, shift


_PAINTED = """() => new Promise((done) => {
  let shift = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) shift += one.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    const [first] = list.getEntriesByName("first-contentful-paint");
    if (first) setTimeout(() => done([first.startTime, shift]), 100);
  }).observe({ type: "paint", buffered: true });
})"""
"""Both of them as the browser counts them, in milliseconds and as the share that moved."""
