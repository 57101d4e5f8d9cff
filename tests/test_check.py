"""A list, line by line: what each line comes to, and the totals."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integration_db import Catalog
from integration_db.check import (
    MET,
    REQUIREMENTS,
    STATUSES,
    Checked,
    Line,
    Waiver,
    check,
    check_list,
    columns_of,
    header_rules,
    read_waivers,
)
from integration_db.check.formats import LIST_FORMATS
from integration_db.check.formats.shared import checked_sheet, reasons
from integration_db.check.totals.limits import limit_sentences
from integration_db.check.totals.plan import line_words
from integration_db.database.opening import open_in_memory
from integration_db.errors import NotFound, UsageError, WaiverError
from integration_db.prediction.levels import meets
from integration_db.prediction.site import Site
from integration_db.sheets import OpenedList, Row, Table, open_list
from integration_db.vocabulary import TASKS

TODAY = date(2026, 11, 25)


def listed(header: Sequence[str], rows: Sequence[Row]) -> OpenedList:
    """A list that is open, as a file would be."""
    table = Table(tuple(header), 1)
    return OpenedList(kind="csv", tables=[table], pieces=iter([(table, list(rows))]), notes=[])


def one(catalog: Catalog, record: Mapping[str, object], **options: Any) -> Line:
    (line,) = check(catalog, [record], **options)
    return line


KNOWN_ON_SITE = {"HTTPS on": "yes", "Certificate": "factory", "Address changed": "no"}
"""What leaves nothing to look at on a camera with HTTPS."""


@pytest.mark.parametrize(
    ("record", "require", "status"),
    [
        ({"Model": "Exemplar E100", "FW": "10.12.114"}, "control", "meets after tasks"),
        ({"Model": "Exemplar E100", "FW": "10.12.114", **KNOWN_ON_SITE}, "control", "meets"),
        # no plugin named: what the recorder as a whole does about video is not known
        ({"Model": "Exemplar E100", "FW": "10.12.114", **KNOWN_ON_SITE}, "full", "open"),
        ({"Model": "Exemplar E100", "FW": "10.12.114", "Type": "Native"}, "full",
         "meets after tasks"),
        # encrypted video is off at the factory: a task for full, none for control
        ({"Model": "Exemplar E100", "FW": "10.12.114", "Type": "Native", **KNOWN_ON_SITE}, "full",
         "meets after tasks"),
        ({"Model": "Exemplar E100", "FW": "10.12.114", "Type": "Native", **KNOWN_ON_SITE,
          "Video encryption on": "yes"}, "full", "meets"),
        ({"Model": "Exemplar E100", "FW": "7.10.1"}, "control", "meets after tasks"),
        ({"Model": "Exemplar E100", "FW": "10.5.1", "Type": "Native"}, "full", "open"),
        ({"Model": "Exemplar E110 Mk II", "FW": "10.5.1"}, "control", "meets after tasks"),
        ({"Model": "Exemplar E110 Mk II", "FW": "10.5.1"}, "full", "falls short"),
        ({"Model": "Exemplar E110 Mk II", "FW": "10.5.1"}, "video", "falls short"),
        ({"Model": "Sample Optics S20"}, "control", "falls short"),
        ({"Model": "Sample Optics S10"}, "control", "not known"),
        ({"Model": "Sample Optics S10", "Board": "2.0"}, "control", "meets after tasks"),
        ({"Model": "Sample Optics S10", "Board": "1.0"}, "control", "falls short"),
        ({"Model": "Sample Optics S10", "Board": "9.9"}, "control", "not known"),
        ({"Model": "Blank B7"}, "control", "not known"),
        ({"Model": "Nobody N1"}, "control", "not found"),
        ({"Model": "E1 series", "Make": "Exemplar"}, "control", "open"),
        ({"Model": "Wall mount"}, "control", "not a camera"),
        ({"Model": ""}, "control", "not a camera"),
        ({"Model": "Exemplar E100", "Device Type": "Closed"}, "control", "falls short"),
        ({"Model": "Exemplar E100", "FW": "10.12.114", "Protocol": "HTTP"}, "control",
         "falls short"),
        ({"Model": "Exemplar E100", "FW": "10.12.114", "Protocol": "HTTPS If Available"},
         "control", "may fall back"),
        ({"Model": "Exemplar E100", "FW": "10.12.114", "Protocol": "HTTPS If Available",
          **KNOWN_ON_SITE}, "control", "may fall back"),
        ({"Model": "Exemplar E100", "FW": "10.12.114", "Protocol": "https"}, "control",
         "meets after tasks"),
        ({"Model": "Exemplar E100", "Protocol": "RTSP"}, "control", "invalid"),
        ({"Model": "Exemplar E100", "Recorder port": "70000"}, "control", "invalid"),
        ({"Model": "Exemplar E100", "Port": 8443, "Protocol": "HTTPS If Available"}, "control",
         "invalid"),
        # a port of the camera, and no word of the setting: each is looked at as far as it can be
        ({"Model": "Exemplar E100", "Port": 80, "FW": "10.12.114"}, "control",
         "meets after tasks"),
        ({"Model": "Exemplar E110 Mk II", "Port": 80, "FW": "10.5.1"}, "full", "falls short"),
        ({"Model": "Sample Optics S20", "Port": 80}, "control", "falls short"),
        ({"Model": "Blank B7", "Port": 443}, "control", "not known"),
        ({"Model": "Exemplar E100", "Qty": "a few"}, "control", "invalid"),
        ({"Model": "Exemplar E100", "Qty": "-3"}, "control", "invalid"),
        ({"Model": "Exemplar E100", "VMS": "Betamax"}, "control", "invalid"),
        ({"Model": "Exemplar E100", "HTTP off": "perhaps"}, "control", "invalid"),
        ({"Model": "Exemplar E100", "HTTP": "perhaps"}, "control", "invalid"),
        ({"Model": "Exemplar E100", "Certificate": "gold"}, "control", "invalid"),
        ({"Model": "Exemplar E100", "Certificate names": "address"}, "control", "invalid"),
        ({"Model": "Exemplar E100", "Option": "streaming"}, "control", "invalid"),
        ({"Model": "Exemplar E100", "Option": "colour=red"}, "control", "invalid"),
        ({"Model": {"name": "Exemplar E100"}}, "control", "meets after tasks"),
        ({"Model": {"is": "Exemplar E100"}}, "control", "invalid"),
        (
            {"device": {"model": "E100", "manufacturer": {"name": "Exemplar"}}},
            *("control", "meets after tasks"),
        ),
        ({"What": "Exemplar E100"}, "control", "invalid"),
        ({}, "control", "invalid"),
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
    "NAT": ["", "yes", False],
    "As shipped": ["", "yes"],
    "HTTP": ["", "on", "off", "redirect"],
    "HTTP off": ["", "yes", "no"],
    "HTTPS on": ["", "yes", False],
    "Cert installed": ["", True, False],
    "Certificate names": ["", "address", "host name, serial"],
    "IP changed": ["", "yes", "no"],
    "Tasks done": ["", "check_https", "nonsense"],
    "Option": ["", "x=y"],
    "Qty": ["", 2, "1,000"],
}


@given(
    st.lists(
        st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in CELLS.items()}),
        max_size=5,
    ),
    st.sampled_from([*REQUIREMENTS, "gear", "padlock"]),
)
def test_whatever_lines_say_each_gets_one_answer(
    catalog: Catalog, records: list[dict[str, object]], require: Any
) -> None:
    checked = check(catalog, records, require=require)
    lines = list(checked)
    assert [line.number for line in lines] == list(range(1, len(records) + 1))
    assert all(line.status in STATUSES and line.assessment.reason for line in lines)
    assert checked.tally.lines == len(records) == sum(checked.tally.statuses.values())


@pytest.mark.parametrize(
    "heading", ["Make", "FW", "Board", "Plugin", "VMS", "Protocol", "Recorder port"]
)
def test_a_cell_without_end_makes_its_line_invalid_in_few_words(
    catalog: Catalog, heading: str
) -> None:
    line = one(catalog, {"Model": "Exemplar E100", heading: "x" * 100_000})
    assert line.status == "invalid"
    assert len(line.assessment.reason) < 300


def test_a_list_with_every_status_is_counted_once_each(catalog: Catalog) -> None:
    known = {"Model": "Exemplar E110 Mk II", "FW": "10.5.1", **KNOWN_ON_SITE}
    old = {"Model": "E100", "Make": "Exemplar", "FW": "7.10.1", "Qty": "2 pcs"}
    records: list[Mapping[str, object]] = [
        known | {"Qty": "3"},
        old,
        old | {"Protocol": "https-if-available", "Qty": 1},
        {"Model": "Exemplar E110 Mk II", "Qty": 0},  # nobody has shown which firmware it runs
        {"Model": "Sample Optics S20"},
        {"Model": "Blank B7", "Qty": "4,00"},
        {"Model": "Nobody N1"},
        {"Model": "Wall mount", "Qty": 9},
        {"Model": ""},
        known | {"Qty": None},
    ]
    checked = check(catalog, records)
    lines = list(checked)
    assert [line.number for line in lines] == list(range(1, 11))
    tally = checked.tally
    assert (tally.lines, tally.cameras) == (10, 12)
    assert {s: tally.statuses[s] for s in STATUSES} == {
        "meets": 2,
        "meets after tasks": 1,
        "may fall back": 1,
        "open": 1,
        "falls short": 1,
        "not known": 1,
        "not found": 1,
        "not a camera": 2,
        "invalid": 0,
    }
    assert not tally.passed
    assert tally.failed == 5  # what is no camera has nothing to reach
    assert "10 lines in, 10 lines out: 12 cameras in 7 lines (2 meets" in tally.sentence


def test_lines_that_ask_the_same_are_answered_once(catalog: Catalog) -> None:
    records = [{"Model": "Exemplar E100", "Firmware": "10.12.114", "Name": f"Cam {n}"}
               for n in range(500)]  # fmt: skip
    checked = check(catalog, records)
    kinds = {id(line.kind) for line in checked}
    assert len(kinds) == 1 == checked.tally.device_types
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
    assert mount.status == "not a camera"
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
    assert (line.status, line.quantity) == ("not a camera", 0)
    assert "heading or sum" in line.assessment.reason
    assert checked.tally.cameras == 0
    assert not checked.tally.failed


@pytest.mark.parametrize(
    "text",
    ["Exemplar E100 flush mount", "Exemplar E999 dome camera with mount", "Or similar", "E100 KIT"],
)
def test_what_may_be_a_camera_is_not_said_to_be_none(catalog: Catalog, text: str) -> None:
    assert one(catalog, {"Description": text}).status == "not found"


@pytest.mark.parametrize(
    ("written", "quantity"),
    [
        ("12", 12),
        ("12.0", 12),
        ("12,00", 12),
        ("3 Stk", 3),
        ("3 STÜCK", 3),
        ("3 Pièces", 3),
        ("3 unités", 3),
        ("3 PEÇAS", 3),
        ("3 pzas.", 3),
        ("3 unidades", 3),
        ("3 eenheden", 3),
        ("4 uds.", 4),
        ("2 pz", 2),
        ("6 Stück", 6),
        ("5 un.", 5),
        ("7 stuks", 7),
        ("", 1),
        ("1.240,00", 1240),
        ("1,240.0", 1240),
        ("1 200", 1200),
        ("1'200", 1200),
        ("2 000 000", 2000000),
    ],
)
def test_a_quantity_is_a_whole_number(catalog: Catalog, written: str, quantity: int) -> None:
    assert one(catalog, {"Model": "Exemplar E100", "Qty": written}).quantity == quantity


@pytest.mark.parametrize("written", ["12,5", "1.240,50", "1,24", "1 20", "1.240.00", "0x10"])
def test_a_quantity_that_is_no_whole_number_is_invalid(catalog: Catalog, written: str) -> None:
    line = one(catalog, {"Model": "Exemplar E100", "Qty": written})
    assert line.status == "invalid"
    assert "is no whole number" in line.assessment.reason


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
    assert all(line.status == "not known" for line in checked)
    sentence = checked.tally.certificate_sentence
    assert "for 3 nobody says" in sentence
    assert "no camera needs" not in sentence


@pytest.mark.parametrize(
    ("unanswered", "cameras", "said"),
    [
        ({"Model": "Nobody N1"}, 0, "for 1 line without an answer nobody says"),
        (
            {"Model": "Exemplar E100", "Recorder port": "none such"},
            0,
            "for 1 line without an answer",
        ),
        ({"Model": "Exemplar E100", "VMS": "Betamax"}, 44, "for 44 nobody says"),
    ],
)
def test_a_line_without_an_answer_is_not_left_out_of_the_certificate_totals(
    catalog: Catalog, unanswered: Mapping[str, object], cameras: int, said: str
) -> None:
    known = {"Model": "Sample Optics S20", "Qty": 2}
    checked = check(catalog, [known, {**unanswered, "Qty": 44}])
    list(checked)
    tally = checked.tally
    assert tally.certificates == {"unknown": cameras, "none": 2}
    assert said in tally.certificate_sentence
    assert "no camera needs" not in tally.certificate_sentence
    alone = check(catalog, [known])
    list(alone)
    assert alone.tally.certificate_sentence == "Certificates: no camera needs one."


def test_a_camera_without_https_is_said_to_encrypt_nothing(catalog: Catalog) -> None:
    line = one(catalog, {"Model": "Sample Optics S20"})
    assert "not encrypted" in line.assessment.reason
    assert line.assessment.verdict is not None
    assert line.assessment.verdict.code == "not_encrypted"


@pytest.mark.parametrize("written", ["C1", "210"])
def test_a_short_model_needs_its_maker(real_catalog: Catalog, written: str) -> None:
    """A number in the wrong column, or a name that several makers use, is no camera for sure."""
    alone = one(real_catalog, {"Model": written})
    assert alone.status == "not found"
    camera = alone.assessment.suggestions[0]
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


def test_a_plugin_that_is_not_in_the_catalogue_is_a_note_and_adds_nothing(catalog: Catalog) -> None:
    """It counts as the recorder as a whole: its name neither adds nor takes away."""
    record = {"Model": "Exemplar E100", "FW": "10.12.114"}
    line = one(catalog, record | {"Plugin": "Mystery"})
    alone = one(catalog, record)
    assert line.status == alone.status == "meets after tasks"
    assert line.assessment.to_dict()["plugin"] == "Mystery"
    assert [note.code for note in line.assessment.caveats] == ["not_proven", "plugin_not_listed"]
    assert "Mystery" in line.assessment.caveats[1].text
    camera_cannot = one(catalog, {"Model": "Sample Optics S20", "Plugin": "Mystery"})
    assert camera_cannot.status == "falls short"
    option = one(catalog, record, settings={"plugin": "Mystery"})
    assert option.assessment.to_dict() == line.assessment.to_dict()


def test_without_a_plugin_no_padlock_is_promised_and_the_answer_says_why(catalog: Catalog) -> None:
    record = {"Model": "Exemplar E100", "FW": "10.12.114", **KNOWN_ON_SITE}
    checked = check(catalog, [record | {"Qty": 7}], require="padlock")
    (line,) = checked
    assert line.status == "open"
    limits = {limit.code: limit for limit in checked.limits}
    assert limits["no_plugin_named"].cameras == 7
    assert "exacqVision as a whole" in limits["no_plugin_named"].text


def test_a_recorder_limits_the_answer_also_where_no_plugin_is_named(real_catalog: Catalog) -> None:
    record = {"Model": "Axis P3245-LVE", "FW": "12.1.60", "Recorder": "Avigilon Control Center"}
    line = one(real_catalog, record, require="full")
    assert line.status not in MET
    assert line.assessment.verdict is not None
    assert line.assessment.verdict.symbols is None
    assert not {"gear", "padlock"} & set(line.assessment.reason.replace("(", " ").split())


def test_what_is_assumed_is_counted_and_said(catalog: Catalog) -> None:
    checked = check(catalog, [{"Model": "Exemplar E100", "FW": "10.12.114", "Qty": 3}])
    (line,) = checked
    assert line.assessment.verdict is not None
    assumed = [limit.code for limit in checked.limits if limit.assumed]
    assert tuple(assumed) == line.assessment.verdict.assumes
    assert "Assumed:" in line.assessment.verdict.text
    strict = check(catalog, [{"Model": "Exemplar E100", "FW": "10.12.114"}],
                   settings={"strict": True})  # fmt: skip
    (line,) = strict
    assert line.status == "not known"
    assert not [limit for limit in strict.limits if limit.assumed]


def test_a_setting_that_falls_back_never_meets_and_the_strict_one_is_named(
    catalog: Catalog,
) -> None:
    record = {"Model": "Exemplar E100", "FW": "10.12.114", "Protocol": "HTTPS If Available"}
    answer = one(catalog, record).assessment
    assert answer.status == "may fall back"
    assert answer.reason.endswith("use HTTPS Required")
    assert answer.to_dict()["better_setting"] == "https-required"
    setting = next(task for task in answer.tasks if task.code == "set_protocol")
    assert "HTTPS Required" in setting.text
    refused = one(catalog, {**record, "Device Type": "Closed"}).assessment
    assert (refused.status, refused.better) == ("falls short", None)


def test_a_setting_that_would_do_is_named_where_the_line_falls_short(catalog: Catalog) -> None:
    answer = one(
        catalog, {"Model": "Exemplar E100", "FW": "10.12.114", "Protocol": "HTTP"}
    ).assessment
    assert answer.status == "falls short"
    assert answer.reason.endswith("reached with HTTPS Required")


def test_a_setting_of_a_line_is_an_id_a_label_or_a_bare_scheme(catalog: Catalog) -> None:
    for written in ("https-required", "HTTPS Required", "https required", "HTTPS"):
        line = one(catalog, {"Model": "E100", "Make": "Exemplar", "Protocol": written})
        assert line.assessment.to_dict()["verdict"]["setting"] == "https-required"  # type: ignore[index]
    wrong = one(catalog, {"Model": "Exemplar E100", "Protocol": "TLS"})
    assert wrong.status == "invalid"
    assert "'HTTPS If Available'" in wrong.assessment.reason


def test_behind_nat_a_port_is_no_certain_failure(catalog: Catalog) -> None:
    """The camera may be reached over HTTPS on just that port: it is assumed, and said so."""
    record = {"Model": "Exemplar E100", "FW": "10.12.114", "Protocol": "https", "Port": "8443"}
    answer = one(catalog, record | {"NAT": "yes"}).assessment
    assert answer.status == "meets after tasks"
    assert answer.verdict is not None
    assert "same_port" in answer.verdict.assumes
    wrong = one(catalog, record | {"HTTPS port": "443", "Protocol": "http"}).assessment
    assert wrong.status == "falls short"


def test_a_line_that_may_not_connect_says_so(catalog: Catalog) -> None:
    checked = check(catalog, [{"Model": "Blank B7", "Qty": 5}, {"Model": "Sample Optics S20"}])
    unknown, certain = checked
    assert unknown.assessment.may_not_connect
    assert unknown.to_dict()["may_not_connect"] is True
    assert not certain.assessment.may_not_connect
    assert checked.tally.may_not_connect == 5
    assert "5 cameras may not connect" in checked.tally.sentence


def test_an_open_line_says_what_would_settle_it(catalog: Catalog) -> None:
    record = {"Model": "Exemplar E100", "FW": "10.5.1", "Plugin": "Native"}
    answer = one(catalog, record, require="full").assessment
    assert answer.status == "open"
    assert answer.settled_by is not None
    assert answer.settled_by.text in answer.reason
    assert answer.upgrade is not None
    assert answer.upgrade.nearest_version == "10.12.91"


def test_firmware_that_nobody_has_shown_is_never_promised(catalog: Catalog) -> None:
    checked = check(catalog, [{"Model": "Exemplar E110 Mk II"}])
    (line,) = checked
    answer = line.assessment
    assert answer.status == "open"
    assert "only with firmware that nobody has shown it to run" in answer.reason
    assert "which firmware the camera runs settles it" in answer.reason
    assert checked.tally.reaches == {"not known": 1}
    assert checked.plan == ()
    assert answer.to_dict()["firmware_from"] == ">=7.20"
    assert answer.settled_by is not None
    assert answer.settled_by.code == "firmware"
    assert answer.tasks == ()


def test_what_settles_a_camera_of_another_maker_is_another_plugin(real_catalog: Catalog) -> None:
    """Why is a note of the line; what would settle it does not say the same again."""
    record = {"Model": "NBE-3502-AL", "Recorder": "Milestone XProtect", "Plugin": "Axis"}
    answer = one(real_catalog, record).assessment
    assert answer.settled_by is not None
    assert answer.settled_by.text == (
        "which plugin of Milestone XProtect connects the camera instead of Axis"
    )
    assert [note.text for note in answer.caveats if "takes cameras of Axis only" in note.text]
    assert "takes cameras" not in answer.reason


def test_firmware_that_nobody_has_shown_comes_before_what_is_open_with_it(
    real_catalog: Catalog,
) -> None:
    """What the recorder shows settles nothing as long as nobody knows the firmware."""
    answer = one(real_catalog, {"Model": "NDE-3512-AL"}, require="full").assessment
    assert (answer.status, answer.tasks) == ("open", ())
    assert answer.verdict is not None
    assert answer.verdict.if_runs
    assert answer.settled_by is not None
    assert answer.settled_by.code == "firmware"
    assert answer.prediction is not None
    assert answer.prediction.settled_by is not None
    firmware, shown = answer.settled_by.text, answer.prediction.settled_by.text
    assert f"find out first {firmware}, then {shown}" in answer.reason


def test_the_nearest_firmware_is_above_the_one_in_use(catalog: Catalog) -> None:
    def nearest(firmware: str) -> str | None:
        record = {"Model": "Exemplar E100", "FW": firmware, "Plugin": "Native"}
        upgrade = one(catalog, record, require="full").assessment.upgrade
        return upgrade.nearest_version if upgrade else None

    assert nearest("9.80.1.1") == "9.80.3.9"
    assert nearest("10.2.1") == "10.12.91"


def test_regressions_above_the_nearest_firmware_are_named(tmp_path: Path) -> None:
    """9 brings it, 10 takes it away, 11 brings it back: a camera on 8 should know."""
    write_seed(
        tmp_path,
        """
        - {firmware: "<9", video_encryption: false, source: s, grade: vendor_document}
        - {firmware: ">=9,<10", video_encryption: true, video_via: [rtsps], source: s,
           grade: vendor_document}
        - {firmware: ">=10,<11", video_encryption: false, source: s, grade: vendor_document}
        - {firmware: ">=11", video_encryption: true, video_via: [rtsps], source: s,
           grade: vendor_document}
        - {https_support: true, needs_custom_cert: false, source: s, grade: vendor_document}
        """,
    )
    with Catalog(open_in_memory([tmp_path])) as made:
        record = {"Model": "Axis T1", "FW": "8.40.1"}
        answer = one(made, record, require="full").assessment
        assert answer.status == "falls short"
        assert answer.upgrade is not None
        assert answer.upgrade.nearest_version == "9"
        assert [span.text for span in answer.upgrade.ranges] == [">=9,<10", ">=11"]
        assert [span.text for span in answer.upgrade.regressions] == [">=10,<11"]
        later = one(made, record | {"FW": "10.1.1"}, require="full").assessment.upgrade
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


def test_firmware_that_would_do_ends_where_the_camera_is_no_longer_shown_to_run_it(
    tmp_path: Path,
) -> None:
    """HTTPS goes on beyond the last firmware that the camera runs; what is said does not."""
    write_seed(
        tmp_path,
        """
        - {firmware: ">=6,<9 | >=9", https_support: true, source: s, grade: vendor_document}
        - {firmware: ">=6,<9", needs_custom_cert: false, source: s, grade: vendor_document}
        - {firmware: ">=9", needs_custom_cert: false, source: s, grade: vendor_document}
        """,
        'firmware_span: [{runs: "8.1", source: s, grade: vendor_document}]',
    )
    with Catalog(open_in_memory([tmp_path])) as made:
        answer = one(made, {"Model": "Axis T1", "FW": "unreadable"}).assessment
        assert answer.upgrade is not None
        assert answer.upgrade.nearest.text == ">=6,<9"


SKETCH = """\
name: Sketch
version_scheme: generic
default: true
settings:
  - {id: clear, label: "Never", tries: [http]}
  - {id: maybe, label: "If it can", tries: [https, http]}
  - {id: odd, label: "Clear first", tries: [http, https]}
  - {id: tls, label: "TLS only", tries: [https]}
statements:
  - {https_support: true, video_encryption: true, video_via: [rtsps], source: s, grade: lab_test}
plugins:
  - name: Stream
    takes: stream_address
    settings:
      - {id: rtsp, label: "rtsp address", tries: [rtsp]}
      - {id: rtsps, label: "rtsps address", tries: [rtsps]}
    statements:
      - {video_encryption: true, video_via: [rtsps], source: s, grade: lab_test}
"""
"""A recorder with a menu of its own, and without symbols."""

ALL_OF_IT = """
    - https_support: true
      needs_custom_cert: false
      video_encryption: true
      video_via: [rtsps]
      source: s
      grade: lab_test
"""


def test_a_recorder_has_a_menu_of_its_own_and_no_symbols(tmp_path: Path) -> None:
    write_seed(tmp_path, ALL_OF_IT)
    with Catalog(open_in_memory([tmp_path])) as made:
        camera = {"Model": "Axis T1"}
        best = one(made, camera, require="full").assessment
        assert best.status == "meets after tasks"
        assert best.prediction is not None
        assert best.prediction.setting.label == "TLS only"
        for written in ("maybe", "If it can", "if-it-can"):
            fallen = one(made, {**camera, "Protocol": written}).assessment
            assert fallen.status == "may fall back"
            assert fallen.reason.endswith("use TLS only")
        assert one(made, camera, settings={"protocol": "TLS only"}).status == "meets after tasks"
        stream = {**camera, "Plugin": "Stream"}
        assert one(made, stream, require="video").status == "meets after tasks"
        assert one(made, stream, require="control").status == "falls short"
        written = json.dumps([line.to_dict() for line in check(made, [camera, stream])])
        assert not re.search("gear|padlock|empty", written)
        with pytest.raises(UsageError) as caught:
            check(made, [], require="padlock")
        assert "control, video, full" in str(caught.value)
        with pytest.raises(UsageError) as caught:
            check(made, [], settings={"protocol": "https-required"})
        assert "'Never', 'If it can', 'Clear first', 'TLS only'" in str(caught.value)


def write_seed(folder: Path, statements: str, entry: str = "") -> None:
    for name in ("cameras/axis", "manufacturers", "recorders"):
        (folder / name).mkdir(parents=True)
    (folder / "sources.yaml").write_text(
        's: {title: "T", url: "https://example.org/", kind: manual, published: "2024"}\n'
    )
    (folder / "manufacturers/axis.yaml").write_text("name: Axis\nfirmware_scheme: axis\n")
    (folder / "recorders/sketch.yaml").write_text(SKETCH)
    body = indent(dedent(statements).strip(), "      ") + "\n"
    (folder / "cameras/axis/t.yaml").write_text(
        "manufacturer: Axis\nseries: T\nsource: s\nmodels:\n"
        f"  - name: T1\n    {entry}\n    statements:\n{body}"
    )


def test_what_is_so_or_not_may_be_a_boolean_and_nothing_else_may(catalog: Catalog) -> None:
    line = one(catalog, {"Model": "Exemplar E100", "FW": "10.5.1", "Cert installed": True})
    assert line.assessment.request.site.certificate == "self_signed"
    for heading in ("Model", "FW", "Port", "Qty", "Name"):
        line = one(catalog, {"Model": "Exemplar E100", heading: True})
        assert (line.status, line.assessment.reason) == (
            "invalid",
            f"{heading!r} must be text, not bool",
        )


def test_bytes_in_a_record_are_text_and_no_record_goes_round_for_ever(catalog: Catalog) -> None:
    line = one(catalog, {"Model": b"Exemplar E100", "Note": bytearray(b"t\xc3\xbcr")})
    assert line.status == "meets after tasks"
    assert line.cells == {"Model": "Exemplar E100", "Note": "tür"}
    line = one(catalog, {"Model": b"E1\xff00"})
    assert line.assessment.reason == "'Model' holds bytes that are not utf-8"
    for inside in (list, dict):
        record: dict[str, object] = {"Model": "Exemplar E100"}
        record["self"] = [record] if inside is list else record
        line, other = check(catalog, [record, {"Model": "Exemplar E100"}])
        assert (line.status, line.cells) == ("invalid", None)
        assert line.assessment.reason == "the record is nested too deep, or contains itself"
        assert other.status == "meets after tasks"


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"recorder": "Betamax"}, NotFound),
        ({"protocol": "ftp"}, UsageError),
        ({"protocol": "HTTPS always"}, UsageError),
        ({"https_on": "yes"}, UsageError),
        ({"http": "perhaps"}, UsageError),
        ({"certificate": "gold"}, UsageError),
        ({"certificate_names": "address"}, UsageError),
        ({"done": ["verify"]}, UsageError),
        ({"option": "a=b"}, UsageError),
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
    assert [line.status for line in lines] == ["meets after tasks", "falls short"]


def test_settings_are_values_and_a_cell_says_otherwise_in_words(catalog: Catalog) -> None:
    records = [
        {"Model": "E100"},
        {"Model": "E100", "HTTPS port": "8443", "HTTP off": "no", "Protocol": "HTTPS"},
        {"Model": "E100", "HTTPS port": "-", "HTTP off": "unknown"},
    ]
    settings = {
        **{"https_port": 444, "http": "off", "certificate": "factory", "protocol": "http"},
        **{"done": ["set_clock"], "option": {"a": "b"}},
    }
    requests = [line.assessment.request for line in check(catalog, records, settings=settings)]
    assert [request.protocol for request in requests] == ["http", "HTTPS", "http"]
    said = Site(
        https_port=444,
        http="off",
        certificate="factory",
        done=("set_clock",),
        options=(("a", "b"),),
    )
    assert [request.site for request in requests] == [
        said,
        said._replace(https_port=8443, http="on"),
        said._replace(http=None),
    ]


def test_what_holds_for_all_lines_gives_way_part_by_part(catalog: Catalog) -> None:
    settings = {
        **{"certificate": "ca", "certificate_names": ["address"]},
        **{"option": {"a": "b", "c": "d"}},
    }
    records = [
        {"Model": "E100"},
        {"Model": "E100", "Certificate": "none", "Option": "c=e"},
        {"Model": "E100", "Certificate names": "host name"},
    ]
    sites = [line.assessment.request.site for line in check(catalog, records, settings=settings)]
    assert [site.certificate_names for site in sites] == [("address",), (), ("host_name",)]
    assert [dict(site.options)["c"] for site in sites] == ["d", "e", "d"]
    assert [dict(site.options)["a"] for site in sites] == ["b", "b", "b"]


@pytest.mark.parametrize(
    ("heading", "cell", "site"),
    [
        ("HTTP", "off", Site(http="off")),
        ("HTTP", "Redirect to HTTPS", Site(http="redirect")),
        ("HTTP off", "no", Site(http="on")),
        ("HTTPS on", "no", Site(https_on=False)),
        ("Behind NAT", "x", Site(nat=True)),
        ("As shipped", "ja", Site(as_shipped=True)),
        ("Encrypted video on", "yes", Site(video_on=True)),
        ("Certificate", "none", Site(certificate="none")),
        ("Certificate", "self-signed", Site(certificate="self_signed")),
        ("Certificate", "CA", Site(certificate="ca")),
        ("Certificate", "unknown", Site()),
        ("Certificate installed", "yes", Site(certificate="self_signed")),
        ("Certificate installed", "no", Site(certificate="factory")),
        ("Certificado instalado", "Sí", Site(certificate="self_signed")),
        ("Certificat installé", "OUI", Site(certificate="self_signed")),
        ("Certificato installato", "sì", Site(certificate="self_signed")),
        ("Certificado instalado", "Não", Site(certificate="factory")),
        ("Certificaat geïnstalleerd", "nee", Site(certificate="factory")),
        ("Zertifikat", "selbstsigniert", Site(certificate="self_signed")),
        ("Certificat", "aucun", Site(certificate="none")),
        ("Certificato", "sconosciuto", Site()),
        ("HTTPS aktiviert", "WAHR", Site(https_on=True)),
        ("HTTPS activado", "verdadero", Site(https_on=True)),
        ("HTTPS activé", "faux", Site(https_on=False)),
        ("HTTPS attivo", "vero", Site(https_on=True)),
        ("HTTPS ativado", "falso", Site(https_on=False)),
        ("HTTPS ingeschakeld", "onwaar", Site(https_on=False)),
        ("HTTP deaktiviert", "ja", Site(http="off")),
        ("HTTP désactivé", "non", Site(http="on")),
        ("HTTP", "Desactivado", Site(http="off")),
        ("HTTP", "aan", Site(http="on")),
        ("Videoverschlüsselung aktiv", "nein", Site(video_on=False)),
        ("Cifrado de vídeo activado", "sí", Site(video_on=True)),
        ("Hinter NAT", "ja", Site(nat=True)),
        ("Derrière NAT", "oui", Site(nat=True)),
        ("Werkseinstellung", "nein", Site(as_shipped=False)),
        ("Endereço alterado", "sim", Site(address_changed=True)),
        ("Adres gewijzigd", "Ja", Site(address_changed=True)),
        ("IP geändert", "Nein", Site(address_changed=False)),
        ("IP changed", "no", Site(address_changed=False)),
        ("Address changed", "yes", Site(address_changed=True)),
        ("Tasks done", "check HTTPS, open_port", Site(done=("check_https", "open_port"))),
        ("Tasks done", ["check_https"], Site(done=("check_https",))),
        (
            "Option",
            "streaming = RTP/UDP; x=y",
            Site(options=(("streaming", "RTP/UDP"), ("x", "y"))),
        ),
    ],
)
def test_a_column_says_how_the_site_is(
    catalog: Catalog, heading: str, cell: object, site: Site
) -> None:
    line = one(catalog, {"Model": "Exemplar E100", heading: cell})
    assert line.assessment.request.site == site


def test_the_names_of_a_certificate_go_with_it(catalog: Catalog) -> None:
    record = {"Model": "Exemplar E100", "Certificate": "ca", "Certificate names": "IP; host name"}
    assert one(catalog, record).assessment.request.site.certificate_names == (
        "address",
        "host_name",
    )


def test_a_firmware_that_a_spreadsheet_may_have_changed_is_not_taken(catalog: Catalog) -> None:
    """10.10 as a number is 10.1: another firmware, and perhaps another answer."""
    line = one(catalog, {"Model": "Exemplar E100", "Firmware": 10.1})
    assert line.assessment.request.firmware is None
    assert "10.1" in line.assessment.reason
    rows = [Row(2, ("Exemplar E100", "10.1"), None, (1,))]
    (row,) = check_list(catalog, listed(("Model", "Firmware"), rows))
    assert row.assessment.request.firmware is None


def test_a_row_whose_firmware_is_no_text_is_one_question_and_keeps_its_quantity(
    catalog: Catalog,
) -> None:
    rows = [
        Row(2, ("Exemplar E100", "10.1", "4"), None, (1,)),
        Row(3, ("Exemplar E100", "10.1", "many"), None, (1,)),
    ]
    checked = check_list(catalog, listed(("Model", "Firmware", "Qty"), rows))
    first, second = list(checked)
    assert (first.quantity, first.assessment.request.firmware) == (4, None)
    assert second.status == "invalid"
    assert [kind.lines for kind in checked.kinds] == [1, 1]


def test_a_row_with_a_problem_is_invalid_and_keeps_its_number(catalog: Catalog) -> None:
    rows = [Row(2, ("Exemplar E100", "2")), Row(3, ("bro", ""), "a quotation mark is not closed")]
    lines = list(check_list(catalog, listed(("Model", "Qty"), rows)))
    assert [(line.number, line.status) for line in lines][1] == (3, "invalid")
    assert lines[1].assessment.reason == "a quotation mark is not closed"


# --- cameras that are not listed


def test_a_camera_that_is_not_listed_is_answered_as_all_of_its_maker_and_counted_apart(
    real_catalog: Catalog,
) -> None:
    checked = check(
        real_catalog,
        [
            {"Model": "AXIS P9999-LVE", "FW": "10.12.114", "Qty": 3},
            {"Description": "AXIS P9998-LVE dome camera", "FW": "10.12.114"},
            {"Model": "Nonsuch P9999-LVE"},
            {"Description": "Mount for AXIS P9999-LVE"},
        ],
    )
    unlisted, line, unknown, mount = checked
    for one_of_them in (unlisted, line):
        answer = one_of_them.assessment
        assert answer.status == "meets after tasks"
        assert answer.to_dict()["match"]["listed"] is False  # type: ignore[index]
        assert answer.caveats[0].code == "camera_not_listed"
        assert answer.verdict is not None
        assert answer.verdict.text.startswith("Not a listed camera")
        assert " ".join(reasons(one_of_them)).count("Not a listed camera") == 1
    assert (unknown.status, mount.status) == ("not found", "not a camera")
    assert checked.tally.unlisted == 4
    assert "4 cameras not listed" in checked.tally.sentence
    assert {limit.code: limit.cameras for limit in checked.limits}["camera_not_listed"] == 4


def test_a_name_that_several_cameras_share_is_answered_for_all_of_them(
    real_catalog: Catalog,
) -> None:
    line = one(real_catalog, {"Model": "Bosch FLEXIDOME IP starlight 8000i"})
    assert line.status not in ("not found", "invalid")
    assert line.assessment.answer is not None
    assert len(line.assessment.answer.members) > 1
    assert line.assessment.upgrade is None


# --- certificates


def test_the_certificates_are_counted_in_cameras(catalog: Catalog) -> None:
    checked = check(
        catalog,
        [
            {"Model": "Exemplar E100", "FW": "7.10.1", "Qty": 14},  # its own might be refused
            {"Model": "Exemplar E200", "FW": "10.12.114", "Qty": 9},  # a look tells
            {"Model": "Blank B7", "Qty": 2},  # nobody says
            {"Model": "Sample Optics S20"},  # no HTTPS
        ],
    )
    list(checked)
    tally = checked.tally
    assert tally.certificates == {"authority": 14, "look": 9, "unknown": 2, "none": 1}
    assert tally.certificate_sentence == (
        "Certificates: the plan puts one on 14 of 26 cameras (14 from an authority); for 9 the "
        "look whether HTTPS opens tells; for 2 nobody says whether one is needed; 1 needs none."
    )


def test_an_installed_certificate_is_no_task_any_more(catalog: Catalog) -> None:
    record = {"Model": "Exemplar E100", "FW": "7.10.1"}
    own = one(catalog, record | {"Cert installed": "yes"}).assessment
    assert "create_certificate" not in [task.code for task in own.tasks]
    # whether the recorder takes one that nobody else has signed, nobody says
    assert "ca_certificate" in [task.code for task in own.tasks]
    signed = record | {"Certificate": "ca", "Certificate names": "host name"}
    assert one(catalog, signed).assessment.certificate == "none"


def test_a_certificate_that_must_be_made_again_is_a_task(catalog: Catalog) -> None:
    record = {"Model": "Exemplar E200", "FW": "10.12.114", "IP changed": True, "HTTPS on": True,
              "Certificate": "factory"}  # fmt: skip
    answer = one(catalog, record).assessment
    assert answer.status == "meets after tasks"
    assert [task.code for task in answer.tasks][0] == "remake_certificate"


def test_one_made_out_to_a_host_name_outlasts_a_change_of_the_address(catalog: Catalog) -> None:
    record = {"Model": "Exemplar E200", "FW": "10.12.114", "Certificate": "ca"}
    record["IP changed"] = "yes"
    named = {
        name: one(catalog, record | {"Certificate names": name}) for name in ("ip", "host name")
    }
    assert {name: line.assessment.certificate for name, line in named.items()} == {
        "ip": "authority",
        "host name": "none",
    }


SITE: list[Mapping[str, object]] = [
    {"Model": "Exemplar E100", "FW": "7.10.1", "Qty": 3},
    {"Model": "Exemplar E100", "FW": "7.10.1", "Certificate": "self_signed", "Qty": 2},
    {"Model": "Exemplar E200", "FW": "10.12.114", "Certificate": "ca", "Certificate names": "ip"},
    {"Model": "Exemplar E200", "FW": "10.12.114", "Certificate": "ca",
     "Certificate names": "host name", "HTTP": "off", "Protocol today": "HTTPS Required"},
    {"Model": "Exemplar E200", "FW": "10.12.114", "Certificate": "factory", "Qty": 4},
    {"Model": "Exemplar E110 Mk II"},
    {"Model": "Blank B7"},
]  # fmt: skip
"""A site that gets new addresses."""


@pytest.mark.parametrize("moved", [True, False, None])
@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("require", REQUIREMENTS)
def test_the_order_of_certificates_is_what_the_plan_puts_on_cameras(
    catalog: Catalog, moved: bool | None, strict: bool, require: Any
) -> None:
    settings = {"address_changed": moved, "strict": strict}
    checked = check(catalog, SITE, require=require, settings=settings)
    list(checked)
    order = checked.tally.certificates
    assert sum(order.values()) == checked.tally.cameras
    planned: dict[str, set[int]] = {}
    for step in checked.plan:
        planned.setdefault(step.code, set()).update(map(id, step.lines))
    cameras = {id(kind): kind.cameras for kind in checked.kinds}
    wanted = {
        "authority": planned.get("ca_certificate", set()),
        "upload": planned.get("upload_certificate", set()),
        "camera": planned.get("create_certificate", set())
        | planned.get("remake_certificate", set()),
    }
    assert {need: order[need] for need in wanted} == {  # type: ignore[index]
        need: sum(map(cameras.__getitem__, kinds)) for need, kinds in wanted.items()
    }
    # nobody makes two certificates for one camera
    assert sum(map(len, wanted.values())) == len(set().union(*wanted.values()))


def test_nothing_assumed_never_means_fewer_certificates_without_saying_what_is_open(
    catalog: Catalog,
) -> None:
    for strict in (False, True):
        settings = {"address_changed": True, "strict": strict}
        checked = check(catalog, SITE, settings=settings)
        list(checked)
        unknown = checked.tally.certificates["unknown"]
        assert f"for {unknown} nobody says" in checked.tally.certificate_sentence
        assert "no camera" not in checked.tally.certificate_sentence
    assert unknown > 1  # what is left of a site of which nothing is assumed


def test_the_plan_of_a_site_says_where_the_addresses_change(catalog: Catalog) -> None:
    checked = check(catalog, SITE, settings={"address_changed": True})
    list(checked)
    steps = {step.code: step for step in checked.plan}
    codes = [step.code for step in checked.plan]
    place = codes.index("change_address")
    after = {"remake_certificate", "ca_certificate", "create_certificate", "check_https"}
    assert not after & set(codes[:place])
    assert {"set_protocol", "verify"} <= set(codes[place:])
    assert "trust_ca" in codes[:place]
    move = steps["change_address"]
    assert "at the camera, then at once in the recorder" in move.text
    last = max(n for n, code in enumerate(codes, 1) if code in ("check_https", "look_after_move"))
    assert f"do steps {place + 1} to {last} for one camera before the next camera" in move.text
    together = [n for n, step in enumerate(checked.plan) if step.camera_by_camera]
    assert together == list(range(place, last))
    assert move.cameras == checked.tally.cameras  # answered or not
    stays = check(catalog, SITE)
    list(stays)
    assert "change_address" not in [step.code for step in stays.plan]


def test_what_the_columns_say_is_done_is_no_task(catalog: Catalog) -> None:
    record = {"Model": "Exemplar E100", "FW": "10.12.114", "HTTPS on": "yes", "HTTP": "off"}
    codes = [task.code for task in one(catalog, record).assessment.tasks]
    assert "set_protocol" in codes
    for written in ("https-required", "HTTPS Required", "https"):
        today = one(catalog, record | {"Protocol today": written}).assessment
        done = ("set_protocol", "check_https")  # a connection that runs proves both
        assert [task.code for task in today.tasks] == [c for c in codes if c not in done]
    other = one(catalog, record | {"Protocol today": "HTTP"}).assessment
    assert "set_protocol" in [task.code for task in other.tasks]
    closing = next(task for task in other.tasks if task.code == "close_clear")
    assert "HTTP" not in closing.text.replace("HTTPS", "")
    wrong = one(catalog, record | {"Protocol today": "Telnet"})
    assert wrong.status == "invalid"
    assert "'Telnet'" in wrong.assessment.reason
    with pytest.raises(UsageError, match="'Telnet'"):
        check(catalog, [record], settings={"protocol_today": "Telnet"})


def test_only_cameras_that_may_be_reached_by_https_may_stay_away(catalog: Catalog) -> None:
    record = {"Model": "Exemplar E200", "FW": "10.12.114", "Certificate": "self_signed"}
    texts = {}
    for today in ("HTTP", "HTTPS Required", ""):
        checked = check(catalog, [record | {"IP changed": "yes", "Protocol today": today}])
        list(checked)
        move = next(step for step in checked.plan if step.code == "change_address")
        texts[today] = move.text
        assert move.camera_by_camera == (today != "HTTP")
    assert "stay away" not in texts["HTTP"]
    assert "1 camera may stay away" in texts["HTTPS Required"]
    assert "1 camera may stay away" in texts[""]


def test_a_connection_that_runs_needs_nothing_that_it_proves(catalog: Catalog) -> None:
    """It is encrypted today, so HTTPS is on, and the recorder accepts the certificate."""
    proven = {"trust_ca", "ca_certificate", "create_certificate", "switch_on_https", "set_clock",
              "check_https", "set_protocol"}  # fmt: skip
    for record in SITE[:5]:
        answer = one(catalog, {**record, "Protocol today": "HTTPS Required"}).assessment
        assert not proven & {task.code for task in answer.tasks}, record
        assert "after" not in answer.reason, record
        is_left = any(task.counts for task in answer.tasks)
        assert answer.status == ("meets after tasks" if is_left else "meets"), record
        moved = one(
            catalog, {**record, "Protocol today": "HTTPS Required", "IP changed": "yes"}
        ).assessment
        codes = {task.code for task in moved.tasks}
        assert not {"trust_ca", "create_certificate", "switch_on_https", "set_protocol"} & codes
        assert ("ca_certificate" in codes) == (record.get("Certificate names") == "ip"), record


def test_what_nobody_says_of_a_moved_certificate_is_a_look_and_no_new_certificate(
    catalog: Catalog,
) -> None:
    record = {"Model": "Blank B7", "IP changed": "yes"}
    for model in ("Exemplar E100", "Exemplar E200", "Exemplar E210", "Exemplar E110 Mk II"):
        answer = one(catalog, record | {"Model": model, "FW": "10.12.114"}).assessment
        assert answer.answer is not None
        regen = answer.answer.camera[3]
        codes = {task.code for task in answer.tasks}
        assert "remake_certificate" not in codes or regen == "yes", model


def test_a_certificate_of_an_authority_comes_with_its_trust(
    catalog: Catalog, real_catalog: Catalog
) -> None:
    for some_catalog, records in ((catalog, SITE), (real_catalog, [{"Model": "Axis P3245-LVE"}])):
        for moved in (True, False, None):
            for record in records:
                line = one(some_catalog, record, settings={"address_changed": moved})
                codes = {task.code for task in line.assessment.tasks}
                if "ca_certificate" in codes and record.get("Certificate") != "ca":
                    assert "trust_ca" in codes, record


def test_a_certificate_of_an_authority_says_why_it_is_asked_for(real_catalog: Catalog) -> None:
    record = {"Model": "Axis P3265-LVE", "FW": "12.5.80"}
    for moved in (True, None):
        line = one(real_catalog, record, settings={"address_changed": moved})
        tasks: Any = line.to_dict()["tasks"]
        because = {task["code"]: task["because"] for task in tasks}
        assert "certificate made out to serial (" in because["ca_certificate"]
        assert "trust_ca" in because


def test_a_camera_without_an_answer_moves_too(catalog: Catalog) -> None:
    records = [{"Model": "Blank B7", "Name": "Yard", "IP changed": "yes"},
               {"Model": "no such thing 12", "IP changed": "yes"},
               {"Model": "Wall mount for Exemplar E100", "IP changed": "yes"}]  # fmt: skip
    checked = check(catalog, records)
    list(checked)
    steps = {step.code: step for step in checked.plan}
    assert steps["change_address"].to_dict()["first_lines"] == [
        {"line": 1, "sheet": None},
        {"line": 2, "sheet": None},
    ]
    assert "look whether its certificate names the old address" in steps["look_after_move"].text


def test_steps_that_differ_by_a_few_words_are_one_that_names_the_difference(
    catalog: Catalog,
) -> None:
    records: list[dict[str, object]] = [
        {"Model": "Exemplar E200", "FW": "10.12.114", "HTTPS on": "yes"},
        {"Model": "Exemplar E200", "FW": "10.12.114", "Certificate": "factory", "Qty": 3},
        {"Model": "Exemplar E200", "FW": "10.12.114"},
    ]
    checked = check(catalog, records)
    list(checked)
    (look,) = [step for step in checked.plan if step.code == "check_https"]
    assert look.text == (
        "Open the camera's page over https. If it does not open, switch HTTPS on or put a "
        "certificate on the camera (4 cameras); put a certificate on the camera (1 camera)."
    )
    numbers = [[kind.named[0].number for kind in variant.lines] for variant in look.variants]
    assert numbers == [[2, 3], [1]]


def test_the_plan_names_cameras_as_the_list_does(catalog: Catalog) -> None:
    record = {"Pos": "1.07", "Model": "Exemplar E200", "FW": "10.12.114", "Name": "Lobby",
              "IP": "10.0.0.5"}  # fmt: skip
    nothing = {"Pos": "1.08", "Model": "Blank B7", "Name": "Yard"}
    checked = check(catalog, [record, nothing])
    list(checked)
    assert line_words(checked.plan[0].lines) == "line 1 (pos. 1.07, Lobby, 10.0.0.5)"
    assert "1 camera, line 2 (pos. 1.08, Yard), since" in checked.left_out_sentence


def test_a_video_that_stays_in_clear_is_not_cut_off_by_the_plan(catalog: Catalog) -> None:
    record = {"Model": "Exemplar E100", "FW": "10.12.114", "HTTP": "on", "Device Type": "Illustra"}
    for require in ("control", "full"):
        answer = one(catalog, record, require=require).assessment
        assert answer.prediction is not None
        closing = next((task for task in answer.tasks if task.code == "close_clear"), None)
        video = any(task.code == "switch_on_video" for task in answer.tasks)
        if closing is not None and not video:
            assert not closing.text.endswith("plain RTSP."), require


@pytest.mark.parametrize(
    ("description", "status"),
    [
        ("Dahua 4MP WizMind dome", "not known"),
        ("4MP dome by Dahua", "not known"),
        ("4MP WizMind dome", "not found"),
        ("Dahua wall mount", "not a camera"),
    ],
)
def test_the_maker_may_stand_in_the_description_beside_the_part_number(
    real_catalog: Catalog, description: str, status: str
) -> None:
    record = {"SKU": "IPC-HDBW9999EN-ZE-2712-S3", "Description": description}
    line = one(real_catalog, record)
    assert line.status == status
    assert line.assessment.is_unlisted == (status == "not known")


def test_limits_with_one_code_are_counted_apart(real_catalog: Catalog) -> None:
    records = [{"Model": "AXIS P9999-LVE", "Qty": 6}, {"Model": "Dahua IPC-HFW9999X", "Qty": 5}]
    checked = check(real_catalog, records)
    list(checked)
    said = [text for text in limit_sentences(checked.limits) if "Not a listed camera" in text]
    assert [text.split(":")[0] for text in said] == ["6 cameras", "5 cameras"]


# --- the plan


def test_the_plan_has_each_kind_of_task_once_and_in_the_safe_order(catalog: Catalog) -> None:
    checked = check(
        catalog,
        [
            {"Model": "Exemplar E100", "FW": "7.10.1", "Qty": 3},
            {"Model": "Exemplar E100", "FW": "10.12.114", "Qty": 2},
            {"Model": "Blank B7"},
            {"Model": "Sample Optics S20"},
        ],
    )
    list(checked)
    cameras: dict[str, int] = {}
    for step in checked.plan:
        cameras[step.code] = cameras.get(step.code, 0) + step.cameras
    assert len({step.text for step in checked.plan}) == len(checked.plan)
    assert [step.code for step in checked.plan] == sorted(
        (step.code for step in checked.plan), key=[*TASKS, "change_address"].index
    )
    assert cameras["ca_certificate"] == 3
    assert {cameras[code] for code in ("check_https", "set_protocol", "verify", "close_clear")} == {
        5
    }
    wheres = {step.code: step.to_dict()["where"] for step in checked.plan}
    assert (wheres["ca_certificate"], wheres["set_protocol"]) == ("camera", "recorder")


@given(
    st.lists(
        st.fixed_dictionaries(
            {"Model": st.sampled_from(["Exemplar E100", "Exemplar E110 Mk II", "Exemplar E200",
                                       "Exemplar E210", "Sample Optics S20", "Blank B7"])},
            optional={k: st.sampled_from(CELLS[k]) for k in
                      ("FW", "Device Type", "Protocol", "NAT", "As shipped", "HTTP", "HTTPS on",
                       "Cert installed", "IP changed")},
        ),
        max_size=6,
    ),
    st.sampled_from(REQUIREMENTS),
)  # fmt: skip
def test_no_plan_leaves_a_camera_dark(
    catalog: Catalog, records: list[dict[str, object]], require: Any
) -> None:
    checked = check(catalog, records, require=require)
    lines = list(checked)
    steps = [step.code for step in checked.plan]
    if "change_address" in steps:
        place = steps.index("change_address")
        assert not {"ca_certificate", "remake_certificate", "check_https"} & set(steps[:place])
        steps.remove("change_address")
    steps = [code for code in steps if code != "look_after_move"]
    assert steps == sorted(steps, key=[*TASKS, "change_address"].index)
    for line in lines:
        codes = [task.code for task in line.assessment.tasks]
        if "set_protocol" not in codes:
            assert not {"close_clear", "set_port"} & set(codes)
            continue
        assert not line.assessment.may_not_connect or line.status == "may fall back"
        before = codes[: codes.index("set_protocol")]
        assert not {"close_clear", "verify"} & set(before)
        certificates = {"create_certificate", "upload_certificate", "check_https"}
        assert not certificates & set(codes[len(before) :])
        if "close_clear" in codes:
            assert codes[-1] == "close_clear"


def test_no_plan_rests_on_firmware_that_nobody_said_the_camera_has(catalog: Catalog) -> None:
    """Older firmware needs a certificate first, and nothing is left to look at."""
    record = {"Model": "Exemplar E100", **KNOWN_ON_SITE}
    codes = [task.code for task in one(catalog, record).assessment.tasks]
    assert codes[0] == "use_firmware"
    said = [task.code for task in one(catalog, record | {"FW": "10.12.114"}).assessment.tasks]
    assert "use_firmware" not in said


def test_for_every_recorder_of_the_catalogue_a_list_promises_and_plans_nothing_unsafe(
    real_catalog: Catalog,
) -> None:
    """One camera of each maker, through every plugin: statuses by their meaning, plans in order."""
    cameras = [
        f"{maker} {model}"
        for maker, model in real_catalog.reader.rows(
            "SELECT m.name, min(s.name) FROM model s JOIN manufacturer m "
            "ON m.id = s.manufacturer_id GROUP BY m.name ORDER BY m.name"
        )
    ][::3]
    for recorder in real_catalog.recorders():
        symbols = [symbol for _, symbol in recorder.shows]
        for plugin in (None, *(plugin.name for plugin in real_catalog.plugins_of(recorder))):
            settings = {"recorder": recorder.name, "plugin": plugin}
            lines = list(check(real_catalog, [{"Model": m} for m in cameras], settings=settings))
            for answer in (line.assessment for line in lines):
                prediction = answer.prediction
                assert prediction is not None, answer.reason
                after = meets(prediction.after.levels, "control")
                if answer.status in MET:
                    assert after == "yes"
                    assert not prediction.setting.in_clear
                    assert not prediction.if_runs or answer.status == "meets"
                assert (answer.status == "falls short") <= (after == "no")
                codes = [task.code for task in answer.tasks]
                assert codes == sorted(codes, key=TASKS.index)
                assert not ("fails" in prediction.after.levels and "set_protocol" in codes)
                words = json.dumps(answer.to_dict())
                assert symbols or not re.search("padlock|gear", words), (recorder.name, words)


def test_what_would_settle_it_is_something_that_the_recorder_can_show(
    real_catalog: Catalog,
) -> None:
    record = {"Model": "AXIS P3245-LVE", "FW": "10.12.114", "VMS": "Milestone XProtect",
              "Plugin": "ONVIF", "Option": "streaming=RTP/UDP"}  # fmt: skip
    answer = one(real_catalog, record, require="full").assessment
    assert not re.search("padlock|gear", f"{answer.reason} {answer.settled_by}")


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


@pytest.mark.parametrize(
    ("entry", "meant"),
    [
        ('model: "QBX-*"', [2, 3]),
        ('model: "qbx 300*"', [2, 3]),
        ('model: "*300HMW6"', [3]),
        ('model: "Q*X*1"', [2]),
        ('model: "Hanwha*"', []),
        ('name: "Yard *"', [4]),
        ('manufacturer: "Sample Optics"', [1]),
        ('manufacturer: "Sample*"', [1]),
        ("subject: unclear", [2, 3]),
        ("subject: unclear\n    model: '*1'", [2]),
    ],
)
def test_a_waiver_is_for_a_pattern_a_maker_or_what_lines_are_about(
    catalog: Catalog, entry: str, meant: list[int]
) -> None:
    records = [
        {"Model": "S20", "Make": "Sample Optics"},
        {"Model": "QBX-300WMW1"},
        {"Model": "QBX-300HMW6"},
        {"Model": "Blank B7", "Name": "Yard 3"},
    ]
    text = f"waivers:\n  - {entry}\n    reason: r\n    expires: 2099-01-01\n"
    waivers = read_waivers("w.yaml", text.encode())
    lines = list(check(catalog, records, waivers=waivers, today=TODAY))
    assert [line.number for line in lines if line.waiver] == meant


def test_what_cannot_fail_needs_no_waiver(catalog: Catalog) -> None:
    """Else the line would be taken off the failed ones twice, and hide one that does fail."""
    text = b"waivers: [{line: 1, reason: r, expires: 2099-01-01}]"
    records = [{"Model": "Wall mount for Exemplar E100"}, {"Model": "Blank B7"}]
    checked = check(catalog, records, waivers=read_waivers("w.yaml", text), today=TODAY)
    assert [line.waiver for line in checked] == [None, None]
    assert (checked.tally.failed, checked.tally.passed) == (1, False)


def test_an_expired_waiver_counts_again_and_is_said(catalog: Catalog) -> None:
    lines = list(waived(catalog))
    assert lines[1].expired
    assert not lines[2].expired


def test_a_waiver_takes_the_lists_own_position_with_its_marks(catalog: Catalog) -> None:
    text = (
        b"waivers:\n  - {position: '1.10', reason: a, expires: 2099-01-01}\n"
        b"  - {position: '3.*', reason: b, expires: 2099-01-01}\n"
    )
    records = [{"Pos": pos, "Model": "Nobody N1"} for pos in ("1.1", "1.10", "11.0", "3.9a", "39")]
    lines = check(catalog, records, waivers=read_waivers("w.yaml", text), today=TODAY)
    assert [line.waiver.reason if line.waiver else None for line in lines] == [
        *(None, "a", None, "b", None)
    ]


def test_of_several_waivers_the_first_that_holds_counts(catalog: Catalog) -> None:
    over = Waiver((("line", "1"),), "over", date(2026, 1, 1))
    wide = Waiver((("model", "Exemplar E110 Mk II"), ("status", "open")), "wide", TODAY)
    near = Waiver((("name", "Lobby"), ("manufacturer", "Exemplar")), "near", TODAY)
    record = {"Model": "Exemplar E110 Mk II", "Name": "lobby"}
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
        ("waivers:\n  - {model: X, reason: r, expires: 2027-01-01, status: meets}\n", "W004", 2),
        ("waivers:\n  - {subject: lamp, reason: r, expires: 2027-01-01}\n", "W004", 2),
        ("waivers:\n  - {model: '*', reason: r, expires: 2027-01-01}\n", "W004", 2),
        ("waivers:\n  - {name: '- *', reason: r, expires: 2027-01-01}\n", "W004", 2),
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
    written = line.to_dict()
    assert set(written) == {
        *(
            "line",
            "sheet",
            "name",
            "quantity",
            "same_device_as",
            "status",
            "subject",
            "reason",
            "manufacturer",
            "model",
            "match",
        ),
        *("firmware", "firmware_from", "recorder", "plugin", "verdict", "may_not_connect"),
        *("camera", "capabilities", "predictions", "tasks", "settled_by", "better_setting"),
        *("upgrade", "certificate", "caveats", "suggestions", "waived", "waiver_expired"),
        "thing",
    }
    assert line.assessment.answer is not None
    assert line.assessment.answer.verdict is not None
    assert written["verdict"] == line.assessment.answer.verdict.to_dict()


def test_met_statuses_are_the_first_two() -> None:
    assert set(STATUSES[:2]) == MET


def test_firmware_above_what_reaches_the_level_is_sent_to_the_older_one(
    real_catalog: Catalog,
) -> None:
    record = {"Model": "Hikvision DS-2CD2386G2-IU", "Plugin": "ONVIF"}
    above = one(real_catalog, record | {"FW": "5.8.0"}).assessment
    assert "only older firmware reaches it: 5.7.1 or later and before 5.8" in above.reason
    below = one(real_catalog, record | {"FW": "5.6.0"}).assessment
    assert "reached with firmware 5.7.1 or later and before 5.8" in below.reason


def test_a_description_that_contradicts_the_camera_is_told_and_changes_nothing(
    real_catalog: Catalog,
) -> None:
    """The order code decides; somebody should look at the label."""
    cells = {"Mfr": "Illustra", "Part #": "IPS02-D12-OI03"}
    plain = one(real_catalog, cells | {"Description": "Illustra Pro Gen3 2MP Dome"})
    other = one(real_catalog, cells | {"Description": "Illustra Pro Gen4 2MP Dome"})
    assert "described_otherwise" not in {note.code for note in plain.assessment.caveats}
    told = {note.code: note.text for note in other.assessment.caveats}["described_otherwise"]
    assert "IPS02-D12-OI03 is described with generation 4" in told
    assert "the catalogue has generation 3" in told
    assert (other.status, other.assessment.match) == (plain.status, plain.assessment.match)


def test_pixels_that_the_name_tells_otherwise_are_told(real_catalog: Catalog) -> None:
    line = one(real_catalog, {"Model": "RLC-410-5MP", "Description": "Reolink 8MP dome camera"})
    codes = {note.code for note in line.assessment.caveats}
    assert "described_otherwise" in codes
    same = one(real_catalog, {"Model": "RLC-410-5MP", "Description": "Reolink 5 MP dome camera"})
    assert "described_otherwise" not in {note.code for note in same.assessment.caveats}


def test_a_code_that_is_not_listed_is_no_other_camera_that_prints_the_same(
    real_catalog: Catalog,
) -> None:
    """One listed AUTODOME 7100i of 2 megapixels has another code."""
    cells = {"Part number": "NDP-7699-Z30", "Description": "AUTODOME 7100i 2MP HDR 30x"}
    line = one(real_catalog, cells)
    assert (line.assessment.subject, line.assessment.camera) == (
        "unlisted",
        ("Bosch", "NDP-7699-Z30"),
    )


def test_lines_are_gone_through_once_unless_they_are_kept(catalog: Catalog) -> None:
    records = [{"Model": "Exemplar E100"}, {"Model": "Exemplar E210"}]
    checked = check(catalog, records)
    first = list(checked)
    with pytest.raises(UsageError, match="gone through once"):
        next(iter(checked))
    kept = check(catalog, records)
    assert [line.number for line in kept.keep()] == [line.number for line in first]
    assert [line.status for line in kept] == [line.status for line in first]
    assert kept.tally.lines == len(list(kept)) == 2


def test_no_list_has_passed_before_its_last_line(catalog: Catalog) -> None:
    good, other = {"Model": "Exemplar E100", "Firmware": "10.12.114"}, {"Model": "Nothing9x"}
    checked = check(catalog, [good, other])
    lines = iter(checked)
    next(lines)
    assert checked.tally.passed is None
    assert len(list(lines)) == 1
    assert checked.tally.passed is False


def test_a_format_with_addresses_is_refused_for_a_customer(catalog: Catalog) -> None:
    about: Any = {"list_name": "x", "title": "x", "data_version": "1", "today": date(2026, 1, 1)}
    for one in LIST_FORMATS:
        if not one.covers:
            sheet = checked_sheet(check(catalog, []), None, audience="customer", **about)
            with pytest.raises(UsageError, match="does not leave addresses out"):
                one.write(sheet, io.StringIO())


def test_each_table_of_a_list_costs_the_same_however_many_there_are(catalog: Catalog) -> None:
    calls = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    def taken(tables: int) -> int:
        notes = [chr(ord("a") + n % 26) * (1 + n // 26) for n in range(tables)]
        text = "".join(f"Model,Firmware,Note {note}\nE200,,x\n" for note in notes)
        before, profiled = calls, sys.getprofile()
        sys.setprofile(count)
        try:
            with open_list(io.BytesIO(text.encode()), header_rules()) as opened:
                assert len(list(check_list(catalog, opened))) == tables
        finally:
            sys.setprofile(profiled)
        return calls - before

    taken(1)  # what is worked out once is
    assert taken(160) < 4.5 * taken(40)
