"""A line of a quotation: which camera it names, and when it names none for certain."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integration_db import Catalog
from integration_db.check.answering.identity import find_camera
from integration_db.check.reading.request import Request
from integration_db.names import MemoryIndex, loose_key, resolve_line

LINES = Path(__file__).parent / "cases" / "quotation_lines.csv"
"""Lines in seven languages around names of the catalogue, of 48 makers; those of the kind
`question` name a variant that is not listed, or something for a camera, and have no answer."""


def _lines() -> list[dict[str, str]]:
    with LINES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("kind", sorted({line["kind"] for line in _lines()}))
def test_lines_of_quotations_name_their_cameras(kind: str, real_catalog: Catalog) -> None:
    wrong = []
    for line in _lines():
        if line["kind"] == kind:
            asked = Request(
                manufacturer=line["manufacturer"] or None,
                part_number=line["part_number"] or None,
                description=line["text"],
            )
            match = find_camera(real_catalog, asked)
            found = (match.manufacturer_name, match.name) if match.resolved else ("", "")
            if found != (line["found_manufacturer"], line["found_model"]):
                wrong.append((asked, found))
    assert wrong == []


@pytest.mark.parametrize(
    "written",
    [
        "Axis P3245-LVE Network Camera 01593-001",
        "01593-001 AXIS P3245-LVE Network Camera",
        "AXIS P3245-LVE Network Camera, fixed dome, outdoor, 1080p",
        "Axis Communications P3245-LVE 1080p outdoor dome 01593-001",
        "2x Axis P3245-LVE",
        "12 pcs AXIS P3245-LVE",
        "Supply and install Axis P3245-LVE camera",
        "Camera, IP, Axis, P3245-LVE",
        "Axis - P3245-LVE - white",
        "P3245-LVE (01593-001)",
        "Axis P3245-LVE incl. mount T91B61",
        "Axis P3245-LVE with wall mount",
        "axis p3245-lve fixed dome",
        "AXIS P3245-LVE Netzwerkkamera, Außenbereich",
        "Caméra dôme réseau AXIS P3245-LVE",
        "Axis P3245-LVE, 12 pcs",
        "AXIS P3245-LVE Dome Camera, 4K, Lightfinder 2.0, Forensic WDR",
        "Axis P3245-LVE x 4",
        "Axis P3245-LVE inkl. Wandhalterung",
        "AXIS P3245-LVE Lightfinder 2.0 Forensic WDR fixed dome camera",
        "AXIS P3245-LVE Mini dome with deep learning",
        "AXIS P3245-LVE 60HZ PTZ",
        "AXIS P3245-LVE 50 Hz",
        "AXIS P3245-LVE Box camera outdoor",
        "AXIS P3245-LVE PTZ Network Camera",  # though other names of that maker hold "PTZ"
        "P3245-LVE PTZ",
        "P3245-LVE PoE",
        "P3245-LVE | PoE | Outdoor",
        "P3245-LVE (4MP Full-Color)",
        "P3245-LVE 25 mm 30 fps",
        "Dome: AXIS P3245-LVE",
        "PTZ/dome: AXIS P3245-LVE",
        "02332-001 AXIS P3245-LVE Dome Camera",  # a part number that is not listed
        "1.10 AXIS P3245-LVE IR",
        "Eventualposition: AXIS P3245-LVE",
        "AXIS AXIS P3245-LVE outdoor dome",
        "AXIS P3245-LVE ACCC8E123456",  # the serial number of one camera
        "AXIS P3245-LVE Network Camera (10.0.0.5) - Camera 1",
        "Cámara domo fija AXIS P3245-LVE para exteriores",
        "Camara domo fija AXIS P3245-LVE",  # as typed without accents
        "Telecamera a cupola AXIS P3245-LVE da esterno 4MP",
        "Caméra dôme AXIS P3245-LVE extérieure IR 30m",
        "Caméra AXIS P3245-LVE pour l'extérieur",
        "Fourniture et pose de caméra AXIS P3245-LVE",
        "Câmera dome AXIS P3245-LVE externa",
        "AXIS P3245-LVE buitencamera",
        "Lieferung und Montage Domekamera AXIS P3245-LVE für den Außenbereich",
    ],
)
def test_a_quotation_names_the_camera(real_catalog: Catalog, written: str) -> None:
    match = resolve_line(written, real_catalog.names)
    assert (match.resolved, match.name) == (True, "P3245-LVE"), match


@pytest.mark.parametrize(
    "written",
    [
        "Wall mount for Axis P3245-LVE",  # no camera at all
        "Axis P3245-LVE mounting bracket",
        "Smoked dome cover for P3245-LVE",
        "AXIS P3245-LVE Mk II",  # another generation
        "AXIS P3245-LVE, Mk II",
        "Axis P3245-LVE / P3245-LV",  # two cameras
        "Hanwha Vision XNV-8083R X series dome",  # with and without the X there is a camera
        "Axis Q9999 successor of P3245-LVE",
        "Axis P3245-LVE smoked dome",  # what is sold for a camera, in any language
        "Axis P3245-LVE sunshield",
        "Axis P3245-LVE Ersatzkuppel klar",
        "Axis P3245-LVE Wandhalter",
        "Axis P3245-LVE support mural",
        "Axis P3245-LVE lens",
        "Cover for AXIS P3245-LVE 01593-001",
        "Axis P3245-LVE or similar",  # whatever comes in the end
        "Axis P3245-LVE oder gleichwertig",
        "Axis P3245-LVE camera replaced by Q9999",
        "Axis P3245-LVE Mini",
        "Reolink E1 Zom dome camera",  # E1 Zoom, mistyped
        "Ubiquiti G3 Turret",  # a G3 too, but another one
        "Bosch FLEXIDOME IP 5000 MP panoramic",  # there is a FLEXIDOME IP panoramic 5000 MP
        "Axis P3245-LVE junction box",
        "Ubiquiti G3 Mini dome",  # "Mini" is part of other names of that maker
        "Axis P3245-LVE Pro",  # a variant that the catalogue does not have
        "Axis P3245-LVE Thermal camera",
        "Axis P3245-LVE 2",
        "Ubiquiti G5 Bullet Outdoor",
        "Reolink RLC-810A PoE",  # a variant, maybe
        "Reolink RLC-823A Zoom camera",
        "Reolink E1 PoE camera",  # there are an E1 Zoom PoE and an E1 Outdoor PoE
        "Instar IN-9408 2K+ PoEX dome camera",  # IN-9408 2K+ PoE, mistyped, and no IN-9408 2K+
        "Axis P3245-LVE F7",  # the end of a name
        "Axis P3245-LVE (LA) dome camera",  # a mark of the maker's, no article
        "Axis P3245-LVE (PA)",
        "Cupola AXIS P3245-LVE",  # a dome alone is what is put over one
        "Soporte para cámara AXIS P3245-LVE",
        "Staffa per telecamera AXIS P3245-LVE",
        "Beugel voor AXIS P3245-LVE",
        "AXIS P3245-LVE o similar",
        "AXIS P3245-LVE of gelijkwaardig",
        "Objektiv AXIS P3245-LVE",
        "Montage AXIS P3245-LVE",
        "Installation of AXIS P3245-LVE",
        "Reolink E1 pour extérieur",  # there is an E1 Outdoor
        "Cámara exterior Reolink E1",
        "Axis P3245-LVE / Q9999-LVE dome camera",  # two cameras, one of which is not listed
        "Axis",
        "Network camera",
        "",
    ],
)
def test_what_may_be_something_else_is_not_resolved(real_catalog: Catalog, written: str) -> None:
    assert not resolve_line(written, real_catalog.names).resolved


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("AXIS P1455-LE 5x zoom", "P1455-LE"),
        ("AXIS P1455-LE 5x optical zoom", "P1455-LE"),
        ("AXIS P3707-PE 8 Megapixel Network Camera", "P3707-PE"),
        ("Reolink RLC-823A 8MP PoE PTZ camera, 5X optical zoom", "RLC-823A"),
        ("Bosch NBE-3502-AL 2 MP HD outdoor bullet camera, IR", "NBE-3502-AL"),
        ("Bosch NDE-3502-AL fixed dome camera, MIC in", "NDE-3502-AL"),
    ],
)
def test_a_word_of_some_other_name_of_the_maker_spoils_no_line(
    written: str, name: str, real_catalog: Catalog
) -> None:
    assert resolve_line(written, real_catalog.names).name == name


@pytest.mark.parametrize(
    "written",
    ["{} 4MP", "{} 4 MP", "{}, 4 MP IR bullet camera", "2x {} 4MP motorized varifocal", "4MP {}"],
)
def test_a_number_of_pixels_is_no_part_of_a_name(written: str, real_catalog: Catalog) -> None:
    """Though names of that maker may end in letters and digits that nobody listed."""
    match = resolve_line(written.format("Dahua IPC-HFW2431T-ZS"), real_catalog.names)
    assert match.name == "IPC-HFW2431T-ZS"


@pytest.mark.parametrize("more", ["S3", "S3 camera", "IL", "QH3 4MP camera", "Mk II"])
def test_letters_that_may_be_more_of_a_name_are_no_description(
    more: str, real_catalog: Catalog
) -> None:
    match = resolve_line(f"Dahua IPC-HFW2431T-ZS {more}", real_catalog.names)
    assert not match.resolved, match


def test_a_word_that_tells_a_camera_from_the_one_named_spoils_the_line() -> None:
    index = MemoryIndex()
    acme = index.add_manufacturer("Acme")
    for name in ("AC-823A", "AC-823A 16X", "AC-901 Outdoor"):
        index.add_model(acme, name)
    assert resolve_line("Acme AC-823A 16X PTZ camera", index).name == "AC-823A 16X"
    assert not resolve_line("Acme AC-823A PTZ camera, 16X", index).resolved
    assert resolve_line("Acme AC-823A outdoor PTZ camera", index).name == "AC-823A"


@pytest.mark.parametrize(
    "written",
    [
        "DS-2CD2032-I;DS-2CD2432F-IW",
        "DS-2CD2032-I, DS-2CD2432F-IW",
        "DS-2CD2032-I|DS-2CD2432F-IW",
        "DS-2CD2032-I / DS-2CD2432F-IW",
        "DS-2CD2032-I or DS-2CD2432F-IW dome camera",
    ],
)
def test_several_models_in_one_text_are_all_named(written: str, real_catalog: Catalog) -> None:
    match = resolve_line(written, real_catalog.names)
    assert match.level == "ambiguous"
    named = {name for _, name in match.members}
    assert named == {"Hikvision DS-2CD2032-I", "Hikvision DS-2CD2432F-IW"}


def test_a_body_with_a_socket_of_the_network_is_the_camera(real_catalog: Catalog) -> None:
    line = "MOBOTIX M73 Gehäuse mit RJ45, weiß"
    assert resolve_line(line, real_catalog.names).name == "M73"
    assert not resolve_line("MOBOTIX M73 Gehäuse", real_catalog.names).resolved


@pytest.mark.parametrize("mark", ["(PA)", "(LA)", "(AE)", "(T)"])
def test_a_mark_that_nobody_explains_makes_a_camera_that_is_not_listed(
    mark: str, real_catalog: Catalog
) -> None:
    match = find_camera(real_catalog, Request(model=f"Hikvision DS-2CD2143G2-I {mark}"))
    assert (match.level, match.model) == ("manufacturer", None)
    assert match.suggestions[0] == "Hikvision DS-2CD2143G2-I"


@pytest.mark.parametrize(
    ("written", "maker", "name"),
    [
        ("DS-2CD2T47G2-LSU/SL/4mm", None, "DS-2CD2T47G2-LSU/SL"),
        ("DS-2CD2T47G2-L/2.8-12mm", None, "DS-2CD2T47G2-L"),
        ("Mx-M73A-RJ45", "MOBOTIX", "M73"),
        ("Mx-c71A-8DN050", "MOBOTIX", "C71"),
    ],
)
def test_a_lens_or_socket_behind_a_name_is_no_part_of_it(
    written: str, maker: str | None, name: str, real_catalog: Catalog
) -> None:
    assert find_camera(real_catalog, Request(model=written, manufacturer=maker)).name == name


@pytest.mark.parametrize(
    ("written", "named_as"),
    [
        ("FLIR CM-6204-11-I K816600858", "CM-6204-11-I"),  # the serial number behind it
        ("FLIR%20CM-6204-11-I%20K816600858", "CM-6204-11-I"),
        ("FLEXIDOME IP 7000 MR outdoor dome camera", "FLEXIDOME IP 7000 MR"),
        ("DS-2CD2347G2-LS(U) dome camera", "DS-2CD2347G2-LS(U)"),
    ],
)
def test_names_of_cameras_that_are_not_listed(
    written: str, named_as: str, real_catalog: Catalog
) -> None:
    match = find_camera(real_catalog, Request(model=written))
    assert (match.level, match.named_as) == ("manufacturer", named_as)


def test_a_series_stays_one_in_a_line(real_catalog: Catalog) -> None:
    assert find_camera(real_catalog, Request(model="AXIS P3245 Series")).level == "family"


def test_of_a_camera_that_is_not_listed_the_name_alone_is_told(real_catalog: Catalog) -> None:
    line = "Dahua DH-IPC-HDBW3999R-ZAS Mini Dome 5MP"
    match = find_camera(real_catalog, Request(description=line))
    assert (match.level, match.named_as) == ("series", "DH-IPC-HDBW3999R-ZAS")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Bosch NDP-7604-Z12L AUTODOME 7100i IR camera, 4K", "NDP-7604-Z12L"),
        ("Bosch MIC inteox 7100i MIC-7602-Z30B", "MIC-7602-Z30B"),
        ("Illustra IFS03-B21-OI03 Illustra Flex3 3MP Bullet camera", "IFS03-B21-OI03"),
        ("IFS03-B21-OI03 Illustra Flex3 3MP Bullet", "IFS03-B21-OI03"),
        # the order code is not listed, what the camera prints is
        ("NTV-3502-F03L Bosch FLEXIDOME IP turret 3000i IR", "FLEXIDOME IP turret 3000i IR"),
    ],
)
def test_order_code_and_product_name_in_one_line_are_one_camera(
    written: str, name: str, real_catalog: Catalog
) -> None:
    assert resolve_line(written, real_catalog.names).name == name


def test_a_word_in_front_of_a_name_shortens_it_not(real_catalog: Catalog) -> None:
    """There is a FLEXIDOME IP panoramic 7000 MP too."""
    line = "Telecamera bullet FLEXIDOME IP panoramic 7000 MP outdoor da esterno 4MP"
    match = resolve_line(line, real_catalog.names, manufacturer="Bosch")
    assert match.name in (None, "FLEXIDOME IP panoramic 7000 MP outdoor")


def test_a_code_that_is_not_listed_is_no_listed_camera_of_the_family_beside_it(
    real_catalog: Catalog,
) -> None:
    line = "NDV-3503-F03 Bosch FLEXIDOME IP micro 3000i 5MP"
    match = resolve_line(line, real_catalog.names)
    assert (match.level, match.named_as, match.members) == ("manufacturer", "NDV-3503-F03", ())


def test_name_and_part_number_of_different_cameras_are_a_conflict(real_catalog: Catalog) -> None:
    match = resolve_line("Axis P3245-LV fixed dome outdoor 01593-001", real_catalog.names)
    assert match.level in ("conflict", "ambiguous")


def test_a_refused_line_still_suggests_the_camera_in_it(real_catalog: Catalog) -> None:
    match = resolve_line("Wall mount for Axis P3245-LVE", real_catalog.names)
    assert "Axis P3245-LVE" in match.suggestions


def _index() -> MemoryIndex:
    index = MemoryIndex()
    acme = index.add_manufacturer("Acme")
    for name in ("AC-100", "AC-100V", "AC-200 Mk II", "AC-300"):
        index.add_model(acme, name)
    index.add_name(acme, 3, "identifier", "00777-001")
    return index


INDEX = _index()
WORDS = st.sampled_from(
    ["Acme", "AC-100", "AC-100V", "AC-200", "Mk", "II", "AC-300", "00777-001", "V", "dome", "for"]
    + ["camera", "2x", "outdoor", "with", "mount", "1080p", "AC-400", "/", ",", "(white)"]
)


@given(st.lists(WORDS, max_size=8).map(" ".join))
def test_a_camera_is_only_named_where_its_name_or_number_stands(written: str) -> None:
    match = resolve_line(written, INDEX)
    if match.resolved:
        key = loose_key(written)
        assert loose_key(match.name or "") in key or (match.model == 3 and "00777001" in key)


@given(st.text(max_size=80))
def test_any_text_gets_an_answer(written: str) -> None:
    resolve_line(written, INDEX)


def test_an_order_code_beside_the_name_that_devices_print_is_that_camera() -> None:
    index = MemoryIndex()
    acme = index.add_manufacturer("Acme")
    for name in ("NDE-8504-R", "NDE-8503-R", "NDE-5504-R"):
        model = index.add_model(acme, name)
        if "850" in name:
            index.add_name(acme, model, "printed", "GLOBE IP starlight 8000i")
    line = "Acme {} GLOBE IP starlight 8000i fixed dome camera, 4K"
    assert resolve_line(line.format("NDE-8504-R"), index).name == "NDE-8504-R"
    family = resolve_line(line.format(""), index)
    assert (family.level, len(family.members)) == ("family", 2)
    assert not resolve_line(line.format("NDE-5504-R"), index).resolved


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("2x Acme AC-450-V fixed dome camera, 1080p", "manufacturer"),
        ("Acme AC-450-V", "manufacturer"),
        ("Mount for Acme AC-450-V", "none"),
        ("Acme AC-450-V or AC-451-V", "ambiguous"),
        ("Acme AC-450-V Mk II camera", "manufacturer"),  # whichever it is, it is Acme's
        ("Acme AC-450-V(4mm) Turret SuperView 8MP", "manufacturer"),
    ],
)
def test_a_line_about_a_camera_that_is_not_listed_tells_its_maker(written: str, level: str) -> None:
    index = MemoryIndex()
    acme = index.add_manufacturer("Acme")
    index.add_pattern(acme, "AC-###[-@]")
    index.add_model(acme, "ZZ-1")
    match = resolve_line(written, index)
    assert (match.level, match.written, match.listed) == (level, written, False)
