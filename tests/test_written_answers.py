"""Answers as text: the same bytes as the objects written anew, whichever questions came before."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any

import httpx
import pytest

from integration_db import Catalog
from integration_db.catalog.answer import prediction_object
from integration_db.catalog.predicted import predicted
from integration_db.catalog.written_answers import WrittenAnswers
from integration_db.database.readers import SqliteReader, open_file
from integration_db.errors import NotFound
from integration_db.prediction.prediction import Prediction
from integration_db.prediction.site import Site
from integration_db.text.json_text import json_text

FIRMWARE = (
    *(None, "newest", "any", "10.12.114", "1.2", "9", "5.50.3 build 170123"),
    *("it's odd", 'it\'s "odd" é\u2028', "20231399"),
)
OPTIONS: tuple[dict[str, Any], ...] = (
    {"plugin": "ONVIF"},
    {"plugin": "onvif", "protocol": "https-required"},
    {"plugin": "Nobody's plug-in", "site": Site(strict=True, port=8443)},
    {"recorder": "none"},
    {"plugin": "RTSP", "recorder_version": "24.03", "hardware_version": "V2"},
    {"recorder": "exacqVision"},
    {"plugin": "ONVIF", "replaces": "5.1"},
)


def both(texts: WrittenAnswers, model: str, **options: Any) -> tuple[str, str]:
    """Return the answer as it is kept in text, and as it is written anew; or what is raised."""
    try:
        anew = json_text(predicted(texts.catalog, model, **options).to_dict())
    except Exception as error:
        with pytest.raises(type(error)) as raised:
            texts.body(model, **options)
        return str(raised.value), str(error)
    return texts.body(model, **options).decode(), f"{anew}\n"


@pytest.fixture(scope="module")
def fresh(real_catalog: Catalog) -> Iterator[Catalog]:
    """The catalogue that ships, opened anew: nobody has asked it anything."""
    with Catalog(open_file(Path(str(getattr(real_catalog.reader, "place"))))) as opened:  # noqa: B009
        yield opened


def test_every_question_of_the_example_has_the_text_of_its_object(catalog: Catalog) -> None:
    rows = catalog.reader.rows(
        "SELECT m.name, f.name FROM model m JOIN manufacturer f ON f.id = m.manufacturer_id"
    )
    texts = WrittenAnswers(catalog)
    questions = cycle(product(OPTIONS, FIRMWARE))
    for model, maker in rows:
        for options, firmware in islice(questions, 23):
            asked = {"manufacturer": maker, "firmware": firmware, **options}
            text, anew = both(texts, model, **asked)
            assert text == anew, (model, asked)


def test_cameras_that_are_alike_have_the_text_of_their_own_object(fresh: Catalog) -> None:
    rows = fresh.reader.rows(
        "SELECT m.name, f.name, m.alike FROM model m JOIN manufacturer f ON f.id = "
        "m.manufacturer_id WHERE m.alike IN "
        "(SELECT alike FROM model GROUP BY alike HAVING COUNT(*) > 1) ORDER BY m.id"
    )
    texts, chance = WrittenAnswers(fresh), random.Random(13)
    groups = chance.sample(sorted({alike for *_, alike in rows}), 60)
    for group in groups:
        options, firmware = chance.choice(OPTIONS[:4]), chance.choice(FIRMWARE)
        for model, maker, _ in [row for row in rows if row[2] == group][:2]:
            asked = {"manufacturer": maker, "firmware": firmware, **options}
            text, anew = both(texts, model.lower(), **asked)
            assert text == anew, (model, asked)


def test_a_firmware_newer_than_the_checked_one_is_told_apart(catalog: Catalog) -> None:
    """In one stretch of firmware, a part is beyond what a statement was checked on."""
    rows = catalog.reader.rows(
        "SELECT DISTINCT m.name, t.verified_on FROM statement t JOIN model m ON m.id = t.model_id "
        "OR m.series_id = t.series_id WHERE t.verified_on IS NOT NULL"
    )
    assert rows
    texts = WrittenAnswers(catalog)
    for model, version in rows:
        for firmware in (version, f"{version}.1", "99.99.99", "0.0.1"):
            text, anew = both(texts, model, firmware=firmware, plugin="ONVIF")
            assert text == anew, (model, firmware)


def test_a_camera_like_one_asked_about_before_needs_no_statement(
    fresh: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *_, second = fresh.reader.rows(
        "SELECT m.name, f.name, m.series_id FROM model m JOIN manufacturer f ON f.id = "
        "m.manufacturer_id WHERE m.alike = (SELECT alike FROM model GROUP BY alike "
        "ORDER BY COUNT(*) DESC, alike LIMIT 1) ORDER BY m.id"
    )
    assert first[1] == second[1]
    assert first[2] != second[2], "they are of two series about which nothing of their own is said"
    texts = WrittenAnswers(fresh)
    texts.body(first[0], manufacturer=first[1], plugin="ONVIF")
    asked: list[str] = []
    rows = SqliteReader.rows

    def noted(self: SqliteReader, sql: str, parameters: Any = None) -> list[Any]:
        asked.append(sql)
        return rows(self, sql, parameters)

    monkeypatch.setattr(SqliteReader, "rows", noted)
    texts.body(second[0], manufacturer=second[1], plugin="ONVIF")
    assert asked, "its name has to be looked up"
    assert not [sql for sql in asked if "FROM statement WHERE" in sql or "FROM run_evidence" in sql]


def test_a_series_of_which_a_pairing_speaks_is_like_no_other(real_catalog: Catalog) -> None:
    paired = real_catalog.reader.rows(
        "SELECT DISTINCT series_id FROM statement WHERE layer = 'pairing' AND series_id > 0"
    )
    assert paired
    for (series,) in paired:
        beside = real_catalog.reader.rows(
            "SELECT m.name, o.name FROM model m JOIN model o ON o.alike = m.alike "
            "WHERE m.series_id = :series AND o.series_id <> :series",
            {"series": series},
        )
        assert not beside


def test_different_cameras_share_most_of_their_predictions(
    fresh: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    cameras = fresh.reader.rows(
        "SELECT MIN(m.name), f.name FROM model m JOIN manufacturer f ON f.id = m.manufacturer_id "
        "GROUP BY m.alike, f.name ORDER BY m.alike"
    )[::10]
    written: list[str] = []

    def noted(prediction: Prediction, tasks: Any) -> dict[str, object]:
        written.append(prediction.setting.id)
        return prediction_object(prediction, tasks)

    monkeypatch.setattr("integration_db.catalog.written_answers.prediction_object", noted)
    texts = WrittenAnswers(fresh)
    for model, maker in cameras:
        texts.body(model, manufacturer=maker, firmware="1.2.3", plugin="ONVIF")
    assert len(cameras) > 50
    assert 0 < len(written) < len(cameras)


def test_kept_answers_make_room_for_others(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integration_db.catalog.written_answers.REMEMBERED", 2)
    with Catalog(open_file(Path(str(getattr(catalog.reader, "place"))))) as small:  # noqa: B009
        texts = WrittenAnswers(small)
        for turn in range(2):
            for (model,) in small.reader.rows("SELECT name FROM model ORDER BY id"):
                text, anew = both(texts, model, firmware=f"{turn}.1", plugin="ONVIF")
                assert text == anew


def test_a_name_that_is_no_camera_is_refused_as_ever(catalog: Catalog) -> None:
    with pytest.raises(NotFound, match="unknown model"):
        WrittenAnswers(catalog).body("no such camera", plugin="ONVIF")


def test_the_api_gives_like_cameras_the_bytes_of_the_command(
    api: httpx.Client, catalog: Catalog
) -> None:
    rows = catalog.reader.rows(
        "SELECT m.name, f.name FROM model m JOIN manufacturer f ON f.id = m.manufacturer_id"
    )
    for model, maker in rows:
        asked = {"model": model, "manufacturer": maker, "firmware": "7.1", "plugin": "ONVIF"}
        whole = json_text(predicted(catalog, **asked).to_dict())
        assert api.get("/api/v1/predictions", params=asked).text == f"{whole}\n"
