"""Stretches of firmware: what they are called, which are one, how their bounds are stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from integration_db import Catalog
from integration_db.database.opening import open_in_memory
from integration_db.database.stored_values import read_bound, write_bound
from integration_db.evidence.spans import Span, join_spans
from integration_db.firmware import Bound
from integration_db.firmware.ranges import Comparator
from integration_db.text import sentences
from integration_db.vocabulary import Answers

YES: Answers = ("yes",) * 4
EVERYWHERE = Span(None, None, None, None, None, YES)


@pytest.mark.parametrize(
    ("until", "since", "text"),
    [
        (Bound("<", "9"), Bound(">=", "9"), ["*"]),
        (Bound("<=", "9"), Bound(">", "9"), ["*"]),
        (Bound("<", "9"), Bound(">", "9"), ["<9", ">9"]),  # 9 itself lies between
        (Bound("<", "9"), Bound(">=", "10"), ["<9", ">=10"]),
        (None, Bound(">=", "9"), ["*", ">=9"]),
    ],
)
def test_stretches_are_one_where_nothing_lies_between(
    until: Bound | None, since: Bound | None, text: list[str]
) -> None:
    spans = (EVERYWHERE._replace(until=until), EVERYWHERE._replace(since=since))
    assert [span.text for span in join_spans(spans, several_lines=False)] == text


def test_a_filter_does_not_claim_the_version_between_two_ranges(tmp_path: Path) -> None:
    for name in ("cameras/axis", "manufacturers", "recorders"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "sources.yaml").write_text(
        "s: {title: T, url: 'https://example.org/', kind: manual, published: '2024'}\n"
    )
    (tmp_path / "manufacturers/axis.yaml").write_text("name: Axis\nfirmware_scheme: axis\n")
    (tmp_path / "cameras/axis/t.yaml").write_text(
        "manufacturer: Axis\nseries: T\nsource: s\nmodels:\n  - name: T1\n    statements:\n"
        "      - {https_support: true, source: s, grade: inferred}\n"
        "      - {firmware: '=9.80.1', https_support: false, source: s, grade: lab_test,"
        " verified_on: '9.80.1'}\n"
    )
    with Catalog(open_in_memory([tmp_path])) as made:
        assert made.filter(https="yes") == []  # the camera is only shown to run 9.80.1
        (camera,) = made.filter(https="yes", firmware="any")
        assert [span.text for span in camera.ranges] == ["<9.80.1", ">9.80.1"]
        (camera,) = made.filter(https="no")
        assert [span.text for span in camera.ranges] == [">=9.80.1,<=9.80.1"]


def test_a_stretch_is_named_after_its_line_or_the_firmware_that_was_asked_for() -> None:
    line = Span("mobotix/V7", None, None, "2023-09-21", None, YES)
    assert line.text == "any mobotix/V7,build>=2023-09-21"
    assert sentences.range_words(line.clauses) == "any mobotix/V7, build ≥ 2023-09-21"
    asked_for = EVERYWHERE._replace(at="<b>5,7")
    assert asked_for.text == sentences.range_words(asked_for.clauses) == "<b>5,7"


@pytest.mark.parametrize("comparator", [">=", ">", "<=", "<"])
@pytest.mark.parametrize("version", ["9.80", "5.4.3 build 170123", "x"])
def test_a_bound_is_read_as_it_was_stored(comparator: Comparator, version: str) -> None:
    bound = Bound(comparator, version)
    assert read_bound(write_bound(bound)) == bound
    assert read_bound(write_bound(None)) is None
