"""What is wrong is told in words of whoever asks: of an address or a form, never of options."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any, Final

import httpx
import pytest

WRONG: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("cameras", {"symbol": "shield"}),
    ("cameras", {"level": "full", "protocol": "ftp"}),
    ("cameras", {"protocol": "http"}),
    ("cameras", {"possible": "true"}),
    ("cameras", {"recorder": "none", "plugin": "ONVIF"}),
    ("cameras", {"recorder": "none", "recorder_version": "9"}),
    ("cameras", {"recorder": "none", "symbol": "gear"}),
    ("cameras", {"recorder": "Genie"}),
    ("cameras", {"sort": "fit"}),
    ("cameras", {"sort": "colour"}),
    ("cameras", {"custom_cert": "perhaps"}),
    ("cameras", {"video_encryption": "perhaps"}),
    ("cameras", {"grade": "good"}),
    ("cameras", {"grade": ["inferred", "lab_test"]}),
    ("cameras", {"manufacturer": "Nobody"}),
    ("cameras", {"limit": "-1"}),
    ("predict", {"model": "Nobody 1"}),
    ("predict", {"model": "E100", "protocol": "ftp"}),
    ("predict", {"model": "E100", "protocol": "https-if-available", "port": "8443"}),
    ("predict", {"model": "E100", "recorder": "none", "port": "443"}),
    ("predict", {"model": "E100", "recorder": "none", "recorder_version": "9"}),
    ("predict", {"model": "E100", "recorder": "none", "option": "a=b"}),
    ("predict", {"model": "E100", "option": "colour=red"}),
    ("predict", {"model": "E100", "option": "colour"}),
    ("predict", {"model": "E100", "https_port": "70000"}),
    ("predict", {"model": "E100", "https_port": "many"}),
    ("predict", {"model": "E100", "certificate_names": "colour"}),
    ("predict", {"model": "E100", "certificate_names": "address"}),
    ("predict", {"model": "E100", "certificate": "gold"}),
    ("predict", {"model": "E100", "done": "everything"}),
    ("predict", {"model": "E100", "http": "perhaps"}),
    ("predict", {"model": "E100", "https_on": "perhaps"}),
    ("predict", {"model": "E100", "hardware_version": "x" * 201}),
    ("predict", {"model": "E100", "replaces": "???"}),
    ("compare", {"model": ["E100", "Nobody 1"]}),
    ("compare", {"model": "E100"}),
)
"""Wrong questions, by page; the API answers them under the same names."""

IN_API: Final = {"cameras": "/cameras", "predict": "/predictions", "compare": "/compare"}
JSON: Final = {"content-type": "application/json"}
ON_PAGES: Final = {"cameras": "/", "predict": "/predict", "compare": "/compare"}

LISTS: Final[tuple[dict[str, Any], ...]] = (
    {"require": "shield"},
    {"override": ["colour"]},
    {"override": ["recorder_version"]},
    {"https_port": 70000},
    {"recorder": "none", "recorder_version": "9"},
    {"map": {"Model": "colour"}},
    {"protocol_today": "ftp"},
    {"lines": [{"Model": "E100", "Note": "word " * 1001}]},
    {"lines": [{str(number): "" for number in range(501)}]},
    {"lines": [{str(number): "" for number in range(250)}] * 1000},
    {"lines": [{"Note": "word " * 999}] * 101},
)


def foreign_words(text: str) -> list[str]:
    """Return what a text says of a command line."""
    return re.findall(r"(?<![\w-])--[a-z]\S*|command[- ]line|on a terminal", text, re.IGNORECASE)


def told(response: httpx.Response) -> str:
    """Return the sentence of a refusal, which begins with no machine word but the asker's own."""
    problem = response.json()
    assert 400 <= response.status_code < 500, response.text
    begins = re.match(r"[a-z]+[_-][a-z_-]+", problem["detail"])
    asked = (problem.get("parameter"), (problem.get("pointer") or "").rpartition("/")[2])
    assert begins is None or begins[0] in asked, problem
    return str(problem["detail"])


@pytest.mark.parametrize(("page", "said"), WRONG, ids=str)
def test_the_api_speaks_of_parameters(api: httpx.Client, page: str, said: dict[str, Any]) -> None:
    text = told(api.get(f"/api/v1{IN_API[page]}", params=said))
    assert foreign_words(text) == []


@pytest.mark.parametrize("said", LISTS, ids=lambda said: str(said)[:40])
def test_the_api_speaks_of_what_was_sent_with_a_list(
    api: httpx.Client, said: dict[str, Any]
) -> None:
    body = {"lines": [{"Model": "E100"}], **said}
    assert (
        foreign_words(told(api.post("/api/v1/check", content=json.dumps(body), headers=JSON))) == []
    )


@pytest.mark.parametrize(("page", "said"), WRONG, ids=str)
def test_a_page_begins_no_sentence_with_a_machine_word(
    api: httpx.Client, page: str, said: dict[str, Any]
) -> None:
    response = api.get(ON_PAGES[page], params=said, follow_redirects=True)
    assert response.status_code < 500
    main = response.text.partition("<main")[2].partition("</main>")[0]
    texts = [unescape(text).strip() for text in re.findall(r">([^<>]+)<", main)]
    assert [found for text in texts for found in foreign_words(text)] == []
    assert [text for text in texts if re.match(r"[A-Za-z]+_[a-z_]+ ", text)] == []


def test_a_recorder_tells_its_settings_by_the_words_of_its_menu(api: httpx.Client) -> None:
    found = api.get("/api/v1/predictions", params={"model": "E100", "protocol": "ftp"}).json()
    assert found["detail"].endswith("it has 'HTTP', 'HTTPS If Available', 'HTTPS Required'")
    assert found["suggestions"] == ["http", "https-if-available", "https-required"]
