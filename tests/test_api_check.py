"""`POST /check`: the objects of the command, each line in its place, bad ones answered too."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import httpx
import openpyxl
import pytest
from click.testing import Result

from integration_db.web.api import check_schemas, schemas

Run = Callable[..., Result]
CHECK = "/api/v1/check"


def lines(api: httpx.Client, *records: Any, **options: Any) -> list[dict[str, Any]]:
    response = api.post(CHECK, json={"lines": list(records), **options})
    assert response.status_code == 200, response.text
    checked: list[dict[str, Any]] = response.json()["lines"]
    return checked


def test_a_list_is_answered_with_the_objects_of_the_command(api: httpx.Client, run: Run) -> None:
    records = [
        {"Make": "Exemplar", "Model": "E100", "Firmware": "10.12.114", "Qty": 3, "Name": "Lobby"},
        {"Model": "Exemplar E100", "Firmware": "7.10.1"},
        {"Model": "Sample Optics S20"},
        {"Model": "Blank B7"},
        {"Model": "Nobody N1", "Qty": 1},
        {"Model": ""},
    ]
    answer = api.post(CHECK, json={"lines": records, "require": "full"}).json()
    check_schemas.CheckedLines.model_validate(answer, strict=True)
    text = "\n".join(map(json.dumps, records))
    printed = run("check", "-", "--format", "json", "--require", "full", input=text.encode()).stdout
    assert answer["lines"] == json.loads(printed)["lines"]
    for part in ("limits", "plan", "summary"):
        assert answer[part] == json.loads(printed)[part], part


def test_one_bad_line_does_not_spoil_the_others(api: httpx.Client) -> None:
    bad: list[Any] = [
        None,
        [],
        "E100",
        7,
        {},
        {"Model": {"is": "E100"}},
        {"Qty": "x", "Model": "E100"},
    ]
    bad += [{"Model": "\ud800"}, {"Model": "\x00"}, {"Model": "x" * 50_000}, {"\udfff": 1}]
    bad += [{"Make": "\ud800", "Model": "E100"}, {"Model": "\udfff x"}, {"Part Number": "\udfff x"}]
    body = json.dumps({"lines": [{"Model": "E100"}, *bad, {"Model": "E210"}]})
    response = api.post(CHECK, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 200
    answered = response.json()["lines"]
    assert len(answered) == len(bad) + 2
    assert [line["line"] for line in answered] == list(range(1, len(bad) + 3))
    assert answered[0]["model"] == "E100"
    assert answered[-1]["model"] == "E210"
    assert {line["status"] for line in answered[1:-1]} <= {"invalid", "not found", "not a camera"}


def test_what_holds_for_all_lines_is_said_once(api: httpx.Client) -> None:
    (line,) = lines(api, {"Model": "E100"}, plugin="Closed")
    assert (line["plugin"], line["status"]) == ("Closed", "falls short")
    (line,) = lines(api, {"What": "E100"}, map={"What": "model"})
    assert line["model"] == "E100"
    moved = {"address_changed": True, "certificate": "factory", "protocol": "HTTPS Required"}
    (line,) = lines(api, {"Model": "E200", "FW": "10.12.114"}, **moved)
    assert "remake_certificate" in [task["code"] for task in line["tasks"]]
    (line,) = lines(api, {"Model": "E200", "FW": "10.12.114"}, **moved, done=["remake_certificate"])
    assert "remake_certificate" not in [task["code"] for task in line["tasks"]]


def test_a_requirement_may_be_a_symbol_of_the_recorder(api: httpx.Client) -> None:
    answer = api.post(CHECK, json={"lines": [{"Model": "E100"}], "require": "padlock"}).json()
    assert answer["require"] == "full"


def test_what_limits_the_answers_stands_with_them(api: httpx.Client) -> None:
    body = {"lines": [{"Model": "E100", "Qty": 3}], "plugin": "ONVIF"}
    answer = api.post(CHECK, json=body).json()
    assumed = {limit["code"]: limit["cameras"] for limit in answer["limits"] if limit["assumed"]}
    assert assumed["same_interface"] == 3
    strict = api.post(CHECK, json={**body, "strict": True}).json()
    assert not any(limit["assumed"] for limit in strict["limits"])
    unlisted = api.post(CHECK, json={**body, "plugin": "Mystery"}).json()
    assert "plugin_not_listed" in [limit["code"] for limit in unlisted["limits"]]


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({}, 400, "/lines"),
        ({"lines": []}, 400, "/lines"),
        ({"lines": {"Model": "E100"}}, 400, "/lines"),
        ({"lines": [{}] * 1001}, 400, "/lines"),
        ({"lines": [{}], "require": "armour"}, 400, "/require"),
        ({"lines": [{}], "recorder": "Betamax"}, 404, "/recorder"),
        ({"lines": [{}], "protocol": "ftp"}, 400, "/protocol"),
        ({"lines": [{}], "map": {"What": "colour"}}, 400, "/map"),
        ({"lines": [{}], "https_on": "yes"}, 400, "/https_on"),
        ({"lines": [{}], "done": ["verify"]}, 400, "/done/0"),
        ({"lines": [{}], "option": ["streaming"]}, 400, "/option/0"),
        ({"lines": [{}], "colour": "red"}, 400, "/colour"),
    ],
)
def test_what_is_wrong_with_a_list_is_said_with_its_place(
    api: httpx.Client, body: dict[str, Any], status: int, pointer: str
) -> None:
    response = api.post(CHECK, json=body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["pointer"] == pointer
    schemas.ProblemDocument.model_validate(response.json(), strict=True)


def test_a_thousand_lines_fit(api: httpx.Client) -> None:
    answer = api.post(CHECK, json={"lines": [{"Model": "E100", "Qty": 2}] * 1000}).json()
    assert answer["summary"]["cameras"] == 2000
    assert answer["summary"]["device_types"] == 1


def test_a_parameter_can_win_over_the_lines(api: httpx.Client) -> None:
    body: dict[str, Any] = {
        "lines": [{"Model": "Exemplar E100", "Plugin": "Closed"}],
        "plugin": "Native",
    }
    (kept,) = api.post(CHECK, json=body).json()["lines"]
    assert kept["plugin"] == "Closed"
    answer = api.post(CHECK, json={**body, "override": ["plugin"]}).json()
    assert answer["lines"][0]["plugin"] == "Native"
    assert "overridden" in {limit["code"] for limit in answer["limits"]}
    for refused in (["colour"], ["protocol"]):
        response = api.post(CHECK, json={**body, "override": refused})
        assert response.status_code == 400
        assert "override" in response.json()["detail"] or "win over" in response.json()["detail"]


LINES_OF_FILE = "Model,Firmware,Qty\nExemplar E100,10.12.114,3\nSample Optics S20,,1\n"
RECORDS = [
    {"Model": "Exemplar E100", "Firmware": "10.12.114", "Qty": 3},
    {"Model": "Sample Optics S20", "Firmware": "", "Qty": 1},
]


def workbook() -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in csv.reader(LINES_OF_FILE.splitlines()):
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NDJSON = "".join(json.dumps(one) + "\n" for one in RECORDS)
FILES: list[tuple[str, bytes]] = [
    ("text/csv", LINES_OF_FILE.encode()),
    ("text/csv; charset=utf-8", LINES_OF_FILE.replace(",", ";").encode()),
    ("text/plain", LINES_OF_FILE.replace(",", "\t").encode()),
    ("application/x-ndjson", NDJSON.encode()),
    (XLSX, workbook()),
    ("application/octet-stream", workbook()),
]


@pytest.mark.parametrize(("kind", "content"), FILES)
def test_a_file_is_answered_as_its_lines_are(api: httpx.Client, kind: str, content: bytes) -> None:
    body = {"lines": RECORDS, "plugin": "ONVIF", "require": "full", "https_on": True}
    of_json = api.post(CHECK, json=body).json()
    said = {"plugin": "ONVIF", "require": "full", "https_on": "true"}
    as_body = api.post(CHECK, content=content, headers={"content-type": kind}, params=said)
    upload = {"file": ("cameras", content, kind)}
    as_form = api.post(CHECK, files=upload, data=said)
    for answer in (as_body, as_form):
        assert answer.status_code == 200, answer.text
        found = answer.json()
        check_schemas.CheckedLines.model_validate(found, strict=True)
        assert found["require"] == "full"
        assert found["summary"] == of_json["summary"]
        for one, other in zip(found["lines"], of_json["lines"], strict=True):
            assert {**one, "line": 0} == {**other, "line": 0}


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("csv", "text/csv; charset=utf-8", b"Model,Firmware,Qty,idb_status"),
        ("ndjson", "application/x-ndjson", b"{"),
        ("xlsx", XLSX, b"PK"),
        ("markdown", "text/markdown; charset=utf-8", b"| line"),
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
        ("acceptance", XLSX, b"PK"),
    ],
)
def test_a_checked_list_is_had_in_every_form(
    api: httpx.Client, form: str, kind: str, begins: bytes
) -> None:
    by_name = api.post(CHECK, json={"lines": RECORDS}, params={"format": form})
    file = {"file": ("cameras.csv", LINES_OF_FILE.encode(), "text/csv")}
    for answer in (by_name, api.post(CHECK, files=file, data={"format": form})):
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == kind
        assert answer.content.lower().startswith(begins.lower())
        assert "attachment" in answer.headers["content-disposition"]
    if form != "acceptance":
        accept = {"accept": kind.partition(";")[0]}
        by_header = api.post(CHECK, json={"lines": RECORDS}, headers=accept)
        assert by_header.headers["content-type"] == kind


def test_a_file_as_csv_is_that_of_the_command(api: httpx.Client, run: Run) -> None:
    headers = {"content-type": "text/csv"}
    found = api.post(CHECK, content=LINES_OF_FILE, headers=headers, params={"format": "csv"})
    assert found.text == run("check", "-", "--format", "csv", input=LINES_OF_FILE).stdout


def test_a_file_has_its_headings_mapped_and_shows_no_formula(api: httpx.Client) -> None:
    text = "What,Note\nExemplar E100,=1+1\n"
    said = {"map": "What=model", "format": "csv"}
    found = api.post(CHECK, content=text, headers={"content-type": "text/csv"}, params=said)
    (row,) = csv.DictReader(io.StringIO(found.text))
    assert (row["idb_model"], row["Note"][0]) == ("E100", "'")


def test_a_customer_is_shown_no_addresses(api: httpx.Client) -> None:
    said = {"audience": "customer", "format": "csv"}
    refused = api.post(CHECK, json={"lines": RECORDS}, params=said)
    assert (refused.status_code, refused.json()["parameter"]) == (400, "audience")
    report = api.post(CHECK, json={"lines": RECORDS}, params={**said, "format": "html"})
    assert report.status_code == 200


@pytest.mark.parametrize(
    ("kind", "content", "parameters", "status", "code"),
    [
        ("image/png", b"x", {}, 415, "unsupported-media-type"),
        ("text/csv", b"", {}, 400, "empty-list"),
        ("text/csv", b" \n ", {}, 400, "empty-list"),
        ("text/csv", b"Colour\nred\n", {}, 400, None),
        ("text/csv", b"\x00\x01\x02\xff" * 50, {}, 400, None),
        ("application/octet-stream", b"PK\x03\x04" + b"x" * 90, {}, 400, None),
        (XLSX, b"Model\n" * 3, {}, None, None),
        ("text/csv", b"Model\nE100\n", {"port": "70000"}, 400, "bad-value"),
        ("text/csv", b"Model\nE100\n", {"colour": "red"}, 400, "unknown-parameter"),
        ("text/csv", b"Model\nE100\n", {"map": "What"}, 400, "bad-value"),
        ("text/csv", b"Model\nE100\n", {"map": "What=model"}, 400, None),
        ("text/csv", b"Model\nE100\n", {"require": "armour"}, 400, "bad-value"),
        ("text/csv", b"Model\nE100\n", {"recorder": "Betamax"}, 404, "unknown-recorder"),
        ("text/csv", b"Model\n" + b"E100\n" * 2001, {}, 400, "too-many-lines"),
        ("multipart/form-data", b"x", {}, 400, "bad-form"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n", {}, 400, None),
    ],
)
def test_what_is_wrong_with_a_file_is_said(
    api: httpx.Client,
    kind: str,
    content: bytes,
    parameters: dict[str, str],
    status: int | None,
    code: str | None,
) -> None:
    headers = {"content-type": kind}
    found = api.post(CHECK, content=content, headers=headers, params=parameters)
    assert found.status_code == status or (status is None and found.status_code in (200, 400))
    if found.status_code != 200:
        assert found.headers["content-type"] == "application/problem+json"
        assert code in (None, found.json()["code"])
        assert " --" not in found.json()["detail"]
        assert "<" not in found.json()["detail"]


def test_a_form_without_its_file_is_refused(api: httpx.Client) -> None:
    for files in ({"list": ("a.csv", b"Model\nE100\n")}, {"plugin": ("a", b"ONVIF")}):
        found = api.post(CHECK, files=files)
        assert (found.status_code, found.json()["parameter"]) == (400, "file")
