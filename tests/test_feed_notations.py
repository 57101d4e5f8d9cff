"""The notations of the feed read what the library reads, to the same key, and nothing else."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import pytest

from integration_db.feed_reader import Firmware, place
from integration_db.firmware import SCHEMES, Provenance, notations, parse_firmware
from integration_db.firmware.reading import Reading
from integration_db.firmware.schemes import lineage_of, notations_of

TESTS = Path(__file__).parent
JOINED = "dahua+uniview+dynacolor+generic+tiandy"
TABLES = {
    name: [one.to_dict() for one in notations_of(name).portable()] for name in (*SCHEMES, JOINED)
}


def strings() -> list[str]:
    """Every firmware of the case files, and every string of the library's own firmware tests."""
    found = {example for scheme in SCHEMES.values() for example in scheme.examples}
    for name in ("firmware_order.csv", "onvif_identities.csv"):
        with (TESTS / "cases" / name).open(newline="", encoding="utf-8") as lines:
            found |= {row["firmware"] for row in csv.DictReader(lines)}
    for path in TESTS.glob("test_firmware_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value[:700])
    return sorted(found)


def by_feed(text: str, scheme: str, provenance: Provenance) -> Firmware:
    line = lineage_of(Reading("", "", "full"), scheme, "Sony")
    return place(text, TABLES[scheme], line, provenance == "device")


def by_library(text: str, scheme: str, provenance: Provenance) -> Firmware:
    found = parse_firmware(text, manufacturer="Sony", scheme=scheme, provenance=provenance)
    return Firmware(text, found.lineage, found.lo, found.hi, found.build_date)


def test_every_scheme_has_its_file_and_every_file_its_scheme() -> None:
    files = {path.stem for path in Path(notations.__path__[0]).glob("*.py")}
    assert files - {"__init__"} == SCHEMES.keys()


@pytest.mark.parametrize("provenance", ["device", "human"])
@pytest.mark.parametrize("scheme", sorted(TABLES))
def test_the_library_reads_the_same(scheme: str, provenance: Provenance) -> None:
    readable = 0
    for text in strings():
        want = by_library(text, scheme, provenance)
        got = by_feed(text, scheme, provenance)
        if text.isascii() or got.line is not None:
            assert got == want, f"{scheme}: {text!r}"
        readable += got.line is not None
    assert (readable > 0) == (scheme != "avtech")


def test_the_patterns_use_only_what_every_engine_has() -> None:
    for scheme in SCHEMES:
        for one in notations_of(scheme).portable():
            assert one.pattern.isascii()
            bare = re.sub(r"\\[^a-zA-Z0-9]", "x", one.pattern)
            assert not set(bare) & {"\\", "^", "$", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
            assert not re.search(r"\(\?(?!:)", bare), "groups only, no look-around"
            assert not re.search(r"[*+?}][?+]", bare), "nothing lazy or possessive"


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("hikvision", "5.5.82 build 190931"),
        ("tapo", "1.3.11 Build 240110 Rel.86400n"),
        ("axis", "21.27.3"),
        ("foscam", "11"),
        ("illustra", "illustra.5.1"),
        ("avtech", "1004Y-1002Y-1001EJ-1000Y"),
        ("generic", "1" * 36),
        ("generic", "1." * 100 + "1"),
        ("generic", "latest"),
        ("generic", "1.2\x00"),
    ],
)
def test_what_cannot_be_placed_is_placed_nowhere(scheme: str, text: str) -> None:
    assert by_feed(text, scheme, "device") == Firmware(text, None, "", "", None)
    assert by_library(text, scheme, "device").line is None
