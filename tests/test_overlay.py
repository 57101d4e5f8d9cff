"""The user's overlay: what is not ours stays, nothing is lost, nothing is half written."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st

from integration_db import Catalog, OverlayError
from integration_db.catalog.answer import Answer
from integration_db.check import check
from integration_db.curation import (
    Observation,
    record_observation,
    scaffold,
    tidied,
    tidy_folder,
    write_scaffold,
)
from integration_db.curation.editing import quoted
from integration_db.database.opening import open_in_memory
from integration_db.export import feed_document, sealed
from integration_db.feed_reader import parse, predictions
from integration_db.feed_reader import verdict as reader_verdict

SEEN = Observation(
    manufacturer="Exemplar",
    series="E1",
    model="E100",
    values={"regen_cert_on_ip_change": "no"},
    grade="lab_test",
    source_title="Own observation",
    date="2026-01-02",
    firmware="10.12.114",
)
PAIRED = replace(
    SEEN,
    values={"https_support": "yes", "video_encryption": "yes"},
    plugin="ONVIF",
    recorder="exacqVision",
)
CAMERAS = "cameras/exemplar/e1.yaml"


def overlay_with(folder: Path, text: str, name: str = CAMERAS) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(textwrap.dedent(text).encode())
    return path


def answer(good_seed: Path, overlay: Path, **asked: str) -> tuple[str, ...]:
    with Catalog(open_in_memory([good_seed, overlay])) as catalog:
        return tuple(catalog.predict("Exemplar E100", **asked).capabilities)  # type: ignore[arg-type]


def test_an_observation_of_a_camera_becomes_its_answer(good_seed: Path, tmp_path: Path) -> None:
    record_observation(tmp_path, SEEN)
    assert answer(good_seed, tmp_path, firmware="10.12.114")[3] == "no"
    assert answer(good_seed, tmp_path, firmware="10.12.115")[3] == "unknown", "only that build"


def test_onwards_speaks_of_later_firmware_too(good_seed: Path, tmp_path: Path) -> None:
    record_observation(tmp_path, replace(SEEN, onwards=True))
    assert answer(good_seed, tmp_path, firmware="10.12.115")[3] == "no"
    assert answer(good_seed, tmp_path, firmware="10.12.113")[3] == "unknown"


def test_a_recorded_padlock_turns_gear_or_padlock_into_one_answer(
    good_seed: Path, tmp_path: Path
) -> None:
    record_observation(tmp_path, PAIRED)
    with Catalog(open_in_memory([good_seed, tmp_path])) as catalog:
        found = catalog.predict(
            "Exemplar E100", firmware="10.12.114", plugin="ONVIF", protocol="https-required"
        )
        (prediction,) = found.predictions
        assert prediction.after.levels == ("full",)
        assert found.verdict is not None
        assert found.verdict.symbols == ("padlock",)
        assert found.verdict.seen == 1
        assert "Seen 1 time, last on 10.12.114." in found.verdict.text
        assert {r.statement.grade for r in found.explanation if r.decisive} >= {"lab_test"}


def test_an_observation_reaches_on_as_inferred_and_never_back(
    good_seed: Path, tmp_path: Path
) -> None:
    record_observation(tmp_path, replace(PAIRED, recorder_version="24.12"))
    with Catalog(open_in_memory([good_seed, tmp_path])) as catalog:

        def ask(firmware: str, version: str) -> Answer:
            return catalog.predict(
                "Exemplar E100", firmware=firmware, plugin="ONVIF", recorder_version=version
            )

        seen = ask("10.12.114", "24.12").verdict
        assert seen is not None
        assert (seen.ceiling, seen.floor, seen.rests_on) == ("full", "full", ("lab_test",) * 2)
        assert "last on 10.12.114 with 24.12" in seen.text
        later = ask("10.12.115", "25.3").verdict
        assert later is not None
        assert (later.floor, later.rests_on) == ("full", ("inferred", "inferred"))
        for firmware, version in (("10.12.113", "24.12"), ("10.12.114", "24.11")):
            before = ask(firmware, version).verdict
            assert before is not None
            assert (before.floor, before.seen) == ("control", 0)


def test_observations_that_contradict_each_other_are_said_to_disagree(
    good_seed: Path, tmp_path: Path
) -> None:
    record_observation(tmp_path, PAIRED)
    record_observation(
        tmp_path, replace(PAIRED, values={"https_support": "yes", "video_encryption": "no"})
    )
    with Catalog(open_in_memory([good_seed, tmp_path])) as catalog:
        asked: dict[str, Any] = {"firmware": "10.12.114", "plugin": "ONVIF"}
        verdict = catalog.predict("Exemplar E100", **asked).verdict
        assert verdict is not None
        assert (verdict.code, verdict.seen, verdict.disputed) == ("at_least", 2, True)
        said = "Seen 2 times, last on 10.12.114. The records of this pairing disagree."
        assert said in verdict.text
        feed = parse(sealed(feed_document(catalog)).encode())
        camera = feed.find("Exemplar", "E100")
        assert camera is not None
        told = feed.answer(camera, **asked)
        assert reader_verdict(told, predictions(told))["disputed"]
        other = catalog.predict("Exemplar E100", firmware="10.12.113", plugin="ONVIF").verdict
        assert other is not None
        assert not other.disputed
        assert "disagree" not in other.text


def test_where_records_disagree_about_all_nobody_is_said_to_be_silent(
    good_seed: Path, tmp_path: Path
) -> None:
    for value in ("yes", "no"):
        record_observation(tmp_path, replace(PAIRED, values={"https_support": value}))
    with Catalog(open_in_memory([good_seed, tmp_path])) as catalog:
        verdict = catalog.predict("Exemplar E100", firmware="10.12.114", plugin="ONVIF").verdict
        assert verdict is not None
        assert (verdict.code, verdict.seen, verdict.disputed) == ("not_known", 0, True)
        assert verdict.text.endswith("The records of this pairing disagree.")
        assert "statements about the two disagree" in verdict.text


def test_an_observation_is_about_the_setting_with_which_it_was_made(
    good_seed: Path, tmp_path: Path
) -> None:
    record_observation(tmp_path, replace(PAIRED, when={"setting": "https-required"}))
    with Catalog(open_in_memory([good_seed, tmp_path])) as catalog:
        found = catalog.predict("Exemplar E100", firmware="10.12.114", plugin="ONVIF")
        levels = {one.setting.id: one.after.levels for one in found.predictions}
        assert levels["https-required"] == ("full",)
        assert levels["https-if-available"] == ("control", "full")
        (camera,) = catalog.filter(symbol="padlock", plugin="ONVIF", firmware="10.12.114")
        assert camera.model == "E100"


def test_a_recorded_gear_is_the_answer_and_no_padlock_that_nobody_has_seen(
    good_seed: Path, tmp_path: Path
) -> None:
    gear = {"https_support": "yes", "video_encryption": "no"}
    record_observation(tmp_path, replace(PAIRED, values=gear, when={"setting": "https-required"}))
    with Catalog(open_in_memory([good_seed, tmp_path])) as catalog:
        said = catalog.predict("Exemplar E100", firmware="10.12.114", plugin="ONVIF").verdict
        assert said is not None
        assert (said.setting, said.symbols, said.seen) == ("https-required", ("gear",), 1)
        unsaid = catalog.predict("Exemplar E100", plugin="ONVIF")
        assert unsaid.prediction is not None
        newer = unsaid.prediction.tasks[0]
        assert newer.text.startswith("Use firmware 7.20 or later"), "no certificate from there"
        assert unsaid.verdict is not None
        assert (unsaid.verdict.symbols, unsaid.verdict.firmware_from) == (
            ("gear",),
            ">=10.12.114,<=10.12.114",
        )
        shown = catalog.filter(symbol="gear", plugin="ONVIF", firmware="10.12.114")
        assert "E100" in [camera.model for camera in shown]
        record = {"model": "Exemplar E100", "firmware": "10.12.114", "plugin": "ONVIF"}
        (line,) = check(catalog, [record], require="control")
        assert line.assessment.status == "meets after tasks"


def test_a_padlock_seen_with_a_setting_that_may_fall_back_leads_to_the_one_that_does_not(
    good_seed: Path, tmp_path: Path
) -> None:
    record_observation(tmp_path, replace(PAIRED, when={"setting": "https-if-available"}))
    record = {"model": "Exemplar E100", "firmware": "10.12.114", "plugin": "ONVIF"}
    with Catalog(open_in_memory([good_seed, tmp_path])) as catalog:
        seen = catalog.predict("Exemplar E100", firmware="10.12.114", plugin="ONVIF").verdict
        assert seen is not None
        assert (seen.setting, seen.symbols) == ("https-if-available", ("padlock",))
        (line,) = check(catalog, [record], require="control")
        assert line.assessment.status == "meets after tasks"
        assert line.assessment.verdict is not None
        assert line.assessment.verdict.setting == "https-required"
        (line,) = check(catalog, [record], require="full")
        assert line.assessment.status == "may fall back"


def test_recording_twice_keeps_both_and_the_former_content(tmp_path: Path) -> None:
    first = record_observation(tmp_path, SEEN)
    before = (tmp_path / CAMERAS).read_bytes()
    second = record_observation(tmp_path, replace(SEEN, firmware="10.12.200"))
    assert not first.backups
    assert (tmp_path / (CAMERAS + ".bak")).read_bytes() == before
    assert (tmp_path / (CAMERAS + ".bak")) in second.backups
    model = yaml.safe_load((tmp_path / CAMERAS).read_text())["models"][0]
    assert [s["firmware"] for s in model["statements"]] == ["=10.12.114", "=10.12.200"]


@pytest.mark.parametrize("seen", [SEEN, PAIRED], ids=["camera", "pairing"])
def test_the_same_observation_stands_there_once(seen: Observation, tmp_path: Path) -> None:
    first = record_observation(tmp_path, seen)
    before = contents(tmp_path)
    again = record_observation(tmp_path, seen)
    assert (again.files, again.backups) == ((), ())
    assert again.statement == first.statement
    assert contents(tmp_path) == before
    other = record_observation(tmp_path, replace(seen, source_title="Somebody else's"))
    assert len(other.files) == 2


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("remark", ["", "\n", "# to be filled in\n\n  # soon", "\ufeff"])
@pytest.mark.parametrize("seen", [SEEN, PAIRED], ids=["camera", "pairing"])
def test_a_file_that_says_nothing_yet_is_filled(
    seen: Observation, remark: str, good_seed: Path, tmp_path: Path
) -> None:
    name = CAMERAS if seen is SEEN else "recorders/exacqvision.yaml"
    overlay_with(tmp_path, remark, name)
    record_observation(tmp_path, seen)
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(remark)
    assert answer(good_seed, tmp_path, firmware="10.12.114", plugin="ONVIF")


LAYOUTS = {
    "comments and odd spacing": """\
        # my own notes   \n\
        manufacturer: Exemplar   # the maker

        series:   "E1"
        models:
            # the one in the yard
            -   name: 'E100'       # front gate
                statements:
                - firmware: "=9.80.1"   # first try
                  https_support: yes
                  source: example-reading
                  grade: lab_test
                  note: >-
                    two
                    lines
            - name: E110 Mk II # not this one
        # the end
        """,
    "an empty list in brackets": """\
        manufacturer: Exemplar
        series: E1
        models:
          - name: E100
            statements: []   # nothing yet
          - name: E110 Mk II
        """,
    "no list yet": """\
        manufacturer: Exemplar
        series: E1
        models:
          - name: E100   # here
          - name: E110 Mk II
        """,
    "remarks in an empty list": """\
        manufacturer: Exemplar
        series: E1
        models:
          - name: E100
            statements: [ # look here
              # Bob says: never on 9.x
            ]   # nothing yet
          - name: E110 Mk II
        """,
    "an empty list on a line of its own": """\
        manufacturer: Exemplar
        series: E1
        models:
          - name: E100
            statements:   # to come
              [ ]   # nothing yet  \n\
        """,
    "an empty key": """\
        manufacturer: Exemplar
        series: E1
        models:
          - name: E100
            statements:
            note: later
        """,
    "all in brackets": """\
        {manufacturer: Exemplar, series: E1, models: [{name: E100}, {name: E110 Mk II}]}
        """,
    "a list of brackets": """\
        manufacturer: Exemplar
        series: E1
        models:
          - {name: E100, statements: [{tls: ["1.3"], source: example-guide, grade: lab_test}]}
        """,
    "another model only": """\
        manufacturer: Exemplar
        series: E1
        models:
          - name: E110 Mk II
            note: |
              keep
              this
        """,
    "models missing": """\
        manufacturer: Exemplar
        series: E1
        # nothing more""",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_every_byte_that_is_not_ours_stays(
    layout: str, line_end: str, good_seed: Path, tmp_path: Path
) -> None:
    path = overlay_with(tmp_path, textwrap.dedent(layout).replace("\n", line_end))
    before = path.read_bytes().decode()
    record_observation(tmp_path, SEEN)
    after = path.read_bytes().decode()
    # One piece was put in, and nothing else is different; only an empty "[]" may be opened.
    kept = re.sub(r" *\[ ?\]", "", before, count=1)
    begin = len(os.path.commonprefix([kept, after]))
    end = len(os.path.commonprefix([kept[::-1], after[::-1]]))
    assert begin + end >= len(kept), after
    if line_end == "\r\n":
        assert after.count("\n") == after.count("\r\n")
    assert answer(good_seed, tmp_path, firmware="10.12.114")[3] == "no"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("manufacturer: [", "cannot be added to"),
        ("- a list", "does not hold a mapping"),
        ("manufacturer: Other\nseries: E1\n", "is not about manufacturer 'Exemplar'"),
        ("manufacturer: Exemplar\nmanufacturer: Exemplar\nseries: E1\n", "stands twice"),
        ("manufacturer: Exemplar\nseries: E1\nmodels: 7\n", "is not a list"),
        ("manufacturer: &maker Exemplar\nseries: E1\n", "anchors and aliases"),
        ("manufacturer: Exemplar\nseries: E1\nnote: |\n  no line end", "edit it by hand"),
    ],
)
def test_a_file_that_is_not_understood_is_left_as_it_is(
    text: str, why: str, tmp_path: Path
) -> None:
    path = overlay_with(tmp_path, text)
    with pytest.raises(OverlayError, match=why):
        record_observation(tmp_path, SEEN)
    assert path.read_text() == text
    assert not (tmp_path / "sources").exists(), "nothing else was written either"


def test_what_does_not_fit_the_seed_below_is_not_kept(good_seed: Path, tmp_path: Path) -> None:
    record_observation(tmp_path, SEEN, [good_seed])
    path = tmp_path / CAMERAS
    before = path.read_bytes()
    with pytest.raises(OverlayError, match="'banana' cannot be read"):
        record_observation(tmp_path, replace(SEEN, firmware="banana"), [good_seed])
    with pytest.raises(OverlayError, match="manufacturer"):
        record_observation(tmp_path, replace(SEEN, manufacturer="Nix"), [good_seed])
    assert path.read_bytes() == before
    assert not (tmp_path / "cameras" / "nix").exists()


def test_what_waits_to_be_mended_does_not_stop_an_observation(
    good_seed: Path, tmp_path: Path
) -> None:
    overlay_with(
        tmp_path,
        """\
        manufacturer: Exemplar
        series: S9
        models:
          - name: S900
            statements:
              - {firmware: ">=banana", https_support: true, source: nix, grade: lab_test}
        """,
        "cameras/exemplar/s9.yaml",
    )
    record_observation(tmp_path, SEEN, [good_seed])
    assert "10.12.114" in (tmp_path / CAMERAS).read_text()


def test_a_folder_that_cannot_be_written_gives_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OverlayError, match="cannot be written"):
        record_observation(tmp_path / "file" / "below", SEEN)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_lock_that_is_no_file_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".lock")
    with pytest.raises(OverlayError, match=r"cannot be written: \.lock is not an ordinary file$"):
        record_observation(tmp_path, SEEN)


def test_a_link_is_followed_and_permissions_are_kept(tmp_path: Path) -> None:
    real = overlay_with(tmp_path / "elsewhere", "manufacturer: Exemplar\nseries: E1\n", "e1.yaml")
    real.chmod(0o640)
    link = tmp_path / "own" / CAMERAS
    link.parent.mkdir(parents=True)
    link.symlink_to(real)
    record_observation(tmp_path / "own", SEEN)
    assert link.is_symlink()
    assert "10.12.114" in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from integration_db.curation import Observation, record_observation
who, count = sys.argv[2], int(sys.argv[3])
for number in range(count):
    record_observation(Path(sys.argv[1]), Observation(
        "Exemplar", "E1", "E100", {"https_support": "yes"}, "lab_test", f"by {who}", "2026-01-02",
        firmware=f"10.{who}.{number}"))
"""


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    running = [subprocess.Popen([*command, who, "12"]) for who in ("1", "2")]
    assert [process.wait(60) for process in running] == [0, 0]
    model = yaml.safe_load((tmp_path / CAMERAS).read_text())["models"][0]
    assert len({s["firmware"] for s in model["statements"]}) == 24


def test_killed_while_writing_leaves_a_whole_file(good_seed: Path, tmp_path: Path) -> None:
    record_observation(tmp_path, SEEN)
    for delay in (0, 0.01, 0.02):  # it writes without a pause, so any moment is as good
        before = (tmp_path / CAMERAS).read_bytes()
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), "3", "10000"])
        while (tmp_path / CAMERAS).read_bytes() == before:
            assert process.poll() is None, "it ended before"
            time.sleep(0.001)
        time.sleep(delay)
        process.kill()
        process.wait()
        assert yaml.safe_load((tmp_path / CAMERAS).read_text())["models"][0]["statements"]
    assert answer(good_seed, tmp_path, firmware="10.12.114")[3] == "no"


@pytest.mark.skipif(sys.platform != "linux", reason="no file is held there")
def test_what_killed_writers_left_goes_with_the_next_whatever_it_writes(tmp_path: Path) -> None:
    left = [
        tmp_path / "cameras/other/.o1.yaml.0123abcd.tmp",
        tmp_path / "cameras/other/.o1.yaml.bak.0123abcd.tmp",
        tmp_path / "recorders/.exacqvision.yml.0123abcd.tmp",
    ]
    foreign = [
        tmp_path / "cameras/other/.notes.0123abcd.tmp",
        tmp_path / ".git/.x.yaml.0123abcd.tmp",
    ]
    for path in (*left, *foreign):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    record_observation(tmp_path, SEEN)
    assert [path.exists() for path in left] == [False] * 3
    assert all(path.exists() for path in foreign)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_the_command_killed_at_any_moment_loses_and_doubles_nothing(
    run: Run, tmp_path: Path
) -> None:
    """It is killed before each step that changes the disk, and then done again."""

    def record(firmware: int) -> int:
        asked = ("Exemplar E100", "--firmware", f"10.12.{firmware}", "--https", "yes", "--yes")
        return run("record", *asked, "--data", str(tmp_path)).exit_code

    def killed(firmware: int, left: int) -> bool:
        child = os.fork()
        if child == 0:

            def before(own: Callable[..., Any]) -> Callable[..., Any]:
                def call(*arguments: Any, **named: Any) -> Any:
                    nonlocal left
                    left -= 1
                    if left < 0:
                        os.kill(os.getpid(), signal.SIGKILL)
                    return own(*arguments, **named)

                return call

            for name in ("replace", "fsync", "unlink", "mkdir"):
                setattr(os, name, before(getattr(os, name)))
            os._exit(record(firmware))
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert ended in (0, -signal.SIGKILL)
        return ended != 0

    assert record(0) == 0
    step = 0
    while killed(step + 1, step):
        assert record(step + 1) == 0
        firmware = [one["firmware"] for one in _statements(tmp_path)]
        assert firmware == [f"=10.12.{n}" for n in range(step + 2)]
        assert len(yaml.safe_load((tmp_path / "sources/observations.yaml").read_text())) == 1
        assert not list(tmp_path.rglob("*.tmp"))
        step += 1
    assert step > 8


def _statements(folder: Path) -> Any:
    return yaml.safe_load((folder / CAMERAS).read_text())["models"][0]["statements"]


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


@given(TEXTS)
def test_any_text_reads_back_as_itself(text: str) -> None:
    assert yaml.safe_load("a: " + quoted(text)) == {"a": text}


@settings(max_examples=25, deadline=None)
@given(note=TEXTS.filter(str.strip))
def test_any_note_is_kept_or_refused_with_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, note: str
) -> None:
    folder = tmp_path_factory.mktemp("notes")
    try:
        record_observation(folder, replace(SEEN, note=note))
    except OverlayError as error:
        if "cannot be kept" not in error.message:
            raise
        return
    found = yaml.safe_load((folder / CAMERAS).read_text(encoding="utf-8"))
    assert found["models"][0]["statements"][0]["note"] == note


def test_a_scaffold_loads_and_states_nothing(good_seed: Path, tmp_path: Path) -> None:
    written = write_scaffold(tmp_path, "New Maker", "N1", "N100", known=False)
    assert sorted(p.relative_to(tmp_path).as_posix() for p in written) == [
        "cameras/new-maker/n1.yaml",
        "manufacturers/new-maker.yaml",
        "sources/new-maker.yaml",
    ]
    with Catalog(open_in_memory([good_seed, tmp_path])) as catalog:
        found = catalog.predict("New Maker N100")
    assert set(found.capabilities) == {"unknown"}


def test_a_scaffold_never_overwrites(tmp_path: Path) -> None:
    write_scaffold(tmp_path, "Axis", "N1", "N100")
    mine = (tmp_path / "cameras/axis/n1.yaml").read_text()
    with pytest.raises(OverlayError, match="is there already"):
        write_scaffold(tmp_path, "Axis", "N1", "N200")
    assert (tmp_path / "cameras/axis/n1.yaml").read_text() == mine


def test_a_name_without_letters_is_refused() -> None:
    with pytest.raises(OverlayError, match="no letter of a to z and no digit"):
        scaffold("...", "N1", "N100")


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    if os.geteuid() == 0 and not Path("/dev/full").exists():
        pytest.skip("needs /dev/full to act as a full disk")
    record_observation(tmp_path, SEEN)
    before = (tmp_path / CAMERAS).read_bytes()
    script = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script + WRITER, str(tmp_path), "5", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "OverlayError" in done.stderr
    assert (tmp_path / CAMERAS).read_bytes() == before


def test_tidying_changes_white_space_and_nothing_else() -> None:
    text = (
        "\n\nmanufacturer: Axis   \r\n# a 'remark'  \nfirmware: \"10.10\"\n\n\n\nnote: 'a  b'\n\n"
    )
    found = tidied(text)
    assert found == "manufacturer: Axis\n# a 'remark'\nfirmware: \"10.10\"\n\nnote: 'a  b'\n"
    assert tidied(found) == found


def test_text_whose_blank_lines_count_is_left_alone() -> None:
    text = 'note: "one\n\n\n\n  two"  \n'
    assert tidied(text) == text
    broken = "note: [  \n"
    assert tidied(broken) == broken


def test_seed_format_keeps_the_former_content(tmp_path: Path) -> None:
    path = tmp_path / "cameras/exemplar/x1.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"manufacturer: Exemplar  \n")
    assert tidy_folder(tmp_path, write=False) == [path]
    assert path.read_bytes() == b"manufacturer: Exemplar  \n"
    assert tidy_folder(tmp_path) == [path]
    assert path.read_bytes() == b"manufacturer: Exemplar\n"
    assert path.with_name("x1.yaml.bak").read_bytes() == b"manufacturer: Exemplar  \n"
    assert not tidy_folder(tmp_path)
