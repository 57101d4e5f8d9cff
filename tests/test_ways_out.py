"""What to type next is said by the command line alone, and for nothing that cannot happen."""

from __future__ import annotations

import ast
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import click
import openpyxl
import pytest
from click.testing import Result
from integration_db_cli import ways_out
from integration_db_cli.main import COMMANDS, CONTEXT, main
from walls import LIBRARY, file_name, files_of

from integration_db import Catalog, environment, errors, open_catalog
from integration_db.check.answering.requirement import requirement_of
from integration_db.check.reading.column_reading import columns_of
from integration_db.curation.shared_observations import load_generation
from integration_db.errors import NoSuchChoice, UsageError
from integration_db.prediction import open_points
from integration_db.prediction.site import Site, check_site
from integration_db.sheets import HeaderRules
from integration_db.sheets.encodings import known_encoding
from integration_db.sheets.opening import open_list

Run = Callable[..., Result]

TYPED: Final = {
    "addresses-collide": ["check", "moves.csv"],
    "bad-database-url": ["--database", "no such://x", "stats"],
    "board-with-plugin": [
        *("record", "E100", "--plugin", "ONVIF", "--symbol", "gear", "--yes"),
        *("--firmware", "10.12.91", "--hardware-version", "1", "--data", "overlay"),
    ],
    "changed-database": ["--database", "changed.sqlite", "stats"],
    "columns": ["seed", "import", "columns.csv", "--data", "overlay"],
    "database-with-data": ["--data", ".", "stats"],
    "exists": ["check", "list.csv", "-o", "there.csv"],
    "no-catalogue": ["--database", "empty.sqlite", "stats"],
    "no-firmware": ["record", "E100", "--https", "yes", "--yes", "--data", "overlay"],
    "no-header": ["check", "headless.csv"],
    "no-moves": ["check", "list.csv", "--format", "moves"],
    "no-model-column": ["check", "odd.csv", "--map", "Thing=name"],
    "not-a-file": ["check", "list.csv", "-o", "folder.csv"],
    "other-schema": ["--database", "old.sqlite", "stats"],
    "nothing-to-override": ["check", "list.csv", "--override", "plugin"],
    "nothing-to-go-with": ["predict", "E100", "--certificate-names", "address"],
    "too-many-to-read": ["check", "sheets.xlsx"],
    "unknown-manufacturer": ["filter", "--manufacturer", "Qqqq"],
    "unknown-model": ["show", "Qqqq 1"],
    "unlisted-model": ["filter", "--model", "Exemplar EX-911"],
}
"""Per code, what leads to it in the folder that `folder` makes."""


WAYS_OF_A_TEAM: Final = frozenset(
    ("loaded-before", "may-not-record", "no-observation", "not-observations")
)
"""Those that only a server leads to: tests/test_shared_observations.py."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good_database: str) -> Path:
    """A folder to work in, with a list, files in the way and databases that cannot be read."""
    (tmp_path / "list.csv").write_text("Model\nE100\n")
    (tmp_path / "odd.csv").write_text("Thing;Other\n1;2\n")
    (tmp_path / "headless.csv").write_text("1;Front;geheim\n2;Back;geheim\n")
    (tmp_path / "moves.csv").write_text("Model,New IP\nE100,10.0.0.5\nE100,10.0.0.5\n")
    (tmp_path / "there.csv").write_text("")
    (tmp_path / "columns.csv").write_text("manufacturer,model,colour\nExemplar,E100,red\n")
    (tmp_path / "folder.csv").mkdir()
    book = openpyxl.Workbook()
    monkeypatch.setattr("integration_db.sheets.worksheets.MOST_WORKSHEETS", 2)
    for _ in range(2):
        book.create_sheet()
    book.save(tmp_path / "sheets.xlsx")
    for name, change in (
        ("changed.sqlite", "DELETE FROM statement"),
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


@pytest.mark.postgresql
def test_a_database_on_a_server_is_no_file(
    good_seed: Path, postgresql_url: str, tmp_path: Path
) -> None:
    load_generation(postgresql_url, [good_seed])
    with open_catalog(postgresql_url) as opened, pytest.raises(UsageError) as caught:
        opened.copy_to(tmp_path / "copy.sqlite")
    assert caught.value.message == "a database on a server cannot be exported as a file"
    assert ways_out.of_error(caught.value) == ways_out.ERRORS["database-on-server"]


def test_who_is_given_suggestions_needs_no_way_out(run: Run) -> None:
    assert run("show", "E10").stderr.endswith("?\n")


@pytest.mark.parametrize(
    ("name", "word", "ask"),
    [
        ("done", "set_port", lambda _: check_site(Site(done=("set_port",)))),
        (
            "certificate_names",
            "nickname",
            lambda _: check_site(Site(certificate="ca", certificate_names=("nickname",))),  # type: ignore[arg-type]
        ),
        ("https", "maybe", lambda catalog: catalog.select(https="maybe")),
        ("facet", "size", lambda catalog: catalog.select().facet("size")),
        ("requirement", "tick", lambda _: requirement_of("tick", ())),
        ("kind", "pdf", lambda _: open_list("-", HeaderRules(bool), kind="pdf")),
        ("encoding", "morse", lambda _: known_encoding("morse")),
        ("profile", "unheard-of", lambda _: columns_of(("Model",), profile="unheard-of")),
    ],
)
def test_a_word_that_is_no_choice_is_refused_in_one_way(
    name: str, word: str, ask: Callable[[Catalog], object], catalog: Catalog
) -> None:
    with pytest.raises(
        NoSuchChoice, match=f"^{name.replace('_', ' ')} '{word}': choose one of "
    ) as caught:
        ask(catalog)
    assert caught.value.code == "bad-value"
    assert caught.value.message.endswith(f": choose one of {', '.join(caught.value.suggestions)}")


def test_every_way_out_is_tried() -> None:
    assert set(ways_out.ERRORS) == {*TYPED, "database-on-server", *WAYS_OF_A_TEAM}


@pytest.mark.parametrize("code", sorted(ways_out.OPEN_POINTS))
def test_an_open_point_says_what_to_do_once_it_is_settled(code: str) -> None:
    parts = dict.fromkeys(("plugin", "recorder", "what", "symbols"), "X")
    point = open_points.open_point(code, **parts)
    assert ways_out.settled_by(point) == f"{point.text}, then {ways_out.OPEN_POINTS[code]}"


def test_other_open_points_are_said_as_they_are() -> None:
    point = open_points.OpenPoint("firmware")
    assert ways_out.settled_by(point) == point.text


@pytest.mark.usefixtures("folder")
def test_only_people_at_a_terminal_are_told(run: Run) -> None:
    hint = ways_out.OPEN_POINTS["plugin_video"]
    asked = ["check", "list.csv", "--plugin", "ONVIF", "--require", "padlock"]
    assert hint in " ".join(run(*asked).stdout.split())
    for form in ("csv", "json", "ndjson", "markdown", "html"):
        done = run(*asked, "--format", form)
        assert "do not promise it" in done.stdout
        assert hint not in " ".join(done.stdout.split())
    predicted = ["predict", "E100", "--firmware", "10.12.114", "--plugin", "ONVIF"]
    assert hint in " ".join(run(*predicted).stdout.split())
    assert hint not in run(*predicted, "--format", "json").stdout


SETTINGS: Final = {
    name: value
    for name, value in vars(environment).items()
    if isinstance(value, str) and value.startswith("INTEGRATION_DB_")
}
"""The settings from the environment, by the constants that name them."""


def said(node: ast.AST) -> str | None:
    """Return the text that an expression puts together, with `{}` for what is not written there."""
    if isinstance(node, ast.Constant):
        text = node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value
        return text if isinstance(text, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(part_of(part) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        known = {said(node.left), said(node.right)} - {None}
        return part_of(node.left) + part_of(node.right) if known else None
    return None


def part_of(node: ast.AST) -> str:
    """Return what an expression adds to a text."""
    if isinstance(node, ast.FormattedValue):
        return part_of(node.value)
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    text = said(node)
    return SETTINGS.get(name, "{}") if text is None else text


def constants(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and text of every string; docstrings, and what git is run with, are left out."""
    if isinstance(tree, ast.Expr) and isinstance(tree.value, ast.Constant):
        return
    text = said(tree)
    if text is not None:
        yield getattr(tree, "lineno", 0), text
    for node in ast.iter_child_nodes(tree):
        is_part = text is not None and said(node) is not None
        if not is_part and not (isinstance(tree, ast.Call) and runs_git(tree, node)):
            yield from constants(node)


def runs_git(call: ast.Call, node: ast.AST) -> bool:
    """Whether a list is what a call runs git with."""
    is_git = isinstance(node, ast.List) and node.elts and ast.unparse(node.elts[0]) == "'git'"
    return bool(is_git) and ast.unparse(call.func) == "subprocess.run"


def short_options() -> set[str]:
    """Return the options of one letter that some command has."""
    context = click.Context(main, **CONTEXT)
    waiting: list[click.Command] = [main]
    found = set(context.help_option_names)
    while waiting:
        command = waiting.pop()
        found.update(option for one in command.params for option in one.opts)
        if isinstance(command, click.Group):
            children = (command.get_command(context, n) for n in command.list_commands(context))
            waiting += [child for child in children if child]
    return {option for option in found if re.fullmatch("-[A-Za-z]", option)}


_TYPED: Final = re.compile(
    rf"integration-db\s+(?:[-{{]|(?:{'|'.join(COMMANDS)})\b)"
    r"|python\d?\s+-m|integration_db_cli|INTEGRATION_DB_"
    r"|(?<![\w-])--[a-z{%]"
    rf"|(?<![^\s'\"(`])(?:{'|'.join(sorted(short_options()))})(?![\w-])",
    re.ASCII,
)


def typed(text: str) -> list[str]:
    """Return the strings of a Python file that tell people what to type."""
    return [one for _, one in constants(ast.parse(text)) if _TYPED.search(one)]


@pytest.mark.parametrize("path", files_of(LIBRARY), ids=lambda path: file_name(LIBRARY, path))
def test_the_library_tells_nobody_what_to_type(path: Path) -> None:
    settings = list(SETTINGS.values()) if path == Path(environment.__file__) else []
    assert typed(path.read_text(encoding="utf-8")) == settings


@pytest.mark.parametrize(
    "planted",
    [
        "raise UsageError('there already; --force replaces it')",
        "raise UsageError(f'unknown model {written!r} (try integration-db search)')",
        "text = 'make it again with ' \"'integration-db seed build'\"",
        "TEXTS = {'code': f'{name}: say --plugin'}",
        "raise UsageError(f'say --{name}')",
        "raise UsageError('say ' + '--' + name)",
        "raise UsageError('say --%s' % name)",
        "raise UsageError('say --{}'.format(name))",
        "raise UsageError('name a file with -o FILE')",
        "raise UsageError('see integration-db -h')",
        "raise UsageError('see -h')",
        "raise UsageError('python -m integration_db_cli does it')",
        "raise UsageError('say integration-db  seed build')",
        "raise UsageError('say integration-db\\n  seed build')",
        "raise UsageError('say integration-db ' + command)",
        "raise UsageError('set INTEGRATION_DB_DATA')",
        "raise UsageError(f'set {OVERLAYS}')",
        "raise UsageError('set ' + environment.OVERLAYS)",
        "out.write(b'say --force')",
        "texts = ['git', 'say --force']",
    ],
)
def test_a_hint_in_the_library_is_found(planted: str) -> None:
    assert len(typed(planted)) == 1


@pytest.mark.parametrize(
    "planted",
    [
        '"""A docstring: integration-db check --map."""',
        "subprocess.run(['git', 'log', '--short'], check=False)",
        "os.environ[OVERLAYS]",
        "text = f'database {place} is not an integration-db database'",
        "text = f'{number}-o, -- and --- and build-o'",
    ],
)
def test_what_nobody_would_type_is_no_hint(planted: str) -> None:
    assert typed(planted) == []


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


def test_every_way_out_leads_out_of_something_that_there_is() -> None:
    assert set(ways_out.ERRORS) <= set(codes())
    assert set(ways_out.OPEN_POINTS) <= set(open_points.TEXTS)


def test_every_open_point_is_one_that_the_library_finds() -> None:
    home = Path(open_points.__file__)
    said = {
        text
        for path in files_of(LIBRARY)
        if path != home
        for _, text in constants(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert set(open_points.TEXTS) <= said
