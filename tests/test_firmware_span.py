"""Which firmware a camera can run: bounds cut its regions, evidence shows what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result

from integration_db import Catalog
from integration_db.database.opening import open_in_memory
from integration_db.errors import InvalidRange
from integration_db.evidence.firmware_span import (
    FirmwareSpan,
    bound_evidence,
    firmware_span,
    possible_regions,
    seen_evidence,
)
from integration_db.evidence.regions import OTHER_LINE, Region, regions
from integration_db.evidence.statements import Statement
from integration_db.firmware import parse_firmware, parse_range
from integration_db.firmware.span_bounds import bound_interval
from integration_db.vocabulary import Grade, SpanSide

Run = Callable[..., Result]

SILENT = (None,) * 4


def bound(side: SpanSide, text: str, grade: Grade = "vendor_document") -> object:
    return bound_evidence(side, bound_interval(side, text, scheme="axis"), grade, "s")


def seen(text: str, grade: Grade | None = None) -> object:
    return seen_evidence(parse_firmware(text, scheme="axis", provenance="device"), grade, "s")


def span_of(*evidence: object) -> FirmwareSpan:
    return firmware_span(evidence)  # type: ignore[arg-type]


def stretches(span: FirmwareSpan, *cuts: str) -> dict[str, bool]:
    """Each region that is left, with whether it is shown; the other lines are left out."""
    statements = [
        Statement(n, "camera", "model", SILENT, "inferred", "s", parse_range(text, scheme="axis"))
        for n, text in enumerate(cuts)
    ]
    left = possible_regions(regions(statements, cuts=span.cuts), span)
    assert not [r for r in left if r.lineage == OTHER_LINE and r.shown]
    return {
        f"{r.since or ''}{',' if r.since and r.until else ''}{r.until or ''}": r.shown
        for r in left
        if r.lineage != OTHER_LINE
    }


CUTS = (">=5.70", ">=7.20", ">=12")


@pytest.mark.parametrize(
    ("evidence", "left"),
    [
        ([], {"<5.70": False, ">=5.70,<7.20": False, ">=7.20,<12": False, ">=12": False}),
        ([("first", "11.1")], {">=11.1,<12": True, ">=12": False}),
        ([("first", "11.1"), ("runs", "12")], {">=11.1,<12": True, ">=12": True}),
        ([("first", "11.1"), ("first", "11.5")], {">=11.1,<12": True, ">=12": False}),
        ([("last", "<12")], {"<5.70": False, ">=5.70,<7.20": False, ">=7.20,<12": False}),
        ([("last", "5.51")], {"<=5.51": True}),
        ([("last", "5.51"), ("last", "<6")], {"<5.70": True, ">=5.70,<6": True}),
        ([("first", "5.80"), ("last", "<12")], {">=5.80,<7.20": True, ">=7.20,<12": True}),
        ([("runs", "6.50"), ("last", "<12")],
         {"<5.70": False, ">=5.70,<7.20": True, ">=7.20,<12": True}),
        ([("runs", "6.50"), ("runs", "9.80")],
         {"<5.70": False, ">=5.70,<7.20": True, ">=7.20,<12": True, ">=12": False}),
    ],
)  # fmt: skip
def test_bounds_cut_a_camera_s_firmware_and_show_what_lies_between_them(
    evidence: list[tuple[SpanSide, str]], left: dict[str, bool]
) -> None:
    assert stretches(span_of(*(bound(*one) for one in evidence)), *CUTS) == left


def test_a_release_and_a_look_at_a_unit_show_the_region_that_they_lie_in_and_no_other() -> None:
    left = stretches(span_of(seen("6.50.5.7"), seen("12.1.60", "field_report")), *CUTS)
    assert [text for text, shown in left.items() if shown] == [">=5.70,<7.20", ">=12"]


def test_what_was_read_from_a_unit_outside_the_bounds_wins() -> None:
    span = span_of(bound("last", "<12"), seen("12.1.60", "device_reading"))
    assert stretches(span, *CUTS)[">=12,<=12.1.60"] is True
    span = span_of(bound("first", "11.1"), seen("9.80.1", "lab_test"))
    assert list(stretches(span, *CUTS))[0] == ">=9.80.1,<12"
    for grade in ("vendor_document", "field_report", None):
        span = span_of(bound("last", "<12"), seen("12.1.60", grade))
        assert ">=12,<=12.1.60" not in stretches(span, *CUTS)


def test_each_line_of_firmware_has_bounds_of_its_own() -> None:
    span = span_of(bound("first", "11.1"), bound("last", "12.0-beta1"))
    assert [line.lineage for line in span.lines] == ["axis", "axis~pre"]
    assert [line.clauses for line in span.lines] == [
        (((">=", "11.1"),),),
        ((("<=", "12.0-beta1"),),),
    ]
    assert span.excludes("axis", parse_firmware("9.80.1", scheme="axis").lo)
    assert not span.excludes("axis~pre", parse_firmware("9.80-beta1", scheme="axis").lo)


def test_the_only_region_of_a_camera_is_shown_and_with_another_line_none_is() -> None:
    assert possible_regions((Region(),), span_of()) == (Region(shown=True),)
    assert set(stretches(span_of(), ">=5").values()) == {False}


@pytest.mark.parametrize("side", ["first", "runs"])
@pytest.mark.parametrize("text", ["<12", ">=11", "=11.1", "*"])
def test_only_the_last_version_may_be_one_that_is_not_run(side: SpanSide, text: str) -> None:
    with pytest.raises(InvalidRange, match=f"{side} takes a version alone"):
        bound_interval(side, text, scheme="axis")
    assert bound_interval("last", "<12", scheme="axis").until is not None
    with pytest.raises(InvalidRange, match="takes a version alone"):
        bound_interval("last", ">12", scheme="axis")


MAKER = (
    "name: Axis\nfirmware_scheme: axis\nreleases:\n"
    "  - {version: '9.80.3.12', source: s}\n  - {version: '12.2.1', source: s}\nstatements:\n"
    "  - {firmware: '>=5.70', https_support: true, source: s, grade: vendor_document}\n"
    "  - {firmware: '>=5,<7.20', certificate_setup: create_on_device, source: s,"
    " grade: vendor_document}\n"
    "  - {firmware: '>=7.20', certificate_setup: factory, source: s, grade: vendor_document}\n"
    "  - {firmware: '>=12', video_encryption: true, source: s, grade: vendor_document}\n"
)
CAMERAS = """\
manufacturer: Axis
series: T
source: s
models:
  - name: New1
    firmware_span:
      - {first: "11.1", source: s, grade: vendor_document}
      - {runs: "11.11", source: s, grade: vendor_document}
  - name: Old1
    firmware_span:
      - {last: "5.51", source: s, grade: vendor_document}
  - name: Read1
    statements:
      - {firmware: "=13.0.1", https_support: false, source: s, grade: device_reading,
         verified_on: "13.0.1"}
  - name: Both1
    firmware_span:
      - {first: "11.1", source: s, grade: vendor_document}
      - {runs: "12.1", source: s, grade: vendor_document}
  - name: Plain1
"""


@contextmanager
def built(folder: Path, cameras: str = CAMERAS) -> Iterator[Catalog]:
    for name in ("cameras/axis", "manufacturers", "recorders"):
        (folder / name).mkdir(parents=True)
    (folder / "sources.yaml").write_text(
        "s: {title: T, url: 'https://example.org/', kind: manual, published: '2024'}\n"
    )
    (folder / "manufacturers/axis.yaml").write_text(MAKER)
    (folder / "cameras/axis/t.yaml").write_text(cameras)
    with Catalog(open_in_memory([folder])) as made:
        yield made


def test_an_answer_without_a_firmware_speaks_of_what_the_camera_is_shown_to_run(
    tmp_path: Path,
) -> None:
    with built(tmp_path) as made:
        new = made.predict("New1")
        assert new.capabilities[0] == "yes"
        assert new.capabilities[2] == "no"
        assert [(i["firmware"], i["shown"]) for i in new.to_dict()["intervals"]] == [  # type: ignore[attr-defined]
            (">=11.1,<12", True),
            (">=12", False),
        ]
        assert made.predict("Plain1").capabilities[0] == "unknown"  # nobody says what it runs


@pytest.mark.parametrize("firmware", ["9.80.3.12", "5.51", "5"])
def test_a_firmware_that_the_camera_never_had_is_a_finding_and_all_is_unknown(
    tmp_path: Path, firmware: str
) -> None:
    with built(tmp_path) as made:
        answer = made.predict("New1", firmware=firmware)
        assert set(answer.capabilities) == {"unknown"}
        assert answer.cells == ()
        assert {gap.point.code for gap in answer.gaps} == {"firmware_out_of_span"}
        assert all("it runs 11.1 or later and" in gap.text for gap in answer.gaps)
        assert made.filter(firmware=firmware, model="New1") == []


def test_what_lies_outside_is_gone_from_releases_and_ranges(tmp_path: Path) -> None:
    with built(tmp_path) as made:
        assert [r.version for r in made.show("New1").releases] == ["12.2.1"]
        assert [r.version for r in made.show("Old1").releases] == []
        (camera,) = made.filter(model="Old1")
        assert [span.text for span in camera.ranges] == [">=5,<=5.51"]
        assert made.filter(model="Old1", video_encryption="yes", firmware="any") == []


def test_a_reading_outside_the_bounds_is_answered_by(tmp_path: Path) -> None:
    cameras = CAMERAS.replace(
        "  - name: Read1\n",
        '  - name: Read1\n    firmware_span: [{last: "<13", source: s, grade: vendor_document}]\n',
    )
    with built(tmp_path, cameras) as made:
        assert made.predict("Read1", firmware="13.0.1").capabilities[0] == "no"
        assert set(made.predict("Read1", firmware="13.0.2").capabilities) == {"unknown"}


def test_newest_is_what_the_camera_is_shown_to_run_and_any_is_all_that_it_can(
    tmp_path: Path,
) -> None:
    with built(tmp_path) as made:
        for model, unsaid, newest, every in (
            ("New1", "unknown", "unknown", "unknown"),  # nobody has shown it to run 12
            ("Both1", "unknown", "yes", "unknown"),
            ("Plain1", "unknown", "unknown", "unknown"),
        ):
            video = [
                made.predict(model, firmware=said).capabilities[1]
                for said in (None, "newest", "Any")
            ]
            assert video == [unsaid, newest, every], model
        assert made.predict("Read1", firmware="newest").capabilities[0] == "no"
        assert made.predict("Read1", firmware="any").capabilities[0] == "unknown"
        assert made.predict("New1", firmware="any").to_dict()["firmware"] == "any"


def test_a_filter_lists_what_the_answers_say_for_every_way_to_ask(real_catalog: Catalog) -> None:
    """Python and SQL count the same regions, for every camera of the catalogue."""
    for said in (None, "newest", "any", "11.11.180", "5.51.7.5"):
        listed = {
            value: {
                (one.manufacturer, one.model)
                for one in real_catalog.filter(https=value, firmware=said)
            }
            for value in ("yes", "no", "unknown")
        }
        for one in real_catalog.filter(firmware="any")[::11]:
            answer = real_catalog.predict(one.model, manufacturer=one.manufacturer, firmware=said)
            camera = (one.manufacturer, one.model)
            if said not in (None, "newest", "any"):
                expected = {answer.capabilities[0]} if answer.cells else set()
            else:
                expected = {cell.values[0] for cell in answer.cells}
            assert {value for value in listed if camera in listed[value]} == expected, camera


@pytest.mark.parametrize("firmware", ["5", "5.51", "9.80.3.12"])
def test_a_camera_shipped_with_a_later_firmware_never_answers_for_an_earlier_one(
    real_catalog: Catalog, firmware: str
) -> None:
    answer = real_catalog.predict("AXIS P1465-LE", firmware=firmware)
    assert set(answer.capabilities) == {"unknown"}
    shown = real_catalog.show("AXIS P1465-LE")
    assert {span.since.version for span in shown.answer.intervals if span.since} == {"11.1", "12.6"}
    assert all(release.version.startswith(("11.", "12.")) for release in shown.releases)


@pytest.mark.parametrize("model", ["P3346-VE", "Q1755", "M3011"])
def test_firmware_that_nobody_has_shown_a_camera_to_run_is_not_promised(
    real_catalog: Catalog, model: str
) -> None:
    found = real_catalog.filter(model=f"AXIS {model}", video_encryption="yes")
    assert found == []
    profile = real_catalog.show(f"AXIS {model}")
    assert not [i for i in profile.answer.intervals if i.shown and i.answers[1] == "yes"]
    if model != "M3011":  # of which nobody says up to which it runs
        assert not [r for r in profile.releases if r.version.startswith("12.")]
        assert not [i for i in profile.answer.intervals if i.answers[1] == "yes"]
        assert not [s for s in profile.statements if s.firmware.text.startswith(">=12")]


def test_an_answer_hangs_on_firmware_exactly_where_its_sentence_says_so(
    real_catalog: Catalog,
) -> None:
    for one in real_catalog.filter(firmware="any")[::11]:
        answer = real_catalog.predict(one.model, manufacturer=one.manufacturer, plugin="ONVIF")
        verdict = answer.verdict
        assert verdict is not None
        assert verdict.if_runs == ("If it runs" in verdict.text), (one, verdict.text)


def test_a_family_hangs_on_firmware_where_one_of_its_members_does(real_catalog: Catalog) -> None:
    verdict = real_catalog.predict("AXIS P39", plugin="ONVIF").verdict
    assert verdict is not None
    assert verdict.if_runs
    assert "If it runs firmware that nobody has shown all of them to run, HTTPS" in verdict.text


def test_a_filter_marks_firmware_that_nobody_has_shown_a_camera_to_run(run: Run) -> None:
    for model, said in (
        ("IP5M-B1186EB", ">=2.820.00AC001.0.R.230113,<3.000.00AC000.0.R (if it runs it)"),
        ("P3265-LVE", ">=10.10,<12.5.73"),
    ):
        listed = run("filter", "--model", model, "--https", "yes", "--format", "csv", real=True)
        assert f",{said}," in listed.stdout.replace('"', ""), listed.stdout
    whole = run("filter", "--model", "2N IP Base", "--https", "yes", "--format", "csv", real=True)
    assert ",*," in whole.stdout


@pytest.mark.parametrize("model", ["P3265-LVE", "P1465-LE", "P3245-LVE"])
def test_without_a_firmware_https_is_answered_from_the_one_that_a_camera_ships_with(
    real_catalog: Catalog, model: str
) -> None:
    answer = real_catalog.predict(f"AXIS {model}")
    assert (answer.capabilities[0], answer.capabilities[2]) == ("yes", "no")


def test_a_source_for_other_firmware_is_not_called_none(real_catalog: Catalog) -> None:
    answer = real_catalog.predict("AXIS P3364-V", firmware="5.51.7.5")
    texts = {gap.capability: gap.text for gap in answer.gaps}
    assert (
        "the sources speak of other firmware of Axis P3364-V only (5.70 to 6.50"
        in texts["https_support"]
    )
    older = real_catalog.predict("AXIS P3346-VE", firmware="5.51.7.5")  # it never ran 5.70
    assert (
        "no source was found" in {gap.capability: gap.text for gap in older.gaps}["https_support"]
    )


def test_what_was_seen_through_a_recorder_shows_the_firmware_without_it_too(
    good_seed: Path, tmp_path: Path
) -> None:
    (tmp_path / "recorders").mkdir()
    (tmp_path / "recorders/exacqvision.yaml").write_text(
        "name: exacqVision\npairings:\n  - {plugin: Native, manufacturer: Exemplar, model: E210,"
        " firmware: '=10.12.91', https_support: true, source: example-reading,"
        " grade: lab_test, verified_on: '10.12.91'}\n"
    )
    with Catalog(open_in_memory([good_seed, tmp_path])) as made:
        assert made.predict("E210").capabilities[2] == "no"  # 7.20 or later, as it runs 10.12.91
        (camera,) = made.filter(model="E210")
        assert [(span.text, span.shown) for span in camera.ranges] == [(">=7.20", True)]
    with Catalog(open_in_memory([good_seed])) as made:
        assert made.predict("E210").capabilities[2] == "unknown"


def test_a_profile_says_which_firmware_a_camera_runs_and_who_says_so(
    real_catalog: Catalog,
) -> None:
    told = real_catalog.show("AXIS P3346-VE").to_dict()["firmware_span"]
    assert isinstance(told, list)
    assert [(one["bound"], one["firmware"], one["grade"]) for one in told] == [
        ("last", "5.51", "inferred")
    ]
    assert all(one["source"]["url"].startswith("https://") for one in told)
