"""The page that checks a list: steps, files without sending it again, columns without headings."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import httpx
import pytest
from html5lib import HTMLParser
from openpyxl import Workbook, load_workbook

from integration_db.check.formats import LIST_FORMATS

SECRET = "Geheim7xQ"


def words(response: httpx.Response) -> str:
    """The text of a page on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def element(response: httpx.Response, path: str) -> Any:
    return HTMLParser(namespaceHTMLElements=False).parse(response.text).find(path)


def sent_again(response: httpx.Response) -> dict[str, Any]:
    """What the form sends that hands the report over."""
    form = element(response, ".//form[@id='again']")
    data: dict[str, Any] = {}
    for field in form.iter("input"):
        data.setdefault(field.get("name"), []).append(field.get("value"))
    for field in form.iter("textarea"):
        data[field.get("name")] = field.text
    return data


def test_the_steps_of_an_answer_are_told_and_the_last_is_the_page(api: httpx.Client) -> None:
    rows = "Model\n" + "E100\nE200\nNixcam 9\n" * 40
    with api.stream("POST", "/check", data={"list": rows, "as": "steps"}) as response:
        assert response.headers["content-type"] == "application/x-ndjson"
        assert response.headers["cache-control"] == "no-store"
        *steps, last = [json.loads(line) for line in response.iter_lines()]
    assert [step["done"] for step in steps] == [25, 50, 75, 100]
    assert {step["of"] for step in steps} == {120}
    page = api.post("/check", data={"list": rows}).text
    assert last == {"page": page}


@pytest.mark.parametrize("rows", ["", "Colour\nred\n", "Model\n" + "E100\n" * 2001])
def test_a_mistake_is_the_last_step(api: httpx.Client, rows: str) -> None:
    response = api.post("/check", data={"list": rows, "as": "steps"})
    assert response.status_code == 200
    last = json.loads(response.text.splitlines()[-1])
    assert last == {"page": api.post("/check", data={"list": rows}).text}


@pytest.mark.parametrize("name", ["html", *(one.name for one in LIST_FORMATS)])
def test_the_page_of_a_report_hands_over_every_file(api: httpx.Client, name: str) -> None:
    data = {
        "list": "Name,Old IP,New IP,Model\nGate,10.0.0.7,10.0.0.8,E100\n",
        "require": "full",
        "plugin": "ONVIF",
        "certificate_names": ["address", "serial"],
    }
    page = api.post("/check", data=data)
    assert page.status_code == 200
    again = sent_again(page)
    assert name in re.findall(r'name="as" value="(\w+)"', page.text)
    response = api.post("/check", data={**again, "as": name})
    assert response.status_code == 200
    direct = api.post("/check", data={**data, "as": "file", "form": name})
    assert response.headers["content-disposition"] == direct.headers["content-disposition"]
    if not name.startswith(("xlsx", "acceptance")):  # those hold the time at which they are made
        assert response.text == direct.text


def test_files_are_only_offered_where_they_can_be_made(api: httpx.Client) -> None:
    offered = re.compile(r'name="as" value="(\w+)"')
    page = api.post("/check", data={"list": "Model\nE100\n"})
    assert "moves" not in offered.findall(page.text)
    assert "address" not in offered.findall(page.text)
    page = api.post("/check", data={"list": "Model\nE100\n", "for": "customer"})
    assert set(offered.findall(page.text)) == {"html", "acceptance"}


@pytest.mark.parametrize(
    "content",
    [
        f"Model,Remark\nE100,pw: {SECRET}\n".encode(),
        f"Model,Password\nE100,{SECRET}\n".encode(),
        "Model\nE100 \u202eLVE\n".encode(),
        b"Model,Name\nE100,\xff\xfe\n",
    ],
)
def test_a_list_that_cannot_come_back_unchanged_is_not_in_the_page(
    api: httpx.Client, content: bytes
) -> None:
    page = api.post("/check", files={"file": ("a.csv", content)})
    assert page.status_code == 200
    assert SECRET not in page.text
    assert "list" not in sent_again(page)
    assert "choose it again" in page.text


def test_a_customers_page_has_no_list_in_it(api: httpx.Client) -> None:
    data = {"list": "Name,IP,Model\nGate,10.9.8.7,E100\n", "for": "customer"}
    page = api.post("/check", data=data)
    assert "list" not in sent_again(page)
    assert "10.9.8.7" not in page.text


def test_bytes_are_refused_in_one_sentence_and_do_not_come_back(api: httpx.Client) -> None:
    content = bytes(range(256)) * 40
    sent: list[dict[str, Any]] = [
        {"files": {"file": ("a.bin", content)}},
        {"data": {"list": "a\x00\x01\x02\x7f\x1b\nE100\x00"}},
    ]
    for data in sent:
        response = api.post("/check", **data)
        assert response.status_code == 400
        field = element(response, ".//textarea[@id='list']")
        assert not (field.text or "").strip()
        (mistake,) = re.findall(r'id="list-mistake">.*?<p>(.*?)</p>', response.text)
        assert mistake.count(". ") == 0, mistake


def asked_meanings(response: httpx.Response) -> list[list[str]]:
    """The rows that are shown to whoever says what columns mean."""
    table = element(response, ".//fieldset[@class='meanings']//table/tbody")
    return [[cell.text or "" for cell in row] for row in table]


def workbook(*rows: list[Any]) -> bytes:
    book = Workbook()
    sheet = book.create_sheet("List", 0)
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ROWS = [["1", "E100", "3", "450,00"], ["2", "E200", "4", "12,00"]]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "\n".join(map(";".join, ROWS)).encode()),
        ("a.txt", "\n".join(map("\t".join, ROWS)).encode()),
        ("a.xlsx", workbook(*ROWS)),
    ],
)
def test_columns_without_headings_are_named_in_a_second_step(
    api: httpx.Client, name: str, content: bytes
) -> None:
    file = {"file": (name, content)}
    first = api.post("/check", files=file)
    assert first.status_code == 400
    assert asked_meanings(first)[:2] == ROWS
    assert '<option value="1=model" selected>' in first.text  # it holds cameras
    data = {"means": ["", "1=model", "2=quantity"], "headings": "no"}
    second = api.post("/check", files=file, data=data)
    assert second.status_code == 200, words(second)
    text = words(second)
    assert "Exemplar E100" in text
    assert "7 cameras" in text


def test_headings_that_nobody_knows_are_named_in_a_second_step(api: httpx.Client) -> None:
    rows = "Zorg;Blix;Fnord\nE100;3;a\nE200;4;b\nE210;1;c\nNixcam 9;1;d\n"
    first = api.post("/check", data={"list": rows, "means": "0=firmware", "headings": "yes"})
    assert first.status_code == 400
    second = api.post(
        "/check", data={"list": rows, "means": ["0=model", "1=quantity"], "headings": "yes"}
    )
    assert second.status_code == 200
    assert "9 cameras" in words(second)
    again = api.post("/check", data={**sent_again(second), "as": "csv"})
    assert again.status_code == 200
    assert again.text.startswith("Zorg;Blix;Fnord;")


@pytest.mark.parametrize(
    "row",
    [
        f"1,Front,10.0.0.41,admin,{SECRET},AXIS,9",
        f"7;root;{SECRET};12,50",
        f"Front;10.0.0.41;{SECRET};12,50",
        f"rtsp://user:{SECRET}@10.0.0.41/;8000;x;9,99",
    ],
)
def test_what_might_be_a_password_is_not_shown_with_the_columns(
    api: httpx.Client, row: str
) -> None:
    response = api.post("/check", data={"list": f"{row}\n{row}\n"})
    assert response.status_code == 400
    assert SECRET not in str(asked_meanings(response))
    assert "***" in str(asked_meanings(response))


@pytest.mark.parametrize(
    "means", ["x", "0=nix", "-1=model", "999=model", "0=model\n1=model", "١=model"]
)
def test_meanings_that_are_none_are_not_heard(api: httpx.Client, means: str) -> None:
    for headings in ("yes", "no", "maybe"):
        data = {"list": "A;B;9,99\nE100;3;1,00\n", "means": means, "headings": headings}
        response = api.post("/check", data=data)
        assert response.status_code in (200, 400)
        assert "went wrong" not in response.text


def test_a_column_named_twice_is_refused(api: httpx.Client) -> None:
    data = {"list": "A;B;C\nE100;3;1,00\n", "means": ["0=model", "1=model"], "headings": "yes"}
    response = api.post("/check", data=data)
    assert response.status_code == 400
    assert "Two columns are mapped to model." in words(response)
    assert asked_meanings(response)[0] == ["A", "B", "C"]
    assert '<option value="1=model" selected>' in response.text


def test_a_workbook_that_is_named_by_hand_is_the_same_file_again(api: httpx.Client) -> None:
    file = {"file": ("a.xlsx", workbook(*ROWS))}
    data = {"means": ["", "1=model", "2=quantity"], "headings": "no", "as": "xlsx"}
    response = api.post("/check", files=file, data=data)
    assert response.status_code == 200
    sheet = load_workbook(io.BytesIO(response.content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("column 1", "model", "quantity")
    assert [row[1] for row in rows[1:3]] == ["E100", "E200"]


def test_the_head_of_the_page_quotes_no_secret(api: httpx.Client) -> None:
    for name in ("recorder_version", "plugin", "recorder"):
        assert SECRET not in api.get("/check", params={name: f"pwd: {SECRET}"}).text
