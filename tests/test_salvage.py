"""Every mistake of a seed is named in one run, also where a file could not be read as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integration_db.curation import seed_check
from integration_db.seed import reading, salvage

MISTAKES = """\
manufacturer: Exemplar
series: Z9
source: example-guide
models:
  - name: Z100
    statements:
      - https_support: true                                    # R001 no source
        grade: vendor_document
      - https_support: true
        source: example-guide
        grade: hearsay                                         # R003
      - firmware: 10.10                                        # R004 no quotes
        https_support: true
        source: example-guide
        grade: vendor_document
      - needs_custom_cert: true
        certificate_setup: factory                             # L033
        source: exampel-guide                                  # L001
        grade: vendor_document
  - colour: red                                                # R001 no name, R002
  - name: Z101
    aliases: [Z100]                                            # L021
  - name: Z100                                                 # L020
"""


def check(base: Path, folder: Path, files: dict[str, str]) -> list[tuple[str, int]]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return [(p.code, p.line) for p, severity in seed_check.check_seed([base, folder]).findings]


def test_all_mistakes_of_a_file_come_in_one_run_with_their_lines(
    good_seed: Path, tmp_path: Path
) -> None:
    found = check(good_seed, tmp_path, {"cameras/exemplar/z9.yaml": MISTAKES})
    lines = MISTAKES.splitlines()
    marked = {
        (code, number)
        for number, line in enumerate(lines, 1)
        for code in ("R002", "R003", "R004", "L033", "L001", "L021", "L020")
        if code in line.partition("#")[2]
    }
    assert set(found) == marked | {("R001", 7), ("R001", 20)}


def test_a_file_that_is_no_yaml_hides_nothing_of_the_others(
    good_seed: Path, tmp_path: Path
) -> None:
    files = {
        "cameras/exemplar/broken.yaml": 'series: "open\n',
        "cameras/exemplar/z9.yaml": "manufacturer: Exemplar\nseries: Z9\nmodels:\n"
        "  - name: Z100\n  - name: Z100\n",
    }
    assert {code for code, _ in check(good_seed, tmp_path, files)} == {"Y001", "L020"}


def test_nothing_is_blamed_on_what_a_broken_file_may_hold(good_seed: Path, tmp_path: Path) -> None:
    files = {
        "sources/more.yaml": "more-guide:\n  title: More\n  kind: rumour\n",
        "manufacturers/other.yaml": "name: Other\n  bad: [\n",
        "cameras/other/z9.yaml": "manufacturer: Other\nseries: Z9\nsource: more-guide\n",
    }
    assert {code for code, _ in check(good_seed, tmp_path, files)} == {"R003", "Y001"}


@settings(max_examples=60, deadline=None)
@given(
    text=st.lists(
        st.sampled_from(
            [
                *("manufacturer: A", "series: B", "models:", "statements:", "  - name: C", "  - x"),
                *("    statements:", "      - grade: rumour", "        source: A b", "- 1", "  -"),
                *("    expect: [{}]", "    releases: [{version: 1.0}, []]", "pairings: [1]"),
                *("{}", "a: {b: {c: d}}", "  - name: [1]", "    aliases: [{}, C]", "name:", "\t"),
            ]
        ),
        max_size=9,
    ).map("\n".join),
    name=st.sampled_from(
        ["sources/a.yaml", "manufacturers/a.yaml", "cameras/a/b.yaml", "recorders/a.yaml"]
    ),
)
def test_whatever_is_in_a_file_checking_ends_in_problems(
    text: str, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("seed")
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text(text + "\n", encoding="utf-8")
    loaded, problems = reading.read_all([folder])
    legible, _ = salvage.with_rests(loaded, [folder])
    assert len(legible.files) <= 1
    if problems:
        assert seed_check.check_seed([folder]).errors >= len(problems)
