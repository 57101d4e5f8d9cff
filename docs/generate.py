"""What the pages in this folder show of the program, made by running it.

The pages call `command` and `reference` between cog's marks; `make docs` writes them anew and
`make docs-check` fails where they are out of step.
"""

from __future__ import annotations

import ast
import contextlib
import gzip
import io
import json
import os
import shlex
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import click
from click.testing import CliRunner
from drawing import coverage_picture
from integration_db_cli.main import COMMANDS, main

import integration_db
from integration_db import Catalog
from integration_db.catalog.queries.contents import total
from integration_db.catalog.queries.facts import Source
from integration_db.catalog.queries.recorders import Plugin
from integration_db.catalog.recorder_evidence import RecorderEvidence
from integration_db.database.opening import open_catalogue_database
from integration_db.environment import default_seed_root
from integration_db.export import feed_document, sealed
from integration_db.export.feed_schema import schema_text
from integration_db.prediction.setting import Setting
from integration_db.text.labels import CAPABILITY, DETAIL, detail_value
from integration_db.text.sentences import any_of, capital, word
from integration_db.vocabulary import CAPABILITY_NAMES, by_name

WIDTH = "80"


@lru_cache(maxsize=1)
def _environment() -> dict[str, str | None]:
    cache = os.environ.get("INTEGRATION_DB_CACHE") or tempfile.mkdtemp(prefix="integration-db-")
    return {
        "COLUMNS": WIDTH,
        "NO_COLOR": "1",
        "INTEGRATION_DB_CACHE": cache,
        "INTEGRATION_DB_DATA": None,
        "INTEGRATION_DB_DATABASE": None,
    }


def run(line: str, *, talk: bool = False) -> tuple[str, int]:
    """Return what a command line prints on stdout (or, if nothing, on stderr), and its code.

    With `talk`, both in the order in which a terminal shows them.
    """
    words = shlex.split(line)
    assert words[0] == "integration-db", line
    done = CliRunner().invoke(main, words[1:], env=_environment(), prog_name="integration-db")
    return (done.output if talk else done.stdout or done.stderr), done.exit_code


def command(line: str, *, lines: int | None = None, fails: bool = False, talk: bool = False) -> str:
    """Return a block with the command and what it prints, cut after so many lines."""
    output, code = run(line, talk=talk)
    assert (code != 0) == fails, f"{line}: exit code {code}\n{output}"
    shown = output.rstrip("\n").splitlines()
    if lines is not None and len(shown) > lines:
        shown = [*shown[:lines], "..."]
    return "\n".join(["```console", f"$ {line}", *(s.rstrip() for s in shown), "```"])


def reference() -> str:
    """Return the help of every command."""
    parts = [_help("integration-db", main)]
    context = click.Context(main)
    for name in sorted(COMMANDS):
        found = main.get_command(context, name)
        assert found is not None
        parts.append(_help(f"integration-db {name}", found))
        if isinstance(found, click.Group):
            for inner in sorted(found.commands):
                parts.append(_help(f"integration-db {name} {inner}", found.commands[inner]))
    return "\n\n".join(parts)


def _help(name: str, found: click.Command) -> str:
    output, code = run(f"{name} --help")
    assert code == 0, name
    level = "##" if name.count(" ") < 2 else "###"
    return f"{level} {name}\n\n```text\n{output.rstrip()}\n```"


def catalog() -> Catalog:
    """Return an open catalogue of the seed that ships."""
    cache = _environment()["INTEGRATION_DB_CACHE"]
    return Catalog(open_catalogue_database([default_seed_root()], cache_folder=Path(str(cache))))


def picture() -> str:
    """Return the picture of the coverage, the sum of all manufacturers on top."""
    with catalog() as opened:
        found = opened.coverage()
    return coverage_picture([total(found), *found])


def coverage() -> str:
    """Return the sentences and the table of the coverage page."""
    with catalog() as opened:
        sizes = opened.stats()
        found = opened.coverage()
    all_of_them = total(found)
    known = (
        f"{CAPABILITY[n].name} ({all_of_them.share_known(n):.0%}, of which "
        f"{all_of_them.share_inferred(n):.0%} inferred)"
        for n in CAPABILITY_NAMES
    )
    headings = [f"{capital(CAPABILITY[name].short)} yes / no" for name in CAPABILITY_NAMES]
    grades = cast("dict[str, int]", sizes["statements_by_grade"])
    lines = [
        f"{sizes['models']:,} models of {sizes['manufacturers']} manufacturers; "
        f"{sizes['confirmed_models']:,} of them are named by a document, the others only by a list "
        "(`show` says which). In brackets, for how many of the models it is known: "
        f"{', '.join(known)}. {sizes['statements']} statements rest on {sizes['sources']} sources: "
        + ", ".join(f"{n} {grade.replace('_', ' ')}" for grade, n in grades.items() if n)
        + ".",
        "",
        "![Coverage per manufacturer and capability](coverage.svg)",
        "",
        f"| manufacturer | models | {' | '.join(headings)} |",
        f"|---|---|{'---|' * len(headings)}",
    ]
    for one in found:
        counts = [one.counts[name] for name in CAPABILITY_NAMES]
        cells = [f"{words['yes']} / {words['no']}" for words in counts]
        cells = [
            f"{text}, {one.inferred[name]} inferred" if one.inferred[name] else text
            for text, name in zip(cells, CAPABILITY_NAMES, strict=True)
        ]
        lines.append(f"| {one.manufacturer} | {one.models} | {' | '.join(cells)} |")
    return "\n".join(lines)


def sources() -> str:
    """Return the table of all sources."""
    with catalog() as opened:
        found = opened.sources()
    lines = ["| source | document | kind | published | statements |", "|---|---|---|---|---|"]
    for one in found:
        source = one.source
        title = source.title.replace("|", "\\|").replace("[", "(").replace("]", ")")
        document = f"[{title}](<{source.url}>)" if source.url else f"{title}: {source.document}"
        lines.append(
            f"| `{source.id}` | {document} | {word(source.kind)} | {source.published or ''} "
            f"| {one.statements} |"
        )
    return "\n".join(lines)


def recorders() -> str:
    """Return every recorder: menu, symbols, plugins, and what each statement is good for."""
    with catalog() as opened:
        known = opened.recorders()
        evidence = opened.recorder_evidence()
        sources = {one.source.id: one.source for one in opened.sources()}
        plugins = {one.name: opened.plugins_of(one) for one in known}
    good = [one for one in evidence if one.levels]
    lines = [
        f"{len(known)} recorders with {sum(map(len, plugins.values()))} plugins, and "
        f"{len(evidence)} statements about them. {len(good)} of these, about "
        f"{len({one.recorder.id for one in good})} recorders, give some camera of the catalogue a "
        "level above `nothing` by themselves, as far as nothing but them were known of the "
        "recorder; the others say what cannot be done, what is checked, or need another one "
        "beside them.",
    ]
    for recorder in known:
        own = [one for one in evidence if one.recorder.id == recorder.id]
        lines += ["", f"### {recorder.name}", ""]
        lines += _menu(recorder.settings, recorder.shows)
        lines += ["", *_plugins(plugins[recorder.name])]
        if own:
            lines += ["", *_recorder_statements(own, sources)]
    return "\n".join(lines)


def _menu(settings: Sequence[Setting], shows: Sequence[tuple[str, str]]) -> list[str]:
    """Return the settings as a table, and the symbols in a sentence."""
    lines = ["| setting | label | tries | port |", "|---|---|---|---|"]
    for one in settings:
        port = "editable" if one.port_editable else "fixed"
        tries = ", then ".join(one.tries)
        lines.append(_row([f"`{one.id}`", one.label, tries, port]))
    told = ", ".join(f"`{level}` as {symbol}" for level, symbol in shows)
    said = f"Shows {told}." if told else "Has no symbols; levels are said in words."
    return [*lines, "", said]


def _plugins(plugins: Sequence[Plugin]) -> list[str]:
    """Return the plugins as a table; what is left empty is not known, or is the recorder's."""
    if not plugins:
        return ["No plugin is known by name."]
    lines = [
        "| plugin | takes | talks to | cameras of | own settings | options | changes |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in plugins:
        options = "; ".join(f"`{o.id}`: {', '.join(o.values)}" for o in one.options)
        cells = [
            one.name,
            word(one.takes),
            ", ".join(map(detail_value, one.uses)),
            ", ".join(one.manufacturers),
            "; ".join(
                f"`{setting.id}`: {', '.join(setting.tries)}" for setting in one.own_settings
            ),
            options,
            "; ".join(change.text for change in one.changes),
        ]
        lines.append(_row(cells))
    return lines


def _recorder_statements(
    evidence: Sequence[RecorderEvidence], sources: Mapping[str, Source]
) -> list[str]:
    """Return statements as a table, each with its source and the levels that it gives alone."""
    lines = [
        "| about | says | where | grade | source | by itself |",
        "|---|---|---|---|---|---|",
    ]
    for one in evidence:
        statement, source = one.statement, sources[one.statement.source]
        says = [
            f"{CAPABILITY[name].short} {value}"
            for name, value in by_name(statement.values).items()
            if value is not None
        ]
        says += [f"{DETAIL[name]}: {_detail(value)}" for name, value in statement.details.items()]
        where = [f"`{name}` {' or '.join(values)}" for name, values in statement.when]
        if statement.recorder_version.intervals:
            where.append(f"version `{statement.recorder_version.text}`")
        if statement.firmware.intervals:
            where.append(f"firmware `{statement.firmware.text}`")
        about = one.plugin.name if one.plugin else "the recorder"
        title = source.title.replace("[", "(").replace("]", ")")
        cells = [
            f"{about} with {one.camera}" if one.camera else about,
            "; ".join(says),
            ", ".join(where),
            word(statement.grade),
            f"[{title}](<{source.url}>)" if source.url else f"{title}: {source.document}",
            any_of(f"`{level}`" for level in one.levels) if one.levels else "",
        ]
        lines.append(_row(cells))
    return lines


def _detail(value: object) -> str:
    """Return the value of a detail in words."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {state}" for name, state in value.items())
    return ", ".join(map(detail_value, value)) if isinstance(value, list) else detail_value(value)


def _row(cells: Iterable[str]) -> str:
    """Return a line of a table."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def files(*folders: str) -> str:
    """Return the files of some folders of the library, each with what it is by its own words."""
    library = Path(integration_db.__file__).parent
    lines = ["| file | what it is |", "|---|---|"]
    for folder in folders:
        for path in sorted((library / folder).glob("[!_]*.py")):
            about = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            lines.append(_row([f"`{folder}/{path.stem}`", about.partition("\n\n")[0]]))
    return "\n".join(lines)


def feed_size() -> str:
    """Return how large the feed of the shipped catalogue is, as it is and packed."""
    with catalog() as opened:
        content = sealed(feed_document(opened)).encode("utf-8")
        cameras, recorders = opened.count(), len(opened.recorders())
    packed = gzip.compress(content, 9, mtime=0)
    return (
        f"The feed of the shipped catalogue ({cameras:,} cameras, {recorders} recorders) has about "
        f"{len(content) / 1e6:.2f} MB,\nor {len(packed) // 1000} kB where the server or the "
        "installer packs it with gzip; it is always written\nunpacked, so that its checksum can be "
        "looked at with any tool."
    )


def schema_fields() -> str:
    """Return the tables of the feed's members, object by object, from its JSON Schema."""
    schema = json.loads(schema_text())
    objects = {"the file": schema, **schema["$defs"]}
    lines: list[str] = []
    for name, shape in objects.items():
        about = "" if shape is schema else f"{shape['description']}\n\n"
        lines.append(f"**{name.replace('_', ' ')}** {about}".rstrip() + "\n")
        lines += ["| member | holds | meaning |", "|---|---|---|"]
        for member, value in shape["properties"].items():
            holds = _holds(value) + ("" if member in shape["required"] else ", may be missing")
            lines.append(f"| `{member}` | {holds} | {value.get('description', '')} |")
        lines.append("")
    return "\n".join(lines)


def _holds(value: dict[str, Any]) -> str:
    """Return in words what sort of value a schema describes."""
    if "$ref" in value:
        return str(value["$ref"]).rpartition("/")[2].replace("_", " ")
    if "enum" in value:
        return ", ".join("null" if word is None else f"`{word}`" for word in value["enum"])
    if "const" in value:
        return f"`{json.dumps(value['const'])}`" if not isinstance(value["const"], list) else "list"
    if value.get("type") == "array":
        return f"list of {_holds(value['items'])}"
    if isinstance(value.get("additionalProperties"), dict):
        return f"name to {_holds(value['additionalProperties'])}"
    words = {"string": "text", "integer": "number", "boolean": "true or false", "null": "null"}
    words |= {"array": "list", "object": "names with values"}
    kinds = value.get("type", [])
    return (
        " or ".join(words[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))
        or "part"
    )


def python(source: str) -> str:
    """Return what an example program prints."""
    printed = io.StringIO()
    for name, value in _environment().items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    with contextlib.redirect_stdout(printed):
        exec(compile(source, "example", "exec"), {})
    return printed.getvalue()


if __name__ == "__main__":  # the picture is a file of its own
    Path(__file__).with_name("coverage.svg").write_text(picture(), encoding="utf-8")
