"""How version texts are read: notations, completeness, refusals, hostile input."""

import csv
from pathlib import Path

import pytest

from integration_db.firmware import (
    SCHEMES,
    Provenance,
    Scheme,
    compare,
    has_line,
    parse_firmware,
    scheme_for,
)
from integration_db.firmware.dates import day_after

LISTS = Path(__file__).parent / "cases" / "firmware_order.csv"


@pytest.mark.parametrize(
    ("written", "scheme"),
    [
        ("Axis", "axis"),
        ("AXIS COMMUNICATIONS AB", "axis"),
        ("TP-Link", "tapo"),
        ("tplink-tapo", "tapo"),
        ("VIGI", "tapo"),
        ("Amcrest", "dahua"),
        ("Dahua Technology", "dahua"),
        ("Hikvision Digital Technology Co., Ltd.", "hikvision"),
        ("HiWatch", "hikvision"),
        ("Zhejiang Dahua Technology Co., Ltd.", "dahua"),
        ("Milesight Technology Co.,Ltd.", "milesight"),
        ("Geutebrück GmbH", "geutebrueck"),
        ("geutebrueck", "geutebrueck"),
        ("Hanwha Techwin", "hanwha"),
        ("Hanwha Vision", "hanwha"),
        ("Johnson Controls Illustra", "illustra"),
        ("exacqVision", "exacqvision"),
        ("Exacq Technologies", "exacqvision"),
        ("MOBOTIX AG", "mobotix"),
        ("Sony", "generic"),
        ("Vision", "generic"),
        ("", "generic"),
        (None, "generic"),
    ],
)
def test_the_scheme_is_found_by_the_manufacturers_name(written: str | None, scheme: str) -> None:
    assert scheme_for(written) == scheme


@pytest.mark.parametrize(
    ("manufacturer", "notations"),
    [
        ("Axis", ["10.12.91", "10_12_91", "AXIS OS 10.12.91", "v10.12.91", "10.12.91.0"]),
        ("Axis", ["5.50-beta3", "5.50beta3", "5.50 Beta 3"]),
        (
            "Hikvision",
            [
                "5.5.82 build 190909",
                "V5.5.82 build 190909",
                "5.5.82 Build 190909",
                "V5.5.82_190909",
                "V5.5.82build190909",
                "V5.5.82_build190909",
                "V5.5.82  build  190909",
                "V5.5.82 build 20190909",
            ],
        ),
        (
            "Dahua",
            [
                "2.800.0000018.0.R.210707",
                "V2.800.0000018.0.R, Build Date: 2021-07-07",
                "2.800.0000018.0.R,build:2021-07-07",
                "2.800.0000018.0.R, build : 2021-07-07",
                "2.800.0000018.0.R,2021-07-07",
                "2.800.18.0.R.20210707",
            ],
        ),
        (
            "TP-Link",
            [
                "1.3.11 Build 240110 Rel.64341n",
                "1.3.11_Build_240110_Rel.64341n",
                "1.3.11 Build 20240110 rel.64341",
                "1.3.11 Build 240110 Rel. 64341n(4555)",
            ],
        ),
        ("Reolink", ["v3.0.0.4662_2503122270", "v3.0.0_4662_2503122270"]),
        ("Reolink", ["v3.0.0.186_22062406", "3.0.0.186._22062406", "V3.0.0.186 22062406"]),
        ("Vivotek", ["0101b", "IP7160-VVTK-0101b", "FD8161-VVTK-0101B"]),
        ("Mobotix", ["MX-V4.4.2.73.r2", "MX-V4.4.2.73-r2", "V4.4.2.73.r2"]),
        ("Mobotix", ["MX-V5.4.6.3", "MX-V5.4.6.3 (2021-09-21)"]),
        ("Illustra", ["SS016.05.03.01.0010", "Illustra.SS016.05.03.01.0010"]),
        ("Bosch", ["7.80.0128", "7.80 B128", "7.80.128"]),
        ("Reolink", ["v3.0.0.115_20102200", "3.0.0.115-20102200"]),
        ("Yi", ["12.0.37.1_202408081315", "V12.0.37.1-202408081315"]),
        ("Yi", ["4.5.0.0C_201910080934", "4.5.0.0c_201910080934", "4.5.0.00C_201910080934"]),
        ("Uniview", ["IPC_Q1201-B0006P60D1907", "ipc_q1201-b0006p60d1907"]),
        (
            "Uniview",
            [
                "IPC_Q1201-B5022P30D1711C31 build 2018-06-19",
                "IPC_Q1201-B5022P30D1711C31 build 2018-06-19 22:03:52",
            ],
        ),
        ("exacqVision", ["20.12.2.0", "20.12.02.0", "exacqVision 20.12.2.0"]),
        ("TVT", ["1.3.3.20657B180918.D06.U2(4A41T)", "1.3.3.20657b180918.d6.u2(4a41t)"]),
        ("Sony", ["1.6", "v1.06", "Firmware Version 1.6", "fw 1.06", "Ver. 1.06"]),
        ("Sony", ["5.70-r2", "5.70.r2", "5.70 build 2"]),
    ],
)
def test_every_notation_of_a_version_is_the_same_version(
    manufacturer: str, notations: list[str]
) -> None:
    first, *others = [parse_firmware(text, manufacturer=manufacturer) for text in notations]
    assert first.canonical == notations[0]
    for other in others:
        assert compare(first, other) == 0
        assert other.canonical == first.canonical


@pytest.mark.parametrize(
    ("manufacturer", "text", "provenance", "exact"),
    [
        ("Axis", "9.80.3.9", "human", True),
        ("Axis", "9.80.3", "human", False),
        ("Axis", "9.80.3", "device", True),
        ("Axis", "10.12.91", "human", True),
        ("Axis", "10.12", "human", False),
        ("Axis", "11", "device", False),
        ("Bosch", "7.80.0128", "human", True),
        ("Bosch", "7.80", "human", False),
        ("Hikvision", "V5.5.82 build 190909", "human", True),
        ("Hikvision", "V5.5.82", "device", False),
        ("Dahua", "2.800.0000000.12.R", "device", False),
        ("Reolink", "v3.0.0.2356", "device", False),
        ("Tapo", "1.3.11", "device", False),
        ("Sony", "1.2.3", "human", False),
        ("Sony", "1.2.3", "device", True),
        ("Sony", "1.2a", "device", False),
        ("Dahua", "V1.043.0000000.0.R.20230713", "human", True),
        ("Dahua", "V1.043.0000000.0.R.20230713.134000", "device", False),
        ("Hanwha Vision", "1.41.01", "device", False),
        ("Hanwha Vision", "1.41.01_20200102", "device", False),
        ("Hanwha Vision", "1.41.01_20200102_R210", "human", True),
        ("Geovision", "v3.12", "device", False),
        ("Yi", "9.0.36.02", "device", False),
        ("Yi", "9.0.36.00_202011101611", "human", True),
        ("Uniview", "IPC_HCMN1102-R5028P07D1603C02", "device", False),
    ],
)
def test_a_version_is_exact_only_where_nothing_can_follow(
    manufacturer: str, text: str, provenance: Provenance, exact: bool
) -> None:
    found = parse_firmware(text, manufacturer=manufacturer, provenance=provenance)
    assert found.exact is exact
    assert (found.reason is None) is exact


@pytest.mark.parametrize(
    ("manufacturer", "text", "reason"),
    [
        ("Axis", "", "no firmware was given"),
        ("Axis", "  \u200b ", "no firmware was given"),
        ("Axis", "unknown", "names no version"),
        ("Axis", "latest", "names no version"),
        ("Axis", "21.27.3_1", "development build"),
        ("Axis", "21.27.3", "development build"),
        ("Axis", "5.50.2_cst_412205_1", "custom build"),
        ("Axis", "5.50.x", "no Axis firmware"),
        ("Axis", "5.51 -11.9", "no Axis firmware"),
        ("Hikvision", "V5.5.82 build 190231", "190231 is not a date"),
        ("Hikvision", "V4.30.096build221220 and the versions prior", "no Hikvision firmware"),
        ("Dahua", "2.2.0D_115745", "no Dahua firmware"),
        ("Dahua", "2.622", "too short to tell its line"),
        ("Tapo", "1.3.6 Build 230424 Rel.90000n", "not a second of the day"),
        ("TP-Link", "1.0.1 Build 230614 Rel.150219", "a time of day, as plugs print it"),
        ("TP-Link", "1.0 Build 230614 Rel.000312", "a time of day, as plugs print it"),
        ("Dahua", "V2.04.4.R.150822", "no Dahua firmware"),
        ("Reolink", "0823", "a month and a day but no year"),
        ("Reolink", "042901", "a month and a day but no year"),
        ("Reolink", "2021130106", "20211301 is not a date"),
        ("Reolink", "N180811", "no Reolink firmware"),
        ("Bosch", "660", "it has no dot"),
        ("Bosch", "25500593", "it has no dot"),
        ("Bosch", "7.8", "may have lost one"),
        ("Aqara", "4.0.4_0006_4.1.8_0018", "two components"),
        ("Yi", "9.0", "too short to tell its line"),
        ("Yi", "9.0.19.02_202013141512", "20201314 is not a date"),
        ("Yi", "9.0.19.02_202007142512", "no Yi firmware"),
        ("Uniview", "IPC_Q1201-B5022P30D1711C31 build 2018-06-31", "is not a date"),
        ("Reolink", "v3.0.0.41102410111128", "no Reolink firmware"),
        ("Reolink", "v3.0.0.136_20131102", "201311 is not a date"),
        ("Vivotek", "2.2.0D_115745", "no Vivotek firmware"),
        ("Vivotek", "0121d_48573_1", "no Vivotek firmware"),
        ("Foscam", "1.9.1.11 / 2.51.1.30", "joins two components"),
        ("AVTECH", "1004Y-1002Y-1001EJ-1000Y", "several components"),
        ("Panasonic", "4.56E0x", "no known firmware"),
        ("Wyze", "4", "no Wyze firmware"),
        ("", "5.6.\u0661", "characters that no version has"),
        ("", "\u0441.1", "characters that no version has"),
        ("", "1.0\x00", "control characters"),
        ("", "1." + "9" * 36, "more than 35 digits"),
        ("", "1." * 300, "too long"),
        ("", "1" * 1_000_000, "too long"),
    ],
)
def test_what_no_parser_knows_stays_opaque_and_says_why(
    manufacturer: str, text: str, reason: str
) -> None:
    found = parse_firmware(text, manufacturer=manufacturer)
    assert found.lineage is None
    assert (found.lo, found.hi, found.exact) == ("", "", False)
    assert reason in (found.reason or "")


def test_raw_text_is_safe_to_show() -> None:
    found = parse_firmware("  1.0\x1b[31m\x00" + "y" * 500)
    assert found.raw.isprintable()
    assert len(found.raw) <= 160


def test_full_width_digits_and_odd_spaces_are_read() -> None:
    found = parse_firmware("Ｖ５.５.８２\u00a0build\u2003190909\ufeff", manufacturer="Hikvision")
    assert (found.canonical, found.build_date) == ("5.5.82 build 190909", "2019-09-09")


def test_two_long_texts_with_one_beginning_are_not_the_same() -> None:
    assert compare(parse_firmware("x1" * 999 + "a"), parse_firmware("x1" * 999 + "b")) is None


def test_a_scheme_that_does_not_exist_gives_an_opaque_version() -> None:
    assert parse_firmware("1.0", scheme="nosuch").reason == "there is no firmware scheme nosuch"


@pytest.mark.parametrize(
    ("manufacturer", "text", "lineage", "channel"),
    [
        ("Axis", "12.0.0-beta1", "axis~pre", "beta"),
        ("Dahua", "2.800.0000000.12.T.240322", "dahua~test", "test"),
        ("Honeywell", "2.420.HW01.33.20190812", "dahua/hw", "release"),
        ("Amcrest", "1.000.00AC006.0.R.200922", "dahua/00ac", "release"),
        ("Reolink", "1120_16070108_v1.0.0.30", "reolink/bare", "release"),
        ("Ubiquiti", "1.21.0-beta.3", "ubiquiti~pre", "beta"),
        ("SUNBA", "QIPC-B2202.3.73.C06290.NB.230628", "uniview/qipc-b2202.c06290.nb", "release"),
        ("Digital Watchdog", "v1.4.1.1", "digitalwatchdog", "release"),
        ("Yi", "9.0.05.16_202005271532", "yi/9.0.5", "release"),
        ("Uniview", "IPC_G6106-B0005P11D1812C03", "uniview/ipc_g6106-b0005.d1812.c03", "release"),
        ("Illustra", "PLAIN.5.03.01.0010", "illustra/plain", "release"),
        ("Illustra", "2.8.0", "illustra", "release"),
        ("Dahua", "V1.001.176S000.1.R.20220719", "dahua/176s", "release"),
        ("Dahua", "V4.002.1AYB000.0.T.230901", "dahua/1ayb~test", "test"),
        ("Amcrest", "V2.680.00AC00A.0.R.210804", "dahua/00ac00a", "release"),
        ("Dahua", "V2.801.0000000Z.0.R.210926", None, "release"),
        (None, "0823", "generic/int", "release"),
    ],
)
def test_each_line_is_kept_apart(
    manufacturer: str | None, text: str, lineage: str | None, channel: str
) -> None:
    found = parse_firmware(text, manufacturer=manufacturer)
    assert (found.lineage, found.channel) == (lineage, channel)


@pytest.mark.parametrize("scheme", [s for s in SCHEMES.values() if s.examples])
def test_every_scheme_reads_its_own_examples(scheme: Scheme) -> None:
    for text in scheme.examples:
        assert parse_firmware(text, scheme=scheme.name).lineage is not None, text


def test_every_published_version_reads_the_same_from_its_canonical_form() -> None:
    with LISTS.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        manufacturer = row["vendor"].split(":")[0]
        first = parse_firmware(row["firmware"], manufacturer=manufacturer)
        again = parse_firmware(first.canonical, manufacturer=manufacturer)
        assert (again.canonical, again.lineage, again.lo, again.hi) == (
            first.canonical,
            first.lineage,
            first.lo,
            first.hi,
        )


@pytest.mark.parametrize(
    ("day", "following"),
    [
        ("2023-09-21", "2023-09-22"),
        ("2023-12-31", "2024-01-01"),
        ("2024-02-28", "2024-02-29"),
        ("2023-02-28", "2023-03-01"),
        ("2100-02-28", "2100-03-01"),
    ],
)
def test_the_day_after_follows_the_calendar(day: str, following: str) -> None:
    assert day_after(day) == following


@pytest.mark.parametrize(
    ("manufacturer", "prefixes", "version"),
    [
        ("Axis", ["v", "OS ", "AXIS ", "AXIS OS ", "axis os v"], "10.12.91"),
        ("Hikvision", ["v", "V"], "5.5.82 build 190909"),
        ("Dahua", ["V", "v"], "2.800.0000000.12.R.240322"),
        ("Reolink", ["", "V"], "v3.1.0.764_21121717"),
        ("Vivotek", ["VVTK-", "FD9389-VVTK-", "IP816A-HP-VVTK-", "FD8166A(F2)-VVTK-"], "0110g"),
        ("Mobotix", ["MX-V", "MX-", "MXV", "V", "mx-v"], "4.4.2.73.r2"),
        ("Illustra", ["Illustra.", "illustra "], "SS016.05.03.01.0010"),
        ("exacqVision", ["exacqVision ", "v", "exacqvision v"], "24.03"),
        ("TP-Link", ["v"], "1.3.11 Build 240110 Rel.64341n"),
        ("Yi", ["v"], "9.0.19.02_202007141512"),
        (
            "Sony",
            ["v", "Ver. ", "Version ", "Firmware ", "FW: ", "firmware version v. ", "rev"],
            "2.4",
        ),
    ],
)
def test_what_stands_in_front_of_a_version_does_not_change_it(
    manufacturer: str, prefixes: list[str], version: str
) -> None:
    bare = parse_firmware(version, manufacturer=manufacturer)
    assert bare.lineage is not None
    for prefix in prefixes:
        found = parse_firmware(prefix + version.removeprefix("v"), manufacturer=manufacturer)
        assert (found.canonical, found.lo) == (bare.canonical, bare.lo), prefix


@pytest.mark.parametrize(
    "scheme",
    ["generic", "generic+dahua", "acti+amtk+cpro+dynacolor+hitron+honeywell+uniview+generic"],
)
def test_what_is_known_to_have_a_line_unread_has_one_when_it_is_read(scheme: str) -> None:
    known = ["7", "0.0", "5.0.12", "00.07", "2019.200101.3", "1.2.3.4.5.6.7.8.9", "9" * 35]
    assert all(has_line(text, scheme) for text in known)
    assert all(parse_firmware(text, scheme=scheme).lineage for text in known)
    unknown = ["", ".", "1.", "1..2", "v1.2", "1.2 ", "1.2\n", "1.2a", "9" * 36, "\u0665.1"]
    assert not any(has_line(text, scheme) for text in unknown)
    assert not any(has_line(text, f"axis+{scheme}") for text in known)
