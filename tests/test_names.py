"""Model names: what people and devices write finds the camera that is meant, or none."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from integration_db import Catalog
from integration_db.catalog.queries import name_index
from integration_db.check.answering.identity import find_camera
from integration_db.check.reading.request import Request
from integration_db.errors import NotFound
from integration_db.names import (
    MemoryIndex,
    exact_key,
    loose_key,
    resolve,
    resolve_line,
    resolve_manufacturer,
)
from integration_db.names.suggestions import _distance
from integration_db.seed import reading
from integration_db.vocabulary import UNLISTED_LEVELS, by_name

CASES = Path(__file__).parent / "cases"
DATA = Path(__file__).parents[1] / "data"


def rows(name: str) -> Iterator[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


TAPO = [
    "Tapo <name>",
    "<name> <mark>[ {IPC|FIRMWARE}]",
    "<name>_<version>[ IPC]",
    "<name> <mark> (<market>/<version>)",
]
WRITTEN = {
    "Dahua": ["DH-<name>", "DHI-<name>"],
    "TP-Link": TAPO,
    "Tapo": TAPO,
    "Hikvision": ["<name>(<board>)"],
    "Ubiquiti": ["UVC <name>"],
}
KNOWN = ("Hikvision", "Hanwha", "Axis", "Reolink", "Foscam", "Aqara", "Mobotix", "Tapo", "Wyze")


def index_of(*models: tuple[str, str]) -> MemoryIndex:
    """An index with these models (manufacturer, name) and every maker that the cases name."""
    index = MemoryIndex()
    makers: dict[str, int] = {}
    for maker in (*KNOWN, *(maker for maker, _ in models)):
        if maker not in makers:
            makers[maker] = index.add_manufacturer(maker, written=WRITTEN.get(maker, ()))
    for maker, name in dict.fromkeys(models):
        index.add_model(makers[maker], name)
    return index


def with_maker(text: str) -> tuple[str, str]:
    for maker in KNOWN:
        if text.startswith(maker + " "):
            return maker, text[len(maker) + 1 :]
    return "Hikvision", text


PAIRS = [(row["a"], row["b"]) for row in rows("hard_negatives.csv")]


@pytest.mark.parametrize(("one", "other"), [*PAIRS, *[(b, a) for a, b in PAIRS]])
def test_one_of_two_similar_cameras_is_never_taken_for_the_other(one: str, other: str) -> None:
    own, twin = with_maker(one), with_maker(other)
    without = index_of(twin)
    written = [one] if own[1] == twin[1] else [one, own[1]]  # bare "C1" is right for either maker
    for text in written:
        assert not resolve(text, without).resolved, f"{text} taken for {other}"
    assert not resolve(own[1], without, manufacturer=own[0]).resolved
    both = index_of(twin, own)
    assert resolve(one, both).name in (own[1], None)
    assert resolve(own[1], both, manufacturer=own[0]).name == own[1]


VARIANTS = [
    (row["written"], row["manufacturer"], row["canonical_model"])
    for row in rows("model_variants.csv")
    if row["manufacturer"] and "(manufacturer)" not in row["manufacturer"]
]
VAGUE = ("family", " hw ", "likely", " or ", "with optional", "hardware id", "two families")


def test_variants_resolve_to_the_printed_name_or_not_at_all(
    record_property: Callable[[str, object], None],
) -> None:
    models = [(maker, name) for _, maker, name in VARIANTS if not any(v in name for v in VAGUE)]
    models += [("TP-Link", name) for name in ("C200", "C210", "C220")]
    index = index_of(*models)
    right, wrong = 0, []
    for written, maker, name in VARIANTS:
        for given in (None, maker):
            match = resolve(written, index, manufacturer=given)
            wanted = name.split(" hw ")[0].split(" (likely")[0]
            if match.name == wanted:
                right += 1
            elif match.resolved:
                wrong.append((written, given, match.name))
    assert wrong == []
    record_property("resolved", f"{right} of {2 * len(VARIANTS)}")
    assert right >= 115, "recall of the written variants fell"


SPELLINGS = {
    "AXIS": "Axis",
    "HIKVISION": "Hikvision",
    "hikvision": "Hikvision",
    "REOLINK": "Reolink",
    "Bosch": "Bosch",
    "Dahua": "Dahua",
    "Amcrest": "Amcrest",
    "TP-Link": "TP-Link",
    "TP-LINK": "TP-Link",
    "Panasonic": "i-PRO",
    "Axis Communications AB": "Axis",
    "Samsung Techwin": "Hanwha Vision",
    "Hangzhou Hikvision Digital Technology Co., Ltd.": "Hikvision",
    "Larson Electronics, Co. Ltd": "Larson Electronics",
}


@pytest.mark.parametrize(("written", "name"), SPELLINGS.items())
def test_a_maker_as_devices_print_it_is_found(
    written: str, name: str, real_catalog: Catalog
) -> None:
    number = resolve_manufacturer(written, real_catalog.names)
    assert number is not None
    assert real_catalog.names.manufacturer_names(number)[0] == name


def test_what_devices_print_for_a_maker_is_theirs_or_nobodys(real_catalog: Catalog) -> None:
    found = 0
    for row in rows("onvif_identities.csv"):
        number = resolve_manufacturer(row["manufacturer"], real_catalog.names)
        if number is not None:
            names = real_catalog.names.manufacturer_names(number)
            written = loose_key(row["manufacturer"])  # company words may follow
            assert any(written.startswith(loose_key(name)) for name in names), written
            found += 1
    assert found


@pytest.mark.parametrize("nothing", ["", " ", "ONVIF", "NONE", "H264", "IPC", "-", "\x00"])
def test_placeholders_are_no_maker(nothing: str, real_catalog: Catalog) -> None:
    assert resolve_manufacturer(nothing, real_catalog.names) is None


CATALOGUE = (
    *(("Axis", name) for name in ("P3245-LV", "P3245-LVE", "210", "2100", "M1065-LW", "P1448-LE")),
    *(("Axis", name) for name in ("P3225-LVE", "P3225-LVE Mk II", "M4337-SPLVE", "P3245")),
    *(("Reolink", name) for name in ("C1", "E1", "E1 Outdoor", "RLC-410")),
    *(("Foscam", "C1"), ("Aqara", "E1")),
    *(("Hikvision", name) for name in ("DS-2CD2142FWD-I", "DS-2CD2142FWD-IS", "DS-2CD2O42")),
    ("Tapo", "C200"),
    *(("Dahua", name) for name in ("SD2A500HB", "C1")),
)

LADDER = [
    # written, maker given, level, name
    ("P3245-LVE", None, "exact", "P3245-LVE"),
    ("AXIS P3245-LVE", None, "exact", "P3245-LVE"),
    ("axis p3245lve", None, "normalised", "P3245-LVE"),
    ("AXIS P3245‑LVE", None, "exact", "P3245-LVE"),  # non-breaking hyphen
    ("Axis P3245-LVE Network Camera", None, "normalised", "P3245-LVE"),
    ("P3225-LVE MkII", "Axis", "normalised", "P3225-LVE Mk II"),
    ("P3225-LVE Mk2", "Axis", "normalised", "P3225-LVE Mk II"),
    # every token is consumed; a word of some model name is no description
    ("P3245-LVE Mk II", "Axis", None, None),
    ("P3245-LVE-3", "Axis", None, None),
    ("Reolink E1 Outdoor", None, "exact", "E1 Outdoor"),
    ("Reolink E1 Indoor", None, None, None),
    # no prefix in either direction, no edit distance, no lookalikes
    ("P1448", "Axis", None, None),
    ("AXIS 210", None, "exact", "210"),
    ("AXIS 2100x", None, None, None),
    ("P3246-LVE", "Axis", None, None),
    ("DS-2CD2142FWD-1", "Hikvision", None, None),
    ("DS-2CD2042", "Hikvision", None, None),
    # a dash left out is no other name; one too many, or behind the end, is a question
    ("P3225LVE-Mk II", "Axis", "normalised", "P3225-LVE Mk II"),
    ("M4337S-PLVE", "Axis", None, None),
    ("P3245-", "Axis", None, None),
    ("P-3245-LV", "Axis", "normalised", "P3245-LV"),
    # whatever parts the maker from the name
    ("Axis.P3245-LVE", None, "exact", "P3245-LVE"),
    ("Axis: P3245-LVE", "Axis", "exact", "P3245-LVE"),
    # as ONVIF scopes write names
    ("AXIS%20P3245-LVE", None, "exact", "P3245-LVE"),
    ("onvif://www.onvif.org/name/AXIS%20P3245-LVE", None, "exact", "P3245-LVE"),
    # two makers have it; a maker that contradicts
    ("C1", None, "ambiguous", None),
    ("Foscam C1", None, "exact", "C1"),
    ("Hikvision P3245-LVE", None, "conflict", None),
    ("P3245-LVE", "Hikvision", "conflict", None),
    # an optional prefix, with and without its maker; too little left is nobody's name
    ("DH-SD2A500HB", None, "normalised", "SD2A500HB"),
    ("DH-SD2A500HB", "Dahua", "normalised", "SD2A500HB"),
    ("DH-C1", None, None, None),
    # a pattern in brackets stands for several models
    ("DS-2CD2142FWD-I(S)", None, "family", None),
    ("", None, "none", None),
    ("---", None, "none", None),
    ("x" * 100_000, None, "none", None),
]


@pytest.mark.parametrize(("written", "maker", "level", "name"), LADDER)
def test_the_ladder(written: str, maker: str | None, level: str | None, name: str | None) -> None:
    match = resolve(written, index_of(*CATALOGUE), manufacturer=maker)
    assert match.name == name
    if level is not None:
        assert match.level == level
    assert match.resolved == (name is not None)


def test_a_hardware_version_behind_the_name_is_part_of_the_answer() -> None:
    match = resolve("Tapo C200 V3", index_of(*CATALOGUE))
    assert (match.name, match.hardware_version) == ("C200", "3.0")


@pytest.mark.parametrize(
    ("written", "version"),
    [
        ("C200 V2 (EU/2.0)", "2.0"),
        ("C200_2.0 IPC", "2.0"),
        ("C200 V2 (EU/3.0)", None),  # the label contradicts itself
        ("C2002.0", None),
    ],
)
def test_a_label_that_names_the_hardware_is_read_whole(written: str, version: str | None) -> None:
    match = resolve(written, index_of(*CATALOGUE), manufacturer="Tapo")
    assert (match.resolved, match.hardware_version) == (version is not None, version)


def test_a_board_in_brackets_is_part_of_the_answer_and_an_option_is_not() -> None:
    index = index_of(("Hikvision", "DS-2CD2146G2-ISU"))
    match = resolve("DS-2CD2146G2-ISU(2.8mm)(C)", index, manufacturer="Hikvision")
    assert (match.name, match.hardware_version) == ("DS-2CD2146G2-ISU", "C")
    assert not resolve("DS-2CD2146G2-ISU(Y)", index, manufacturer="Hikvision").resolved


WITHIN = [
    # written, name, board
    ("IPC-HFW2431TP-ZS", "IPC-HFW2431T-ZS", None),
    ("DH-IPC-HFW2431TP-ZS-27135", "IPC-HFW2431T-ZS", None),
    ("IPC-HFW2431T-ZS-27135-S2", "IPC-HFW2431T-ZS-S2", None),
    ("SD59230UN-HNI", "SD59230U-HNI", None),
    # the name with the letter is listed: it is meant, also with a lens behind it
    ("IPC-HDBW3241EP-AS", "IPC-HDBW3241EP-AS", None),
    ("IPC-HDBW3241EP-AS-0280B", "IPC-HDBW3241EP-AS", None),
    ("IPC-HDBW4239RNP-ASE", None, None),
    ("IPC-HFW2431PT-ZS", None, None),
    # a box of this name was seen to hold a camera that calls itself IPC-HDW1230T1-S5
    ("DH-IPC-HDW1230T1P-0280P", None, None),
    ("DH-IPC-HDW1230T1P-0280B-S5", "IPC-HDW1230T1-S5", None),
    # revisions of the board, and what the maker's order lists put behind them
    ("DS-2CD2T26G2-2I(D)", "DS-2CD2T26G2-2I", "D"),
    ("DS-2CD2123G2-IS(2.8MM)(D)(BLACK)", "DS-2CD2123G2-IS", "D"),
    ("DS-2CD2047G2H-LIU(2.8mm)(EF)", "DS-2CD2047G2H-LIU", "EF"),
    ("DS-2DE4425IW-DE(E)", "DS-2DE4425IW-DE", "E"),
    ("DS-2CD3686G3-LIZSUY/SL(2.7-13.5)(B)O-STD", "DS-2CD3686G3-LIZSUY/SL", "B"),
    ("DS-2CD2143G2-I(2.8mm)O-STD/BLACK", "DS-2CD2143G2-I", None),
    # letters for options, in brackets too
    ("DS-2XM6122G1-I(D)", None, None),
    ("DS-2CD1027G2H-LIU(F)", None, None),
    ("DS-2CD1027G2H-LI(U)", None, None),
]


@pytest.mark.parametrize(("written", "name", "board"), WITHIN)
def test_what_a_maker_lets_stand_in_a_name_and_around_it_is_set_aside_together(
    written: str, name: str | None, board: str | None, real_catalog: Catalog
) -> None:
    for maker in (None, "Dahua" if "DS-2" not in written else "Hikvision"):
        match = real_catalog.resolve(written, maker)
        assert (match.name, match.hardware_version) == (name, board), match


def test_no_two_written_forms_may_contradict_each_other() -> None:
    index = index_of(("Tapo", "C225"))
    assert resolve("C225 V2 (EU/3.0)", index, manufacturer="Tapo").name is None
    assert resolve("Tapo C225 V2", index, manufacturer="Tapo").hardware_version == "2.0"


def test_a_listed_name_behind_its_maker_comes_before_what_may_be_set_aside() -> None:
    index = MemoryIndex()
    optics = index.add_manufacturer("Sample Optics", written=["<name>-##"])
    index.add_model(optics, "SO1227")
    index.add_model(optics, "SO1227-28")
    for text in ("SO1227-28", "Sample Optics SO1227-28", "SO1227-28 Sample Optics"):
        match = resolve(text, index)
        assert (match.level, match.name) == ("exact", "SO1227-28")
    assert resolve("Sample Optics SO1227-36", index).name == "SO1227"


@pytest.mark.parametrize("nobody", ["ONVIF", "NONE", "Generic", "general", "IPC", "Network Camera"])
def test_a_maker_that_nobody_filled_in_says_nothing(nobody: str, real_catalog: Catalog) -> None:
    assert real_catalog.resolve("P3245-LVE", nobody).level == "exact"
    assert real_catalog.resolve("Axis P3245-LVE", nobody).level == "exact"
    line = "2x Axis P3245-LVE Network Camera"
    assert resolve_line(line, real_catalog.names, manufacturer=nobody).name == "P3245-LVE"
    with pytest.raises(NotFound, match="unknown model 'P0000'"):
        real_catalog.predict("P0000", manufacturer=nobody)


BRANDS = [
    ("Tapo C200", None, "C200"),
    ("TP-Link Tapo C200", None, "C200"),
    ("C200", "TP-Link Tapo", "C200"),
    ("C340", "Tapo", None),
    ("VIGI C340", None, "VIGI C340"),
    ("TP-Link VIGI C340", None, "VIGI C340"),
    ("C340", "TP-Link VIGI", "VIGI C340"),
    ("C340", "VIGI", "VIGI C340"),
    ("VIGI C340", "VIGI", "VIGI C340"),
    ("VIGI C340", "TP-Link VIGI", "VIGI C340"),
    ("TP-Link VIGI C200", None, None),
    ("VIGI C200", None, None),
    ("C200", "TP-Link VIGI", None),
    ("C200", "VIGI", None),
    ("P3245-LVE", "VIGI", None),
]


@pytest.mark.parametrize(("written", "maker", "name"), BRANDS)
def test_a_brand_that_names_begin_with_tells_cameras_apart(
    written: str, maker: str | None, name: str | None, real_catalog: Catalog
) -> None:
    assert real_catalog.resolve(written, maker).name == name
    asked = Request(manufacturer=maker, model=written)
    assert find_camera(real_catalog, asked).name == name


def test_every_written_form_finds_every_listed_name_without_an_alias(real_catalog: Catalog) -> None:
    index = MemoryIndex()
    read = real_catalog.reader.rows
    for number, _ in read("SELECT id, name FROM manufacturer ORDER BY id"):
        names = real_catalog.names.manufacturer_names(number)
        forms = [form for form, _ in real_catalog.names.written_forms(number).forms]
        made = index.add_manufacturer(*names, written=forms)
        for (name,) in read("SELECT name FROM model WHERE manufacturer_id = :id", {"id": number}):
            index.add_model(made, name)
    wrong = []
    for form, maker in index.written_forms(None).forms:
        front, _, behind = form.partition("<name>")
        own = [name for owner, name in index._models if owner == maker]
        for name in own if "<name>" in form and not behind else ():
            text = f"{front}{name}"
            for written in (text, text.lower(), loose_key(text)):
                match = resolve(written, index, manufacturer=index.manufacturer_names(maker)[0])
                if match.name != name:
                    wrong.append((written, match))
    assert wrong == []


UNLISTED = [
    # written, maker given, level, series
    ("Acme AC-199-E", None, "series", "AC1"),
    ("AC-199", "Acme", "series", "AC1"),
    ("acme ac199e network camera", None, "series", "AC1"),
    ("AC-199 (2.8mm)", "Acme", "series", "AC1"),
    ("KIT-AC-199", "Acme", "series", "AC1"),
    ("Acme AC-999", None, "manufacturer", None),
    ("AC-999", None, "manufacturer", None),  # nobody else builds names like this
    ("AC-199-E", None, "series", "AC1"),  # whose it is, the maker's own pattern tells
    ("AC-100-E", "Acme", "exact", None),
    ("Acme NVR-999", None, "none", None),
    ("Other AC-999", None, "none", None),
    ("AC-100-", "Acme", "suggest", None),
]


def _unlisted_index() -> MemoryIndex:
    index = MemoryIndex()
    acme = index.add_manufacturer("Acme", written=["KIT-<name>"])
    index.add_manufacturer("Other")
    index.add_model(acme, "AC-100-E")
    index.add_pattern(acme, "AC-###[-@]", tells=True)
    index.add_pattern(acme, "AC-1##[-@]", "AC1")
    return index


@pytest.mark.parametrize(("written", "maker", "level", "series"), UNLISTED)
def test_a_camera_that_is_not_listed_is_known_by_maker_or_series_and_never_a_model(
    written: str, maker: str | None, level: str, series: str | None
) -> None:
    match = resolve(written, _unlisted_index(), manufacturer=maker)
    assert (match.level, match.series_name) == (level, series)
    assert match.written == written
    if level in UNLISTED_LEVELS:
        assert (match.resolved, match.listed, match.model, match.members) == (
            False,
            False,
            None,
            (),
        )
        assert match.manufacturer_name == "Acme"
        assert match.to_dict()["listed"] is False


@pytest.mark.parametrize(
    ("written", "members"),
    [
        ("DS-2CD21xxG2", {"DS-2CD2143G2-I", "DS-2CD2146G2-ISU/SL"}),
        ("Hikvision DS-2CD2xxxG2-I", {"DS-2CD2143G2-I", "DS-2CD2343G2-I"}),
        ("DS-2CDxxxx", set()),  # these have a generation behind the number
        ("XX", set()),
        ("DSxxxx", set()),
    ],
)
def test_a_placeholder_names_the_cameras_that_it_stands_for(
    written: str, members: set[str]
) -> None:
    names = ("DS-2CD2143G2-I", "DS-2CD2146G2-ISU/SL", "DS-2CD2343G2-I", "DS-2CD2143G0-I")
    match = resolve(written, index_of(*(("Hikvision", name) for name in names)))
    assert (match.level, match.resolved) == ("family", False)
    assert {name for _, name in match.members} == members


def _pattern_examples() -> list[tuple[str, str, bool]]:
    """Maker, name and whether it tells the maker, of every name that a pattern fits."""
    seed, _ = reading.read_all([DATA])
    found = []
    for file in seed.manufacturers:
        for pattern in file.record.patterns:
            found += [(file.record.name, text, pattern.tells_maker) for text in pattern.fits]
    for cameras in seed.cameras:
        for pattern in cameras.record.patterns:
            found += [(cameras.record.manufacturer, text, False) for text in pattern.fits]
    return found


def test_names_built_like_a_makers_cameras_are_known_for_the_makers(real_catalog: Catalog) -> None:
    examples = _pattern_examples()
    assert len({maker for maker, _, _ in examples}) >= 13
    for maker, text, tells in examples:
        match = real_catalog.resolve(text, maker)
        assert match.level in UNLISTED_LEVELS, match
        assert match.manufacturer_name == maker
        if tells:
            assert real_catalog.resolve(text).manufacturer_name == maker


@pytest.mark.parametrize(
    ("written", "series"),
    [("Tapo C999", "Tapo"), ("TP-Link Tapo C999", "Tapo"), ("TP-Link VIGI C999", "VIGI")],
)
def test_a_brand_that_is_part_of_both_names_tells_the_series(
    written: str, series: str, real_catalog: Catalog
) -> None:
    assert real_catalog.resolve(written).series_name == series
    assert real_catalog.resolve("TP-Link C999").level == "manufacturer"


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("Bosch FLEXIDOME IP starlight 8000i (10.0.0.2)", "FLEXIDOME IP starlight 8000i"),
        ("FLEXIDOME outdoor 3100i IR (192.168.4.12)", "FLEXIDOME outdoor 3100i IR"),
        ("Bosch AUTODOME IP 4000i (white)", "AUTODOME IP 4000i"),
    ],
)
def test_an_address_behind_the_name_of_a_family_is_no_part_of_it(
    written: str, named: str, real_catalog: Catalog
) -> None:
    with_option, bare = real_catalog.resolve(written), real_catalog.resolve(named, "Bosch")
    assert bare.is_family
    assert (with_option.level, with_option.members) == (bare.level, bare.members)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("axis_p3265_lve_main", "P3265-LVE"),
        ("AXIS P3265-LVE sub", "P3265-LVE"),
        ("dahua_ipc_hdw3541tm_as_substream", "IPC-HDW3541TM-AS"),
    ],
)
def test_which_stream_of_a_camera_it_is_tells_no_other_camera(
    written: str, name: str, real_catalog: Catalog
) -> None:
    assert real_catalog.resolve(written).name == name


def test_a_word_behind_the_name_of_a_listed_camera_makes_it_no_unlisted_one(
    real_catalog: Catalog,
) -> None:
    match = real_catalog.resolve("Dahua IPC-HDW3541TM-AS-LOBBY")
    assert (match.level, match.suggestions[0]) == ("suggest", "Dahua IPC-HDW3541TM-AS")


@pytest.mark.parametrize("written", ["AXIS P9999-XX", "Axis P99 series"])
def test_a_placeholder_or_series_that_nothing_is_listed_for_names_no_family(
    written: str, real_catalog: Catalog
) -> None:
    match = real_catalog.resolve(written)
    assert not match.listed
    with pytest.raises(NotFound) as error:
        real_catalog.predict(written)
    assert "no " in str(error.value)
    assert "family" not in str(error.value)


def test_a_series_of_which_no_model_is_listed_answers_as_the_series(real_catalog: Catalog) -> None:
    for written, maker in (("Vicon V840D", None), ("V840D series", "Vicon")):
        match = real_catalog.resolve(written, maker)
        assert (match.level, match.series_name, match.listed) == ("series", "V840D", False)
        asked = real_catalog.predict(written, manufacturer=maker)
        shown = real_catalog.show(written, manufacturer=maker)
        assert by_name(asked.camera)["https_support"] == "yes"
        assert shown.answer.camera == asked.camera
        assert shown.statements


@pytest.mark.parametrize(
    "written",
    [
        *("AXIS T91B67", "AXIS S2216", "AXIS A1601", "AXIS C1310-E", "AXIS M7104", "Axis 5505-091"),
        *("Hikvision DS-7616NI-K2", "Hikvision DS-1273ZJ-140", "Hikvision iDS-7204HUHI-M1/E"),
        *("Dahua NVR5216-4KS2", "Dahua PFA130-E", "Hanwha XRN-3210B4", "Hanwha SBP-300WMW1"),
        *("Bosch NDA-U-WMT", "Bosch DIP-7380-00N", "i-PRO WJ-NX400", "i-PRO WV-Q105A"),
        *("Reolink RLN8-410", "TP-Link H200", "TP-Link VIGI NVR1008H", "Ubiquiti UNVR Pro"),
        *("VIVOTEK ND9541P", "Uniview NVR302-16S", "Avigilon ACC7-ENT", "Verkada ACC-MNT-2"),
    ],
)
def test_recorders_and_accessories_are_no_cameras_of_their_maker(
    written: str, real_catalog: Catalog
) -> None:
    match = real_catalog.resolve(written)
    assert match.level in ("none", "suggest"), match


@pytest.mark.parametrize(("one", "other"), [*PAIRS, *[(b, a) for a, b in PAIRS]])
def test_no_pattern_makes_one_of_two_similar_cameras_the_other(
    one: str, other: str, real_catalog: Catalog
) -> None:
    first, second = real_catalog.resolve(one), real_catalog.resolve(other)
    if first.resolved and second.resolved:
        told = (first.model, first.hardware_version), (second.model, second.hardware_version)
        assert told[0] != told[1]


def test_what_several_cameras_print_is_their_family_and_what_one_prints_is_its_name() -> None:
    index = MemoryIndex()
    acme = index.add_manufacturer("Acme")
    one, two = index.add_model(acme, "NDE-1"), index.add_model(acme, "NDE-2")
    for model in (one, two):
        index.add_name(acme, model, "printed", "GLOBE IP 8000i")
    index.add_name(acme, one, "printed", "GLOBE IP 9000i")
    family = resolve("Acme GLOBE IP 8000i", index)
    assert (family.level, family.resolved, family.listed) == ("family", False, True)
    assert family.members == ((one, "NDE-1"), (two, "NDE-2"))
    assert resolve("Acme GLOBE IP 9000i", index).name == "NDE-1"


def test_a_listed_board_in_brackets_is_part_of_the_answer(real_catalog: Catalog) -> None:
    match = real_catalog.resolve("Reolink E1 (IPC_566SD53MP)")
    assert (match.name, match.hardware_version) == ("E1", "IPC_566SD53MP")


def test_a_dash_that_may_stand_for_a_digit_names_no_camera(real_catalog: Catalog) -> None:
    assert real_catalog.resolve("ACTi E13").name == "E13"
    assert not real_catalog.resolve("ACTi E-13").resolved  # or E213, or E413


def test_a_part_number_is_an_identifier(catalog: Catalog) -> None:
    match = catalog.resolve("01593-001")
    assert (match.level, match.name) == ("identifier", "E100")
    assert catalog.resolve("Exemplar E110-2").level == "alias"


def test_suggestions_are_marked_and_never_chosen() -> None:
    match = resolve("P3245-LVX", index_of(*CATALOGUE), manufacturer="Axis")
    assert match.level == "suggest"
    assert match.suggestions
    assert match.model is None


def test_the_database_answers_as_the_index_in_memory(real_catalog: Catalog) -> None:
    index = MemoryIndex()
    makers: dict[int, int] = {}
    read = real_catalog.reader.rows
    for number, _ in read("SELECT id, name FROM manufacturer ORDER BY id"):
        names = real_catalog.names.manufacturer_names(number)
        makers[number] = index.add_manufacturer(
            *names, written=[form for form, _ in real_catalog.names.written_forms(number).forms]
        )
    for maker, name in read("SELECT manufacturer_id, name FROM model"):
        index.add_model(makers[maker], name)
    wrong = []
    for maker, name in read("SELECT manufacturer_id, name FROM model WHERE id % 37 = 0"):
        own = real_catalog.names.manufacturer_names(maker)[0]
        for text in (f"{own} {name}", name.lower().replace("-", ""), f"{name} camera"):
            one, other = resolve(text, index, manufacturer=own), real_catalog.resolve(text, own)
            if one.resolved and one.name != other.name:
                wrong.append((text, one.name, other.name))
    assert wrong == []


def test_keys_fold_only_what_carries_no_meaning() -> None:
    assert exact_key("  axis p3245\u2011lve ") == "AXIS P3245-LVE"
    assert loose_key("DS-2CD2142FWD-I") != loose_key("DS-2CD2142FWD-1")
    assert loose_key("GXV3674_HD/VF") != loose_key("GXV3674_HD_VF")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("VIAP SA000", "Intelbras VIP S4000"), ("LevelOne FCS-2K2", "LevelOne FCS-5222")],
)
def test_a_near_name_is_found_though_many_longer_ones_share_its_pieces(
    real_catalog: Catalog, written: str, meant: str
) -> None:
    assert real_catalog.resolve(written).suggestions == (meant,)


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("P3245LVE", "P3245LVE", 0),
        ("P3245LVE", "P3245LV", 1),
        ("P3245LVE", "P2345LVE", 1),
        ("P3245LVE", "3245LVE", 1),
        ("P3245LVE", "P3425LV", 2),
        ("P3245LVE", "PP245LVE", 1),
        ("AB12", "BA21", 2),
        ("ABCD", "BADC", 2),
        ("P3245LVE", "P1111LVE", 3),
        ("P3245LVE", "P32", 3),
        ("", "AB", 2),
    ],
)
def test_edits_between_two_names_are_counted(one: str, other: str, edits: int) -> None:
    assert [_distance(one, other), _distance(other, one)] == [edits, edits]


def test_names_at_hand_suggest_what_the_database_suggests(
    real_catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_index, "_MANY_NEAR", 0)
    at_hand = name_index.NameIndex(real_catalog.reader)
    at_hand.keep_keys()
    known = real_catalog.reader.rows("SELECT manufacturer_id, name FROM model ORDER BY id")
    for number, (maker, name) in enumerate(known[::997]):
        at = number % len(name)
        for wrong in (f"{name[:at]}X{name[at:]}", name[:at] + name[at + 2 :], name[: at + 1], "DS"):
            for owner in (maker, None):
                asked = loose_key(wrong), owner, 2
                assert set(at_hand.similar(*asked)) == set(real_catalog.names.similar(*asked))
