"""One worker over loopback: our predictions beside a bare endpoint and beside Datasette.

Every server is one process of uvicorn with the same parser and event loop.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib.util import find_spec
from itertools import cycle, islice, repeat
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.load import ask, request
from benchmarks.measure import Ratio, paired, processor_time
from integration_db import environment
from integration_db.catalog import Catalog
from integration_db.database import opening
from integration_db.names import exact_key

QUESTION = "/api/v1/predictions?" + urlencode(
    {"model": "AXIS P3245-LVE", "firmware": "10.12.114", "plugin": "ONVIF"}
)
PAGE = "/?https=yes&manufacturer=Axis"
NEW_QUESTION = "`GET /api/v1/predictions`, another camera and firmware each time"
NEW_PAGE = "a page of cameras with facets, another one each time"
LOOK_UP = (
    "SELECT f.name, m.name, s.name, t.scope, t.https_support, t.video_encryption, t.firmware, "
    "t.grade, t.verified_on, o.title, o.url FROM name n JOIN model m ON m.id = n.model_id "
    "JOIN manufacturer f ON f.id = m.manufacturer_id JOIN series s ON s.id = m.series_id "
    "JOIN statement t ON t.model_id = m.id OR t.series_id = s.id OR t.manufacturer_id = f.id "
    "JOIN source o ON o.id = t.source WHERE n.exact_key = :key"
)
"""What a prediction looks up: the model, the statements about it, their sources."""


@dataclass(frozen=True)
class Asked:
    """What a server is asked without end; `what` is the name of that in a row."""

    what: str
    port: int
    questions: Iterator[bytes]

    def beside(
        self, floor: Asked, size: int, *, target: float, rounds: int, at_least: bool = False
    ) -> Ratio:
        """Ask either server its next questions, so many in a round; a time is that of one."""
        found = paired(
            self.what,
            lambda: self._ask(size),
            floor.what,
            lambda: floor._ask(size),
            target=target,
            rounds=rounds,
            at_least=at_least,
        )
        return _per_request(found, size)

    def _ask(self, size: int) -> None:
        ask(self.port, list(islice(self.questions, size)))


def results(folder: Path, quick: bool) -> tuple[list[Ratio], list[str]]:
    reader = opening.open_catalogue_database(
        [environment.default_seed_root()], cache_folder=folder / "cache"
    )
    with Catalog(reader) as catalog:
        names = [(camera.manufacturer, camera.model) for camera in catalog.filter()]
    database = folder / "catalogue.sqlite"
    shutil.copy(str(getattr(reader, "place")), database)  # noqa: B009
    rounds, size = (3, 400) if quick else (9, 6_000)
    ours = ("-m", "integration_db_cli", "--database", str(database), "serve", "--port")
    body, page = folder / "body.json", folder / "page.html"
    bare_server = (
        "-m",
        "uvicorn",
        "benchmarks.bare_server:app",
        "--log-level",
        "warning",
        "--port",
    )
    bytes_to_send = {"BENCHMARK_BODY": str(body), "BENCHMARK_PAGE": str(page)}
    with server(*ours) as port:
        first = urllib.request.urlopen(f"http://127.0.0.1:{port}{QUESTION}")
        mark = first.headers["ETag"]
        body.write_bytes(first.read())
        page.write_bytes(urllib.request.urlopen(f"http://127.0.0.1:{port}{PAGE}").read())
        with server(*bare_server, **bytes_to_send) as bare:
            found, notes = _beside_bare(port, bare, mark, rounds, size)
            new = Asked(NEW_QUESTION, port, _new_questions(names))
            new_page = Asked(NEW_PAGE, port, _new_pages(names))
            same = Asked("bare Starlette, 9 kB of JSON", bare, repeat(request(QUESTION)))
            template = Asked("Starlette with a template", bare, repeat(request("/")))
            found += [
                new.beside(same, size // 4, target=0.45, rounds=rounds, at_least=True),
                new_page.beside(template, size // 60, target=10, rounds=rounds),
            ]
        if find_spec("datasette") is None:
            notes.append("Datasette is not installed, so the comparison with it was left out")
        else:
            quiet = ("--setting", "suggest_facets", "off")  # ours suggests none either
            with server("-m", "datasette", "serve", "-i", str(database), *quiet, "--port") as other:
                their = request(f"/catalogue.json?{_their_query('P3245-LVE')}")
                found.append(_beside_datasette(port, other, their, rounds, size // 10))
                look_ups = Asked("Datasette's look-up of another camera", other, _look_ups(names))
                tables = Asked("Datasette's table page with a facet", other, _table_pages(names))
                found += [
                    new.beside(look_ups, size // 10, target=5, rounds=rounds, at_least=True),
                    new_page.beside(tables, size // 60, target=1, rounds=rounds),
                ]
    found.append(
        paired(
            "`serve`, from its start to its first prediction and its end",
            lambda: _first_answer(*ours),
            "bare uvicorn and Starlette to a first answer",
            lambda: _first_answer(*bare_server, **bytes_to_send),
            target=2.5,
            rounds=rounds,
            clock=processor_time,
        )
    )
    return found, notes


def _first_answer(*command: str, **environment: str) -> None:
    with server(*command, **environment) as port:
        urllib.request.urlopen(f"http://127.0.0.1:{port}{QUESTION}").read()


def _beside_bare(
    port: int, bare: int, mark: str, rounds: int, size: int
) -> tuple[list[Ratio], list[str]]:
    shares: list[float] = []
    same = [request(QUESTION)] * size
    unchanged = [request(QUESTION, If_None_Match=mark)] * size

    def asking(to: int, requests: Sequence[bytes], status: int = 200) -> Callable[[], None]:
        return lambda: shares.append(ask(to, requests, status))

    floor = asking(bare, same)
    asked_again = asking(port, same)
    found = [
        paired(
            "`GET /api/v1/predictions`, a question asked before",
            asked_again,
            "bare Starlette, same bytes",
            floor,
            target=0.5,
            rounds=rounds,
            at_least=True,
        ),
        paired(
            "the same, 304 for If-None-Match",
            asking(port, unchanged, 304),
            "200 for the same question",
            asked_again,
            target=1,
            rounds=rounds,
            at_least=True,
        ),
        paired(
            "a page of cameras with facets",
            asking(port, [request(PAGE)] * size),
            "Starlette with a template of the same bytes and no data",
            asking(bare, [request("/")] * size),
            target=2,
            rounds=rounds,
        ),
    ]
    notes = [f"the load generator was busy for {max(shares):.0%} of its time at most"]
    return [_per_request(one, size) for one in found], notes


def _beside_datasette(port: int, other: int, their: bytes, rounds: int, size: int) -> Ratio:
    ours = [request(QUESTION)] * size
    found = paired(
        "`GET /api/v1/predictions`, a question asked before",
        lambda: ask(port, ours),
        "Datasette's JSON, same look-up, same file",
        lambda: ask(other, [their] * size),
        target=5,
        rounds=rounds,
        at_least=True,
    )
    return _per_request(found, size)


def _their_query(model: str) -> str:
    return urlencode({"sql": LOOK_UP, "key": exact_key(model), "_shape": "array"})


def _again(names: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Return the names without end, those of different makers beside each other."""
    return cycle(names[start] for begin in range(97) for start in range(begin, len(names), 97))


def _new_questions(names: Sequence[tuple[str, str]]) -> Iterator[bytes]:
    """Return questions that differ in camera and firmware, without end."""
    for number, (maker, model) in enumerate(_again(names), 1):
        asked = {"manufacturer": maker, "model": model, "firmware": f"{number}.1"}
        yield request(f"/api/v1/predictions?{urlencode(asked)}&plugin=ONVIF")


def _new_pages(names: Sequence[tuple[str, str]]) -> Iterator[bytes]:
    """Return pages of cameras with facets, no two alike: by turns of a text and of a maker."""
    seen: set[str] = set()
    orders = ("manufacturer,model", "model", "-model", "series", "-series", "-manufacturer,model")
    for number, (maker, model) in enumerate(_again(names)):
        https = ("yes", "no", "unknown")[number % 3]
        text = {"https": https, "text": model[: 2 + number // 3 % 3].strip().lower()}
        sort = orders[number // 9 % len(orders)]
        pair = [f"/?{urlencode(one)}" for one in (text, {"https": https, "manufacturer": maker})]
        pair[1] += "" if sort == orders[0] else f"&{urlencode({'sort': sort})}"
        if not seen & {*pair}:
            seen |= {*pair}
            yield from map(request, pair)


def _look_ups(names: Sequence[tuple[str, str]]) -> Iterator[bytes]:
    for _, model in _again(names):
        yield request(f"/catalogue.json?{_their_query(model)}")


def _table_pages(names: Sequence[tuple[str, str]]) -> Iterator[bytes]:
    for number, (_, model) in enumerate(_again(names)):
        asked = {"name__contains": model[:3], "id__gt": number, "_facet": "manufacturer_id"}
        yield request(f"/catalogue/model?{urlencode({**asked, '_size': 50})}")


def _per_request(found: Ratio, size: int) -> Ratio:
    return replace(found, seconds=found.seconds / size, floor_seconds=found.floor_seconds / size)


@contextmanager
def server(*command: str, **environment: str) -> Iterator[int]:
    """Run a Python program that serves HTTP until the block ends; give its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    started = subprocess.Popen(
        [sys.executable, *command, str(port)],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(200):
            assert started.poll() is None, f"{command} ended with {started.returncode}"
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            time.sleep(0.05)
        yield port
    finally:
        started.terminate()
        started.wait(timeout=20)
