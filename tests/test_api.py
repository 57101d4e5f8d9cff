"""The API over a real server: the objects of the command line, lists, pages, marks, compression."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx
import pytest
from click.testing import Result
from pydantic import BaseModel
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from test_filters import EXAMPLES

from integration_db import Catalog, open_catalog
from integration_db.catalog.filter_request import OPTIONS
from integration_db.catalog.queries.filter_query import FACETS
from integration_db.catalog.queries.filters import FILTERS
from integration_db.database.readers import DatabaseRow, Reader, open_database
from integration_db.web import create_app
from integration_db.web.api import schemas
from integration_db.web.api.camera_list import CameraList
from integration_db.web.api.gives import GIVES
from integration_db.web.api.inside import exchange
from integration_db.web.api.parameters import QuestionParameters
from integration_db.web.api.routes import RESOURCES
from integration_db.web.api.word_lists import WORD_LISTS as LISTS
from integration_db.web.middleware.answer_cache import AnswerCache

Run = Callable[..., Result]
Serving = Callable[..., Any]

E100 = "Exemplar E100"
PAIR: list[tuple[str, str]] = [("model", "E100"), ("model", "E210"), ("firmware", "10.12.114")]
ROUTES: list[tuple[str, Any, type[BaseModel]]] = [
    ("/cameras", {"facet": "series"}, schemas.Cameras),
    ("/cameras/Exemplar/E100", {}, schemas.Profile),
    ("/predictions", {"model": "E100", "plugin": "ONVIF"}, schemas.Predicted),
    (
        "/predictions",
        {"model": "E100", "recorder": "exacq", "firmware": "10.12.114", "replaces": "7.10.1"},
        schemas.Predicted,
    ),
    ("/predictions", {"model": "E100", "recorder": "none"}, schemas.Predicted),
    ("/compare", PAIR, schemas.Compared),
    ("/resolve", {"model": "exemplar e-100"}, schemas.Meaning),
    ("/search", {"text": "E1"}, schemas.Hits),
    ("/manufacturers", {}, schemas.Manufacturers),
    ("/plugins", {"recorder": "exacq"}, schemas.Plugins),
    ("/sources", {}, schemas.Sources),
    ("/stats", {}, schemas.Stats),
    ("/firmware/compare", {"manufacturer": "Exemplar", "a": "9", "b": "10.1"}, schemas.Ordered),
    ("/", {}, schemas.Index),
    ("/version", {}, schemas.Version),
    ("/health", {}, schemas.Health),
]
NEEDS: dict[str, dict[str, str]] = {
    "protocol": {"symbol": "empty"},
    "possible": {"symbol": "padlock"},
}


def get(api: httpx.Client, path: str, parameters: Any = None, **more: Any) -> httpx.Response:
    return api.get(f"/api/v1{path}", params=parameters, **more)


def options(parameters: Mapping[str, Any]) -> list[str]:
    named = {name.replace("_", "-"): value for name, value in parameters.items()}
    return [f"--{n}" if value is True else f"--{n}={value}" for n, value in named.items()]


def test_every_route_is_tested_here(api: httpx.Client) -> None:
    described = get(api, "/openapi.json").json()["paths"]
    tested = {f"/api/v1{path}" for path, *_ in ROUTES} - {"/api/v1/cameras/Exemplar/E100"}
    tested |= {"/api/v1/check", "/api/v1/batch"}  # in files of their own
    assert set(described) == tested | {"/api/v1/cameras/{manufacturer}/{model}"}
    assert len(described) == len(
        {one.path for addresses in RESOURCES.values() for one in addresses}
    )


def test_every_closed_list_of_the_description_has_one_name(api: httpx.Client) -> None:
    described = get(api, "/openapi.json").json()
    schemas_by_name = described["components"]["schemas"]
    named = {name: one for name, one in schemas_by_name.items() if "enum" in one}
    assert {frozenset(one["enum"]) for one in named.values()} == {*map(frozenset, LISTS.values())}
    assert len(set(map(frozenset, LISTS.values()))) == len(LISTS)
    rest = {**described, "components": {n: s for n, s in schemas_by_name.items() if n not in named}}
    assert [*_inner(rest, "enum")] == []
    told = json.dumps(described)
    assert [n for n in schemas_by_name if f'"#/components/schemas/{n}"' not in told] == []


def _inner(part: Any, word: str) -> Iterator[Any]:
    """Yield what stands under a word anywhere in a description, outside of examples."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name == word and isinstance(value, list):
                yield value
            if name != "example":
                yield from _inner(value, word)
    elif isinstance(part, list):
        for value in part:
            yield from _inner(value, word)


def test_every_address_has_an_operation_and_every_operation_an_address() -> None:
    addresses = [one for resource in RESOURCES.values() for one in resource]
    for one in addresses:
        assert {other.name for other in one.load()} == {
            other.name for other in addresses if other.load is one.load
        }
    assert set(GIVES) == {one.operation().name for one in addresses}


@pytest.mark.parametrize(("path", "parameters", "kind"), ROUTES, ids=lambda part: str(part)[:30])
def test_every_route_answers_as_described_and_says_the_data_version(
    api: httpx.Client, catalog: Catalog, path: str, parameters: Any, kind: type[BaseModel]
) -> None:
    found = get(api, path, parameters)
    assert found.status_code == 200, found.text
    assert found.headers["content-type"] == "application/json"
    assert found.headers["x-data-version"] == catalog.data_version
    body = found.json()
    if issubclass(kind, schemas.Listing):
        assert body["data_version"] == catalog.data_version
    assert kind.model_validate(body, strict=True).model_dump(exclude_unset=True) == body


def test_every_option_of_the_catalogue_is_a_parameter_and_is_tested() -> None:
    assert {item.name for item in FILTERS} < set(OPTIONS) == set(EXAMPLES)
    assert set(CameraList.model_fields) == {*OPTIONS, "ssl", "facet", "format"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_filter_finds_what_the_command_finds(api: httpx.Client, run: Run, name: str) -> None:
    asked = {name: EXAMPLES[name], **NEEDS.get(name, {})}
    printed = run("filter", *options(asked), "--format", "json").stdout
    found = get(api, "/cameras", asked).json()
    assert json.dumps(found["cameras"], indent=2) + "\n" == printed
    assert found["total"] >= len(found["cameras"]) > 0


def test_ssl_is_short_for_https_yes(api: httpx.Client) -> None:
    short = get(api, "/cameras", {"ssl": "true"}).json()
    long = get(api, "/cameras", {"https": "yes"}).json()
    assert short["cameras"] == long["cameras"]
    assert get(api, "/cameras", {"ssl": "false"}).json()["total"] > short["total"]


@pytest.mark.parametrize("name", FACETS)
def test_every_facet_counts_as_the_command_does(api: httpx.Client, run: Run, name: str) -> None:
    printed = run("filter", "--facet", name, "--format", "json").stdout
    found = get(api, "/cameras", {"facet": name, "limit": 1}).json()
    assert found["facets"] == {name: json.loads(printed)}


def test_several_facets_count_all_cameras_and_not_the_page(api: httpx.Client) -> None:
    found = get(api, "/cameras", [("facet", "manufacturer"), ("facet", "series"), ("limit", "1")])
    body = found.json()
    assert list(body["facets"]) == ["manufacturer", "series"]
    assert sum(one["cameras"] for one in body["facets"]["manufacturer"]) == body["total"]
    assert len(body["cameras"]) == 1


def test_pages_lead_through_all_cameras_and_back(api: httpx.Client) -> None:
    everything = get(api, "/cameras").json()["cameras"]
    seen: list[Any] = []
    address: str | None = "/api/v1/cameras?limit=3&sort=manufacturer,model"
    last = ""
    while address:
        last = address
        page = api.get(address).json()
        assert page["total"] == len(everything)
        seen += page["cameras"]
        address = page["next"]
    assert seen == everything
    steps = 0
    while (page := api.get(last).json())["previous"]:
        last = page["previous"]
        steps += 1
    assert page["offset"] == 0
    assert steps == (len(everything) - 1) // 3


@pytest.mark.parametrize("path", ["/cameras", "/sources", "/manufacturers"])
def test_a_page_behind_the_end_leads_back_to_the_last_one(api: httpx.Client, path: str) -> None:
    asked = {"limit": 3, "offset": 999_999, "ssl": "true"} if path == "/cameras" else {"limit": 3}
    page = get(api, path, {**asked, "offset": 999_999}).json()
    assert page["next"] is None
    last = api.get(page["previous"]).json()
    (name,) = {path[1:]} & set(last)
    assert 0 < len(last[name]) <= 3
    assert last["total"] == page["total"] == last["offset"] + len(last[name])
    assert last["next"] is None
    first = get(api, path, {**asked, "offset": 2}).json()["previous"]
    assert api.get(first).json()["offset"] == 0
    assert first.startswith(f"/api/v1{path}?")
    assert ("ssl=true" in first) is (path == "/cameras")


def test_an_empty_list_has_no_neighbours(api: httpx.Client) -> None:
    page = get(api, "/cameras", {"text": "nobody", "offset": 50}).json()
    assert (page["total"], page["next"], page["previous"]) == (0, None, None)


LISTS_AS_FILES = [
    ("/cameras", {"ssl": "true"}, ["filter", "--ssl"]),
    ("/cameras", {"manufacturer": "Exemplar", "limit": 2, "offset": 1}, None),
    ("/search", {"text": "E1"}, ["search", "E1"]),
    ("/manufacturers", {}, ["manufacturers"]),
    ("/plugins", {"recorder": "exacq"}, ["plugins", "--recorder", "exacq"]),
    ("/sources", {}, ["sources"]),
]


@pytest.mark.parametrize(("path", "parameters", "command"), LISTS_AS_FILES)
def test_a_list_as_csv_is_that_of_the_command(
    api: httpx.Client, run: Run, path: str, parameters: dict[str, Any], command: list[str] | None
) -> None:
    by_name = get(api, path, {**parameters, "format": "csv"})
    accepting = {"accept": "text/html;q=0.5, text/csv"}
    by_header = get(api, path, parameters, headers=accepting)
    assert by_name.status_code == 200
    assert by_name.headers["content-type"] == "text/csv; charset=utf-8"
    assert "accept" in by_name.headers["vary"]
    assert by_header.content == by_name.content
    if command is None:
        command = ["filter", "--manufacturer=Exemplar", "--limit=2", "--offset=1"]
    assert by_name.text == run(*command, "--format", "csv").stdout


def test_lists_as_ndjson_have_the_objects_of_the_json_and_all_of_them(api: httpx.Client) -> None:
    for path, parameters, _ in LISTS_AS_FILES:
        name = "models" if path == "/search" else path[1:]
        lines = get(api, path, parameters, headers={"accept": "application/x-ndjson"})
        assert lines.headers["content-type"] == "application/x-ndjson"
        whole = get(api, path, parameters).json()[name]
        assert [json.loads(line) for line in lines.text.splitlines()] == whole
    everything = get(api, "/cameras", {"format": "ndjson"}).text.splitlines()
    assert len(everything) == get(api, "/cameras").json()["total"]


def test_json_stays_json_for_who_takes_anything(api: httpx.Client) -> None:
    for accept in (
        "*/*",
        "text/html",
        "application/json, text/csv",
        "text/csv;q=0",
        "text/csv;q=x",
    ):
        found = get(api, "/cameras", headers={"accept": accept})
        assert found.headers["content-type"] == "application/json"
    said = get(api, "/cameras", {"format": "json"}, headers={"accept": "text/csv"})
    assert said.headers["content-type"] == "application/json"
    wrong = get(api, "/cameras", {"format": "xml"}).json()
    assert wrong["detail"] == "format 'xml': choose one of json, ndjson, csv"


def test_the_index_leads_to_everything(api: httpx.Client) -> None:
    index = get(api, "/").json()
    assert {one["path"] for one in index["addresses"]} == set(
        get(api, "/openapi.json").json()["paths"]
    )
    assert api.get(index["description"]).status_code == 200
    moved = api.get("/api/v1", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (308, "/api/v1/")


@pytest.mark.parametrize(
    ("path", "parameters", "command"),
    [
        (
            "/predictions",
            {"model": "e100", "firmware": "10.12.114", "plugin": "ONVIF"},
            ["predict", "e100", "--firmware=10.12.114", "--plugin=ONVIF"],
        ),
        (
            "/predictions",
            {"model": E100, "protocol": "HTTPS Required", "port": "8443", "http": "off"},
            ["predict", E100, "--protocol=HTTPS Required", "--port=8443", "--http=off"],
        ),
        (
            "/predictions",
            {
                **{"model": E100, "nat": "true", "as_shipped": "true", "strict": "true"},
                **{"https_on": "true", "video_on": "false", "certificate": "ca"},
                **{"certificate_names": ["address", "serial"], "address_changed": "true"},
                **{"done": ["trust_ca", "set_clock"], "https_port": "8443"},
            },
            [
                *("predict", E100, "--nat", "--as-shipped", "--strict", "--https-on"),
                *("--video-off", "--certificate=ca", "--certificate-names=address"),
                *("--certificate-names=serial", "--ip-changed", "--done=trust_ca"),
                *("--done=set_clock", "--https-port=8443"),
            ],
        ),
        (
            "/predictions",
            {"model": E100, "recorder": "none"},
            ["predict", E100, "--recorder=none"],
        ),
        (
            "/predictions",
            {"model": E100, "recorder": "exacqVision", "firmware": "newest", "replaces": "7.10.1"},
            *(
                ["predict", E100, "--recorder=exacqVision", "--firmware=newest"]
                + ["--replaces=7.10.1"],
            ),
        ),
        (
            "/predictions",
            {"model": E100, "plugin": "Mystery"},
            ["predict", E100, "--plugin=Mystery"],
        ),
        ("/cameras/Exemplar/E100", {}, ["show", "E100", "--manufacturer", "Exemplar"]),
        (
            "/compare",
            PAIR,
            ["compare", "E100", "E210", "--firmware=10.12.114"],
        ),
        ("/stats", {}, ["stats"]),
        (
            "/firmware/compare",
            {"manufacturer": "exemplar", "a": "9.80.3.9", "b": "10.12.91"},
            ["firmware", "compare", "exemplar", "9.80.3.9", "10.12.91"],
        ),
    ],
)
def test_an_object_is_that_of_the_command_byte_for_byte(
    api: httpx.Client, run: Run, path: str, parameters: Any, command: list[str]
) -> None:
    assert get(api, path, parameters).text == run(*command, "--format", "json").stdout


@pytest.mark.parametrize("name", ["manufacturers", "plugins", "sources"])
def test_a_list_holds_the_objects_of_the_command(api: httpx.Client, run: Run, name: str) -> None:
    printed = run(name, "--format", "json").stdout
    assert json.dumps(get(api, f"/{name}").json()[name], indent=2) + "\n" == printed


def test_search_finds_what_the_command_finds(api: httpx.Client, run: Run) -> None:
    printed = run("search", "e1", "--limit", "2", "--format", "json").stdout
    found = get(api, "/search", {"text": "e1", "limit": 2}).json()["models"]
    assert json.dumps(found, indent=2) + "\n" == printed


def test_every_option_of_predict_is_a_parameter() -> None:
    from integration_db_cli.commands.predict import predict_command

    named = {parameter.name for parameter in predict_command.params}
    several = {"options": "option"}
    said = {several.get(str(name), name) for name in named - {"form", "explain"}}
    assert said == set(QuestionParameters.model_fields)


def test_the_verdict_says_what_limits_the_answer(api: httpx.Client) -> None:
    """What a caller reads first: one sentence, with its parts for programs."""
    found = get(api, "/predictions", {"model": "E100", "plugin": "ONVIF"}).json()
    verdict = found["verdict"]
    assert verdict["text"].startswith("HTTPS Required through ONVIF")
    assert (verdict["code"], verdict["floor"], verdict["ceiling"]) == (
        "at_least",
        "control",
        "full",
    )
    assert verdict["symbols"] == ["gear", "padlock"]
    assert verdict["assumes"]
    strict = get(api, "/predictions", {"model": "E100", "plugin": "ONVIF", "strict": "true"}).json()
    assert strict["verdict"]["assumes"] == []
    assert strict["verdict"]["floor"] != "control"


def test_no_plugin_promises_no_more_than_the_recorder_as_a_whole(
    real_catalog: Catalog, serving: Serving
) -> None:
    """No source says that exacqVision ever gets encrypted video, so nothing is certain to."""
    with serving(create_app(real_catalog)) as api:
        for named in ({}, {"recorder": "exacqVision"}, {"plugin": "ONVIF"}, {"plugin": "Mystery"}):
            for asked in ({"symbol": "padlock"}, {"level": "full"}, {"level": "stream"}):
                found = get(api, "/cameras", {**asked, **named, "limit": 1}).json()
                assert found["total"] == 0, (asked, named)
            possible = {"symbol": "padlock", "possible": "true", "limit": 1}
            assert get(api, "/cameras", {**possible, **named}).json()["total"] > 1000


def test_a_grade_binds_the_level(real_catalog: Catalog, serving: Serving) -> None:
    """The recorder's side is inferred, so no better grade lets a camera through."""
    with serving(create_app(real_catalog)) as api:
        asked = {"level": "control", "limit": 1}
        totals = [
            get(api, "/cameras", {**asked, "grade": grade}).json()["total"]
            for grade in ("inferred", "vendor_document")
        ]
        assert totals[0] == get(api, "/cameras", asked).json()["total"] > 1000
        assert totals[1] == 0


def test_a_port_behind_address_translation_gives_no_certain_failure(api: httpx.Client) -> None:
    asked = {"model": "E100", "firmware": "10.12.114", "protocol": "https-required", "port": "8443"}
    found = get(api, "/predictions", {**asked, "nat": "true"}).json()
    assert found["predictions"][0]["after"]["levels"] != ["fails"]
    assert "same_port" in found["verdict"]["assumes"]


def test_a_plugin_that_is_not_listed_is_a_note_and_adds_nothing(api: httpx.Client) -> None:
    asked = {"model": "E100", "firmware": "10.12.114"}
    none = get(api, "/predictions", asked).json()
    mystery = get(api, "/predictions", {**asked, "plugin": "Mystery"}).json()
    assert mystery["plugin"] == "Mystery"
    assert "plugin_not_listed" in [note["code"] for note in mystery["notes"]]
    assert mystery["capabilities"] == none["capabilities"]
    levels = [[p["after"]["levels"] for p in one["predictions"]] for one in (none, mystery)]
    assert levels[0] == levels[1]


def test_the_camera_alone_has_no_levels(api: httpx.Client) -> None:
    found = get(api, "/predictions", {"model": "E100", "recorder": "none"}).json()
    assert (found["recorder"], found["verdict"], found["predictions"]) == (None, None, [])
    assert found["capabilities"] == found["camera"]


def test_a_recorder_without_symbols_is_answered_in_levels(
    real_catalog: Catalog, serving: Serving
) -> None:
    with serving(create_app(real_catalog)) as api:
        asked = {"model": "AXIS P3245-LVE", "recorder": "Milestone XProtect"}
        found = get(api, "/predictions", asked)
        assert found.json()["verdict"]["symbols"] is None
        for word in ("gear", "padlock"):
            assert word not in found.text
        assert {one["after"]["symbols"] for one in found.json()["predictions"]} == {None}


def test_a_slash_in_a_model_name_stands_as_it_is_or_escaped(
    real_catalog: Catalog, serving: Serving
) -> None:
    name = "DS-2CD2387G2-LSU/SL"
    with serving(create_app(real_catalog)) as api:
        for written in (name, name.replace("/", "%2F")):
            found = api.get(f"/api/v1/cameras/Hikvision/{written}")
            assert found.json()["model"] == name


def test_a_batch_has_a_result_per_line_in_order(api: httpx.Client, run: Run) -> None:
    questions: list[Any] = [
        {"model": "E100", "plugin": "ONVIF", "http": "off", "done": ["check_https"]},
        {"model": "Exemplar E1000"},
        {"model": "E100", "port": "80"},
        {"model": "E100", "modle": "x"},
        {"model": "E100", "port": 80, "protocol": "https-if-available"},
        {"model": "E100", "option": ["streaming"]},
        {"model": "E100", "done": ["set_protocol"]},
        "E100",
        {},
        {"model": "E210"},
        {"model": "E210", "recorder": "exacqVision"},
    ]
    found = api.post("/api/v1/predictions", json={"questions": questions})
    assert found.status_code == 200
    schemas.Results.model_validate(found.json(), strict=True)
    results = found.json()["results"]
    assert [one["status"] for one in results] == [200, 404, *[400] * 7, 200, 200]
    assert [one["problem"]["pointer"] for one in results[1:9]] == [
        "/questions/1/model",
        "/questions/2/port",
        "/questions/3/modle",
        "/questions/4/port",
        "/questions/5/option/0",
        "/questions/6/done/0",
        "/questions/7",
        "/questions/8/model",
    ]
    printed = run("predict", "E210", "--format", "json").stdout
    assert results[9]["answer"] == json.loads(printed)
    assert "plugins" not in results[10]["answer"]
    assert results[1]["problem"]["suggestions"]


def test_a_thousand_questions_fit_in_a_batch(api: httpx.Client) -> None:
    line = {"model": "E100"}
    found = api.post("/api/v1/predictions", json={"questions": [line] * 1000})
    assert len(found.json()["results"]) == 1000
    refused = api.post("/api/v1/predictions", json={"questions": [line] * 1001})
    assert (refused.status_code, refused.json()["code"]) == (400, "bad-value")


def test_the_mark_of_an_answer_saves_sending_it_again(api: httpx.Client) -> None:
    first = get(api, "/predictions", {"model": "E100"})
    mark = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    for shown in (mark, mark.removeprefix("W/"), f'"other", {mark}', f'{mark},W/"more"'):
        again = get(api, "/predictions", {"model": "E100"}, headers={"If-None-Match": shown})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == mark
        assert again.headers["x-data-version"]


@pytest.mark.parametrize("shown", ["*", '"other"', "", "W/", ",,,", "\xff" * 50])
def test_another_mark_saves_nothing(api: httpx.Client, shown: str) -> None:
    headers = {"If-None-Match": shown.encode("latin-1")}
    assert get(api, "/version", headers=headers).status_code == 200


def test_the_mark_of_one_question_is_not_that_of_another(api: httpx.Client) -> None:
    mark = get(api, "/predictions", {"model": "E100"}).headers["etag"]
    headers = {"If-None-Match": mark}
    assert get(api, "/predictions", {"model": "E210"}, headers=headers).status_code == 200
    assert get(api, "/predictions", {"model": "nothing"}, headers=headers).status_code == 404


class CountingReader:
    """A reader that counts what is asked of the database behind it."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.dialect = reader.dialect
        self.asked = 0

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[DatabaseRow]:
        self.asked += 1
        return self.reader.rows(sql, parameters)

    def current(self) -> bool:
        return True

    def close(self) -> None:
        self.reader.close()


def test_what_was_answered_before_is_answered_without_the_database(
    good_database: str, serving: Serving
) -> None:
    reader = CountingReader(open_database(good_database))
    with Catalog(reader) as opened, serving(create_app(opened)) as api:
        first = get(api, "/cameras", {"facet": "series"})
        asked = reader.asked
        assert asked > 0
        again = get(api, "/cameras", {"facet": "series"})
        assert again.content == first.content
        headers = {"If-None-Match": first.headers["etag"]}
        assert get(api, "/cameras", {"facet": "series"}, headers=headers).status_code == 304
        assert reader.asked == asked
    # The mark is worth as much to a server that has not met the question.
    reader = CountingReader(open_database(good_database))
    with Catalog(reader) as opened, serving(create_app(opened)) as api:
        asked = reader.asked
        assert get(api, "/cameras", {"facet": "series"}, headers=headers).status_code == 304
        assert reader.asked == asked


def test_health_asks_the_database_every_time(good_database: str, serving: Serving) -> None:
    reader = CountingReader(open_database(good_database))
    with Catalog(reader) as opened, serving(create_app(opened)) as api:
        for _ in range(2):
            asked = reader.asked
            found = get(api, "/health")
            assert reader.asked == asked + 1
            assert found.headers["cache-control"] == "no-store"
            assert "etag" not in found.headers


def test_long_answers_are_compressed_for_those_who_can_read_it(api: httpx.Client) -> None:
    plain = get(api, "/stats", headers={"Accept-Encoding": "identity"})
    packed = get(api, "/stats", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content) / 2
    assert packed.content == plain.content
    assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
    again = get(api, "/stats", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in again.headers
    short = get(api, "/version", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in short.headers


@pytest.mark.parametrize("wish", ["gzip;q=0", "gzip; q=0.000", "x-gzip", "*", ""])
def test_who_does_not_take_gzip_is_not_given_it(api: httpx.Client, wish: str) -> None:
    assert get(api, "/stats", headers={"Accept-Encoding": "gzip;q=0.5, br"}).headers[
        "content-encoding"
    ]
    for _ in range(2):
        found = get(api, "/stats", headers={"Accept-Encoding": wish})
        assert "content-encoding" not in found.headers


def test_head_says_all_but_the_body(api: httpx.Client) -> None:
    whole = get(api, "/stats", headers={"Accept-Encoding": "identity"})
    for _ in range(2):
        head = api.head("/api/v1/stats", headers={"Accept-Encoding": "identity"})
        assert (head.status_code, head.content) == (200, b"")
        for name in ("etag", "content-length", "content-type"):
            assert head.headers[name] == whole.headers[name]


def test_an_application_opens_and_closes_a_catalogue_of_its_own(
    good_database: str, serving: Serving
) -> None:
    app = create_app(database=good_database)
    with serving(app) as api:
        assert get(api, "/health").status_code == 200
    with pytest.raises(Exception, match="closed"):
        app.state.catalog.stats()


def test_a_catalogue_that_was_given_stays_open(good_database: str, serving: Serving) -> None:
    with open_catalog(good_database) as opened:
        with serving(create_app(opened)) as api:
            assert get(api, "/health").status_code == 200
        assert opened.stats()


def test_the_description_has_examples_that_are_real_answers(api: httpx.Client) -> None:
    described = get(api, "/openapi.json").json()
    assert described["openapi"].startswith("3.")
    names = set()
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            names.add(operation["operationId"])
            assert operation["summary"], path
            answers = operation["responses"]
            assert "422" not in answers
            assert answers["200"]["content"]["application/json"]["example"], path
            assert answers["400"] == {"$ref": "#/components/responses/WrongQuestion"}, path
            if method == "post":
                assert operation["requestBody"]["content"]["application/json"]["example"]
    assert len(names) == sum(map(len, described["paths"].values()))
    wrong = described["components"]["responses"]["WrongQuestion"]["content"]
    assert wrong["application/problem+json"]["example"]["parameter"] == "modle"


@pytest.mark.parametrize("kept", [0, 3_000])
def test_memory_for_answers_is_bounded(catalog: Catalog, kept: int) -> None:
    """With room for one answer or none, every answer is right all the same."""

    async def ask() -> None:
        app = create_app(catalog)
        cache = AnswerCache(app, "1", kept_bytes=kept)
        for target in ["/api/v1/version", "/api/v1/plugins", "/api/v1/version"] * 2:
            status, headers, body = await exchange(cache, "GET", target.encode())
            assert (status, json.loads(body)["data_version"]) == (200, catalog.data_version)
            assert b"etag" in dict(headers)
            assert cache.size <= kept

    asyncio.run(ask())


def test_who_asks_for_everything_in_turn_pushes_out_nothing_that_others_come_back_for() -> None:
    worked_out: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        worked_out.append(scope["path"])
        await Response(b"x" * 9_000)(scope, receive, send)

    async def ask() -> None:
        cache = AnswerCache(app, "1", kept_bytes=100_000)
        for number in range(100):
            for path in ("/again", f"/once/{number}"):
                _, _, body = await exchange(cache, "GET", path.encode())
                assert body == b"x" * 9_000
            assert cache.size <= 100_000
        for number in range(100):  # longer than there is room for
            await exchange(cache, "GET", f"/flood/{number}".encode())
        await exchange(cache, "GET", b"/again")

    asyncio.run(ask())
    assert worked_out.count("/again") == 1
