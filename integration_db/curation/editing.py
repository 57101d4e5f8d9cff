"""Inserting into YAML text: one more item or key, everything else left byte for byte.

Works on text alone. Where the new item goes is found by composing the nodes with their marks;
after each insertion the caller compares the data, so a layout that is not understood is refused
and never damaged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

Item = Mapping[str, Any]


class NotEditable(ValueError):
    """The text is laid out in a way that nothing can be inserted into safely."""


def compose(text: str) -> Any:
    """Return the root mapping node of a YAML text, None for an empty one. Raises `NotEditable`."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise NotEditable(str(error).strip().splitlines()[0]) from None
    if root is not None and not isinstance(root, yaml.MappingNode):
        raise NotEditable("the file does not hold a mapping")
    return root


def value_node(mapping: Any, key: str) -> Any:
    """Return the node of a key's value, None where the key is missing."""
    for key_node, value in mapping.value:
        if key_node.value == key:
            return value
    return None


def append_item(text: str, mapping: Any, key: str, item: Item) -> str:
    """Return the text with one more item in the list `key` of a mapping node.

    The list may be missing, empty, in block or in flow style.
    """
    items = value_node(mapping, key) if mapping is not None else None
    if items is None:
        return add_key(text, mapping, key, [item])
    if isinstance(items, yaml.ScalarNode) and not items.value:
        return _insert_lines(text, items.end_mark.index, _block([item], _column(mapping) + 2))
    if not isinstance(items, yaml.SequenceNode):
        raise NotEditable(f"{key!r} is not a list")
    if items.flow_style and not items.value and not mapping.flow_style:
        before = text[: items.start_mark.index].rstrip(" ")
        lines = _block([item], _column(mapping) + 2)
        return _insert_lines(before + text[items.end_mark.index :], len(before), lines)
    if items.flow_style:
        comma = ", " if items.value else ""
        place = _last_end(items.value[-1]) if items.value else items.end_mark.index - 1
        return text[:place] + comma + _flow(item) + text[place:]
    return _insert_lines(text, _last_end(items), _block([item], items.start_mark.column))


def add_key(text: str, mapping: Any, key: str, value: Any) -> str:
    """Return the text with a new key at the end of a mapping node (None: an empty file)."""
    if mapping is None:
        return _insert_lines(text, len(text), _key_lines(key, value, 0))
    if value_node(mapping, key) is not None:
        raise NotEditable(f"{key!r} stands there already")
    if mapping.flow_style:
        comma = ", " if mapping.value else ""
        place = _last_end(mapping.value[-1][1]) if mapping.value else mapping.end_mark.index - 1
        return f"{text[:place]}{comma}{_scalar(key)}: {_flow(value)}{text[place:]}"
    return _insert_lines(text, _last_end(mapping), _key_lines(key, value, _column(mapping)))


def document(content: Mapping[str, Any], comment: str = "") -> str:
    """Return a new file with this content, a comment above it."""
    lines = [f"# {line}" for line in comment.splitlines()]
    for key, value in content.items():
        lines += _key_lines(key, value, 0)
    return "\n".join(lines) + "\n"


def _column(mapping: Any) -> int:
    column: int = mapping.start_mark.column
    return column


def _last_end(node: Any) -> int:
    """Return where the last thing inside a node ends; marks of blocks run on to the next token."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        end: int = node.end_mark.index
        return end
    if not node.value:
        raise NotEditable("an empty block")
    last = node.value[-1]
    return _last_end(last[1] if isinstance(last, tuple) else last)


def _insert_lines(text: str, place: int, lines: Sequence[str]) -> str:
    """Return the text with lines after the line that `place` is in, in the text's line ends."""
    newline = "\r\n" if "\r\n" in text else "\n"
    if place and text[place - 1] == "\n":
        at = place  # a block scalar ends behind its line
    else:
        at = text.find("\n", place) + 1 or len(text)
    before = text[:at]
    if before and not before.endswith("\n"):
        before += newline
    return before + "".join(line + newline for line in lines) + text[at:]


def _key_lines(key: str, value: Any, indent: int) -> list[str]:
    pad = " " * indent
    if isinstance(value, Mapping):
        inner = [_key_lines(name, one, indent + 2) for name, one in value.items()]
        return [f"{pad}{_scalar(key)}:", *(line for lines in inner for line in lines)]
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return [f"{pad}{_scalar(key)}:", *_block(value, indent + 2)]
    return [f"{pad}{_scalar(key)}: {_flow(value)}"]


def _block(items: Sequence[Item], indent: int) -> list[str]:
    lines = []
    for item in items:
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
    return quoted(str(value))


def _scalar(key: str) -> str:
    plain = key.replace("_", "").replace("-", "")
    return key if plain.isascii() and plain.isalnum() and not plain.isdigit() else quoted(key)


_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def quoted(text: str) -> str:
    """Return text as a double quoted scalar that reads back as the same text."""
    return '"' + "".join(_NAMED.get(c) or _visible(c) for c in text) + '"'


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return f"\\U{ord(character):08x}"
