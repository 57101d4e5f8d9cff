"""Recorder and plugin as one choice: a plugin belongs to a recorder, so a form asks for both.

In an address they stay two names, as on the command line; the form's field `via` is taken apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from integration_db.catalog import Catalog

VIA: Final = "via"
"""The name of the form's field for both."""
_BETWEEN: Final = " › "


class RecorderChoices(NamedTuple):
    """A recorder, and its plugins, each with what the form sends for it."""

    recorder: str
    plugins: tuple[tuple[str, str], ...]


def recorder_choices(catalog: Catalog) -> tuple[RecorderChoices, ...]:
    """Return the choices, the usual recorder first."""
    return tuple(
        RecorderChoices(
            recorder.name,
            tuple(
                (recorder.name + _BETWEEN + one.name, one.name)
                for one in catalog.plugins_of(recorder)
            ),
        )
        for recorder in catalog.recorders()
    )


def apart(values: Mapping[str, str], usual: str) -> dict[str, str]:
    """Return the values with recorder and plugin under their own names.

    The usual recorder is left out where a plugin is named, as it is the one that is meant.
    """
    options = dict(values)
    via = options.pop(VIA, None)
    if via is None:
        return options
    recorder, _, plugin = via.partition(_BETWEEN)
    options.pop("plugin", None)
    options["recorder"] = recorder
    if plugin:
        options["plugin"] = plugin
        if recorder == usual:
            del options["recorder"]
    return options


def together(values: Mapping[str, str], usual: str) -> str:
    """Return what the form sends for these values; empty where neither is said."""
    plugin, recorder = values.get("plugin"), values.get("recorder")
    if plugin is None:
        return recorder or ""
    return (recorder or usual) + _BETWEEN + plugin
