"""`integration-db check`: from a file to an answer in every form, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from click import unstyle
from click.testing import Result
from openpyxl import Workbook, load_workbook

from integration_db.check.formats import LIST_FORMATS, Format
from integration_db.errors import SheetError
from integration_db.sheets import HeaderRules, open_list

Run = Callable[..., Result]

LIST = """\
Pos;Make;Model;FW;Qty;Comment
1;Exemplar;E100;10.12.114;3;"Lobby; north"
2;exemplar ab;e-100;7.10.1;2;
3;Sample Optics;S20;;1;=HYPERLINK("http://x")
4;Blank;B7;;1;+49 30 1234
5;Nobody;N1;1.0;1;-
6;;;;;@home
7;Exemplar;E100;10.12.114;many;tab	in it
"""
STATUSES = [
    "meets after tasks",
    "meets after tasks",
    "falls short",
    "not known",
    "not found",
    "not a camera",
    "invalid",
]

CERTIFICATES = ["look", "authority", "none", "unknown", "unknown", "unknown", "unknown"]


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_list_is_answered_line_by_line_and_in_total(run: Run, listed: Path) -> None:
    done = run("check", str(listed))
    assert done.exit_code == 1
    assert "[+]     2  3 x Exemplar E100, firmware 10.12.114: meets after tasks" in done.stdout
    assert "7 lines in, 7 lines out" in done.stdout
    assert "Make = manufacturer" in done.stderr
    assert "Comment = remark" in done.stderr
    told = " ".join(done.stdout.split())
    assert "No plugin was named: this is what exacqVision as a whole" in told
    assert "Assumed, because nobody said otherwise: " in told


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_what_limits_a_table_stands_in_it_and_nothing_is_wider_than_the_screen(
    run: Run, listed: Path, tmp_path: Path, columns: int
) -> None:
    env = {"COLUMNS": str(columns)}
    done = run("check", str(listed), env=env)
    assert max(map(len, (done.stdout + done.stderr).splitlines())) <= columns
    for words in ("Certificates: ", "Assumed, because", "--strict", "lines in"):
        assert words in done.stdout
        assert words not in done.stderr
    kept = tmp_path / f"{columns}.txt"
    run("check", str(listed), "-o", str(kept))
    assert "Certificates: " in kept.read_text(encoding="utf-8")


def test_a_status_has_its_colour_also_where_it_is_broken_over_lines(run: Run, listed: Path) -> None:
    for width in (100, 62, 54):
        plain = run("check", str(listed), env={"COLUMNS": str(width)}).stdout
        coloured = run("check", str(listed), env={"COLUMNS": str(width)}, color=True).stdout
        assert unstyle(coloured) == plain
        words = " ".join(coloured.split())
        for status in set(STATUSES):
            assert re.search(rf"\x1b\[\d+m{status}\x1b\[0m", words), (width, status)


def test_the_exit_code_is_0_where_every_line_reaches_the_level(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "good.csv"
    path.write_text("Model,Firmware\nExemplar E100,10.12.114\n")
    assert run("check", str(path)).exit_code == 0
    assert run("check", str(path), "--require", "padlock", "--plugin", "ONVIF").exit_code == 1
    assert run("check", str(path), "--require", "full", "--plugin", "Native").exit_code == 0


def test_csv_keeps_the_columns_and_adds_ours(run: Run, listed: Path) -> None:
    done = run("check", str(listed), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout), delimiter=";"))
    assert [row["idb_status"] for row in rows] == STATUSES
    assert [row["Pos"] for row in rows] == list("1234567")
    assert rows[0]["Comment"] == "Lobby; north"
    assert rows[1]["idb_model"] == "E100"
    assert "Give the camera a certificate of an authority" in rows[1]["idb_tasks"]
    assert [row["idb_certificate"] for row in rows] == CERTIFICATES
    assert rows[1]["idb_verdict"].startswith("HTTPS Required on firmware 7.10.1, after ")
    assert rows[1]["idb_evidence"] == "camera: vendor document | recorder: inferred"
    assert "No plugin was named" in rows[1]["idb_caveats"]
    assert [row["idb_may_not_connect"] for row in rows[2:5]] == ["no", "yes", ""]


def test_what_is_to_be_done_stands_once_at_the_end(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    line = "Exemplar E100,7.10.1,2\n"
    path.write_text(f"Model,Firmware,Qty\n{line}{line}Exemplar E100,10.12.114,1\n")
    done = run("check", str(path), env={"COLUMNS": "100"})
    assert "E100, firmware 7.10.1: same answer as line 2\n" in done.stdout
    plan = " ".join(done.stdout.split("To do on site, in this order")[1].split())
    assert "Give the camera a certificate of an authority" in plan
    assert "Camera, 4 cameras: lines 2, 3." in plan
    assert "Interrupts recording. Recorder, 5 cameras: lines 2, 3, 4." in plan
    assert plan.index("Open the camera's page") < plan.index("Set the protocol")
    assert plan.index("Set the protocol") < plan.index("Close what is still open")


def test_of_many_lines_a_step_names_the_first_and_counts_the_rest(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Model,Firmware\n" + "Exemplar E100,10.12.114\n" * 300)
    plan = " ".join(run("check", str(path)).stdout.split("To do on site")[1].split())
    assert "300 cameras: lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 290 more." in plan


def test_options_say_how_the_site_is(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Model,Firmware\nExemplar E100,10.12.114\n")
    known = ("--https-on", "--certificate", "factory", "--address-unchanged")
    assert "meets\n" in run("check", str(path), *known).stdout
    assert "meets\n" in run("check", str(path), "--done", "check_https").stdout
    assert "not known\n" in run("check", str(path), "--strict").stdout
    path.write_text("Model\nExemplar E100\n")
    newest = run("check", str(path), "--firmware", "newest")
    assert "firmware newest: meets after tasks" in newest.stdout
    fallen = run("check", str(path), "--protocol", "HTTPS If Available")
    assert fallen.exit_code == 1
    assert "use HTTPS Required" in " ".join(fallen.stdout.split())


def test_a_plugin_that_the_catalogue_lacks_is_a_note(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Model,Firmware,Device type\nExemplar E100,10.12.114,Axis\n")
    for options in ((), ("--plugin", "Mystery")):
        done = run("check", str(path), *options)
        assert done.exit_code == 0
        assert "The catalogue has no plugin 'Axis' of exacqVision" in " ".join(done.stdout.split())


def test_a_plugin_with_a_slip_of_the_pen_is_asked_back_by_every_command(
    run: Run, api: httpx.Client, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Model,Firmware\nExemplar E100,10.12.114\n")
    wanted = "no plugin 'ONVIFF' of exacqVision: nothing is known of it. Did you mean ONVIF?"
    for arguments in (
        ("check", str(path)),
        ("check", str(path), "--format", "markdown"),
        ("predict", "E100"),
        ("filter",),
    ):
        done = run(*arguments, "--plugin", "ONVIFF")
        assert done.exit_code == 0
        assert wanted in " ".join((done.stdout + done.stderr).replace("\\", "").split())
    lines = [{"Model": "Exemplar E100", "Device type": "ONVIFF"}]
    answer = api.post("/api/v1/check", json={"lines": lines}).json()
    assert any(wanted in limit["text"] for limit in answer["limits"])
    page = api.get("/", params={"plugin": "ONVIFF"}).text
    assert "Did you mean ONVIF?" in page


def test_no_cell_of_the_answer_is_run_by_a_spreadsheet(run: Run, listed: Path) -> None:
    done = run("check", str(listed), "--format", "csv")
    for row in csv.reader(io.StringIO(done.stdout), delimiter=";"):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@")), cell
    assert "'=HYPERLINK" in done.stdout


def test_a_workbook_comes_out_as_text_with_quantities_as_numbers(
    run: Run, listed: Path, tmp_path: Path
) -> None:
    target = tmp_path / "checked.xlsx"
    assert run("check", str(listed), "-o", str(target)).exit_code == 1
    sheet = load_workbook(target).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert len(rows) == 1 + 7
    header = [cell.value for cell in rows[0]]
    assert [row[header.index("idb_status")].value for row in rows[1:]] == STATUSES
    quantity = header.index("Qty")
    texts = [cell for row in rows for n, cell in enumerate(row) if n != quantity]
    assert {cell.data_type for cell in texts if cell.value is not None} == {"s"}
    assert rows[1][quantity].value == 3


def test_prices_of_a_workbook_stay_numbers_and_versions_stay_texts(
    run: Run, tmp_path: Path
) -> None:
    """A sum over them is one."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    heads = ["Model", "Firmware", "Unit price", "Gesamtpreis", "Precio", "Rack", "Amount"]
    sheet.append(heads)
    sheet.append(["Exemplar E100", "10.12.91", 1250, 19.9, "0.50", "10.10", "=1+1"])
    sheet.append(["Exemplar E100", "10.12.91", "on request", "007", "-5", 3, "1,50"])
    book.save(tmp_path / "offer.xlsx")
    run("check", str(tmp_path / "offer.xlsx"), "-o", str(tmp_path / "out.xlsx"))
    written = load_workbook(tmp_path / "out.xlsx").active
    assert written is not None
    rows = [list(row)[: len(heads)] for row in written.iter_rows(min_row=2, values_only=True)]
    assert rows[0][1:6] == ["10.12.91", 1250, 19.9, 0.5, "10.10"]
    assert rows[1][1:6] == ["10.12.91", "on request", "007", "'-5", "3"]
    assert all(isinstance(row[6], str) for row in rows)


def test_a_workbook_says_what_the_list_comes_to_what_limits_it_and_the_plan(
    run: Run, listed: Path, tmp_path: Path
) -> None:
    target = tmp_path / "checked.xlsx"
    run("check", str(listed), "-o", str(target))
    printed = json.loads(run("check", str(listed), "--format", "json").stdout)
    book = load_workbook(target)
    assert book.sheetnames == ["check", "summary", "plan"]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    summary = {tuple(row) for row in book["summary"].iter_rows(values_only=True)}
    told = "\n".join(str(row[3]) for row in summary)
    for limit in printed["limits"]:
        assert limit["text"] in told
    numbers = {row[0]: row[1:3] for row in summary}
    assert numbers["In total"] == (7, printed["summary"]["cameras"])
    assert numbers["Passed"] == (None, None)
    steps = list(book["plan"].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in steps] == [step["text"] for step in printed["plan"]]
    assert all("line" in str(row[6]) for row in steps)


def test_a_workbook_goes_in(run: Run, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Quotation 4711", None, None])
    sheet.append(["Product", "Firmware", "Quantity"])
    sheet.append(["Exemplar E100", "10.12.114", 4])
    sheet.append(["Exemplar E100", 10.1, 1])  # a number: perhaps it was 10.10
    path = tmp_path / "quotation.xlsx"
    book.save(path)
    done = run("check", str(path), "--format", "ndjson")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["line"], line["quantity"], line["firmware"]) for line in lines] == [
        (3, 4, "10.12.114"),
        (4, 1, None),
    ]
    assert "spreadsheet may have changed" in lines[1]["reason"]


def test_a_workbook_and_the_same_lines_as_text_are_answered_alike(run: Run, tmp_path: Path) -> None:
    rows: list[list[str | int]] = [["Product", "Firmware", "Quantity", "IP", "Remark"]]
    rows += [
        [f"Exemplar {'E100' if n % 3 else 'E1x'}", f"10.{n % 5}.1", n % 3 + 1, f"10.0.0.{n % 90}"]
        for n in range(300)
    ]
    rows[8].append("optional")
    rows[271][1] = "2019-10-09"
    book = Workbook()
    assert (sheet := book.active) is not None
    text = io.StringIO()
    for row in rows:
        sheet.append(row)
        csv.writer(text).writerow([*row, ""][:5])
    book.save(tmp_path / "list.xlsx")
    (tmp_path / "list.csv").write_text(text.getvalue())
    answers = [
        run("check", str(tmp_path / name), "--format", "csv") for name in ("list.xlsx", "list.csv")
    ]
    assert answers[0].stdout == answers[1].stdout
    assert answers[0].stdout.count("\n") == 301


def test_json_holds_lines_and_totals(run: Run, listed: Path) -> None:
    document = json.loads(run("check", str(listed), "--format", "json").stdout)
    assert [line["status"] for line in document["lines"]] == STATUSES
    assert document["summary"]["lines"] == 7
    assert document["summary"]["passed"] is False
    (table,) = document["tables"]
    assert {"heading": "FW", "field": "firmware"} in table["columns"]
    assert document["data_version"]
    assert document["require"] == "control"
    assert [step["code"] for step in document["plan"]][-1] == "close_clear"
    assert document["plan"][0]["cameras"] == 2
    limits = {limit["code"]: limit["cameras"] for limit in document["limits"]}
    assert limits["no_plugin_named"] == 7
    assert limits["certificate_accepted"] == 5


def test_markdown_is_a_table_and_the_totals(run: Run, listed: Path) -> None:
    done = run("check", str(listed), "--format", "markdown")
    lines, limits, plan = [
        part.splitlines() for part in done.stdout.split("\n\n") if part.startswith("|")
    ]
    assert len(lines) == 2 + 7
    assert "7 lines in, 7 lines out" in done.stdout
    assert "a padlock is not proven, do not promise it" in limits[2]
    assert "No plugin was named" in limits[3]
    assert any("| camera | Give the camera a certificate of an authority" in step for step in plan)
    assert [step.split(" | ")[0] for step in plan[2:]] == [
        f"| {n}" for n in range(1, len(plan) - 1)
    ]


@pytest.mark.parametrize("form", ["csv", "ndjson", "json", "markdown", "table"])
def test_standard_input_is_a_list_too(run: Run, form: str) -> None:
    done = run("check", "-", "--format", form, input=LIST.encode())
    assert done.exit_code == 1
    assert done.stdout


def in_rows(path: Path) -> list[str]:
    chosen = ["check"] if path.suffix == ".xlsx" else []
    with open_list(path, HeaderRules(any), sheets=chosen) as sheet:
        place = sheet.header.index("idb_status")
        return [row.cells[place] for row in sheet.rows]


def in_table(path: Path) -> list[str]:
    header, _, *rows = [
        line.strip("| ").split(" | ") for line in path.read_text().split("\n\n")[0].splitlines()
    ]
    return [row[header.index("status")] for row in rows]


READ_AGAIN: dict[str, Callable[[Path], list[str]]] = {
    "csv": in_rows,
    "json": lambda path: [line["status"] for line in json.loads(path.read_bytes())["lines"]],
    "ndjson": lambda path: [json.loads(line)["status"] for line in path.read_text().splitlines()],
    "markdown": in_table,
    "xlsx": in_rows,
}
"""Per form, how the statuses of its lines are read."""


@pytest.mark.parametrize("form", LIST_FORMATS, ids=lambda form: form.name)
def test_every_form_can_be_written_and_read_again(
    form: Format, run: Run, listed: Path, tmp_path: Path
) -> None:
    for suffix in form.suffixes:
        target = tmp_path / f"checked{suffix}"
        assert run("check", str(listed), "-o", str(target)).exit_code == 1
        assert READ_AGAIN[form.name](target) == STATUSES


def test_the_ending_of_the_target_tells_the_form(run: Run, listed: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.ndjson"
    done = run("check", str(listed), "-o", str(target))
    assert done.stdout == ""
    assert len(target.read_text().splitlines()) == 7


def test_a_target_is_not_replaced_unasked(run: Run, listed: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("precious")
    assert run("check", str(listed), "-o", str(target)).exit_code == 2
    assert target.read_text() == "precious"
    assert run("check", str(listed), "-o", str(target), "--force").exit_code == 1
    assert target.read_text() != "precious"


def test_the_list_itself_is_never_the_target(run: Run, listed: Path) -> None:
    done = run("check", str(listed), "-o", str(listed), "--force", "--format", "csv")
    assert done.exit_code == 2
    assert listed.read_text() == LIST


def test_nothing_is_left_of_an_answer_that_failed(run: Run, listed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    done = run("check", str(listed), "--recorder", "Betamax", "-o", str(folder / "out.csv"))
    assert done.exit_code == 1
    assert "Betamax" in done.stderr
    assert list(folder.iterdir()) == []


def test_passwords_do_not_leave(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    headings = "Password,PW,PIN,Credentials,Contraseña,SNMP community,mot de passe"
    path.write_text(f"Model,User,{headings}\nExemplar E100,root{',s3cret' * 7}\n")
    for form in ("csv", "json", "ndjson", "markdown", "table", "html"):
        done = run("check", str(path), "--format", form)
        assert "s3cret" not in done.output, form
        assert "Password" in done.stderr


def test_without_standard_input_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integration_db.sheets.opening.sys.stdin", None)
    with pytest.raises(SheetError, match="no standard input"):
        open_list("-", HeaderRules(bool))


def test_a_dash_as_target_is_stdout(run: Run, listed: Path) -> None:
    done = run("check", str(listed), "-o", "-", "--format", "csv")
    assert done.stdout.startswith("Pos;Make;Model;FW;Qty;Comment;idb_status")


def test_of_many_columns_some_are_named_and_the_rest_counted(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("Model," + ",".join(f"c{n}" for n in range(500)) + "\nExemplar E100\n")
    done = run("check", str(path))
    assert "c19 and 480 more." in done.stderr
    assert "c20" not in done.stderr


def test_a_file_of_waivers_without_end_is_refused(run: Run, listed: Path) -> None:
    done = run("check", str(listed), "--waivers", "/dev/zero")
    assert done.exit_code == 2
    assert "larger than 16 MB" in done.stderr


def test_waivers_are_taken_from_a_file(run: Run, listed: Path, tmp_path: Path) -> None:
    waivers = tmp_path / "waivers.yaml"
    lines = "".join(
        f"  - {{line: {number}, reason: known, expires: 2999-12-31}}\n" for number in range(2, 9)
    )
    waivers.write_text(f"waivers:\n{lines}")
    done = run("check", str(listed), "--waivers", str(waivers))
    assert done.exit_code == 0
    assert "4 waived" in done.stdout
    waivers.write_text(lines.replace("2999", "2001").join(["waivers:\n", ""]))
    done = run("check", str(listed), "--waivers", str(waivers))
    assert done.exit_code == 1
    assert "4 waivers expired" in " ".join(done.stdout.split())


def test_a_wrong_file_of_waivers_is_refused_before_anything_is_written(
    run: Run, listed: Path, tmp_path: Path
) -> None:
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text("waivers:\n  - model: X\n")
    target = tmp_path / "out.csv"
    done = run("check", str(listed), "--waivers", str(waivers), "-o", str(target))
    assert done.exit_code == 1
    assert f"{waivers}:2:" in done.stderr
    assert not target.exists()


# --- exports of known programs

EXACQ = (
    "Input,Camera Name,IP Address,Connection Status,Video Detected,Enable,Record Status,"
    "Last Motion,MAC Address,Type,Model,Firmware,Frame Rate,Resolution,Format,Quality\n"
    "1,Lobby,192.0.2.1,Connected,Yes,Enabled,Continuous,-,,Native,Exemplar E100,10.12.114,30,"
    "1920x1080,H.264, - \n"
    "2,Pipe,rtsp://192.0.2.2/1,Connected,Yes,Enabled,Continuous,-,,RTSP,,,30,,H.264, - \n"
)
MILESTONE = (
    '"Name","Model","Address","HTTPSEnabled","MAC","Firmware","DriverFamily","DriverNumber"\n'
    '"Lobby","Exemplar E100","http://192.0.2.1/","NO","","10.12.114","ONVIF","421"\n'
)
NETBOX = (
    "Name,Status,Tenant,Site,Location,Rack,Role,Manufacturer,Type,IP Address\n"
    "cam-1,Active,,Plant,,,Camera,Exemplar,E100,192.0.2.1/24\n"
)


def checked_lines(run: Run, text: str, *options: str, **more: Any) -> list[dict[str, Any]]:
    done = run("check", "-", "--format", "ndjson", *options, input=text.encode(), **more)
    assert done.exit_code in (0, 1), done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_camera_list_of_exacqvision_needs_no_mapping(run: Run) -> None:
    lobby, pipe = checked_lines(run, EXACQ)
    assert (lobby["name"], lobby["plugin"], lobby["model"]) == ("Lobby", "Native", "E100")
    assert lobby["recorder"] == "exacqVision"
    assert pipe["status"] == "invalid"  # a stream address names no camera


def test_a_report_of_milestone_needs_no_mapping(run: Run) -> None:
    """Its drivers are not those of another recorder that is asked about."""
    (lobby,) = checked_lines(run, MILESTONE, "--recorder", "exacqVision")
    assert (lobby["model"], lobby["firmware"], lobby["plugin"]) == ("E100", "10.12.114", None)


def test_devices_of_netbox_need_no_mapping(run: Run) -> None:
    (camera,) = checked_lines(run, NETBOX)
    assert (camera["name"], camera["manufacturer"], camera["model"]) == (
        "cam-1",
        "Exemplar",
        "E100",
    )


def test_a_type_beside_a_model_is_the_plugin(run: Run) -> None:
    (line,) = checked_lines(run, "Manufacturer,Model,Type\nExemplar,E100,Closed\n")
    assert (line["plugin"], line["status"]) == ("Closed", "falls short")


def test_a_column_can_be_mapped_by_hand(run: Run) -> None:
    text = "What,Number,Type\nExemplar E100,2,dome\n"
    (line,) = checked_lines(
        run, text, "--map", "What=model", "--map", "Number=quantity", "--map", "Type="
    )
    assert (line["model"], line["quantity"], line["plugin"]) == ("E100", 2, None)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--map", "What"), 2, "COLUMN=FIELD"),
        (("--map", "Nothing=model"), 2, "'Nothing'"),
        (("--map", "Model=colour"), 2, "'colour'"),
        (("--map", "Model=modle"), 2, "did you mean model"),
        (("--profile", "betamax"), 2, "choose one of exacqvision, milestone, "),
        (("--encoding", "klingon"), 2, "klingon"),
        (("--recorder", "Betamax"), 1, "Betamax"),
        (("--waivers", "nowhere.yaml"), 2, "nowhere.yaml"),
        (("-o", "out.pdf"), 2, "out.pdf"),
        (("-o", "/nowhere/out.csv"), 1, "/nowhere/out.csv"),
        (("--require", "armour"), 2, "control, video, full, gear, padlock"),
        (("--protocol", "ftp"), 2, "HTTPS If Available"),
        (("--option", "streaming"), 2, "NAME=VALUE"),
        (("--port", "0"), 2, "from 1 to 65535"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    run: Run, listed: Path, options: tuple[str, ...], code: int, said: str
) -> None:
    done = run("check", str(listed), *options)
    assert done.exit_code == code, done.output
    assert said in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("no-header.csv", b"Exemplar E100,10.12.114\nExemplar E200,1.0\n", "no heading"),
        ("no-model.csv", b"Make,Firmware\nExemplar,1.0\n", "'Make', 'Firmware': say"),
        ("bomb.xlsx", b"PK\x03\x04 and then nothing", "bomb.xlsx"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xls"),
        ("cut.json", b'[{"Model": "Exemplar E100"}, {"Mod', "cut.json"),
    ],
)
def test_a_file_that_is_no_list_is_refused(
    run: Run, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = run("check", str(path))
    assert done.exit_code in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.output


def test_a_file_that_is_not_there(run: Run) -> None:
    done = run("check", "nowhere.csv")
    assert done.exit_code in (1, 2)
    assert "nowhere.csv" in done.stderr


HOSTILE = (
    b"Model,Firmware,Name\r\n"
    b"Exemplar E100,10.12.114,good\r\n"
    b'"Exemplar E100,10.12.114,never closed\r\n'
    b"Exemplar E100,10.12.114,nul \x00 byte\r\n"
    b"Exemplar E100,10.12.114,too,many,cells\r\n"
    b"Exemplar E100," + b"9" * 1_000_000 + b",long\r\n"
    b"Exemplar E100,10.12.114,M\xfcller\r\n"
    b"Exemplar E100,10.12.114,M\xc3\xbcller\r\n"
    b"Exemplar E100,10.12.114,\x1b[31mred\r\n"
    b"Exemplar E100,10.12.114,last"
)


@pytest.mark.parametrize("form", ["csv", "ndjson", "json", "markdown", "table"])
def test_bad_lines_are_invalid_and_the_rest_is_answered(run: Run, form: str) -> None:
    done = run("check", "-", "--format", form, input=HOSTILE)
    assert done.exit_code == 1
    told = " ".join((done.stdout if form == "table" else done.stderr).split())
    assert "9 lines in, 9 lines out: 5 cameras in 5 lines (5 meets after tasks)" in told
    assert "4 questions (4 invalid)" in told
    assert "\x1b" not in done.stdout
    assert "\x00" not in done.stdout
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        assert len(rows) == 9
        assert max(len(cell or "") for row in rows for cell in row.values()) < 1000


def test_as_many_lines_come_out_as_went_in(run: Run) -> None:
    """Also where they are many: nothing is lost or doubled where the reader changes its pace."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Name", "Model", "Firmware", "Qty"])
    expected = []
    for number in range(3_000):
        name = f'cam "{number}"\nsecond line' if number % 97 == 0 else f"cam {number}"
        writer.writerow([name, "Exemplar E100", f"{number % 12}.1.1", number % 5 or ""])
        expected.append(name)
    done = run("check", "-", "--format", "csv", input=text.getvalue().encode())
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["Name"] for row in rows] == expected
    assert "3,000 lines in, 3,000 lines out" in done.stderr


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_came_from_a_spreadsheet_goes_back_to_one(
    run: Run, tmp_path: Path, encoding: str
) -> None:
    """Excel takes UTF-8 for what it is only where the file begins with a byte order mark."""
    path = tmp_path / "list.csv"
    path.write_text("Model,Name\nExemplar E100,Tür\n", encoding=encoding)
    target = tmp_path / "out.csv"
    run("check", str(path), "-o", str(target))
    assert target.read_bytes().startswith("\ufeffModel,Name".encode())
    assert "Tür" in target.read_text(encoding="utf-8-sig")


def test_the_title_of_a_chapter_is_shown_in_whatever_column_it_stands(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Pos,Zone,Model,Qty\nCHAPTER 1: CAMERAS,,,\n1.1,North,Exemplar E100,2\n"
        ",Note: the old Exemplar E100 stays password=hunter2,,\n,,,\n"
    )
    told = run("check", str(path)).stdout
    assert "CHAPTER 1: CAMERAS: not a camera (heading or sum)" in " ".join(told.split())
    assert "hunter2" not in told
    read = run("check", str(path), "--format", "json").stdout
    assert json.loads(read)["summary"]["cameras"] == 2
    rows = list(csv.DictReader(io.StringIO(run("check", str(path), "--format", "csv").stdout)))
    reasons = [row["idb_reason"] for row in rows]
    assert reasons[0] == "'CHAPTER 1: CAMERAS': heading or sum"
    page = run("check", str(path), "--format", "html").stdout
    assert "CHAPTER 1: CAMERAS" in page
    assert "hunter2" not in page
