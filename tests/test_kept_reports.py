"""Reports that are kept under an address: what is kept, for how long, and who finds it."""

from __future__ import annotations

import io
import os
import re
import stat
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from integration_db import Catalog, open_catalog
from integration_db.errors import ServerError, UsageError
from integration_db.web import create_app, kept_reports
from integration_db.web.apart.pool import Allowance
from integration_db.web.kept_reports import KeptReport, KeptReports, seconds_kept
from integration_db.web.server import kept_reports as prepared

SECRET = "Geheim7xQ"
ADDRESS = "10.20.30.41"
LIST = (
    "Name,IP,Model,Firmware,Password,Remark\n"
    f"Gate {ADDRESS},{ADDRESS},E100,10.12.114,{SECRET},rtsp://admin:{SECRET}@{ADDRESS}/\n"
)
PATIENT = Allowance(seconds=60.0, patience=60.0)
WEEK = 7 * 86_400
REPORT = KeptReport("1", "<p>Report</p>", {"html": b"file"})


@pytest.fixture
def keeping(
    good_database: str, tmp_path: Path, serving: Callable[..., Any]
) -> Iterator[httpx.Client]:
    """A client of a server that keeps reports for a week."""
    kept = prepared(str(tmp_path / "kept"), "7d")
    with (
        open_catalog(good_database) as catalog,
        serving(create_app(catalog, kept=kept, allowance=PATIENT)) as client,
    ):
        yield client


def kept_at(client: httpx.Client, **data: str) -> str:
    """Have a report kept, and return its address."""
    response = client.post("/check", data={"list": LIST, "as": "address", **data})
    assert response.status_code == 303, response.text
    return response.headers["location"]


def test_a_report_has_an_address_that_nobody_guesses_and_nobody_keeps(
    keeping: httpx.Client, tmp_path: Path
) -> None:
    first, second = kept_at(keeping), kept_at(keeping)
    assert first != second
    assert re.fullmatch(r"/check/kept/[0-9a-f]{32}", first)
    page = keeping.get(first)
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "noindex" in page.headers["x-robots-tag"]
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "Exemplar E100" in page.text
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + WEEK))
    assert f"Kept until <strong>{day}" in page.text
    if os.name == "posix":
        (folder,) = {path.parent for path in tmp_path.rglob("*.zip")}
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("audience", ["site", "customer"])
def test_what_is_kept_has_no_secret_and_no_address_of_a_camera(
    keeping: httpx.Client, tmp_path: Path, audience: str
) -> None:
    """Whatever the report was written for, on disk and on the pages."""
    address = kept_at(keeping, **{"for": audience})
    page = keeping.get(address)
    files = re.findall(rf'href="({address}/[^"]+)"', page.text)
    assert {file.rpartition("/")[2] for file in files} == {
        "encryption-check.html",
        "acceptance.xlsx",
    }
    contents = [page.text]
    for file in files:
        response = keeping.get(file)
        assert response.status_code == 200
        assert "noindex" in response.headers["x-robots-tag"]
        assert response.headers["content-disposition"].startswith("attachment;")
        if file.endswith(".xlsx"):
            rows = load_workbook(io.BytesIO(response.content)).worksheets[0].iter_rows()
            contents.append(str([[cell.value for cell in row] for row in rows]))
        else:
            contents.append(response.text)
    for path in tmp_path.rglob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            assert names == ["about.json", "body.html", "files/html", "files/acceptance"]
            contents += [archive.read(name).decode("utf-8", "replace") for name in names[:3]]
    for content in contents:
        assert SECRET not in content
        assert ADDRESS not in content


def test_a_report_can_be_forgotten_by_whoever_has_its_address(keeping: httpx.Client) -> None:
    address = kept_at(keeping)
    assert keeping.get(f"{address}/forget").status_code in (404, 405)
    assert keeping.post(f"{address}/forget").status_code == 200
    assert keeping.get(address).status_code == 404
    assert keeping.get(f"{address}/encryption-check.html").status_code == 404
    assert keeping.post(f"{address}/forget").status_code == 404


@pytest.mark.parametrize(
    "name", ["x", "0" * 32, "%2e%2e%2fabout", "0" * 31 + "%00", "A" * 32, "0" * 33]
)
def test_what_is_no_report_is_not_found(keeping: httpx.Client, name: str) -> None:
    kept_at(keeping)
    assert keeping.get(f"/check/kept/{name}").status_code in (404, 405)
    assert keeping.post(f"/check/kept/{name}/forget").status_code in (404, 405)


def test_other_files_of_a_report_are_not_found(keeping: httpx.Client) -> None:
    address = kept_at(keeping)
    for name in ("about.json", "body.html", "html", "encryption-check.csv", "..%2fabout.json"):
        assert keeping.get(f"{address}/{name}").status_code == 404, name


def test_nothing_is_kept_unless_the_operator_says_so(api: httpx.Client) -> None:
    assert "address, for" not in api.get("/check").text
    response = api.post("/check", data={"list": LIST, "as": "address"})
    assert response.status_code == 400
    assert "keeps no reports" in response.text
    assert api.get(f"/check/kept/{'0' * 32}").status_code == 404


def test_a_list_with_a_mistake_is_not_kept(keeping: httpx.Client, tmp_path: Path) -> None:
    response = keeping.post("/check", data={"list": "Colour\nred\n", "as": "address"})
    assert response.status_code == 400
    assert not list(tmp_path.rglob("*.zip"))


def test_another_process_and_a_later_one_find_it(
    good_database: str, tmp_path: Path, serving: Callable[..., Any]
) -> None:
    with open_catalog(good_database) as catalog:
        folder = str(tmp_path / "kept")
        with (
            serving(create_app(catalog, kept=prepared(folder, None), allowance=PATIENT)) as one,
            serving(create_app(catalog, kept=prepared(folder, None), allowance=PATIENT)) as other,
        ):
            address = kept_at(one)
            assert other.get(address).status_code == 200
        with serving(create_app(catalog, kept=prepared(folder, None), allowance=PATIENT)) as later:
            assert later.get(address).status_code == 200


def test_a_report_is_gone_when_its_time_is_over(tmp_path: Path) -> None:
    kept = KeptReports(tmp_path, 60)
    name = kept.keep(REPORT, now=2_000_000_000)
    found = kept.find(name, 2_000_000_059)
    assert found is not None
    assert found.report == REPORT
    assert found.until == 2_000_000_060
    assert kept.find(name, 2_000_000_060) is None
    other = tmp_path / "notes.txt"
    other.write_text("not ours")
    kept.sweep(2_000_000_060)
    assert list(tmp_path.iterdir()) == [other]


def test_a_server_deletes_what_nobody_asks_for(
    catalog: Catalog, tmp_path: Path, serving: Callable[..., Any]
) -> None:
    """When it starts, without a request."""
    kept = KeptReports(tmp_path, 60)
    kept.keep(REPORT, now=1_700_000_000)
    with serving(create_app(catalog, kept=kept)):
        for _ in range(600):
            if not list(tmp_path.iterdir()):
                break
            time.sleep(0.1)
    assert not list(tmp_path.iterdir())


def test_there_is_an_end_to_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = KeptReports(tmp_path, 60)
    monkeypatch.setattr(kept_reports, "MOST_KEPT", 2)
    for _ in range(2):
        kept.keep(REPORT, now=2_000_000_000)
    with pytest.raises(UsageError, match="keeps 2 reports already"):
        kept.keep(REPORT, now=2_000_000_000)
    kept.keep(REPORT, now=2_000_000_060)  # the time of the others is over
    monkeypatch.setattr(kept_reports, "LARGEST_KEPT", 100)
    with pytest.raises(UsageError, match="hand it over as a file"):
        kept.keep(REPORT, now=2_000_000_060)


def test_a_damaged_report_is_as_good_as_none(tmp_path: Path) -> None:
    kept = KeptReports(tmp_path, 60)
    name = kept.keep(REPORT, now=2_000_000_000)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-30])
    assert kept.find(name, 2_000_000_000) is None


@pytest.mark.parametrize(
    ("written", "seconds"), [("7d", WEEK), ("12h", 43_200), ("30m", 1_800), ("366d", 366 * 86_400)]
)
def test_how_long_is_written_as_people_do(written: str, seconds: int) -> None:
    assert seconds_kept(written) == seconds
    assert seconds_kept(f"{seconds // 60}m") == seconds  # as workers are told


@pytest.mark.parametrize("written", ["", "7", "0d", "-1d", "7 days", "367d", "1e3d", "٣d", "7D"])
def test_how_long_that_cannot_be_read_is_refused_with_what_can(written: str) -> None:
    with pytest.raises(UsageError, match="write a number and d, h or m, such as 7d"):
        seconds_kept(written)


def test_a_folder_that_takes_none_is_said_at_the_start(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("")
    with pytest.raises(ServerError, match="reports cannot be kept in"):
        prepared(str(path), "7d")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are those of POSIX")
def test_a_folder_that_is_full_costs_one_sentence(keeping: httpx.Client, tmp_path: Path) -> None:
    """What goes wrong on disk is for the log; who asked is told that it cannot be now."""
    (tmp_path / "kept").rmdir()
    response = keeping.post("/check", data={"list": LIST, "as": "address"})
    assert response.status_code == 503
    assert "cannot be kept now" in response.text
    assert str(tmp_path) not in response.text
