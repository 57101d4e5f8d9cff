"""Lists as programs write them, and what a user may say against them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from integration_db import Catalog
from integration_db.check import KNOWN_EXPORTS, CatalogKnowing, check, columns_of
from integration_db.check.reading.headings import HEADINGS, TWO_MEANINGS
from integration_db.check.reading.meaning import meaning_of
from integration_db.check.reading.sorts import names_sort
from integration_db.errors import NoModelColumn, UsageError

Run = Callable[..., Result]

LISTS = Path(__file__).parent / "cases/lists"
DOME = ("Axis", "P3245-LVE")
TURRET = ("Hikvision", "DS-2CD2146G2-ISU")


def answered(run: Run, name: str, *options: str) -> dict[str, Any]:
    """Return the JSON answer for a list of `cases/lists`, with the catalogue of the project."""
    done = run("check", str(LISTS / name), "--format", "json", *options, real=True)
    assert done.exit_code in (0, 1), done.output
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("name", "profile", "lines"),
    [
        ("exacqvision.csv", "exacqvision", [
            (DOME, "10.12.114", "ONVIF"),
            (("Illustra", "IES02-B10-BI04"), "Illustra.SS010.05.05.01.0004", "Illustra 2"),
            (TURRET, "V5.7.17 build 240606", "Hikvision"),
        ]),
        ("milestone_report.csv", "milestone", [
            (DOME, "10.12.91", "Axis"),
            (DOME, "10.12.91", "ONVIF"),
            (("Bosch", "FLEXIDOME IP starlight 8000i"), "780", "Bosch"),
            (TURRET, "V5.7.17 build 240606", "Hikvision 1-Channel"),
            (TURRET, "V5.7.17 build 240606", "Universal"),
        ]),
        ("milestone_hardware.csv", "milestone-hardware", [
            (DOME, None, "Axis"),
            (("Hanwha Vision", "XNV-8080R"), None, "Hanwha"),
        ]),
        ("milestone_export.csv", "milestone-import", [
            (DOME, None, "Axis"), (TURRET, None, "ONVIF"),
        ]),
        ("genetec.csv", "genetec", [
            (DOME, "10.12.91", None), (TURRET, "V5.7.17 build 240606", None),
        ]),
        ("netbox_devices.csv", "netbox", [(DOME, None, None), (TURRET, None, None)]),
        ("netbox_device_types.csv", "netbox-device-types", [
            (DOME, None, None), (TURRET, None, None),
        ]),
        ("sadp.csv", "sadp", [
            (TURRET, "V5.7.17build 240606", None),
            (("Hikvision", "DS-2CD2143G0-I"), "V5.6.0build 190507", None),
        ]),
        ("sdm2.csv", "sdm2", [(DOME, None, None), (TURRET, None, None)]),
        ("unifi.json", "unifi-protect", [
            (("Ubiquiti", "G4 Bullet"), "4.48.16", None),
            (("Ubiquiti", "G4 Pro"), "4.63.22", None),
        ]),
        ("ws_discovery.json", "ws-discovery", [
            (DOME, None, None), (TURRET, None, None), (DOME, None, None),
        ]),
        ("unifi_bootstrap.json", "unifi-protect", [(("Ubiquiti", "G4 Bullet"), "4.48.16", None)]),
        ("homebridge_settings.json", "homebridge-camera-ffmpeg", [
            (TURRET, "V5.7.17 build 240606", None),
        ]),
        ("homebridge.json", "homebridge-camera-ffmpeg", [
            (TURRET, "V5.7.17 build 240606", None), (DOME, "10.12.91", None),
        ]),
    ],
)  # fmt: skip
def test_an_export_needs_no_mapping(
    run: Run, name: str, profile: str, lines: list[tuple[Any, ...]]
) -> None:
    answer = answered(run, name)
    assert {table["profile"] for table in answer["tables"]} == {profile}
    told = [
        ((line["manufacturer"], line["model"]), line["firmware"], line["plugin"])
        for line in answer["lines"]
    ]
    assert told == lines


@pytest.mark.parametrize(
    "name", ["milestone_import.csv", "hikvision_batch_import.csv", "frigate.yml", "go2rtc.yaml"]
)
def test_a_list_of_addresses_says_once_that_it_has_no_models(run: Run, name: str) -> None:
    done = run("check", str(LISTS / name), real=True)
    assert done.exit_code == 2
    assert "names and addresses of cameras, and no models" in done.stderr
    assert "Added with all drivers" not in done.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {make: Axis, model: P3245-LVE, firmware: 10.10}\n", None),
        ("site: A\ndevices:\n  - {make: Axis, model: P3245-LVE, firmware: 10.10}\n", None),
        ("make: Axis\nmodel: P3245-LVE\nfirmware: 10.10\n", None),
        ("a: [1, 2\nb: 3\n", "list.yaml, line 2: not valid YAML"),
        ("a: &x 1\nb: *x\n", "anchors and aliases"),
        ("just text\n", "the list is empty"),
        ("cameras:\n  front: 3\n", "no-header"),
        ("- [1, 2]\n- model: P3245-LVE\n", None),
    ],
)
def test_yaml_is_a_list_too(run: Run, tmp_path: Path, text: str, said: str | None) -> None:
    path = tmp_path / "list.yaml"
    path.write_text(text)
    done = run("check", str(path), "--format", "json", real=True)
    if said is not None:
        assert said in " ".join(done.output.split())
        return
    line = json.loads(done.stdout)["lines"][-1]
    assert line["model"] == "P3245-LVE"
    assert line["firmware"] == ("10.10" if "10.10" in text else None)  # not 10.1


def test_every_export_is_told_by_its_headings_and_has_a_name_of_its_own() -> None:
    names = [known.name for known in KNOWN_EXPORTS]
    assert len(set(names)) == len(names)
    for known in KNOWN_EXPORTS:
        for tells in known.tells:
            header = (*tells, *(one[0] for one in known.columns.values() if one[0] not in tells))
            if "model" not in known.columns and "scopes" not in known.columns:
                continue
            assert columns_of(header).profile == known.name, (known.name, tells)
        assert known.source is None or known.source.startswith("https://")


def test_every_file_of_exports_is_in_the_table() -> None:
    folder = Path(__file__).parent.parent / "integration_db/check/reading/known_exports"
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "known_export"}
    text = (folder / "__init__.py").read_text(encoding="utf-8")
    assert files == {name for name in files if f"*{name}.EXPORTS" in text}


def test_what_a_scan_found_is_no_wish(run: Run) -> None:
    answer = answered(run, "scan.csv")
    assert {line["status"] for line in answer["lines"]} == {"meets after tasks"}
    told = [limit["text"] for limit in answer["limits"] if limit["code"] == "found_not_wished"]
    assert len(told) == 2
    assert ["'Protocol'" in told[0], "'Port'" in told[1]] == [True, True]
    wished = answered(run, "scan.csv", "--map", "Protocol=protocol")
    assert [line["status"] for line in wished["lines"]][:3] == [
        "falls short", "meets after tasks", "invalid",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "row", "field"),
    [
        (("Model", "Protocol"), ("AXIS P3245-LVE", "HTTP"), "protocol"),
        (("Model", "IP", "Protocol"), ("AXIS P3245-LVE", "10.0.0.1", "HTTP"), "found_protocol"),
        (("Model", "IP", "Protocol"), ("AXIS P3245-LVE", "10.0.0.1", "HTTPS Required"),
         "protocol"),
        (("Model", "IP", "Protocol"), ("AXIS P3245-LVE", "10.0.0.1", "ONVIF"), "plugin"),
        (("Model", "Protocol"), ("AXIS P3245-LVE", "Hikvision"), "plugin"),
        (("Model", "Plugin", "Protocol"), ("AXIS P3245-LVE", "ONVIF", "ONVIF"), None),
        (("Model", "IP", "Protocol (wished)"), ("AXIS P3245-LVE", "10.0.0.1", "HTTPS"),
         "protocol"),
        (("Model", "IP", "Protocol (current)"), ("AXIS P3245-LVE", "10.0.0.1", "HTTPS"),
         "protocol_today"),
    ],
)  # fmt: skip
def test_a_protocol_is_a_wish_or_was_found(
    real_catalog: Catalog, header: tuple[str, ...], row: tuple[str, ...], field: str | None
) -> None:
    columns = columns_of(header, sample=[row], knowing=CatalogKnowing(real_catalog))
    assert columns.meanings[-1] == (header[-1], field)


# --- the migration question


def test_a_list_of_one_recorder_is_asked_of_another_one(run: Run) -> None:
    """The drivers of the old recorder say nothing of the new one, and the answer says so."""
    answer = answered(run, "milestone_report.csv", "--recorder", "exacqVision")
    assert {line["recorder"] for line in answer["lines"]} == {"exacqVision"}
    assert {line["plugin"] for line in answer["lines"]} == {None}
    assert "other_recorder" in {limit["code"] for limit in answer["limits"]}
    named = answered(run, "milestone_report.csv", "--recorder", "exacqVision", "--plugin", "ONVIF")
    assert {line["plugin"] for line in named["lines"]} == {"ONVIF"}


def test_an_option_can_win_over_the_list(run: Run) -> None:
    plain = answered(run, "exacqvision.csv", "--plugin", "ONVIF")
    assert [line["plugin"] for line in plain["lines"]] == ["ONVIF", "Illustra 2", "Hikvision"]
    won = answered(run, "exacqvision.csv", "--plugin", "ONVIF", "--override", "plugin")
    assert [line["plugin"] for line in won["lines"]] == ["ONVIF", "ONVIF", "ONVIF"]
    (limit,) = [one for one in won["limits"] if one["code"] == "overridden"]
    assert "plugin" in limit["text"]
    assert limit["cameras"] is None
    moved = answered(
        run,
        *("milestone_report.csv", "--recorder", "exacqVision", "--plugin", "ONVIF"),
        *("--override", "recorder,plugin"),
    )
    assert {(one["recorder"], one["plugin"]) for one in moved["lines"]} == {
        ("exacqVision", "ONVIF")
    }


def test_a_recorder_wins_over_others_and_a_line_that_names_it_keeps_what_it_says(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Model,Recorder,Plugin,Protocol\n"
        "AXIS P3265-LVE,Milestone XProtect,ONVIF,HTTPS Enabled: Yes\n"
        "AXIS P3265-LVE,exacq Vision,ONVIF,HTTP\nAXIS P3265-LVE,,ONVIF,HTTP\n"
    )
    own = answered(run, str(path), "--recorder", "exacqVision", "--override", "recorder")
    assert [line["plugin"] for line in own["lines"]] == [None, "ONVIF", None]
    assert [line["status"] for line in own["lines"]][1] == "falls short"
    (limit,) = [one for one in own["limits"] if one["code"] == "overridden"]
    for said in ("recorder", "plugin", "protocol", "exacqVision"):
        assert said in limit["text"]


@pytest.mark.parametrize(
    ("heading", "cells", "field", "code"),
    [
        ("NVR", ("NVR-01", "NVR-02"), "site", "boxes_no_recorder"),
        ("Recorder", ("Store 12 NVR", "HQ_REC2"), "site", "boxes_no_recorder"),
        ("VMS", ("10.0.0.1", "10.0.0.2"), "site", "boxes_no_recorder"),
        ("Rekorder", ("1", "2"), "site", "boxes_no_recorder"),
        ("NVR", ("exacq Vision", "NVR-02"), "recorder", None),
        ("NVR", ("Wonder VMS 7", "Wonder VMS 7"), "recorder", "recorders_unknown"),
        ("NVR", ("Hikvision NVR", "Dahua NVR"), "recorder", "recorders_unknown"),
        ("VMS", ("Wonderwatch", "Wonderwatch"), "recorder", "recorders_unknown"),
    ],
)
def test_the_cells_tell_a_recorder_from_the_names_of_boxes(
    run: Run, tmp_path: Path, heading: str, cells: tuple[str, ...], field: str, code: str | None
) -> None:
    path = tmp_path / "a.csv"
    lines = [f"{cell},AXIS P3265-LVE,10.0.0.{n}" for n, cell in enumerate(cells, 5)]
    path.write_text("\n".join([f"{heading},Model,IP", *lines, ""]))
    answer = answered(run, str(path))
    (first, *_) = answer["tables"][0]["columns"]
    assert first["field"] == field
    codes = {one["code"] for one in answer["limits"]}
    assert codes & {"boxes_no_recorder", "recorders_unknown"} == ({code} if code else set())
    if code == "boxes_no_recorder":
        assert {line["status"] for line in answer["lines"]} == {"meets after tasks"}
    if code == "recorders_unknown":
        assert {line["status"] for line in answer["lines"]} == {"invalid"}
        table = run("check", str(path), real=True)
        assert f"--map '{heading}='" in table.output
        assert "Did you mean" not in table.output


def test_a_setting_that_wins_brings_no_words_of_another_recorder(run: Run) -> None:
    asked = ("--recorder", "exacqVision", "--firmware", "11.11.94", "--override", "firmware")
    answer = answered(run, "milestone_report.csv", *asked)
    assert {line["plugin"] for line in answer["lines"]} == {None}
    assert {"overridden", "other_recorder"} <= {limit["code"] for limit in answer["limits"]}


@pytest.mark.parametrize(
    ("header", "recorder"),
    [
        ("Site,Camera,Make,Model,Firmware,HTTPS enabled", None),
        ("Camera,Model,Firmware,Driver family", None),
        ("Name,Model,Firmware,HTTPSEnabled", "Milestone XProtect"),
        ("name,model,firmware,httpsenabled", "Milestone XProtect"),
    ],
)
def test_an_inventory_is_no_export_and_of_an_export_it_is_said(
    run: Run, tmp_path: Path, header: str, recorder: str | None
) -> None:
    path = tmp_path / "a.csv"
    columns = header.casefold().split(",")
    row = {"model": "AXIS P3265-LVE", "firmware": "11.11.94"}
    path.write_text(f"{header}\n{','.join(row.get(one, '') for one in columns)}\n")
    answer = answered(run, str(path))
    said = [one["text"] for one in answer["limits"] if one["code"] == "recorder_of_export"]
    assert [recorder in text for text in said] == [True] * (recorder is not None)
    assert {line["recorder"] for line in answer["lines"]} == {recorder or "exacqVision"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--override", "colour"), "override 'colour': choose one of manufacturer, firmware"),
        (("--override", "plugin"), "plugin cannot win over the list: nothing was said of it"),
        (("--plugin", "ONVIF", "--override", "plugin,"), None),
    ],
)
def test_what_cannot_win_is_refused(run: Run, options: tuple[str, ...], said: str | None) -> None:
    done = run("check", str(LISTS / "exacqvision.csv"), *options, real=True)
    assert (said or "") in " ".join(done.stderr.split())
    assert (done.exit_code == 2) is (said is not None)


def test_a_setting_can_win_over_records_too(catalog: Catalog) -> None:
    records = [{"Model": "Exemplar E100", "Plugin": "Closed", "VMS": "Betamax"}]
    settings = {"plugin": "Native", "recorder": "exacqVision"}
    (kept,) = check(catalog, records, settings=settings)
    assert kept.status == "invalid"
    both = {**settings, "override": ["plugin", "recorder"]}
    checked = check(catalog, records, settings=both)
    (line,) = checked
    assert line.assessment.plugin == "Native"
    assert "overridden" in {limit.code for limit in checked.limits}
    with pytest.raises(UsageError):
        check(catalog, records, settings={"override": "plugin"})


# --- headings


def test_no_heading_means_two_fields_unless_the_cells_tell() -> None:
    for field, languages in HEADINGS.items():
        for headings in languages.values():
            for heading in headings.split(", "):
                assert getattr(meaning_of(heading), "fields", ()) == (field,), heading
    for fields, headings in TWO_MEANINGS.items():
        for heading in headings.split(", "):
            assert getattr(meaning_of(heading), "fields", ()) == fields, heading


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *((one, "part_number") for one in (
            "Código", "Cód.", "Ref.", "Réf.", "Codice", "Item #", "Catalog #", "Mfg Part #",
            "MFR P/N", "Hersteller-Nr.", "Cod. Articolo", "Art.-Nr.", "Referência", "Artikelcode",
        )),
        *((one, "quantity") for one in (
            "Cant.", "Uds", "Ud.", "Q.tà", "Quantità", "Qtd", "Quantidade", "Aantal", "Anz.",
            "Menge [Stk]", "Qty (pcs)", "Nb", "Stückzahl",
        )),
        *((one, "description") for one in (
            "Kurztext", "Descrizione", "Descrição", "Omschrijving", "Libellé", "Descripción",
            "Bezeichnung / Description",
        )),
        *((one, "model") for one in (
            "Modello", "Modèle de caméra", "[Model]", "Model No.", "Model #", "camera_model",
            "device.model", "Make/Model", "attributes.model", "data.device.model",
            "hw_info.model",
        )),
        *((one, "firmware") for one in (
            "Firmware version (if known)", "firmwareRevision", "Versão do firmware",
            "Firmware - current", "Firmwareversie",
        )),
        ("Manufacturer (make)", "manufacturer"),
        ("Dirección IP de la cámara", "ip"),
        ("IP address (new)", "new_ip"),
        ("N° de série", "serial"),
        *((one, "site") for one in ("site.name", "Kunde", "Recorder IP", "NVR name", "VLAN")),
        ("Artikel (Hersteller)", "manufacturer"), ("Produit (modèle)", "model"),
        ("Artículo (descripción)", "description"), ("Artikel (Nr.)", "part_number"),
        ("Artikel (neu)", None), ("Produkt (EAN)", "model"),
        *((one, "firmware") for one in (
            "FW-Stand (aktuell)", "Micrologiciel actuel", "Versione firmware attuale",
            "Aktueller Firmwarestand", "Versão atual do firmware", "Installierter FW-Stand",
        )),
        ("Current protocol", "protocol_today"), ("Protocole actuel", "protocol_today"),
        ("Cat. #", "part_number"), ("Qty Req'd", "quantity"), ("Product Title", "description"),
        *((one, None) for one in ("Latest firmware", "Existing camera", "Existing model")),
        *((one, None) for one in (
            "Proposed firmware version", "Firmware Version (target)", "ONVIF Version",
            "Port (Switch)", "Unit price", "", "((((", "#" * 5000, "switch.model",
            "attributes.nvr.model", "lens.model", "To be confirmed. Model",
        )),
    ],
)  # fmt: skip
def test_headings_as_people_write_them(heading: str, field: str | None) -> None:
    meaning = meaning_of(heading)
    assert (meaning.fields[0] if meaning is not None else None) == field


def test_todays_firmware_is_taken_and_not_the_one_to_come() -> None:
    header = ("Model", "Firmware Version (target)", "Firmware", "Firmware Version (current)")
    assert columns_of(header).places["firmware"] == 3


@pytest.mark.parametrize(
    "cell",
    [
        "Outdoor dome",
        "Indoor",
        "PoE",
        "IPC",
        "H264 (RTSP)",
        "network camera",
        "nvr",
        "Fixed dome",
        "Tourelle",
        "Torreta",
        "Fischauge",
        "Minidome",
        "Caméra",
        "Lautsprecher",
        "Haut-parleur",
        "Wärmebildkamera",
        "Ojo de pez",
        "Cámaras",
        "Telecamera a cupola",
        "Kogelcamera",
        "Intercom",
        "Video-Encoder",
        "Câmera térmica",
        "Caméra extérieure fixe",
        "Altavoz",
        "Citofono",
        "Gerät",
        "Dome 4 MP",
        "Domo PoE/WiFi",
        "H264(RTSP)",
    ],
)
def test_a_type_that_says_the_sort_of_thing_is_no_plugin(real_catalog: Catalog, cell: str) -> None:
    record = {"Model": "Axis P3245-LVE", "Type": cell}
    (line,) = check(real_catalog, [record], settings={"plugin": "ONVIF"})
    assert line.assessment.plugin == "ONVIF"
    (line,) = check(real_catalog, [record | {"Device Type": cell}], settings={"plugin": "ONVIF"})
    assert line.assessment.plugin == "ONVIF"


def test_few_plugins_are_called_as_a_sort_of_thing(real_catalog: Catalog) -> None:
    recorders = real_catalog.recorders()
    plugins = {one.name for recorder in recorders for one in real_catalog.plugins_of(recorder)}
    makers = {one.manufacturer for one in real_catalog.manufacturers()}
    names = plugins | makers | {"XProtect", "12345678"}
    alike = {"IP Camera", "Network Camera", "mjpeg", "netcam"}  # the text alone cannot tell
    assert {name for name in names if names_sort(name)} == alike


@pytest.mark.parametrize(
    ("header", "row", "field"),
    [
        (("Device Type", "Status"), ("DS-2CD2146G2-ISU", "Active"), "model"),
        (("Maker", "Typ"), ("Axis", "P3245-LVE"), "model"),
        (("Maker", "Kameratyp"), ("Nobody", "N-1000"), "model"),
        (("Model", "Typ"), ("AXIS P3245-LVE", "ONVIF"), "plugin"),
        (("Model", "Type"), ("AXIS P3245-LVE", "Zone A"), None),
        (("Nombre", "Modelo"), ("Entrada", "AXIS P3245-LVE"), "name"),
        (("Nombre", "Modèle"), ("12", "AXIS P3245-LVE"), "quantity"),
        (("Item", "Qty"), ("AXIS P3245-LVE", "3"), "description"),
        (("Item", "Model"), ("1.2", "AXIS P3245-LVE"), "position"),
    ],
)
def test_a_word_for_two_things_is_decided_by_its_column(
    real_catalog: Catalog, header: tuple[str, ...], row: tuple[str, ...], field: str | None
) -> None:
    columns = columns_of(header, sample=[row], knowing=CatalogKnowing(real_catalog))
    meanings = dict(columns.meanings)
    heading = next(h for h in header if h not in ("Maker", "Model", "Modelo", "Modèle", "Status",
                                                  "Qty"))  # fmt: skip
    assert meanings[heading] == field


def test_an_item_is_a_position_also_with_letters_and_titles_between(real_catalog: Catalog) -> None:
    knowing = CatalogKnowing(real_catalog)
    positions = ("1.6", "1.6a", "A.3", "Chapter 1: cameras", "12 b", "2.1)")
    for cells, field in (
        (positions, "position"),
        (("1", "2", "3", "AXIS P3245-LVE"), "description"),
        (("Dome", "Bullet", "1"), "description"),
    ):
        rows = [(cell, "AXIS P3245-LVE") for cell in cells]
        columns = columns_of(("Item", "Model"), sample=rows, knowing=knowing)
        assert dict(columns.meanings)["Item"] == field


# --- what was left alone


def test_a_column_left_alone_that_names_cameras_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Description,Zeichen,Qty\nA dome,AXIS P3245-LVE,2\nA dome,AXIS Q6135-LE,1\n")
    done = run("check", str(path), "--format", "json", real=True)
    limits = json.loads(done.stdout)["limits"]
    (told,) = [one for one in limits if one["code"] == "column_left_alone"]
    assert told["text"] == "Column 'Zeichen' was left alone; it holds 2 known models."
    assert "--map 'Zeichen=description'" in " ".join(done.stderr.split())
    path.write_text("Zeichen,Qty\nAXIS P3245-LVE,2\nAXIS Q6135-LE,1\n")
    done = run("check", str(path), "--map", "Qty=quantity", real=True)
    said = " ".join(done.stderr.split())
    assert done.exit_code == 2
    assert "column 'Zeichen' holds 2 known models: say --map 'Zeichen=model'" in said


def test_a_header_that_is_there_is_not_said_to_be_missing(real_catalog: Catalog) -> None:
    with pytest.raises(NoModelColumn) as raised:
        columns_of(("Name", "IP Address", "MAC Address"))
    assert "the columns are 'Name', 'IP Address', 'MAC Address'" in raised.value.message


# --- cells


@pytest.mark.parametrize(
    ("record", "model"),
    [
        ({"Manufacturer": "AXIS", "Model": "AXIS%20P3245-LVE"}, "P3245-LVE"),
        ({"Scopes": "onvif://www.onvif.org/name/AXIS%20P3245-LVE"}, "P3245-LVE"),
        ({"Model": "100%25"}, None),
    ],
)
def test_escapes_of_urls_are_read(
    real_catalog: Catalog, record: dict[str, object], model: str | None
) -> None:
    (line,) = check(real_catalog, [record])
    assert (line.assessment.camera or (None, None))[1] == model


def test_version_and_build_of_a_device_are_one_firmware(real_catalog: Catalog) -> None:
    record = {
        "manufacturer": "Hikvision",
        "model": "DS-2CD2146G2-ISU",
        "firmwareVersion": "V5.7.17",
        "firmwareReleasedDate": "build 240606",
    }
    (line,) = check(real_catalog, [record])
    assert line.assessment.request.firmware == "V5.7.17 build 240606"


@pytest.mark.parametrize(
    ("record", "found"),
    [
        ({"HTTPSEnabled": "True", "Driver Family": "Axis"}, ("https", None)),
        ({"Found protocol": "HTTP/HTTPS", "Open ports": "80, 443"}, ("https", None)),
        ({"Found protocol": "rtsp", "Found port": "554"}, ("rtsp", 554)),
        ({"Found protocol": "gopher", "Found port": "99999"}, (None, None)),
        ({"Found protocol": True, "Found port": 8443}, ("https", 8443)),
    ],
)
def test_what_was_found_is_kept_and_never_makes_a_line_invalid(
    real_catalog: Catalog, record: dict[str, object], found: tuple[str | None, int | None]
) -> None:
    mapped = {"HTTPSEnabled": "found_protocol"} if "HTTPSEnabled" in record else {}
    (line,) = check(real_catalog, [{"Model": "Axis P3245-LVE", **record}], mapped=mapped)
    request = line.assessment.request
    assert line.status == "meets after tasks"
    assert (request.found_protocol, request.found_port) == found
    assert request.site.https_port == (8443 if found == ("https", 8443) else None)


def test_a_driver_for_what_is_no_camera_is_none(real_catalog: Catalog) -> None:
    record = {"Model": "VideoPushDriver", "Driver": "Video Push Driver", "VMS": "XProtect"}
    (line,) = check(real_catalog, [record])
    assert (line.status, line.assessment.subject) == ("not a camera", "device")


def test_records_of_an_export_are_read_as_its_file_is(real_catalog: Catalog) -> None:
    record = {
        **{"Name": "A", "Model": "AXIS P3245-LVE", "Firmware": "10.12.91", "HTTPSEnabled": "True"},
        **{"DriverFamily": "Axis", "Driver": "AXIS P3245 Series", "DriverNumber": "806"},
    }
    (line,) = check(real_catalog, [record])
    assert (line.assessment.recorder, line.assessment.plugin) == ("Milestone XProtect", "Axis")
    moved = check(real_catalog, [record], settings={"recorder": "exacqVision"})
    (line,) = moved
    assert (line.assessment.recorder, line.assessment.plugin) == ("exacqVision", None)
    assert "other_recorder" in {limit.code for limit in moved.limits}


@pytest.mark.parametrize(("family", "camera"), [("Axis", ("Axis", "210")), ("Universal", None)])
def test_the_family_of_a_driver_names_the_maker(
    real_catalog: Catalog, family: str, camera: tuple[str, str] | None
) -> None:
    record = {"Model": "210", "Driver family": family}
    (line,) = check(real_catalog, [record], settings={"recorder": "XProtect"})
    assert line.assessment.camera == camera


def test_a_column_that_names_cameras_beside_the_one_that_is_read_is_said(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "hardware.csv"
    path.write_text(
        "HardwareName;HardwareAddress;DriverNumber;DriverDisplayName\n"
        "AXIS P3265-LVE (10.0.0.3);https://10.0.0.3/;806;AXIS P3265-LVE Dome Camera\n"
        "NDE-3703-AL (10.0.0.2);http://10.0.0.2/;676;Bosch 1-channel device\n"
        "North entrance;http://10.0.0.4/;806;AXIS M3086-V Dome Camera\n",
        encoding="utf-8",
    )
    done = run("check", str(path), real=True)
    assert (
        "Column 'DriverDisplayName' names 1 known model that 'HardwareName' does not name"
        in " ".join(done.output.split())
    )


SAMPLES = LISTS / "samples"


def _told(line: dict[str, Any]) -> list[object]:
    told = ("sheet", "line", "subject", "manufacturer", "model", "quantity", "firmware")
    return [line[name] for name in told]


@pytest.mark.parametrize("name", sorted(json.loads((SAMPLES / "right.json").read_text())))
def test_a_list_from_the_field_is_read_line_by_line(run: Run, name: str) -> None:
    """Lists as people published them: which camera each line means, how many, which firmware."""
    right = json.loads((SAMPLES / "right.json").read_text())[name]
    done = run("check", str(SAMPLES / name), "--format", "json", real=True)
    answer = json.loads(done.stdout)
    if "error" in answer:
        assert answer["error"]["code"] == right["refused"]
        return
    assert [_told(line) for line in answer["lines"]] == right["lines"]
    assert answer["summary"]["cameras"] == right["cameras"]
