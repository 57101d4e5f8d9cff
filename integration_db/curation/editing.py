"""Adding to YAML text: more items and more keys, everything else left byte for byte.

Works on text alone. Where the new text goes is found by composing the nodes with their marks, all
of one file at once. `additions` compares the data afterwards, so a layout that is not understood is
refused and never damaged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import yaml

from integration_db.named_tuple import NamedTuple
from integration_db.seed.yaml_text import Number, Where

Item = Mapping[str, Any]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_ORDER_MARK: Final = "\ufeff"
"""What some editors begin a file with."""


class OneLine(dict[str, Any]):
    """A mapping that is written on one line, as bounds, releases and anchors are."""


class Addition(NamedTuple):
    """What is added to a mapping of a file: the way to the mapping, a key, and what goes there.

    Where the key has a list already, or `value` is a list, the items of `value` come behind those
    that are there. A new key stands behind the last of the keys `after` that the mapping has, else
    at its end.
    """

    where: Where
    key: str
    value: Any
    after: Sequence[str] = ()


class NotEditable(ValueError):
    """The text is laid out in a way that nothing can be added to safely."""


class _Change(NamedTuple):
    """New text in place of what is from `start` to `end`: inside of a line, or whole `lines`."""

    start: int
    end: int
    text: str
    lines: Sequence[str] | None = None


def add_all(text: str, additions: Sequence[Addition]) -> str:
    """Return the text with all additions made. Raises `NotEditable`.

    The additions are to the text as it is: none leads to a place that another one makes.
    """
    if text.startswith(_ORDER_MARK):  # the parser counts from behind it
        return _ORDER_MARK + add_all(text.removeprefix(_ORDER_MARK), additions)
    root = _compose(text)
    made = [
        (_depth(root, one), change) for one in additions for change in _changes(text, root, one)
    ]
    # Of what goes to one place the deepest comes first: an item's key before the item after it.
    made.sort(key=lambda pair: (pair[1].start, -pair[0]))
    newline = "\r\n" if "\r\n" in text else "\n"
    parts, at = [], 0
    for _, one in made:
        parts.append(text[at : one.start])
        at = one.end
        if one.lines is None:
            parts.append(one.text)
            continue
        if any(parts) and not next(part for part in reversed(parts) if part).endswith("\n"):
            parts.append(newline)
        parts += [line + newline for line in one.lines]
    return "".join(parts) + text[at:]


def document(content: Mapping[str, Any], comment: str = "") -> str:
    """Return a new file with this content, a comment above it."""
    lines = [f"# {line}" for line in comment.splitlines()]
    for key, value in content.items():
        lines += _key_lines(key, value, 0)
    return "\n".join(lines) + "\n"


def _compose(text: str) -> Any:
    """Return the root mapping node of a YAML text, None for an empty one. Raises `NotEditable`."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise NotEditable(str(error).strip().splitlines()[0]) from None
    if root is not None and not isinstance(root, yaml.MappingNode):
        raise NotEditable("the file does not hold a mapping")
    return root


def _node(root: Any, where: Where) -> Any:
    """Return the mapping node that `where` leads to. Raises `NotEditable`."""
    node = root
    for step in where:
        if isinstance(step, int):
            is_there = isinstance(node, yaml.SequenceNode) and step < len(node.value)
            node = node.value[step] if is_there else None
        else:
            node = _value(node, step)
    if node is not None and not isinstance(node, yaml.MappingNode):
        raise NotEditable(f"{where[-1]!r} is not a mapping")
    return node


def _value(mapping: Any, key: str) -> Any:
    """Return the node of a key's value, None where the key is missing."""
    if isinstance(mapping, yaml.MappingNode):
        for key_node, value in mapping.value:
            if key_node.value == key:
                return value
    return None


def _depth(root: Any, addition: Addition) -> int:
    """Return how deep what is added to lies: a list deeper than the mapping that it stands in."""
    listed = _value(_node(root, addition.where), addition.key) is not None
    return len(addition.where) + listed


def _changes(text: str, root: Any, addition: Addition) -> Sequence[_Change]:
    mapping, key, value = _node(root, addition.where), addition.key, addition.value
    there = _value(mapping, key)
    if there is None:
        return [_new_key(text, mapping, addition)]
    if not isinstance(value, list):
        raise NotEditable(f"{key!r} stands there already")
    return _more_items(text, mapping, key, there, value)


def _new_key(text: str, mapping: Any, addition: Addition) -> _Change:
    """Put a new key into a mapping node (None: an empty file)."""
    key, value = addition.key, addition.value
    if mapping is None:
        if addition.where:
            raise NotEditable(f"there is no {addition.where[-1]!r}")
        return _after_line(text, len(text), _key_lines(key, value, 0))
    before = [pair[1] for pair in mapping.value if pair[0].value in addition.after]
    last = before[-1] if before else mapping.value[-1][1] if mapping.value else None
    if mapping.flow_style:
        comma = ", " if mapping.value else ""
        place = _last_end(last) if last is not None else mapping.end_mark.index - 1
        return _Change(place, place, f"{comma}{_scalar(key)}: {_flow(value)}")
    return _after_line(text, _last_end(last), _key_lines(key, value, _column(mapping)))


def _more_items(
    text: str, mapping: Any, key: str, there: Any, items: list[Any]
) -> Sequence[_Change]:
    """Put more items behind those of a list, which may be empty, in block or in flow style.

    Brackets with nothing between them give way to a block of lines.
    """
    if isinstance(there, yaml.ScalarNode) and not there.value:
        if mapping.flow_style:
            end = there.end_mark.index
            return [_Change(end, end, f" {_flow(items)}")]
        return [_after_line(text, there.end_mark.index, _block(items, _column(mapping) + 2))]
    if not isinstance(there, yaml.SequenceNode):
        raise NotEditable(f"{key!r} is not a list")
    of_mappings = any(isinstance(item, Mapping) for item in items)
    inside = text[there.start_mark.index + 1 : there.end_mark.index - 1]
    if of_mappings and there.flow_style and not inside.strip(" ") and not mapping.flow_style:
        start, end = len(text[: there.start_mark.index].rstrip(" ")), there.end_mark.index
        lines = _block(items, _column(mapping) + 2)
        return [_Change(start, end, ""), _after_line(text, end, lines)]
    if there.flow_style:
        place = _last_end(there.value[-1]) if there.value else there.end_mark.index - 1
        comma = ", " if there.value else ""
        return [_Change(place, place, comma + ", ".join(_flow(item) for item in items))]
    return [_after_line(text, _last_end(there), _block(items, there.start_mark.column))]


def _column(mapping: Any) -> int:
    column: int = mapping.start_mark.column
    return column


def _last_end(node: Any) -> int:
    """Return where the last thing inside a node ends; marks of blocks run on to the next token."""
    if isinstance(node, yaml.ScalarNode) or (node is not None and node.flow_style):
        end: int = node.end_mark.index
        return end
    if node is None or not node.value:
        raise NotEditable("an empty block")
    last = node.value[-1]
    return _last_end(last[1] if isinstance(last, tuple) else last)


def _after_line(text: str, place: int, lines: Sequence[str]) -> _Change:
    """Put lines after the line that `place` is in."""
    if place and text[place - 1] == "\n":
        at = place  # a block scalar ends behind its line
    else:
        at = text.find("\n", place) + 1 or len(text)
    return _Change(at, at, "", lines)


def _key_lines(key: str, value: Any, indent: int) -> list[str]:
    pad = " " * indent
    if isinstance(value, Mapping) and not isinstance(value, OneLine):
        inner = [_key_lines(name, one, indent + 2) for name, one in value.items()]
        return [f"{pad}{_scalar(key)}:", *(line for lines in inner for line in lines)]
    if isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        return [f"{pad}{_scalar(key)}:", *_block(value, indent + 2)]
    if isinstance(value, str) and _ADDRESS.fullmatch(value):
        return [f"{pad}{_scalar(key)}: {value}"]
    return [f"{pad}{_scalar(key)}: {_flow(value)}"]


def _block(items: Sequence[Any], indent: int) -> list[str]:
    lines = []
    for item in items:
        if isinstance(item, OneLine) or not isinstance(item, Mapping):
            lines.append(f"{' ' * indent}- {_flow(item)}")
            continue
        inner = [line for key, value in item.items() for line in _key_lines(key, value, indent + 2)]
        lines += [" " * indent + "- " + inner[0][indent + 2 :], *inner[1:]]
    return lines


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(k)}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Number):
        return value
    return _text(str(value))


def _scalar(key: str) -> str:
    plain = key.replace("_", "").replace("-", "")
    return key if plain.isascii() and plain.isalnum() and not plain.isdigit() else quoted(key)


_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[ /-][A-Za-z0-9_]+)*")
"""Text that needs no quotes in a block or on one line: words and names, but no version."""
_ADDRESS: Final = re.compile(r"https?://[^\s#]*[^\s#:]")
"""What needs no quotes behind a key."""
_MEANT_OTHERWISE: Final = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n"])
"""Words that some reader of YAML takes for a truth or for nothing."""


def _text(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and text.lower() not in _MEANT_OTHERWISE
    return text if plain else quoted(text)


_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def quoted(text: str) -> str:
    """Return text as a double quoted scalar that reads back as the same text."""
    return '"' + "".join(_NAMED.get(c) or _visible(c) for c in text) + '"'


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return f"\\U{ord(character):08x}"
