"""Ranges of firmware: the grammar, and who is inside."""

import sqlite3

import pytest

from integration_db.errors import InvalidRange
from integration_db.firmware import (
    SQL_HOLDS,
    Firmware,
    Interval,
    interval_holds,
    parse_firmware,
    parse_range,
)
from integration_db.firmware.ranges import range_text

AXIS = ">=9.80.3.9,<10 | >=10.12.91"
HIKVISION = ">=5.4.3 build 170123,<5.4.4 | >=5.4.5 build 170123"


@pytest.mark.parametrize(
    ("manufacturer", "text", "firmware", "answer"),
    [
        ("Axis", AXIS, "9.80.3.8", "no"),
        ("Axis", AXIS, "9.80.3.9", "yes"),
        ("Axis", AXIS, "9.80.47", "yes"),
        ("Axis", AXIS, "9.80", "unknown"),
        ("Axis", AXIS, "9", "unknown"),
        ("Axis", AXIS, "10.5.1", "no"),
        ("Axis", AXIS, "10.12.90", "no"),
        ("Axis", AXIS, "10.12", "unknown"),
        ("Axis", AXIS, "10_12_91", "yes"),
        ("Axis", AXIS, "AXIS OS 10.12.91", "yes"),
        ("Axis", AXIS, "10.12.114.1", "yes"),
        ("Axis", AXIS, "11", "yes"),
        ("Axis", AXIS, "12.0.0-beta1", "unknown"),
        ("Axis", AXIS, "21.27.3_1", "unknown"),
        ("Axis", AXIS, "", "unknown"),
        ("Axis", AXIS, "5.51.7.2", "no"),
        ("Hikvision", HIKVISION, "5.4.3 build 160808", "no"),
        ("Hikvision", HIKVISION, "5.4.3 build 170123", "yes"),
        ("Hikvision", HIKVISION, "5.4.3", "unknown"),
        ("Hikvision", HIKVISION, "5.4.4 build 161125", "no"),
        # a bound stands for all that begin with it
        ("Tapo", "<=1.3.6", "1.3.6 Build 230914 Rel.86257n", "yes"),
        ("Tapo", "<=1.3.6", "1.3.6", "yes"),
        ("Tapo", "<=1.3.6", "1.3.7", "no"),
        ("Tapo", ">1.3.6", "1.3.6 Build 230914 Rel.86257n", "no"),
        ("Tapo", ">1.3.6", "1.3.7", "yes"),
        ("Tapo", ">1.3.6", "1.3", "unknown"),
        ("Tapo", "=1.3.6", "1.3.6 Build 230914 Rel.86257n", "yes"),
        ("Tapo", "==1.3.6", "1.3.5", "no"),
        ("Hikvision", ">5.4.3 build 170123", "5.4.3 build 170123", "no"),
        ("Hikvision", ">5.4.3 build 170123", "5.4.3 build 170217", "yes"),
        ("Hikvision", "<=5.4.3 build 170123", "5.4.3 build 170123", "yes"),
        ("Hikvision", "<5.4.3 build 170123", "5.4.3 build 170123", "no"),
        ("Vivotek", "<=0100b", "0100b1", "yes"),
        ("Vivotek", "<0100b", "0100a", "yes"),
        ("Milesight", ">=61.8.0.3-r8", "61.8.0.3", "no"),
        ("Milesight", ">=61.8.0.3-r8", "61.8.0.3-r10", "yes"),
        # another line is never "no"
        ("Mobotix", ">=7.3", "MX-V5.4.6.3", "unknown"),
        ("Dahua", ">=2.800", "2.622.00AC000.0.R.200407", "unknown"),
        ("exacqVision", "<=24.03", "24.03.1.0", "yes"),
        ("exacqVision", "<=24.03", "24.06.0.0", "no"),
        # beside a dotted bound a single number is a prefix
        ("Sony", ">=9.80,<10", "9.81", "yes"),
        ("Sony", ">=9.80,<10", "10.0", "no"),
        # the build date is an axis of its own
        ("Tapo", "build>=2023-09-21", "1.3.6 Build 230921 Rel.1n", "yes"),
        ("Tapo", "build>=2023-09-21", "1.3.6 Build 230920 Rel.1n", "no"),
        ("Tapo", "build>=2023-09-21", "1.3.6", "unknown"),
        ("Tapo", "build>2023-09-21", "1.3.6 Build 230921 Rel.1n", "no"),
        ("Tapo", "build<=2023-09-21", "1.3.6 Build 230921 Rel.1n", "yes"),
        ("Tapo", "build=2023-09-21", "1.3.6 Build 230921 Rel.1n", "yes"),
        ("Tapo", "build=2023-09-21", "1.3.6 Build 230922 Rel.1n", "no"),
        ("Dahua", "build<2024-02-02", "2.622.00AC000.0.R.200407", "yes"),
        ("Tapo", ">=1.3.8 | build>=2023-09-21", "1.3.6 Build 231001 Rel.1n", "yes"),
        ("Tapo", ">=1.3.8 | build>=2023-09-21", "1.3.6", "unknown"),
        ("Tapo", ">=1.3.8,build>=2023-09-21", "1.3.9 Build 230901 Rel.1n", "no"),
        # a name that is a build date goes on in the dotted versions built later
        ("Reolink", ">136_20121102,<v4", "136_20121102", "no"),
        ("Reolink", ">136_20121102,<v4", "137_21021502", "yes"),
        ("Reolink", ">136_20121102,<v4", "v3.1.0.764_21121717", "yes"),
        ("Reolink", "<v4,>=136_20121102", "136_20121102", "yes"),
        ("Reolink", ">136_20121102,<v4", "v3.1.0", "unknown"),
        ("Reolink", ">136_20121102,<v4", "v2.0.0.587_19110801", "unknown"),
        ("Reolink", ">136_20121102,<v4", "v4.0.0.1_24010100", "unknown"),
        ("Axis", "*", "", "yes"),
        ("Axis", "*", "21.27.3_1", "yes"),
    ],
)
def test_a_firmware_is_inside_outside_or_unknown(
    manufacturer: str, text: str, firmware: str, answer: str
) -> None:
    given = parse_firmware(firmware, manufacturer=manufacturer)
    wanted = parse_range(text, manufacturer=manufacturer)
    assert wanted.holds(given) == answer
    if wanted.intervals:
        assert in_sqlite([given], list(wanted.intervals)) == [
            [interval_holds(interval, given) for interval in wanted.intervals]
        ]


@pytest.mark.parametrize(("text", "answer"), [("*", "yes"), (AXIS, "unknown")])
def test_no_firmware_is_inside_only_of_everything(text: str, answer: str) -> None:
    assert parse_range(text, manufacturer="Axis").holds(None) == answer


def test_a_device_may_be_exact_where_a_person_is_not() -> None:
    wanted = parse_range("<9.80.3.9", manufacturer="Axis")
    human = parse_firmware("9.80.3", manufacturer="Axis")
    device = parse_firmware("9.80.3", manufacturer="Axis", provenance="device")
    assert (wanted.holds(human), wanted.holds(device)) == ("unknown", "yes")


@pytest.mark.parametrize(
    ("manufacturer", "text", "canonical"),
    [
        ("Axis", "  * ", "*"),
        ("Axis", ">= 10.12.91 || >=9.80.3.9, <10", AXIS),
        ("Axis", ">=10_12_91|>=9.80.3.9,<10|>=10.12.91", AXIS),
        ("Axis", "==9.80", "=9.80"),
        ("Axis", ">=9.80,<=9.80", "=9.80"),
        ("Hikvision", ">=V5.4.3_170123", ">=5.4.3 build 170123"),
        ("Dahua", ">=2.800.0000018.0.R, Build Date: 2021-07-07", ">=2.800.0000018.0.R.210707"),
        ("Dahua", "<2.800.0000018.0.R,build:2021-07-07,>=2.622", None),
        ("Tapo", "BUILD >2023-12-31", "build>=2024-01-01"),
        ("Tapo", "build=2023-09-21", "build=2023-09-21"),
        ("Tapo", "build<=9998-12-31", "build<9999-01-01"),
        ("Tapo", ">=1.3,build<=2023-09-20", ">=1.3,build<2023-09-21"),
        ("Mobotix", ">=7.3.5", ">=MX-V7.3.5"),
        ("Reolink", ">136_20121102,<v4", "<v4,build>=2020-12-12 | >136_20121102"),
        ("Reolink", "<v4,>=20121102", "<v4,build>=2020-12-11 | >=20121102"),
    ],
)
def test_the_canonical_text_reads_back_as_an_equal_range(
    manufacturer: str, text: str, canonical: str | None
) -> None:
    found = parse_range(text, manufacturer=manufacturer)
    assert found.text == (canonical or ">=2.622,<2.800.0000018.0.R.210707")
    assert range_text(found.clauses) == found.text
    assert parse_range(found.text, manufacturer=manufacturer) == found


@pytest.mark.parametrize(
    ("manufacturer", "text", "reason"),
    [
        ("Axis", "", "a part of it is empty"),
        ("Axis", ">=9 |", "a part of it is empty"),
        ("Axis", ">=9 | *", "* stands alone"),
        ("Axis", "9.80", "'9.80' has no bound"),
        ("Axis", ">=9.80,", "'' has no bound"),
        ("Axis", ">=", "has no bound"),
        ("Axis", "~9.80", "has no bound"),
        ("Axis", ">=10,<9", "no version is both >=10 and <9"),
        ("Axis", ">9.80,<9.80.3.9", "no version is both"),
        ("Axis", ">=9.80,<9.80", "no version is both"),
        ("Axis", ">=9.80,>9.90", ">=9.80 and >9.90 bound the same side"),
        ("Axis", "=9.80,<10", "bound the same side"),
        (
            "Axis",
            ">=5.50.x",
            "no Axis firmware looks like this; what can be read looks like 9.80.3.9",
        ),
        ("Axis", ">=12.0.0-beta1,<13", "of different lines (axis and axis~pre)"),
        ("Axis", ">=unknown", "names no version"),
        ("Mobotix", ">=5.4,<7", "of different lines"),
        ("Hikvision", ">=5.4 build 160921", "too vague for a bound"),
        ("Sony", ">=13.1a", "the meaning of the letter is not known"),
        ("Tapo", "build>=2023-02-30", "'2023-02-30' is not a date"),
        ("Tapo", "build>0203-09-21", "is not a date"),
        ("Tapo", "build>9999-12-31", "is not a date"),
        ("Tapo", "build>=230921", "is not a date like 2023-09-21"),
        ("Tapo", "build>=2023-09-21,build<2023-09-21", "leave no day"),
        ("Tapo", "build>2023-09-21,build>2023-09-22", "two lower build dates"),
        ("Tapo", "build<2023-09-21,build<2023-09-22", "two upper build dates"),
        ("Axis", ">=9\x00", "control characters"),
        ("Axis", ">=9 |" * 5000, "longer than 4000 characters"),
    ],
)
def test_a_range_that_cannot_be_read_says_why(manufacturer: str, text: str, reason: str) -> None:
    with pytest.raises(InvalidRange) as caught:
        parse_range(text, manufacturer=manufacturer)
    assert reason in caught.value.message


@pytest.mark.parametrize(
    ("lo", "hi", "answer"),
    [
        ("a", "a", "no"),
        ("a", "b", "unknown"),
        ("b", "b", "yes"),
        ("b", "c", "yes"),
        ("b", "d", "unknown"),
        ("c", "e", "unknown"),
        ("d", "d", "no"),
        ("d", "e", "no"),
    ],
)
def test_an_interval_holds_its_lower_end_and_not_its_upper(lo: str, hi: str, answer: str) -> None:
    interval = Interval("line", "b", "d", None, None, None, None)
    firmware = Firmware("", "", "", "line", lo, hi, None, "release", None)
    assert interval.holds(firmware) == answer
    assert in_sqlite([firmware], [interval]) == [[answer]]


def test_a_scheme_that_does_not_exist_is_an_invalid_range() -> None:
    with pytest.raises(InvalidRange, match="no firmware scheme 'nosuch'"):
        parse_range(">=1", scheme="nosuch")


def in_sqlite(firmwares: list[Firmware | None], intervals: list[Interval]) -> list[list[str]]:
    """Ask `SQL_HOLDS` of SQLite: one row per firmware, one answer per interval."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE f (id, lineage, lo, hi, built)")
    base.execute("CREATE TABLE r (id, lineage, lo, hi, built_from, built_before)")
    for number, f in enumerate(firmwares):
        row = (f.lineage, f.lo, f.hi, f.build_date) if f else (None,) * 4
        base.execute("INSERT INTO f VALUES (?, ?, ?, ?, ?)", (number, *row))
    for number, r in enumerate(intervals):
        bounds = (r.lineage, r.lo, r.hi, r.built_from, r.built_before)
        base.execute("INSERT INTO r VALUES (?, ?, ?, ?, ?, ?)", (number, *bounds))
    answers = base.execute(f"SELECT f.id, {SQL_HOLDS} FROM f, r ORDER BY f.id, r.id").fetchall()
    base.close()
    return [[answer for number, answer in answers if number == n] for n in range(len(firmwares))]
