"""`diff` tells which answers changed between two editions, and no line that changes none."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from integration_db import Catalog
from integration_db.curation.difference import Difference, difference
from integration_db.database.opening import open_in_memory

Run = Callable[..., Result]
S20 = "cameras/sample-optics/s.yaml"


@pytest.fixture
def changed(good_seed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(good_seed, tmp_path / "seed")


def edit(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def between(old: Path, new: Path) -> Difference:
    with Catalog(open_in_memory([old])) as before, Catalog(open_in_memory([new])) as after:
        return difference(before, after)


def test_equal_answers_are_no_change(good_seed: Path, changed: Path) -> None:
    edit(changed, S20, "  - name: S20\n", "  # a remark\n  - name: S20\n    note: in other words\n")
    found = between(good_seed, changed)
    assert found == Difference((), (), ())
    assert found.summary == "no answer changed."


def test_a_change_says_what_the_answer_was_and_is(good_seed: Path, changed: Path) -> None:
    edit(changed, S20, "- https_support: false\n", "- https_support: true\n")
    edit(changed, S20, "      - {https_support: no, plugin: Native", "      - {plugin: Closed")
    found = between(good_seed, changed)
    alone = [c for c in found.changes if c.plugin is None]
    assert [(c.camera[1], c.capability, c.kind) for c in alone] == [
        ("S20", "https_support", "no → yes"),
        ("S20", "video_encryption", "no → unknown"),
    ]
    assert found.summary == "2 answers changed: 1 no → yes, 1 no → unknown."


def test_a_new_firmware_range_shows_as_such(good_seed: Path, changed: Path) -> None:
    edit(
        changed,
        S20,
        "- https_support: false\n",
        '- firmware: "<2.0"\n        https_support: false\n',
    )
    edit(changed, S20, "    expect:\n      - {https_support: no, plugin: Native", "    # no\n    #")
    (change,) = [c for c in between(good_seed, changed).changes if c.capability == "https_support"]
    assert change.before == ("no", "no")
    assert change.after == (None, "no <2.0; unknown >=2.0")
    assert change.kind == "no → depends on firmware"


def test_a_plugin_that_can_more_changes_answers_of_its_own(good_seed: Path, changed: Path) -> None:
    path = "recorders/exacqvision.yaml"
    edit(changed, path, "      - https_support: false\n", "      - https_support: true\n")
    found = between(good_seed, changed)
    assert {c.plugin for c in found.changes} == {"Closed of exacqVision"}
    assert {c.capability for c in found.changes} == {"https_support", "video_encryption"}


def test_a_plugin_that_takes_one_makers_cameras_says_nothing_of_others(
    good_seed: Path, changed: Path
) -> None:
    path = "recorders/exacqvision.yaml"
    edit(changed, path, "  - name: Closed\n", "  - name: Closed\n    manufacturers: [Exemplar]\n")
    found = between(good_seed, changed)
    assert {c.plugin for c in found.changes} == {"Closed of exacqVision"}
    assert {c.kind for c in found.changes} == {"no → unknown"}
    assert "Exemplar" not in {c.camera[0] for c in found.changes}
    with Catalog(open_in_memory([changed])) as narrowed:
        assert difference(narrowed, narrowed) == Difference((), (), ())


def test_cameras_that_came_and_went(good_seed: Path, changed: Path) -> None:
    edit(changed, S20, "S30 Outdoor", "S31 Outdoor")
    found = between(good_seed, changed)
    assert found.added == (("Sample Optics", "S31 Outdoor"),)
    assert found.removed == (("Sample Optics", "S30 Outdoor"),)
    assert found.summary == "1 camera added; 1 camera removed."


def test_the_command_writes_every_form(run: Run, good_seed: Path, changed: Path) -> None:
    edit(changed, S20, "S30 Outdoor", "S31 Outdoor")
    places = (str(good_seed), str(changed))
    table = run("diff", *places)
    assert "S31 Outdoor" in table.stdout
    assert table.stderr == "1 camera added; 1 camera removed.\n"
    found = json.loads(run("diff", *places, "--format", "json").stdout)
    assert found["added"] == [{"manufacturer": "Sample Optics", "model": "S31 Outdoor"}]
    markdown = run("diff", *places, "--format", "markdown").stdout
    assert markdown.startswith("### Data\n\n1 camera added; 1 camera removed.\n")
    assert run("diff", *places, "--format", "csv").stdout.startswith("manufacturer,model,plugin")


def test_a_database_and_a_folder_can_be_compared(
    run: Run, good_database: str, good_seed: Path
) -> None:
    done = run("diff", good_database, str(good_seed))
    assert (done.stdout, done.stderr) == ("", "no answer changed.\n")


def test_a_revision_of_git(run: Run, changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*words: str) -> None:
        identity = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org")
        subprocess.run(["git", *identity, *words], check=True, capture_output=True)

    monkeypatch.chdir(changed.parent)
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")
    edit(changed, S20, "S30 Outdoor", "S31 Outdoor")
    done = run("diff", "HEAD:seed", "seed")
    assert done.stderr == "1 camera added; 1 camera removed.\n"
    missing = run("diff", "nowhere:seed", "seed")
    assert missing.exit_code == 2
    assert "nowhere" in missing.stderr


@pytest.mark.parametrize("place", ["no-such-folder", "--help:data", ":data", "HEAD:../etc", "."])
def test_what_is_no_edition_is_refused_in_one_sentence(
    place: str, run: Run, good_seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("diff", "--", place, str(good_seed))
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") <= 4
    assert "edition" in done.stderr
