"""What a team records on a server: answers follow as from an overlay, and nothing is ever lost."""

from __future__ import annotations

import json
import re
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from asked import answers
from conftest import Run, StartServer
from integration_db_cli import ways_out
from servers import PATIENCE, Server
from test_server_databases import written

from integration_db import Catalog, DatabaseError, OverlayError, UsageError, open_catalog
from integration_db.curation import Observation, record_observation
from integration_db.curation.observations import overlay_texts
from integration_db.curation.observations_of_files import observations_in
from integration_db.curation.shared_observations import (
    load_generation,
    record_shared,
    shared_observations,
    shared_overlay,
)
from integration_db.database.opening import open_in_memory
from integration_db.database.server import guarding, writing

NUMBERS = count(1)

SEEN = Observation(
    manufacturer="Exemplar",
    series="E1",
    model="E100",
    values={"https_support": "no"},
    grade="lab_test",
    source_title="Own observation of 2026-01-02",
    date="2026-01-02",
    firmware="10.12.100",
)
OF_A_BOARD = replace(SEEN, manufacturer="Sample Optics", series="S", model="S10", firmware="3.1",
                     hardware_version="2.0", source_url="https://example.org/a", note="by name",
                     values={"https_support": "yes", "regen_cert_on_ip_change": "no"})  # fmt: skip
ONWARDS = replace(SEEN, series="E2", model="E200", firmware="1.0", onwards=True,
                  values={"https_support": "yes"})  # fmt: skip
PAIRED = replace(ONWARDS, onwards=False, plugin="Native", recorder="exacqVision",
                 recorder_version="24.03", values={"video_encryption": "yes"})  # fmt: skip
CHOSEN = replace(PAIRED, recorder_version=None, when={"setting": "https-required"})
NEW_PLUGIN = replace(CHOSEN, plugin="Fresh", is_new_plugin=True, grade="device_reading")
KINDS = (SEEN, PAIRED, NEW_PLUGIN, ONWARDS, OF_A_BOARD, CHOSEN, SEEN,
           replace(PAIRED, series="E1", model="E100", values={"https_support": "no"}))  # fmt: skip
ALL = tuple(replace(one, source_title=f"Own observation {n}") for n, one in enumerate(KINDS))


@pytest.fixture
def url(server: Server, good_seed: Path) -> str:
    """A server with the example seed."""
    url = server.new_database(f"shared{next(NUMBERS)}")
    load_generation(url, [good_seed])
    return url


def in_folder(texts: dict[str, str], folder: Path) -> Path:
    """A folder with the files of an overlay."""
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def answers_over(seed: Path, url: str, folder: Path) -> str:
    """What a catalogue answers that is built from a seed, and all that a server would export."""
    texts = shared_overlay(url)
    shutil.rmtree(folder, ignore_errors=True)
    with Catalog(open_in_memory([seed, *([in_folder(texts, folder)] if texts else [])])) as built:
        return answers(built)


def answers_at(url: str) -> str:
    with open_catalog(url) as catalog:
        return answers(catalog)


def test_the_overlay_of_observations_is_what_recording_them_one_by_one_writes(
    tmp_path: Path,
) -> None:
    for number, some in enumerate((ALL, KINDS, KINDS[::-1], ALL[1:3])):
        folder = tmp_path / str(number)
        for one in some:
            record_observation(folder, one)
        texts = overlay_texts(some)
        assert {p: (folder / p).read_text() for p in texts} == texts
        files = {p.relative_to(folder).as_posix() for p in folder.rglob("*.yaml")}
        assert files == set(texts)
        assert overlay_texts(observations_in(folder)) == texts


@pytest.mark.postgresql
def test_each_recorded_observation_is_in_all_answers_at_once_as_from_an_overlay(
    url: str, good_seed: Path, tmp_path: Path
) -> None:
    versions = {json.loads(answers_at(url))[0]}
    for one in ALL:
        (number,) = record_shared(url, [one], person="Ann").ids
        told = answers_at(url)
        assert told == answers_over(good_seed, url, tmp_path / "exported")
        versions.add(json.loads(told)[0])
    assert len(versions) == len(ALL) + 1
    own = tmp_path / "own"
    for one in ALL:
        record_observation(own, one, [good_seed])
    with Catalog(open_in_memory([good_seed, own])) as built, open_catalog(url) as shared:
        for camera in built.filter(firmware="any"):
            for plugin in ("Native", "Fresh", None):
                question = (camera.model, camera.manufacturer)
                assert str(predicted(shared, *question, plugin)) == str(
                    predicted(built, *question, plugin)
                )
        assert [one.to_dict() for one in shared.filter(https="no")] == [
            one.to_dict() for one in built.filter(https="no")
        ]
    record_shared(url, [], replaces=number)
    assert answers_at(url) == answers_over(good_seed, url, tmp_path / "exported")
    for gone in (3, 2, 1, *range(4, number)):
        record_shared(url, [], replaces=gone)
        if gone <= 3:
            assert answers_at(url) == answers_over(good_seed, url, tmp_path / "exported")
    with Catalog(open_in_memory([good_seed])) as plain:
        assert answers_at(url) == answers(plain), "all was taken back"
    kept = shared_observations(url)
    assert len(kept) == 2 * len(ALL), "and all is still written down"
    assert {one.recorded_by for one in kept} == {"tester"}


def predicted(catalog: Catalog, model: str, maker: str, plugin: str | None) -> dict[str, Any]:
    """A prediction, without the version of the data, which says who recorded what when."""
    said = catalog.predict(model, manufacturer=maker, plugin=plugin).to_dict()
    return {key: value for key, value in said.items() if key != "data_version"}


@pytest.mark.postgresql
def test_what_is_recorded_of_a_camera_of_which_nothing_was_known_is_counted(
    url: str, good_seed: Path, tmp_path: Path
) -> None:
    """Of its firmware nothing is known either, so that the look covers all that it can run."""
    seen = replace(ONWARDS, manufacturer="Blank", series="B", model="B7")
    (number,) = record_shared(url, [seen]).ids
    with open_catalog(url) as catalog:
        (blank,) = [one for one in catalog.coverage() if one.manufacturer == "Blank"]
        assert blank.counts["https_support"] == {"unknown": 0, "no": 0, "yes": 1}
        assert blank.confirmed == 1
    assert answers_at(url) == answers_over(good_seed, url, tmp_path / "exported")
    record_shared(url, [], replaces=number)
    with Catalog(open_in_memory([good_seed])) as plain:
        assert answers_at(url) == answers(plain)


@pytest.mark.postgresql
def test_who_reads_stays_with_what_was_seen_and_is_told_that_there_is_more(url: str) -> None:
    with open_catalog(url) as before:
        first = answers(before)
        record_shared(url, [SEEN])
        assert answers(before) == first
        assert not before.reader.current()
        with open_catalog(url) as after:
            assert after.data_version != before.data_version
            assert after.reader.current()
            record_shared(url, [ONWARDS, PAIRED])
            assert answers(before) == first


@pytest.mark.postgresql
def test_a_correction_counts_instead_and_is_made_once(
    url: str, good_seed: Path, tmp_path: Path
) -> None:
    (wrong,) = record_shared(url, [SEEN]).ids
    (right,) = record_shared(url, [replace(SEEN, firmware="10.12.114")], replaces=wrong).ids
    assert answers_at(url) == answers_over(good_seed, url, tmp_path / "exported")
    assert [one.id for one in shared_observations(url) if one.stands] == [right]
    with pytest.raises(UsageError, match=f"observation {wrong} was replaced already, by {right}"):
        record_shared(url, [], replaces=wrong)
    with pytest.raises(UsageError, match="there is no observation 99"):
        record_shared(url, [], replaces=99)
    with pytest.raises(OverlayError, match="half a character"):
        record_shared(url, [SEEN], person="Ann \udcff")


@pytest.mark.postgresql
def test_a_load_keeps_what_was_recorded_and_says_what_no_longer_fits(
    url: str, good_seed: Path, tmp_path: Path
) -> None:
    record_shared(url, [SEEN, OF_A_BOARD, PAIRED])
    (doomed,) = record_shared(url, [replace(OF_A_BOARD, model="S20", hardware_version=None)]).ids
    smaller = tmp_path / "smaller"
    shutil.copytree(good_seed, smaller)
    cameras = smaller / "cameras" / "sample-optics" / "s.yaml"
    cameras.write_text(cameras.read_text().replace("name: S20", "name: S21"))
    loaded = load_generation(url, [smaller])
    assert loaded.laid == 3
    assert loaded.not_laid == ((doomed, "series 'S' of Sample Optics has no model 'S20'"),)
    assert answers_at(url) == answers_over(smaller, url, tmp_path / "exported")
    assert [one.not_laid is None for one in shared_observations(url)] == [True, True, True, False]
    record_shared(url, [CHOSEN])
    assert answers_at(url) == answers_over(smaller, url, tmp_path / "exported")
    again = load_generation(url, [good_seed])
    assert (again.laid, again.not_laid) == (5, ())
    assert answers_at(url) == answers_over(good_seed, url, tmp_path / "exported")


@pytest.mark.postgresql
def test_fifty_writers_at_once_and_a_load_among_them_lose_and_double_nothing(
    url: str, good_seed: Path, tmp_path: Path
) -> None:
    others = [ONWARDS, PAIRED, OF_A_BOARD, CHOSEN, NEW_PLUGIN]
    told = [
        replace(SEEN if n % 2 else others[n // 2 % len(others)], note=f"seen by {n}")
        for n in range(50)
    ]
    with ThreadPoolExecutor(max_workers=51) as pool:
        kept = [pool.submit(record_shared, url, [one]) for one in told[:25]]
        load = pool.submit(load_generation, url, [good_seed])
        kept += [pool.submit(record_shared, url, [one]) for one in told[25:]]
        assert load.result().not_laid == ()
        numbers = [number for one in kept for number in one.result().ids]
    assert len(set(numbers)) == 50
    rows = shared_observations(url)
    assert sorted(one.observation["note"] for one in rows if one.observation) == sorted(
        str(one.note) for one in told
    )
    assert answers_at(url) == answers_over(good_seed, url, tmp_path / "exported")


@pytest.mark.postgresql
def test_who_waits_for_another_writer_keeps_nothing_that_the_other_needs(
    url: str, server: Server
) -> None:
    record_shared(url, [SEEN])
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with closing(psycopg2.connect(url)) as other, ThreadPoolExecutor() as pool:
        with other.cursor() as cursor:
            writing.hold(other)
            second = pool.submit(record_shared, url, [ONWARDS])
            end = time.monotonic() + PATIENCE
            while server.ask(waiting) == [(0,)]:
                assert time.monotonic() < end, "the second never came to the lock"
                time.sleep(0.01)
            cursor.execute(
                "SELECT set_config('search_path', place, true) FROM integration_db.generation"
            )
            cursor.execute("SET LOCAL deadlock_timeout = '10ms'")  # the first to look would lose
            guarding.allow(other)
            cursor.execute("UPDATE seed_file_rows SET died = died")
        other.rollback()
        assert second.result().ids


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (replace(SEEN, firmware=">10"), "firmware"),
        (replace(PAIRED, plugin="Nobody's"), "has no plugin"),
        (replace(CHOSEN, when={"setting": "none"}), "setting has no value 'none'"),
        (replace(SEEN, firmware=None), "holds for the firmware on which it was seen"),
        (replace(SEEN, source_url="https://example.org/\udcff"), "half a character"),
    ],
)
def test_what_an_overlay_refuses_a_server_refuses_with_the_same_words(
    url: str, good_seed: Path, tmp_path: Path, wrong: Observation, why: str
) -> None:
    before = answers_at(url)
    with pytest.raises(OverlayError) as in_files:
        record_observation(tmp_path / "own", wrong, [good_seed])
    with pytest.raises(OverlayError) as on_server:
        record_shared(url, [wrong])
    assert on_server.value.message == in_files.value.message
    assert why in on_server.value.message
    assert answers_at(url) == before
    assert not shared_observations(url)


@pytest.mark.postgresql
def test_a_role_that_may_record_can_neither_load_nor_rewrite_what_was_recorded(
    start_server: StartServer, good_seed: Path, tmp_path: Path
) -> None:
    with start_server() as server:
        for statement in written("roles").splitlines():
            server.ask(statement)
        server.ask(written("roles in the database"), "catalogue")
        loader = server.url("catalogue", "catalogue_loader")
        load_generation(loader, [good_seed])
        server.ask(written("a role that records"), "catalogue")
        recorder = server.url("catalogue", "catalogue_recorder")
        with pytest.raises(DatabaseError, match="it has to be loaded again") as early:
            record_shared(recorder, [SEEN])
        assert ways_out.of_error(early.value) == ways_out.ERRORS["loaded-before"]
        load_generation(loader, [good_seed])
        (number,) = record_shared(recorder, [SEEN]).ids
        reader = server.url("catalogue", "catalogue_reader")
        assert answers_at(reader) == answers_over(good_seed, reader, tmp_path / "exported")
        assert shared_observations(reader)[0].recorded_by == "catalogue_recorder"
        for role in ("catalogue_reader", "catalogue_recorder"):
            with pytest.raises(DatabaseError, match="permission denied"):
                load_generation(server.url("catalogue", role), [good_seed])
        with pytest.raises(DatabaseError, match="your role may read .*, and not record") as refused:
            record_shared(reader, [SEEN])
        assert ways_out.of_error(refused.value) == ways_out.ERRORS["may-not-record"]
        for sql in (
            f"UPDATE integration_db.observation SET person = 'x' WHERE id = {number}",
            "DELETE FROM integration_db.observation",
            "INSERT INTO integration_db.observation (recorded_by, data_version, observation) "
            "VALUES ('x', 'x', '{}')",
            "DELETE FROM integration_db.generation",
        ):
            with pytest.raises(Exception, match="permission denied"):
                server.ask(sql, "catalogue", "catalogue_recorder")
        with server.standby() as standby:
            with pytest.raises(DatabaseError, match="is a standby") as copied:
                record_shared(standby.url("catalogue", "catalogue_recorder"), [SEEN])
            assert copied.value.code == "standby"


@pytest.mark.postgresql
def test_the_command_keeps_corrects_withdraws_lists_and_takes_to_files_and_back(
    run: Run, server: Server, url: str, good_seed: Path, tmp_path: Path
) -> None:
    on = ("--database", url)
    seen = ("record", "E100", "--firmware", "10.12.100", "--plugin", "Native", "--yes")
    first = run(*on, *seen, "--symbol", "padlock", "--by", "Ann Lee", "--format", "json")
    assert first.exit_code == 0, first.output
    (number,) = json.loads(first.stdout)["observations"]
    with open_catalog(url) as catalog:
        assert json.loads(first.stdout)["data_version"] == catalog.data_version
    fixed = run(*on, *seen, "--https", "no", "--replaces", str(number))
    assert fixed.exit_code == 0, fixed.output
    assert run(*on, "record", "E200", "--https", "yes", "--firmware", "1.0", "--yes").exit_code == 0
    listed = json.loads(run(*on, "export", "observations", "-").stdout)
    assert [one["replaced_by"] for one in listed] == [int(fixed.stdout), None, None]
    assert listed[0]["person"] == "Ann Lee"
    assert listed[0]["observation"]["plugin"] == "Native"
    folder = tmp_path / "team"
    assert run(*on, "export", "overlay", str(folder)).exit_code == 0
    whole = run(*on, "export", "overlay", "-").stdout
    assert all(path.read_text() in whole for path in folder.rglob("*.yaml"))
    again = run(*on, "export", "overlay", str(folder))
    assert again.exit_code == 2
    assert "is there already" in again.stderr
    other = server.new_database(f"shared{next(NUMBERS)}")
    load_generation(other, [good_seed])
    nothing = run("--database", other, "export", "overlay", "-")
    assert nothing.exit_code == 0
    assert "nothing is recorded yet" in nothing.stderr
    taken = run("--database", other, "record", "--from", str(folder), "--yes")
    assert taken.exit_code == 0, taken.output
    assert shared_overlay(other) == shared_overlay(url)
    assert answers_at(other) == answers_at(url)
    back = run("--database", other, "record", "--withdraw", taken.stdout.split()[0], "--yes")
    assert back.exit_code == 0, back.output
    assert shared_overlay(other) != shared_overlay(url)
    (folder / "manufacturers").mkdir()
    (folder / "manufacturers" / "new.yaml").write_text("name: New\n")
    for wrong, code in (
        (("--withdraw", "99"), "no-observation"),
        (("--from", str(folder)), "not-observations"),
    ):
        refused = run(*on, "record", *wrong, "--yes")
        assert refused.exit_code in (1, 2)
        assert f"{ways_out.ERRORS[code]}." in refused.stderr


@pytest.mark.parametrize(
    ("file", "said", "instead"),
    [
        ("cameras/exemplar/e1.yaml", "manufacturer: Exemplar", "manufacturer: true"),
        ("cameras/exemplar/e1.yaml", 'note: "n"', "note: [{}]"),
        ("sources/observations.yaml", "note: kept", "note: [{}]"),
    ],
)
def test_a_folder_with_other_things_than_texts_is_refused_in_one_sentence(
    file: str, said: str, instead: str, tmp_path: Path
) -> None:
    seen = Observation(
        manufacturer="Exemplar",
        series="E1",
        model="E100",
        values={"https_support": "yes"},
        grade="lab_test",
        source_title="Seen",
        date="2026-11-30",
        firmware="1.0",
        note="n",
        source_note="kept",
    )
    in_folder(overlay_texts([seen]), tmp_path)
    text = (tmp_path / file).read_text()
    assert said in text
    (tmp_path / file).write_text(text.replace(said, instead, 1))
    with pytest.raises(OverlayError, match="holds more than observations"):
        observations_in(tmp_path)


def test_a_file_takes_no_observation_and_both_ways_out_are_told(
    run: Run, good_database: str, tmp_path: Path
) -> None:
    refused = run("record", "E100", "--https", "no", "--firmware", "1.0", "--yes")
    assert refused.exit_code == 2
    said = re.sub(r"\s+", " ", refused.stderr)
    assert good_database in re.sub(r"\s+", "", refused.stderr)
    assert "--data DIR" in said
    assert "--database with the URL of a server" in said
    for only in (["--withdraw", "1"], ["--from", str(tmp_path)], ["E100", "--by", "Ann"]):
        refused = run("record", *only, "--yes")
        assert refused.exit_code == 2
        assert "is for what is kept on a server" in re.sub(r"\s+", " ", refused.stderr)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("manufacturers/new.yaml", "name: New\n"),
        ("cameras/exemplar/e1.yaml", "manufacturer: Exemplar\nseries: E1\naliases: [x]\n"),
        ("recorders/exacqvision.yaml", "name: exacqVision\nplugins:\n  - name: Own\n"),
        ("recorders/exacqvision.yaml", "name: exacqVision\nplugins: [Own]\n"),
        ("recorders/exacqvision.yaml", "pairings:\n  - {source: own-2026-01-02-e100}\n"),
        ("cameras/exemplar/e2.yaml", "models:\n  - {name: E2, statements: [{source: [a]}]}\n"),
        (
            "cameras/exemplar/e2.yaml",
            "models:\n  - name: E2\n    statements:\n"
            "      - {https_support: [], source: own-2026-01-02-e100}\n",
        ),
        ("sources/observations.yaml", "- a\n"),
    ],
)
def test_a_folder_with_more_than_observations_is_not_taken(
    tmp_path: Path, path: str, text: str
) -> None:
    record_observation(tmp_path, SEEN)
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(text)
    with pytest.raises(OverlayError, match="holds more than observations|does not hold a mapping"):
        observations_in(tmp_path)
