"""`POST /check`: the objects of the command, each line in its place, bad ones answered too."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
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
        {"Model": "Nobody N1"},
        {"Model": ""},
    ]
    answer = api.post(CHECK, json={"lines": records, "require": "padlock"}).json()
    check_schemas.CheckedLines.model_validate(answer, strict=True)
    text = "\n".join(map(json.dumps, records))
    printed = run(
        "check", "-", "--format", "json", "--require", "padlock", input=text.encode()
    ).stdout
    assert answer["lines"] == json.loads(printed)["lines"]
    assert answer["summary"] == json.loads(printed)["summary"]


def test_one_bad_line_does_not_spoil_the_others(api: httpx.Client) -> None:
    bad: list[Any] = [
        None,
        [],
        "E100",
        7,
        {},
        {"Model": {"name": "E100"}},
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
    assert {line["status"] for line in answered[1:-1]} <= {"invalid", "not found"}


def test_what_holds_for_all_lines_is_said_once(api: httpx.Client) -> None:
    (line,) = lines(api, {"Model": "E100"}, plugin="Closed")
    assert (line["plugin"], line["status"]) == ("Closed", "falls short")
    (line,) = lines(api, {"What": "E100"}, map={"What": "model"})
    assert line["model"] == "E100"
    (line,) = lines(api, {"Model": "E200", "FW": "10.12.114"}, ip_changed=True)
    assert [note["code"] for note in line["actions"]] == ["remake_certificate"]


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({}, 400, "/lines"),
        ({"lines": []}, 400, "/lines"),
        ({"lines": {"Model": "E100"}}, 400, "/lines"),
        ({"lines": [{}] * 1001}, 400, "/lines"),
        ({"lines": [{}], "require": "armour"}, 400, "/require"),
        ({"lines": [{}], "recorder": "Betamax"}, 404, "/recorder"),
        ({"lines": [{}], "plugin": "Mystery"}, 404, "/plugin"),
        ({"lines": [{}], "protocol": "ftp"}, 400, "/protocol"),
        ({"lines": [{}], "map": {"What": "colour"}}, 400, "/map"),
        ({"lines": [{}], "http_off": "yes"}, 400, "/http_off"),
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
