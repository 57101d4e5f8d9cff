"""Names that a list writes without their maker: which of them tell a camera, and which may not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from integration_db import Catalog
from integration_db.check.answering.identity import find_camera
from integration_db.check.reading.request import Request

Run = Callable[..., Result]

WORDS = (
    *("HD", "Pro", "IPC", "CAM", "ALL", "Other", "others", "Standard", "ONE", "MOVE", "D", "PTZ"),
    *("A series", "10 Series", "3000 Series", "1440p", "Explosion-proof", "Network cameras"),
    *(
        "AI Turret",
        "IP Base",
        "Multi-purpose",
        "Doorbell",
        "Performance",
        "AV1",
        "CMIP",
        "Pro (10.0.0.1)",
    ),
)


@pytest.mark.parametrize("written", WORDS)
def test_a_common_word_is_no_camera_of_a_maker_that_nobody_wrote(
    written: str, real_catalog: Catalog
) -> None:
    match = find_camera(real_catalog, Request(model=written, says=("model",)))
    assert not match.listed
    assert match.manufacturer is None


@pytest.mark.parametrize(
    ("written", "maker"),
    [
        *(("FLEXIDOME IP 4000i", "Bosch"), ("IPC-HFW3xxx", "Dahua"), ("DS-2CD2 G2", "Hikvision")),
        *(("Sarix Professional 4", "Pelco"), ("Axis P32 series", "Axis")),
        *(("Axis 210", "Axis"), ("Illustra Pro", "Illustra"), ("Reolink E1", "Reolink")),
    ],
)
def test_a_name_that_only_one_maker_has_tells_without_it(
    written: str, maker: str, real_catalog: Catalog
) -> None:
    match = find_camera(real_catalog, Request(model=written, says=("model",)))
    assert match.manufacturer_name == maker
    assert match.listed


@pytest.mark.parametrize(
    ("maker", "title"),
    [("Honeywell", "Other"), ("Illustra", "Standard, other"), ("D-Link", "Network cameras")],
)
def test_a_title_of_the_catalogue_is_no_name_even_beside_its_maker(
    maker: str, title: str, real_catalog: Catalog
) -> None:
    assert not real_catalog.resolve(title, maker).listed
    assert not real_catalog.resolve(f"{maker} {title}").listed


def answered(run: Run, path: Path, text: str) -> dict[str, Any]:
    path.write_text(text, encoding="utf-8")
    done = run("check", str(path), "--format", "json", real=True)
    assert done.exit_code in (0, 1), done.output
    return dict(json.loads(done.stdout))


def test_numbers_of_items_are_no_cameras(run: Run, tmp_path: Path) -> None:
    answer = answered(
        run,
        tmp_path / "bill.csv",
        "Ref;Description;Qty\nB1.1;AXIS P3268-LVE;12\nC101;Telecom cabinet;1\nE1;Trench;20\n"
        "M15;Hoist hire;2\nCH;Chambre de tirage;3\nA;Impianto TVCC;\nD;Demolition;1\n"
        "Q1615;Fixed network camera;5\n",
    )
    first, *others, last = answer["lines"]
    assert (first["model"], last["model"]) == ("P3268-LVE", "Q1615")
    assert {line["subject"] for line in others} <= {"unclear", "other"}
    assert answer["summary"]["cameras"] == 17
    assert answer["summary"]["passed"] is False


def test_what_is_too_short_to_tell_says_so_and_what_it_may_mean(run: Run, tmp_path: Path) -> None:
    answer = answered(run, tmp_path / "models.csv", "Model\nHD\n")
    (line,) = answer["lines"]
    assert line["reason"] == "'HD': too short to tell a camera without its maker"
    assert line["suggestions"] == ["AvertX HD"]
