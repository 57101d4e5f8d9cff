"""Reading a seed: whatever is in a file, it is listed with its place, and nothing breaks."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from integration_db import SeedError
from integration_db.curation.seed_check import check_seed
from integration_db.errors import FileProblems, Problem, told
from integration_db.seed import loading, reading

HEAD = "manufacturer: Exemplar\nseries: X1\n"
RELEASE = HEAD + "models:\n  - name: X100\n    releases:\n      - "
STATEMENT = HEAD + "models:\n  - name: X100\n    statements:\n      - "


def problems_of(text: str | bytes, path: str = "cameras/exemplar/x1.yaml") -> list[Problem]:
    data = text.encode() if isinstance(text, str) else text
    try:
        reading.parse(path, path, data)
    except FileProblems as refused:
        return list(refused.problems)
    return []


CASES = {
    # text: (code, line, column or None, words of the message)
    "manufacturer: [": ("Y001", None, "not valid YAML"),
    HEAD + "series: X2\n": ("Y004", 3, "'series' stands twice"),
    HEAD + "models: *a\n": ("Y006", 3, "anchors and aliases"),
    HEAD + "note: &a text\n": ("Y006", 3, "anchors and aliases"),
    HEAD + "note: !!python/object:os.system x\n": ("Y006", 3, "tags are not used"),
    HEAD + "? [1, 2]\n: x\n": ("Y005", 3, "a key must be text"),
    HEAD + "---\nname: x\n": ("Y001", None, ""),
    HEAD + "modles: []\n": ("R002", 3, "did you mean 'models'"),
    "series: X1\n": ("R001", None, "manufacturer is missing"),
    HEAD + "models: 7\n": ("R006", 3, "a list was expected"),
    HEAD + "models:\n  - X100\n": ("R006", 4, "a mapping was expected"),
    HEAD + "models:\n  - name: 210\n": ("R004", 4, 'needs quotes: "210"'),
    HEAD + f"models:\n  - name: {'1' * 100_000}\n": ("R004", 4, f'needs quotes: "{57 * "1"}..."'),
    HEAD + "models:\n  - name: ''\n": ("R007", 4, "name is empty"),
    HEAD + "models:\n  - name: '  '\n": ("R004", 4, "name is blank"),
    HEAD + "models:\n  - name: '--'\n": ("R004", 4, "'--' has no letter and no digit"),
    HEAD + f"note: {'x' * 2001}\n": ("R007", 3, "note is longer than 2000 characters"),
    HEAD + "aliases: [a, '']\n": ("R007", 3, "aliases, entry 2, is empty"),
    STATEMENT + "firmware: 10.10\n        source: a\n        grade: lab_test\n": (
        "R004",
        6,
        'needs quotes: "10.10"',
    ),
    STATEMENT + "https_support: maybe\n        source: a\n        grade: lab_test\n": (
        "R003",
        6,
        "https_support 'maybe'",
    ),
    STATEMENT + "https_support: true\n        source: a\n        grade: great\n": (
        "R003",
        8,
        "choose 'inferred'",
    ),
    STATEMENT + "https_support: true\n        grade: lab_test\n": ("R001", 6, "source is missing"),
    STATEMENT + "https_support: true\n        source: A b\n        grade: lab_test\n": (
        "R005",
        7,
        "small letters",
    ),
    RELEASE + "{version: '1', source: a, released: '2026-99'}\n": ("R005", 6, "YYYY-MM-DD"),
    STATEMENT + "anchor: {}\n        source: a\n        grade: lab_test\n": (
        "R004",
        6,
        "needs page, section or phrase",
    ),
    STATEMENT + "anchor: {phrase: ''}\n        source: a\n        grade: lab_test\n": (
        "R007",
        6,
        "phrase is empty",
    ),
    STATEMENT + "anchor: {section: '***'}\n        source: a\n        grade: lab_test\n": (
        "R004",
        6,
        "has no letter and no digit",
    ),
    STATEMENT
    + "anchor: {phrase: 'a b c d e f g h i'}\n        source: a\n        grade: lab_test\n": (
        "R004",
        6,
        "more than 8 words",
    ),
    HEAD + "source: []\n": ("R007", 3, "source"),
    HEAD + "source: [a, b, a]\n": ("R004", 3, "names 'a' twice"),
    STATEMENT + "tls: ['1.9']\n        source: a\n        grade: lab_test\n": ("R003", 6, "1.9"),
}


@pytest.mark.parametrize("text", CASES, ids=lambda text: text.strip().splitlines()[-1][:40])
def test_a_problem_has_a_code_a_place_and_a_way_out(text: str) -> None:
    code, line, words = CASES[text]
    found = problems_of(text)
    assert [p.code for p in found] == [code], found
    assert words in found[0].message
    if line is not None:
        assert found[0].line == line
        assert found[0].column >= 1


def test_all_problems_of_a_file_come_at_once() -> None:
    text = HEAD + "modles: []\nalaises: []\ncomplete: perhaps\n"
    assert len(problems_of(text)) == 3


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\x00",
        b"name: \xe9\n",
        b"name: x\x00y\n",
        b"a: " + b"[" * 100_000,
        b"- " * 50_000,
        b"{" * 3000 + b"}" * 3000,
        b"a: |\n" + b" " * 100_000 + b"x\n",
        b"\xef\xbb\xbf",
        b"",
        b"%YAML 9.9\n---\na",
        b"? ? ? ? ? ? ? ?",
        b"a: !!binary x",
        b"<<: {a: b}",
        b"a: 0x\n",
    ],
    ids=lambda data: repr(data[:16]),
)
@pytest.mark.parametrize("path", ["cameras/a/b.yaml", "sources.yaml", "recorders/a.yaml"])
def test_hostile_bytes_give_problems_or_an_empty_record(data: bytes, path: str) -> None:
    with suppress(FileProblems):
        reading.parse(path, path, data)


def test_a_billion_laughs_are_refused_before_they_are_read() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 20)]
    found = problems_of("\n".join(lines))
    assert [p.code for p in found] == ["Y006"]


def test_a_file_of_a_gigabyte_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "cameras" / "a" / "b.yaml"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(FileProblems) as caught:
        reading.read_file(0, tmp_path, path)
    assert [problem.code for problem in caught.value.problems] == ["Y002"]


MANY = 150


@pytest.mark.parametrize(
    ("text", "code", "first"),
    [
        (HEAD + "".join(f"key{n}: 1\n" for n in range(MANY)), "R002", 3),
        (HEAD + "models:\n" + "  - {}\n" * MANY, "R001", 4),
    ],
)
def test_of_many_problems_the_first_are_told_and_how_many_more(
    text: str, code: str, first: int
) -> None:
    problems = problems_of(text)
    assert len(problems) == MANY
    shown = told(problems)
    assert [(p.code, p.line) for p in shown[:100]] == [(code, first + n) for n in range(100)]
    assert str(shown[100]).endswith(f"x1.yaml:{first + 100}:{shown[100].column}: F003 and "
                                    f"{MANY - 100} more problems in this file")  # fmt: skip
    assert len(shown) == 101
    assert told(problems[:100]) == problems[:100]


def test_a_check_tells_of_every_file_the_first_problems_and_counts_all(tmp_path: Path) -> None:
    for name in ("a", "b"):
        path = tmp_path / "cameras" / "exemplar" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("manufacturer: Exemplar\nseries: A\nmodels:\n" + "  - {}\n" * MANY)
    checked = check_seed([tmp_path])
    assert checked.errors == 2 * MANY
    assert len(checked.told) == 2 * 101
    assert {one.severity for one in checked.told} == {"error"}


def test_a_file_with_very_many_values_is_refused_before_they_are_all_read() -> None:
    text = HEAD + "models: [{name: X, aliases: [" + "a," * 400_001 + "]}]\n"
    (problem,) = problems_of(text)
    assert (problem.code, problem.line) == ("Y008", 3)
    assert problem.message == "more than 400,000 values; no seed file has so many"


def test_what_is_no_file_or_no_part_of_a_seed_is_listed(tmp_path: Path) -> None:
    (tmp_path / "cameras" / "dir.yaml").mkdir(parents=True)
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "x.yaml").write_text("a: b\n")
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "lost.yaml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(SeedError) as caught:
        loading.load([tmp_path])
    assert {(p.path, p.code) for p in caught.value.problems} == {
        ("cameras/dir.yaml", "F001"),
        ("else/x.yaml", "F002"),
        ("lost.yaml", "F001"),
        ("pipe.yaml", "F001"),
    }


def test_a_file_that_may_not_be_read_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text("{}\n")
    path.chmod(0)
    if os.access(path, os.R_OK):
        path.unlink()  # this user may read everything: a link to itself cannot be read either
        path.symlink_to(path)
    with pytest.raises(SeedError) as caught:
        loading.load([tmp_path])
    assert [p.code for p in caught.value.problems] == ["F001"]


def test_a_folder_that_may_not_be_listed_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "cameras"
    closed.mkdir()
    look = os.scandir

    def refuse(place: Any) -> Any:
        if Path(place) == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(place))
        return look(place)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(SeedError) as caught:
        loading.load([tmp_path])
    (problem,) = caught.value.problems
    assert str(problem) == f"{closed}:0:0: F001 cannot be listed: Permission denied"


def test_the_values_yes_and_no_stay_words_where_text_is_meant() -> None:
    record: Any = reading.parse("cameras/a/b.yaml", "x", b"manufacturer: No\nseries: On\n")
    assert (record.manufacturer, record.series) == ("No", "On")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("yes", "yes"), ("true", "yes"), ("no", "no"), ("false", "no"), ("unknown", "unknown")],
)
def test_a_capability_is_written_as_people_write_it(written: str, meant: str) -> None:
    text = STATEMENT + f"https_support: {written}\n        source: a\n        grade: lab_test\n"
    record: Any = reading.parse("cameras/a/b.yaml", "x", text.encode())
    assert record.models[0].statements[0].https_support == meant
