"""What a line of a list is about: quotations of seven languages line by line, and single lines."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from click.testing import Result

from integration_db import Catalog
from integration_db.check import Line, check
from integration_db.check.answering.subject import SUBJECT_OF
from integration_db.check.lines.waivers import Waiver
from integration_db.names import MemoryIndex
from integration_db.names.lines import line_words
from integration_db.names.lines.line_words import SUPPLY, THINGS
from integration_db.names.lines.other_makers import OTHER_MAKERS
from integration_db.names.lines.other_products import other_product
from integration_db.names.lines.things import is_sum, positions_in, thing_said
from integration_db.vocabulary import (
    CAMERA_SUBJECTS,
    LINE_THINGS,
    OPEN_SUBJECTS,
    SUBJECTS,
    LineThing,
)

Run = Callable[..., Result]

CASES = Path(__file__).parent / "cases"
QUOTATIONS = CASES / "lists/quotations"
LANGUAGES = ("en", "de", "es", "fr", "it", "pt", "nl")
ALL_QUOTATIONS = (*LANGUAGES, "es_tender", "nl_offer", "en_boq")
MEANT: Final = {
    "camera": CAMERA_SUBJECTS,
    "undecided": ("optional",),
    "optional": ("optional",),
    "heading": ("heading",),
    "total": ("heading",),
    "note": ("heading",),
    "blank": ("heading",),
}
"""Which subjects are right for a kind of line; of all other kinds it is something else."""


@cache
def right_answers() -> dict[tuple[str, int], dict[str, str]]:
    """Return the right answer of every line of the quotations."""
    with (QUOTATIONS / "right_answers.csv").open(encoding="utf-8") as file:
        return {(row["quotation"], int(row["line"])): row for row in csv.DictReader(file)}


def answered(run: Run, name: str, *options: str) -> dict[str, Any]:
    done = run("check", str(QUOTATIONS / name), "--format", "json", *options, real=True)
    assert done.exit_code in (0, 1), done.output
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("quotation", ALL_QUOTATIONS)
def test_every_line_of_a_quotation_is_told_apart(run: Run, quotation: str) -> None:
    answer = answered(run, f"{quotation}.csv")
    wrong, cameras = [], 0
    for line in answer["lines"]:
        right = right_answers()[quotation, line["line"]]
        meant = MEANT.get(right["kind"], ("other", "device"))
        if line["subject"] not in meant:
            wrong.append((line["line"], right["kind"], line["subject"], line["reason"]))
        if right["kind"] == "camera":
            cameras += line["quantity"]
    assert not wrong
    assert answer["summary"]["cameras"] == cameras
    assert sum(answer["summary"]["lines_by_subject"].values()) == len(answer["lines"])


@pytest.mark.parametrize("quotation", ALL_QUOTATIONS)
def test_what_may_not_be_taken_is_only_suggested(run: Run, quotation: str) -> None:
    for line in answered(run, f"{quotation}.csv")["lines"]:
        right = right_answers()[quotation, line["line"]]
        if right["kind"] == "undecided":
            assert line["verdict"] is None
            assert line["model"] is None
            assert f"{right['maker']} {right['model']}" in line["suggestions"]
        elif right["kind"] == "optional" and right["model"]:
            assert line["model"] == right["model"]
            assert line["verdict"] is not None


def test_a_workbook_has_the_answer_of_the_same_list_as_text(run: Run) -> None:
    text, book = answered(run, "en.csv")["summary"], answered(run, "en.xlsx")["summary"]
    assert text["cameras"] == book["cameras"] == 198
    assert text["lines_by_subject"]["other"] == book["lines_by_subject"]["other"]


def test_a_maker_for_all_lines_makes_no_cameras_of_sums(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sections.csv"
    path.write_text(
        "Model;Firmware;Anzahl\nGebäude A;;\nP3245-LVE;10.12.91;4\nGebäude B;;\n"
        "M3045-V;9.80.3.9;2\nZwischensumme;;6\nSumme;;6\n",
        encoding="utf-8",
    )
    for options in ((), ("--manufacturer", "Axis")):
        done = run("check", str(path), "--format", "json", *options, real=True)
        answer = json.loads(done.stdout)
        subjects = [line["subject"] for line in answer["lines"]]
        assert subjects == ["heading", "camera", "heading", "camera", "heading", "heading"]
        assert answer["summary"]["cameras"] == 6


SUMS: Final = (
    *("Total cameras", "Gesamtzahl Kameras", "Summe Kameras", "Kameras gesamt", "Total caméras"),
    *("Totale telecamere", "Total de cámaras", "Total de câmeras", "Totaal camera's", "Count:"),
    *("Cameras total", "Total number of cameras", "Subtotal cameras", "Total Dome", "TOTAL QTY"),
    *("Zwischensumme Kameras innen", "No. of cameras", "Anzahl Kameras gesamt", "Insgesamt"),
    *("Subtotal edificio B", "Totale complessivo", "Totale parziale", "Summe EG:", "Total B2 4MP"),
)


@pytest.mark.parametrize("counted", ["4", ""])
def test_a_sum_of_cameras_is_no_camera(run: Run, tmp_path: Path, counted: str) -> None:
    path = tmp_path / "sums.csv"
    sums = "".join(f";{text};{counted}\n{text};;{counted}\n" for text in SUMS)
    path.write_text(
        f"Maker;Model;Qty\nAxis;P3245-LVE;4\n{sums};Total P3245-LVE;2\n", encoding="utf-8"
    )
    for options in ((), ("--manufacturer", "Axis")):
        done = run("check", str(path), "--format", "json", *options, real=True)
        answer = json.loads(done.stdout)
        first, *rest, last = answer["lines"]
        assert [line["subject"] for line in rest] == ["heading"] * len(rest)
        assert first["subject"] == "camera"
        assert last["subject"] != "heading"


def test_a_list_in_blocks_has_its_cameras_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "blocks.csv"
    path.write_text(
        "Camera schedule,,,,\n,,,,\nBuilding A,,,,\nManufacturer,Model,Firmware,Qty,Remark\n"
        "Axis,P3245-LVE,10.12.91,4,\n,,,,\nBuilding B,,,,\n"
        "Axis,M3045-V,9.80.3.9,2,\nTotal,,,6,\n"
    )
    answer = json.loads(run("check", str(path), "--format", "json", real=True).stdout)
    assert answer["summary"]["cameras"] == 6
    assert answer["summary"]["failed"] == 0
    assert {line["subject"] for line in answer["lines"]} == {"camera", "heading"}


def test_addresses_with_prose_are_questions_and_no_cameras(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "import.csv"
    path.write_text(
        'Address,HardwareName,Description\nhttp://192.0.2.1,,"Scanned with all drivers"\n'
        '192.0.2.2,,"Added over HTTPS port 443"\n'
    )
    done = run("check", str(path), "--format", "json", real=True)
    answer = json.loads(done.stdout)
    assert [line["subject"] for line in answer["lines"]] == ["unclear", "unclear"]
    assert all(line["verdict"] is None for line in answer["lines"])
    assert answer["summary"]["cameras"] == 0
    assert not answer["summary"]["passed"]


def one(catalog: Catalog, record: Mapping[str, object], **options: Any) -> Line:
    (line,) = check(catalog, [record], **options)
    return line


def subject(catalog: Catalog, text: str, **more: object) -> str:
    return one(catalog, {"Description": text, "Qty": 1, **more}).assessment.subject


FORMS: Final = (
    "{}",
    "{} dome camera",
    "{} bullet, wall mount included",
    "{} Kamera mit Wandhalterung",
    "{} incl. mount",
    "Cámara {} con soporte de pared",
)
SAMPLES: Final = (
    *("Axis P3245-LVE", "Axis A8105-E", "Hanwha Vision XNV-8080R", "Bosch NDE-5704-AL"),
    *("Hikvision DS-2CD2146G2-ISU", "Reolink RLC-810A", "Pelco IMP521-1RS", "MOBOTIX M73"),
    *("Ubiquiti G4 Bullet", "i-PRO WV-X8570N", "Avigilon 5.0C-H5A-BO2-IR"),
)


@pytest.mark.parametrize("camera", SAMPLES)
@pytest.mark.parametrize("form", FORMS)
def test_no_camera_of_the_catalogue_is_something_else(
    real_catalog: Catalog, camera: str, form: str
) -> None:
    assert subject(real_catalog, form.format(camera)) in OPEN_SUBJECTS


PLACES: Final = (
    *("Kit: {} + Wandarm", "Wandarm + {}", "Mast 3: {}", "Wandarm Nord: {}", "NVR 1: {}"),
    *("Switch 2 Port 4: {}", "Schrank 3 {}", "Upgrade to {}", "Server room {} (192.0.2.9)"),
    *("Radar tower: {}", "Intercom gate {}", "Encoder room - {}", "Lautsprecher Halle - {}"),
)


@pytest.mark.parametrize("camera", ["AXIS P3245-LVE", "Bosch NDE-5704-AL", "XNV-8080R"])
def test_where_a_camera_is_or_what_comes_with_it_makes_it_nothing_else(
    real_catalog: Catalog, camera: str
) -> None:
    for form in PLACES:
        assert subject(real_catalog, form.format(camera)) in OPEN_SUBJECTS, form
    assert subject(real_catalog, f"Wandarm für {camera}") == "other"


@pytest.mark.parametrize("camera", ["AXIS P3265-LVE", "Hikvision DS-2CD2387G2-LU"])
@pytest.mark.parametrize(
    "form",
    [
        *("{}, SD card slot for edge recording", "{} 30 day storage for school"),
        *("{}, cable entry for conduit", "{}, wall mount for outdoor use"),
        *(
            "{} mounted on pole for gate",
            "{}, installation for gate",
            "{}, monitor output for guard",
        ),
        *("Supply, install and commission {} for lobby", "Install new {} for parking"),
        *("Montage und Anschluss {} für Tor 3", "Installazione {} per ingresso"),
        *("Fourniture, pose et raccordement {} pour hall", "Instalação {} para portaria"),
        *("Montage {} voor entree", "Wall mount {} for gate", "Encoder replacement {} for gate"),
        *("{} licence included for Milestone", "{} spare part for storage"),
        *("{} door station for main gate", "Videoportero {} para portal", "Türstation {} für Tor"),
    ],
)
def test_a_camera_beside_the_place_that_a_thing_is_for_is_nothing_else(
    real_catalog: Catalog, camera: str, form: str
) -> None:
    assert subject(real_catalog, form.format(camera)) in OPEN_SUBJECTS


@pytest.mark.parametrize("camera", ["AXIS P3245-LVE", "Hanwha XNV-8080R", "Bosch NDE-5704-AL"])
@pytest.mark.parametrize(
    "words",
    [
        *("outdoor dome, wall mount included", "bullet camera, junction box not included"),
        *(
            "dome, staffa inclusa",
            "caméra dôme, support mural inclus",
            "(Lieferung ohne Halterung)",
        ),
        *("dome, VMS license included", "cámara con soporte de pared incluido"),
    ],
)
def test_what_comes_along_changes_nothing_of_a_camera(
    real_catalog: Catalog, camera: str, words: str
) -> None:
    assert subject(real_catalog, f"{camera} {words}") == "camera"


@pytest.mark.parametrize("camera", ["Hanwha Vision XNV-8080R", "Avigilon 2.0C-H5A-B1"])
@pytest.mark.parametrize("word", ["neu", "Bundle", "BULK", "pendant", "Retail", "OEM", "gen 2"])
def test_a_listed_camera_and_a_word_is_none_that_is_not_listed(
    real_catalog: Catalog, camera: str, word: str
) -> None:
    line = one(real_catalog, {"Model": f"{camera} {word}"}).assessment
    assert line.subject in ("camera", "probable", "unclear")
    assert line.camera == tuple(camera.rsplit(" ", 1)) or camera in line.suggestions


@pytest.mark.parametrize(
    "product", ["DHI-NVR4216-16P-4KS2", "XRN-1620B2", "WJ-NX400K", "DS-7616NI-K2", "DIP-7380-00N"]
)
def test_a_product_that_tells_its_maker_is_something_else(
    real_catalog: Catalog, product: str
) -> None:
    line = one(real_catalog, {"Model": product})
    assert line.assessment.subject == "other"


@pytest.mark.parametrize("sign", [";", ", ", " | ", "\n", " "])
def test_two_cameras_in_one_cell_are_not_one(real_catalog: Catalog, sign: str) -> None:
    names = ("IPC-HDBW3541R-ZAS", "IPC-HFW2431S-S-S2")
    line = one(real_catalog, {"Maker": "Dahua", "Model": sign.join(names)}).assessment
    assert line.camera is None
    assert "several models" in line.reason


@pytest.mark.parametrize("file", ["hard_negatives.csv", "model_variants.csv"])
def test_no_name_of_the_samples_is_something_else(real_catalog: Catalog, file: str) -> None:
    with (CASES / file).open(encoding="utf-8") as rows:
        names = [row.get("written") or row.get("a") or "" for row in csv.DictReader(rows)]
    for name in names[::3]:
        if re.match(r"i?DS-(?:7|96)", name):
            continue  # a recorder
        maker = {"Model": name, "Qty": 2, "Description": "IP66 dome, mount, SD card slot"}
        assert one(real_catalog, maker).assessment.subject in CAMERA_SUBJECTS, name


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # the words before a `for` tell what is sold
        ("Pendant kit for Exemplar E100", "other"),
        ("Geräteplatte für Exemplar E100", "other"),
        ("staffa per telecamera Exemplar E100", "other"),
        ("soporte para Exemplar E100", "other"),
        ("support pour Exemplar E100", "other"),
        ("steun voor Exemplar E100", "other"),
        ("suporte para Exemplar E100", "other"),
        ("Wandhalter passend zu Exemplar E100", "other"),
        # a camera for something is a camera
        ("Exemplar E100 dome camera for outdoor use", "camera"),
        ("Exemplar E100 network camera", "camera"),
        # without it nobody can tell
        ("Exemplar E100 flush mount", "unclear"),
        # of several things the last one is meant, in Romance languages the first one
        ("IP camera licence", "other"),
        ("Licencia de cámara", "other"),
        ("Camera housing", "other"),
        ("Licenza canale telecamera", "other"),
        ("Licenza telecamera", "other"),
        ("Kamera-Attrappe", "other"),
        ("Dummy-Kamera", "other"),
        ("Rückfahrkamera", "other"),
        ("Camera Station Pro device license", "other"),
        ("Lizenz pro Kamera", "other"),
        ("Camera aiming and focusing, per camera", "other"),
        ("Bras mural pour dôme PTZ", "other"),
        ("Kameragehäuse", "other"),
        ("Pole-mount camera", "probable"),
        ("Box camera", "probable"),
        ("Cámara de red", "probable"),
        # what comes along is not what is sold
        ("Dome camera incl. wall mount", "probable"),
        ("Dome-Kamera inkl. Netzteil", "probable"),
        ("8MP turret w/ mount", "probable"),
        # supply and install of something is that thing
        ("Suministro e instalación de cámara domo", "probable"),
        ("Installation of cameras", "other"),
        # descriptions of cameras speak of cards and of a quick installation too
        ("4MP IR 2.8mm, SD card, easy installation", "unclear"),
        ("SD card 64 GB", "other"),
        ("Day rate, project engineer (ONVIF integration)", "other"),
        ("Hubsteiger, Miete pro Tag", "other"),
        ("Óptica varifocal 4-9 mm", "other"),
        # a spare camera is a camera, and a spare part is none
        ("Spare Exemplar E100", "camera"),
        ("Exemplar E100 (spare)", "camera"),
        ("Spare camera: Exemplar E100", "camera"),
        ("Ersatzkamera Exemplar E100", "camera"),
        ("Exemplar E100 Reserve", "camera"),
        ("Cámara de repuesto Exemplar E100", "camera"),
        ("Caméra de rechange Exemplar E100", "camera"),
        ("Telecamera di ricambio Exemplar E100", "camera"),
        ("Câmara de reserva Exemplar E100", "camera"),
        ("Reserve camera Exemplar E100", "camera"),
        ("Spare dome for Exemplar E100", "other"),
        ("Spare bubble Exemplar E100", "unclear"),
        ("Spare parts", "other"),
        ("Network horn speaker", "device"),
        ("Video-Türsprechanlage", "device"),
        ("Security radar", "device"),
        ("2 x something", "unclear"),
    ],
)
def test_a_line_is_about(catalog: Catalog, text: str, meant: str) -> None:
    assert subject(catalog, text) == meant


@pytest.mark.parametrize(
    "text",
    [
        *("PSE 1 : Exemplar E100", "Exemplar E100, nach Wahl"),
        *("Optional: Exemplar E100", "Exemplar E100 (optional)", "Option 2: Exemplar E100"),
        "Add alternate 1: Exemplar E100",
        *("Eventualposition: Exemplar E100", "Bedarfsposition Exemplar E100"),
        *("Opcional: Exemplar E100", "En option : Exemplar E100", "Opzionale: Exemplar E100"),
        *("Exemplar E100 option", "Exemplar E100 en option", "ALT Exemplar E100"),
        *("Exemplar E100 (not in contract)", "Exemplar E100 as alternative to item 1"),
        *("Optional: Exemplar E100 in place of 1.1 (8MP)", "Add alternate Exemplar E100"),
        "Option: Exemplar E100 instead of item 1.1",
        "Bedarfsposition ohne Gesamtbetrag: Exemplar E100",
        *("Optioneel: Exemplar E100", "Alternative: Exemplar E100", "Facultatif : Exemplar E100"),
    ],
)
def test_an_optional_camera_is_answered_and_not_counted(catalog: Catalog, text: str) -> None:
    checked = check(catalog, [{"Description": text, "Qty": 5}], require="full")
    (line,) = checked
    assert line.assessment.subject == "optional"
    assert line.assessment.camera == ("Exemplar", "E100")
    assert checked.tally.cameras == 0
    assert not line.assessment.fails
    assert checked.tally.passed is None
    assert not checked.plan


@pytest.mark.parametrize(
    "words",
    [
        *("or equal", "or approved equivalent", "oder gleichwertig", "od. vergleichbar"),
        *("ou équivalent", "o similar", "o equivalente", "of gelijkwaardig", "ou similar"),
    ],
)
def test_a_camera_or_equal_is_not_taken(catalog: Catalog, words: str) -> None:
    checked = check(catalog, [{"Description": f"Exemplar E100 {words}", "Qty": 5}])
    (line,) = checked
    assert line.assessment.subject == "optional"
    assert line.assessment.camera is None
    assert line.assessment.suggestions == ("Exemplar E100",)
    assert "no such model" not in line.assessment.reason
    assert checked.tally.cameras == 0
    assert checked.tally.passed is False
    assert "1 undecided position (5 pieces, not counted)" in checked.tally.sentence
    assert "for 1 line without an answer nobody says" in checked.tally.certificate_sentence


def test_of_two_cameras_named_one_has_to_be_chosen(catalog: Catalog) -> None:
    checked = check(catalog, [{"Description": "Exemplar E100 / E110 Mk II", "Qty": 7}])
    (line,) = checked
    assert line.assessment.is_undecided
    assert line.assessment.suggestions == ("Exemplar E100", "Exemplar E110 Mk II")
    assert (checked.tally.cameras, checked.tally.pieces_undecided) == (0, 7)


def test_what_may_be_left_out_is_no_open_question(catalog: Catalog) -> None:
    line = one(catalog, {"Description": "Optional: Exemplar E100 or equal", "Qty": 5})
    assert line.assessment.camera is None
    assert line.passed


def test_an_undecided_position_can_be_waived(catalog: Catalog) -> None:
    records = [{"Description": "Exemplar E100 or equal", "Qty": 5}]
    waivers = [Waiver((("line", "1"),), "is bought as named", date(2026, 12, 31))]
    checked = check(catalog, records, waivers=waivers, today=date(2026, 1, 1))
    (line,) = checked
    assert line.passed
    assert checked.tally.failed == 0


@pytest.mark.parametrize("form", ["table", "html", "markdown", "json"])
def test_a_list_without_cameras_promises_nothing(run: Run, tmp_path: Path, form: str) -> None:
    path = tmp_path / "mounts.csv"
    path.write_text("Description,Qty\nWall mount for Exemplar E100,3\nCat6 cable,9\n")
    done = run("check", str(path), "--format", form, real=True)
    text = " ".join(done.stdout.split())
    assert done.exit_code == 0
    assert "Every line with a camera" not in text
    assert "no camera needs one" not in text
    if form == "json":
        assert json.loads(done.stdout)["summary"]["passed"] is None
    else:
        assert "othing in the list counts as a camera" in text


@pytest.mark.parametrize(
    "text",
    [
        *("Exemplar E100 dome, optional heater", "Exemplar E100 (optional mount)", "E100 or E110"),
        *("Camera E100, Option: wall mount", "Exemplar E100 with T94N01D option"),
    ],
)
def test_what_is_optional_beside_a_camera_makes_it_no_option(text: str) -> None:
    assert not positions_in(text)


def test_lines_that_count_nothing_are_headings_unless_they_name_a_camera(catalog: Catalog) -> None:
    records: list[dict[str, object]] = [
        {"Model": "Exemplar E100", "Qty": 2, "Price": "10,00"},
        {"Model": "Exemplar E100", "Qty": "", "Price": "10,00"},
        {"Model": "Cameras outdoor", "Qty": "", "Price": ""},
        {"Model": "Sum of all", "Qty": "", "Price": "20,00"},
        {"Model": "Freight", "Qty": "", "Price": "20,00"},
        {"Model": "Dome camera", "Qty": "", "Price": "20,00"},
        {"Model": "Something", "Qty": "", "Price": "", "IP": "192.0.2.1"},
    ]
    lines = list(check(catalog, records))
    subjects = [line.assessment.subject for line in lines]
    assert subjects == ["camera", "camera", "heading", "heading", "other", "unclear", "unclear"]
    assert lines[0].assessment.match is lines[1].assessment.match


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # of cameras a word says something that no list has
        *((f"{word} of cameras", "unclear") for word in ("Tagging", "Numbering")),
        *(("Tri des caméras", "unclear"), ("Zählen der Kameras im Bestand", "unclear")),
        *(("Conteggio telecamere", "unclear"), ("Tellen van camera's", "unclear")),
        *(("Recuento de cámaras", "unclear"), ("Contagem das câmeras", "unclear")),
        # each word is known, or tells a camera by itself
        *(
            (f"{word} cameras", "probable")
            for word in ("Outdoor dome", "New IP", "CCTV", "Hall 4MP")
        ),
        *(("Neue Netzwerkkameras", "probable"), ("Caméras dômes extérieures", "probable")),
        *(("Fourniture de caméras", "probable"), ("Telecamere", "probable")),
        ("Hanwha dome cameras", "probable"),
        # work and parts without a `for`
        *(("Erdungsset Kamera", "other"), ("Camera labels and as-built drawings", "other")),
        *(("Wetterschutzdach Kamera", "other"), ("Étiquetage des caméras", "other")),
        *(("Camera-aansluiting met wandcontactdoos", "other"), ("Punto presa telecamera", "other")),
    ],
)
def test_what_is_said_of_cameras_is_none(real_catalog: Catalog, text: str, meant: str) -> None:
    assert subject(real_catalog, text) == meant


@pytest.mark.parametrize("open_", ["TBD", "N/A", "-", "?", "none", "null", "tba", ""])
def test_so_many_of_what_nobody_named_yet_are_a_question(
    run: Run, tmp_path: Path, open_: str
) -> None:
    path = tmp_path / "list.csv"
    rows = ("Make,Model,Location,Qty", "Exemplar,E100,Hall,4", f"{open_},{open_},Parking,12")
    path.write_text("\n".join((*rows, ",,Total,16", ",,,0")), encoding="utf-8")
    result = run("check", str(path), "--format", "json")
    answer = json.loads(result.stdout)
    subjects = [line["subject"] for line in answer["lines"]]
    assert subjects == ["camera", "unclear", "heading", "heading"]
    summary = answer["summary"]
    assert (summary["passed"], summary["cameras"], result.exit_code) == (False, 4, 1)
    records = [{"Model": "Exemplar E100", "Site": "Hall"}, {"Model": open_, "Site": "Hall"}]
    path.write_text("Model,Site\n" + "\n".join(",".join(one.values()) for one in records))
    alone = json.loads(run("check", str(path), "--format", "json").stdout)["lines"][1]
    assert alone["subject"] == ("unclear" if open_ in ("TBD", "?", "tba") else "heading")


def test_a_quantity_that_is_left_open_is_none(catalog: Catalog) -> None:
    line = one(catalog, {"Model": "Exemplar E100", "Qty": "TBD"})
    assert (line.status, line.quantity) == ("invalid", 0)
    assert line.assessment.reason == "quantity 'TBD' leaves open how many"


def test_the_quantity_of_something_else_may_be_anything(catalog: Catalog) -> None:
    line = one(catalog, {"Description": "Cat6 cable", "Qty": "305 m"})
    assert (line.status, line.assessment.subject) == ("not a camera", "other")
    assert one(catalog, {"Description": "Wall mount", "Qty": 9}).quantity == 9


@pytest.mark.parametrize(
    "text", ["Carried forward / brought forward", "Base imponible", "Sous-total / sous-total"]
)
def test_every_phrase_of_a_sum_is_one(text: str) -> None:
    assert is_sum(text)
    assert not is_sum(f"base x {text}")


def test_a_maker_of_other_things_tells_where_nothing_else_does(catalog: Catalog) -> None:
    assert one(catalog, {"Make": "Exacq", "Model": "1608-32T"}).assessment.subject == "other"
    dome = one(catalog, {"Make": "Exacq", "Model": "1608", "Description": "dome camera"})
    assert dome.assessment.subject == "probable"


def test_a_name_one_letter_away_from_a_camera_is_a_probable_one(catalog: Catalog) -> None:
    line = one(catalog, {"Make": "Exemplar", "Model": "E110 Mk I1"})
    assert line.assessment.subject in ("probable", "unclear")
    assert line.status == "not found"


def test_makers_of_other_things_are_none_of_the_catalogue(real_catalog: Catalog) -> None:
    known = [name for name in OTHER_MAKERS if real_catalog.names.manufacturer(name) is not None]
    assert known == []


def test_every_word_stands_for_itself() -> None:
    """Words are small, without accents, and of no mark that texts are parted at."""
    for phrases in (*THINGS.values(), line_words.FOR, line_words.WITH, line_words.OPTION):
        for phrase in phrases:
            assert phrase.isascii(), phrase
            assert phrase == phrase.lower().strip(), phrase
            assert "-" not in phrase[1:], phrase
    assert list(SUBJECT_OF) == list(THINGS) == list(LINE_THINGS)


def test_no_word_stands_twice_in_a_list() -> None:
    tree = ast.parse(Path(line_words.__file__).read_text(encoding="utf-8"))
    lists = [one for one in ast.walk(tree) if isinstance(one, ast.Call)]
    for one in lists:
        texts = [arg.value for arg in one.args if isinstance(arg, ast.Constant)]
        words = [word for text in texts for word in str(text).split(", ")]
        assert not [word for word, times in Counter(words).items() if times > 1]
    assert len(lists) > len(THINGS)


@pytest.mark.parametrize("thing", THINGS)
def test_a_word_of_a_list_is_read_as_one(thing: LineThing) -> None:
    before = {p for t, ps in list(THINGS.items())[: list(THINGS).index(thing)] for p in ps}
    for phrase in THINGS[thing]:
        bare = phrase.removeprefix("-")
        if {bare, f"-{bare}"} & before or bare in SUPPLY:
            continue
        said = thing_said(bare)
        assert said is not None, phrase


def test_products_are_told_by_the_names_that_their_maker_gives() -> None:
    index = MemoryIndex()
    maker = index.add_manufacturer("Exemplar")
    index.add_other_product(maker, "product", "EX-T##", tells=True)
    index.add_other_product(maker, "device", "EX-C##")
    assert other_product(["Exemplar EX-T12"], None, index) == "product"
    assert other_product(["EX-T12"], None, index) == "product"
    assert other_product(["EX-C12"], maker, index) == "device"
    assert other_product(["EX-C12"], None, index) is None
    assert other_product(["E100"], maker, index) is None


@pytest.mark.parametrize(
    "written",
    [
        "Avigilon ENC-4P-H264",
        "VISTA VK2-HDA-ENC1",
        "AXIS 241Q",
        "AXIS 243Q Blade",
        "AXIS Q7411",
        "Bosch VJT-XTCXF",
    ],
)
def test_an_encoder_is_another_device(real_catalog: Catalog, written: str) -> None:
    line = one(real_catalog, {"Model": written})
    assert line.assessment.subject == "device"


@pytest.mark.parametrize("written", ["DS-KV6113-WPE1(B)", "DS-KH6320-WTE1", "DS-KD8003-IME1"])
def test_a_door_station_of_a_scan_is_another_device(real_catalog: Catalog, written: str) -> None:
    for record in ({"Model": written, "Make": "Hikvision"}, {"Model": written}):
        assert one(real_catalog, record).assessment.subject == "device"


def test_a_waiver_holds_whichever_way_its_maker_is_spelled(real_catalog: Catalog) -> None:
    for selecting in (("manufacturer", "Hanwha"), ("model", "Hanwha XNV-8080R")):
        waivers = [Waiver((selecting,), "replaced in spring", date(2026, 12, 31))]
        records = [{"Maker": "Hanwha Vision", "Model": "XNV-8080R"}]
        options: Any = {"waivers": waivers, "today": date(2026, 11, 30), "require": "full"}
        (line,) = check(real_catalog, records, **options)
        assert line.waiver == waivers[0]


def test_a_placeholder_that_nothing_is_listed_for_is_said_to_be_one(real_catalog: Catalog) -> None:
    line = one(real_catalog, {"Model": "AXIS P9999-XX"})
    assert line.assessment.reason == (
        "'AXIS P9999-XX': a placeholder, and no listed model is called like that"
    )


def test_subjects_in_the_totals_add_up(catalog: Catalog) -> None:
    quantities = {"Exemplar E100": 3, "Wall mount": 7, "Nobody knows": 1, "Total": ""}
    records = [{"Description": text, "Qty": quantity} for text, quantity in quantities.items()]
    checked = check(catalog, records)
    list(checked)
    by_subject = checked.tally.to_dict()["lines_by_subject"]
    assert isinstance(by_subject, dict)
    assert list(by_subject) == list(SUBJECTS)
    assert sum(by_subject.values()) == 4
    assert checked.tally.cameras == 3
    sentence = checked.tally.sentence
    assert "3 cameras in 1 line" in sentence
    assert "1 line is something else (1 mount or part)" in sentence
    assert "1 question (1 not found)" in sentence
    by_thing = checked.tally.to_dict()["lines_by_thing"]
    assert isinstance(by_thing, dict)
    assert {thing: number for thing, number in by_thing.items() if number} == {"fitting": 1}


def test_a_line_says_on_every_surface_that_it_is_not_counted_and_which_other_thing_it_is(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Description,Qty\nOptional: Exemplar E100,5\nExemplar E100,1\nOptional: Exemplar E100,2\n"
        "Exemplar E100 or equal,4\nWall mount,7\n"
    )
    told = ["optional, not counted", "", "optional, not counted", "undecided, not counted", ""]
    table = run("check", str(path)).stdout
    lines = [line for line in table.splitlines() if line.startswith("[")]
    for line, words in zip(lines, told, strict=True):
        assert line.endswith(f"({words})") if words else "not counted" not in line, line
    markdown = run("check", str(path), "--format", "markdown").stdout
    assert markdown.count("Optional, not counted.") == 2
    assert markdown.count("Undecided, not counted.") == 1
    report = run("check", str(path), "--format", "html").stdout
    assert report.count("<small>optional, not counted</small>") == 2
    assert report.count("<small>undecided, not counted</small>") == 1
    things = ["", "", "", "", "fitting"]
    written = run("check", str(path), "--format", "csv").stdout
    assert [row["idb_thing"] for row in csv.DictReader(io.StringIO(written))] == things
    answer = json.loads(run("check", str(path), "--format", "json").stdout)
    assert [line["thing"] or "" for line in answer["lines"]] == things
    assert answer["summary"]["lines_by_thing"]["fitting"] == 1


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("3 x {} Network camera", 3), ("3x {}", 3), ("2 Stk. {}", 2), ("4 pcs {} dome", 4)),
        *(("{} (x3)", 3), ("{} x 3", 3), ("{} dome camera, 5 Stück", 5), ("{} (2 uds)", 2)),
        *(("3 pz. telecamera {}, ottica 2.8 mm", 3), ("{} camera mit 18 m Kabel", 1)),
        *(("8 cámaras {}", 8), ("{} dome camera, zoom x 25", 1), ("{} 4x 2MP", 1)),
        *(("{} (qty 4)", 4), ("Qty: 3 - {}", 3), ("{}, Menge: 7", 7), ("{}, cant. 2", 2)),
        *(("Quantité 5 : {}", 5), ("{} [Anzahl 6 Stk.]", 6), ("{}; aantal = 3", 3)),
        *(("{} camera, one of 4 cameras", 1), ("{} camera for 8 cameras", 1)),
        *(("{} dome camera 1920 x 1080", 1), ("30x PTZ camera {}", 1), ("{}", 1)),
    ],
)
def test_a_text_says_how_many_where_no_column_does(
    real_catalog: Catalog, text: str, number: int
) -> None:
    line = one(real_catalog, {"Description": text.format("AXIS P3245-LVE")})
    assert line.quantity == number
    assert line.assessment.camera == ("Axis", "P3245-LVE")


def test_a_quantity_goes_before_what_a_text_says_and_a_difference_is_said(
    catalog: Catalog,
) -> None:
    records = [
        {"Description": "3 x Exemplar E100", "Qty": "2"},
        {"Description": "3 x Exemplar E100", "Qty": "3"},
        {"Description": "3 x Exemplar E100", "Qty": ""},
    ]
    checked = check(catalog, records)
    assert [line.quantity for line in checked] == [2, 3, 3]
    (limit,) = [one for one in checked.limits if one.code == "told_twice"]
    assert limit.cameras == 2
    assert "says 3 where the quantity is 2" in limit.text


def test_so_many_lots_and_a_camera_without_a_quantity_are_no_headings(
    real_catalog: Catalog, run: Run, tmp_path: Path
) -> None:
    for text in ("1 lot of AXIS P3265-LV cameras", "2 lots d'AXIS P3265-LV"):
        assert subject(real_catalog, text) in OPEN_SUBJECTS
    path = tmp_path / "pasted.txt"
    path.write_text("P3265-LVE x 4\nHanwha dome 5MP\nM3086-V\nXND-8080RV x 2\n")
    answer = json.loads(run("check", str(path), "--format", "json", real=True).stdout)
    assert [line["quantity"] for line in answer["lines"]] == [4, 1, 1, 2]
    assert answer["lines"][1]["subject"] in OPEN_SUBJECTS
    assert "no_quantity" not in [limit["code"] for limit in answer["limits"]]


def test_a_camera_without_a_quantity_is_one_and_that_is_said(catalog: Catalog) -> None:
    models = (("Exemplar E100", 3), ("Exemplar E100", ""), ("Wall mount", ""), ("Chapter one", ""))
    checked = check(catalog, [{"Model": model, "Qty": quantity} for model, quantity in models])
    assert [line.quantity for line in checked] == [3, 1, 0, 0]
    (limit,) = [one for one in checked.limits if one.code == "no_quantity"]
    assert (limit.cameras, limit.text) == (
        1,
        "The line says no quantity where others do: one camera was counted.",
    )


@pytest.mark.parametrize(
    "maker", ["Motorola", "Customer supplied", "bauseits", "various", "ADI", "Siemens"]
)
@pytest.mark.parametrize(
    ("text", "by"),
    [("P3245-LVE", "name"), ("01593-001", "part number"), ("P3245-LVE dome", "name")],
)
def test_who_sells_or_owns_a_camera_does_not_hide_it(
    real_catalog: Catalog, maker: str, text: str, by: str
) -> None:
    line = one(real_catalog, {"Manufacturer": maker, "Model": text, "Qty": "2"}).assessment
    assert line.camera == ("Axis", "P3245-LVE")
    (note,) = [one for one in line.notes if one.code == "maker_set_aside"]
    assert f"{maker!r} is not known: read as Axis P3245-LVE by its {by}" in note.text


@pytest.mark.parametrize(
    ("maker", "text"),
    [("Reolink", "P3245-LVE"), ("Rittal", "01593-001"), ("Motorola", "M73"), ("ADI", "1593001")],
)
def test_a_name_that_may_be_of_another_maker_is_no_camera_of_ours(
    real_catalog: Catalog, maker: str, text: str
) -> None:
    line = one(real_catalog, {"Manufacturer": maker, "Model": text, "Qty": "2"}).assessment
    assert line.camera is None


@pytest.mark.parametrize(
    "heading", ["Remarks", "Bemerkung", "Positionsart", "Observaciones", "Note"]
)
@pytest.mark.parametrize(
    ("remark", "meant"),
    [
        *(("optional", "optional"), ("nur EP", "optional"), ("Eventualposition", "optional")),
        *(("en option", "optional"), ("Opcional a petición", "optional"), ("stelpost", "optional")),
        *(("quoted as option; PoE", "optional"), ("Alternative zu Pos. 1.3", "optional")),
        *(
            ("no incluido en total", "optional"),
            ("o similar", "optional"),
            ("Client option", "optional"),
        ),
        *(("a elegir", "optional"), ("alternativa a la 3", "optional"), ("nach Wahl", "optional")),
        *(("opción no valorada", "optional"), ("incluida en la oferta base", "camera")),
        *(("optional heater available", "camera"), ("wall mount (optional)", "camera")),
        *(("not optional", "camera"), ("Alternative: AXIS P3265-LVE", "camera")),
        *(("wall mount, not part of this offer", "camera"), ("Recorder AXIS S1116", "camera")),
        *(("", "camera"), ("Normalposition", "camera"), ("Kabel bauseits", "camera")),
    ],
)
def test_of_remarks_only_marks_of_a_position_are_heard(
    catalog: Catalog, run: Run, tmp_path: Path, heading: str, remark: str, meant: str
) -> None:
    record = {"Model": "Exemplar E100", "Qty": "2", "Name": "x", heading: remark}
    assert one(catalog, record).assessment.subject == meant
    listed = tmp_path / "list.csv"
    listed.write_text(f"Model;Qty;{heading}\nExemplar E100;2;{remark}\n".replace("; PoE", ", PoE"))
    done = json.loads(run("check", str(listed), "--format", "json").stdout)
    assert done["lines"][0]["subject"] == meant


def test_all_columns_of_remarks_are_heard(run: Run, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(
        "Model,Qty,Notes,Optional,Comments\n"
        "Exemplar E100,1,,x,\nExemplar E100,1,,no,\nExemplar E100,1,,,as option\n"
        "Exemplar E100,1,or equal,,optional\n"
    )
    done = json.loads(run("check", str(listed), "--format", "json").stdout)
    subjects = [line["subject"] for line in done["lines"]]
    assert subjects == ["optional", "camera", "optional", "optional"]
    assert [one["field"] for one in done["tables"][0]["columns"]].count("remark") == 3


@pytest.mark.parametrize(
    "title",
    [
        *("Options", "3. Optional items", "Optionen (nicht im Gesamtpreis)", "Eventualpositionen"),
        *("Titel 3: Bedarfspositionen", "CAPÍTULO 3. PARTIDAS OPCIONALES", "Opciones", "Opties"),
        *(
            "Prestations supplémentaires éventuelles (PSE)",
            "OPZIONI",
            "Opcionais",
            "Add Alternates",
        ),
        *("Optionele posten", "Lot C - Option", "Provisional sums", "Option 1: upgrade to 4K"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "json"])
def test_lines_under_a_heading_of_options_are_optional(
    run: Run, tmp_path: Path, title: str, form: str
) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(
        "Pos;Description;Qty;Price\n1;Cameras;;\n1.1;Exemplar E100;4;10.00\n"
        f"3;{title};;\nNote: these are not in the total;;;\n3.1;Exemplar E100;2;10.00\n"
        "3.2;Mounts;;\n3.2.1;Exemplar E100;3;10.00\nSubtotal;;;50.00\n"
        "4;Building B;;\n4.1;Exemplar E100;5;10.00\n"
    )
    if form == "csv":
        written = run("check", str(listed), "--format", "csv").stdout
        rows = list(csv.DictReader(io.StringIO(written), delimiter=";"))
        cameras = [int(row["Qty"]) for row in rows if row["idb_subject"] == "camera"]
        assert [row["idb_subject"] for row in rows].count("optional") == 2
    else:
        done = json.loads(run("check", str(listed), "--format", "json").stdout)
        cameras = [line["quantity"] for line in done["lines"] if line["subject"] == "camera"]
        (limit,) = [one for one in done["limits"] if one["code"] == "optional_section"]
        assert title in limit["text"]
        assert "lines 6-8" in limit["text"]
    assert cameras == [4, 5]


def test_headings_right_under_one_of_options_part_it(run: Run, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(
        "Description,Qty\nExemplar E100,1\nOptions,\nCameras,\nExemplar E100,2\nPanoramic,\n"
        "Exemplar E100,3\nTotal options,\nPhase 2,\nExemplar E100,4\n"
    )
    done = json.loads(run("check", str(listed), "--format", "json").stdout)
    counted = [line["quantity"] for line in done["lines"] if line["subject"] == "camera"]
    assert counted == [1, 4]


@pytest.mark.parametrize("camera", ["AXIS P3245-LVE", "Hanwha Vision XNV-8080R"])
@pytest.mark.parametrize(
    "words",
    [
        *("NEW", "(NEW)", "BULK", "Retail", "OEM", "Demo", "refurbished", "neu", "B-Ware", "white"),
        *(
            "Projektpreis",
            "ex stock",
            "existing, to be reused",
            "nuevo",
            "gebraucht",
            "reconditionné",
        ),
        *("lizenzfrei am NVR", "for NVR recording", "für NVR-Aufzeichnung", "licence-free"),
        *("Montagehöhe 4 m", "mounting height approx. 3.5 m", "altura de montaje: 4 m"),
        *("inkl. Montage und Inbetriebnahme", "liefern und montieren", "PoE", "indoor"),
        *("y compris support", "dome, Aufputz"),
        *("VMS licence sold separately", "soporte por otros", "Halterung bauseits"),
    ],
)
def test_what_a_seller_says_of_a_camera_changes_nothing_of_it(
    real_catalog: Catalog, camera: str, words: str
) -> None:
    separator = ", " if "licence s" in words or words[-5:] in ("otros", "seits") else " "
    line = one(real_catalog, {"Description": f"{camera}{separator}{words}", "Qty": 2}).assessment
    assert line.camera == tuple(camera.replace("AXIS", "Axis").rsplit(" ", 1))


def test_how_many_come_in_a_pack_stays_a_question(real_catalog: Catalog) -> None:
    for text in ("AXIS P3245-LVE 10-pack", "AXIS P3245-LVE dome camera (3-pack)"):
        line = one(real_catalog, {"Description": text, "Qty": 2}).assessment
        assert line.subject in ("unclear", "probable")
        assert line.suggestions[:1] == ("Axis P3245-LVE",)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "AXIS P3245-LVE + T91B47 pole mount",
            "AXIS P3245-LVE / T91B47",
            "AXIS P3245-LVE, T91B47",
        ),
        *("AXIS P3245-LVE und Wandhalterung T91H61", "AXIS P3245-LVE incl. T91L61 wall mount"),
        *("AXIS P3245-LVE con soporte T91B47", "AXIS P3245-LVE + 1 XProtect licence"),
    ],
)
def test_a_camera_is_answered_with_what_is_sold_with_it(real_catalog: Catalog, words: str) -> None:
    line = one(real_catalog, {"Description": words, "Qty": 2}).assessment
    assert (line.subject, line.camera) == ("camera", ("Axis", "P3245-LVE"))


@pytest.mark.parametrize(
    "words",
    [
        *("T91B47 pole mount for AXIS P3245-LVE", "T91B47 + clamp for P3245-LVE"),
        *("Wetterschutzgehäuse mit Heizung für AXIS P3245-LVE", "Zulage Farbe RAL"),
        *("Lens for AXIS P3245-LVE, T91B47", "NVR recording unit", "Licence for recording server"),
    ],
)
def test_what_is_sold_for_a_camera_stays_none(real_catalog: Catalog, words: str) -> None:
    assert subject(real_catalog, words) == "other"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "Dome camera AXIS P3265-LVE for main entrance",
            "AXIS P3265-LVE dome camera for corridor",
        ),
        *("Cámara domo AXIS P3265-LVE para acceso principal", "Kamera AXIS P3265-LVE für Tor 3"),
        *("Caméra AXIS P3265-LVE pour parking", "AXIS P3265-LVE camera voor kantine"),
        # what is delivered and installed, and where it hangs
        *("Supply & install AXIS P3265-LVE for reception", "F&P caméra tube AXIS P3265-LVE"),
        *("Supply, install and commission AXIS P3265-LVE for lobby", "AXIS P3265-LVE for gate 3"),
        *("Fornitura e posa in opera di telecamera AXIS P3265-LVE",),
        *("Liefern, montieren, anschließen: AXIS P3265-LVE für Parkplatz",),
        *("Fourniture, pose et raccordement AXIS P3265-LVE pour hall",),
        *("Suministro y montaje de cámara bullet AXIS P3265-LVE en poste",),
        *(
            "Leveren en monteren camera AXIS P3265-LVE aan gevel",
            "Speed dome AXIS P3265-LVE su palo",
        ),
        *("Mini-Dome AXIS P3265-LVE, Deckenmontage", "PTZ-camera AXIS P3265-LVE op mast"),
        *("Dôme motorisé AXIS P3265-LVE sur mât", "Telecamera AXIS P3265-LVE, escluso supporto"),
    ],
)
def test_what_place_a_camera_is_for_changes_nothing_of_it(
    real_catalog: Catalog, words: str
) -> None:
    line = one(real_catalog, {"Description": words, "Qty": 2}).assessment
    assert (line.subject, line.camera) == ("camera", ("Axis", "P3265-LVE"))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        *(("AXIS P3265-LVE for wall mount", "unclear"), ("AXIS P3265-LVE, Wandhalter", "unclear")),
        *(("Wall mount for AXIS P3265-LVE", "other"), ("AXIS P3265-LVE Deckenmontage", "unclear")),
        ("Installation AXIS P3265-LVE pour parking", "unclear"),
    ],
)
def test_what_may_be_sold_for_a_camera_is_none(
    real_catalog: Catalog, words: str, meant: str
) -> None:
    assert subject(real_catalog, words) == meant


@pytest.mark.parametrize("words", ["Cámara térmica {}", "Thermal camera {}", "Wärmebildkamera {}"])
def test_the_kind_of_a_camera_stands_before_its_name(real_catalog: Catalog, words: str) -> None:
    line = one(real_catalog, {"Description": words.format("AXIS Q1941-E"), "Qty": 2}).assessment
    assert line.camera == ("Axis", "Q1941-E")


@pytest.mark.parametrize(
    "name",
    ["axis_p3245", "AXIS P3245", "Axis P3245 dome camera", "axis-p3245"],
)
def test_what_variants_begin_with_is_answered_for_all_of_them(
    real_catalog: Catalog, name: str
) -> None:
    line = one(real_catalog, {"Model": name, "Qty": 2}).assessment
    assert (line.subject, line.camera) == ("camera", ("Axis", "P3245"))
    assert line.match is not None
    assert {"P3245-LV", "P3245-LVE"} <= {model for _, model in line.match.members}


@pytest.mark.parametrize("name", ["axis_m3086", "Axis P3245-L", "Axis P3246"])
def test_what_only_one_name_begins_with_is_not_listed(real_catalog: Catalog, name: str) -> None:
    assert one(real_catalog, {"Model": name}).assessment.subject == "unlisted"


@pytest.mark.parametrize(
    ("name", "camera"),
    [
        ("axis_p3245_lve", ("Axis", "P3245-LVE")),
        ("hikvision-ds-2cd2387g2-lu", ("Hikvision", "DS-2CD2387G2-LU")),
        ("hikvision_ds_2cd2387g2_lu", ("Hikvision", "DS-2CD2387G2-LU")),
        ("reolink_rlc_810a", ("Reolink", "RLC-810A")),
    ],
)
def test_names_as_programs_write_them_are_read(
    real_catalog: Catalog, name: str, camera: tuple[str, str]
) -> None:
    assert one(real_catalog, {"Model": name}).assessment.camera == camera


@pytest.mark.parametrize(
    "words",
    [
        *("Montage Kamera", "Inbetriebnahme Kamera", "Demontage Altkamera", "Kamera montieren"),
        *("12x Montage Domekamera", "Kameras anschließen und ausrichten", "Anschluss der Kameras"),
        *("Install camera", "Install dome camera on pole", "Mounting of cameras", "Camera set-up"),
        *("Installation caméra", "Pose caméra dôme 4MP", "Raccordement caméra", "Poser caméras"),
        *("Instalación cámara", "Montaje cámara bullet", "Colocación de cámara", "Instalar cámara"),
        *("Montaggio telecamera", "Installazione telecamera", "Collaudo telecamere"),
        *("Instalação câmera", "Montagem câmera dome", "Configurar câmeras"),
        *(
            "Plaatsing camera",
            "Installatie camera",
            "Camera's ophangen",
            "Montage camera incl. kabel",
        ),
    ],
)
def test_work_on_cameras_counts_no_cameras(real_catalog: Catalog, words: str) -> None:
    line = one(real_catalog, {"Description": words, "Qty": 12}).assessment
    assert (line.subject, line.thing) == ("other", "service")


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        *(("Support caméra", "accessory"), ("Halterung Kamera", "accessory")),
        *(("Staffa telecamera", "accessory"), ("Soporte cámara", "accessory")),
        *(("Licence caméra", "licence"), ("Lizenz IP-Kamera", "licence")),
        *(("Maintenance caméra", "licence"), ("Câble caméra", "cable"), ("Kabel Kamera", "cable")),
        *(("SD-Karte Kamera", "storage"), ("Carte SD caméra", "storage")),
    ],
)
def test_what_is_sold_for_cameras_counts_none_without_a_for(
    real_catalog: Catalog, words: str, thing: LineThing
) -> None:
    line = one(real_catalog, {"Description": words, "Qty": 12}).assessment
    assert (line.subject, line.thing) == ("other", thing)


@pytest.mark.parametrize(
    "words",
    [
        *("Micro camera", "Microphone camera", "Smoked dome camera", "Pendant mount PTZ camera"),
        *("Battery camera", "Box camera", "IR illuminator camera", "Special colour dome camera"),
        *("Lieferung und Montage Kamera", "Supply and install dome camera", "Dome camera 2TB"),
        *("Easy installation dome camera", "Fourniture et pose caméra", "Camera te installeren"),
        *("Suministrar e instalar cámara domo", "Kamera zum Montieren an der Decke"),
        *("Wärmebildkamera", "Cámara domo, montaje en techo", "Caméra dôme pour montage plafond"),
    ],
)
def test_a_camera_with_words_of_work_or_parts_is_counted(real_catalog: Catalog, words: str) -> None:
    assert subject(real_catalog, words) == "probable"


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        *(("recording server 64 TB", "recorder"), ("DS-7732NXI-K4 NVR 32ch 16TB", "recorder")),
        *(("16TB NVR", "recorder"), ("NVR 32 Kanal 16 TB", "recorder"), ("8TB HDD", "storage")),
        *(("16 TB, Server", "recorder"), ("Grabador 32 canales 16TB", "recorder")),
        *(("DS-7732NXI-K4 32ch 16TB", "recorder"), ("WD101PURP 10TB", "storage")),
        *(("Mounting and commissioning", "service"), ("Mounting, commissioning", "service")),
        *(("Montaje y puesta en marcha", "service"), ("Montagem e configuração", "service")),
        *(("NVR 16TB RAID", "recorder"), ("Recorder, rack mount, 19 inch", "recorder")),
        *(("PoE switch 24 port rack mount", "network"), ("Server 2U rackmount", "recorder")),
        *(("Rack mount", "fitting"), ("Rack mount kit", "fitting"), ("RAID 5", "storage")),
        *(("Mounting and cabling", "service"), ("Stundenlohn Montage Kamera", "service")),
        *(("Mounting bracket", "accessory"), ("Wall mounting", "fitting"), ("Montaje", "fitting")),
        *(("Mounting for cameras", "fitting"), ("Montaje en techo", "fitting")),
    ],
)
def test_other_things_are_told_by_their_kind(
    real_catalog: Catalog, words: str, thing: LineThing
) -> None:
    line = one(real_catalog, {"Description": words, "Qty": 1}).assessment
    assert (line.subject, line.thing) == ("other", thing)


def test_records_have_the_sections_of_options_that_the_same_list_has_as_a_file(
    catalog: Catalog, api: httpx.Client, run: Run, tmp_path: Path
) -> None:
    rows = [
        {"Pos": "1", "Model": "Exemplar E100", "Description": "dome", "Qty": "2"},
        {"Pos": "2", "Model": "", "Description": "Optional positions", "Qty": ""},
        {"Pos": "2.1", "Model": "", "Description": "Cameras", "Qty": ""},
        {"Pos": "2.1.1", "Model": "Exemplar E100", "Description": "dome", "Qty": "3"},
        {"Pos": "", "Model": "", "Description": "Subtotal", "Qty": "3"},
        {"Pos": "3", "Model": "Exemplar E100", "Description": "dome", "Qty": "5"},
    ]
    listed = tmp_path / "list.csv"
    with listed.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    printed = json.loads(run("check", str(listed), "--format", "json").stdout)
    checked = check(catalog, rows)
    lines = list(checked)
    answer = api.post("/api/v1/check", json={"lines": rows}).json()
    subjects = ["camera", "heading", "heading", "optional", "heading", "camera"]
    assert [line.assessment.subject for line in lines] == subjects
    assert [line["subject"] for line in answer["lines"]] == subjects
    assert checked.tally.cameras == answer["summary"]["cameras"] == 7
    assert printed["summary"]["cameras"] == 7
    (limit,) = [one for one in checked.limits if one.code == "optional_section"]
    assert "'Optional positions' (line 4)" in limit.text
    assert limit.to_dict() in answer["limits"]


@pytest.mark.parametrize("bad", [7, {"Model": {"is": "E100"}}])
def test_a_waiver_by_number_holds_for_a_record_that_is_none(catalog: Catalog, bad: Any) -> None:
    today = date(2026, 1, 1)
    waiver = Waiver((("line", "2"),), "agreed", today)
    checked = check(catalog, [{"Model": "Exemplar E100"}, bad], waivers=[waiver], today=today)
    _, second = checked
    assert second.waiver == waiver
    assert checked.unused_waivers == ()


@pytest.mark.parametrize("camera", ["AXIS P3245-LVE", "01593-001 AXIS P3245-LVE"])
@pytest.mark.parametrize(
    "words",
    [
        *("{} dome window", "{} lower dome", "{} camera dummy", "Dummy camera {}", "{} video wall"),
        *("{} camera channel", "{} IP channel", "{} network cabinet", "{} punto de red"),
        *("{} rear view camera", "{} Rückfahrkamera", "{} telecamera finta", "Mini PC {}"),
        *("{} dome camera installation", "{} Kamera montieren", "{} Kamera Inbetriebnahme"),
        *("{} dome camera joystick", "{} camera subscription", "{} Kamera Wandarm"),
    ],
)
def test_a_thing_called_by_a_word_of_cameras_is_not_the_camera_it_names(
    real_catalog: Catalog, camera: str, words: str
) -> None:
    line = one(real_catalog, {"Description": words.format(camera), "Qty": 2}).assessment
    assert line.camera is None
    assert not line.counts


@pytest.mark.parametrize(
    "words",
    [
        *("{} dome camera, heater, microphone", "{} dome camera with joystick", "{} microphone"),
        *("{} PoE dome camera micro SD", "Special colour {}", "{} bullet camera, fibre optic"),
        *("Lieferung und Montage Kamera {}", "{} Kamera für Serverraum", "{} box camera"),
        *("{} camera and installation", "Supply and install camera {}"),
    ],
)
def test_a_camera_with_words_of_other_things_is_answered(real_catalog: Catalog, words: str) -> None:
    line = one(real_catalog, {"Description": words.format("AXIS P3245-LVE"), "Qty": 2}).assessment
    assert line.camera == ("Axis", "P3245-LVE")
