"""Published lists of firmware, old to new: not one pair may come out reversed or equal."""

import csv
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from integration_db.firmware import (
    Firmware,
    Provenance,
    compare,
    explain_comparison,
    is_numbered_above,
    parse_firmware,
)

LISTS = Path(__file__).parent / "cases" / "firmware_order.csv"

# Tapo C110v1: 1.3.0 was built again three weeks after 1.3.7
UNKNOWN_PAIRS = 1


def read(manufacturer: str | None, text: str) -> Firmware:
    return parse_firmware(text, manufacturer=manufacturer)


def test_no_published_list_is_contradicted() -> None:
    series: dict[str, list[Firmware]] = defaultdict(list)
    with LISTS.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            manufacturer = row["vendor"].split(":")[0]
            series[row["vendor"]].append(read(manufacturer, row["firmware"]))
    pairs = [pair for members in series.values() for pair in combinations(members, 2)]
    wrong = [explain_comparison(a, b) for a, b in pairs if compare(a, b) in (0, 1)]
    unknown = [explain_comparison(a, b) for a, b in pairs if compare(a, b) is None]
    sys.stdout.write(f"{len(pairs)} pairs, {len(series)} series, {len(unknown)} unknown\n")
    assert not wrong
    assert len(pairs) > 1800
    assert len(unknown) <= UNKNOWN_PAIRS, unknown


@pytest.mark.parametrize(
    ("manufacturer", "older", "newer"),
    [
        ("Axis", "9.80.3.9", "9.80.47"),
        ("Axis", "9.80.3.9", "10.12.91"),
        ("Axis", "5.50beta3", "5.50rc1"),
        ("Hikvision", "5.4.3 build 160808", "5.4.3 build 170123"),
        ("Hikvision", "V5.4.3", "V5.4.5 build 170123"),
        ("Dahua", "2.460.0000.14.R.180101", "2.460.0000000.16.R.180601"),
        ("Amcrest", "2.622.00AC000.0.R.200407", "2.622.00AC000.0.R.230106"),
        ("Dahua", "2.800.1A4G000.0.R.230315", "2.800.1A4G000.1.R.230415"),
        ("Dahua", "1.043.0000000.0.R.20230713.134000", "1.043.0000000.0.R.20240117.00000"),
        ("Tapo", "1.3.6 Build 230424 Rel.100n", "1.3.6 Build 230424 Rel.77225n"),
        ("Reolink", "136_20121102", "v3.0.0.2356_23062004"),
        ("Reolink", "20091604", "2021022706"),
        ("Reolink", "200226", "20120700"),
        ("Reolink", "20102200", "3.0.0.115-20102300"),
        ("Yi", "4.5.0.0A_201902261502", "4.5.0.0B_201909041616"),
        ("Yi", "4.5.0.0B_201909041616", "4.5.0.0C_201910080934"),
        ("Yi", "8.2.0.0A_201912270941", "8.2.0.0A_202007211802"),
        ("Yi", "9.0.09.03_202006090939", "9.0.09.06_202103291039"),
        ("Yi", "9.0.19.2", "9.0.19.10"),
        ("Uniview", "IPC_Q1201-B0006P60D1907", "IPC_Q1201-B0006P61D1907"),
        ("TVT", "1.3.4", "1.3.5.24513B190218.D00.U1(8A21S)"),
        ("Hikvision", "5.4.3", "5.5"),
        ("Reolink", "v2.0.0.4732_1728_21062800", "v3.2.0.218_23020154"),
        ("Vivotek", "IP7160-VVTK-0100b", "IP7160-VVTK-0100b1"),
        ("Vivotek", "2.2311.62.00a", "2.2402.34.01j_101"),
        ("Mobotix", "MX-V4.4.2.73", "MX-V4.4.2.73.r2"),
        ("Illustra", "Illustra.SS016.05.03.01.0007", "SS016.24.03.00.0007"),
        ("Bosch", "7.80.9", "7.80 B128"),
        ("exacqVision", "9.8.2.1", "19.03"),
        ("exacqVision", "23.09.6.0", "24.03"),
        ("Synology", "7.1-4155", "8.0.0-5070"),
        ("Milesight", "61.8.0.3-r8", "61.8.0.3-r10"),
        ("Aqara", "4.5.30_0002.0013", "4.5.30_0004.0013"),
        ("Wyze", "4.36.9.139", "4.36.11.8391"),
        ("Foscam", "2.51.1.30", "2.52.2.43"),
        ("Foscam", "11.37.2.9", "11.37.2.65"),
        ("Ubiquiti", "2.2.11", "2.10.10"),
        ("Pelco", "1.8.2.4-20120101-1.8154-O3.5432", "1.8.2.4-20130101-1.8154-O3.5432"),
        ("Uniview", "NVR-B3801.20.17.240507", "NVR-B3801.20.18.240901"),
        ("Hanwha Vision", "1.40_20200102", "1.40.02_20200303"),
        ("Geovision", "v3.10 2016-12-02", "v3.12 2017-06-19"),
        ("Panasonic", "1.06", "1.07A"),
        # by the days on which their makers declared them to ONVIF
        ("ACTi", "A1D-504-S1.03.01-AC", "A1D-504-S1.10.04-AC"),
        ("ACTi", "V6.08.06", "A1D-500-V6.09.45-AC"),
        ("Tiandy", "V21.12.230215.1186FCCA", "V23.06.231102.675BC81D"),
        ("Tiandy", "V23.12.240314.675BC81D", "V24.12.250714.ABF4E500"),
        ("Tiandy", "onvif_v2.4.2_20150325", "ONVIF_V3.0.0.20190701"),
        ("C-PRO", "A6.2.2_2020.10.15", "A6.2.2_2022.02.21"),
        ("A-MTK", "7.H.0.16095", "7.H.0.24751"),
        ("Dynacolor", "mb20210223SX", "mb20230830SX"),
        ("Hitron", "1.6.0-T4_release", "2.0.0-T4_release"),
        (
            "Dahua",
            "2.400.Dahua 00.8.R, build: 2015-05-15",
            "2.400.Dahua 00.23.R, build: 2016-07-05",
        ),
        ("Dahua", "2.616.0024.0, Build Date 2020-01-17 15:03:05", "2.616.0024.1.R.200224"),
        ("Hanwha Vision", "2.11.00_20211125_TARGET_R98", "2.21.01_20230105_TARGET_R120"),
        ("Avigilon", "4.4.0.40(31600)", "4.10.0.14(32300)"),
        ("Avigilon", "4.48.0.16(b623d814)", "4.60.0.24(a939185a)"),
        ("Pelco", "4.48.0.16(b623d814)", "4.64.0.16(b660bdf4)"),
        ("Illustra", "4.2.3(15447)", "4.2.3(46416)"),
        ("Uniview", "GIPC-B6202.7.10.C038103.NB.220927", "GIPC-B6202.13.2.C038103.NB.240905"),
        (None, "3.9", "v3.12"),
    ],
)
def test_the_older_version_is_older(manufacturer: str | None, older: str, newer: str) -> None:
    a, b = read(manufacturer, older), read(manufacturer, newer)
    assert (compare(a, b), compare(b, a)) == (-1, 1)


@pytest.mark.parametrize(
    ("manufacturer", "left", "right"),
    [
        ("Axis", "9.80.3", "9.80.3.9"),
        ("Axis", "10.12", "10.12.0"),
        ("Axis", "5.50beta3", "5.51.7.2"),
        ("Axis", "21.27.3_1", "12.0.0"),
        ("Hikvision", "5.4.3", "5.4.3 build 170123"),
        ("Hikvision", "5.4.1 build 160525", "5.4.0 build 160530"),
        ("Hikvision", "V4.84.100_250918", "V4.73.111_260713"),
        ("Dahua", "2.622.0012000.0.R.180419", "2.622.0000000.27.R.180525"),
        ("Dahua", "3.210.0001.10.R.160606", "3.210.0001.4.R.160623"),
        ("Dahua", "2.800.18LK001.0.R", "2.800.0000000.42.R"),
        ("Dahua", "2.800.1A4G000.0.R", "2.800.1A5G000.1.R"),
        ("Dahua", "1.043.0000000.0.R.20230713.134000", "1.043.0000000.0.R.20230713.150000"),
        ("Dahua", "1.043.0000000.0.R.20230713.134000", "1.043.0000000.0.R.20230713"),
        ("Dahua", "2.800.0000000.12.T.240322", "2.800.0000000.14.R.240422"),
        ("Amcrest", "3.120.00AC000.0.R.230807", "3.000.00AC007.0.R.231120"),
        ("Tapo", "1.3.6 Build 230424 Rel.1n", "1.1.18 Build 230829 Rel.1n"),
        ("Reolink", "v3.0.0.136_20121102", "v3.0.0.136_20121100"),
        ("Reolink", "v3.0.0.136", "136_20121102"),
        ("Reolink", "v2.0.0.587_19110801", "136_20121102"),
        ("Reolink", "0823", "0425"),
        # nobody says when the higher number was built: the lower may be an older branch built later
        ("Hikvision", "5.4.3 build 170123", "5.5"),
        ("Hanwha Vision", "V4.6.19_240606", "4.42.0004"),
        ("Hanwha Vision", "V4.6.19_240606", "V5.7.0_190530"),
        ("Hanwha Vision", "1.41.01", "1.41.01_20200102_R210"),
        ("Hanwha Vision", "1.41.01_20200102", "1.41.01_20200102_R210"),
        ("Geovision", "v3.12", "v3.12 2017-06-19"),
        ("Yi", "4.5.0.0C_201910080934", "4.6.0.0A_201908271549"),
        ("Yi", "8.2.0.0A", "8.2.0.0A_202007211802"),
        ("Uniview", "IPC_G6103-B0009P30D1803", "IPC_G6103-B0004P22D1904"),
        ("Uniview", "IPC_Q1201-B0006P60D1907", "IPC_Q1201-B0006P60D1907C31"),
        ("Uniview", "IPC_Q1201-B5022P30D1711", "IPC_Q1201-B5022P30D1711 build 2018-06-19"),
        ("Bosch", "660", "6.60"),
        ("Bosch", "7.8", "7.10"),
        ("Bosch", "660", "425"),
        ("Vivotek", "0101b", "2.2402.34.01j_101"),
        ("Mobotix", "MX-V4.4.2.73", "MX-V5.4.6.3"),
        ("Illustra", "6.00.00", "SS016.05.03.01.0010"),
        ("exacqVision", "23.06.776000.0", "23.06.5.0"),
        ("Milesight", "61.8.0.3-r8", "51.7.0.77-r12"),
        ("Milesight", "45.8.0.2-AIoT-r4", "45.8.0.2-r5"),
        ("Wyze", "4.36.16.5055", "4.55.16.5055"),
        ("Foscam", "1.9.1.11", "2.51.1.30"),
        ("Foscam", "11.22.2.47", "11.37.2.65"),
        ("Arecont", "65199", "1.2.3"),
        ("Milestone", "13.1a", "13.1"),
        ("Panasonic", "1.06", "1.06A"),
        ("AVTECH", "1004Y-1002Y-1001EJ-1000Y", "1005Y-1002Y-1001EJ-1000Y"),
        (None, "8", "8.1"),
        (None, "unknown", "1.0"),
        # what stands before or behind the numbers is a product, a platform or a customer
        ("ACTi", "A1D-500-V6.09.45-AC", "A1D-501-V7.01.07-AC"),
        ("ACTi", "A1D-502-V8.04.14-AC", "A1D-502-V8.10.01-NB"),
        ("Tiandy", "V24.12.250714.ABF4E500", "V24.12.250714.675BC81D"),
        ("Tiandy", "ONVIF_V3.0.0.20190701", "V21.12.230215.1186FCCA"),
        ("C-PRO", "A6.2.2_2020.10.14", "A7.2.2_2022.02.21"),
        ("A-MTK", "7.G.0.24732", "7.G.1.21368"),
        ("Dynacolor", "mb20210223SX", "mb20230830UX"),
        ("Dynacolor", "mb20210223SX", "nk20230830SX"),
        ("Hitron", "1.3.3-T6_release", "2.0.8-T3_release"),
        (
            "Dahua",
            "2.420.Dahua 00.8.R, build: 2015-05-15",
            "2.420.Dahua 02.9.R, build: 2016-07-05",
        ),
        (
            "Dahua",
            "2.616.0024.0, Build Date 2020-01-17 15:03:05",
            "2.616.0024.0, Build Date 2020-01-17 16:03:05",
        ),
        ("Dahua", "2.400.Dahua 00.7.R.4, build: 2015-09-01", "2.400.Dahua 00.7.R"),
        ("Avigilon", "4.60.0.24(a939185a)", "4.60.0.24(a939185b)"),
        # a lower number with a higher build
        ("Illustra", "4.2.2(18639)", "4.2.3(15447)"),
        ("Uniview", "IPC_D1202-B0005D1809", "IPC_D1202-B0005P10D1809"),
        ("Milesight", "61.8.0.3-r6-c1-t", "61.8.0.3-r8"),
        ("Bosch", "38500570", "5.80"),
    ],
)
def test_what_is_not_known_is_not_answered(manufacturer: str | None, left: str, right: str) -> None:
    origins: tuple[Provenance, ...] = ("human", "device")
    for origin in origins:
        a = parse_firmware(left, manufacturer=manufacturer, provenance=origin)
        b = parse_firmware(right, manufacturer=manufacturer, provenance=origin)
        if origin == "human" or manufacturer != "Axis":  # a device's 9.80.3 is all it says
            assert (compare(a, b), compare(b, a)) == (None, None)


def test_versions_that_touch_are_not_in_order() -> None:
    a = Firmware("", "", "a", "line", "1", "2", None, "release", None)
    b = Firmware("", "", "b", "line", "2", "3", None, "release", None)
    assert (compare(a, b), compare(b, a)) == (None, None)


def test_two_makers_never_compare() -> None:
    assert compare(read("Sony", "1.2"), read("Canon", "1.3")) is None


@pytest.mark.parametrize("text", ["", "unknown", "9.80", "9.80.3.9", "(custom) x", "5.50beta3"])
def test_a_version_is_the_same_as_itself(text: str) -> None:
    assert compare(read("Axis", text), read("Axis", text)) == 0


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ("9.80.3.9", "10.12.91", "9.80.3.9 is older than 10.12.91"),
        ("10.12.91", "9.80.3.9", "10.12.91 is newer than 9.80.3.9"),
        ("v10.12.91.0", "10.12.91", "is the same as"),
        ("9.80", "9.80.3.9", "9.80 may stand for either side (it may be short"),
        ("nonsense1", "9.80", "nonsense1 cannot be read (no Axis firmware looks like this)"),
        ("5.50beta3", "5.51.1.1", "of different lines"),
    ],
)
def test_the_explanation_says_why(left: str, right: str, words: str) -> None:
    assert words in explain_comparison(read("Axis", left), read("Axis", right))


@pytest.mark.parametrize(
    ("manufacturer", "left", "right", "words"),
    [
        ("Tapo", "1.3.6 Build 230424 Rel.1n", "1.4", "give both dates"),
        ("Tapo", "1.4", "1.3.6 Build 230424 Rel.1n", "1.4 has the higher number, but 1.3.6"),
        (
            "Tapo",
            "1.3.6 Build 230424",
            "1.1.18 Build 230829",
            "but 1.1.18 Build 230829 a later date",
        ),
        ("Reolink", "20102200", "v3.0.0.115_20102200", "both were built on the same day"),
        ("Reolink", "v3.0.0.115", "20102200", "20102200 tells nothing but its build date, and v3"),
        (
            "Reolink",
            "v2.0.0.587_19110801",
            "136_20121102",
            "date, which is after that of v2.0.0.587",
        ),
        (
            "Reolink",
            "20102200",
            "v3.0.0.716_21112404",
            "they were built on 2020-10-22 and 2021-11-24",
        ),
        ("Bosch", "660", "6.60", "it has no dot"),
        ("Reolink", "0823", "20102200", "it has a month and a day but no year"),
    ],
)
def test_the_explanation_names_the_dates(
    manufacturer: str, left: str, right: str, words: str
) -> None:
    assert words in explain_comparison(read(manufacturer, left), read(manufacturer, right))


def test_a_number_above_needs_no_build_date() -> None:
    checked, asked = read("Tapo", "1.3.6 Build 230424 Rel.1n"), read("Tapo", "1.4")
    assert is_numbered_above(asked, checked)
    assert not is_numbered_above(checked, asked)
    assert not is_numbered_above(read("Tapo", "1.3"), checked)
    assert not is_numbered_above(read("Yi", "9.0.19.2"), read("Yi", "9.0.5.1"))


BRAND = "dahua+honeywell+dynacolor+generic"


def read_brand(text: str) -> Firmware:
    return parse_firmware(text, manufacturer="Brand", scheme=BRAND)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("2.800.0000000.12.R.240322", "brand"),
        ("2.420.Honeywell 00.15.R, build: 2016-01-23", "brand/honeywell 00"),
        ("HC4.25.1.13.20250324", "brand/honeywell/hc4"),
        ("HC4.25.1.13.20250403_IN2", "brand/honeywell/hc4_in2"),
        ("HS20140521NSA", "brand/dynacolor/hs-nsa"),
        ("40.0.6", "brand/generic"),
        ("2.460", "brand/generic"),
        ("7", "brand/generic/int"),
        ("2.800.0000000.12.R.249999", None),
        ("nonsense", None),
    ],
)
def test_a_brand_of_several_makers_is_read_by_the_first_that_knows_the_shape(
    text: str, line: str | None
) -> None:
    assert read_brand(text).lineage == line


def test_what_several_makers_write_for_a_brand_never_compares() -> None:
    texts = ("2.800.0000000.12.R.240322", "HC4.25.1.13.20250324", "HS20140521NSA", "40.0.6")
    for one, other in combinations(texts, 2):
        assert compare(read_brand(one), read_brand(other)) is None
    older, newer = read_brand("HC4.25.1.4.20250107"), read_brand("HC4.25.1.13.20250324")
    assert compare(older, newer) == -1


def test_a_brand_lacks_a_maker_that_nobody_knows() -> None:
    for scheme in ("dahua+othre", "dahua+dahua", "dahua+", "+"):
        found = parse_firmware("2.4", manufacturer="Brand", scheme=scheme)
        assert (found.lineage, found.reason) == (None, f"there is no firmware scheme {scheme}")
