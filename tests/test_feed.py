"""`export`: what is written, that it is the same again, and that nothing is lost on the way."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from click.testing import Result

from integration_db import Catalog, UsageError
from integration_db.curation.difference import Change, Course, Difference
from integration_db.database.building import build_file
from integration_db.database.opening import open_in_memory
from integration_db.database.readers import open_file
from integration_db.database.stored_values import GRADE_COLUMNS
from integration_db.evidence.packing import pack, unpack
from integration_db.export import canonical, data_date, feed_document, flat, sealed
from integration_db.export.changes import Edition, atom
from integration_db.export.conformance import conformance
from integration_db.export.feed_schema import fitted_schema_text, schema_text
from integration_db.vocabulary import CAPABILITY_NAMES, GRADES, SUPPORT

Run = Callable[..., Result]
S20 = "cameras/sample-optics/s.yaml"
UNKNOWN, NO, YES = (Course(value, value) for value in SUPPORT)
TEXTS = ("feed", "conformance", "ndjson", "csv")


def tightened(shape: Any) -> Any:
    """The schema with no member allowed beyond those that it names."""
    if isinstance(shape, list):
        return [tightened(part) for part in shape]
    if not isinstance(shape, dict):
        return shape
    found = {key: tightened(value) for key, value in shape.items()}
    return found | ({"additionalProperties": False} if "properties" in found else {})


@pytest.mark.parametrize("seed", ["catalog", "real_catalog"])
def test_the_feed_is_what_its_schema_says_and_no_more(
    seed: str, request: pytest.FixtureRequest
) -> None:
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    feed = json.loads(sealed(feed_document(request.getfixturevalue(seed))))
    jsonschema.Draft202012Validator(tightened(schema)).validate(feed)
    feed["payload"]["something_new"] = 1
    jsonschema.Draft202012Validator(schema).validate(feed)


def test_the_schema_is_printed(run: Run) -> None:
    assert run("export", "--schema").stdout == schema_text()


def test_the_schema_knows_the_capabilities_of_the_vocabulary() -> None:
    assert schema_text() == fitted_schema_text()  # make fix writes it


def test_the_checksum_is_that_of_the_bytes_before_it(catalog: Catalog) -> None:
    text = sealed(feed_document(catalog))
    found = json.loads(text)
    digest = found.pop("sha256")
    assert digest == hashlib.sha256(canonical(found).encode()).hexdigest()
    assert text == f'{canonical(found)[:-1]},"sha256":"{digest}"}}\n'


def test_two_databases_of_one_seed_give_the_same_bytes(
    catalog: Catalog, good_seed: Path, run: Run, tmp_path: Path
) -> None:
    with Catalog(open_in_memory([good_seed])) as other:
        assert sealed(feed_document(other)) == sealed(feed_document(catalog))
    for form in TEXTS:
        first, second = run("export", form, "-"), run("export", form, str(tmp_path / form))
        assert second.exit_code == 0, second.stderr
        assert first.stdout_bytes == (tmp_path / form).read_bytes()


def test_a_database_brought_up_to_date_gives_what_one_built_whole_gives(
    good_seed: Path, tmp_path: Path
) -> None:
    seed = shutil.copytree(good_seed, tmp_path / "seed")
    build_file(tmp_path / "old.sqlite", [seed])
    path = seed / "cameras/exemplar/e1.yaml"
    path.write_text(path.read_text().replace("- name: E100-V\n", "- name: E90\n  - name: E100-V\n"))
    build_file(tmp_path / "new.sqlite", [seed], previous=tmp_path / "old.sqlite")
    with (
        Catalog(open_file(tmp_path / "new.sqlite")) as updated,
        Catalog(open_in_memory([seed])) as whole,
    ):
        assert updated.model("Exemplar E90")
        assert sealed(feed_document(updated)) == sealed(feed_document(whole))
        assert conformance(updated) == conformance(whole)


@pytest.mark.parametrize("seed", ["catalog", "real_catalog"])
def test_the_tables_of_the_feed_are_the_cells_of_the_database(
    seed: str, request: pytest.FixtureRequest
) -> None:
    opened = request.getfixturevalue(seed)
    payload = feed_document(opened)["payload"]
    stored: dict[tuple[str, str], list[Any]] = {}
    for maker, model, line, lo, hi, start, end, packed, *ranks in opened.reader.rows(
        "SELECT f.name, m.name, c.lineage, c.lo, c.hi, c.built_from, c.built_before, c.packed, "
        f"{', '.join('c.' + column for column in GRADE_COLUMNS)} FROM cell c JOIN model m ON "
        "m.id = c.model_id JOIN manufacturer f ON f.id = m.manufacturer_id "
        "WHERE c.context_id = 0 ORDER BY c.id"
    ):
        grades = [GRADES[rank - 1] if rank else None for rank in ranks]
        cell = ((line, lo, hi, start, end), unpack(packed), grades)
        stored.setdefault((maker, model), []).append(cell)
    for maker in payload["manufacturers"]:
        for model in (model for series in maker["series"] for model in series["models"]):
            known = stored.pop((maker["name"], model["name"]))
            for bounds, values, grades in known:
                # the feed cuts where the sources change, too
                answers = [
                    payload["answers"][stretch["answer"]]
                    for stretch in payload["tables"][model["answers"]]
                    if covers(bounds, stretch)
                ]
                assert answers
                for answer in answers:
                    assert answer["values"] == list(values)
                    for value, want, got in zip(values, grades, answer["grades"], strict=True):
                        assert got == want or (value == "no" and got is None)
    assert not stored


def covers(bounds: tuple[str | None, ...], stretch: dict[str, Any]) -> bool:
    line, lo, hi, *days = bounds
    if [line, *days] != [stretch["line"], stretch.get("built_from"), stretch.get("built_before")]:
        return False
    return bool(stretch.get("from", "") >= (lo or "") and stretch.get("before", "~") <= (hi or "~"))


def test_the_plugins_of_the_feed_are_the_contexts_of_the_database(catalog: Catalog) -> None:
    (box,) = feed_document(catalog)["payload"]["recorders"]
    known = {listed.plugin.name for listed in catalog.plugins(box["name"])}
    assert {plugin["name"] for plugin in box["plugins"]} == known
    for plugin in box["plugins"]:
        rows = catalog.reader.rows(
            "SELECT c.said, c.lineage, c.lo, c.hi, c.packed FROM context c "
            "JOIN plugin p ON p.id = c.plugin_id WHERE p.name = :name ORDER BY c.id",
            {"name": plugin["name"]},
        )
        told = [plugin | {"said": 0}, *(one | {"said": 1} for one in plugin["versions"])]
        assert rows == [
            (
                *(one["said"], one.get("line"), one.get("from"), one.get("before")),
                pack([one.get(name, "yes") for name in CAPABILITY_NAMES]),
            )
            for one in told
        ]


def test_every_value_names_sources_that_the_feed_lists(real_catalog: Catalog) -> None:
    payload = feed_document(real_catalog)["payload"]
    known = {source["id"] for source in payload["sources"]}
    used = {name for a in payload["answers"] for names in a["sources"] for name in names}
    used |= {n for b in payload["recorders"] for p in b["plugins"] for s in p["sources"] for n in s}
    assert used == known
    for answer in payload["answers"]:
        for grade, names in zip(answer["grades"], answer["sources"], strict=True):
            assert grade is None or names


def test_the_date_is_that_of_the_newest_source_or_the_one_given(catalog: Catalog) -> None:
    assert data_date(catalog) == "2024-03-01"
    assert feed_document(catalog, date="2026-01-31")["date"] == "2026-01-31"
    for wrong in ("", "2026", "2026-02-30", "31-01-2026", "2026-1-31", "²026-01-31", "2026-01-3\n"):
        with pytest.raises(UsageError, match="yyyy-mm-dd"):
            data_date(catalog, wrong)


def test_an_export_from_a_database_loads_nothing_heavy(good_database: str, tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from integration_db_cli.main import main\n"
        f"arguments = ['--database', {good_database!r}, 'export', 'feed', 'feed.json']\n"
        "try: main(arguments)\n"
        "except SystemExit as done: assert not done.code\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'pydantic', 'yaml', 'tabulate'}\n"
        "print(sorted(heavy & {*sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_lines_of_json_are_those_of_the_filter(run: Run) -> None:
    assert run("export", "ndjson", "-").stdout == run("filter", "--format", "ndjson").stdout


def test_rows_are_one_per_camera_and_range_and_no_cell_is_a_formula(
    good_seed: Path, tmp_path: Path
) -> None:
    seed = shutil.copytree(good_seed, tmp_path / "seed")
    b7 = seed / "cameras/blank/b.yaml"
    b7.write_text(b7.read_text().replace("name: B7", 'name: "=cmd|x!A1\\u202e"'))
    with closing(open_in_memory([seed])) as reader:
        text = "".join(flat.csv(Catalog(reader).filter()))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [*rows[0]] == ["manufacturer", "model", "series", "firmware", "shown", *CAPABILITY_NAMES]
    assert "'=cmd|x!A1\\u202e" in [row["model"] for row in rows]
    e100 = [
        row["firmware"]
        for row in rows
        if (row["manufacturer"], row["model"]) == ("Exemplar", "E100")
    ]
    assert e100[0] == "<7.20"
    assert len(e100) > 3


def test_the_database_is_copied_with_its_checksum(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "catalogue.sqlite"
    done = run("export", "sqlite", str(target))
    assert done.exit_code == 0, done.stderr
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    assert (tmp_path / "catalogue.sqlite.sha256").read_text() == f"{digest}  catalogue.sqlite\n"
    assert digest in done.stderr
    again = run("export", "sqlite", str(tmp_path / "other.sqlite"))
    assert again.exit_code == 0
    assert (tmp_path / "other.sqlite").read_bytes() == target.read_bytes()
    from click.testing import CliRunner
    from integration_db_cli.main import main

    asked = CliRunner().invoke(main, ["--database", str(target), "filter", "--count"])
    assert asked.stdout == run("filter", "--count").stdout
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_same_seed_gives_the_same_database_file(
    good_seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the one in the cache was brought up to date after an edit."""
    from click.testing import CliRunner
    from integration_db_cli.main import main

    seed = shutil.copytree(good_seed, tmp_path / "seed")
    monkeypatch.setattr("integration_db.environment.default_seed_root", lambda: seed)

    def exported(cache: str) -> bytes:
        monkeypatch.setenv("INTEGRATION_DB_CACHE", str(tmp_path / cache))
        done = CliRunner().invoke(main, ["export", "sqlite", str(tmp_path / "out"), "--force"])
        assert done.exit_code == 0, done.stderr
        return (tmp_path / "out").read_bytes()

    before = exported("one")
    path = seed / "cameras/exemplar/e1.yaml"
    path.write_text(path.read_text().replace("- name: E100-V\n", "- name: E90\n  - name: E100-V\n"))
    edited = exported("one")
    assert edited != before
    assert edited == exported("two")


def test_a_database_is_built_alike_in_every_process(good_seed: Path, tmp_path: Path) -> None:
    found = set()
    for number in ("1", "2", "3"):  # the order of sets differs
        script = (
            "import sys; from pathlib import Path\n"
            "from integration_db.database.building import build_file\n"
            "build_file(Path(sys.argv[1]), [Path(sys.argv[2])])"
        )
        target = tmp_path / number
        subprocess.run(
            [sys.executable, "-c", script, str(target), str(good_seed)],
            env={**os.environ, "PYTHONHASHSEED": number},
            check=True,
        )
        found.add(target.read_bytes())
    assert len(found) == 1


@pytest.mark.parametrize("form", ["feed", "sqlite"])
def test_a_full_disk_leaves_nothing_behind(good_database: str, tmp_path: Path, form: str) -> None:
    """A limit on the size of files stands for the disk."""
    resource = pytest.importorskip("resource", reason="limits of processes are a thing of POSIX")
    command = ("--database", good_database, "export", form, "out")
    done = subprocess.run(
        [sys.executable, "-m", "integration_db_cli", *command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000)),
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_database_is_not_written_to_stdout(run: Run) -> None:
    done = run("export", "sqlite", "-")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "name a file" in done.stderr


@pytest.mark.parametrize("form", [*TEXTS, "sqlite"])
def test_what_is_there_is_replaced_only_when_told(run: Run, tmp_path: Path, form: str) -> None:
    target = tmp_path / "target"
    target.write_text("mine")
    done = run("export", form, str(target))
    assert (done.exit_code, done.stdout, target.read_text()) == (2, "", "mine")
    assert "is there already" in done.stderr
    assert "--force" in done.stderr
    done = run("export", form, str(target), "--force")
    assert done.exit_code == 0, done.stderr
    assert target.read_bytes() != b"mine"
    assert (
        f"data version {json.loads(run('stats', '--format', 'json').stdout)['data_version']}"
        in (done.stderr)
    )
    assert hashlib.sha256(target.read_bytes()).hexdigest() in done.stderr
    assert not [p for p in tmp_path.iterdir() if p.name.endswith(".tmp")]


def test_a_checksum_of_another_file_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.sqlite.sha256").write_text("mine")
    assert run("export", "sqlite", str(tmp_path / "a.sqlite")).exit_code == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.sqlite.sha256"]


def test_places_that_cannot_be_written_give_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    os.mkfifo(tmp_path / "pipe")
    places = [(tmp_path, 2), (tmp_path / "pipe", 2)]
    places += [(tmp_path / name, 1) for name in ("no/feed", "file/feed", "n" * 300)]
    for target, code in places:
        done = run("export", "feed", str(target), "--force")
        assert (done.exit_code, done.stdout) == (code, "")
        assert len(done.stderr.splitlines()) == 1
        assert done.stderr.startswith("Error: ")


def test_a_link_in_the_place_is_replaced_and_not_followed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "feed").symlink_to(tmp_path / "mine")
    assert run("export", "feed", str(tmp_path / "feed")).exit_code == 2
    assert run("export", "feed", str(tmp_path / "feed"), "--force").exit_code == 0
    assert (tmp_path / "mine").read_text() == "mine"
    mode = stat.S_IMODE((tmp_path / "feed").stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    assert mode == 0o666 & ~mask


@pytest.fixture
def changed(good_seed: Path, tmp_path: Path) -> Path:
    seed = shutil.copytree(good_seed, tmp_path / "seed")
    path = seed / S20
    text = path.read_text(encoding="utf-8")
    text = text.replace("- https_support: false\n", "- https_support: true\n", 1)
    text = text.replace("      - {https_support: no, plugin: Native", "      - {plugin: Closed", 1)
    path.write_text(text.replace("  - name: S40\n", '  - name: "S4 <b>&"\n'), encoding="utf-8")
    return seed


def test_changed_answers_as_json(run: Run, changed: Path) -> None:
    done = run("export", "changes", "-", "--since", str(changed))
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["format"], found["format_version"]) == ("integration-db-changes", 1)
    assert found["before"]["data_version"] != found["after"]["data_version"]
    assert found["after"]["date"] == "2024-03-01"
    assert {"manufacturer": "Sample Optics", "model": "S40"} in found["added"]
    assert found["changes"][0] == {
        "manufacturer": "Sample Optics",
        "model": "S20",
        "plugin": None,
        "capability": "https_support",
        "before": "yes",
        "after": "no",
    }


def test_changed_answers_as_news(run: Run, changed: Path) -> None:
    done = run("export", "atom", "-", "--since", str(changed), "--date", "2026-11-01")
    assert done.exit_code == 0, done.stderr
    name = "{http://www.w3.org/2005/Atom}"
    root = ET.fromstring(done.stdout)
    assert root.tag == f"{name}feed"
    entries = root.findall(f"{name}entry")
    for element in (root, *entries):
        for one in ("id", "title", "updated"):
            assert len(element.findall(f"{name}{one}")) == 1
        assert (element.findtext(f"{name}updated") or "") == "2026-11-01T00:00:00Z"
    assert root.findtext(f"{name}author/{name}name")
    ids = [element.findtext(f"{name}id") or "" for element in (root, *entries)]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith("urn:uuid:") for one in ids)
    text = "\n".join(entry.findtext(f"{name}content") or "" for entry in entries)
    assert "HTTPS support: yes → no" in text
    assert "Sample Optics S4 <b>&" in text
    assert (
        done.stdout
        == run("export", "atom", "-", "--since", str(changed), "--date", "2026-11-01").stdout
    )


def test_news_keep_their_id_whichever_edition_they_are_told_against() -> None:
    change = Change(("Maker", "M1"), None, "https_support", UNKNOWN, YES)
    other = Change(("Maker", "M2"), None, "https_support", UNKNOWN, YES)
    new = Edition("c", "2026-11-01")
    one = atom(Difference((), (), (change,)), Edition("a", "2026-01-01"), new)
    two = atom(Difference((), (), (change, other)), Edition("b", "2026-05-01"), new)
    entry = one[one.index("<entry>") : one.index("</entry>")]
    assert entry in two


def test_names_that_xml_cannot_hold_are_made_visible() -> None:
    change = Change(("Ma\x00ker\x1b", "]]>\ud800\u202e"), "P & <Q>", "https_support", NO, YES)
    text = atom(
        Difference((), (), (change,)), Edition("a", "2026-01-01"), Edition("b", "2026-01-02")
    )
    title = ET.fromstring(text.encode("utf-8")).findtext(".//{*}entry/{*}title") or ""
    assert title.startswith("Ma\\x00ker\\x1b ]]>\\ud800\\u202e through the plugin P & <Q>: ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("atom", "-"), "needs --since"),
        (("changes", "-"), "needs --since"),
        (("feed", "-", "--since", "data"), "takes no --since"),
        (("csv", "-", "--date", "2026-01-01"), "takes no --date"),
        (("feed", "-", "--date", "yesterday"), "yyyy-mm-dd"),
        (("atom", "-", "--since", "no-such-edition"), "no such folder or file"),
        (("pdf", "-"), "pdf"),
        (("feed",), "TARGET"),
    ],
)
def test_wrong_usage_is_told(run: Run, arguments: tuple[str, ...], words: str) -> None:
    done = run("export", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr


@pytest.mark.postgresql
def test_a_server_gives_the_same_feed_and_no_file(
    postgresql_url: str, good_seed: Path, catalog: Catalog, tmp_path: Path
) -> None:
    from click.testing import CliRunner
    from integration_db_cli.main import main

    from integration_db.database.building import build_url
    from integration_db.database.readers import open_database

    build_url(postgresql_url, [good_seed])
    with Catalog(open_database(postgresql_url)) as server:
        assert sealed(feed_document(server)) == sealed(feed_document(catalog))
    arguments = ["--database", postgresql_url, "export", "sqlite", str(tmp_path / "a.sqlite")]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    assert "on a server" in done.stderr
    assert not list(tmp_path.iterdir())
