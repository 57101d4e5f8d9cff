"""The pages that answer: what comes first, what is said, and what a reader may do with it."""

from __future__ import annotations

import re
import shlex
from typing import Any

import httpx
import pytest
from html5lib import HTMLParser

from integration_db import Catalog


def tree_of(api: httpx.Client, path: str, **asked: Any) -> Any:
    """The tree of a page that answers."""
    page = api.get(path, params=asked or None, follow_redirects=True)
    assert page.status_code == 200
    return HTMLParser(namespaceHTMLElements=False).parse(page.text)


def text_of(element: Any) -> str:
    """The text of an element as it is read."""
    return " ".join("".join(element.itertext()).split())


def test_a_camera_without_a_plugin_leads_to_the_answer_through_each(api: httpx.Client) -> None:
    tree = tree_of(api, "/cameras/Exemplar/E100")
    (section,) = tree.findall(".//section[@aria-labelledby='plugins']")
    ways = {text_of(one): one.get("href") for one in section.findall(".//th/a")}
    assert "plugin=ONVIF" in ways["ONVIF"]
    through = tree_of(api, ways["ONVIF"])
    assert "through ONVIF" in text_of(through.find(".//section[@aria-label]"))
    assert not through.findall(".//section[@aria-labelledby='plugins']")
    assert through.findall(".//*[@id='to-do']")


def test_a_bar_of_the_ladder_opens_its_sources_without_a_script(api: httpx.Client) -> None:
    tree = tree_of(api, "/cameras/Exemplar/E100")
    bars = tree.findall(".//td//button[@popovertarget]")
    opened = {one.get("popovertarget") for one in bars if "tap" in (one.get("class") or "")}
    known = {one.get("id"): one for one in tree.findall(".//div[@popover]")}
    assert opened == set(known) != set()
    assert all(one.findall(".//li") for one in known.values())


def test_who_knows_better_gets_a_command_that_a_shell_takes(api: httpx.Client) -> None:
    tree = tree_of(api, "/cameras/Exemplar/E100", plugin="ONVIF", recorder_version="24.03")
    command = tree.find(".//textarea[@id='correct-command']").text
    words = shlex.split(command)
    assert words[:3] == ["integration-db", "record", "Exemplar E100"]
    assert words[words.index("--plugin") + 1] == "ONVIF"
    assert words[words.index("--recorder-version") + 1] == "24.03"
    text = tree.find(".//textarea[@id='correct-text']").text
    assert "Camera: Exemplar E100" in text
    assert re.search(r"data version [0-9a-f]+", text)
    assert "do not promise it" in text
    assert "Sources: " in text


def test_one_camera_to_compare_is_no_error_but_is_offered_others(api: httpx.Client) -> None:
    tree = tree_of(api, "/compare", model="Exemplar E100")
    assert not tree.findall(".//*[@class='mistake']")
    near = {text_of(one): one.get("href") for one in tree.findall(".//*[@id='second']//a")}
    assert "Exemplar E100-V" in near
    both = tree_of(api, near["Exemplar E100-V"])
    assert len(both.findall(".//table//thead//a")) == 2


def test_each_compared_camera_has_firmware_of_its_own(api: httpx.Client) -> None:
    asked = {"model": ["E100", "E210"], "firmware-1": "9.80.3.9", "firmware": "10.12.114"}
    rows = tree_of(api, "/compare", **asked).findall(".//table//tbody/tr")
    said = {text_of(row.find("th")): [text_of(td) for td in row.findall("td")] for row in rows}
    assert said["Firmware"] == ["9.80.3.9", "10.12.114"]


def test_another_series_or_another_makers_numbers_are_no_difference(real_catalog: Catalog) -> None:
    models = ("AXIS P3265-LVE", "Hikvision DS-2CD2143G0-I")
    comparison = real_catalog.compare(*models, plugin="ONVIF")
    assert not {"series", "firmware"} & set(comparison.differences)
    rows = dict(comparison.rows)
    for name in comparison.differences:
        values = [[one.value for one in cell] for cell in rows[name]]
        assert values[0] != values[1]


def test_mistakes_lead_to_their_fields(api: httpx.Client) -> None:
    page = api.get("/predict", params={"model": "E10", "https_port": "99999"})
    tree = HTMLParser(namespaceHTMLElements=False).parse(page.text)
    (summary,) = tree.findall(".//*[@role='alert']")
    targets = {str(one.get("href"))[1:] for one in summary.findall(".//a")}
    assert targets == {"model", "https_port"}
    assert all(tree.findall(f".//*[@id='{one}']") for one in targets)


@pytest.mark.parametrize("path", ["/cameras/Exemplar/E100", "/predict?model=E100&plugin=ONVIF"])
def test_every_task_has_a_box_to_tick(api: httpx.Client, path: str) -> None:
    tree = tree_of(api, path)
    tasks = tree.findall(".//ol[@class='tasks']/li")
    assert tasks
    assert all(one.findall(".//input[@type='checkbox']") for one in tasks)
