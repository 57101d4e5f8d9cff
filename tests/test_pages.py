"""The pages over HTTP: escaping, hostile input, addresses, and problems that people can read."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from html5lib import HTMLParser
from openpyxl import load_workbook

from integration_db import Catalog
from integration_db.catalog.queries.filters import FILTERS
from integration_db.check.formats import LIST_FORMATS, Format
from integration_db.database.opening import open_catalogue_database
from integration_db.web import create_app
from integration_db.web.middleware.limits import Limits

PAGES = (
    "/",
    "/predict",
    "/compare",
    "/check",
    "/manufacturers",
    "/recorders",
    "/sources",
    "/about",
    "/cameras/Exemplar/E100",
)
EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus=alert(1) autofocus='",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "\u202etxet\u202c",
    "a\x00b\x1b[31m",
    "%3Cscript%3E",
    "../../../etc/passwd",
    "\udc80".encode("utf-8", "surrogatepass").decode("latin-1"),
    "' OR 1=1 --",
    "%_!*?[",
    "🔒" * 50,
)
MODEL = "X\"1'><svg onload=alert(1)>\u202eLVE/2"
NOTE = "<b>bold</b> \u202eelbisivni <script>alert(3)</script>"


def parsed(response: httpx.Response) -> Any:
    """The tree of a page, which must be sound HTML."""
    assert response.headers["content-type"].startswith("text/html")
    parser = HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(response.text)
    assert parser.errors == []
    return tree


def inert(response: httpx.Response) -> None:
    """Nothing on the page runs but the page's own files."""
    tree = parsed(response)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "script":
            assert re.fullmatch(r"/static/(app|scripted)\.[0-9a-f]+\.js", element.get("src", ""))
            assert not (element.text or "").strip()
        for name, value in element.attrib.items():
            assert not str(name).startswith("on"), name
            assert name != "style"
            if name in ("href", "src", "action"):
                assert not value.strip().lower().startswith(("javascript:", "data:")), value
    for mark in ("\u202e", "\x00", "\x1b"):
        assert mark not in response.text


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_sound_and_safe(api: httpx.Client, path: str) -> None:
    response = api.get(path)
    assert response.status_code == 200
    inert(response)
    policy = response.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert response.headers["x-data-version"] in response.text


@pytest.mark.parametrize("text", EVIL, ids=range(len(EVIL)))
def test_hostile_text_in_every_parameter_stays_text(api: httpx.Client, text: str) -> None:
    names = [item.name for item in FILTERS]
    names += ["plugin", "recorder", "recorder_version", "firmware", "protocol", "sort", "offset"]
    fields: tuple[str, ...] = (
        "model",
        "firmware",
        "plugin",
        "via",
        "recorder_version",
        "port",
        "certificate",
    )
    fields += ("protocol", "option", "done", "certificate_names", "strict", "replaces")
    asked: list[tuple[str, Any]] = [("/", {name: text}) for name in names]
    asked += [("/predict", {"model": "E100", name: text}) for name in fields]
    asked += [("/predict", {"model": text, "manufacturer": text})]
    asked += [("/compare", {"model": ["E100", text]}), ("/compare", {"model": text})]
    asked += [("/check", {"plugin": text}), ("/about", {text[:40] or "x": text})]
    for path, parameters in asked:
        response = api.get(path, params=parameters, follow_redirects=True)
        assert response.status_code in (200, 400, 404), (path, parameters)
        inert(response)
    for path in (f"/cameras/{quote(text, safe='')}/E100", f"/cameras/Exemplar/{quote(text)}"):
        response = api.get(path, follow_redirects=True)
        assert response.status_code == 404
        inert(response)


@pytest.fixture(scope="module")
def evil(
    tmp_path_factory: pytest.TempPathFactory,
    good_seed: Path,
    serving: Callable[..., Any],
) -> Iterator[httpx.Client]:
    """A server whose data tries to be markup."""
    import json

    folder = tmp_path_factory.mktemp("overlay")
    place = folder / "cameras" / "exemplar" / "img-src-x-onerror-alert-1.yaml"
    place.parent.mkdir(parents=True)
    # JSON text is YAML text too.
    place.write_text(
        f"manufacturer: Exemplar\nseries: {json.dumps(EVIL[1])}\nsource: example-datasheet\n"
        f"models:\n  - name: {json.dumps(MODEL)}\n    note: {json.dumps(EVIL[0])}\n"
        f"    aliases: ['<i>']\n    statements:\n      - video_encryption: true\n"
        f"        source: example-reading\n        grade: lab_test\n"
        f"        note: {json.dumps(NOTE)}\n"
    )
    folders = [good_seed, folder]
    cache = tmp_path_factory.mktemp("cache")  # the shared one keeps only so many
    reader = open_catalogue_database(folders, cache_folder=cache)
    with Catalog(reader) as catalog, serving(create_app(catalog)) as client:
        yield client


def test_hostile_names_in_the_data_stay_text(evil: httpx.Client) -> None:
    listed = evil.get("/", params={"manufacturer": "Exemplar"})
    inert(listed)
    (address,) = re.findall(r'href="(/cameras/Exemplar/X[^"]*)"', listed.text)
    page = evil.get(address)
    assert page.status_code == 200
    inert(page)
    assert "&lt;script&gt;alert(3)&lt;/script&gt;" in page.text
    assert "\\u202e" in page.text  # made visible
    for path, parameters in (
        ("/predict", {"model": MODEL}),
        ("/compare", {"model": ["E100", MODEL]}),
    ):
        response = evil.get(path, params=parameters, follow_redirects=True)
        assert response.status_code == 200
        inert(response)


def test_names_with_slashes_have_one_address(
    api: httpx.Client, real_catalog: Catalog, serving: Callable[..., Any]
) -> None:
    slashed = real_catalog.filter(text="/")[:5]
    assert slashed
    with serving(create_app(real_catalog)) as client:
        for camera in slashed:
            name = f"{quote(camera.manufacturer, safe='')}/{quote(camera.model, safe='')}"
            assert client.get(f"/cameras/{name}").status_code == 200
    response = api.get("/cameras/exemplar/e100")
    assert response.status_code == 303
    assert response.headers["location"] == "/cameras/Exemplar/E100"
    assert api.get("/cameras/Nobody").status_code == 404


def test_unknown_parameters_get_a_friendly_page(api: httpx.Client) -> None:
    response = api.get("/", params={"manufacturr": "Exemplar"})
    assert response.status_code == 400
    inert(response)
    assert "Did you mean manufacturer?" in response.text
    for path in PAGES:
        assert api.get(path, params={"nix": "1"}).status_code == 400


def test_what_is_wrong_is_a_page_for_people_and_a_document_for_programs(
    api: httpx.Client, catalog: Catalog, serving: Callable[..., Any]
) -> None:
    nothing = api.get("/nothing/here")
    assert nothing.status_code == 404
    inert(nothing)
    assert "There is no such page" in nothing.text
    assert api.get("/api/v1/nix").headers["content-type"] == "application/problem+json"
    assert api.post("/predict").status_code == 405
    plain = api.get("/nothing/here", headers={"accept-encoding": "identity"})
    assert plain.text == nothing.text
    head = api.head("/nothing/here", headers={"accept-encoding": "identity"})
    assert head.headers["content-length"] == str(len(plain.content))
    assert "cache-control" in head.headers
    with serving(create_app(catalog, limits=Limits(body=500))) as small:
        response = small.post("/check", data={"list": "Model\n" + "E100\n" * 500})
        assert response.status_code == 413
        inert(response)
        assert "too large" in response.text


def test_a_bug_is_a_page_without_its_secrets(catalog: Catalog, serving: Callable[..., Any]) -> None:
    app = create_app(catalog)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    app.state.catalog = type("Broken", (), {"show": broken})()
    with serving(app) as client:
        response = client.get("/cameras/Exemplar/E100")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Something went wrong" in response.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Paste a list"),
        (b"Colour,Size\nred,3\n", "put a row with the names of the columns"),
        (b"\x00\x01\x02PK\x03\x04", "list"),
        (b"PK\x03\x04" + b"\x00" * 200, "list"),
        (b'{"a": [[[[', "list"),
        (b"Model\n" + b"E100\n" * 2001, "more than 2,000 lines"),
    ],
)
def test_lists_that_cannot_be_read_say_so_beside_the_field(
    api: httpx.Client, content: bytes, said: str
) -> None:
    response = api.post("/check", files={"file": ("a.csv", content)})
    assert response.status_code == 400
    inert(response)
    assert said in response.text


@pytest.mark.parametrize("text", EVIL, ids=range(len(EVIL)))
def test_hostile_lists_become_inert_reports(api: httpx.Client, text: str) -> None:
    rows = [["Model", "Firmware", text[:30]], ["E100", text, "x"], [text, "1", ""]]
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    body = "\r\n".join(quoted).encode("utf-8", "surrogatepass")
    response = api.post("/check", files={"file": (text, body)}, data={"require": "control"})
    assert response.status_code == 200
    inert(response)
    assert response.headers["cache-control"] == "no-store"


WITH_ADDRESS = {
    "list": "Name,Old IP,New IP,Model\nGate 10.0.0.7,10.0.0.7,10.0.0.8,E100\n",
    "as": "file",
}


@pytest.mark.parametrize("form", LIST_FORMATS, ids=lambda one: one.name)
def test_the_page_offers_the_files_of_the_library(api: httpx.Client, form: Format) -> None:
    response = api.post("/check", data={**WITH_ADDRESS, "form": form.name})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(form.media_type)
    assert form.ending in response.headers["content-disposition"]
    if form.is_binary:
        book = load_workbook(io.BytesIO(response.content))
        cells = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
        assert "E100" in cells
    else:
        assert "E100" in response.text


def test_the_page_writes_for_a_customer_what_has_no_addresses(api: httpx.Client) -> None:
    page = api.post("/check", data={**WITH_ADDRESS, "as": "", "for": "customer"})
    report = api.post("/check", data={**WITH_ADDRESS, "for": "customer"})
    for response in (page, report):
        assert response.status_code == 200
        assert "10.0.0.7" not in response.text
        assert "Gate (address left out)" in response.text
    refused = api.post("/check", data={**WITH_ADDRESS, "form": "csv", "for": "customer"})
    assert refused.status_code == 400
    inert(refused)
    assert "for a customer choose html or acceptance" in refused.text


def test_choices_that_do_not_exist_are_refused(api: httpx.Client) -> None:
    data = {**WITH_ADDRESS, "form": "<b>nix</b>"}
    assert api.post("/check", data=data).status_code == 400
    for field in ("require", "protocol", "via", "recorder", "for"):
        response = api.post("/check", data={"list": "Model\nE100\n", field: "<b>nix</b>"})
        assert response.status_code == 400, field
        inert(response)
    assert api.post("/check", data={"list": "Model\nE100\n", "nix": "1"}).status_code == 400
    assert api.post("/check", content=b"x", headers={"content-type": "text/x"}).status_code == 415


def test_a_plugin_that_is_not_listed_is_a_note(api: httpx.Client) -> None:
    for path in ("/?plugin=Nothing", "/predict?model=E100&plugin=Nothing"):
        response = api.get(path)
        assert response.status_code == 200
        inert(response)
        assert "has no plugin" in response.text


SITE = {
    **{"nat": "yes", "as_shipped": "yes", "http": "redirect", "https_on": "yes", "video_on": "no"},
    **{"certificate": "ca", "certificate_names": ["address", "serial"], "strict": "yes"},
    **{"address_changed": "yes", "done": ["trust_ca", "set_clock"], "https_port": "8443"},
}


def test_the_form_keeps_all_that_was_said_of_the_place(api: httpx.Client) -> None:
    response = api.get("/predict", params={"model": "E100", **SITE}, follow_redirects=True)
    assert response.status_code == 200
    inert(response)
    page = parsed(response)
    ticked = {
        (one.get("name"), one.get("value")) for one in page.iter("input") if "checked" in one.attrib
    }
    assert ticked == {
        *(("certificate_names", name) for name in ("address", "serial")),
        *(("done", name) for name in ("trust_ca", "set_clock")),
        *((name, "yes") for name in ("as_shipped", "strict")),
    }
    chosen = {
        select.get("name"): option.get("value")
        for select in page.iter("select")
        for option in select.iter("option")
        if "selected" in option.attrib
    }
    said = ("nat", "http", "https_on", "video_on", "certificate", "address_changed")
    assert chosen == {name: SITE[name] for name in said}


@pytest.mark.parametrize(
    ("path", "later"),
    [
        ("/predict?model=E100&plugin=ONVIF", "After the tasks"),
        ("/predict?model=E100&plugin=ONVIF", ">HTTPS support<"),
        ("/cameras/Exemplar/E100", "What it can do, by firmware"),
        ("/cameras/Exemplar/E100", "To do, in this order"),
        ("/compare?model=E100&model=E210", "Video encryption"),
    ],
)
def test_the_verdict_stands_before_everything_else(
    api: httpx.Client, path: str, later: str
) -> None:
    shown = api.get(path).text
    if not path.startswith("/cameras"):
        shown = shown.partition("</form>")[2]
    assert 0 < shown.index("do not promise it") < shown.index(later)


def test_a_recorder_without_symbols_is_not_spoken_of_as_if_it_had_some(
    real_catalog: Catalog, serving: Callable[..., Any]
) -> None:
    with serving(create_app(real_catalog)) as client:
        for plugin in ("", "&plugin=ONVIF"):
            address = f"/predict?model=P3245-LVE{plugin}&recorder=Milestone+XProtect"
            response = client.get(address)
            assert response.status_code == 200
            inert(response)
            answer = response.text.partition('id="answer"')[2].lower()
            for word in ("gear", "padlock"):
                assert word not in answer, word
            assert "control encrypted" in answer


def test_a_report_says_that_no_plugin_was_named(api: httpx.Client) -> None:
    response = api.post("/check", data={"list": "Model\nE100\n"})
    assert response.status_code == 200
    assert "No plugin was named" in response.text
    response = api.post("/check", data={"list": "Model\nE100\n", "plugin": "ONVIF"})
    assert "No plugin was named" not in response.text
    assert "Assumed, because nobody said otherwise" in response.text


def test_a_camera_that_is_not_listed_has_an_answer_and_no_page(
    real_catalog: Catalog, serving: Callable[..., Any]
) -> None:
    with serving(create_app(real_catalog)) as client:
        page = client.get("/cameras/Axis/P9999-LVE", follow_redirects=True)
        assert page.url.path == "/predict"
        inert(page)
        assert page.text.index("Not a listed camera") < page.text.index("After the tasks")
        assert "/cameras/Axis/P9999-LVE" not in page.text
        both = client.get("/compare", params={"model": ["AXIS P9999-LVE", "AXIS P3245-LVE"]})
        assert both.status_code == 200
        assert "/cameras/Axis/P9999-LVE" not in both.text


def test_cameras_that_share_a_name_answer_together(
    real_catalog: Catalog, serving: Callable[..., Any]
) -> None:
    with serving(create_app(real_catalog)) as client:
        page = client.get("/predict", params={"model": "FLEXIDOME IP starlight 8000i"})
        assert page.status_code == 200
        inert(page)
        assert "One of these" in page.text
        assert "/cameras/Bosch/NDE-8502-R" in page.text
        assert "/cameras/Bosch/FLEXIDOME" not in page.text


def test_a_list_is_told_what_holds_on_site(api: httpx.Client) -> None:
    said = {"list": "Model\nE100\n", "plugin": "ONVIF"}
    plain = api.post("/check", data=said)
    done = {"done": ["check_https", "set_clock"], "https_on": "yes", "certificate": "factory"}
    ticked = api.post("/check", data={**said, **done})
    for response in (plain, ticked):
        assert response.status_code == 200
        inert(response)
    assert "Done when: the page opens." in plain.text
    assert "Done when: the page opens." not in ticked.text
    wrong = api.post("/check", data={**said, "https_port": "0", "done": "verify"})
    assert wrong.status_code == 400
    inert(wrong)
    assert 'id="https_port-mistake"' in wrong.text


def test_the_camera_alone_has_no_settings(api: httpx.Client) -> None:
    response = api.get("/predict?model=E100&recorder=none")
    assert response.status_code == 200
    inert(response)
    assert "the camera alone" in response.text
    assert "To do, in this order" not in response.text
    assert 'name="protocol"' not in response.text
    response = api.get("/predict?model=E100&recorder=none&protocol=http")
    assert response.status_code == 400


def test_choosing_a_recorder_asks_nothing(api: httpx.Client) -> None:
    response = api.get("/predict?plugin=Native")
    assert response.status_code == 200
    assert "mistake" not in response.text.partition("<main")[2]


def test_files_have_hashes_and_nothing_else_is_served(api: httpx.Client) -> None:
    page = api.get("/").text
    names = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(set(names)) == 4
    for name in names:
        response = api.get(name)
        assert response.status_code == 200
        assert "immutable" in response.headers["cache-control"]
    for name in ("app.css", "../routes.py", "..%2froutes.py", "%2e%2e/routes.py"):
        assert api.get(f"/static/{name}").status_code == 404


def test_the_recorder_is_asked_once_and_kept_in_every_address(api: httpx.Client) -> None:
    """Who said it on one page finds it on the next, in its head and in what it answers."""
    for path in ("/cameras/Exemplar/E100", "/about", "/sources", "/manufacturers", "/recorders"):
        said = {"via": "exacqVision › ONVIF", "recorder_version": "24.03"}
        page = api.get(path, params=said, follow_redirects=True)
        query = page.url.query.decode()
        assert sorted(query.split("&")) == ["plugin=ONVIF", "recorder_version=24.03"]
        tree = HTMLParser(namespaceHTMLElements=False).parse(page.text)
        chosen = tree.findall(".//select[@id='yours']//option[@selected]")
        assert [one.text for one in chosen] == ["exacqVision › ONVIF"]
        led = [str(a.get("href")) for a in tree.findall(".//header//nav/a")]
        assert len(led) > 4
        assert [address for address in led if query not in address] == []
    camera = api.get("/cameras/Exemplar/E100", params={"plugin": "ONVIF"})
    assert "through ONVIF" in camera.text
    assert "through ONVIF" not in api.get("/cameras/Exemplar/E100").text
