"""What to type next is said by the command line alone, and for nothing that cannot happen."""

from __future__ import annotations

import ast
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from click.testing import Result
from integration_db_cli import ways_out
from walls import LIBRARY, files_of

from integration_db import errors
from integration_db.database import opening
from integration_db.database.readers import SqlAlchemyReader, make_engine
from integration_db.errors import UsageError

Run = Callable[..., Result]

TYPED: Final = {
    "bad-database-url": ["--database", "no such://x", "stats"],
    "board-with-plugin": [
        *("record", "E100", "--plugin", "ONVIF", "--symbol", "gear", "--yes"),
        *("--hardware-version", "1", "--data", "overlay"),
    ],
    "database-with-data": ["--data", ".", "stats"],
    "exists": ["check", "list.csv", "-o", "there.csv"],
    "no-catalogue": ["--database", "empty.sqlite", "stats"],
    "no-model-column": ["check", "odd.csv", "--map", "Thing=name"],
    "not-a-file": ["check", "list.csv", "-o", "folder.csv"],
    "other-schema": ["--database", "old.sqlite", "stats"],
    "unknown-manufacturer": ["filter", "--manufacturer", "Qqqq"],
    "unknown-model": ["show", "Qqqq 1"],
}
"""Per code, what leads to it in the folder that `folder` makes."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good_database: str) -> Path:
    """A folder to work in, with a list, files in the way and databases that cannot be read."""
    (tmp_path / "list.csv").write_text("Model\nE100\n")
    (tmp_path / "odd.csv").write_text("Thing;Other\n1;2\n")
    (tmp_path / "there.csv").write_text("")
    (tmp_path / "folder.csv").mkdir()
    for name, change in (
        ("empty.sqlite", "DROP TABLE meta"),
        ("old.sqlite", "UPDATE meta SET value = '0' WHERE key = 'schema'"),
    ):
        place = tmp_path / name
        place.write_bytes(Path(good_database).read_bytes())
        with sqlite3.connect(place) as connection:
            connection.execute(change)
        connection.close()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("code", sorted(TYPED))
def test_the_command_line_says_what_to_type_next(code: str, run: Run) -> None:
    done = run(*TYPED[code])
    assert done.exit_code in (1, 2)
    assert f"{ways_out.ERRORS[code]}." in done.stderr
    assert done.stderr.count("Error: ") == 1


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("code", ["database-with-data", "unknown-manufacturer", "unknown-model"])
def test_an_error_in_json_says_it_too(code: str, run: Run) -> None:
    error = json.loads(run(*TYPED[code], "--format", "json").stdout)["error"]
    assert error["code"] == code
    assert error["message"].endswith(ways_out.ERRORS[code])


def test_a_database_on_a_server_is_no_file(tmp_path: Path) -> None:
    reader = SqlAlchemyReader(*make_engine("sqlite://"))
    with pytest.raises(UsageError) as caught:
        opening.copy_database(reader, tmp_path / "copy.sqlite")
    reader.close()
    assert caught.value.message == "a database on a server cannot be exported as a file"
    assert ways_out.of_error(caught.value) == ways_out.ERRORS["database-on-server"]


def test_who_is_given_suggestions_needs_no_way_out(run: Run) -> None:
    assert run("show", "E10").stderr.endswith("?\n")


def test_every_way_out_is_tried() -> None:
    assert set(ways_out.ERRORS) == {*TYPED, "database-on-server"}


def codes() -> Iterator[str]:
    """Yield every code that the library gives an error."""
    for path in files_of(LIBRARY):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            for keyword in node.keywords:
                if keyword.arg == "code" and isinstance(keyword.value, ast.Constant):
                    yield str(keyword.value.value)
            name = getattr(node.func, "id", "")
            if name == "NotFound" and isinstance(node.args[0], ast.Constant):
                yield f"unknown-{ast.literal_eval(node.args[0])}"
    yield from (kind.code for kind in vars(errors).values() if hasattr(kind, "code"))


def test_every_way_out_leads_out_of_an_error_that_there_is() -> None:
    assert set(ways_out.ERRORS) <= set(codes())
