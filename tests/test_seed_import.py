"""A list becomes seed files: in the right place, nothing twice, and what is not taken is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
import yaml
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from integration_db import Catalog, OverlayError, files
from integration_db.curation import (
    Imported,
    IntakeOptions,
    contributions,
    import_contributions,
    importing,
    is_contribution_header_of,
    seed_check,
)
from integration_db.curation.contribution_rows import COLUMNS
from integration_db.database.opening import open_in_memory
from integration_db.errors import ListError, SeedError
from integration_db.seed import loading
from integration_db.sheets import HeaderRules, open_list

Run = Callable[..., Result]

E1: Final = "cameras/exemplar/e1.yaml"
SOURCE: Final = "Example list,https://example.com/list,catalogue,2026-11"
SOURCE_COLUMNS: Final = "source_title,source_url,source_kind,accessed"


@pytest.fixture
def seed(good_seed: Path, tmp_path: Path) -> Path:
    """A seed of its own to bring something into."""
    return Path(shutil.copytree(good_seed, tmp_path / "seed"))


def read(text: str | bytes, mapped: Mapping[str, str], defaults: Mapping[str, str]) -> list[Any]:
    data = text.encode() if isinstance(text, str) else text
    with open_list(BytesIO(data), HeaderRules(is_contribution_header_of(mapped))) as opened:
        return list(contributions("list.csv", opened, mapped=mapped, defaults=defaults))


def bring(
    folder: Path,
    text: str,
    *,
    below: Path | None = None,
    mapped: Mapping[str, str] | None = None,
    series: str | None = None,
    new_manufacturers: bool = False,
    write: bool = True,
    **defaults: str,
) -> Imported:
    rows = read(text, mapped or {}, defaults)
    options = IntakeOptions(series, new_manufacturers)
    return import_contributions(folder, [below or folder], rows, options, write=write)


def models_of(path: Path) -> dict[str, Any]:
    return {model["name"]: model for model in yaml.safe_load(path.read_text())["models"]}


def refusals(imported: Imported) -> dict[int, tuple[str, str]]:
    return {line: (code, message) for line, code, message in imported.not_taken}


def test_models_part_numbers_and_releases_go_into_the_file_of_their_series(seed: Path) -> None:
    done = bring(
        seed,
        f"manufacturer,model,series,part_number,releases,{SOURCE_COLUMNS}\n"
        f"Exemplar,E120,E1,01600-001;01601-001,10.12.1 (2022-03); 10.12.2,{SOURCE}\n"
        f"Exemplar,E900,E9,,,{SOURCE}\n"
        "Exemplar,E100,,01594-001,,,,,\n",
    )
    assert not done.not_taken
    assert done.added == {"model": 2, "part number": 3, "release": 2, "source": 1}
    models = models_of(seed / E1)
    assert models["E120"] == {
        "name": "E120",
        "identifiers": ["01600-001", "01601-001"],
        "source": "exemplar-example-list",
        "releases": [
            {"version": "10.12.1", "released": "2022-03", "source": "exemplar-example-list"},
            {"version": "10.12.2", "source": "exemplar-example-list"},
        ],
    }
    assert models["E100"]["identifiers"] == ["01593-001", "01594-001"]
    assert (seed / "cameras/exemplar/e9.yaml").read_text() == (
        "manufacturer: Exemplar\nseries: E9\nsource: exemplar-example-list\n"
        "models:\n  - name: E900\n"
    )
    assert (seed / "sources/exemplar.yaml").read_text() == (
        "exemplar-example-list:\n  title: Example list\n  url: https://example.com/list\n"
        '  kind: catalogue\n  accessed: "2026-11"\n'
    )
    assert seed_check.check_seed([seed]).errors == 0


def test_every_line_and_comment_that_is_there_stays(seed: Path) -> None:
    before = (seed / E1).read_text()
    commented = before.replace("  - name: E100-V\n", "  - name: E100-V  # a dome\n    # more\n")
    (seed / E1).write_bytes(commented.replace("\n", "\r\n").encode())
    old = (seed / E1).read_bytes()
    done = bring(
        seed,
        "manufacturer,model,series,part_number,https_support,first_firmware,source,grade\n"
        "Exemplar,E100-V,,0-1,yes,8.50,example-guide,vendor_document\n"
        "Exemplar,E110 Mk II,,0-2,,,,\n"
        "Exemplar,E130,E1,,,,example-guide,\n"
        "Exemplar,,E1,,yes,,example-guide,vendor_document\n",
    )
    assert not done.not_taken
    new = (seed / E1).read_bytes()
    assert done.backups[0].read_bytes() == old
    lines = new.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    kept = iter(lines)
    for line in old.split(b"\r\n"):
        is_emptied = line == b"statements: []"
        assert (b"statements:" if is_emptied else line) in kept, line
    models = models_of(seed / E1)
    assert models["E100-V"]["identifiers"] == ["0-1"]
    assert models["E100-V"]["firmware_span"][0]["first"] == "8.50"
    assert list(models["E110 Mk II"])[:2] == ["name", "identifiers"]
    assert yaml.safe_load(new)["statements"][0]["https_support"] is True


def test_an_overlay_gets_only_what_is_added(good_seed: Path, tmp_path: Path) -> None:
    done = bring(
        tmp_path / "mine",
        "manufacturer,model,series,part_number,claim,value,firmware,grade,source\n"
        "Exemplar,E100,,01594-001,,,,,\n"
        "Exemplar,E100,,,regen_cert_on_ip_change,no,>=9.80,vendor_document,example-guide\n"
        "Exemplar,,E2,,tls,1.2;1.3,,vendor_document,example-guide\n",
        below=good_seed,
    )
    assert not done.not_taken
    assert sorted(p.relative_to(tmp_path / "mine").as_posix() for p, *_ in done.files) == [
        E1,
        "cameras/exemplar/e2.yaml",
    ]
    assert models_of(tmp_path / "mine" / E1) == {
        "E100": {
            "name": "E100",
            "identifiers": ["01594-001"],
            "statements": [
                {
                    "firmware": ">=9.80",
                    "regen_cert_on_ip_change": False,
                    "source": "example-guide",
                    "grade": "vendor_document",
                }
            ],
        }
    }
    with Catalog(open_in_memory([good_seed, tmp_path / "mine"])) as catalog:
        assert catalog.predict("Exemplar E100", firmware="10.12.114").camera[3] == "no"
        assert catalog.resolve("01594-001").name == "E100"


def test_doing_it_again_adds_nothing(seed: Path) -> None:
    text = (
        f"manufacturer,model,series,part_number,alias,printed_as,releases,runs_firmware,"
        f"https_support,video_via,firmware,grade,note,{SOURCE_COLUMNS}\n"
        f"Exemplar,E120,E1,1-1,E120 dome,EXAMPLE 120,9.80.1,9.80.1,"
        f"yes,rtsps,>=9.80,vendor_document,as said,{SOURCE}\n"
    )
    assert bring(seed, text).added["statement"] == 1
    before = {path: path.read_bytes() for path in seed.rglob("*.yaml")}
    again = bring(seed, text.replace("E120 dome", "e120-dome").replace(">=9.80", ">= 9.80"))
    assert (again.added, again.files, again.known, again.not_taken) == ({}, (), (2,), ())
    assert {path: path.read_bytes() for path in seed.rglob("*.yaml")} == before


def test_a_dry_run_writes_nothing_and_shows_a_patch(run: Run, seed: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in seed.rglob("*") if path.is_file()}
    place = tmp_path / "list.csv"
    place.write_text(f"manufacturer,model,series,{SOURCE_COLUMNS}\nExemplar,E120,E1,{SOURCE}\n")
    command = ("seed", "import", str(place), "--data", str(seed), "--alone")
    done = run(*command, "--dry-run")
    assert done.exit_code == 0
    assert {path: path.read_bytes() for path in seed.rglob("*") if path.is_file()} == before
    assert "+  - name: E120\n+    source: exemplar-example-list\n" in done.stdout
    assert f"--- {seed / E1}\n+++ {seed / E1}\n" in done.stdout
    assert "1 model, 1 source would be added; 1 row." in done.stderr
    real = run(*command)
    assert real.exit_code == 0
    assert real.stdout.splitlines() == [str(seed / "sources/exemplar.yaml"), str(seed / E1)]
    assert "1 model, 1 source added; 1 row." in real.stderr
    told = json.loads(run(*command, "--format", "json").stdout)
    assert (told["added"], told["known"], told["not_taken"]) == ({}, [2], [])


def test_rows_that_are_not_taken_are_told_and_the_others_are_taken(
    run: Run, seed: Path, tmp_path: Path
) -> None:
    place = tmp_path / "list.csv"
    place.write_text(
        f"manufacturer,model,series,{SOURCE_COLUMNS}\n"
        f"Exemplar,E120,E1,{SOURCE}\nExemplar,X1,,{SOURCE}\nExempla,E130,E1,{SOURCE}\n"
        f"Exemplar,E120,E1,{SOURCE}\n"
    )
    done = run("seed", "import", str(place), "--data", str(seed), "--alone")
    assert done.exit_code == 1
    assert "E120" in models_of(seed / E1)
    assert f"{place}:3: 'X1' is not listed, and no series is named" in done.stderr
    assert "(--series, for all rows that name none)" in done.stderr
    assert f"{place}:4: no manufacturer is called 'Exempla'; did you mean Exemplar?" in done.stderr
    assert f"{place}:5: says what line 2 says; taken once" in done.stderr
    assert "4 rows; 2 not taken." in done.stderr


def test_a_model_goes_where_its_name_is_built_as(seed: Path) -> None:
    text = (seed / E1).read_text()
    pattern = 'patterns:\n  - {pattern: "E1##[-@]", fits: [E199, E199-V], never: [E299]}\n'
    (seed / E1).write_text(text.replace("statements: []\n", f"statements: []\n{pattern}", 1))
    rows = (
        "manufacturer,model,series,https_support,grade,source\n"
        "Exemplar,E150-V,,,,example-guide\n"
        "Exemplar,E151,E2,,,example-guide\n"
        "Sample Optics,E152,S,,,example-guide\n"
        "Exemplar,E153,,yes,vendor_document,example-guide\n"
        "Exemplar,Z9,,,,example-guide\n"
    )
    done = bring(seed, rows)
    assert "E150-V" in models_of(seed / E1)
    found = refusals(done)
    assert "built as the cameras of E1, and not of E2" in found[3][1]
    assert "built as the cameras of Exemplar" in found[4][1]
    assert found[5] == ("unknown-model", "'E153' is not listed; to add it, name its series")
    assert found[6][0] == "no-series"
    bring(seed, rows, series="E2")
    assert "Z9" in models_of(seed / "cameras/exemplar/e2.yaml")
    assert "E153" in models_of(seed / E1), "the series of its pattern comes first"


def test_facts_of_one_source_and_range_become_one_statement(seed: Path) -> None:
    done = bring(
        seed,
        f"manufacturer,model,claim,value,firmware_from,firmware_to,grade,note,{SOURCE_COLUMNS}\n"
        f"Exemplar,E200,https_support,yes,5.0,,vendor_document,first,{SOURCE}\n"
        f"Exemplar,E200,tls,1.2,5.0,,vendor_document,second,{SOURCE}\n"
        f"Exemplar,E200,tls,1.3,5.0,,vendor_document,,{SOURCE}\n"
        f"Exemplar,E200,ports,onvif=2020,5.0,,vendor_document,,{SOURCE}\n"
        f"Exemplar,E200,csr,on_device,,9.80,vendor_document,,{SOURCE}\n"
        f"Exemplar,E200,https_support,yes,5.0,,vendor_document,,{SOURCE}\n",
    )
    assert not done.not_taken
    assert done.added == {"statement": 2, "source": 1}
    assert done.repeated == ((7, 2),)
    statements = models_of(seed / "cameras/exemplar/e2.yaml")["E200"]["statements"]
    source = {"source": "exemplar-example-list", "grade": "vendor_document"}
    assert statements[-2:] == [
        {
            "firmware": ">=5.0",
            "https_support": True,
            "ports": {"onvif": 2020},
            "tls": ["1.2", "1.3"],
            **source,
            "note": "first; second",
        },
        {"firmware": "<=9.80", "csr": "on_device", **source},
    ]


def test_a_fact_joins_the_statement_that_the_file_has(seed: Path) -> None:
    head = "manufacturer,model,https_support,needs_custom_cert,grade,source\n"
    done = bring(seed, f"{head}Exemplar,E110 Mk II,yes,no,vendor_document,example-datasheet\n")
    assert not done.not_taken
    assert (
        "      - video_encryption: false\n"
        "        needs_custom_cert: false\n"
        "        source: example-datasheet\n"
        "        grade: vendor_document\n"
        "        https_support: true\n"
    ) in (seed / E1).read_text()
    again = bring(seed, f"{head}Exemplar,E110 Mk II,no,,vendor_document,example-datasheet\n")
    ((line, code, message),) = again.not_taken
    assert (line, code) == (2, "contradiction")
    assert "https_support no, where the seed has 'example-datasheet' say yes" in message


def test_a_reading_holds_for_its_version(seed: Path) -> None:
    done = bring(
        seed,
        "manufacturer,model,https_support,firmware,firmware_from,firmware_to,verified_on,grade,"
        f"{SOURCE_COLUMNS}\n"
        f"Exemplar,E200,yes,,10.1,10.1,,device_reading,{SOURCE}\n"
        f"Exemplar,E210,yes,,,,10.2,device_reading,{SOURCE}\n"
        f"Exemplar,E210,yes,>=10.3,,,10.3,device_reading,{SOURCE}\n"
        f"Exemplar,E210,yes,,,,,lab_test,{SOURCE}\n"
        f"Exemplar,E210,no,,,,10.4,field_report,{SOURCE}\n",
    )
    models = models_of(seed / "cameras/exemplar/e2.yaml")
    read = [models["E200"]["statements"][-1], *models["E210"]["statements"]]
    assert [(one["firmware"], one["verified_on"]) for one in read] == [
        *(("=10.1", "10.1"), ("=10.2", "10.2"), ("=10.4", "10.4"))
    ]
    assert {line: code for line, code, _ in done.not_taken} == {4: "wide-reading", 5: "no-firmware"}


def test_a_source_with_the_same_address_is_reused(seed: Path) -> None:
    done = bring(
        seed,
        "manufacturer,model,series,source_title,source_url,source_document,source_kind,accessed\n"
        "Exemplar,E120,E1,Another title,https://example.com/guide/,,manual,2026-11\n"
        'Exemplar,E121,E1,,,"exemplar, Example datasheet 1,  page 1",,\n'
        'Exemplar,E122,E1,New,,"Exemplar, note 7",manual,2026-11\n',
    )
    assert not done.not_taken
    models = models_of(seed / E1)
    assert models["E120"]["source"] == "example-guide"
    assert "source" not in models["E121"], "its series has it"
    assert models["E122"]["source"] == "exemplar-new"


def test_a_model_that_two_lists_name_has_both(seed: Path) -> None:
    bring(
        seed,
        "manufacturer,model,series,source\n"
        "Exemplar,E900,E9,example-guide\nExemplar,E900,,example-forum\n",
    )
    content = yaml.safe_load((seed / "cameras/exemplar/e9.yaml").read_text())
    assert content["source"] == ["example-guide", "example-forum"]


def test_a_new_maker_is_taken_where_that_is_asked_for(seed: Path) -> None:
    text = f"manufacturer,model,series,{SOURCE_COLUMNS}\nNew Maker,N1000,N,{SOURCE}\n"
    assert refusals(bring(seed, text))[2][0] == "unknown-manufacturer"
    done = bring(seed, text, new_manufacturers=True)
    assert done.added == {"manufacturer": 1, "model": 1, "source": 1}
    assert (seed / "manufacturers/new-maker.yaml").read_text() == "name: New Maker\n"
    assert seed_check.check_seed([seed]).errors == 0


HEAD: Final = (
    "manufacturer,model,series,part_number,alias,first_firmware,last_firmware,releases,claim,value,"
    "firmware,grade,source,source_title,source_url,source_kind,published\n"
)
G: Final = "example-guide"
V: Final = f"vendor_document,{G}"
REFUSED: Final = [
    ("Exemplar,E100 V,,,,,,,,,,,,,,,", "spelling", "differs only in spelling from E100-V"),
    (f"Exemplar,E110-2,E1,,,,,,,,,,{G},,,,", "other-name", "another spelling of E110 Mk II"),
    (f"Exemplar,01593-001,E1,,,,,,,,,,{G},,,,", "other-name", "a part number of E100"),
    ("Exemplar,E100,E2,,,,,,,,,,,,,,", "other-series", "in the series E1, and not in E2"),
    ("Exemplar,E100-V,,01593-001,,,,,,,,,,,,,", "name-twice", "a part number of E100 already"),
    (f"Exemplar,E100,,,E200,,,,,,,,{G},,,,", "name-twice", "the name of another model, and cannot"),
    (f"Exemplar,E300xx,E3,,,,,,,,,,{G},,,,", "placeholder", "stands for several cameras (xx)"),
    (f"Sample Optics,E110 Mk II,S,,,,,,,,,,{G},,,,", "shared-name", "a camera of Exemplar already"),
    (f"Exemplar,E100,,,,,,,https,yes,,{V},,,,", "unknown-claim", "did you mean https_on?"),
    (f"Exemplar,E100,,,,,,,https_support,maybe,,{V},,,,", "unknown-value", "yes, no or unknown"),
    (f"Exemplar,E100,,,,,,,video_via,srtp,,{V},,,,", "unknown-value", "video_via 'srtp': choose"),
    (f"Exemplar,E100,,,,,,,ports,onvif=99999,,{V},,,,", "unknown-value", "up to 65535"),
    (f"Exemplar,E100,,,,,,,csr,,,{V},,,,", "half-a-claim", "'csr' without a value"),
    (f"Exemplar,E100,,,,,,,https_support,yes,,good,{G},,,,", "unknown-value", "grade 'good'"),
    (f"Exemplar,E100,,,,,,,https_support,yes,,,{G},,,,", "no-grade", "without a grade"),
    (f"Exemplar,E100,,,,,,,https_support,yes,>=abc,{V},,,,", "L030", "'>=abc'"),
    (f"Exemplar,E100,,,,,,,https_support,yes,9.80,{V},,,,", "L030", "'9.80' has no bound"),
    (f"Exemplar,E100,,,,latest,,,,,,{V},,,,", "L050", "firmware range 'latest'"),
    (f"Exemplar,E100,,,,,at least 9,,,,,{V},,,,", "not-last", "write it under runs_firmware"),
    (f"Exemplar,E100,,,,12,,,,,,{V},,,,", "L053", "lies outside first '12'"),
    (f"Exemplar,E100,,,,,,current,,,,{V},,,,", "L031", "release 'current'"),
    (f"Exemplar,E100,,,,,,9.80 (2026-13),,,,{V},,,,", "bad-date", "'2026-13' is no date"),
    (f"Exemplar,E100,,,,,,,video_default,on,,{V},,,,", "L060", "give video_via"),
    ("Exemplar,E120,E1,,,,,,,,,,,,,,", "no-source", "no source: name one of the seed"),
    ("Exemplar,E120,E1,,,,,,,,,,example-gide,,,,", "unknown-source", "did you mean example-g"),
    ("Exemplar,E120,E1,,,,,,,,,,,A list,,,", "no-address", "'A list' has no address"),
    ("Exemplar,E120,E1,,,,,,,,,,,A,list.pdf,manual,", "bad-address", "begins with http://"),
    ("Exemplar,E120,E1,,,,,,,,,,,A,https://e.com,flyer,", "unknown-value", "source_kind 'flyer'"),
    ("Exemplar,E120,E1,,,,,,,,,,,A,https://e.com,,2024", "bad-source", "say source_kind too"),
    ("Exemplar,E120,E1,,,,,,,,,,,A,https://e.com,manual,", "bad-source", "say published or acc"),
    ("Exemplar,E120,E1,,,,,,,,,,,A,https://e.com,manual,2024-02-30", "bad-date", "2024-02-30"),
    (
        "Exemplar,E120,E1,,,,,,,,,,,A,https://github.com/a/b/blob/main/c,manual,2024",
        *("moving-address", "'main' is a branch, which changes with every commit"),
    ),
    (f"Exemplar,=E1+E2,E1,,,,,,,,,,{G},,,,", "formula", "begins as a formula does"),
    (f"Exemplar,E1\x0720,E1,,,,,,,,,,{G},,,,", "hidden-characters", "'E1\\x0720' holds"),
    (f"Exemplar,E1\u202e20,E1,,,,,,,,,,{G},,,,", "hidden-characters", "holds characters that"),
    (f"Exemplar,{'E' * 3000},E1,,,,,,,,,,{G},,,,", "long-cell", "model has 3,000 characters"),
    (f"Exemplar,{'E' * 300_000},E1,,,,,,,,,,{G},,,,", "unreadable-row", "more than 131,072"),
    (f"Exemplar,(/),E1,,,,,,,,,,{G},,,,", "no-name", "'(/)' has no letter and no digit"),
    (",E120,E1,,,,,,,,,,,,,,", "no-manufacturer", "the manufacturer is missing"),
    (f"Exemplar,,,,,,,,csr,on_device,,{V},,,,", "no-model", "neither a model nor a series"),
    (f"Exemplar,,E1,1-2,,,,,,,,{V},,,,", "no-model", "part_number '1-2' belongs to a model"),
    (f"Exemplar,,E1,,,,,,,,,{V},,,,", "nothing-said", "nothing is said of the series 'E1'"),
    (f"Exemplar,,E7,,,,,,csr,on_device,,{V},,,,", "unknown-series", "has no series 'E7'"),
    (f"Exemplar,E120,é,,,,,,,,,,{G},,,,", "no-name", "has no letter of a to z"),
    (f"Exemplar,E120,{'e' * 300},,,,,,,,,,{G},,,,", "no-name", "longer than 100 characters"),
    (f"Exemplar,E120,Aux,,,,,,,,,,{G},,,,", "no-name", "'Aux' is the name of a device on Windows"),
    (f"Exemplar Inc.,E120,E1,,,,,,,,,,{G},,,,", "spelling", "is listed as Exemplar: write it"),
    (f'Exemplar,"E120\nE121",E1,,,,,,,,,,{G},,,,', "several-names", "on 2 lines: give each a row"),
    (f'Exemplar,E100,,"1-1\n1-2",,,,,,,,,{G},,,,', "several-names", "put ; between several"),
    (f"Exemplar,E120; E121,E1,,,,,,,,,,{G},,,,", "several-names", "semicolon, as several names"),
    (f'Exemplar,"E120,E1,,,,,,,,,,{G},,,,', "quotation-mark", "as cells do that are cut off"),
    (f"Exemplar,E100,,,,,,,https_support,yes,>=9.{'1' * 450},{V},,,,", "long-cell", "at most 400"),
    (f"Exemplar,E100,,,,,,9.{'1' * 250},,,,,{G},,,,", "long-cell", "at most 195"),
]


@pytest.mark.parametrize(("row", "code", "told"), REFUSED)
def test_a_row_that_cannot_be_meant_is_told_with_its_line(
    seed: Path, row: str, code: str, told: str
) -> None:
    before = {path: path.read_bytes() for path in seed.rglob("*.yaml")}
    done = bring(seed, HEAD + "\n" + row + "\n", write=False)
    assert [(line, found) for line, found, _ in done.not_taken] == [(3, code)], done.not_taken
    assert told in done.not_taken[0].message
    assert len(done.not_taken[0].message) < 400
    assert {path: path.read_bytes() for path in seed.rglob("*.yaml")} == before


def test_what_two_rows_contradict_is_told_of_both_and_taken_of_neither(seed: Path) -> None:
    done = bring(
        seed,
        f"manufacturer,model,series,part_number,https_support,grade,{SOURCE_COLUMNS}\n"
        f"Exemplar,EX9000,E9,7-7,yes,vendor_document,{SOURCE}\n"
        f"Exemplar,EX9001,E9,7-7,,,{SOURCE}\n"
        f"Sample Optics,EX-9000,S,,,,{SOURCE}\n"
        f"Exemplar,EX9000,E8,,,,{SOURCE}\n"
        f"Exemplar,EX-9000,E9,,,,{SOURCE}\n"
        f"Exemplar,EX9000,,,no,vendor_document,{SOURCE}\n"
        f"Exemplar,EX9002,E-9,8-8,,,{SOURCE}\n"
        f"Exemplar,EX9000,,9-9,,,{SOURCE}\n"
        f"Exemplar,EX9002,,8 8,,,{SOURCE}\n"
        f"Exemplar,EX9003,E9,,,,{SOURCE}\n"
        f"Exemplar,EX9004,E9,EX9003,,,{SOURCE}\n"
        "Exemplar,E100,,8-8,,,,,,\n"
        f"Exemplar,EX9005,E9,,,,{SOURCE}\n"
        f"Sample Optics,EX9000,S,,,,{SOURCE}\n",
    )
    found = refusals(done)
    assert {line: code for line, (code, _) in found.items()} == {
        **{2: "shared-name", 3: "name-twice", 4: "shared-name", 5: "other-series"},
        **{6: "spelling", 7: "contradiction", 8: "name-twice", 9: "model-not-taken"},
        **{10: "model-not-taken", 11: "name-twice", 12: "name-twice", 13: "name-twice"},
        **{15: "shared-name"},
    }
    assert "'EX-9000' is a camera of Sample Optics too (line 4): if it is the same" in found[2][1]
    assert "part number '7-7' is a part number of EX9000 too (line 2): correct" in found[3][1]
    assert "'EX-9000' is a camera of Exemplar too (line 2)" in found[4][1]
    assert "EX9000 stands in the series E9 (line 2): correct the series" in found[5][1]
    assert "differs only in spelling from EX9000 (line 2)" in found[6][1]
    assert "https_support no, and yes by 'exemplar-example-list', of" in found[7][1]
    assert "(line 2)" in found[7][1]
    assert "'EX9000' comes with line 2, which is not taken" in found[9][1]
    assert "EX9003 is named as a name of EX9004 (line 12)" in found[11][1]
    assert "'EX9003' is the name of another model, and cannot be one of EX9004" in found[12][1]
    assert "(line 11)" in found[12][1]
    assert "'8-8' is a part number of E100 too (line 13)" in found[8][1]
    assert "'8-8' is a part number of EX9002 too (line 8)" in found[13][1]
    assert set(models_of(seed / "cameras/exemplar/e9.yaml")) == {"EX9005"}


def test_a_bound_that_contradicts_what_the_seed_knows_is_told_with_its_line(
    good_seed: Path, tmp_path: Path
) -> None:
    text = (
        "manufacturer,model,first_firmware,runs_firmware,part_number,grade,source\n"
        "Exemplar,E100,11.1,,,vendor_document,example-guide\n"
        "Exemplar,E100,,,1-1,,\n"
    )
    done = bring(tmp_path / "mine", text, below=good_seed)
    assert {line: code for line, code, _ in done.not_taken} == {2: "L053"}
    assert "lies outside first '11.1'" in done.not_taken[0].message
    assert models_of(tmp_path / "mine" / E1)["E100"] == {"name": "E100", "identifiers": ["1-1"]}


def test_a_bound_of_a_series_that_one_of_its_models_contradicts_is_told_with_its_line(
    seed: Path,
) -> None:
    done = bring(
        seed,
        "manufacturer,series,model,first_firmware,part_number,grade,source\n"
        "Exemplar,E1,,8.50,,vendor_document,example-guide\n"
        "Exemplar,E1,E100,,1-1,,\n",
    )
    assert {line: code for line, code, _ in done.not_taken} == {2: "L053"}
    assert done.added == {"part number": 1}
    assert "runs '6.50.1.2' lies outside first '8.50'" in done.not_taken[0].message


def test_a_fact_may_stand_above_the_row_that_adds_its_model(seed: Path) -> None:
    done = bring(
        seed,
        "manufacturer,model,series,https_support,grade,source\n"
        "Exemplar,E900,,yes,vendor_document,example-guide\n"
        "Exemplar,E900,E9,,,example-guide\n",
    )
    assert (done.not_taken, done.added) == ((), {"model": 1, "statement": 1})
    content = yaml.safe_load((seed / "cameras/exemplar/e9.yaml").read_text())
    assert content["source"] == "example-guide"


HEADERS: Final = [
    (
        "manufacturer,model,serie,colour",
        {},
        {},
        ["did you mean series?", "'colour' has no meaning"],
    ),
    ("model,part_number", {}, {}, ["a column 'manufacturer' is needed"]),
    ("manufacturer,part_number", {}, {}, ["a column 'model' or 'series' is needed"]),
    ("manufacturer,model,claim", {}, {}, ["a column 'value' is needed"]),
    ("manufacturer,model,Model", {}, {}, ["column 'Model' is model once more"]),
    ("manufacturer,model,model", {}, {}, ["a second column 'model', here called 'model (2)'"]),
    ("manufacturer,model,model", {"model (2)": ""}, {}, []),
    ("manufacturer,model", {"Item": "model"}, {}, ["no column 'Item'; there are 'manufacturer'"]),
    ("manufacturer,Item", {"Item": "modell"}, {}, ["no column 'modell'; did you mean model?"]),
    ("model,part_number", {}, {"manufacturer": "Exemplar"}, []),
    ("Hersteller,Item", {"Hersteller": "manufacturer", "item": "model"}, {}, []),
    ("Manufacturer,MODEL,Part Number,notes", {"notes": ""}, {}, []),
]


@pytest.mark.parametrize(("header", "mapped", "defaults", "told"), HEADERS)
def test_columns_that_cannot_be_meant_are_told_at_once(
    header: str, mapped: dict[str, str], defaults: dict[str, str], told: list[str]
) -> None:
    text = f"\n{header}\nE100\n"
    if not told:
        assert len(read(text, mapped, defaults)) == 1
        return
    with pytest.raises(ListError) as caught:
        read(text, mapped, defaults)
    problems = [str(problem) for problem in caught.value.problems]
    assert all(problem.startswith("list.csv:2:") for problem in problems)
    for words in told:
        assert any(words in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the list is empty"),
        (b"manufacturer,model,series\n", "there is no row under the header"),
        (b"manufacturer,model,series\n,,\n", "there is no row under the header"),
        (b"\x89PNG\r\n\x1a\n\0\0", "this is a picture"),
        (b"\0\1\2\3" * 400, "no heading"),
        (b"a,b,c\n1,2,3\n", "no heading"),
    ],
)
def test_a_file_that_is_no_list_is_told(
    run: Run, seed: Path, tmp_path: Path, content: bytes, told: str
) -> None:
    place = tmp_path / "list.csv"
    place.write_bytes(content)
    done = run("seed", "import", str(place), "--data", str(seed), "--alone")
    assert done.exit_code == 1
    assert told in done.stderr
    assert done.stdout == ""


def test_the_options_say_what_all_rows_share(run: Run, seed: Path, tmp_path: Path) -> None:
    place = tmp_path / "facts.csv"
    place.write_text(
        "model,family,claim,value,source_url,source_title,confidence,note\n"
        "E200,,https_support,yes,https://e.com/1,One,high,\n"
        ",E2,csr,on_device,https://e.com/1,One,high,a note\n"
    )
    command: tuple[str, ...] = ("seed", "import", str(place), "--data", str(seed), "--alone")
    told = run(*command)
    assert (told.exit_code, told.stdout) == (1, "")
    assert f"{place}:1:2: unknown-column column 'family' has no meaning here" in told.stderr
    assert "--map 'COLUMN=' leaves it out" in told.stderr
    command += ("--map", "family=series", "--map", "confidence=", "--manufacturer", "Exemplar")
    command += ("--grade", "vendor_document", "--source-kind", "manual")
    assert "say published or accessed too" in run(*command, "--dry-run").stderr
    assert run(*command, "--accessed", "yesterday").exit_code == 2
    done = run(*command, "--accessed", "2026-11")
    assert done.exit_code == 0, done.stderr
    assert yaml.safe_load((seed / "cameras/exemplar/e2.yaml").read_text())["statements"][-1] == {
        "csr": "on_device",
        "source": "exemplar-one",
        "grade": "vendor_document",
        "note": "a note",
    }


def test_one_reason_for_many_rows_is_said_once(run: Run, seed: Path, tmp_path: Path) -> None:
    place = tmp_path / "list.csv"
    rows = [f"Acme,A{n},A,{G}" for n in range(150)] + ["Exemplar,E120,E1,exemple-guide"]
    rows += [f"Acme,B1,A,{G}"] + [f"Exemplar,E130,E1,{G}"] * 4
    place.write_text("\n".join(["manufacturer,model,series,source", *rows]))
    command = ("seed", "import", str(place), "--data", str(seed), "--alone")
    done = run(*command)
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        f"{place}:2: no manufacturer is called 'Acme' (--new-manufacturers takes makers that the "
        "seed lacks) (151 rows: lines 2-151 and 153)",
        f"{place}:152: no source has the id 'exemple-guide'; did you mean example-guide or "
        "example-forum or example-datasheet?",
        f"{place}:155: says what line 154 says; taken once (3 rows: lines 155-157)",
        "1 model added; 156 rows; 152 not taken.",
    ]
    assert len(json.loads(run(*command, "--format", "json").stdout)["not_taken"]) == 152
    taken = run(*command, "--new-manufacturers", "--dry-run")
    assert "New would be the maker 'Acme'." in taken.stderr


def test_a_header_with_one_right_name_is_read_to_say_what_the_others_may_mean(
    run: Run, seed: Path, tmp_path: Path
) -> None:
    place = tmp_path / "list.csv"
    place.write_text("manufacturer,modell,serie\nExemplar,E130,E1\n")
    done = run("seed", "import", str(place), "--data", str(seed), "--alone")
    assert (
        f"{place}:1:2: unknown-column column 'modell' has no meaning here; did you mean model"
        in (done.stderr)
    )


def test_a_new_series_is_told_since_it_may_be_a_known_one_misspelt(
    run: Run, seed: Path, tmp_path: Path
) -> None:
    place = tmp_path / "list.csv"
    place.write_text(
        f"manufacturer,model,series,source\nExemplar,E130,E11,{G}\nExemplar,E131,E1,{G}\n"
    )
    done = run("seed", "import", str(place), "--data", str(seed), "--alone", "--dry-run")
    assert "New would be the series 'Exemplar E11'." in done.stderr


def test_where_to_write_has_to_be_said(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "list.csv"
    place.write_text("manufacturer,model\nAxis,P1\n")
    done = run("seed", "import", str(place))
    assert done.exit_code == 2
    assert "--data DIR" in done.stderr


def test_lists_of_other_kinds_are_read_too(seed: Path, tmp_path: Path) -> None:
    names = ["manufacturer", "model", "series", "releases", "source"]
    rows: list[list[Any]] = [["Exemplar", "E120", "E1", "10.12.1", "example-guide"]]
    rows += [["Exemplar", "E121", "E1", 10.1, "example-guide"]]
    objects = [dict(zip(names, map(str, row), strict=True)) for row in rows[:1]]
    assert bring(seed, json.dumps(objects), write=False).added == {"model": 1, "release": 1}
    place = tmp_path / "list.xlsx"
    book = openpyxl.Workbook()
    sheet_of_book = book.active
    assert isinstance(sheet_of_book, Worksheet)
    for row in (names, *rows):
        sheet_of_book.append(row)
    book.save(place)
    with open_list(str(place), HeaderRules(is_contribution_header_of({}))) as opened:
        found = list(contributions("x", opened, mapped={}, defaults={}))
    done = import_contributions(seed, [seed], found, write=False)
    assert done.added == {"model": 1, "release": 1}
    assert refusals(done)[3][0] == "number-cell"


def test_all_files_are_written_or_none(seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {p: p.read_bytes() for p in seed.rglob("*.yaml")}
    replace, written = files.replace_text, []

    def fails_at_the_third(path: Path, *rest: Any) -> Path | None:
        written.append(path)
        if len(written) == 3:
            raise rest[1](OSError(28, "No space left on device"))
        return replace(path, *rest)

    monkeypatch.setattr(files, "replace_text", fails_at_the_third)
    text = f"manufacturer,model,series,{SOURCE_COLUMNS}\n" + "".join(
        f"Exemplar,EX7{n},{series},{SOURCE}\n" for n, series in enumerate(("E1", "E2", "E7"))
    )
    with pytest.raises(OverlayError, match="No space left on device"):
        bring(seed, text)
    assert len(written) == 3
    assert {p: p.read_bytes() for p in seed.rglob("*.yaml")} == before


def test_who_interrupts_leaves_everything_as_it_was(
    seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {p: p.read_bytes() for p in seed.rglob("*.yaml")}
    replace = files.replace_text

    def interrupted_at_the_second(path: Path, *rest: Any) -> Path | None:
        if path.name == "e2.yaml":
            raise KeyboardInterrupt
        return replace(path, *rest)

    monkeypatch.setattr(files, "replace_text", interrupted_at_the_second)
    text = f"manufacturer,model,series,{SOURCE_COLUMNS}\n" + "".join(
        f"Exemplar,EX7{n},{series},{SOURCE}\n" for n, series in enumerate(("E1", "E2"))
    )
    with pytest.raises(KeyboardInterrupt):
        bring(seed, text)
    assert {p: p.read_bytes() for p in seed.rglob("*.yaml")} == before


@pytest.mark.parametrize("when", ["_planned", "draft_texts"])
def test_what_somebody_saves_meanwhile_is_not_written_over(
    seed: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    does, file = getattr(importing, when), seed / E1
    edited = file.read_text().replace("models:\n", "models:\n  - name: E1-first\n")

    def saved_meanwhile(*arguments: Any) -> Any:
        if when == "draft_texts":
            file.write_text(edited)
        result = does(*arguments)
        file.write_text(edited)
        return result

    monkeypatch.setattr(importing, when, saved_meanwhile)
    text = "manufacturer,model,part_number\nExemplar,E100,1-1\n"
    with pytest.raises(OverlayError, match=r"e1\.yaml has changed while it was read"):
        bring(seed, text)
    assert file.read_text() == edited


def test_a_folder_behind_a_link_is_told_and_not_passed_over(
    run: Run, seed: Path, tmp_path: Path
) -> None:
    shutil.move(seed / "cameras/exemplar", tmp_path / "elsewhere")
    (seed / "cameras/exemplar").symlink_to(tmp_path / "elsewhere")
    (seed / "pictures").symlink_to(tmp_path)
    text = "manufacturer,model,series,source\nExemplar,E120,E1,example-guide\n"
    with pytest.raises(SeedError, match="1 problem") as caught:
        bring(seed, text)
    assert "exemplar:0:0: F001 is a link to a folder" in str(caught.value.problems[0])
    checked = run("seed", "check", "--alone", str(seed))
    assert checked.exit_code == 1
    assert "put the folder itself there" in checked.stderr


def test_a_file_is_no_folder_to_write_to(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "list.csv"
    place.write_text("manufacturer,model,source\nAxis,P1,axis-some\n")
    done = run("seed", "import", str(place), "--data", str(place), "--alone")
    assert done.exit_code == 1
    assert "list.csv is no folder: name one" in done.stderr


def test_two_makers_cannot_share_a_file(seed: Path) -> None:
    text = f"manufacturer,model,series,source\nSample+Optics,Q1,Q,{G}\nA+B,Q1,Q,{G}\nA/B,Q2,Q,{G}\n"
    found = refusals(bring(seed, text, new_manufacturers=True))
    assert {line: code for line, (code, _) in found.items()} == {2: "maker-alike", 4: "maker-alike"}
    assert "would share a file with 'A+B': write it like that" in found[4][1]


def test_who_sells_under_another_name_may_come_first(seed: Path) -> None:
    head = "manufacturer,model,series,rebrand_of,source\n"
    rows = f"Sample Optics,QX9000,Q,,{G}\nExemplar,QX9000,E1,Sample Optics QX9000,{G}\n"
    assert not bring(seed, head + rows, write=False).not_taken


def test_a_seed_that_cannot_be_read_is_not_added_to(seed: Path) -> None:
    (seed / "cameras/exemplar/e2.yaml").write_text("manufacturer: [")
    with pytest.raises(SeedError):
        bring(seed, f"manufacturer,model,series,{SOURCE_COLUMNS}\nExemplar,E120,E1,{SOURCE}\n")


def test_a_thousand_models_come_in_and_load(tmp_path: Path) -> None:
    folder = tmp_path / "seed"
    rows = "".join(
        f"Maker {n % 5},M{n:05d}-X,M{n // 40},{n:05d}-001,yes,vendor_document,{SOURCE}\n"
        for n in range(1000)
    )
    head = f"manufacturer,model,series,part_number,https_support,grade,{SOURCE_COLUMNS}\n"
    done = bring(folder, head + rows, new_manufacturers=True)
    assert done.added["model"] == 1000
    assert sum(len(file.record.models) for file in loading.load([folder]).cameras) == 1000


CELLS: Final = st.one_of(
    st.sampled_from(["Exemplar", "E100", "E1", "E2", "1.0", "=1.0", "yes", "2024", "", "e;f", "A"]),
    st.text(max_size=12),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELLS)), max_size=4))
def test_any_cells_are_taken_or_told(good_seed: Path, rows: list[dict[str, str]]) -> None:
    read_rows = read(json.dumps([dict.fromkeys(COLUMNS, "x"), *rows]), {}, {})
    done = import_contributions(good_seed, [good_seed], read_rows, write=False)
    lines = [*(line for line, *_ in done.not_taken), *done.known]
    assert len(lines) == len(set(lines)) <= done.rows
