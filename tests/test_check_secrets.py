"""No secret of a list leaves: a password is planted everywhere, and every writer is looked at."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from click.testing import Result

from integration_db.catalog import Catalog
from integration_db.check import check
from integration_db.check.formats import LIST_FORMATS
from integration_db.report import fragment, write_html

Run = Callable[..., Result]

SECRET = "Geheim7xQ"
ADDRESS = f"rtsp://admin:{SECRET}@10.0.0.5:554/live"
HEADINGS = (
    *("Name", "IP Address", "Manufacturer", "Model", "Part number", "Description", "Firmware"),
    *("Qty", "Device type", "Recorder", "Recorder version", "Protocol", "Port", "Certificate"),
    *("MAC", "Serial", "Pos", "Comment", "NAT", "Option", "Tasks done"),
)
GOOD = {"Name": "Lobby", "Model": "Exemplar E100", "Firmware": "10.12.114", "Qty": "1"}

FORMS = tuple(dict.fromkeys(("table", "html", *(one.name for one in LIST_FORMATS))))


def contents(path: Path) -> str:
    """Return all text in a file, of a workbook that of all its parts."""
    data = path.read_bytes()
    if not data.startswith(b"PK"):
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist())


def lists(folder: Path, rows: list[dict[str, str]], above: str) -> list[Path]:
    """Write the same rows as files of each kind."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    plain = folder / "list.csv"
    plain.write_text(text.getvalue())
    titled = folder / "titled.csv"
    titled.write_text(f"{above}\n\n{text.getvalue()}")
    objects = folder / "list.json"
    objects.write_text(json.dumps(rows))
    lines = folder / "list.ndjson"
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows))
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "secret"
    for row in ([above], names, *([row.get(name, "") for name in names] for row in rows)):
        sheet.append(row)
    other = book.create_sheet(f"pw={SECRET}")
    other.append([f"password: {SECRET}"])
    workbook = folder / "list.xlsx"
    book.save(workbook)
    return [plain, titled, objects, lines, workbook]


ROWS = [
    GOOD,
    *({**GOOD, heading: ADDRESS} for heading in HEADINGS),
    *({**GOOD, heading: f"password: {SECRET}"} for heading in HEADINGS),
    {**GOOD, "Password": SECRET, "Contraseña": SECRET, "API key": SECRET, "Admin PW": SECRET},
    {**GOOD, "Comment": f'{{"user": "admin", "password": "{SECRET}"}}'},
    {**GOOD, "Comment": f"http://10.0.0.5/cgi?user=admin&token={SECRET}&x=1"},
    {**GOOD, ADDRESS: "a heading with a secret in it"},
]


def moved(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return rows whose cameras all get a new address."""
    kept = [{name: text for name, text in row.items() if name != "MAC"} for row in rows]
    return [
        {
            **row,
            "IP Address": f"rtsp://a:{SECRET}@10.0.1.{n}",
            "New IP": f"http://b:{SECRET}@10.0.2.{n}",
        }
        for n, row in enumerate(kept, 1)
    ]


@pytest.mark.parametrize("form", FORMS)
def test_no_writer_lets_a_secret_out(run: Run, tmp_path: Path, form: str) -> None:
    rows = moved(ROWS) if form == "moves" else ROWS
    for path in lists(tmp_path, rows, f"Quotation, password: {SECRET}, {ADDRESS}"):
        target = tmp_path / f"answer-{path.suffix[1:]}"
        done = run("check", str(path), "--format", form, "-o", str(target), "--force")
        assert done.exception is None or isinstance(done.exception, SystemExit), path
        assert done.exit_code == 1, done.stderr
        assert SECRET not in done.stdout + done.stderr, path
        seen = contents(target)
        assert SECRET not in seen, (path, seen[max(0, seen.index(SECRET) - 200) :][:300])
        assert "Lobby" in seen


def test_no_secret_of_a_workbook_without_a_column_for_them_gets_out(
    run: Run, tmp_path: Path
) -> None:
    rows = [GOOD, {**GOOD, "Comment": ADDRESS}, {**GOOD, "Comment": f"pw: {SECRET}"}]
    rows = [{**row, "Comment": row.get("Comment", "none")} for row in rows]
    for path in lists(tmp_path, rows, "Quotation"):
        done = run("check", str(path), "--format", "csv")
        assert done.exit_code == 0, done.stderr
        assert SECRET not in done.stdout + done.stderr, path
        assert "Secrets were masked in 2 cells" in done.stderr, path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bare.csv", f"1,Front,10.0.0.41,8000,admin,{SECRET},AXIS\n2,B,10.0.0.42,8000,root,x,y\n"),
        ("words.csv", f"Front,admin,{SECRET},AXIS P3245-LVE\n"),
        ("letters.csv", "Front,admin,GeheimQQQ,Lobby\n"),
        ("address.csv", f"{ADDRESS}\n"),
        ("no.json", json.dumps([{"a": ADDRESS, ADDRESS: 1, f"pw={SECRET}": "x"}])),
        ("no.ndjson", json.dumps({"a": f"pw={SECRET}"}) + "\n"),
        ("broken.json", f'[{{"Model": "x", "password": "{SECRET}"'),
        ("broken.ndjson", f'{{"Model": "x", "password": "{SECRET}"\n{{"Model": "y"}}\n'),
        ("shifted.csv", f'Model,Password,Note\nExemplar E100,{SECRET},"a",{SECRET}\n'),
        ("open.csv", f'Model,Note\nExemplar E100,"pw={SECRET}\n'),
        (
            "moved.csv",
            f"Model,IP,New IP\nExemplar E100,10.0.0.1,{ADDRESS}\nExemplar E100,,pw={SECRET}\n",
        ),
        ("wide.csv", f"Model,Note\nExemplar E100,a,{ADDRESS}\n"),
    ],
)
def test_what_is_said_of_a_bad_list_quotes_no_secret(
    run: Run, tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(text)
    for form in ("table", "csv", "json", "markdown", "html"):
        done = run("check", str(path), "--format", form)
        assert done.exit_code in (0, 1, 2)
        told = done.stdout + done.stderr
        assert SECRET not in told
        assert "GeheimQQQ" not in told
        assert "Traceback" not in told


def test_records_of_programs_are_masked_too(catalog: Catalog) -> None:
    records = [
        {"Model": "Exemplar E100", "Address": ADDRESS, "Name": f"pw: {SECRET}", "Password": SECRET},
        {"Model": ADDRESS},
        {"Model": ["a", ADDRESS]},
        {"Model": {"password": SECRET}},
        {ADDRESS: 1},
        {"Model": "Exemplar E100", "Option": [f"token={SECRET}"], "pin": 12345678},
        [SECRET],
        f"password: {SECRET}",
    ]
    checked = check(catalog, records)  # type: ignore[arg-type]
    for line in checked:
        seen = json.dumps(line.to_dict()) + repr(line)
        assert SECRET not in seen
        assert "12345678" not in seen
    codes = {limit.code: limit.text for limit in checked.limits}
    assert codes["secret_columns"] == (
        "The cells of the columns 'Password', 'password', 'pin' were left out: they look like "
        "secrets."
    )
    assert re.fullmatch(r"Secrets were masked in \d+ cells\.", codes["secrets_masked"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "LIST", "--map", f"x={ADDRESS}"),
        ("check", "LIST", "--map", f"{ADDRESS}=model"),
        ("check", "LIST", "--map", ADDRESS),
        ("check", "LIST", "--recorder", f"http://root:{SECRET}@10.0.0.1"),
        ("check", "LIST", "--plugin", f"pw={SECRET}"),
        ("check", "LIST", "--protocol", ADDRESS),
        ("check", "LIST", "--recorder-version", ADDRESS),
        ("check", "LIST", "--firmware", f"password: {SECRET}"),
        ("check", "LIST", "--require", ADDRESS),
        ("check", "LIST", "--profile", ADDRESS),
        ("check", "LIST", "--sheet", ADDRESS),
        ("check", "LIST", "--encoding", ADDRESS),
        ("check", "LIST", "--override", ADDRESS),
        ("check", "LIST", "--spare", ADDRESS),
        ("check", "LIST", "--waivers", f"token={SECRET}.yaml"),
        ("check", "LIST", "--output", f"token={SECRET}.abc"),
        ("check", "LIST", "--format", ADDRESS),
        ("check", f"password={SECRET}.csv"),
        ("check", "LIST", ADDRESS),
        ("predict", ADDRESS),
        ("predict", "Exemplar E100", "--recorder", ADDRESS),
        ("show", ADDRESS),
        ("filter", "--manufacturer", f"pw={SECRET}"),
        ("--database", f"postgresql://a:{SECRET}@127.0.0.1:1/x", "stats"),
    ],
)
@pytest.mark.parametrize("form", ["table", "json"])
def test_no_message_quotes_the_secret_of_an_option(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    listed = tmp_path / "list.csv"
    listed.write_text("Model,Item\nExemplar E100,1\n")
    said = [str(listed) if one == "LIST" else one for one in arguments]
    done = run(*said, *(() if "--format" in said else ("--format", form)))
    assert SECRET not in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_the_problems_of_the_api_quote_no_secret(api: httpx.Client) -> None:
    long = f"rtsp://admin:{SECRET}{'x' * 80}@10.0.0.5/live"
    line = {"model": "Exemplar E100"}
    for written in (ADDRESS, f"pw={SECRET}", f"password: {SECRET}", long):
        bodies = (
            {"lines": [line], "require": written},
            {"lines": [line], "recorder": written},
            {"lines": [line], "protocol": written},
            {"lines": [{written: {"a": 1}}], "mapping": {written: 1}},
            {"lines": [{written: "Exemplar E100"}]},
            {"lines": [line], written: 1},
            {"lines": [{"model": 1, written: [{}]}, written]},
            {"lines": written},
        )
        for body in bodies:
            answer = api.post("/api/v1/check", json=body)
            assert SECRET not in answer.text, (body, answer.text)
        for path in (
            f"/api/v1/{quote(written, safe='')}",
            f"/api/v1/predict?model=E100&plugin={quote(written)}&recorder={quote(written)}",
            f"/api/v1/predict?model={quote(written)}",
            f"/api/v1/predict?model=E100&{quote(written, safe='')}=1",
            f"/api/v1/cameras?manufacturer={quote(written)}",
        ):
            answer = api.get(path)
            assert answer.status_code >= 400
            assert SECRET not in answer.text, (path, answer.text)


def test_waivers_say_no_secret_and_still_find_their_lines(run: Run, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(f"Model,IP Address\nBlank B7,{ADDRESS}\n")
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text(
        f"waivers:\n  - {{ip: '{ADDRESS}', reason: 'pw={SECRET}', expires: 2999-12-31}}\n"
        f"  - {{ip: 'rtsp://a:{SECRET}@10.9.9.9', reason: x, expires: 2999-12-31}}\n"
    )
    done = run("check", str(listed), "--waivers", str(waivers))
    assert done.exit_code == 0, done.stderr
    assert SECRET not in done.stdout + done.stderr


def test_the_page_and_the_api_let_no_secret_out(api: httpx.Client, tmp_path: Path) -> None:
    for path in lists(tmp_path, ROWS, f"password: {SECRET}"):
        for form in ("", "html", "csv", "json", "ndjson", "markdown", "xlsx"):
            file = {"file": (f"pw={SECRET}.csv", path.read_bytes())}
            response = api.post(
                "/check", files=file, data={"as": "file", "form": form} if form else {}
            )
            assert response.status_code == 200
            target = tmp_path / "answer"
            target.write_bytes(response.content)
            assert SECRET not in contents(target)
            assert "Lobby" in contents(target)
    headerless = {"list": f"1,Front,10.0.0.41,8000,admin,{SECRET},AXIS\n"}
    response = api.post("/check", data=headerless)
    assert response.status_code == 400
    assert SECRET not in squeezed_without_form(response.text)
    answer = api.post("/api/v1/check", json={"lines": [*ROWS, {"Model": [ADDRESS]}]})
    assert answer.status_code == 200
    assert SECRET not in answer.text
    assert {"secret_columns", "secrets_masked"} <= {one["code"] for one in answer.json()["limits"]}


def squeezed_without_form(text: str) -> str:
    """Return a page without what was pasted, which whoever pasted it sees again."""
    return re.sub(r"<textarea.*?</textarea>", "", text, flags=re.S)


@pytest.mark.parametrize(
    "pasted",
    [
        f"Model,IP\nExemplar E100,{ADDRESS}\n",
        f"Model,Password\nExemplar E100,{SECRET}\n",
        f"Exemplar E100; password: {SECRET}\n",
    ],
)
def test_a_list_with_a_mistake_beside_it_comes_back_without_secrets(
    api: httpx.Client, pasted: str
) -> None:
    page = api.post("/check", data={"list": pasted, "port": "abc"})
    assert page.status_code == 400
    assert SECRET not in page.text


@pytest.mark.parametrize("field", ["plugin", "recorder", "recorder_version", "protocol", "require"])
def test_no_field_of_the_form_comes_back_with_a_secret(api: httpx.Client, field: str) -> None:
    said = f"pwd: {SECRET}"
    assert SECRET not in api.get("/check", params={field: said}).text
    posted = api.post("/check", data={"list": "Model\nExemplar E100\n", field: said})
    assert SECRET not in posted.text
    assert quote(SECRET) not in posted.text


def test_a_report_of_a_program_has_no_secret_in_its_title(catalog: Catalog) -> None:
    out = io.StringIO()
    about: Any = {"list_name": f"pw={SECRET}", "data_version": "1", "today": date(2026, 1, 1)}
    write_html(check(catalog, [GOOD]), out, heading=f"password: {SECRET}", **about)
    assert SECRET not in out.getvalue()
    assert SECRET not in "".join(fragment(check(catalog, [GOOD]), **about))
