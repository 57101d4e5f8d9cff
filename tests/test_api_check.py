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
