"""Long questions are answered apart: others go on, each has its share, and nothing is left over."""

from __future__ import annotations

import asyncio
import io
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest
from test_serve import PATIENCE, answer, children_of, process

from integration_db import Catalog
from integration_db.database.opening import open_in_memory
from integration_db.web import create_app
from integration_db.web.apart.fair_queue import HALF_LIFE, LITTLE, FairQueue
from integration_db.web.apart.held_folder import HeldFolder
from integration_db.web.apart.pool import ALLOWANCE
from integration_db.web.clients import client_at

Serving = Callable[..., Any]

CHECK = "/api/v1/check"
LIST = {"lines": [{"Model": "E100"}]}

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at the processes of Linux")


def taken(queue: FairQueue[str], now: float = 0) -> Iterator[str]:
    while (entry := queue.take(now)) is not None:
        yield entry


def test_clients_take_turns() -> None:
    queue: FairQueue[str] = FairQueue(10)
    for entry in ("a1", "a2", "a3", "b1", "c1", "b2"):
        assert queue.add(entry[0], entry) is None
    assert list(taken(queue)) == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_whoever_had_least_comes_first_and_what_was_had_is_forgotten() -> None:
    queue: FairQueue[str] = FairQueue(10)
    queue.reckon("greedy", 3 * LITTLE, now=0)
    queue.add("greedy", "long")
    queue.add("modest", "short")
    assert queue.take(1) == "short"
    assert queue.take(1, only_little=True) is None
    assert queue.take(2 * HALF_LIFE, only_little=True) == "long"


def test_of_a_full_queue_the_crowd_gives_way() -> None:
    queue: FairQueue[str] = FairQueue(3)
    for entry in ("a1", "a2", "a3"):
        queue.add("a", entry)
    assert queue.add("a", "a4") == "a4"
    assert queue.add("b", "b1") == "a3"
    assert queue.add("b", "b2") == "b2"  # they are equals now
    queue.remove("a", "a1")
    queue.remove("a", "a1")
    assert len(queue) == 2
    assert list(taken(queue)) == ["a2", "b1"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
    ],
)
def test_a_client_is_told_by_its_address(one: str, other: str, same: bool) -> None:
    assert (client_at(one) == client_at(other)) is same


def test_others_are_answered_while_a_list_is_at_work(good_database: str, serving: Serving) -> None:
    done: list[str] = []
    with serving(create_app(database=good_database)) as api:

        def check() -> None:
            assert api.post(CHECK, json={"lines": [{"Model": "E100"}] * 1000}).status_code == 200
            done.append("list")

        api.get("/cameras/Exemplar/E100")  # loads the page, once
        asking = threading.Thread(target=check)
        asking.start()
        for _ in range(20):
            assert api.get("/api/v1/health").status_code == 200
            assert api.get("/cameras/Exemplar/E100").status_code == 200
        done.append("others")
        asking.join(PATIENCE)
    assert done == ["others", "list"]  # the process alone takes longer to start


def test_what_takes_too_long_is_ended_and_says_the_way_out(
    good_database: str, serving: Serving
) -> None:
    app = create_app(database=good_database, allowance=ALLOWANCE._replace(seconds=0.0001))
    with serving(app) as api:
        for _ in range(2):  # the second by a process that takes the place of the first
            found = api.post(CHECK, json=LIST)
            assert (found.status_code, found.json()["code"]) == (503, "too-much-work")
            assert "smaller parts" in found.json()["detail"]
            assert "retry-after" not in found.headers
            assert found.headers["x-data-version"]
        page = api.get("/")
        assert page.status_code == 503
        assert page.headers["content-type"].startswith("text/html")
        assert "smaller parts" in page.text
        assert api.get("/api/v1/predictions?model=E100").status_code == 200


def test_what_takes_too_much_memory_is_refused(good_database: str, serving: Serving) -> None:
    app = create_app(database=good_database, allowance=ALLOWANCE._replace(memory=1))
    with serving(app) as api:
        found = api.post(CHECK, json=LIST)
        assert found.status_code in (500, 503)
        assert "Traceback" not in found.text
        assert api.get("/api/v1/health").status_code == 200


def test_where_too_many_wait_who_comes_is_told_when_to_come_again(
    good_database: str, serving: Serving
) -> None:
    app = create_app(database=good_database, allowance=ALLOWANCE._replace(waiting=0))
    with serving(app) as api:
        found = api.post(CHECK, json=LIST)
        assert (found.status_code, found.json()["code"]) == (503, "busy")
        assert int(found.headers["retry-after"]) > 0
    impatient = ALLOWANCE._replace(patience=0, lists=1)
    with serving(create_app(database=good_database, allowance=impatient)) as api:
        answers: list[httpx.Response] = []

        def ask() -> None:
            answers.append(api.post(CHECK, json=LIST))

        askers = [threading.Thread(target=ask) for _ in range(4)]
        for one in askers:
            one.start()
        for one in askers:
            one.join(PATIENCE)
        assert sorted(one.status_code for one in answers) == [200, 503, 503, 503]


def test_the_same_question_of_many_is_answered_once(good_database: str, serving: Serving) -> None:
    app = create_app(database=good_database, allowance=ALLOWANCE._replace(waiting=1))
    with serving(app) as api:
        pages: list[httpx.Response] = []

        def ask() -> None:
            pages.append(api.get("/manufacturers"))

        askers = [threading.Thread(target=ask) for _ in range(8)]
        for one in askers:
            one.start()
        for one in askers:
            one.join(PATIENCE)
        assert {one.status_code for one in pages} == {200}
        assert len({one.content for one in pages}) == 1


def test_an_answer_from_elsewhere_is_byte_for_byte_the_same(
    good_seed: Path, serving: Serving
) -> None:
    """Compressed or not, page or document; a database in memory is copied for the others."""
    with Catalog(open_in_memory([good_seed])) as memory:
        here = create_app(memory, allowance=ALLOWANCE._replace(questions=1))
        with serving(create_app(memory)) as apart, serving(_Lifeless(here)) as own:
            for address in ("/", "/?https=yes", "/about", "/api/v1/cameras?facet=series"):
                for coding in ("identity", "gzip"):
                    asked = {"accept-encoding": coding}
                    one, other = apart.get(address, headers=asked), own.get(address, headers=asked)
                    assert (one.status_code, one.content) == (other.status_code, other.content)
                    assert dict(one.headers).keys() == dict(other.headers).keys()
            form = {"list": "Model\nE100\n", "as": "file", "form": "xlsx"}
            for body in ({"list": "Model\nE100\n"}, form, {"list": ""}):
                one, other = apart.post("/check", data=body), own.post("/check", data=body)
                assert one.status_code == other.status_code
                assert one.headers["content-type"] == other.headers["content-type"]
                if body is not form:  # a workbook says when it was made
                    assert one.content == other.content


def sheets(many: int) -> bytes:
    book = openpyxl.Workbook()
    for number in range(many):
        sheet = book.create_sheet(f"S{number}") if number else book.worksheets[0]
        sheet.append(["Model"])
        sheet.append(["E100"])
    return written(book)


def written(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def in_the_last_column() -> bytes:
    book = openpyxl.Workbook()
    for row in range(1, 40):
        book.worksheets[0][f"A{row}"] = "E100" if row > 1 else "Model"
        book.worksheets[0][f"XFD{row}"] = "x"
    return written(book)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "Model" + ",x" * 500 + "\nE100\n", "more than 500 columns"),
        ("a.csv", ",".join(["Model", *"x" * 300]) + "\nE100" * 700, "more than 200,000 cells"),
        ("a.csv", "Model\n" + "E100 " * 1001, "line of the list has more than 1,000 words"),
        ("a.csv", "Model" + ("\n" + "E100 " * 100) * 1001, "more than 100,000 words"),
        ("a.xlsx", in_the_last_column(), "more than 500 columns"),
        ("a.xlsx", sheets(51), "more than 50 worksheets"),
        ("a.json", json.dumps([{"Model": "E100", **{f"k{n}": 1 for n in range(500)}}]), "columns"),
    ],
    ids=["columns", "cells", "words of a line", "words", "last column", "worksheets", "keys"],
)
def test_a_list_that_holds_too_much_is_refused_in_one_sentence(
    api: httpx.Client, name: str, content: str | bytes, said: str
) -> None:
    response = api.post("/check", files={"file": (name, content)})
    assert response.status_code == 400
    assert said in response.text
    assert "command line" not in response.text


@pytest.mark.parametrize("above", ["", "Model,Firmware\n"], ids=["only row", "row below"])
def test_nobody_looks_through_a_line_of_too_many_columns(catalog: Catalog, above: str) -> None:
    app = create_app(catalog)
    calls = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    async def asked(content: str) -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://server") as client:
            return await client.post("/check", files={"list": (None, content)})

    def taken(columns: int) -> int:
        before, profiled = calls, sys.getprofile()
        sys.setprofile(count)
        try:
            found = asyncio.run(asked(above + ",".join("x" * columns)))
        finally:
            sys.setprofile(profiled)
        assert "more than 500 columns" in found.text
        return calls - before

    taken(600)  # what is loaded once is loaded
    assert taken(20_000) < 2 * taken(2_000)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([{f"k{n}": 1 for n in range(501)}], "too-many-columns"),
        ([{f"k{n}": 1 for n in range(450)}, *[{"k0": 1}] * 499], "too-many-cells"),
        ([{"Model": "a " * 501, "Name": "b " * 500}], "too-many-words"),
        ([{"Model": "a " * 101}] * 1000, "too-many-words"),
    ],
)
def test_lines_that_hold_too_much_are_refused(
    api: httpx.Client, lines: list[Any], code: str
) -> None:
    found = api.post(CHECK, json={"lines": lines})
    assert (found.status_code, found.json()["code"]) == (400, code)
    assert found.json()["pointer"] == "/lines"


class _Lifeless:
    """An application that is not told when its server starts: all is answered in one process."""

    def __init__(self, app: Any) -> None:
        self.app = app

    @property
    def state(self) -> Any:
        return self.app.state

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        await self.app(scope, receive, send)


def test_a_family_of_many_cameras_is_answered_apart(
    real_catalog: Catalog, serving: Serving
) -> None:
    asked = {"model": "P32", "manufacturer": "Axis"}
    with serving(create_app(real_catalog, allowance=ALLOWANCE._replace(waiting=0))) as api:
        assert api.get("/api/v1/predictions", params=asked).json()["code"] == "busy"
        assert api.get("/predict", params=asked).status_code == 503
        assert api.get("/api/v1/predictions?model=AXIS+P3245-LVE").status_code == 200


def is_gone(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@linux
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_and_no_file_is_left_however_the_server_ends(
    good_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sign: signal.Signals
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with process("--database", good_database, "serve") as (started, address):
        assert answer(address).status_code == 200
        assert httpx.post(f"{address}{CHECK}", json=LIST, timeout=PATIENCE).status_code == 200
        children = children_of(started.pid)
        assert children
        (folder,) = tmp_path.iterdir()
        os.kill(started.pid, sign)
        started.wait(PATIENCE)
        for _ in range(10 * PATIENCE):
            if all(map(is_gone, children)):
                break
            time.sleep(0.1)
        else:
            raise AssertionError("a process is left")
    if sign == signal.SIGKILL:  # whoever comes next sweeps
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        HeldFolder().close()
    assert not folder.exists()


@linux
def test_what_answers_lists_gives_way_to_what_answers_others(good_database: str) -> None:
    with process("--database", good_database, "serve") as (started, address):
        assert httpx.post(f"{address}{CHECK}", json=LIST, timeout=PATIENCE).status_code == 200
        (child,) = children_of(started.pid)
        assert os.getpriority(os.PRIO_PROCESS, child) == 10
        sessions = Path(f"/proc/{child}/autogroup")  # not every kernel shares among them
        assert not sessions.exists() or sessions.read_text().split()[-2:] == ["nice", "10"]


def test_a_folder_that_is_in_use_is_not_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    first = HeldFolder()
    HeldFolder().close()
    assert first.path.is_dir()
    first.close()
    assert not list(tmp_path.iterdir())
