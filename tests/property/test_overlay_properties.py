"""However an overlay is laid out, an observation is put into it and nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from integration_db import OverlayError
from integration_db.curation.additions import added_to
from integration_db.curation.editing import Addition
from integration_db.seed.yaml_text import read_yaml

NEW = {"firmware": "=10.12.114", "https_support": True, "source": "own", "note": "in the yard"}
REMARKS = st.sampled_from(
    ["", "", "", "# a remark", "#", "# - [ {not: yaml", "# é 'x", '# "', "#: |\t", "#   ends  "]
)
NAMES = st.sampled_from(["E100", "E110 Mk II", "E-1", "e 100"])
TEXTS = st.sampled_from(["later", "two  words", "it's # this", "é", "a: b", "[x]", "", "a\nb\n"])
STATEMENTS: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {"source": st.just("a")},
    optional={"note": TEXTS, "tls": st.lists(st.just("1.3"), max_size=2)},
)
MODELS: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "aliases": st.lists(TEXTS, max_size=2),
        "statements": st.none() | st.lists(STATEMENTS, max_size=2),
        "note": TEXTS,
    },
)
DATA: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {"manufacturer": st.just("Exemplar"), "series": st.just("E1")},
    optional={
        "note": TEXTS,
        "models": st.lists(MODELS, max_size=3, unique_by=lambda model: str(model["name"])),
    },
)


class Writer:
    """Writes data as YAML in any layout; every choice is drawn."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.draw = draw

    def chance(self) -> bool:
        return bool(self.draw(st.booleans()))

    def blank(self) -> str:
        return " " * int(self.draw(st.integers(0, 2)))

    def line_end(self) -> str:
        """The end of a line, with a remark or not, and lines of remarks below it."""
        end: str = self.blank() + " " + self.draw(REMARKS)
        for remark in self.draw(st.lists(REMARKS, max_size=1)):
            end += "\n" + " " * self.draw(st.integers(0, 8)) + remark
        return end + "\n"

    def inside(self) -> str:
        """What stands between two marks in brackets."""
        return self.line_end() + " " * 12 if self.draw(st.integers(0, 3)) == 0 else self.blank()

    def text(self, value: str | None) -> str:
        if value is None:
            return ""
        plain = re.fullmatch(r"[A-Za-z1-9][A-Za-z0-9 -]*[A-Za-z]|E100|é", value)
        if plain and self.chance():
            return value
        if "\n" in value or self.chance():
            return '"' + value.replace("\n", "\\n") + '"'
        return "'" + value.replace("'", "''") + "'"

    def flow(self, value: Any) -> str:
        between = ["{", "}"] if isinstance(value, dict) else ["[", "]"]
        if not isinstance(value, (dict, list)):
            return self.text(value)
        parts = (
            [f"{key}: {self.flow(one)}" for key, one in value.items()]
            if isinstance(value, dict)
            else [self.flow(one) for one in value]
        )
        inner = ",".join(self.inside() + part + self.inside() for part in parts)
        if not parts or self.draw(st.integers(0, 5)) == 0:
            inner += "," + self.inside() if parts else self.inside()
        return between[0] + inner + between[1]

    def block(self, value: Any, indent: int) -> str:
        """What stands behind a key or a dash, to the end of its last line."""
        if isinstance(value, str) and value.endswith("\n") and self.chance():
            lines = "".join(f"{' ' * (indent + 1)}{line}\n" for line in value.splitlines())
            return " |" + self.blank() + "\n" + lines
        if not value or not isinstance(value, (dict, list)) or self.draw(st.integers(0, 3)) == 0:
            return " " + self.flow(value) + self.line_end()
        if isinstance(value, dict):
            return self.line_end() + self.pairs(value, indent + self.draw(st.integers(1, 4)))
        inner = indent + self.draw(st.integers(0, 3))
        return self.line_end() + "".join(" " * inner + "-" + self.item(one, inner) for one in value)

    def item(self, value: Any, indent: int) -> str:
        """What stands behind a dash; a mapping may begin on its line."""
        if not isinstance(value, dict) or self.draw(st.integers(0, 3)) == 0:
            return self.block(value, indent)
        gap: int = self.draw(st.integers(1, 4))
        return " " * gap + self.pairs(value, indent + 1 + gap).lstrip(" ")

    def pairs(self, value: dict[str, Any], indent: int) -> str:
        return "".join(
            f"{' ' * indent}{key}:{self.block(one, indent)}" for key, one in value.items()
        )


@st.composite
def files(draw: Callable[[st.SearchStrategy[Any]], Any]) -> bytes:
    writer, data = Writer(draw), draw(DATA)
    text: str
    if draw(st.integers(0, 7)) == 0:
        text = writer.flow(data) + writer.line_end()
    else:
        text = writer.line_end() + writer.pairs(data, 0)
    text = draw(st.sampled_from(["", "", "---\n", "\ufeff"])) + text
    if draw(st.integers(0, 3)) == 0:
        text = text.removesuffix("\n")
    if draw(st.integers(0, 3)) == 0:
        text = text.replace("\n", "\r\n")
    return text.encode()


BLOCK_AT_THE_END = re.compile(r"note: *\|[^:]*[^\n]\Z")
"""A block of text whose last line has no end: what follows it would change the text."""


def put_in(before: str, after: str) -> bool:
    """Whether one piece was put in, and nothing else is different but empty brackets opened."""
    opened = [
        before[: one.start()] + before[one.end() :] for one in re.finditer(r" *\[ *\]", before)
    ]
    for kept in (before, *opened):
        begin = next((n for n, c in enumerate(kept) if after[n : n + 1] != c), len(kept))
        if len(after) > len(kept) and after.endswith(kept[begin:]):
            return True
    return False


@settings(max_examples=150)
@given(files())
def test_every_byte_stays_however_a_file_is_laid_out(old: bytes) -> None:
    data: Any = read_yaml("", old)
    names = [model["name"] for model in data.get("models") or []]
    if "E100" in names:
        added = Addition(("models", names.index("E100")), "statements", [NEW])
    else:
        added = Addition((), "models", [{"name": "E100", "statements": [NEW]}])
    try:
        new = added_to(Path("e1.yaml"), old.decode(), [added])
    except OverlayError:
        assert BLOCK_AT_THE_END.search(old.decode())
        return
    assert put_in(old.decode(), new), new
    holder = data["models"][added.where[1]] if added.where else data
    holder[added.key] = [*(holder.get(added.key) or []), *added.value]
    assert read_yaml("", new.encode()) == data
