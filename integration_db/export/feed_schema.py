"""The JSON Schema of the feed, as it ships, and the part of it that follows from the vocabulary."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from integration_db.text.labels import CAPABILITY
from integration_db.vocabulary import CAPABILITIES, CAPABILITY_NAMES, OF_PLUGINS, SUPPORT


def schema_text() -> str:
    """Return the text of feed.schema.json."""
    return files(__package__).joinpath("feed.schema.json").read_text(encoding="utf-8")


def fitted_schema_text() -> str:
    """Return the text of feed.schema.json as the list of capabilities wants it.

    Written by hand is what the members mean. Which capabilities there are, and so how long a list
    of values is, follows from the vocabulary.
    """
    schema = json.loads(schema_text())
    parts = schema["$defs"]
    parts["payload"]["properties"]["capabilities"]["const"] = list(CAPABILITY_NAMES)
    for name in ("values", "grades", "sources"):
        _one_per(len(CAPABILITIES), parts["answer"]["properties"][name])
    for plugin in (parts["plugin"], parts["plugin_version"]):
        for name in ("grades", "sources"):
            _one_per(len(OF_PLUGINS), plugin["properties"][name])
        plugin["required"] = _with_limits(plugin["required"])
        plugin["properties"] = {
            name: plugin["properties"].get(name) or _limit(name)
            for name in _with_limits(list(plugin["properties"]))
        }
    return json.dumps(schema, indent=2) + "\n"


def _one_per(number: int, shape: dict[str, Any]) -> None:
    shape["minItems"] = shape["maxItems"] = number


def _with_limits(members: list[str]) -> list[str]:
    """Return the members of a plugin with one per capability in front of the evidence."""
    limits = [capability.name for capability in OF_PLUGINS]
    others = [name for name in members if name not in CAPABILITY_NAMES]
    at = others.index("grades")
    return [*others[:at], *limits, *others[at:]]


def _limit(name: str) -> dict[str, Any]:
    about = f"What it allows: {CAPABILITY[name].name}"
    return {"description": about, "enum": list(reversed(SUPPORT))}
