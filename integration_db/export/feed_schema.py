"""The JSON Schema of the feed, as it ships, and the part of it that follows from the vocabulary."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, get_args

from integration_db.text.labels import CAPABILITY
from integration_db.vocabulary import (
    CAPABILITIES,
    CAPABILITY_NAMES,
    CHECKS,
    DETAILS,
    GRADES,
    INTERFACES,
    LEVELS,
    OF_PLUGINS,
    SCHEMES,
    SUPPORT,
    ChangeOfCamera,
    CheckState,
    Switch,
    Takes,
)


def schema_text() -> str:
    """Return the text of feed.schema.json."""
    return files(__package__).joinpath("feed.schema.json").read_text(encoding="utf-8")


def fitted_schema_text() -> str:
    """Return the text of feed.schema.json as the vocabulary wants it.

    Written by hand is what the members mean. Which words there are, and how long a list of one
    word per capability is, follows from the vocabulary.
    """
    schema = json.loads(schema_text())
    parts = {name: part["properties"] for name, part in schema["$defs"].items()}
    kind, side, plugin = parts["kind"], parts["side"], parts["plugin"]
    parts["payload"]["capabilities"]["const"] = list(CAPABILITY_NAMES)
    for name in ("values", "grades", "sources", "paired"):
        _one_per(len(CAPABILITIES), kind[name])
    for name in ("grades", "sources"):
        _one_per(len(OF_PLUGINS), side[name])
    for capability in OF_PLUGINS:
        about = f"What it allows: {CAPABILITY[capability.name].name}"
        side[capability.name] |= {"description": about, "enum": list(reversed(SUPPORT))}
    kind["values"]["items"]["enum"] = list(reversed(SUPPORT))
    kind["grades"]["items"]["enum"] = side["grades"]["items"]["enum"] = [*GRADES, None]
    parts["detail"]["grade"]["enum"] = list(GRADES)
    kind["details"]["propertyNames"] = {"enum": list(DETAILS)}
    side["video_via"]["items"]["enum"] = list(DETAILS["video_via"])
    side["tls"]["items"]["enum"] = list(DETAILS["tls"])
    _mapping(side["checks"], CHECKS, get_args(CheckState))
    _mapping(side["checks_default"], CHECKS, get_args(Switch))
    parts["recorder"]["shows"]["propertyNames"] = {"enum": list(LEVELS)}
    parts["setting"]["tries"]["items"]["enum"] = list(SCHEMES)
    plugin["takes"]["enum"] = list(get_args(Takes))
    plugin["uses"]["items"]["enum"] = list(INTERFACES)
    parts["change"]["what"]["enum"] = list(get_args(ChangeOfCamera))
    return json.dumps(schema, indent=2) + "\n"


def _one_per(number: int, shape: dict[str, Any]) -> None:
    shape["minItems"] = shape["maxItems"] = number


def _mapping(shape: dict[str, Any], names: Iterable[str], values: Iterable[str]) -> None:
    shape["propertyNames"] = {"enum": list(names)}
    shape["additionalProperties"] = {"enum": list(values)}
