"""`export`: what is written, that it is the same again, and that nothing is lost on the way."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import sqlite3
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
from integration_db.curation.difference import AnswerChange, Course, Difference
from integration_db.database.building import build_file
from integration_db.database.opening import open_in_memory
from integration_db.database.readers import open_file
from integration_db.database.stored_kinds import KIND_COLUMNS, read_kind
from integration_db.export import Issue, canonical, data_date, feed_document, flat, sealed
from integration_db.export.changes import Edition, atom
from integration_db.export.conformance import conformance
from integration_db.export.feed_schema import fitted_schema_text, schema_text
from integration_db.feed_reader import through
from integration_db.vocabulary import CAPABILITY_NAMES, GRADES, SUPPORT, by_name

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
    for maker, model, line, lo, hi, start, end, shown, *columns in opened.reader.rows(
        "SELECT f.name, m.name, g.lineage, g.lo, g.hi, g.built_from, g.built_before, c.shown, "
        f"{', '.join('k.' + column for column in KIND_COLUMNS)} FROM cell c JOIN kind k ON "
        "k.id = c.kind_id JOIN region g ON g.id = c.region_id JOIN model m ON m.id = c.model_id "
        "JOIN manufacturer f ON f.id = m.manufacturer_id WHERE c.context_id = 0 ORDER BY c.id"
    ):
        cell = ((line, lo, hi, start, end), bool(shown), read_kind(columns))
        stored.setdefault((maker, model), []).append(cell)
    for maker in payload["manufacturers"]:
        for model in (model for series in maker["series"] for model in series["models"]):
            known = stored.pop((maker["name"], model["name"]))
            for bounds, shown, kind in known:
                # the feed cuts where the sources change, too
                here = [one for one in payload["tables"][model["table"]] if covers(bounds, one)]
                assert here
                for stretch in here:
                    assert stretch.get("shown", True) == shown
                    told = payload["kinds"][stretch["kind"]]
                    values = dict(zip(CAPABILITY_NAMES, told["values"], strict=True))
                    assert through(values) == by_name(kind.values)
                    details = {name: one["value"] for name, one in told.get("details", {}).items()}
                    assert canonical(details) == canonical(
                        {name: plain(value) for name, value, _ in kind.details}
                    )
    assert not stored


def plain(value: Any) -> Any:
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return dict(value)
    return value


def covers(bounds: tuple[str | None, ...], stretch: dict[str, Any]) -> bool:
    line, lo, hi, *days = bounds
    if [line, *days] != [stretch["line"], stretch.get("built_from"), stretch.get("built_before")]:
        return False
    return bool(stretch.get("from", "") >= (lo or "") and stretch.get("before", "~") <= (hi or "~"))


def test_the_recorders_of_the_feed_are_those_of_the_catalogue(real_catalog: Catalog) -> None:
    entries = {one["name"]: one for one in feed_document(real_catalog)["payload"]["recorders"]}
    known = real_catalog.recorders()
    assert entries.keys() == {recorder.name for recorder in known}
    for recorder in known:
        entry = entries[recorder.name]
        assert entry["shows"] == dict(recorder.shows)
        assert [one["label"] for one in entry["settings"]] == [s.label for s in recorder.settings]
        plugins = {plugin["name"]: plugin for plugin in entry["plugins"]}
        own = {plugin.name: plugin for plugin in real_catalog.plugins_of(recorder)}
        assert plugins.keys() == own.keys()
        for name, plugin in own.items():
            told = plugins[name]
            assert told["takes"] == plugin.takes
            assert told["uses"] == list(plugin.uses)
            assert told.get("manufacturers", []) == list(plugin.manufacturers)
            assert [one["id"] for one in told.get("options", [])] == [o.id for o in plugin.options]
            assert len(told.get("changes", [])) == len(plugin.changes)
            for version in told["versions"]:
                assert len(version["sides"]) == len(told["choices"])


def test_what_is_said_of_a_plugin_is_in_its_sides(real_catalog: Catalog) -> None:
    payload = feed_document(real_catalog)["payload"]
    told = {name for side in payload["sides"] for name in side}
    assert {"https_support", "video_encryption", "video_via", "checks"} <= told
    assert any("checks_default" in side for side in payload["sides"])
    assert any(
        len(plugin["choices"]) > 1 for one in payload["recorders"] for plugin in one["plugins"]
    )
    assert payload["pairings"]


def test_every_value_names_sources_that_the_feed_lists(real_catalog: Catalog) -> None:
    payload = feed_document(real_catalog)["payload"]
    known = {source["id"] for source in payload["sources"]}
    given = [*payload["kinds"], *payload["sides"]]
    used = {name for one in given for names in one["sources"] for name in names}
    details = [detail for one in payload["kinds"] for detail in one.get("details", {}).values()]
    used |= {name for detail in details for name in detail["sources"]}
    plugins = [plugin for one in payload["recorders"] for plugin in one["plugins"]]
    used |= {change["source"] for plugin in plugins for change in plugin.get("changes", ())}
    assert used <= known
    for one in given:
        for grade, names in zip(one["grades"], one["sources"], strict=True):
            assert grade is None or names


def test_the_feed_stays_small(real_catalog: Catalog) -> None:
    cameras = real_catalog.count()
    assert len(sealed(feed_document(real_catalog))) < 120_000 + 200 * cameras


def test_a_number_rises_with_the_editions(catalog: Catalog) -> None:
    assert feed_document(catalog)["edition"] == 2024030100
    assert feed_document(catalog, Issue(date="2026-01-31"))["edition"] == 2026013100
    assert feed_document(catalog, Issue(number=7))["edition"] == 7
    for wrong in (-1, 2**53):
        with pytest.raises(UsageError, match="edition"):
            feed_document(catalog, Issue(number=wrong))
    assert "expires" not in feed_document(catalog)
    assert feed_document(catalog, Issue(expires="2027-01-31"))["expires"] == "2027-01-31"
    with pytest.raises(UsageError, match="yyyy-mm-dd"):
        feed_document(catalog, Issue(expires="soon"))


def test_what_is_no_longer_answered_is_listed(run: Run, good_seed: Path, tmp_path: Path) -> None:
    old = shutil.copytree(good_seed, tmp_path / "old")
    path = old / S20
    text = path.read_text(encoding="utf-8")
    assert "- https_support: false\n" in text
    path.write_text(
        text.replace("- https_support: false\n", "- https_support: true\n", 1)
        .replace("      - {https_support: no, plugin: Native", "      - {plugin: Closed")
        .replace("S30 Outdoor", "S31 Outdoor"),
        encoding="utf-8",
    )
    assert json.loads(run("export", "feed", "-").stdout)["payload"]["withdrawn"] == []
    done = run("export", "feed", "-", "--since", str(old))
    assert done.exit_code == 0, done.stderr
    withdrawn = json.loads(done.stdout)["payload"]["withdrawn"]
    assert {"manufacturer": "Sample Optics", "model": "S31 Outdoor"} in withdrawn
    assert {
        "manufacturer": "Sample Optics",
        "model": "S20",
        "capability": "https_support",
        "before": "yes",
        "after": "no",
    } in withdrawn
    assert not [one for one in withdrawn if one.get("before") == "unknown"]


def key_file(folder: Path, mode: int = 0o600) -> Path:
    ed25519 = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.ed25519")
    from cryptography.hazmat.primitives import serialization

    path = folder / "key.pem"
    private = ed25519.Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.touch(mode)
    path.write_bytes(private)
    path.chmod(mode)
    return path


def test_a_feed_is_signed_beside_itself(run: Run, tmp_path: Path) -> None:
    key = key_file(tmp_path)
    target = tmp_path / "feed.json"
    done = run("export", "feed", str(target), "--sign", str(key))
    assert done.exit_code == 0, done.stderr
    assert target.read_bytes() == run("export", "feed", "-").stdout_bytes
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    secret = key.read_text()
    public: Any = load_pem_private_key(key.read_bytes(), None).public_key()
    signed = (tmp_path / "feed.json.sig").read_bytes()
    public.verify(signed, target.read_bytes())
    with pytest.raises(InvalidSignature):
        public.verify(signed, target.read_bytes() + b" ")
    assert secret.splitlines()[1] not in done.stdout + done.stderr + target.read_text()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda path: path.chmod(0o640), "0600"),
        (lambda path: path.write_text("no key"), "no private key"),
        (lambda path: path.unlink(), "no such file"),
    ],
)
def test_a_key_that_cannot_be_used_is_told_before_anything_is_written(
    run: Run, tmp_path: Path, change: Callable[[Path], object], words: str
) -> None:
    key = key_file(tmp_path)
    change(key)
    done = run("export", "feed", str(tmp_path / "feed.json"), "--sign", str(key))
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert not (tmp_path / "feed.json").exists()


def test_a_signature_stands_beside_a_file_and_replaces_none(run: Run, tmp_path: Path) -> None:
    key = key_file(tmp_path)
    assert run("export", "feed", "-", "--sign", str(key)).exit_code == 2
    (tmp_path / "feed.json.sig").write_text("mine")
    done = run("export", "feed", str(tmp_path / "feed.json"), "--sign", str(key))
    assert done.exit_code == 2
    assert not (tmp_path / "feed.json").exists()
    assert (tmp_path / "feed.json.sig").read_text() == "mine"


def test_signing_without_its_extra_is_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_file(tmp_path)
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric.ed25519", None)
    done = run("export", "feed", str(tmp_path / "feed.json"), "--sign", str(key))
    assert done.exit_code == 1
    assert "integration-db[sign]" in done.stderr


def test_the_date_is_that_of_the_newest_source_or_the_one_given(catalog: Catalog) -> None:
    assert data_date(catalog) == "2024-03-01"
    assert feed_document(catalog, Issue(date="2026-01-31"))["date"] == "2026-01-31"
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
    told = run("filter", "--firmware", "any", "--format", "ndjson").stdout
    assert run("export", "ndjson", "-").stdout == told


def test_rows_are_one_per_camera_and_range_and_no_cell_is_a_formula(
    good_seed: Path, tmp_path: Path
) -> None:
    seed = shutil.copytree(good_seed, tmp_path / "seed")
    b7 = seed / "cameras/blank/b.yaml"
    b7.write_text(b7.read_text().replace("name: B7", 'name: "=cmd|x!A1\\u202e"'))
    with closing(open_in_memory([seed])) as reader:
        text = "".join(flat.csv(Catalog(reader).filter(firmware="any")))
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
    monkeypatch.setattr("integration_db.environment.default_seed_root", lambda: str(seed))

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


def test_the_database_has_its_cells_in_words(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "catalogue.sqlite"
    assert run("export", "sqlite", str(target)).exit_code == 0
    with closing(sqlite3.connect(target)) as opened:
        told = opened.execute(
            f"SELECT {', '.join(f'{name}, {name}_grade' for name in CAPABILITY_NAMES)} FROM answer "
            "ORDER BY cell_id"
        ).fetchall()
        stored = opened.execute(
            f"SELECT {', '.join('k.' + column for column in KIND_COLUMNS)} FROM cell c "
            "JOIN kind k ON k.id = c.kind_id ORDER BY c.id"
        ).fetchall()
        plugins = {name for (name,) in opened.execute("SELECT DISTINCT plugin FROM answer")}
    assert len(told) == len(stored)
    for words, columns in zip(told, stored, strict=True):
        kind = read_kind(columns)
        assert words[::2] == kind.values
        assert words[1::2] == tuple([GRADES[rank - 1] if rank else None for rank in kind.grades])
    assert plugins == {None, "Native"}


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


def test_a_link_in_the_place_is_followed_where_that_is_wanted(run: Run, tmp_path: Path) -> None:
    mine, link = tmp_path / "mine", tmp_path / "feed"
    mine.write_text("mine")
    link.symlink_to(mine)
    assert run("export", "feed", str(link)).exit_code == 2
    assert mine.read_text() == "mine"
    assert run("export", "feed", str(link), "--force").exit_code == 0
    assert link.is_symlink()
    assert json.loads(mine.read_text())["format"] == "integration-db-feed"


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
    change = AnswerChange(("Maker", "M1"), None, "https_support", UNKNOWN, YES)
    other = AnswerChange(("Maker", "M2"), None, "https_support", UNKNOWN, YES)
    new = Edition("c", "2026-11-01")
    one = atom(Difference((), (), (change,)), Edition("a", "2026-01-01"), new)
    two = atom(Difference((), (), (change, other)), Edition("b", "2026-05-01"), new)
    entry = one[one.index("<entry>") : one.index("</entry>")]
    assert entry in two


def test_names_that_xml_cannot_hold_are_made_visible() -> None:
    change = AnswerChange(("Ma\x00ker\x1b", "]]>\ud800\u202e"), "P & <Q>", "https_support", NO, YES)
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
        (("csv", "-", "--since", "data"), "takes no --since"),
        (("conformance", "-", "--sign", "key.pem"), "takes no --sign"),
        (("feed", "-", "--edition", "-1"), "edition"),
        (("feed", "-", "--expires", "soon"), "yyyy-mm-dd"),
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

    from integration_db.curation.shared_observations import load_generation
    from integration_db.database.readers import open_database

    load_generation(postgresql_url, [good_seed])
    with Catalog(open_database(postgresql_url)) as server:
        assert sealed(feed_document(server)) == sealed(feed_document(catalog))
    arguments = ["--database", postgresql_url, "export", "sqlite", str(tmp_path / "a.sqlite")]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    assert "on a server" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_licence_of_the_facts_goes_with_them_but_for_those_of_somebody_else(
    run: Run, good_seed: Path, tmp_path: Path
) -> None:
    """A recorder's maker finds it in the file; facts of an overlay are not ours to license."""
    own = tmp_path / "own" / "cameras" / "exemplar" / "x9.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("manufacturer: Exemplar\nseries: X9\nmodels:\n  - name: X900\n")
    with (
        Catalog(open_in_memory([good_seed])) as ours,
        Catalog(open_in_memory([good_seed, tmp_path / "own"])) as mixed,
    ):
        assert feed_document(ours)["license"] == ours.stats()["license"] == "CC0-1.0"
        assert "license" not in feed_document(mixed)
        assert mixed.stats()["license"] is None
        after = Edition("b", "2026-01-02", "CC0-1.0")
        news = atom(Difference((), (), ()), Edition("a", "2026-01-01"), after)
    assert "<rights>CC0-1.0</rights>" in news
    assert "licence CC0-1.0" in run("export", "csv", "-").stderr
