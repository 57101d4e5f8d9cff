"""A list, line by line: what each line comes to, and the totals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integration_db import Catalog
from integration_db.check import (
    MET,
    STATUSES,
    Checked,
    Line,
    Waiver,
    check,
    check_sheet,
    columns_of,
    read_waivers,
)
from integration_db.database.opening import open_in_memory
from integration_db.errors import NotFound, UsageError, WaiverError
from integration_db.prediction.site import Site
from integration_db.sheets import Row

TODAY = date(2026, 11, 25)


def one(catalog: Catalog, record: Mapping[str, object], **options: Any) -> Line:
    (line,) = check(catalog, [record], **options)
    return line


@pytest.mark.parametrize(
    ("record", "require", "status"),
    [
        ({"Model": "Exemplar E100", "FW": "10.12.114"}, "gear", "ready"),
        # encrypted video is off at the factory: a job for the padlock, none for the gear
        ({"Model": "Exemplar E100", "FW": "10.12.114"}, "padlock", "ready after actions"),
        ({"Model": "Exemplar E100", "FW": "7.10.1"}, "gear", "ready after actions"),
        ({"Model": "Exemplar E100", "FW": "10.5.1"}, "padlock", "undetermined"),
        ({"Model": "Exemplar E110 Mk II", "FW": "10.5.1"}, "gear", "ready"),
        ({"Model": "Exemplar E110 Mk II", "FW": "10.5.1"}, "padlock", "falls short"),
        ({"Model": "Sample Optics S20"}, "gear", "falls short"),
        ({"Model": "Sample Optics S10"}, "gear", "undetermined"),
        ({"Model": "Sample Optics S10", "Board": "2.0"}, "gear", "ready"),
        ({"Model": "Sample Optics S10", "Board": "1.0"}, "gear", "falls short"),
        ({"Model": "Sample Optics S10", "Board": "9.9"}, "gear", "invalid"),
        ({"Model": "Blank B7"}, "gear", "undetermined"),
        ({"Model": "Nobody N1"}, "gear", "not found"),
        ({"Model": "E1 series", "Make": "Exemplar"}, "gear", "not found"),
        ({"Model": ""}, "gear", "invalid"),
        ({"Model": "Exemplar E100", "Device Type": "Closed"}, "gear", "falls short"),
        ({"Model": "Exemplar E100", "FW": "10.12.114", "Type": "ONVIF"}, "gear", "ready"),
        ({"Model": "Exemplar E100", "FW": "10.12.114", "Protocol": "HTTP"}, "gear", "falls short"),
        ({"Model": "Exemplar E100", "Protocol": "RTSP"}, "gear", "invalid"),
        ({"Model": "Exemplar E100", "Port": "70000"}, "gear", "invalid"),
        ({"Model": "Exemplar E100", "Port": 8443, "Protocol": "HTTPS If Available"}, "gear",
         "invalid"),
        # a port of the camera, and no word of the setting: each is looked at as far as it can be
        ({"Model": "Exemplar E100", "Port": 80, "FW": "10.12.114"}, "gear", "ready"),
        ({"Model": "Exemplar E110 Mk II", "Port": 80, "FW": "10.5.1"}, "padlock", "falls short"),
        ({"Model": "Sample Optics S20", "Port": 80}, "gear", "falls short"),
        ({"Model": "Blank B7", "Port": 443}, "gear", "undetermined"),
        ({"Model": "Exemplar E100", "Qty": "a few"}, "gear", "invalid"),
        ({"Model": "Exemplar E100", "Qty": "-3"}, "gear", "invalid"),
        ({"Model": "Exemplar E100", "VMS": "Betamax"}, "gear", "invalid"),
        ({"Model": "Exemplar E100", "HTTP off": "perhaps"}, "gear", "invalid"),
        ({"Model": {"name": "Exemplar E100"}}, "gear", "invalid"),
        ({"What": "Exemplar E100"}, "gear", "invalid"),
        ({}, "gear", "invalid"),
    ],
)  # fmt: skip
def test_a_line_comes_to(
    catalog: Catalog, record: Mapping[str, object], require: Any, status: str
) -> None:
    line = one(catalog, record, require=require)
    assert line.status == status
    assert line.assessment.reason


CELLS: dict[str, list[Any]] = {
    "Make": ["", "Exemplar", "Sample Optics", "Nobody"],
    "Model": ["", "E100", "Exemplar E100", "Exemplar E110 Mk II", "Sample Optics S10", "210"],
    "SKU": ["", "01593-001", "4711"],
    "Description": ["", "Exemplar E200 camera", "Total"],
    "FW": ["", "7.10.1", "10.5.1", "10.12.114", "x", 10.1],
    "Board": ["", "1.0", "9.9"],
    "Device Type": ["", "ONVIF", "Closed", "Mystery", "Dome"],
    "Recorder version": ["", "21.03", "x"],
    "Protocol": ["", "http", "HTTPS If Available", "https", "ftp"],
    "Port": ["", 80, "443", "8443", "0"],
    "HTTPS port": ["", "443", "8443"],
    "HTTP off": ["", "yes", "no"],
    "Cert installed": ["", True, False],
    "IP changed": ["", "yes", "no"],
    "Qty": ["", 2, "1,000"],
}


@given(
    st.lists(
        st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in CELLS.items()}),
        max_size=5,
    ),
    st.sampled_from(["gear", "padlock"]),
)
def test_whatever_lines_say_each_gets_one_answer(
    catalog: Catalog, records: list[dict[str, object]], require: Any
) -> None:
    checked = check(catalog, records, require=require)
    lines = list(checked)
    assert [line.number for line in lines] == list(range(1, len(records) + 1))
    assert all(line.status in STATUSES and line.assessment.reason for line in lines)
    assert checked.tally.lines == len(records) == sum(checked.tally.statuses.values())


@pytest.mark.parametrize("heading", ["Make", "FW", "Board", "Plugin", "VMS", "Protocol", "Port"])
def test_a_cell_without_end_makes_its_line_invalid_in_few_words(
    catalog: Catalog, heading: str
) -> None:
    line = one(catalog, {"Model": "Exemplar E100", heading: "x" * 100_000})
    assert line.status == "invalid"
    assert len(line.assessment.reason) < 300


def test_a_list_with_every_status_is_counted_once_each(catalog: Catalog) -> None:
    records: list[Mapping[str, object]] = [
        {"Model": "Exemplar E100", "FW": "10.12.114", "Qty": "3"},
        {"Model": "Exemplar E100", "FW": "7.10.1", "Qty": "2 pcs"},
        {"Model": "Sample Optics S20"},
        {"Model": "Blank B7", "Qty": "4,00"},
        {"Model": "Nobody N1"},
        {"Model": ""},
        {"Model": "Exemplar E100", "FW": "10.12.114", "Qty": None},
    ]
    checked = check(catalog, records)
    lines = list(checked)
    assert [line.number for line in lines] == [1, 2, 3, 4, 5, 6, 7]
    tally = checked.tally
    assert (tally.lines, tally.cameras) == (7, 12)
    assert {s: tally.statuses[s] for s in STATUSES} == {
        "ready": 2,
        "ready after actions": 1,
        "falls short": 1,
        "undetermined": 1,
        "not found": 1,
        "invalid": 1,
    }
    assert not tally.passed
    assert tally.failed == 4
    assert "7 lines in, 7 lines out (12 cameras)" in tally.sentence


def test_lines_that_ask_the_same_are_answered_once(catalog: Catalog) -> None:
    records = [{"Model": "Exemplar E100", "Firmware": "10.12.114", "Name": f"Cam {n}"}
               for n in range(500)]  # fmt: skip
    checked = check(catalog, records)
    kinds = {id(line.kind) for line in checked}
    assert len(kinds) == 1 == checked.tally.questions
    assert checked.kinds[0].lines == 500


def test_a_part_number_and_a_model_of_different_cameras_are_not_found(catalog: Catalog) -> None:
    line = one(catalog, {"Make": "Exemplar", "Model": "E200", "Part Number": "01593-001"})
    assert line.status == "not found"
    assert "different cameras" in line.assessment.reason


def test_a_part_number_helps_where_the_model_is_written_in_an_unknown_way(
    catalog: Catalog,
) -> None:
    line = one(catalog, {"Model": "E 100 of the new sort", "SKU": "01593-001"})
    assert line.assessment.camera == ("Exemplar", "E100")


def test_a_description_tells_where_the_distributor_has_numbers_of_its_own(
    catalog: Catalog,
) -> None:
    record = {"SKU": "4711-08", "Description": "Exemplar E100 network camera"}
    assert one(catalog, record).assessment.camera == ("Exemplar", "E100")
    mount = one(catalog, {"SKU": "4711-09", "Description": "Wall mount for Exemplar E100"})
    assert mount.status == "not found"
    assert "Wall mount" in mount.assessment.reason
    assert mount.assessment.suggestions[:1] == ("Exemplar E100",)


def test_a_part_number_and_a_description_of_different_cameras_are_not_found(
    catalog: Catalog,
) -> None:
    line = one(catalog, {"SKU": "01593-001", "Description": "Exemplar E200 network camera"})
    assert line.status == "not found"
    assert "different cameras" in line.assessment.reason
    agreed = one(catalog, {"SKU": "01593-001", "Description": "Exemplar E100 network camera"})
    assert agreed.assessment.camera == ("Exemplar", "E100")


@pytest.mark.parametrize(
    "text", ["Total", "Subtotal", "Grand total (excl. VAT)", "Gesamtsumme netto", "MwSt. 19 %"]
)
def test_a_sum_below_a_quotation_is_no_camera(catalog: Catalog, text: str) -> None:
    checked = check(catalog, [{"Description": text, "Qty": 57}])
    (line,) = checked
    assert (line.status, line.quantity) == ("not found", 0)
    assert "a sum and no camera" in line.assessment.reason
    assert checked.tally.cameras == 0


@pytest.mark.parametrize(
    ("written", "quantity"), [("12", 12), ("12.0", 12), ("12,00", 12), ("3 Stk", 3), ("", 1)]
)
def test_a_quantity_is_a_whole_number(catalog: Catalog, written: str, quantity: int) -> None:
    assert one(catalog, {"Model": "Exemplar E100", "Qty": written}).quantity == quantity


@pytest.mark.parametrize("written", ["1,000", "1.000"])
def test_a_quantity_that_may_be_a_thousand_is_asked_for(catalog: Catalog, written: str) -> None:
    line = one(catalog, {"Model": "Exemplar E100", "Qty": written})
    assert line.status == "invalid"
    assert "may be 1 or 1000" in line.assessment.reason


def test_a_number_that_python_does_not_write_out_is_invalid(catalog: Catalog) -> None:
    line = one(catalog, {"Model": "Exemplar E100", "Qty": 10**5000})
    assert line.status == "invalid"
    assert "too large" in line.assessment.reason


def test_a_text_without_end_is_cut_where_it_is_shown(catalog: Catalog) -> None:
    line = one(catalog, {"Model": "x" * 100_000})
    assert line.status == "not found"
    assert len(line.assessment.reason) < 200


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (("Référence", "Désignation", "Quantité"), ("part_number", "description", "quantity")),
        (("Hersteller", "Modell", "Protokoll"), ("manufacturer", "model", "protocol")),
        (("Marca", "Modelo", "Versión de firmware"), ("manufacturer", "model", "firmware")),
        (("Artikel-Nr.", "Bezeichnung", "Stückzahl"), ("part_number", "description", "quantity")),
    ],
)
def test_headings_of_other_languages_are_known(
    headings: tuple[str, ...], fields: tuple[str, ...]
) -> None:
    assert columns_of(headings).meanings == tuple(zip(headings, fields, strict=True))


@pytest.mark.parametrize("shape", ["Dome", "Fixed dome camera", "PTZ"])
def test_a_type_that_is_a_shape_is_no_plugin(catalog: Catalog, shape: str) -> None:
    record = {"Model": "Exemplar E100", "FW": "10.12.114", "Type": shape}
    assert one(catalog, record).assessment.plugin is None
    assert one(catalog, record, settings={"plugin": "ONVIF"}).assessment.plugin == "ONVIF"


def test_what_nobody_says_of_certificates_is_not_said_to_be_none(catalog: Catalog) -> None:
    checked = check(catalog, [{"Model": "Blank B7", "Qty": 3}])
    assert all(line.status == "undetermined" for line in checked)
    sentence = checked.tally.certificate_sentence
    assert "for 3 cameras nobody says" in sentence
    assert "no camera needs" not in sentence


def test_a_camera_without_https_is_said_to_have_none(catalog: Catalog) -> None:
    assert "no HTTPS" in one(catalog, {"Model": "Sample Optics S20"}).assessment.reason


@pytest.mark.parametrize("written", ["C1", "210"])
def test_a_short_model_needs_its_maker(real_catalog: Catalog, written: str) -> None:
    """A number in the wrong column, or a name that several makers use, is no camera for sure."""
    alone = one(real_catalog, {"Model": written})
    assert alone.status == "not found"
    (camera,) = alone.assessment.suggestions
    assert one(real_catalog, {"Model": camera}).assessment.camera is not None
    maker = camera.removesuffix(f" {written}")
    named = one(real_catalog, {"Make": maker, "Model": written})
    assert named.assessment.camera == (maker, written)


def test_a_maker_that_nobody_knows_does_not_fall_away(catalog: Catalog) -> None:
    line = one(catalog, {"Vendor": "Distributor Inc", "Model": "E100"})
    assert line.status == "not found"
    assert line.assessment.suggestions == ("Exemplar E100",)
    line = one(catalog, {"Vendor": "Distributor Inc", "Model": "Exemplar E100"})
    assert line.assessment.camera == ("Exemplar", "E100")


def test_what_a_device_prints_for_no_maker_counts_as_none(catalog: Catalog) -> None:
    line = one(catalog, {"Manufacturer": "ONVIF", "Model": "Exemplar E100"})
    assert line.assessment.camera == ("Exemplar", "E100")


def test_a_plugin_that_is_not_in_the_catalogue_leaves_the_line_open(catalog: Catalog) -> None:
    """Nobody says what it does: neither the camera's yes nor a no may be taken for it."""
    line = one(catalog, {"Model": "Exemplar E100", "FW": "10.12.114", "Plugin": "Mystery"})
    assert line.status == "undetermined"
    assert "Mystery" in line.assessment.reason
    assert line.assessment.to_dict()["plugin"] == "Mystery"
    camera_cannot = one(catalog, {"Model": "Sample Optics S20", "Plugin": "Mystery"})
    assert camera_cannot.status == "falls short"


def test_an_undetermined_line_says_what_would_settle_it(catalog: Catalog) -> None:
    record = {"Model": "Exemplar E100", "FW": "10.5.1"}
    answer = one(catalog, record, require="padlock").assessment
    assert answer.settled_by is not None
    assert answer.upgrade is not None
    assert answer.upgrade.nearest_version == "10.12.91"


def test_the_nearest_firmware_is_above_the_one_in_use(catalog: Catalog) -> None:
    def nearest(firmware: str) -> str | None:
        record = {"Model": "Exemplar E100", "FW": firmware}
        upgrade = one(catalog, record, require="padlock").assessment.upgrade
        return upgrade.nearest_version if upgrade else None

    assert nearest("9.80.1.1") == "9.80.3.9"
    assert nearest("10.2.1") == "10.12.91"


def test_regressions_above_the_nearest_firmware_are_named(tmp_path: Path) -> None:
    """9 brings it, 10 takes it away, 11 brings it back: a camera on 8 should know."""
    write_seed(
        tmp_path,
        """
        - {firmware: "<9", video_encryption: false, source: s, grade: vendor_document}
        - {firmware: ">=9,<10", video_encryption: true, source: s, grade: vendor_document}
        - {firmware: ">=10,<11", video_encryption: false, source: s, grade: vendor_document}
        - {firmware: ">=11", video_encryption: true, source: s, grade: vendor_document}
        - {https_support: true, needs_custom_cert: false, source: s, grade: vendor_document}
        """,
    )
    with Catalog(open_in_memory([tmp_path])) as made:
        record = {"Model": "Axis T1", "FW": "8.40.1"}
        answer = one(made, record, require="padlock").assessment
        assert answer.status == "falls short"
        assert answer.upgrade is not None
        assert answer.upgrade.nearest_version == "9"
        assert [span.text for span in answer.upgrade.ranges] == [">=9,<10", ">=11"]
        assert [span.text for span in answer.upgrade.regressions] == [">=10,<11"]
        later = one(made, record | {"FW": "10.1.1"}, require="padlock").assessment.upgrade
        assert later is not None
        assert (later.nearest_version, later.older, later.regressions) == ("11", False, ())


def test_only_older_firmware_is_said_to_be_older(tmp_path: Path) -> None:
    write_seed(
        tmp_path,
        """
        - {firmware: "<10", https_support: true, source: s, grade: inferred}
        - {firmware: ">=10", https_support: false, source: s, grade: inferred}
        - {needs_custom_cert: false, source: s, grade: inferred}
        """,
    )
    with Catalog(open_in_memory([tmp_path])) as made:
        answer = one(made, {"Model": "Axis T1", "FW": "10.1.1"}).assessment
        assert answer.status == "falls short"
        assert answer.upgrade is not None
        assert answer.upgrade.older
        assert "only older firmware" in answer.reason


def write_seed(folder: Path, statements: str) -> None:
    for name in ("cameras/axis", "manufacturers", "recorders"):
        (folder / name).mkdir(parents=True)
    (folder / "sources.yaml").write_text(
        's: {title: "T", url: "https://example.org/", kind: manual, published: "2024"}\n'
    )
    (folder / "manufacturers/axis.yaml").write_text("name: Axis\nfirmware_scheme: axis\n")
    body = "".join(f"      {line.strip()}\n" for line in statements.strip().splitlines())
    (folder / "cameras/axis/t.yaml").write_text(
        f"manufacturer: Axis\nseries: T\nsource: s\nmodels:\n  - name: T1\n    statements:\n{body}"
    )


def test_what_is_so_or_not_may_be_a_boolean_and_nothing_else_may(catalog: Catalog) -> None:
    line = one(catalog, {"Model": "Exemplar E100", "FW": "10.5.1", "Cert installed": True})
    assert line.assessment.request.site.cert_installed is True
    for heading in ("Model", "FW", "Port", "Qty", "Name"):
        line = one(catalog, {"Model": "Exemplar E100", heading: True})
        assert (line.status, line.assessment.reason) == (
            "invalid",
            f"{heading!r} must be text, not bool",
        )


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"recorder": "Betamax"}, NotFound),
        ({"plugin": "Mystery"}, NotFound),
        ({"protocol": "ftp"}, UsageError),
        ({"protocol": "HTTPS required"}, UsageError),
        ({"http_off": "yes"}, UsageError),
        ({"port": "443"}, UsageError),
        ({"port": True}, UsageError),
        ({"https_port": 0}, UsageError),
        ({"plugin": True}, UsageError),
        ({"colour": "red"}, UsageError),
    ],
)
def test_a_setting_that_no_line_can_have_is_refused_at_once(
    catalog: Catalog, settings: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        check(catalog, [], settings=settings)


def test_settings_hold_where_a_line_does_not_say(catalog: Catalog) -> None:
    records = [
        {"Model": "Exemplar E100", "FW": "10.12.114", "Plugin": "ONVIF"},
        {"Model": "Exemplar E100", "FW": "10.12.114", "Plugin": "-"},
    ]
    lines = list(check(catalog, records, settings={"plugin": "Closed"}))
    assert [line.status for line in lines] == ["ready", "falls short"]


def test_settings_are_values_and_a_cell_says_otherwise_in_words(catalog: Catalog) -> None:
    records = [
        {"Model": "E100"},
        {"Model": "E100", "HTTPS port": "8443", "HTTP off": "no", "Protocol": "HTTPS"},
        {"Model": "E100", "HTTPS port": "-", "HTTP off": "unknown"},
    ]
    settings = {"https_port": 444, "http_off": True, "cert_installed": False, "protocol": "http"}
    requests = [line.assessment.request for line in check(catalog, records, settings=settings)]
    assert [request.protocol for request in requests] == ["http", "https-required", "http"]
    assert [request.site for request in requests] == [
        Site(None, 444, True, False, None),
        Site(None, 8443, False, False, None),
        Site(None, 444, None, False, None),
    ]


def test_a_firmware_that_a_spreadsheet_may_have_changed_is_not_taken(catalog: Catalog) -> None:
    """10.10 as a number is 10.1: another firmware, and perhaps another answer."""
    line = one(catalog, {"Model": "Exemplar E100", "Firmware": 10.1})
    assert line.assessment.request.firmware is None
    assert "10.1" in line.assessment.reason
    columns = columns_of(("Model", "Firmware"))
    (row,) = check_sheet(catalog, columns, [[Row(2, ("Exemplar E100", "10.1"), None, (1,))]])
    assert row.assessment.request.firmware is None


def test_a_row_whose_firmware_is_no_text_is_one_question_and_keeps_its_quantity(
    catalog: Catalog,
) -> None:
    columns = columns_of(("Model", "Firmware", "Qty"))
    rows = [
        Row(2, ("Exemplar E100", "10.1", "4"), None, (1,)),
        Row(3, ("Exemplar E100", "10.1", "many"), None, (1,)),
    ]
    checked = check_sheet(catalog, columns, [rows])
    first, second = list(checked)
    assert (first.quantity, first.assessment.request.firmware) == (4, None)
    assert second.status == "invalid"
    assert [kind.lines for kind in checked.kinds] == [1, 1]
    assert checked.tally.questions == 2


def test_a_row_with_a_problem_is_invalid_and_keeps_its_number(catalog: Catalog) -> None:
    columns = columns_of(("Model", "Qty"))
    rows = [Row(2, ("Exemplar E100", "2")), Row(3, ("bro", ""), "a quotation mark is not closed")]
    lines = list(check_sheet(catalog, columns, [rows]))
    assert [(line.number, line.status) for line in lines][1] == (3, "invalid")
    assert lines[1].assessment.reason == "a quotation mark is not closed"


# --- certificates


def test_the_certificate_jobs_are_counted_in_cameras(catalog: Catalog) -> None:
    checked = check(
        catalog,
        [
            {"Model": "Exemplar E100", "FW": "7.10.1", "Qty": 14},  # create one
            {"Model": "Exemplar E200", "FW": "10.12.114", "Qty": 9},  # again after re-addressing
            {"Model": "Blank B7", "Qty": 2},  # nobody says
        ],
    )
    list(checked)
    tally = checked.tally
    assert (tally.before_handover, tally.before_handover_unknown) == (14, 2)
    assert (tally.after_move, tally.after_move_unknown) == (9, 16)


def test_an_installed_certificate_is_no_job_any_more(catalog: Catalog) -> None:
    record = {"Model": "Exemplar E100", "FW": "7.10.1", "Cert installed": "yes"}
    line = one(catalog, record)
    assert line.status == "ready"
    assert line.assessment.certificate_before_handover == "no"


def test_a_certificate_that_must_be_made_again_is_a_job(catalog: Catalog) -> None:
    line = one(catalog, {"Model": "Exemplar E200", "FW": "10.12.114", "IP changed": True})
    assert line.status == "ready after actions"
    assert [note.code for note in line.assessment.actions] == ["remake_certificate"]


# --- waivers

WAIVERS = b"""\
waivers:
  - model: "Sample Optics S20"
    reason: "replaced in spring"
    expires: 2027-03-31
  - model: "B7"
    name: "Lobby"
    reason: "no data yet"
    expires: "2026-11-24"
  - line: 4
    reason: "ordered by mistake"
    expires: 2026-11-25
  - name: "Nowhere"
    reason: "gone"
    expires: 2027-01-01
"""


def waived(catalog: Catalog) -> Checked:
    records = [
        {"Model": "S20", "Make": "Sample Optics", "Name": "Gate"},
        {"Model": "Blank B7", "Name": "Lobby"},
        {"Model": "Blank B7", "Name": "Yard"},
        {"Model": "Nobody N1"},
        {"Model": "Exemplar E100", "FW": "10.12.114"},
    ]
    return check(catalog, records, waivers=read_waivers("w.yaml", WAIVERS), today=TODAY)


def test_a_waived_line_keeps_its_status_and_does_not_count_as_failed(catalog: Catalog) -> None:
    checked = waived(catalog)
    lines = list(checked)
    assert [line.status for line in lines][0] == "falls short"
    assert [line.passed for line in lines] == [True, False, False, True, True]
    assert lines[0].to_dict()["waived"] == "replaced in spring (until 2027-03-31)"
    tally = checked.tally
    assert (tally.waived, tally.expired, tally.failed) == (2, 1, 2)


def test_an_expired_waiver_counts_again_and_is_said(catalog: Catalog) -> None:
    lines = list(waived(catalog))
    assert lines[1].expired
    assert not lines[2].expired


def test_of_several_waivers_the_first_that_holds_counts(catalog: Catalog) -> None:
    over = Waiver((("line", "1"),), "over", date(2026, 1, 1))
    wide = Waiver((("model", "Exemplar E100"), ("status", "undetermined")), "wide", TODAY)
    near = Waiver((("name", "Lobby"), ("manufacturer", "Exemplar")), "near", TODAY)
    record = {"Model": "Exemplar E100", "Name": "lobby"}
    for waivers, reason in (((over, wide, near), "wide"), ((near, over, wide), "near")):
        line = one(catalog, record, waivers=waivers, today=TODAY)
        assert line.waiver is not None
        assert line.waiver.reason == reason
    assert one(catalog, record, waivers=(over,), today=TODAY).expired


def test_a_waiver_that_no_line_needs_is_told(catalog: Catalog) -> None:
    checked = waived(catalog)
    list(checked)
    assert [waiver.subject for waiver in checked.unused_waivers] == ["name Nowhere"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("waivers:\n  - model: X\n    expires: 2027-01-01\n", "W003", 2),
        ("waivers:\n  - model: X\n    reason: why\n", "W003", 2),
        ("waivers:\n  - reason: all of it\n    expires: 2027-01-01\n", "W003", 2),
        ("waivers:\n  - {model: X, reason: r, expires: 31.3.2027}\n", "W004", 2),
        ("waivers:\n  - {model: X, reason: r, expires: 2027-02-30}\n", "W004", 2),
        ("waivers:\n  - {model: X, reason: r, expires: 2027-01-01, status: ready}\n", "W004", 2),
        ("waivers:\n  - {model: X, reason: r, expires: 2027-01-01, until: x}\n", "W001", 2),
        ("waivers:\n  - {model: [X], reason: r, expires: 2027-01-01}\n", "W002", 2),
        ("waivers: all\n", "W001", 1),
        ("waiver: []\n", "W001", 1),
        ("waivers:\n  - just this\n", "W001", 2),
        ("waivers: [\n", "Y001", 2),
    ],
)
def test_a_file_of_waivers_that_is_wrong_is_refused_with_its_place(
    text: str, code: str, line: int
) -> None:
    with pytest.raises(WaiverError) as caught:
        read_waivers("w.yaml", text.encode())
    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == (code, line)


def test_all_problems_of_a_file_of_waivers_are_told_together() -> None:
    text = b"waivers:\n  - {model: X, reason: r}\n  - {name: Y, expires: 2027-01-01}\n"
    with pytest.raises(WaiverError) as caught:
        read_waivers("w.yaml", text)
    assert [problem.line for problem in caught.value.problems] == [2, 3]


def test_an_empty_file_of_waivers_waives_nothing() -> None:
    assert read_waivers("w.yaml", b"") == ()
    assert read_waivers("w.yaml", b"waivers:\n") == ()


def test_waivers_need_to_know_the_day(catalog: Catalog) -> None:
    waiver = Waiver((("model", "x"),), "r", TODAY)
    with pytest.raises(UsageError):
        check(catalog, [], waivers=[waiver])


# --- library


def test_the_json_of_a_line_has_stable_keys(catalog: Catalog) -> None:
    line = one(catalog, {"Model": "Exemplar E100", "FW": "10.12.114"})
    assert set(line.to_dict()) == {
        *("line", "name", "quantity", "status", "reason", "manufacturer", "model", "match"),
        *("firmware", "recorder", "plugin", "capabilities", "protocol", "predictions", "actions"),
        *("settled_by", "upgrade", "suggestions", "waived", "waiver_expired"),
    }


def test_met_statuses_are_the_first_two() -> None:
    assert set(STATUSES[:2]) == MET
